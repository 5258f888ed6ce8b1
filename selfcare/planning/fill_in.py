"""Which days without an entry can be filled in after days off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from selfcare.domain.checkin import FILL_IN_DAYS
from selfcare.domain.week import DAY
from selfcare.planning.around import Around


def days_to_fill_in(around: Around) -> Iterator[date]:
    """Yield the days without an entry since the last workday, on the first one after days off.

    Around the start of bleeding the last workday is among them (domain handbook 6, row 14).
    """
    today = around.today
    if not around.settings.checkins.fill_in or not around.is_workday(today):
        return
    last = around.workday_before(today)
    if last is None or last == today - DAY:
        return
    flagged = any(
        around.cycle.flag(last + number * DAY) is not None
        for number in range((today - last).days + 1)
    )
    day = max(last if flagged else last + DAY, today - FILL_IN_DAYS * DAY)
    while day < today:
        noted = around.days.get(day)
        if noted is None or noted.headache is None:
            yield day
        day += DAY
