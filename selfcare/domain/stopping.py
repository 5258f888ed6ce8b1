"""What stopping a session means, by its reason, and what is said then (domain handbook 3.2, 3.3).

Levels follow NICE CG150 (K67) and patient leaflets (K68, K69). The texts never name an illness.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct

from selfcare.domain.checkin import Score
from selfcare.domain.facts import StopReason
from selfcare.domain.message import Message, message
from selfcare.domain.red_flags import URGENT_TEXT, emergency_text


class StopLevel(StrEnum):
    """What follows a stop, the gravest first: E emergency, U advice today, lighter next time."""

    EMERGENCY = "E"
    URGENT = "U"
    LIGHTER = "lighter"
    NONE = "none"


class StopAdvice(Struct, frozen=True):
    """What a stop means now, in one level and one text."""

    level: StopLevel
    text: Message


LEVELS: Final[dict[StopReason, StopLevel]] = {
    StopReason.SHARP_PAIN: StopLevel.LIGHTER,
    StopReason.OWN_HEADACHE: StopLevel.LIGHTER,
    StopReason.PULSE: StopLevel.LIGHTER,
    StopReason.DIZZINESS: StopLevel.URGENT,
    StopReason.FAINTNESS: StopLevel.URGENT,
    StopReason.NAUSEA: StopLevel.URGENT,
    StopReason.TINGLING: StopLevel.URGENT,
    StopReason.RINGING: StopLevel.URGENT,
    StopReason.VISION: StopLevel.EMERGENCY,
    StopReason.SPEECH: StopLevel.EMERGENCY,
    StopReason.SWALLOWING: StopLevel.EMERGENCY,
    StopReason.NUMBNESS: StopLevel.EMERGENCY,
    StopReason.WEAKNESS: StopLevel.EMERGENCY,
    StopReason.COLLAPSE: StopLevel.EMERGENCY,
    StopReason.NO_TIME: StopLevel.NONE,
    StopReason.OTHER: StopLevel.NONE,
}

REASONS: Final[dict[StopReason, Message]] = {
    StopReason.SHARP_PAIN: message("sharp or shooting pain"),
    StopReason.OWN_HEADACHE: message("my usual headache starts, or rises by 2 or more"),
    StopReason.PULSE: message("I feel a pulse under my fingers"),
    StopReason.DIZZINESS: message("dizziness"),
    StopReason.FAINTNESS: message("faintness"),
    StopReason.NAUSEA: message("nausea"),
    StopReason.TINGLING: message("tingling"),
    StopReason.RINGING: message("ringing in the ear"),
    StopReason.VISION: message("blurred or double vision, or loss of sight"),
    StopReason.SPEECH: message("trouble speaking"),
    StopReason.SWALLOWING: message("trouble swallowing"),
    StopReason.NUMBNESS: message("numbness"),
    StopReason.WEAKNESS: message("weakness"),
    StopReason.COLLAPSE: message("collapse"),
    StopReason.NO_TIME: message("no time now"),
    StopReason.OTHER: message("something else"),
}
"""How each reason is worded when it is asked for."""

RISEN: Final = 2
"""Points by which a headache has risen, from which on a session was not right (handbook 3.2)."""
STOP_RULE: Final = message(
    "Stop at once if there is sharp or shooting pain, if your usual headache starts or rises, or "
    "with dizziness, faintness, nausea, a pulse under your fingers, blurred or double vision, "
    "tingling, numbness, ringing in the ear, or trouble speaking or swallowing."
)
"""Shown with the first step of every session."""


def stop_advice(reason: StopReason, country: str | None = None) -> StopAdvice:
    """Return what a stop for `reason` means; `country` is a two-letter code, None if unknown."""
    level = LEVELS[reason]
    return StopAdvice(level, _text(level, country))


def _text(level: StopLevel, country: str | None) -> Message:
    match level:
        case StopLevel.EMERGENCY:
            return emergency_text(country)
        case StopLevel.URGENT:
            return URGENT_TEXT
        case StopLevel.LIGHTER:
            return message(
                "Good that you stopped. Give that muscle two days of rest, and go lighter there "
                "next time, or leave the pressing out."
            )
        case StopLevel.NONE:
            return message("That is fine. You can come back to it whenever you like.")


def has_risen(before: Score | None, after: Score) -> bool:
    """Return whether it hurts more after a session than before by so much that it was not right."""
    return before is not None and after >= before + RISEN
