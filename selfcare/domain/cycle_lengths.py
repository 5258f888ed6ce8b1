"""How long the present cycle may last: one's own cycles, weighed against those of other women.

Every pair of a personal mean and a personal spread is judged by how well it explains the cycles
noted so far, newer ones counting more; the forecast is the average of what all pairs expect.

Where the constants come from: 80 women who charted their cycles (Fehring 2012, one half of the
study); the wide part of the means and the two largest spreads are [design], for women unlike them
(K100, Bull 2019, found such).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from math import exp, log, pi, sqrt
from operator import mul
from typing import Final, NamedTuple

from msgspec import Struct

SHORTEST, LONGEST = 10, 100
"""Days of the shortest and the longest cycle that is thought of."""

LEVEL: Final = 0.8
"""How probable it is that a span holds what it is about."""
LIKELY: Final = 0.99
"""Beyond the day by which so many cycles are over nothing is expected any more."""

_MEAN, _MEAN_SPREAD = 29.4, 2.7
_WIDE_SHARE, _WIDE_MEAN, _WIDE_SPREAD = 0.02, 33.0, 8.0
"""Personal means, in days: most are spread around the first, a small share widely."""
_SPREAD, _SPREAD_OF_SPREADS = 1.93, 0.57
"""Personal spreads, in days: the median, and the spread of their logarithms."""
_DELAYED_SHARE, _DELAY, _DELAY_SPREAD = 0.08, 4.2, 3.3
"""Now and then a cycle is delayed: how often, by how many days, and how differently."""
_TWO_SHARE, _THREE_SHARE = 0.02, 0.005
"""How often a gap is two cycles, or three."""
_ONE_SHARE: Final = 1 - _TWO_SHARE - _THREE_SHARE
_FADE: Final = 0.92
"""What a cycle counts, compared with the one after it."""

_PARTS: Final = 2
"""Means looked at per day. Days lie on the same lattice, so one table of each curve is enough."""
_FIRST, _LAST = 18 * _PARTS, 60 * _PARTS
_POINTS: Final = _LAST - _FIRST + 1
_STEPS: Final = tuple(-2.1 + 0.56 * step for step in range(10))
_SPREADS: Final = tuple(_SPREAD * exp(_SPREAD_OF_SPREADS * step) for step in _STEPS)
_SHORTEST_DOUBLE: Final = 32
"""A shorter gap cannot be two cycles of which a start was not noted."""

_FAINT: Final = 0.02
"""A cycle that counts less is not looked at."""
_NEVER: Final = 1e-9
_NEGLIGIBLE: Final = 14.0
"""Pairs whose logarithm lies so far below the best one's add nothing that can be seen."""


class Lengths(Struct, frozen=True):
    """The probability of each length from SHORTEST to LONGEST days; together they are 1."""

    probabilities: tuple[float, ...]
    before: tuple[float, ...]
    """At n, the probability of less than SHORTEST + n days."""
    likely: int
    """The day by which LIKELY of the cycles are over."""

    def chance(self, first: int, last: int) -> float:
        """Return the probability of `first` to `last` days, both included."""
        return self._below(last + 1) - self._below(first)

    def chance_from(self, first: int, last: int) -> float:
        """Return the same for a cycle of which it is known that it lasts `first` days at least."""
        left = 1 - self._below(first)
        return 0.0 if left <= _NEVER else self.chance(first, last) / left

    def middle(self, at_least: int = 0) -> int:
        """Return the median length of cycles of `at_least` days."""
        below = self._below(at_least)
        return _first_at(self.before, below + 0.5 * (1 - below))

    def span(self, at_least: int = 0) -> tuple[int, int]:
        """Return the shortest span that holds LEVEL of the cycles of `at_least` days."""
        skipped = max(0, min(at_least, LONGEST) - SHORTEST)
        first, last = shortest_span(self.probabilities[skipped:])
        return SHORTEST + skipped + first, SHORTEST + skipped + last

    def _below(self, length: int) -> float:
        return self.before[max(0, min(length - SHORTEST, len(self.probabilities)))]


def _first_at(before: tuple[float, ...], share: float) -> int:
    """Return the first length by which `share` of the cycles are over."""
    return min(SHORTEST + bisect_left(before, share - _NEVER, lo=1) - 1, LONGEST)


def shortest_span(weights: Sequence[float]) -> tuple[int, int]:
    """Return the indices of the shortest run that holds LEVEL of the weights, both included.

    Of equally short ones it is the heaviest, and of equally heavy ones the first.
    """
    upto = [0.0, *accumulate(weights)]
    needed = LEVEL * upto[-1] - _NEVER
    last, best = 0, (len(weights), 0.0, 0)
    for first in range(len(weights)):
        while last < len(weights) and upto[last] - upto[first] < needed:
            last += 1
        held = upto[last] - upto[first]
        if held < needed:
            break
        best = min(best, (last - first, -held, first))
    length, _, first = best
    return first, first + length - 1


@lru_cache(maxsize=64)
def lengths_after(gaps: tuple[int, ...], usual: int | None = None) -> Lengths:
    """Return how long a cycle after `gaps`, the oldest first, may last, all in days.

    A gap may be a cycle, or two or three between which starts were not noted. `usual` counts as
    one cycle before all others.
    """
    counts: dict[int, float] = {}
    for age, gap in enumerate(reversed(gaps)):
        if _FADE**age < _FAINT:
            break
        counts[gap] = counts.get(gap, 0.0) + _FADE**age
    believed = list(_believed(counts, usual, _FADE ** len(gaps)))
    found = []
    for length in range(SHORTEST, LONGEST + 1):
        chance = 0.0
        for curve, first, weights in believed:
            at = _start(length) + first
            chance += sum(map(mul, weights, curve[at : at + len(weights)]))
        found.append(chance)
    whole = sum(found)
    probabilities = tuple(chance / whole for chance in found)
    before = (0.0, *accumulate(probabilities))
    return Lengths(probabilities, before, _first_at(before, LIKELY))


def _believed(
    counts: dict[int, float], usual: int | None, usual_count: float
) -> Iterator[tuple[Sequence[float], int, list[float]]]:
    """Yield what is left of the pairs: for a spread its curve, and the means' first and weights.

    `counts` is what each gap counts.
    """
    scores = []
    for curves in _curves():
        score = list(curves.prior)
        for gap, count in sorted(counts.items()):
            row = curves.of_gap(gap)
            score = [old + count * new for old, new in zip(score, row, strict=True)]
        if usual is not None:
            row = curves.of_cycle(usual)
            score = [old + usual_count * new for old, new in zip(score, row, strict=True)]
        scores.append(score)
    best = max(map(max, scores))
    for curves, score in zip(_curves(), scores, strict=True):
        seen = [point for point, value in enumerate(score) if value > best - _NEGLIGIBLE]
        if seen:
            kept = score[seen[0] : seen[-1] + 1]
            yield curves.true, seen[0], [exp(value - best) for value in kept]


class _Curves(NamedTuple):
    """What one spread expects, for each distance of a mean from a length on the lattice.

    `prior` is a logarithm for each mean, `true` the density of a true cycle; of a logged gap
    `one` is the logarithm if it is one cycle, `two` and `three` are the densities of more.
    """

    prior: list[float]
    true: array[float]
    one: array[float]
    two: array[float]
    three: array[float]

    def of_cycle(self, length: int) -> Sequence[float]:
        """Return the logarithm of the density of one cycle of a length, for each mean."""
        return self.one[_start(length) : _start(length) + _POINTS]

    def of_gap(self, gap: int) -> Sequence[float]:
        """Return the logarithm of the density of a logged gap, for each mean."""
        if gap < _SHORTEST_DOUBLE:
            return self.of_cycle(gap)
        start = _start(gap)
        every = zip(
            self.true[start : start + _POINTS],
            self.two[start : start + 2 * _POINTS : 2],
            self.three[start : start + 3 * _POINTS : 3],
            strict=True,
        )
        return [log(_ONE_SHARE * one + two + three + _NEVER) for one, two, three in every]


def _start(length: int) -> int:
    """Return where a length and the lowest mean meet on every curve."""
    return (LONGEST - length) * _PARTS


@cache
def _curves() -> tuple[_Curves, ...]:
    means = [point / _PARTS for point in range(_FIRST, _LAST + 1)]
    usual = _bell((mean - _MEAN for mean in means), _MEAN_SPREAD)
    wide = _bell((mean - _WIDE_MEAN for mean in means), _WIDE_SPREAD)
    prior = [
        log((1 - _WIDE_SHARE) * one + _WIDE_SHARE * other)
        for one, other in zip(usual, wide, strict=True)
    ]
    delayed = _bell((away + _DELAY for away in _distances(1)), _DELAY_SPREAD)
    return tuple(
        _curves_of(step, spread, prior, delayed)
        for step, spread in zip(_STEPS, _SPREADS, strict=True)
    )


def _curves_of(step: float, spread: float, prior: list[float], delayed: list[float]) -> _Curves:
    true = [
        (1 - _DELAYED_SHARE) * one + _DELAYED_SHARE * other
        for one, other in zip(_bell(_distances(1), spread), delayed, strict=True)
    ]
    return _Curves(
        prior=[one - step**2 / 2 for one in prior],
        true=array("d", true),
        one=array("d", (log(_ONE_SHARE * one + _NEVER) for one in true)),
        two=array("d", _bell(_distances(2), max(1.5 * spread, 2.0), _TWO_SHARE)),
        three=array("d", _bell(_distances(3), max(1.8 * spread, 2.5), _THREE_SHARE)),
    )


def _distances(cycles: int) -> Iterator[float]:
    """Yield how far so many cycles of a mean are from a length, in days, upward on the lattice."""
    lowest = cycles * _FIRST - LONGEST * _PARTS
    count = cycles * _POINTS + (LONGEST - SHORTEST) * _PARTS
    return (point / _PARTS for point in range(lowest, lowest + count))


def _bell(distances: Iterable[float], spread: float, share: float = 1.0) -> list[float]:
    """Return the normal density, `share` as high, at each distance from its middle."""
    height, bend = share / (spread * sqrt(2 * pi)), -0.5 / spread**2
    return [height * exp(bend * away * away) for away in distances]
