"""How gently to take a day: what speaks for it, the points of that, and the band they make.

Points are about 10 x 0.6 x ln(odds ratio), and where it is only a design the handbook says so
(domain handbook 4.4). Such forecasts are weak (K11, Houle 2017: AUC 0.65; K12, Holsteen 2020:
0.56). Hence three coarse bands with their reasons, never a percentage, and the user's own counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from msgspec import Struct

from selfcare.domain.message import Message

MOST_POINTS: Final = 15
RAISED_FROM, HIGH_FROM = 3, 6
"""Points from which on a day is one to go gently, and one to go very gently."""
ENOUGH_DAYS: Final = 14
"""Days in the diary before which only the cycle and what the user senses count."""


class Factor(StrEnum):
    """What may speak for going gently, in the order it is told."""

    HEADACHE = "headache"
    START_LOGGED = "start_logged"
    START_EXPECTED = "start_expected"
    ONE_IS_COMING = "one_is_coming"
    FIVE_DRINKS = "five_drinks"
    HIGH_STRESS = "high_stress"
    STRESS_FELL = "stress_fell"
    BROKEN_NIGHT = "broken_night"
    UNUSUAL_NIGHT = "unusual_night"
    MISSED_MEAL = "missed_meal"
    LESS_COFFEE = "less_coffee"
    MID_CYCLE = "mid_cycle"


POINTS: Final[Mapping[Factor, int]] = {
    Factor.HEADACHE: 4,  # one's own state, K11; the size is a design
    Factor.START_LOGGED: 4,  # days 1 to 3: about 2.0 (K13, K15, K92)
    Factor.START_EXPECTED: 2,  # days -2, -1: 1.7 to 1.8, times the chance of being right
    Factor.ONE_IS_COMING: 4,  # K89, Giffin 2003
    Factor.FIVE_DRINKS: 4,  # 2.08 (K88)
    Factor.HIGH_STRESS: 2,  # K11, K12
    Factor.STRESS_FELL: 2,  # 1.5 (K17, Lipton 2014), shrunk for K18 (Wöber 2007)
    Factor.BROKEN_NIGHT: 2,  # 1.39 (K85, Bertisch 2020)
    Factor.UNUSUAL_NIGHT: 1,  # K86
    Factor.MISSED_MEAL: 1,  # K87
    Factor.LESS_COFFEE: 1,  # K12
    Factor.MID_CYCLE: 0,  # no more headaches than on other days (K15, K16)
}
_OF_CYCLE: Final = frozenset({Factor.START_LOGGED, Factor.START_EXPECTED})
_FROM_THE_FIRST_DAY: Final = _OF_CYCLE | {Factor.ONE_IS_COMING}
"""What counts in a new diary, too."""


class Band(StrEnum):
    """How gently to take a day."""

    USUAL = "usual"
    RAISED = "raised"
    HIGH = "high"


class Outlook(Struct, frozen=True, kw_only=True):
    """How gently to take `day`: `points` are 0 to 15, `reasons` complete "because: …".

    Of `days_like_it`, past ones of the same band, `headache_days` had a headache; both are None
    where there are too few. `few_days` is whether the diary is too young for all that may count.
    There is no band where the outlook is `suspended`, or `off` because one's own notes do not bear
    it out.
    """

    day: date
    band: Band | None = None
    points: int | None = None
    reasons: tuple[Message, ...] = ()
    headache_days: int | None = None
    days_like_it: int | None = None
    few_days: bool = False
    off: Message | None = None
    suspended: bool = False


def counting(factors: frozenset[Factor], *, few_days: bool) -> tuple[Factor, ...]:
    """Return the factors that count, in the order they are told; `few_days` as in `Outlook`."""
    return tuple(
        one
        for one in Factor
        if one in factors and POINTS[one] and (one in _FROM_THE_FIRST_DAY or not few_days)
    )


def points_of(factors: frozenset[Factor], *, few_days: bool = False, unlinked: bool = False) -> int:
    """Return the points of a day, 0 to 15.

    Where one's own headaches are `unlinked` with the cycle, its points are halved, rounded down.
    """
    counted = counting(factors, few_days=few_days)
    of_cycle = sum(POINTS[one] for one in counted if one in _OF_CYCLE)
    others = sum(POINTS[one] for one in counted if one not in _OF_CYCLE)
    return min(MOST_POINTS, others + (of_cycle // 2 if unlinked else of_cycle))


def band_of(points: int) -> Band:
    """Return the band of so many points."""
    if points >= HIGH_FROM:
        return Band.HIGH
    return Band.RAISED if points >= RAISED_FROM else Band.USUAL
