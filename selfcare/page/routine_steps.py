"""A routine step by step as a page shows it: its places and moves drawn, the words, the doses."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup
from msgspec import Struct

from selfcare.app.routine_words import SIDES, muscle_name
from selfcare.app.say import say, words
from selfcare.app.session_words import dose, pressure
from selfcare.domain.muscles import PLACES, Muscle, first_muscle
from selfcare.domain.routine import AnyStep, Routine, Side
from selfcare.domain.safety import is_gentle
from selfcare.page.drawings import muscle_drawing, sign_of
from selfcare.page.moves import move_drawing

MOST_PLACES: Final = 3
"""Muscles that are drawn above the steps."""
MOST_DRAWINGS: Final = 12
"""Steps that are drawn on a page, so that a routine of many steps does not weigh too much."""


class PlaceShown(Struct, frozen=True):
    """A muscle of a routine, and its name."""

    drawing: Markup
    name: str


class StepShown(Struct, frozen=True, kw_only=True):
    """A step; `art` is None where nothing fits it, or enough is drawn already."""

    number: int
    do: str
    side: str
    dose: str
    pressure: str | None
    caution: str
    art: Markup | None
    sign: Markup


def places_shown(routine: Routine) -> tuple[PlaceShown, ...]:
    """Return the first muscles of a routine on the side that is done; none for a calm one."""
    if is_gentle(routine):
        return ()
    sides = {step.side for step in routine.steps if step.muscles}
    side = sides.pop() if len(sides) == 1 else Side.BOTH
    muscles = [one for one in routine.muscles if one not in PLACES][:MOST_PLACES]
    return tuple(PlaceShown(_place(one, side), muscle_name(one)) for one in muscles)


def steps_shown(routine: Routine) -> tuple[StepShown, ...]:
    """Return the steps of a routine in their order."""
    return tuple(
        StepShown(
            number=number,
            do=step.do,
            side=say(SIDES[step.side]),
            dose=dose(step),
            pressure=pressure(step),
            caution=step.caution or "",
            art=_art(number, step, routine) if number <= MOST_DRAWINGS else None,
            sign=sign_of(step.kind),
        )
        for number, step in enumerate(routine.steps, start=1)
    )


def _art(number: int, step: AnyStep, routine: Routine) -> Markup | None:
    """Return the move of a step, or the place where it is done."""
    prefix = f"s{number}-"
    move = move_drawing(step, routine.tool, step.side, prefix)
    if move is not None:
        return move
    muscle = first_muscle(step.muscles)
    return None if muscle is None else _place(muscle, step.side, prefix)


def _place(muscle: Muscle, side: Side, prefix: str = "") -> Markup:
    title = words("{muscle}, {side}", muscle=muscle_name(muscle), side=SIDES[side])
    return muscle_drawing(muscle, side, title, prefix)
