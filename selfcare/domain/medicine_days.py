"""Days with acute medicine, and how near they come to where such medicine can keep headaches going.

Distinct days with any dose in 30 days, doses do not matter (domain handbook 3.5; K72-K75, ICHD-3
8.2). The day numbers are expert opinion (K74). No drug is ever named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from msgspec import Struct

from selfcare.domain.checkin import Medicine, MedicineClass
from selfcare.domain.week import DAY

Taken = tuple[date, tuple[Medicine, ...]]
"""What a check-in says of the medicine of a day; several may be about the same one."""

PERIOD_DAYS: Final = 30
"""Length of a period; the latest one ends with the day that is asked about."""
PERIODS_IN_A_ROW: Final = 3
"""Periods at the limit, one after another, from which on it is long (handbook 3.5)."""
DAYS_NEAR: Final = 2
"""So many days below its limit a class is near it (handbook 3.5)."""


class Limited(StrEnum):
    """What a limit is about: a class alone, or more than one class together."""

    TRIPTAN = "triptan"
    ERGOT = "ergot"
    OPIOID = "opioid"
    COMBINATION = "combination"
    MIXED = "mixed"
    SIMPLE = "simple"


MO_LIMITS: Final[dict[Limited, int]] = {
    Limited.TRIPTAN: 10,
    Limited.ERGOT: 10,
    Limited.OPIOID: 10,
    Limited.COMBINATION: 10,
    Limited.MIXED: 10,
    Limited.SIMPLE: 15,
}
"""Days in 30 from which on acute medicine can itself keep headaches going (`mo_limits`)."""

_ONLY_IN_A_MIX: Final = frozenset({MedicineClass.OTHER, MedicineClass.UNSURE})
"""Without a limit of their own; even alone they count as a mix, so that no day goes uncounted."""


class Rung(StrEnum):
    """How far the days have come, the least first."""

    NEAR = "near"
    AT_LIMIT = "at_limit"
    LONG = "long"


class MedicineUse(Struct, frozen=True, kw_only=True):
    """A rung of the ladder; `days` of the last 30, against `limit`, are what it is about."""

    rung: Rung
    counted_as: Limited
    days: int
    limit: int


class _Period(Struct, frozen=True):
    counted_as: Limited
    days: int

    @property
    def below(self) -> int:
        """Days left until the limit, 0 or less from there on."""
        return MO_LIMITS[self.counted_as] - self.days


def days_by_class(taken: Iterable[Taken], ending: date) -> Mapping[MedicineClass, int]:
    """Return the distinct days with a dose of each class used in the 30 days up to `ending`."""
    return {kind: len(days) for kind, days in _days_of(taken, ending).items()}


def medicine_use(taken: Iterable[Taken], today: date) -> MedicineUse | None:
    """Return the gravest rung that the medicine noted up to `today` has reached, None below all.

    With more than one class in the 30 days all days with any of them count together as a mix. They
    are as many as those of any class and have the lowest limit, so that no class alone is graver.
    It is long where the limit was reached in each of three periods, whatever was taken in them.
    """
    everything = tuple(taken)
    latest = _period(everything, today)
    if latest is None or latest.below > DAYS_NEAR:
        return None
    return MedicineUse(
        rung=_rung(everything, today, latest),
        counted_as=latest.counted_as,
        days=latest.days,
        limit=MO_LIMITS[latest.counted_as],
    )


def at_limit(taken: Iterable[Taken], today: date) -> bool:
    """Return whether a limit is reached: then no reminder names medicine (handbook 6, row 5)."""
    latest = _period(taken, today)
    return latest is not None and latest.below <= 0


def _rung(taken: tuple[Taken, ...], today: date, latest: _Period) -> Rung:
    if latest.below > 0:
        return Rung.NEAR
    earlier = (today - number * PERIOD_DAYS * DAY for number in range(1, PERIODS_IN_A_ROW))
    return Rung.LONG if all(at_limit(taken, ending) for ending in earlier) else Rung.AT_LIMIT


def _period(taken: Iterable[Taken], ending: date) -> _Period | None:
    """Return what was taken in the 30 days up to `ending`, None where nothing was."""
    used = _days_of(taken, ending)
    if not used:
        return None
    if len(used) > 1 or not _ONLY_IN_A_MIX.isdisjoint(used):
        return _Period(Limited.MIXED, len(frozenset().union(*used.values())))
    ((kind, days),) = used.items()
    return _Period(Limited(kind.value), len(days))


def _days_of(taken: Iterable[Taken], ending: date) -> Mapping[MedicineClass, set[date]]:
    found: defaultdict[MedicineClass, set[date]] = defaultdict(set)
    for day, medicine in taken:
        if ending - PERIOD_DAYS * DAY < day <= ending:
            for one in medicine:
                found[one.kind].add(day)
    return found
