"""The steps of a routine as a page shows them: the place drawn, the sign, the words, the dose."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup
from msgspec import Struct

from selfcare.app.routine_words import SIDES, muscle_name, muscle_words
from selfcare.app.say import say, words
from selfcare.app.session_words import dose, pressure
from selfcare.domain.muscles import PLACES, Muscle
from selfcare.domain.routine import Routine, Step
from selfcare.page.drawings import drawing, muscle_drawing

MOST_DRAWINGS: Final = 12
"""Places that are drawn on a page, so that a routine of many steps does not weigh too much."""
_SIGNS: Final = {"glide": "press"}
"""Kinds of step that share the sign of another."""


class StepShown(Struct, frozen=True, kw_only=True):
    """A step; `place` is None where it has none, or enough is drawn already."""

    number: int
    do: str
    side: str
    dose: str
    pressure: str | None
    muscles: str
    caution: str
    place: Markup | None
    sign: Markup


def steps_shown(routine: Routine) -> tuple[StepShown, ...]:
    """Return the steps of a routine in their order."""
    return tuple(
        _shown(number, step, drawn=number <= MOST_DRAWINGS)
        for number, step in enumerate(routine.steps, start=1)
    )


def _shown(number: int, step: Step, *, drawn: bool) -> StepShown:
    muscle = next((one for one in step.muscles if one not in PLACES), None)
    return StepShown(
        number=number,
        do=step.do,
        side=say(SIDES[step.side]),
        dose=dose(step),
        pressure=pressure(step),
        muscles=muscle_words(step.muscles),
        caution=step.caution or "",
        place=_place(number, step, muscle) if drawn and muscle is not None else None,
        sign=drawing(f"steps/{_SIGNS.get(step.kind, step.kind)}"),
    )


def _place(number: int, step: Step, muscle: Muscle) -> Markup:
    title = words("{muscle}, {side}", muscle=muscle_name(muscle), side=SIDES[step.side])
    return muscle_drawing(muscle, step.side, title, prefix=f"s{number}-")
