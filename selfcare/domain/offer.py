"""A routine as it may be done now: filtered, its pressure lowered, its pressing counted.

Files are refused where they break a limit; here, in the moment, doses are only ever lowered, and
what is shown is the lowered number (domain handbook 2.2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from selfcare.domain.message import Message, message
from selfcare.domain.muscles import Muscle
from selfcare.domain.pressing import MAX_PRESSING_A_DAY, Place, Pressed, places_of, pressing_with
from selfcare.domain.routine import AnyStep, Routine, Side, Tool
from selfcare.domain.safety import bars, is_gentle, is_on_neck, works_on_neck
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


class MuscleLimit(Struct, frozen=True, kw_only=True):
    """What holds for one muscle now; `why` completes "because …" in a sentence.

    With `rests` nothing is done to it at all.
    """

    at_most: int = 10
    lowered_by: int = 0
    rests: bool = False
    why: Message

    def lower(self, pressure: int) -> int:
        """Return the pressure that is left, never more than there was."""
        return max(0, min(pressure, pressure - self.lowered_by, self.at_most))


class Limits(Struct, frozen=True, kw_only=True):
    """Everything that holds now, whatever starts a routine. Where a sentence stands, it forbids.

    `nothing` forbids every routine, `gentle` all but breathing and rest, `neck` those that work on
    the neck, `routines` single ones by their ids. `first` is the side that is done first, and for
    longer.
    """

    caps: tuple[Caps, ...] = ()
    muscles: tuple[tuple[Muscle, MuscleLimit], ...] = ()
    nothing: Message | None = None
    gentle: Message | None = None
    neck: Message | None = None
    routines: Mapping[str, Message] = {}
    first: Side | None = None


NO_LIMITS: Final = Limits()


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
    limits: Limits = NO_LIMITS,
) -> Offered | Refused:
    """Return the routine with its doses lowered, or why it is not offered.

    `pressed` are the seconds pressed already today, by muscle and side. Steps that a cap brings
    below 2, or that would press a muscle for longer than a day allows, are left out; a routine left
    without its point is refused.
    """
    refused = refusal(routine, screening, limits)
    if refused is not None:
        return refused
    if limits.first is not None:
        routine = with_side_first(routine, limits.first)
    lowering = (*limits.caps, PREGNANCY_CAPS) if _is_pregnant(screening) else limits.caps
    course = _Course(dict(pressed))
    for plain in routine.steps:
        step = replace(plain, muscles=plain.muscles or routine.muscles)
        its_own = [one for muscle, one in limits.muscles if muscle in step.muscles]
        course = course.with_step(step, (*lowering, *its_own))
    left = replace(routine, steps=course.steps)
    if course.left_out is not None and _has_lost_its_point(course):
        return Refused(
            message("Little would be left of this routine now: {why}.", why=course.left_out),
            capped=any(course.left_out is cap.why for cap in limits.caps),
        )
    return Offered(left, course.changes)


def refusal(
    routine: Routine, screening: Screening | None, limits: Limits = NO_LIMITS
) -> Refused | None:
    """Return why the whole routine may not run now, or None: what lowers doses is not asked."""
    if limits.nothing is not None:
        return Refused(limits.nothing)
    barred = bars(routine, screening)
    if barred is not None:
        return Refused(barred)
    gentle = is_gentle(routine)
    if limits.gentle is not None and not gentle:
        return Refused(limits.gentle)
    if limits.neck is not None and not gentle and works_on_neck(routine):
        return Refused(limits.neck)
    if routine.id in limits.routines:
        return Refused(limits.routines[routine.id])
    if any(cap.no_balls for cap in limits.caps) and _uses_balls_on_neck(routine):
        return Refused(message("Balls on head and neck rest at the moment."), capped=True)
    resting = _resting(routine, limits) if not gentle else None
    return None if resting is None else Refused(message("It waits, because {why}.", why=resting))


def _resting(routine: Routine, limits: Limits) -> Message | None:
    """Return why a muscle rests that a step of the routine works on, None where none does."""
    resting = {muscle: one.why for muscle, one in limits.muscles if one.rests}
    for step in routine.steps:
        for muscle in (step.muscles or routine.muscles) if not step.gentle else ():
            if muscle in resting:
                return resting[muscle]
    return None


def with_side_first(routine: Routine, first: Side) -> Routine:
    """Return the routine with `first`, left or right, before the other side, which is shorter.

    Neighbouring steps on each side stay together, as in `timeline.turns` (domain handbook 1.3).
    """
    other = Side.LEFT if first is Side.RIGHT else Side.RIGHT
    steps: list[AnyStep] = []
    for on_each_side, group in groupby(routine.steps, lambda step: step.side is Side.EACH):
        members = list(group)
        if not on_each_side:
            steps += members
            continue
        steps += [replace(step, side=first) for step in members]
        steps += [replace(_shorter(step), side=other) for step in members]
    return replace(routine, steps=tuple(steps))


def _shorter(step: AnyStep) -> AnyStep:
    """Return the step with fewer repetitions, or where there is one, with less time."""
    if step.reps > 1:
        return replace(step, reps=step.reps - 1)
    return replace(step, seconds=max(step.seconds_allowed.low, 2 * step.seconds // 3))


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

    def with_step(self, step: AnyStep, lowering: Sequence[Caps | MuscleLimit]) -> _Course:
        """Return the course after one more step, lowered, or left out."""
        after = pressing_with(self.pressed, step)
        if step.pressing_seconds and any(
            after[place] > MAX_PRESSING_A_DAY for place in places_of(step.muscles, step.side)
        ):
            return self.without(step, ENOUGH_FOR_TODAY)
        # What a cap leaves out still counts here: else a cap could make room for a firmer step.
        course = replace(self, pressed=after)
        cap = min(lowering, key=lambda one: one.lower(step.pressure), default=NO_CAPS)
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
