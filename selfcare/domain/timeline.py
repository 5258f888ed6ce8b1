"""The course of a session: a routine's steps laid out in the order they are done."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import groupby

from msgspec import Struct

from selfcare.domain.routine import CHANGE_SIDES_SECONDS, Side, Step, changes_sides


class Part(StrEnum):
    """What happens in a stretch of time."""

    DO = "do"
    PAUSE = "pause"
    CHANGE = "change"


class Segment(Struct, frozen=True):
    """A stretch of a session. `step` counts from 0, `rep` from 1; `side` is never `each`."""

    step: int
    side: Side
    part: Part
    rep: int
    seconds: int


class Turn(Struct, frozen=True):
    """One step on one side, with its segments: the unit a session stores and resumes at."""

    step: int
    side: Side
    segments: tuple[Segment, ...]

    @property
    def seconds(self) -> int:
        """Seconds of the whole turn."""
        return sum(segment.seconds for segment in self.segments)


def turns(steps: Sequence[Step]) -> tuple[Turn, ...]:
    """Return the turns of a session in order.

    Neighbouring steps on each side form a group: the whole group left, then the whole group
    right. Every right turn of a group begins with the time to change sides, and so does a step on
    one side that follows one on the other.
    """
    course: list[Turn] = []
    for on_each_side, group in groupby(enumerate(steps), lambda pair: pair[1].side is Side.EACH):
        members = list(group)
        if not on_each_side:
            for number, step in members:
                before = steps[number - 1].side if number else step.side
                change = changes_sides(before, step.side)
                course.append(_turn(number, step, step.side, change=change))
            continue
        course += [_turn(number, step, Side.LEFT) for number, step in members]
        course += [_turn(number, step, Side.RIGHT, change=True) for number, step in members]
    return tuple(course)


def _turn(number: int, step: Step, side: Side, *, change: bool = False) -> Turn:
    segments = []
    if change:
        segments.append(Segment(number, side, Part.CHANGE, 1, CHANGE_SIDES_SECONDS))
    for rep in range(1, step.reps + 1):
        segments.append(Segment(number, side, Part.DO, rep, step.seconds))
        if rep < step.reps and step.rest:
            segments.append(Segment(number, side, Part.PAUSE, rep, step.rest))
    return Turn(number, side, tuple(segments))
