"""The dose rules that a routine must keep to be used at all (domain handbook 2.2, row 26 of 6).

A routine that breaks one is refused and told why; nothing is ever quietly clipped. The ranges of
each kind of step stand in its class in `selfcare.domain.routine`, those of muscles in the atlas.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from selfcare.domain.message import message
from selfcare.domain.muscles import MAX_PRESSURE, NEVER_PRESSED, Muscle
from selfcare.domain.pressing import MAX_PRESSING_A_SESSION, Place, pressing_with
from selfcare.domain.problem import Path, Problem, Severity
from selfcare.domain.reading import reading_problems
from selfcare.domain.routine import Phase, Press, Routine, Span, Step
from selfcare.domain.touch import label, touch_problems

LONG_HOLD_SECONDS: Final = 60
LONG_HOLD_PRESSURE: Final = 4
"""A hold this long is kept light (K52 Wilke 2018; K55 Hou 2002)."""
LENGTH_EXPECTED: Final = Span(30, 600)
"""Seconds a routine usually takes."""


def lint(routine: Routine) -> tuple[Problem, ...]:
    """Return what is wrong with a routine: errors refuse it, warnings are only told.

    Paths are those of the file, such as ("step", 0, "seconds"); steps may still be without muscles
    of their own, and then those of the routine count.
    """
    steps = [replace(step, muscles=step.muscles or routine.muscles) for step in routine.steps]
    found: list[Problem] = [] if steps else [_nothing_to_do()]
    for number, step in enumerate(steps):
        found += _muscles_missing(number, step)
        found += _time(number, step)
        found += _repetitions(number, step)
        found += _pressure(number, step)
        found += touch_problems(number, step, routine)
        found += reading_problems(number, step)
    found += _pressing_in_all(steps)
    found += _attack(steps, routine.phase)
    if steps:
        found += _length(routine)
    return tuple(found)


def _nothing_to_do() -> Problem:
    return Problem(
        path=("step",),
        what=message("this routine has no steps"),
        cure=message("add a [[step]] with kind, do, side and seconds"),
    )


def _at(number: int, key: str) -> Path:
    return ("step", number, key)


def _muscles_missing(number: int, step: Step) -> Iterator[Problem]:
    if not step.gentle and not step.muscles:
        yield Problem(
            path=("step", number),
            what=message(
                "a step of kind {kind} needs to say which muscles it is for", kind=step.kind
            ),
            cure=message("add muscles to the step or to the routine"),
        )


def _time(number: int, step: Step) -> Iterator[Problem]:
    allowed = step.seconds_allowed
    if step.seconds not in allowed:
        yield Problem(
            path=_at(number, "seconds"),
            what=message(
                "a repetition of kind {kind} takes {low} to {high} seconds, and this one {seconds}",
                kind=step.kind,
                low=allowed.low,
                high=allowed.high,
                seconds=step.seconds,
            ),
            cure=message("choose seconds from {low} to {high}", low=allowed.low, high=allowed.high),
        )
    if (
        isinstance(step, Press)
        and step.seconds >= LONG_HOLD_SECONDS
        and step.pressure > LONG_HOLD_PRESSURE
    ):
        yield Problem(
            path=_at(number, "pressure"),
            what=message(
                "a hold of {seconds} seconds or longer has a pressure of {limit} at most, and this "
                "one {pressure}: what is held long is held lightly",
                seconds=LONG_HOLD_SECONDS,
                limit=LONG_HOLD_PRESSURE,
                pressure=step.pressure,
            ),
            cure=message(
                "choose pressure = {limit} or less, or fewer seconds", limit=LONG_HOLD_PRESSURE
            ),
        )


def _repetitions(number: int, step: Step) -> Iterator[Problem]:
    allowed = step.reps_allowed
    # A stroke without pressure may be repeated as often as one likes (2.2: "pressing only").
    counts = step.pressure > 0 or not step.presses
    if counts and step.reps not in allowed:
        yield Problem(
            path=_at(number, "reps"),
            what=message(
                "a step of kind {kind} is done {limit} times at most, and this one {reps}",
                kind=step.kind,
                limit=allowed.high,
                reps=step.reps,
            ),
            cure=message("choose reps from {low} to {high}", low=allowed.low, high=allowed.high),
        )


def _pressure(number: int, step: Step) -> Iterator[Problem]:
    at, pressure = _at(number, "pressure"), step.pressure
    if NEVER_PRESSED.intersection(step.muscles) and (step.presses or pressure > 0):
        return  # told where touch is
    if not step.presses:
        if pressure > 0:
            yield Problem(
                path=at,
                what=message("a step of kind {kind} does not press", kind=step.kind),
                cure=message('leave out pressure, or write kind = "press" or "glide"'),
            )
        return
    allowed = step.pressure_allowed
    if pressure < allowed.low:
        yield Problem(
            path=at,
            what=message(
                "a step of kind {kind} needs a pressure of {low} at least",
                kind=step.kind,
                low=allowed.low,
            ),
            cure=message("add pressure = 3, or write another kind"),
        )
        return
    tenderest = min(step.muscles, key=MAX_PRESSURE.__getitem__, default=None)
    if tenderest and MAX_PRESSURE[tenderest] <= min(allowed.high, pressure - 1):
        limit = MAX_PRESSURE[tenderest]
        yield Problem(
            path=at,
            what=message(
                "pressure here is {limit} at most, and this step has {pressure}: {muscle}",
                limit=limit,
                pressure=pressure,
                muscle=label(tenderest),
            ),
            cure=message("choose pressure = {limit} or less", limit=limit),
        )
    elif pressure > allowed.high:
        yield Problem(
            path=at,
            what=message(
                "a step of kind {kind} has a pressure of {limit} at most, and this one {pressure}",
                kind=step.kind,
                limit=allowed.high,
                pressure=pressure,
            ),
            cure=message("choose pressure = {limit} or less", limit=allowed.high),
        )


def _pressing_in_all(steps: Sequence[Step]) -> Iterator[Problem]:
    pressed: dict[Place, int] = {}
    told: set[Muscle] = set()
    for number, step in enumerate(steps):
        pressed = pressing_with(pressed, step)
        over = [
            muscle
            for (muscle, _), seconds in pressed.items()
            if seconds > MAX_PRESSING_A_SESSION and muscle not in told
        ]
        if over:
            told.update(over)
            yield Problem(
                path=_at(number, "seconds"),
                what=message(
                    "with this step the routine presses one muscle for {seconds} seconds on one "
                    "side, and {limit} is the most: {muscle}",
                    seconds=max(s for (muscle, _), s in pressed.items() if muscle == over[0]),
                    limit=MAX_PRESSING_A_SESSION,
                    muscle=label(over[0]),
                ),
                cure=message("choose fewer seconds or reps"),
            )


def _attack(steps: Sequence[Step], phase: Phase) -> Iterator[Problem]:
    if phase is not Phase.ATTACK:
        return
    for number, step in enumerate(steps):
        if step.presses or step.pressure > 0 or step.lengthens or step.resisted:
            yield Problem(
                path=_at(number, "kind"),
                what=message(
                    "during an attack nothing is pressed or stretched, and this step is of kind "
                    "{kind}",
                    kind=step.kind,
                ),
                cure=message("leave this step out, or choose another phase"),
            )


def _length(routine: Routine) -> Iterator[Problem]:
    total = routine.total_seconds
    if total not in LENGTH_EXPECTED:
        yield Problem(
            path=(),
            what=message(
                "this routine takes {total} seconds; from {low} to {high} is usual",
                total=total,
                low=LENGTH_EXPECTED.low,
                high=LENGTH_EXPECTED.high,
            ),
            cure=message("see whether all the seconds, reps and rests are meant"),
            severity=Severity.WARNING,
        )
