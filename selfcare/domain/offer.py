"""A routine as it may be done now: filtered, its pressure lowered, its pressing counted.

Files are refused where they break a limit; here, in the moment, doses are only ever lowered, and
what is shown is the lowered number (domain handbook 2.2).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from selfcare.domain.message import Message, message
from selfcare.domain.pressing import MAX_PRESSING_A_DAY, Place, Pressed, places_of, pressing_with
from selfcare.domain.routine import AnyStep, Routine, Tool
from selfcare.domain.safety import bars, is_on_neck
from selfcare.domain.screening import Screening, Tag
from selfcare.domain.word_nets import opening

LEAST_PRESSURE: Final = 2
"""A step that a cap brings below this is left out (domain handbook 2.2)."""
LEAST_SECONDS: Final = 30
"""What remains of a routine without its pressing takes this long at least [design]."""
ENOUGH_FOR_TODAY: Final = message("the muscle it presses has had enough pressing for one day")


class Caps(Struct, frozen=True, kw_only=True):
    """How far pressure is lowered now; `why` completes "because …" in a sentence.

    With `no_balls` nothing is done with balls on head or neck.
    """

    at_most: int = 10
    lowered_by: int = 0
    no_balls: bool = False
    why: Message = message("pressing is kept lighter at the moment")

    def lower(self, pressure: int) -> int:
        """Return the pressure that is left, never more than there was."""
        return max(0, min(pressure, pressure - self.lowered_by, self.at_most))


NO_CAPS: Final = Caps()
PREGNANCY_CAPS: Final = Caps(
    at_most=3, why=message("pressing stays light in pregnancy and in the weeks after birth")
)
"""Domain handbook 3.1."""


class Offered(Struct, frozen=True):
    """The routine as it may be done now, and what was lowered or left out, and why."""

    routine: Routine
    changes: tuple[Message, ...] = ()

    @property
    def max_pressure(self) -> int:
        """The firmest pressure left, 0 when nothing presses."""
        return max((step.pressure for step in self.routine.steps), default=0)


class Refused(Struct, frozen=True):
    """The routine is not offered now, and why; `capped` when only the caps of the day say so."""

    reason: Message
    capped: bool = False


def as_offered(
    routine: Routine,
    screening: Screening | None,
    pressed: Pressed,
    caps: Caps = NO_CAPS,
) -> Offered | Refused:
    """Return the routine with its doses lowered, or why it is not offered.

    `pressed` are the seconds pressed already today, by muscle and side. Steps that a cap brings
    below 2, or that would press a muscle for longer than a day allows, are left out; a routine left
    without its point is refused.
    """
    barred = bars(routine, screening)
    if barred is not None:
        return Refused(barred)
    if caps.no_balls and _uses_balls_on_neck(routine):
        return Refused(message("Balls on head and neck rest at the moment."), capped=True)
    lowering = (caps, PREGNANCY_CAPS) if _is_pregnant(screening) else (caps,)
    course = _Course(dict(pressed))
    for step in routine.steps:
        course = course.with_step(replace(step, muscles=step.muscles or routine.muscles), lowering)
    left = replace(routine, steps=course.steps)
    if course.left_out is not None and _has_lost_its_point(course):
        return Refused(
            message("Little would be left of this routine now: {why}.", why=course.left_out),
            capped=course.left_out is caps.why,
        )
    return Offered(left, course.changes)


def _has_lost_its_point(course: _Course) -> bool:
    """Return whether too little remains once every pressing step was left out.

    Breathing and rest alone are too little, and so is what takes less time than any routine does,
    or what only prepared the pressing: nothing follows the first gap.
    """
    kept = course.steps
    if any(step.pressure > 0 for step in kept):
        return False
    return (
        all(step.gentle for step in kept)
        or sum(step.total_seconds for step in kept) < LEAST_SECONDS
        or len(kept) == course.before_first_gap
    )


def _uses_balls_on_neck(routine: Routine) -> bool:
    return routine.tool in (Tool.BALL, Tool.TWO_BALLS) and any(
        is_on_neck(step, routine) for step in routine.steps
    )


def _is_pregnant(screening: Screening | None) -> bool:
    return screening is not None and Tag.PREGNANCY in screening.tags


class _Course(Struct, frozen=True):
    """The steps taken over so far. `left_out` says why the last of those not taken over was not.

    `before_first_gap` is how many were taken over before the first that was not.
    """

    pressed: dict[Place, int]
    steps: tuple[AnyStep, ...] = ()
    changes: tuple[Message, ...] = ()
    left_out: Message | None = None
    before_first_gap: int | None = None

    def with_step(self, step: AnyStep, lowering: Sequence[Caps]) -> _Course:
        """Return the course after one more step, lowered, or left out."""
        after = pressing_with(self.pressed, step)
        if step.pressing_seconds and any(
            after[place] > MAX_PRESSING_A_DAY for place in places_of(step.muscles, step.side)
        ):
            return self.without(step, ENOUGH_FOR_TODAY)
        # What a cap leaves out still counts here: else a cap could make room for a firmer step.
        course = replace(self, pressed=after)
        cap = min(lowering, key=lambda one: one.lower(step.pressure))
        pressure = cap.lower(step.pressure)
        lowered = pressure < step.pressure
        if lowered and pressure < LEAST_PRESSURE:
            return course.without(step, cap.why)
        change = message(
            "Step {step} has pressure {after} of 10 instead of {before}, because {why}.",
            step=len(self.steps) + 1,
            after=pressure,
            before=step.pressure,
            why=cap.why,
        )
        return replace(
            course,
            steps=(*self.steps, replace(step, pressure=pressure)),
            changes=(*self.changes, change) if lowered else self.changes,
        )

    def without(self, step: AnyStep, why: Message) -> _Course:
        """Return the course with a step left out, because of `why`."""
        # Told by its words: the steps that remain are numbered anew.
        change = message("“{step}” is left out, because {why}.", step=opening(step.do), why=why)
        gap = len(self.steps) if self.before_first_gap is None else self.before_first_gap
        return replace(self, changes=(*self.changes, change), left_out=why, before_first_gap=gap)
