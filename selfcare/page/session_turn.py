"""A turn of a session as its page shows it: drawings, words, and how firmly to press."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup
from msgspec import Struct

from selfcare.app.course import Course
from selfcare.app.routine_words import PRESSURES, muscle_name
from selfcare.app.say import begun_large, say, words
from selfcare.app.session_words import (
    KINDS,
    firmest,
    next_up,
    side_words,
    time_left,
)
from selfcare.domain.muscles import Muscle, first_muscle
from selfcare.domain.routine import AnyStep, Routine, Side, Tool
from selfcare.domain.stopping import STOP_RULE
from selfcare.page.drawings import muscle_drawing, sign_of
from selfcare.page.moves import move_drawing

HARDEST: Final = 10
_NAMED: Final = re.compile(r'role="img" aria-label="[^"]*"')


class Pressing(Struct, frozen=True):
    """How firmly to press: the number to aim at, the limit, how it feels, and ten fields."""

    aim: int
    most: int
    felt: str
    fields: tuple[str, ...]


class TurnShown(Struct, frozen=True, kw_only=True):
    """What is shown of a turn, but for its clock."""

    title: str
    number: int
    turns: int
    step: int
    steps: int
    at: str
    side: str
    kind: str
    do: str
    caution: str
    place: Markup | None
    place_name: str
    move: Markup
    pressing: Pressing | None
    next: str
    next_sign: Markup | None
    stop_rule: str
    first: bool
    rest: str


def turn_shown(title: str, course: Course, routine: Routine | None) -> TurnShown:
    """Return what is shown of the turn in progress; `routine` is None where its file is gone."""
    step, side = course.step, course.turn.side
    following = course.following
    where = side_words(side)
    place = _place_of(step)
    return TurnShown(
        title=title,
        number=course.number,
        turns=len(course.turns),
        step=course.turn.step + 1,
        steps=len(course.steps),
        at=words("Step {number} of {steps}", number=course.turn.step + 1, steps=len(course.steps)),
        side="" if where is None else begun_large(say(where)),
        kind=say(KINDS[step.kind]),
        do=step.do,
        caution=step.caution or "",
        place=None if place is None else muscle_drawing(place, side, _named(place, side)),
        place_name="" if place is None else _named(place, side),
        move=_move(step, Tool.NONE if routine is None else routine.tool, side),
        pressing=_pressing(step, routine),
        next=next_up(following, course),
        next_sign=None if following is None else _sign(course.steps[following.step]),
        stop_rule=say(STOP_RULE),
        first=course.at_first_step,
        rest=time_left(course),
    )


def _place_of(step: AnyStep) -> Muscle | None:
    """Return the muscle to show; where nothing is done to it, the body as a whole is meant."""
    return None if step.gentle else first_muscle(step.muscles)


def _named(muscle: Muscle, side: Side) -> str:
    where = side_words(side)
    if where is None:
        return muscle_name(muscle)
    return words("{muscle}, {side}", muscle=muscle_name(muscle), side=where)


def _move(step: AnyStep, tool: Tool, side: Side) -> Markup:
    """Return the move itself, or the sign of its kind where there is no drawing of it."""
    return move_drawing(step, tool, side) or _sign(step)


def _sign(step: AnyStep) -> Markup:
    """Return the sign of a kind of step; words beside it say the same."""
    return Markup(_NAMED.sub('aria-hidden="true"', sign_of(step.kind), count=1))  # noqa: S704 - a file of ours


def _pressing(step: AnyStep, routine: Routine | None) -> Pressing | None:
    if not step.pressure:
        return None
    most = firmest(step, routine)

    def field(number: int) -> str:
        if number < step.pressure:
            return "to"
        if number == step.pressure:
            return "aim"
        return "ok" if number <= most else "over"

    return Pressing(
        aim=step.pressure,
        most=most,
        felt=begun_large(say(PRESSURES[min(step.pressure, len(PRESSURES) - 1)])),
        fields=tuple(field(number) for number in range(1, HARDEST + 1)),
    )
