"""The library as it is looked through: by the muscle a routine is for, calm ones by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from selfcare.app.routine_list import Listed
from selfcare.domain.checkin import Zone
from selfcare.domain.message import Message
from selfcare.domain.muscles import Muscle, first_muscle
from selfcare.domain.safety import is_gentle
from selfcare.domain.zones import ORDER, WEIGHTS, WORDS

MOST_ZONES: Final = 3
"""Places named with a muscle; more would say that it is looked at for nearly everything."""


class Shelf(Struct, frozen=True, kw_only=True):
    """A muscle, the routines that are mainly for it, and those that serve it as well."""

    muscle: Muscle
    routines: tuple[Listed, ...]
    also: tuple[Listed, ...]


class Shelves(Struct, frozen=True):
    """The whole library: breathing, rest and what is for no muscle alone, then muscle by muscle."""

    calm: tuple[Listed, ...]
    muscles: tuple[Shelf, ...]


def shelves(listed: Iterable[Listed]) -> Shelves:
    """Return the library on its shelves; each routine lies on one and may be named on others."""
    every = sorted(listed, key=lambda one: (one.routine.title.casefold(), one.routine.id))
    main = {one.routine.id: _main_muscle(one) for one in every}
    found = []
    for muscle in ORDER:
        own = tuple(one for one in every if main[one.routine.id] is muscle)
        also = tuple(
            one
            for one in every
            if muscle in one.routine.muscles and main[one.routine.id] is not muscle
        )
        if own or also:
            found.append(Shelf(muscle=muscle, routines=own, also=also))
    return Shelves(tuple(one for one in every if main[one.routine.id] is None), tuple(found))


def felt_at(muscle: Muscle) -> tuple[Message, ...]:
    """Return where it hurts when a muscle is looked at, the places it is looked at first in front.

    A starting order, never a diagnosis (`domain.zones`).
    """
    zones: list[Zone] = sorted(
        (zone for zone, weights in WEIGHTS.items() if muscle in weights),
        key=lambda zone: -WEIGHTS[zone][muscle],
    )
    return tuple(WORDS[zone] for zone in zones[:MOST_ZONES])


def _main_muscle(listed: Listed) -> Muscle | None:
    """Return the muscle on whose shelf a routine lies, None where it is calm, or for no muscle."""
    if is_gentle(listed.routine):
        return None
    return first_muscle(listed.routine.muscles)
