"""Routines in words: where they are done, on which side, with what, and for which muscles."""

from __future__ import annotations

from typing import Final

from selfcare.app.say import begun_large, say
from selfcare.domain.message import Message, message
from selfcare.domain.muscles import LABELS, Muscle
from selfcare.domain.routine import Setting, Side, Tool

SETTINGS: Final[dict[Setting, Message]] = {
    Setting.DESK: message("at the desk"),
    Setting.STANDING: message("standing"),
    Setting.PRIVATE: message("where you are by yourself"),
    Setting.LYING: message("lying down"),
}
SIDES: Final[dict[Side, Message]] = {
    Side.EACH: message("left, then right"),
    Side.BOTH: message("both sides"),
    Side.LEFT: message("left side"),
    Side.RIGHT: message("right side"),
    Side.CENTER: message("middle"),
}
TOOLS: Final[dict[Tool, Message]] = {
    Tool.NONE: message("nothing"),
    Tool.FINGERS: message("your fingers"),
    Tool.HAND: message("one hand"),
    Tool.HANDS: message("your hands"),
    Tool.BALL: message("a ball"),
    Tool.TWO_BALLS: message("two balls in a sock"),
    Tool.HOOK: message("a massage hook"),
    Tool.FINGERS_OR_HOOK: message("your fingers or a massage hook"),
    Tool.WARM_PACK: message("a warm pack"),
    Tool.COLD_OR_WARM_PACK: message("a cold or a warm pack"),
    Tool.ELASTIC_BAND: message("an elastic band"),
}
_BY_HAND: Final = (Tool.NONE, Tool.FINGERS, Tool.HAND, Tool.HANDS)
"""What is there anyway."""
PRESSURES: Final = (
    message("no pressing"),
    message("a touch, hardly felt"),
    message("very light"),
    message("light"),
    message("clearly felt, still pleasant"),
    message("firm, breathing stays easy"),
    message("as firm as it should ever be"),
)
"""How a pressure from 0 to 6 feels; more is not offered anywhere."""


def to_fetch(tool: Tool) -> Message | None:
    """Return what has to be fetched for a routine, None where hands are all it takes."""
    return None if tool in _BY_HAND else TOOLS[tool]


def muscle_name(muscle: Muscle) -> str:
    """Return the name of a muscle without where it is, begun with a capital letter."""
    return begun_large(_name(muscle))


def muscle_place(muscle: Muscle) -> str:
    """Return where a muscle is, begun with a capital letter; empty where its name says it."""
    return begun_large(say(message(LABELS[muscle])).partition(" (")[2].removesuffix(")"))


def muscle_words(muscles: tuple[Muscle, ...]) -> str:
    """Return muscles by their names, without where they are."""
    return "; ".join(map(_name, muscles))


def _name(muscle: Muscle) -> str:
    return say(message(LABELS[muscle])).partition(" (")[0]
