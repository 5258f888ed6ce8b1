"""How long a muscle is pressed, on which side, in a routine and over a day.

The limits are house rules inside the ranges of the trials (domain handbook 2.2). The one rule: a
step done with both hands, or in the middle, counts for both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from selfcare.domain.facts import Entry, SessionEnded, SessionStarted, TurnFinished
from selfcare.domain.muscles import Muscle
from selfcare.domain.routine import Side, Step
from selfcare.domain.timeline import turns

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
    step has. Of a session without an end, the turn that was under way counts in full, on the day
    the turn before it ended: the window may have been closed in the midst of it. A turn whose
    session did not start among the `entries` is unknown and not counted.
    """
    begun: dict[str, SessionStarted] = {}
    latest: dict[str, tuple[date, TurnFinished | None]] = {}
    over: list[TurnFinished] = []
    for entry in entries:
        match entry.fact:
            case SessionStarted() as start:
                begun[start.session] = start
                latest[start.session] = (entry.day, None)
            case TurnFinished() as turn if turn.session in begun:
                latest[turn.session] = (entry.day, turn)
                over += [turn] if entry.day == day else []
            case SessionEnded() as end:
                latest.pop(end.session, None)
            case _:
                pass
    for session, (at, last) in latest.items():
        over += _under_way(begun[session], last) if at == day else []
    pressed: dict[Place, int] = {}
    for turn in over:
        for step in begun[turn.session].steps[turn.step : turn.step + 1]:
            seconds = min(turn.seconds, step.pressing_seconds)
            for place in places_of(step.muscles, turn.side) if seconds > 0 else ():
                pressed[place] = pressed.get(place, 0) + seconds
    return pressed


def _under_way(start: SessionStarted, last: TurnFinished | None) -> Iterator[TurnFinished]:
    """Yield the turn after the `last` one finished, as if it had been done to its end."""
    course = turns(start.steps)
    places = [(turn.step, turn.side) for turn in course]
    number = 0
    if last is not None:
        at = (last.step, last.side)
        number = places.index(at) + 1 if at in places else len(course)
    for turn in course[number : number + 1]:
        yield TurnFinished(start.session, turn.step, turn.side, turn.seconds)
