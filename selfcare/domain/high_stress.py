"""When the stress noted in check-ins counts as high, and when it fell."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from selfcare.domain.checkin import DayNoted
from selfcare.domain.message import message
from selfcare.domain.quartile import is_above_upper_quartile
from selfcare.domain.stress import IsWorkday, StressfulPeriod, StressSource
from selfcare.domain.week import DAY

STRESS_HIGH: Final = 7
"""From here on stress is high for anybody (0 to 10; domain handbook 4.4, its defaults)."""
STRESS_HIGH_FOR_ONESELF: Final = 5
"""From here on it is high if above one's own usual (K11, Houle 2017; K12, Holsteen 2020)."""
ENTRIES_FOR_ONESELF: Final = 14
"""So many earlier entries are needed to know one's own usual (domain handbook 4.4)."""
LET_DOWN_DROP: Final = 3
"""Points from one evening to the next from which on stress fell (K17, Lipton 2014)."""
HOLDS: Final = 4 * DAY
"""How long what was noted holds without a new entry: a long weekend and the day after it."""


def is_high(stress: int, earlier: Sequence[int]) -> bool:
    """Return whether `stress` (0 to 10) is high, judged by the `earlier` entries in any order.

    It is at 7 or more. From 14 earlier entries on it also is at 5 or more if above the 75th
    percentile of those.
    """
    return _is_high(stress, sorted(earlier))


def _is_high(stress: int, in_order: Sequence[int]) -> bool:
    if stress >= STRESS_HIGH:
        return True
    if stress < STRESS_HIGH_FOR_ONESELF or len(in_order) < ENTRIES_FOR_ONESELF:
        return False
    return is_above_upper_quartile(stress, in_order)


def high_days(days: Mapping[date, DayNoted]) -> frozenset[date]:
    """Return the days of high stress, each judged by the days before it."""
    earlier: list[int] = []
    high: set[date] = set()
    for day, stress in _noted(days):
        if _is_high(stress, earlier):
            high.add(day)
        insort(earlier, stress)
    return frozenset(high)


def periods_of_check_ins(
    days: Mapping[date, DayNoted], high: frozenset[date], is_workday: IsWorkday
) -> Iterator[StressfulPeriod]:
    """Yield the stressful times that check-ins tell of, in order; `high` are the `high_days`.

    One begins on the day after two high days in a row, with nothing but free days between them,
    three at most. It ends with the next day that is noted and not high. A day without an entry is
    missing and ends nothing; after four of them in a row it is over, until there are two more.
    """
    first: date | None = None
    noted = [day for day, _ in _noted(days)]
    for before, day in pairwise(noted):
        if first is not None and day - before > HOLDS:
            yield _noted_high(first, before + HOLDS)
            first = None
        if first is None:
            if {before, day} <= high and _in_a_row(before, day, is_workday):
                first = day + DAY
        elif day not in high:
            yield _noted_high(first, day)
            first = None
    if first is not None:
        yield _noted_high(first, noted[-1] + HOLDS)


def fell(days: Mapping[date, DayNoted], today: date, is_workday: IsWorkday) -> bool:
    """Return whether stress fell by 3 or more from one evening to the next, just before `today`.

    The later evening is yesterday's or that of the last workday, the other one in a row with it
    (K17, Lipton 2014: a fall from evening to evening, not a level, goes before attacks; K18,
    Wöber 2007, found the opposite, so nothing is promised).
    """
    latest = [(day, stress) for day, stress in _noted(days) if day < today][-2:]
    if len(latest) < 2:
        return False
    (before, high), (last, low) = latest
    return (
        high - low >= LET_DOWN_DROP
        and _in_a_row(before, last, is_workday)
        and _in_a_row(last, today, is_workday)
    )


def _noted(days: Mapping[date, DayNoted]) -> Iterator[tuple[date, int]]:
    for day in sorted(days):
        stress = days[day].stress
        if stress is not None:
            yield day, stress


def _in_a_row(day: date, after: date, is_workday: IsWorkday) -> bool:
    """Return whether one day follows the other, with at most a long weekend between them."""
    apart = (after - day).days
    return apart * DAY <= HOLDS and not any(
        is_workday(day + number * DAY) for number in range(1, apart)
    )


def _noted_high(first: date, last: date) -> StressfulPeriod:
    return StressfulPeriod(
        first=first,
        last=last,
        reason=message("You noted high stress on two days in a row."),
        source=StressSource.CHECK_INS,
    )
