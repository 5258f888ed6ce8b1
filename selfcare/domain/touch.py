"""What may be touched, and with what: places never pressed, tools, the sternocleidomastoid.

Pressing at the front and side of the neck has hurt people (K8 Lopez-Navarro 2021, K9 Grant & Wang
2004), so these rules have no exceptions a file could ask for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from selfcare.domain.message import Message, message
from selfcare.domain.muscles import LABELS, NEVER_PRESSED, SCM, TRAPEZIUS, Muscle
from selfcare.domain.problem import Path, Problem
from selfcare.domain.routine import Need, Press, Routine, Side, Step, Tool
from selfcare.domain.word_nets import FORBIDDEN_TOOLS, caught

PINCH_SECONDS: Final = 12
PINCH_REPS: Final = 3
"""The longest and the most often a fold of this muscle is held (domain handbook 6, row 26)."""
PINCH_TOOLS: Final = frozenset({Tool.NONE, Tool.FINGERS, Tool.HAND, Tool.HANDS})

_UPPER_BACK: Final = TRAPEZIUS | {Muscle.LEVATOR_SCAPULAE}
_SKULL_EDGE: Final = frozenset({Muscle.SUBOCCIPITALS, Muscle.SEMISPINALIS})
TOOL_MUSCLES: Final[dict[Tool, frozenset[Muscle]]] = {
    Tool.BALL: _UPPER_BACK,
    Tool.HOOK: _UPPER_BACK,
    Tool.FINGERS_OR_HOOK: _UPPER_BACK,
    Tool.TWO_BALLS: _SKULL_EDGE,
}
"""The muscles a pressing tool may be used on; tools not named here do not press (2.2)."""


def label(muscle: Muscle) -> Message:
    """Return the name of a muscle with where it is."""
    return message(LABELS[muscle])


def touch_problems(number: int, step: Step, routine: Routine) -> Iterator[Problem]:
    """Yield where step `number` (from 0), its muscles filled in, touches what it may not."""
    yield from _forbidden_tools(number, step)
    if not step.presses and step.pressure == 0:
        return
    never = [muscle for muscle in step.muscles if muscle in NEVER_PRESSED]
    if never:
        yield Problem(
            path=_at(number, "pressure"),
            what=message("nothing may press here: {place}", place=label(never[0])),
            cure=message("leave this step out, or choose another muscle"),
        )
        return
    yield from _tool(step, routine.tool)
    if step.presses and SCM.intersection(step.muscles):
        yield from _pinch_only(number, step, routine)


def _forbidden_tools(number: int, step: Step) -> Iterator[Problem]:
    for key, text in (("do", step.do), ("caution", step.caution or "")):
        if said := caught(FORBIDDEN_TOOLS, text):
            yield Problem(
                path=_at(number, key),
                what=message(
                    "massage guns, vibration and percussion are left out on purpose, and the words "
                    'say "{said}": they are not safe near the neck',
                    said=said,
                ),
                cure=message("describe the step without it, or leave the step out"),
            )


def _at(number: int, key: str) -> Path:
    return ("step", number, key)


def _tool(step: Step, tool: Tool) -> Iterator[Problem]:
    allowed = TOOL_MUSCLES.get(tool)
    barred = [muscle for muscle in step.muscles if allowed is not None and muscle not in allowed]
    if barred:
        yield Problem(
            path=("tool",),
            what=message(
                'a tool such as "{tool}" is not for this muscle: {muscle}',
                tool=tool.value,
                muscle=label(barred[0]),
            ),
            cure=message('write tool = "fingers", or choose another muscle'),
        )


def _pinch_only(number: int, step: Step, routine: Routine) -> Iterator[Problem]:
    if step.side not in (Side.EACH, Side.LEFT, Side.RIGHT):
        yield Problem(
            path=_at(number, "side"),
            what=message("the sternocleidomastoid is never touched on both sides at once"),
            cure=message('write side = "each", "left" or "right"'),
        )
    if Need.SCM_UNLOCKED not in routine.needs:
        yield Problem(
            path=_at(number, "kind"),
            what=message("the sternocleidomastoid is only touched once that is unlocked"),
            cure=message('write needs = ["scm_unlocked"] in the routine, or leave this step out'),
        )
    if routine.tool not in PINCH_TOOLS | TOOL_MUSCLES.keys():
        yield Problem(
            path=("tool",),
            what=message("the sternocleidomastoid is only touched with the fingers"),
            cure=message('write tool = "fingers"'),
        )
    if step.pressure > 0:
        yield from _pinch_dose(number, step)


def _pinch_dose(number: int, step: Step) -> Iterator[Problem]:
    if not isinstance(step, Press):
        yield Problem(
            path=_at(number, "kind"),
            what=message(
                "the sternocleidomastoid is only pressed in a light pinch, and this step is of "
                "kind {kind}",
                kind=step.kind,
            ),
            cure=message('write kind = "press", or leave out pressure'),
        )
        return
    if step.seconds > PINCH_SECONDS:
        yield Problem(
            path=_at(number, "seconds"),
            what=message(
                "a pinch of the sternocleidomastoid takes {limit} seconds at most, and this one "
                "{seconds}",
                limit=PINCH_SECONDS,
                seconds=step.seconds,
            ),
            cure=message(
                "choose seconds from {low} to {high}",
                low=step.seconds_allowed.low,
                high=PINCH_SECONDS,
            ),
        )
    if step.reps > PINCH_REPS:
        yield Problem(
            path=_at(number, "reps"),
            what=message(
                "a pinch of the sternocleidomastoid is done {limit} times at most, and this one "
                "{reps}",
                limit=PINCH_REPS,
                reps=step.reps,
            ),
            cure=message("choose reps from {low} to {high}", low=1, high=PINCH_REPS),
        )
