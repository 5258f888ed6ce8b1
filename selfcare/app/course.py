"""The running course of a session: where it stands, how long is left, what comes next.

A value; every move returns the course after it. Time is an argument, in seconds of a monotonic
clock. The one rule: a step is over only when its seconds were spent on it, never by a clock's jump.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from selfcare.domain.facts import TurnFinished
from selfcare.domain.reading import WORDS_A_SECOND
from selfcare.domain.routine import AnyStep
from selfcare.domain.timeline import Part, Turn, turns

A_GAP: Final = 5.0
"""Seconds between two looks at the clock; more than this and the user was away."""
BARELY_BEGUN: Final = 3.0
"""Seconds into a turn until which "back" means the turn before it."""
READY_AT_LEAST: Final = 5
READY_AT_MOST: Final = 15
READY_AT_FIRST: Final = 15
"""Seconds to read a step and get ready; the first one also has to find a good seat."""


class Stage(StrEnum):
    """What a stretch of the course is for."""

    READY = "ready"
    DO = "do"
    PAUSE = "pause"
    CHANGE = "change"


_STAGES: Final = {Part.DO: Stage.DO, Part.PAUSE: Stage.PAUSE, Part.CHANGE: Stage.CHANGE}


class Leg(Struct, frozen=True):
    """A stretch of a turn; `rep` counts from 1."""

    stage: Stage
    rep: int
    seconds: int


class TurnOver(Struct, frozen=True):
    """A turn that ended: `seconds` were spent on it, `skipped` when it was cut short."""

    turn: Turn
    seconds: int
    skipped: bool = False


class Moved(Struct, frozen=True):
    """The course after a move, and the turns that ended on the way."""

    course: Course
    over: tuple[TurnOver, ...] = ()


class Course(Struct, frozen=True, kw_only=True):
    """A session under way.

    `number` is the turn in progress, from 0; past the last one the course is over. `gone` are the
    seconds spent in it, getting ready included. `seen` is when the clock was last looked at.
    """

    steps: tuple[AnyStep, ...]
    turns: tuple[Turn, ...]
    first: int = 0
    number: int = 0
    gone: float = 0.0
    paused: bool = False
    seen: float | None = None

    @property
    def over(self) -> bool:
        """True when no turn is left."""
        return self.number >= len(self.turns)

    @property
    def turn(self) -> Turn:
        """The turn in progress; none when the course is over (IndexError)."""
        return self.turns[self.number]

    @property
    def step(self) -> AnyStep:
        """The step in progress."""
        return self.steps[self.turn.step]

    @property
    def following(self) -> Turn | None:
        """The turn after this one, None at the last."""
        return self.turns[self.number + 1] if self.number + 1 < len(self.turns) else None

    @property
    def at_first_step(self) -> bool:
        """True in the first turn since the session was begun or taken up again."""
        return self.number == self.first

    @property
    def leg(self) -> Leg:
        """The stretch in progress."""
        return self._leg_and_left()[0]

    @property
    def leg_seconds_left(self) -> float:
        """Seconds left in the stretch in progress."""
        return self._leg_and_left()[1]

    @property
    def ready_seconds(self) -> int:
        """Seconds to get ready that this turn begins with; 0 where it begins with a change."""
        return self._ready_seconds(self.number)

    @property
    def spent(self) -> float:
        """Seconds spent on the turn itself, getting ready not counted."""
        return max(0.0, self.gone - self.ready_seconds)

    @property
    def seconds_left(self) -> float:
        """Seconds left of the whole course, getting ready included."""
        return (
            sum(
                self._ready_seconds(number) + self.turns[number].seconds
                for number in range(self.number, len(self.turns))
            )
            - self.gone
        )

    def advance(self, now: float) -> Moved:
        """Return the course at `now`; after a gap it is paused and no time has gone by."""
        before = now if self.seen is None else self.seen
        course = replace(self, seen=now)
        if self.over or self.paused:
            return Moved(course)
        if now - before > A_GAP:
            return Moved(replace(course, paused=True))
        course = replace(course, gone=self.gone + max(0.0, now - before))
        over: list[TurnOver] = []
        while not course.over and course.gone >= course.ready_seconds + course.turn.seconds:
            left = course.gone - course.ready_seconds - course.turn.seconds
            over.append(TurnOver(course.turn, course.turn.seconds))
            course = replace(course, number=course.number + 1, gone=left)
        return Moved(course, tuple(over))

    def pause(self) -> Course:
        """Return the course, standing still."""
        return replace(self, paused=True)

    def go_on(self, now: float) -> Course:
        """Return the course, running from `now` on."""
        return replace(self, paused=False, seen=now)

    def begin_now(self) -> Course:
        """Return the course with the time to get ready cut short."""
        return replace(self, gone=max(self.gone, float(self.ready_seconds)))

    def back(self) -> Course:
        """Return to the beginning of this turn, or of the one before where it has barely begun."""
        number = self.number if self.spent > BARELY_BEGUN else max(0, self.number - 1)
        return replace(self, number=number, gone=0.0)

    def skip(self) -> Moved:
        """Go to the next turn."""
        return Moved(
            replace(self, number=self.number + 1, gone=0.0),
            (TurnOver(self.turn, int(self.spent), skipped=True),),
        )

    def _leg_and_left(self) -> tuple[Leg, float]:
        gone = self.gone
        legs = self._legs()
        for leg in legs:
            if gone < leg.seconds:
                return leg, leg.seconds - gone
            gone -= leg.seconds
        return legs[-1], 0.0

    def _legs(self) -> list[Leg]:
        ready = [Leg(Stage.READY, 1, self.ready_seconds)] if self.ready_seconds else []
        return ready + [
            Leg(_STAGES[segment.part], segment.rep, segment.seconds)
            for segment in self.turn.segments
        ]

    def _ready_seconds(self, number: int) -> int:
        turn = self.turns[number]
        if number == self.first:
            return READY_AT_FIRST
        if turn.segments[0].part is Part.CHANGE:
            return 0
        step = self.steps[turn.step]
        words = len(f"{step.do} {step.caution or ''}".split())
        return min(READY_AT_MOST, max(READY_AT_LEAST, 2 + words // WORDS_A_SECOND))


def course_of(steps: Sequence[AnyStep], done: Sequence[TurnFinished] = ()) -> Course:
    """Return the course of a session from its beginning, or behind the turn it last finished."""
    all_turns = turns(steps)
    number = 0
    if done:
        places = [(turn.step, turn.side) for turn in all_turns]
        last = (done[-1].step, done[-1].side)
        number = places.index(last) + 1 if last in places else 0
    return Course(steps=tuple(steps), turns=all_turns, first=number, number=number)
