"""A routine on a card: the drawing of the place, and what it takes in a few words."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain

from markupsafe import Markup
from msgspec import Struct

from selfcare.app.routine_words import SETTINGS, SIDES, to_fetch
from selfcare.app.say import say
from selfcare.app.time_words import length_words
from selfcare.domain.message import message
from selfcare.domain.muscles import LABELS, first_muscle
from selfcare.domain.routine import Routine, Side
from selfcare.page.drawings import muscle_drawing, sign_of
from selfcare.page.library import pressing


class Fact(Struct, frozen=True):
    """A few words about a routine, and the icon beside them."""

    icon: str
    text: str


def facts_of(routine: Routine) -> tuple[Fact, ...]:
    """Return how long it takes, where, on which side, with what, and how firmly it presses."""
    about = [length_words(timedelta(seconds=routine.total_seconds)), SETTINGS[routine.setting]]
    sides = {step.side for step in routine.steps}
    if len(sides) == 1 and not sides & {Side.CENTER}:
        about.append(SIDES[sides.pop()])
    found = [Fact("clock", ", ".join(map(say, about)))]
    tool = to_fetch(routine.tool)
    if tool is not None:
        found.append(Fact("tool", say(tool)))
    found.append(Fact("hands", pressing(routine)))
    return tuple(found)


def drawing_of(routine: Routine) -> Markup:
    """Return the place a routine is about, or the sign of what it is where it has no place."""
    step = routine.steps[0]
    done = (muscle for one in routine.steps for muscle in one.muscles)
    muscle = first_muscle(chain(done, routine.muscles))
    if muscle is None:
        return sign_of(step.kind)
    about = next((one for one in routine.steps if muscle in one.muscles), step)
    return muscle_drawing(muscle, about.side, say(message(LABELS[muscle])))
