"""Busy days, read off the meetings of all calendars together.

A day is busy when its meetings last longer than the user's limit, or than they do on three
quarters of the user's own workdays with meetings before it: what is unusual for oneself tells more
than any fixed number (K82, Turner 2025).
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, time, timedelta, tzinfo
from typing import Final

from msgspec import Struct

from selfcare.domain.calendar import CalendarReading
from selfcare.domain.message import Message, message
from selfcare.domain.quartile import is_above_upper_quartile
from selfcare.domain.settings import Settings, Work
from selfcare.domain.stress import StressfulPeriod, StressSource
from selfcare.domain.week import DAY, Window, instant, joined

OWN_DAYS: Final = 14
"""Workdays with meetings before a day is compared with one's own [design]."""
LEAST_COMPARED: Final = timedelta(hours=3)
"""Shorter meetings make no day busy by comparison [design]."""
_OVER_A_WEEKEND: Final = 3 * DAY
"""Two busy workdays no further apart belong together."""


class BusyDay(Struct, frozen=True):
    """A busy day, how long its meetings last, and why it counts."""

    day: date
    length: timedelta
    reason: Message


def merged_meetings(readings: Sequence[CalendarReading]) -> tuple[Window, ...]:
    """Return the meetings of all calendars in order; those that touch are one."""
    if len(readings) == 1:
        return readings[0].meetings
    return joined(window for reading in readings for window in reading.meetings)


def busy_hours(readings: Sequence[CalendarReading], zone: tzinfo) -> Mapping[date, timedelta]:
    """Return how long meetings last on each local day that has any, overlapping ones once."""
    found: dict[date, timedelta] = {}
    for window in merged_meetings(readings):
        start = window.start
        day = start.astimezone(zone).date()
        while start < window.end:
            day += DAY
            end = min(window.end, max(start, instant(day, time(), zone)))
            if end > start:
                found[day - DAY] = found.get(day - DAY, timedelta()) + (end - start)
            start = end
    return found


def busy_days(
    readings: Sequence[CalendarReading], settings: Settings, zone: tzinfo
) -> tuple[BusyDay, ...]:
    """Return the busy workdays in order."""
    lengths = busy_hours(readings, zone)
    if not lengths:
        return ()
    limit = timedelta(hours=settings.meetings.busy_hours)
    found: list[BusyDay] = []
    before: list[timedelta] = []
    day = min(reading.first for reading in readings)
    last = max(lengths)
    while day <= last:
        if settings.work.is_workday(day):
            length = lengths.get(day, timedelta())
            if length > limit:
                found.append(BusyDay(day, length, _hours_of_meetings(length)))
            elif (
                settings.meetings.compare
                and len(before) >= OWN_DAYS
                and length >= LEAST_COMPARED
                and is_above_upper_quartile(length, before)
            ):
                reason = message(
                    "{hours}, more than on most of your days", hours=_hours_of_meetings(length)
                )
                found.append(BusyDay(day, length, reason))
            if length:
                insort(before, length)
        day += DAY
    return tuple(found)


def busy_periods(
    readings: Sequence[CalendarReading], settings: Settings, zone: tzinfo
) -> tuple[StressfulPeriod, ...]:
    """Return the stressful times that the calendars tell of: busy workdays, and what is due.

    Busy workdays in a row are one time, also over a weekend. `settings` hold all days off.
    """
    return (*_runs(busy_days(readings, settings, zone), settings.work), *_deadlines(readings))


def _runs(days: Sequence[BusyDay], work: Work) -> Iterator[StressfulPeriod]:
    run: list[BusyDay] = []
    for day in days:
        if run and not _follows(run[-1].day, day.day, work):
            yield _period(run)
            run = []
        run.append(day)
    if run:
        yield _period(run)


def _follows(before: date, day: date, work: Work) -> bool:
    """Return whether no workday lies between the two, and no more than a weekend."""
    if day - before > _OVER_A_WEEKEND:
        return False
    between = (before + number * DAY for number in range(1, (day - before).days))
    return not any(work.is_workday(one) for one in between)


def _period(run: Sequence[BusyDay]) -> StressfulPeriod:
    reason = (
        run[0].reason
        if len(run) == 1
        else message(
            "{days} days with {hours} in all",
            days=len(run),
            hours=_hours_of_meetings(sum((one.length for one in run), timedelta())),
        )
    )
    return StressfulPeriod(
        first=run[0].day, last=run[-1].day, reason=reason, source=StressSource.CALENDAR
    )


def _deadlines(readings: Iterable[CalendarReading]) -> Iterator[StressfulPeriod]:
    found = {one for reading in readings for one in reading.deadlines}
    for deadline in sorted(found, key=lambda one: (one.day, one.name)):
        yield StressfulPeriod(
            first=deadline.first or deadline.day,
            last=deadline.day,
            reason=message("{name}", name=deadline.name),
            source=StressSource.CALENDAR,
            deadline=deadline.day,
        )


def _hours_of_meetings(length: timedelta) -> Message:
    """Return a length of meetings in hours, rounded to a half."""
    halves = max(1, round(length / timedelta(minutes=30)))
    if halves == 2:
        return message("1 hour of meetings")
    whole, half = divmod(halves, 2)
    return message("{hours} hours of meetings", hours=f"{whole}.5" if half else whole)
