"""Alarming symptoms: the questions of the gate, and how soon each belongs before a doctor.

Fifteen items in the user's words (K10, Do 2019, SNNOOP10); levels follow NICE CG150 (K67) and
patient leaflets (K68, K69). The texts never name an illness, and nothing is ever ruled out.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from msgspec import Struct

from selfcare.domain.message import Message, message
from selfcare.domain.screening import Tag


class Level(StrEnum):
    """How soon to get help, the gravest first: now, today, in the next days."""

    EMERGENCY = "E"
    URGENT = "U"
    SOON = "D"

    @property
    def suspends(self) -> bool:
        """True where routines, outlook and tips rest until the user has been checked."""
        return self is not Level.SOON


class Flag(StrEnum):
    """An answer on the gate; `none` is "none of these" and counts for nothing beside another."""

    SUDDEN_OR_WORST = "sudden_or_worst"
    NEUROLOGICAL = "neurological"
    MENINGISM = "meningism"
    FEVER = "fever"
    NECK_ARTERY = "neck_artery"
    TRAUMA_48H_OR_DROWSY = "trauma_48h_or_drowsy"
    TRAUMA = "trauma"
    POSITIONAL_OR_EXERTION = "positional_or_exertion"
    WORSENING = "worsening"
    RED_PAINFUL_EYE = "red_painful_eye"
    SCALP_JAW_VISION = "scalp_jaw_vision"
    CHEST_OR_ARM = "chest_or_arm"
    NEW_MEDICINE = "new_medicine"
    NONE = "none"


class Cause(StrEnum):
    """What raised an alarm."""

    FLAGS = "flags"
    STOP = "stop"
    AURA = "aura"
    KNOWN_RISK = "known_risk"
    """A different headache in pregnancy, or with cancer ever or weak immunity (items 2, 11, 14)."""
    NECK_PAIN = "neck_pain"
    """New one-sided neck pain, nothing ticked: no neck routine until checked (row 9 of 6)."""


class FlagQuestion(Struct, frozen=True):
    """One line of the gate."""

    flag: Flag
    text: Message
    level: Level


GATE: Final = (
    FlagQuestion(
        Flag.SUDDEN_OR_WORST,
        message("Did it hit full force within about 5 minutes, or is it the worst ever?"),
        Level.EMERGENCY,
    ),
    FlagQuestion(
        Flag.NEUROLOGICAL,
        message(
            "Weakness, numbness, face droop, drooping lid or unequal pupils, speech trouble,"
            " confusion, seizure, fainting, loss of sight, double vision?"
        ),
        Level.EMERGENCY,
    ),
    FlagQuestion(
        Flag.MENINGISM,
        message(
            "Fever or a new rash, and your chin will not reach your chest, or you are confused?"
            " (An everyday stiff neck is not meant.)"
        ),
        Level.EMERGENCY,
    ),
    FlagQuestion(
        Flag.NECK_ARTERY,
        message(
            "New, strong, one-sided neck and head pain, above all after a strain, manipulation or"
            " massage?"
        ),
        Level.EMERGENCY,
    ),
    FlagQuestion(
        Flag.TRAUMA_48H_OR_DROWSY,
        message("A blow to head or neck in the last 2 days, or since one: vomiting, drowsiness?"),
        Level.EMERGENCY,
    ),
    FlagQuestion(
        Flag.CHEST_OR_ARM, message("Chest pain, or new pain in the arm?"), Level.EMERGENCY
    ),
    FlagQuestion(Flag.FEVER, message("Fever with this headache, feeling very ill?"), Level.URGENT),
    FlagQuestion(
        Flag.TRAUMA,
        message("Is it since a blow to head or neck in the last 3 months?"),
        Level.URGENT,
    ),
    FlagQuestion(
        Flag.POSITIONAL_OR_EXERTION,
        message(
            "Much worse lying down or only on standing up; or brought on by coughing, sneezing,"
            " straining, sex, exercise?"
        ),
        Level.URGENT,
    ),
    FlagQuestion(
        Flag.WORSENING,
        message(
            "Getting steadily worse over days or weeks, or sight greying for moments on bending?"
        ),
        Level.URGENT,
    ),
    FlagQuestion(
        Flag.RED_PAINFUL_EYE, message("A red, painful eye, or halos round lights?"), Level.URGENT
    ),
    FlagQuestion(
        Flag.SCALP_JAW_VISION,
        message(
            "Over 50, and the scalp is sore to touch, or the jaw aches on chewing, or sight has"
            " changed?"
        ),
        Level.URGENT,
    ),
    FlagQuestion(Flag.NEW_MEDICINE, message("Did it begin with a new medicine?"), Level.SOON),
)
"""Every flag but `none`, the gravest first; the eye item of K70 (arteritis) is among them."""

_LEVELS: Final = {one.flag: one.level for one in GATE}
_ORDER: Final = (Level.EMERGENCY, Level.URGENT, Level.SOON)


def highest(levels: Iterable[Level | None]) -> Level | None:
    """Return the gravest of the levels, None where there is none."""
    found = set(levels)
    return next((level for level in _ORDER if level in found), None)


def level_of(flags: Iterable[Flag], tags: frozenset[Tag] = frozenset()) -> Level | None:
    """Return the level of what was ticked; with blood thinners any blow to the head is E."""
    ticked = set(flags) - {Flag.NONE}
    if Flag.TRAUMA in ticked and Tag.BLEEDING in tags:
        return Level.EMERGENCY
    return highest(_LEVELS[flag] for flag in ticked)


ALWAYS_BELOW: Final = message(
    "This program cannot tell what causes a headache, and a 'no' to these questions does not rule "
    "anything out."
)
"""Stands below every text of a level."""

EUROPEAN_UNION: Final = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    }
)

URGENT_TEXT: Final = message(
    "Please get medical advice today \u2013 your doctor, an urgent-care line or clinic. Until then:"
    " no massage or stretching of head and neck. `selfcare notes --days 30` prints your notes for "
    "the visit."
)


def emergency_text(country: str | None) -> Message:
    """Return the text of level E; `country` is a two-letter code, None if unknown."""
    return message(
        "Stop here. What you ticked can be a sign of something that needs treatment right "
        "away. Call {number} now or have someone take you to an emergency department. Do "
        "not drive yourself. No exercise from this program until a doctor has seen you.",
        number=emergency_number(country),
    )


def soon_text(reason: Message) -> Message:
    """Return the text of level D; `reason` completes "because …"."""
    return message(
        "This is worth a doctor's appointment in the next days, because {reason}. You can go on "
        "with the gentle routines if they feel good.",
        reason=reason,
    )


def emergency_number(country: str | None) -> Message:
    """Return the number to call in a country, by its two-letter code, or words for it."""
    match (country or "").upper():
        case "GB" | "UK":
            return message("999")
        case "US" | "CA":
            return message("911")
        case "AU":
            return message("000")
        case code if code in EUROPEAN_UNION:
            return message("112")
    return message("your emergency number")
