"""When the stressful times are that the user told of, in the settings or by command."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from typing import Final

from msgspec import Struct

from selfcare.domain.facts import Entry, StressAdded, StressEnded, StressRemoved
from selfcare.domain.message import message
from selfcare.domain.settings import StressEntry
from selfcare.domain.stress import (
    IsWorkday,
    MonthlyDays,
    StressfulPeriod,
    StressSource,
    YearlyDays,
)
from selfcare.domain.week import DAY

NEAR: Final = 70 * DAY
"""How far from a day its stressful times are looked for, to either side."""
_A_YEAR: Final = 366 * DAY
MONTHS_REMEMBERED: Final = 64
"""The same few are asked about again and again, by every day around today."""


def periods_of(entry: StressEntry, near: date, is_workday: IsWorkday) -> Iterator[StressfulPeriod]:
    """Yield the times of an entry of the settings within 70 days around `near`, in order.

    A single day is a deadline as well. Workdays of a month make up one time from the first to the
    last of them, the free days in between included; a month without a workday has none.
    """
    for first, last in _spans(entry, near, is_workday):
        period = StressfulPeriod(
            first=first,
            last=last,
            reason=message("{name}", name=entry.name),
            source=StressSource.SETTINGS,
            kind=entry.kind,
            deadline=first if first == last else None,
        )
        if is_near(period, near):
            yield period


def is_near(period: StressfulPeriod, day: date) -> bool:
    """Return whether a stressful time has a day within 70 days around `day`."""
    if period.first > day + NEAR:
        return False
    return period.last is None or period.last >= day - NEAR


def next_period(entry: StressEntry, today: date, is_workday: IsWorkday) -> StressfulPeriod | None:
    """Return the time of an entry of the settings that goes on today, else its next one.

    None where it is over for good, or does not come within more than a year.
    """
    if entry.yearly is None and entry.monthly is None:
        nears = [first for first, _ in _spans(entry, today, is_workday)]
    else:
        nears = [today + number * NEAR for number in range(_A_YEAR // NEAR + 1)]
    for near in nears:
        for period in periods_of(entry, near, is_workday):
            if period.last is not None and period.last >= today:
                return period
    return None


def _spans(entry: StressEntry, near: date, is_workday: IsWorkday) -> Iterator[tuple[date, date]]:
    if entry.deadline is not None:
        yield entry.deadline, entry.deadline
    if entry.days is not None:
        yield entry.days.first, entry.days.last
    if entry.yearly is not None:
        # What began last year may still go on.
        for year in range((near - NEAR).year - 1, (near + NEAR).year + 1):
            yield _in_year(entry.yearly, year)
    if entry.monthly is not None:
        for month in _months(near - NEAR, near + NEAR):
            yield from _in_month(entry.monthly, month, is_workday)


def _in_year(days: YearlyDays, year: int) -> tuple[date, date]:
    """Return the first and last of the days that begin in `year`."""
    over_new_year = days.last < days.first
    return _day(year, *days.first), _day(year + over_new_year, *days.last)


@lru_cache(maxsize=MONTHS_REMEMBERED)
def _in_month(
    days: MonthlyDays, month: date, is_workday: IsWorkday
) -> tuple[tuple[date, date], ...]:
    """Return the first and last of the days in the month that begins on `month`, if any."""
    if not days.count:
        first, last = (_day(month.year, month.month, day) for day in (days.first, days.last))
        return ((first, last),)
    length = _length(month.year, month.month)
    numbers = range(length, 0, -1) if days.from_end else range(1, length + 1)
    from_its_side = (month.replace(day=number) for number in numbers)
    counted = (day for day in from_its_side if not days.workdays or is_workday(day))
    chosen = list(islice(counted, days.count))
    return ((min(chosen), max(chosen)),) if chosen else ()


def _months(first: date, last: date) -> Iterator[date]:
    """Yield the first day of each month that has a day from `first` to `last`."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = (month + timedelta(days=31)).replace(day=1)


def _day(year: int, month: int, day: int) -> date:
    """Return a date; for a day the month has not, its last day."""
    return date(year, month, min(day, _length(year, month)))


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]


class StressTold(Struct, frozen=True):
    """A stressful time the user told of by command: its id, the name they gave it, and when."""

    id: str
    name: str
    period: StressfulPeriod


def stress_told(entries: Iterable[Entry], since: date = date.min) -> tuple[StressTold, ...]:
    """Return what was told and not removed, in the order it was noted.

    Left out is what was to end before `since` from the beginning. Of several ends the earliest
    counts. What ended before it began was never there. Ends and removals count wherever they stand
    among the entries.
    """
    added: dict[str, StressAdded] = {}
    ends: dict[str, date] = {}
    removed: set[str] = set()
    for entry in entries:
        match entry.fact:
            case StressAdded(period=period) as fact:
                if fact.last is None or fact.last >= since:
                    added.setdefault(period, fact)
            case StressEnded(period=period, last=last):
                ends[period] = min(last, ends.get(period, last))
            case StressRemoved(period=period):
                removed.add(period)
            case _:
                pass
    told = (
        StressTold(period, fact.name, _told(fact, ends.get(period)))
        for period, fact in added.items()
        if period not in removed
    )
    return tuple(one for one in told if not _ended_before_it_began(one.period))


def periods_told(entries: Iterable[Entry], near: date) -> tuple[StressfulPeriod, ...]:
    """Return the stressful times told by command, in the order they were noted.

    Left out may be those that lie near no day within 70 days before `near` or later.
    """
    return tuple(one.period for one in stress_told(entries, near - 2 * NEAR))


def _told(fact: StressAdded, end: date | None) -> StressfulPeriod:
    last = min((day for day in (fact.last, end) if day is not None), default=None)
    deadline = fact.first if fact.first == fact.last else fact.deadline
    if deadline is not None and last is not None and last < deadline:
        deadline = None
    return StressfulPeriod(
        first=fact.first,
        last=last,
        reason=message("{name}", name=fact.name),
        source=StressSource.COMMAND,
        kind=fact.kind,
        deadline=deadline,
    )


def _ended_before_it_began(period: StressfulPeriod) -> bool:
    return period.last is not None and period.last < period.first
