"""A day of the diary: all that was noted about it, done on it and asked, and what can be changed.

The one rule: a correction is a new entry, so a day's log keeps what was noted before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from selfcare.app.about_days import look_at_day
from selfcare.app.account import Happening, account
from selfcare.app.context import Context
from selfcare.app.day_report import DayItem, report_day
from selfcare.app.month import marks_about
from selfcare.app.present import Present
from selfcare.app.tenderness import found_on
from selfcare.app.treatments import FURTHEST_BACK
from selfcare.domain.checkin import FILL_IN_DAYS
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import (
    CheckedIn,
    Entry,
    NotToday,
    PeriodRemoved,
    PeriodStarted,
    Treated,
    is_of_cycle,
)
from selfcare.domain.message import message
from selfcare.domain.prompt import of_cycle
from selfcare.domain.tenderness import Tenderness
from selfcare.domain.treatment import Treatment, treatments_of
from selfcare.domain.week import DAY
from selfcare.planning.day_words import date_words
from selfcare.planning.history import SessionState
from selfcare.planning.month import DayMarks
from selfcare.planning.noted import Noted, check_ins_about


class DayTold(Struct, frozen=True, kw_only=True):
    """Everything about `marks.day`.

    `check_ins` are those that hold. `in_reach` is whether it can be filled in and corrected.
    `prompts` are those shown or held back; `log` is every entry of the day or about it, in order.
    """

    marks: DayMarks
    in_reach: bool
    check_ins: tuple[Noted, ...]
    sessions: tuple[SessionState, ...]
    treatments: tuple[Treatment, ...]
    tender: tuple[Tenderness, ...]
    prompts: tuple[DayItem, ...]
    log: tuple[Happening, ...]

    @property
    def is_empty(self) -> bool:
        """True where nothing was noted of one's own accord."""
        return not (
            self.check_ins or self.sessions or self.treatments or self.tender or self.marks.start
        )


def tell_day(context: Context, day: date) -> DayTold:
    """Return what the diary holds about a day; raise UserMistake for one out of reach."""
    today = context.today()
    if day > today:
        raise UserMistake(message("{day} is still to come.", day=date_words(day)))
    if (today - day).days > FURTHEST_BACK:
        raise UserMistake(message("Nothing is noted about days as long ago as that."))
    present = look_at_day(context, day)
    cycle = present.around.cycle.on
    of_day = [entry for entry in present.entries if about(entry) == day or entry.day == day]
    (marks,) = marks_about(present, present.entries, day, day)
    return DayTold(
        marks=marks,
        in_reach=today - day <= FILL_IN_DAYS * DAY,
        check_ins=check_ins_about(present.entries, day),
        sessions=tuple(one for one in present.history.sessions if one.day == day),
        treatments=tuple(one for one in treatments_of(present.entries) if one.on == day),
        tender=found_on(present.entries, day),
        prompts=tuple(
            one
            for one in report_day(present, day, planned=day == today)
            if one.prompt is not None and (cycle or not of_cycle(one.prompt.id))
        ),
        log=tuple(_log(present, {entry.id for entry in of_day}, cycle=cycle)),
    )


def about(entry: Entry) -> date:
    """Return the day an entry is about, which is mostly the one it was noted on."""
    match entry.fact:
        case CheckedIn(check_in=check_in):
            return check_in.day
        case Treated(on=on) | PeriodStarted(on=on) | PeriodRemoved(on=on):
            return on
        case NotToday(workday=workday):
            return workday
        case _:
            return entry.day


def _log(present: Present, wanted: set[int], *, cycle: bool) -> Iterator[Happening]:
    for one in account(present.entries, present.zone):
        if one.entry.id in wanted and (cycle or not is_of_cycle(one.entry.fact)):
            yield one
