"""What to ask a therapist before a first session, and when a doctor comes first.

Nothing is promised (domain handbook 3.6). That pressing can bring on a headache is from K7
(Calandre 2006); when a doctor comes first, from the questions of `domain/red_flags.py`.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from selfcare.app.country import country
from selfcare.domain.message import Message, message
from selfcare.domain.red_flags import emergency_number


class TherapistQuestion(Struct, frozen=True):
    """A question to a therapist, and in half a line why it matters."""

    ask: Message
    why: Message


class TherapistAdvice(Struct, frozen=True, kw_only=True):
    """All there is to tell before a first session."""

    questions: tuple[TherapistQuestion, ...]
    nothing_promised: Message
    doctor_first: Message


QUESTIONS: Final = (
    TherapistQuestion(
        message("Are you trained in trigger points, the tender spots in muscles?"),
        message("Finding them by touch, with no more pressure than needed, takes practice."),
    ),
    TherapistQuestion(
        message("Do you treat heads and necks every week?"),
        message("Vessels and nerves lie close together there, so experience matters."),
    ),
    TherapistQuestion(
        message("Do you ask about my health before you begin?"),
        message("Illnesses, medicines and accidents change what is safe to press or move."),
    ),
    TherapistQuestion(
        message("Do you stay within what is comfortable for me, and stop when I say so?"),
        message("Pressing tender spots can itself bring on a headache in some people."),
    ),
    TherapistQuestion(
        message("Do you send people to a doctor when you are unsure?"),
        message("Nobody can tell by touch alone where a headache comes from."),
    ),
)
NOTHING_PROMISED: Final = message(
    "Sessions may help some people; what they will do for you nobody can say beforehand."
)


def therapist_advice() -> TherapistAdvice:
    """Return what to ask a therapist, with the emergency number of the computer's country."""
    return TherapistAdvice(
        questions=QUESTIONS,
        nothing_promised=NOTHING_PROMISED,
        doctor_first=message(
            "A doctor comes first if a headache is new, unlike your usual ones or steadily worse,"
            " comes with fever, or follows a blow to head or neck. If it is sudden and strong, or"
            " comes with new pain on one side of the neck, weakness, numbness, confusion, or"
            " trouble speaking or seeing, please call {number} right away.",
            number=emergency_number(country()),
        ),
    )
