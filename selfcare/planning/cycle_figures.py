"""Headaches around the noted starts of bleeding and elsewhere, in counts.

Days -2 to +3 are counted, there is no day 0 (K91, ICHD-3). Only starts that were noted count, never
days that were only expected (domain handbook 6, row 14).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from selfcare.domain.checkin import DayNoted
from selfcare.domain.cycle_forecast import later
from selfcare.planning.signals.window_over import WINDOW


class HeadacheDays(Struct, frozen=True):
    """Days with a headache, of the days that say whether there was one."""

    headache_days: int
    noted_days: int


class CycleFigures(Struct, frozen=True, kw_only=True):
    """What was noted around the `starts` that lie in a span of days.

    `cycles` are those whose five days all lie in it, with any of them noted; `with_headache` of
    them had one on any of the five. `near` are the days of the span around any start, whole or not,
    `near_figures` count those, `elsewhere` all others.
    """

    starts: tuple[date, ...]
    cycles: int
    with_headache: int
    near: tuple[date, ...]
    near_figures: HeadacheDays
    elsewhere: HeadacheDays


def headache_days(noted: Mapping[date, DayNoted], days: Iterable[date]) -> HeadacheDays:
    """Return how many of the days had a headache, of those that say whether there was one."""
    told = [noted[day].headache for day in days if day in noted]
    return HeadacheDays(sum(map(bool, told)), sum(one is not None for one in told))


def cycle_figures(
    starts: Sequence[date], noted: Mapping[date, DayNoted], span: Sequence[date]
) -> CycleFigures:
    """Return the figures of the days of `span`, from all starts that count."""
    in_span = set(span)
    windows = [window_of(start) for start in starts]
    near = in_span & set().union(*windows)
    whole = [headache_days(noted, window) for window in windows if window <= in_span]
    cycles = [one for one in whole if one.noted_days]
    return CycleFigures(
        starts=tuple(start for start in starts if start in in_span),
        cycles=len(cycles),
        with_headache=sum(one.headache_days > 0 for one in cycles),
        near=tuple(sorted(near)),
        near_figures=headache_days(noted, near),
        elsewhere=headache_days(noted, in_span - near),
    )


def window_of(start: date) -> frozenset[date]:
    """Return the days around a noted start, -2 to +3."""
    first, last = WINDOW
    return frozenset(later(start, number) for number in range(first.days, last.days + 1))
