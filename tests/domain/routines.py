"""Small routines to judge."""

from __future__ import annotations

from selfcare.domain.muscles import Muscle
from selfcare.domain.routine import (
    AnyStep,
    Breathe,
    ContractRelax,
    Glide,
    Move,
    Need,
    Phase,
    Press,
    Rest,
    Routine,
    Side,
    Stretch,
    Tool,
)

TRAPEZIUS = (Muscle.TRAPEZIUS_UPPER,)
CHEEK = (Muscle.MASSETER,)
ROPE = (Muscle.SCM_STERNAL,)


def routine(
    *steps: AnyStep,
    muscles: tuple[Muscle, ...] = TRAPEZIUS,
    tool: Tool = Tool.FINGERS,
    needs: tuple[Need, ...] = (),
    phase: Phase = Phase.ANY,
) -> Routine:
    return Routine(
        id="mine",
        title="Mine",
        muscles=muscles,
        steps=steps,
        tool=tool,
        needs=needs,
        phase=phase,
        source=("design",),
    )


def press(
    seconds: int = 30,
    pressure: int = 3,
    reps: int = 1,
    *,
    side: Side = Side.EACH,
    muscles: tuple[Muscle, ...] = (),
    do: str = "Hold the tender place.",
) -> Press:
    return Press(do=do, side=side, seconds=seconds, pressure=pressure, reps=reps, muscles=muscles)


def glide(
    seconds: int = 6,
    pressure: int = 2,
    reps: int = 1,
    *,
    side: Side = Side.EACH,
    muscles: tuple[Muscle, ...] = (),
) -> Glide:
    return Glide(
        do="Stroke slowly.",
        side=side,
        seconds=seconds,
        pressure=pressure,
        reps=reps,
        muscles=muscles,
    )


def stretch(
    seconds: int = 20,
    *,
    do: str = "Lean away to a mild pull.",
    muscles: tuple[Muscle, ...] = (),
    pressure: int = 0,
) -> Stretch:
    return Stretch(do=do, side=Side.EACH, seconds=seconds, muscles=muscles, pressure=pressure)


def push(
    seconds: int = 7,
    reps: int = 3,
    *,
    do: str = "Lean lightly into the hand.",
    muscles: tuple[Muscle, ...] = (),
) -> ContractRelax:
    return ContractRelax(do=do, side=Side.EACH, seconds=seconds, reps=reps, muscles=muscles)


def move(
    do: str = "Roll the shoulders.", seconds: int = 20, *, muscles: tuple[Muscle, ...] = ()
) -> Move:
    return Move(do=do, side=Side.BOTH, seconds=seconds, muscles=muscles)


def rest(do: str = "Let the shoulders hang.", seconds: int = 40) -> Rest:
    return Rest(do=do, side=Side.BOTH, seconds=seconds)


def breathe(do: str = "Breathe slowly.", seconds: int = 60) -> Breathe:
    return Breathe(do=do, side=Side.CENTER, seconds=seconds)
