"""From noted starts to a forecast: what counts as a cycle, what is left out, what may come when.

Dates only, and the same set of dates in any order gives the same forecast. Day 1 of a cycle is the
first day of bleeding, the day before it is -1; there is no day 0 (ICHD-3, K91).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import accumulate, pairwise
from math import exp
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from selfcare.domain.cycle_lengths import (
    LONGEST,
    SHORTEST,
    Lengths,
    lengths_after,
    shortest_span,
)
from selfcare.domain.message import Message, message

LEAST_GAP: Final = 15
"""Days after a start before which another one does not begin a new cycle."""
SPOTTING_GAP: Final = 18
"""Days after a start up to which another one may be bleeding in between, if a third fits better."""
LONGEST_GAP: Final = 90
"""Days between two starts beyond which they tell nothing about a cycle."""

FEW: Final = 3
"""With fewer cycles a forecast is rough."""
FLAGGED, FLAGGED_FEW = 0.185, 0.15
"""How probable it must be that a day is one of the two before a start or the first. So about seven
days a cycle are flagged, among them nine of ten of those days (the women of `cycle_lengths`)."""
WIDE: Final = 12
"""Days; where the span is longer, cycles vary a lot."""

_LUTEAL, _LUTEAL_SLOPE, _USUAL, _LUTEAL_SPREAD = 13.3, 0.30, 29.3, 1.9
"""Ovulation lies so many days before the next start, a little more in longer cycles (the 80 women
of `cycle_lengths`)."""


class Pause(Struct, frozen=True, order=True):
    """Days without a cycle to speak of, from `first` to the day before `end`; None: no end yet."""

    first: date
    end: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.end is None or day < self.end)

    def touches(self, first: date, last: date) -> bool:
        """Return whether any day after `first` and before `last` belongs to the pause."""
        return self.first < last and (self.end is None or self.end > later(first, 1))


class LeftOut(Struct, frozen=True):
    """A start that does not count, or whose time up to the next one does not; and why."""

    on: date
    why: Message


class Offsets(NamedTuple):
    """A day and the span around it, in days after a start."""

    day: int
    first: int
    last: int


class Forecast(Struct, frozen=True, kw_only=True):
    """What may come after the last start.

    `starts` are those that begin a cycle. `cycles` counts the whole cycles behind the forecast,
    the usual length of the settings among them; `irregular` is whether they vary a lot.
    `ovulation` is as it looked at the last start.
    """

    starts: tuple[date, ...]
    cycles: int
    left_out: tuple[LeftOut, ...]
    lengths: Lengths
    irregular: bool
    ovulation: Offsets

    @property
    def last_start(self) -> date:
        """The start the present cycle began with."""
        return self.starts[-1]

    @property
    def rough(self) -> bool:
        """Whether few cycles are behind the forecast."""
        return self.cycles < FEW

    def day(self, day: date) -> int:
        """Return how many days after the last start a day is; less than 0 before it."""
        return (day - self.last_start).days

    def next_start(self, today: date) -> date:
        """Return the most likely start, if there was none before `today`."""
        return later(self.last_start, self.lengths.middle(self.day(today)))

    def span(self, today: date) -> tuple[date, date]:
        """Return the span that holds the next start with 80 %, if there was none before `today`."""
        first, last = self.lengths.span(self.day(today))
        return later(self.last_start, first), later(self.last_start, last)

    def is_flagged(self, day: date) -> bool:
        """Return whether a start on `day` or in the two days after it is likely enough.

        Asked on the morning of `day`, with no start since the last.
        """
        after = self.day(day)
        enough = FLAGGED_FEW if self.rough else FLAGGED
        return (
            SHORTEST <= after <= self.lengths.likely
            and self.lengths.chance_from(after, after + 2) >= enough
        )

    def is_past(self, day: date) -> bool:
        """Return whether `day` is past the one by which a start would have come in 99 %."""
        return self.day(day) > self.lengths.likely


def forecast(
    starts: Iterable[date],
    today: date,
    *,
    pauses: Iterable[Pause] = (),
    usual_length: int | None = None,
) -> Forecast | None:
    """Return what is to be expected of the next start; None without a start up to `today`.

    Starts after `today` are left out.
    """
    noted = sorted(set(starts))
    known = tuple(start for start in noted if start <= today)
    if not known:
        return None
    found = _forecast(known, tuple(sorted(set(pauses), key=_by_first)), usual_length)
    left_out = found.left_out + to_come(noted, today)
    return replace(found, left_out=left_out) if len(known) < len(noted) else found


def to_come(starts: Iterable[date], today: date) -> tuple[LeftOut, ...]:
    """Return the starts that lie in the future, where a clock or a year was wrong."""
    return tuple(
        LeftOut(start, message("It lies in the future.")) for start in starts if start > today
    )


def later(day: date, days: int) -> date:
    """Return the day so many days later, as far as the calendar goes."""
    number = day.toordinal() + days
    return date.fromordinal(max(date.min.toordinal(), min(number, date.max.toordinal())))


@lru_cache(maxsize=64)
def _forecast(
    starts: tuple[date, ...], pauses: tuple[Pause, ...], usual_length: int | None
) -> Forecast:
    counted, left_out = _counted(starts)
    gaps = []
    for first, last in pairwise(counted):
        days = (last - first).days
        if any(pause.touches(first, last) for pause in pauses):
            left_out.append(LeftOut(first, message("There is a pause between it and the next.")))
        elif days > LONGEST_GAP:
            why = message("The {days} days to the next one are too many for one cycle.", days=days)
            left_out.append(LeftOut(first, why))
        else:
            gaps.append(days)
    lengths = lengths_after(tuple(gaps), usual_length)
    shortest, longest = lengths.span()
    return Forecast(
        starts=tuple(counted),
        cycles=len(gaps) + (usual_length is not None),
        left_out=tuple(sorted(left_out, key=lambda one: one.on)),
        lengths=lengths,
        irregular=longest - shortest + 1 > WIDE,
        ovulation=_ovulation(lengths),
    )


def _counted(starts: Sequence[date]) -> tuple[list[date], list[LeftOut]]:
    """Return the starts that begin a cycle, and the others, which are too close to those.

    Of two close ones the first counts, as the second is mostly a period that paused. Only where
    the first came early itself, and the second is where one was due, it was bleeding in between.
    """
    counted: list[date] = []
    left_out: list[LeftOut] = []
    for start in starts:
        if not counted or (start - counted[-1]).days >= LEAST_GAP:
            counted.append(start)
        elif (
            len(counted) > 1
            and (counted[-1] - counted[-2]).days <= SPOTTING_GAP < (start - counted[-2]).days
        ):
            between = message("It came soon after one start and shortly before another.")
            left_out.append(LeftOut(counted[-1], between))
            counted[-1] = start
        else:
            soon = message("It came less than {days} days after the one before.", days=LEAST_GAP)
            left_out.append(LeftOut(start, soon))
    return counted, left_out


def _ovulation(lengths: Lengths) -> Offsets:
    """Return when ovulation may be, seen from the last start."""
    chances = [0.0] * (LONGEST + 1)
    for length, chance in enumerate(lengths.probabilities, SHORTEST):
        if chance < 1e-4:
            continue
        # The formula gives a day of the cycle, and the first one lies 0 days after the start.
        middle = length - (_LUTEAL + _LUTEAL_SLOPE * (length - _USUAL)) - 1
        for after in range(max(0, round(middle) - 7), round(middle) + 8):
            distance = (after - middle) / _LUTEAL_SPREAD
            chances[after] += chance * exp(-0.5 * distance**2)
    first, last = shortest_span(chances)
    day = bisect_left(list(accumulate(chances)), sum(chances) / 2)
    return Offsets(max(first, min(day, last)), first, last)


def _by_first(pause: Pause) -> tuple[date, date]:
    return pause.first, pause.end or date.max
