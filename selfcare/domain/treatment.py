"""Sessions with a therapist, and the muscles that rest after them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import Final

from msgspec import Struct

from selfcare.domain.checkin import Score
from selfcare.domain.facts import Entry, Treated, TreatmentRated, TreatmentRemoved
from selfcare.domain.muscles import Muscle
from selfcare.domain.week import DAY

RESTS_FOR: Final = 3 * DAY
"""From the day of a session on; with its hour unknown, 48 hours are over by then (6, below 32)."""


class Treatment(Struct, frozen=True, kw_only=True):
    """A session with a therapist that was noted and holds; `relief` is 0 (none) to 10 (all)."""

    id: str
    on: date
    muscles: tuple[Muscle, ...]
    note: str
    relief: Score | None

    @property
    def pressed_again(self) -> date:
        """From which day on its muscles may be pressed again."""
        return self.on + RESTS_FOR


def treatments_of(entries: Iterable[Entry]) -> tuple[Treatment, ...]:
    """Return the sessions that were noted and not removed, the earliest first.

    Removals count wherever they stand among the entries, and so does what was said of its relief
    last; sessions of one day stand in the order they were noted.
    """
    noted: dict[str, Treated] = {}
    rated: dict[str, Score] = {}
    removed: set[str] = set()
    for entry in sorted(entries, key=attrgetter("id")):
        match entry.fact:
            case Treated(treatment=treatment) as fact:
                noted.setdefault(treatment, fact)
            case TreatmentRemoved(treatment=treatment):
                removed.add(treatment)
            case TreatmentRated(treatment=treatment, relief=relief):
                rated[treatment] = relief
            case _:
                pass
    holding = (
        Treatment(
            id=treatment,
            on=fact.on,
            muscles=fact.muscles,
            note=fact.note,
            relief=rated.get(treatment, fact.relief),
        )
        for treatment, fact in noted.items()
        if treatment not in removed
    )
    return tuple(sorted(holding, key=attrgetter("on")))


def resting_muscles(treatments: Iterable[Treatment], day: date) -> Mapping[Muscle, date]:
    """Return the muscles not to be pressed on `day`, and from which day on they may be again.

    A treated muscle rests on the day of the session and on the two days after it. Where no muscle
    was named, none rests.
    """
    rests: dict[Muscle, date] = {}
    for one in treatments:
        again = one.pressed_again
        if one.on <= day < again:
            rests.update((muscle, max(again, rests.get(muscle, again))) for muscle in one.muscles)
    return rests
