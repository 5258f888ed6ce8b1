"""What the diary holds about some days, however long ago, without reading all that came since."""

from __future__ import annotations

from datetime import date
from typing import Final

from selfcare.app.context import RECENT, Context
from selfcare.app.present import Present, around_of, look
from selfcare.domain.checkin import FILL_IN_DAYS
from selfcare.domain.cycle import CycleOutlook
from selfcare.domain.facts import CheckedIn, DiaryView, Entry
from selfcare.domain.week import DAY
from selfcare.planning.month import CycleStarts

NOTED_AFTERWARDS: Final = (FILL_IN_DAYS + 2) * DAY
"""Until when a day is filled in, with a day more for midnight, and one for zones."""


def entries_about(context: Context, first: date, last: date) -> tuple[Entry, ...]:
    """Return what was noted on the days `first` to `last`, and later about them, in order.

    Check-ins are looked at however late they came: one may correct an earlier one.
    """
    until = last + NOTED_AFTERWARDS
    later = context.diary.entries(since=until + DAY, kind=CheckedIn)
    return (*context.diary.entries(since=first - DAY, until=until), *later)


def look_at_day(context: Context, day: date) -> Present:
    """Return this moment with what the diary holds about `day`.

    What matters however old is in it, and of the time between then and now nothing else.
    """
    today = context.today()
    if day > today - RECENT + DAY:
        return look(context)
    view = context.diary.view(since=today)
    known = {one.id: one for one in (*view.entries, *entries_about(context, day, day))}
    entries = tuple(known[number] for number in sorted(known))
    return Present(
        now=context.now(),
        around=around_of(context, DiaryView(entries, view.first_day)),
        routines=context.in_force.library.routines,
        entries=entries,
    )


def starts_of(cycle: CycleOutlook) -> CycleStarts | None:
    """Return the starts of bleeding, None where the cycle is off."""
    return CycleStarts(cycle.starts, cycle.counted) if cycle.on else None
