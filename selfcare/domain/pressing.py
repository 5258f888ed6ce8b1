"""How long a muscle is pressed, on which side, in a routine and over a day.

The limits are house rules inside the ranges of the trials (domain handbook 2.2). The one rule: a
step done with both hands, or in the middle, counts for both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from selfcare.domain.facts import Entry, SessionStarted, TurnFinished
from selfcare.domain.muscles import Muscle
from selfcare.domain.routine import Side, Step

MAX_PRESSING_A_SESSION: Final = 180
"""Seconds of pressing on one muscle and side within a routine."""
MAX_PRESSING_A_DAY: Final = 360
"""Seconds of pressing on one muscle and side within a day, however the routines were started."""

Place = tuple[Muscle, Side]
"""A muscle on the left or on the right."""
Pressed = Mapping[Place, int]
"""Seconds pressed so far."""


def sides_of(side: Side) -> tuple[Side, ...]:
    """Return the sides, left and right, on which a step of this side presses."""
    return (side,) if side in (Side.LEFT, Side.RIGHT) else (Side.LEFT, Side.RIGHT)


def places_of(muscles: Iterable[Muscle], side: Side) -> tuple[Place, ...]:
    """Return each muscle on each side that a step or turn of this side reaches."""
    return tuple((muscle, at) for muscle in dict.fromkeys(muscles) for at in sides_of(side))


def pressing_with(pressed: Pressed, step: Step) -> dict[Place, int]:
    """Return the seconds pressed so far, those of one more step added."""
    total = dict(pressed)
    if step.pressing_seconds:
        for place in places_of(step.muscles, step.side):
            total[place] = total.get(place, 0) + step.pressing_seconds
    return total


def pressed_today(entries: Iterable[Entry], day: date) -> dict[Place, int]:
    """Return the seconds each muscle was pressed on each side on `day`, by the date on the wall.

    Counted are the seconds spent, skipped turns included, each turn at most for the pressing its
    step has. A turn whose session
    did not start among the `entries` is unknown and not counted.
    """
    steps: dict[str, tuple[Step, ...]] = {}
    pressed: dict[Place, int] = {}
    for entry in entries:
        match entry.fact:
            case SessionStarted() as start:
                steps[start.session] = start.steps
            case TurnFinished() as turn if entry.day == day:
                for step in steps.get(turn.session, ())[turn.step : turn.step + 1]:
                    seconds = min(turn.seconds, step.pressing_seconds)
                    for place in places_of(step.muscles, turn.side) if seconds > 0 else ():
                        pressed[place] = pressed.get(place, 0) + seconds
            case _:
                pass
    return pressed
