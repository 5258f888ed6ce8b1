"""The health questions in their order, what the answers leave behind, and what that means.

Only a clear "no" clears a tag: "unsure" and no answer count as yes, and an age not given counts as
below 18 (domain handbook 3.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct

from selfcare.domain.errors import UserMistake
from selfcare.domain.message import Message, message
from selfcare.domain.routine import Span
from selfcare.domain.screening import AgeBand, Screening, Tag

AGES: Final = Span(0, 120)
ADULT: Final = 18
FROM_50: Final = 50


class Reply(StrEnum):
    """An answer to a health question."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


class Question(Struct, frozen=True):
    """A health question; `gloss` explains its words."""

    tag: Tag
    text: Message
    gloss: Message


QUESTIONS: Final = (
    Question(
        Tag.VASCULAR,
        message(
            "Have you ever had a stroke or a mini-stroke, narrowed neck arteries, a torn artery or "
            "an aneurysm, or do you have a connective-tissue disorder such as Ehlers-Danlos or "
            "Marfan?"
        ),
        message(
            "A mini-stroke (TIA) is one whose signs pass by themselves. An aneurysm is a bulge in "
            "a blood vessel. Connective tissue is what holds the body together; in these disorders "
            "it is weak from birth."
        ),
    ),
    Question(
        Tag.SYNCOPE,
        message(
            "Do you faint or get dizzy when you turn your head, wear a tight collar or shave, or "
            "do you have a pacemaker or trouble with a slow pulse?"
        ),
        message("A pacemaker is a small device that keeps the heart beating in step."),
    ),
    Question(
        Tag.BLEEDING,
        message(
            "Do you take a blood thinner, or do you have a bleeding disorder or low platelets?"
        ),
        message(
            "Blood thinners (anticoagulants) are medicines that slow clotting. Platelets are the "
            "part of the blood that stops a bleed."
        ),
    ),
    Question(
        Tag.BONE,
        message(
            "Do you have osteoporosis, rheumatoid arthritis, Down syndrome or an unstable neck, "
            "have you taken cortisone for a long time, or had neck or skull surgery not long ago?"
        ),
        message(
            "Osteoporosis means thin bones. Rheumatoid arthritis is a lasting inflammation of the "
            "joints. Cortisone means all steroid tablets, taken for months."
        ),
    ),
    Question(
        Tag.TRAUMA,
        message(
            "Have you had an accident, a fall or a blow to head or neck in the last three months?"
        ),
        message("It counts even if it seemed slight; a jolt in a car does too."),
    ),
    Question(
        Tag.NERVE,
        message("Is an arm or hand numb, weak or tingling, or does pain shoot down your arm?"),
        message("A hand that falls asleep now and then while you lie on it does not count."),
    ),
    Question(
        Tag.INFECTION,
        message(
            "Do you have a fever, an infection, a wound, shingles or a swelling on head, neck or "
            "shoulders, or are you being treated for cancer?"
        ),
        message("Shingles is a painful rash with small blisters, on one side."),
    ),
    Question(
        Tag.PREGNANCY,
        message("Are you pregnant, or did you give birth in the last six weeks?"),
        message("Pressing is then kept light."),
    ),
    Question(
        Tag.AGE50_NEW,
        message("Are you 50 or older, and is your headache new in the last months?"),
        message(
            "New also means clearly different from the headaches you have known. Below 50 the "
            "answer is no."
        ),
    ),
    Question(
        Tag.JAW,
        message("Does your jaw lock, or have you had jaw or dental surgery not long ago?"),
        message("Locking means that for a moment the mouth will not open or will not close."),
    ),
    Question(
        Tag.IMMUNITY,
        message("Have you ever had cancer, or is your immune system weakened?"),
        message(
            "For example by HIV, after a transplant, or by a medicine that holds the immune system "
            "down."
        ),
    ),
)
"""Every tag but `minor`, which follows from the age."""


def screening_from(answers: Mapping[Tag, Reply], age: int | None) -> Screening:
    """Return the tags and the age band that answers leave; raise UserMistake for no real age."""
    if age is not None and age not in AGES:
        raise UserMistake(
            message(
                "An age of {age} cannot be. Please give your age in years, from {low} to {high}.",
                age=age,
                low=AGES.low,
                high=AGES.high,
            )
        )
    tags = {asked.tag for asked in QUESTIONS if answers.get(asked.tag) is not Reply.NO}
    if age is None or age < ADULT:
        tags.add(Tag.MINOR)
    return Screening(frozenset(tags), _band(age))


def _band(age: int | None) -> AgeBand:
    if age is None:
        return AgeBand.UNKNOWN
    if age < ADULT:
        return AgeBand.UNDER_18
    return AgeBand.FROM_18_TO_49 if age < FROM_50 else AgeBand.FROM_50


def advice(screening: Screening) -> tuple[Message, ...]:
    """Return what a screening means for the user, in the order of the questions.

    Below 50 nothing is said of a new headache from 50; its tag, from "yes" or "unsure", holds.
    """
    too_young = screening.age_band in (AgeBand.UNDER_18, AgeBand.FROM_18_TO_49)
    tags = screening.tags - {Tag.AGE50_NEW} if too_young else screening.tags
    found = tuple(_ADVICE[tag] for tag in Tag if tag in tags)
    return found or (_NOTHING_FOUND,)


_NOTHING_FOUND: Final = message(
    "Nothing in your answers keeps a routine out. If something changes, `selfcare screen` asks "
    "again."
)
_ADVICE: Final[dict[Tag, Message]] = {
    Tag.VASCULAR: message(
        "Blood vessels: routines that work on the neck are left out. Please ask your doctor before "
        "neck exercises."
    ),
    Tag.SYNCOPE: message(
        "Fainting, dizziness or a slow pulse: routines that work on the neck are left out. Please "
        "tell your doctor about it."
    ),
    Tag.BLEEDING: message(
        "Bleeding: routines that press or use tools are left out. After a blow to the head, please "
        "get help right away, even if you feel well."
    ),
    Tag.BONE: message(
        "Bones, joints and neck: there are breathing, rest, warmth and light routines for the "
        "face. Please ask your doctor which neck exercises suit you."
    ),
    Tag.TRAUMA: message(
        "Accident, fall or blow: routines that work on the neck are left out until a professional "
        "has said that they are fine. With a headache since then, please get medical advice today."
    ),
    Tag.NERVE: message(
        "Arm or hand: routines that work on the neck are left out. Please have this looked at."
    ),
    Tag.INFECTION: message(
        "Fever, skin, swelling or illness: routines that press are left out. With fever and a "
        "headache together, please get medical advice today."
    ),
    Tag.PREGNANCY: message(
        "Pregnancy and the weeks after birth: pressing is kept light. With a new or changed "
        "headache, please get medical advice today."
    ),
    Tag.AGE50_NEW: message(
        "New headache from the age of 50: pressing on temple and scalp is left out. Please let a "
        "doctor look at it soon. If the scalp is sore to touch, the jaw aches on chewing, or sight "
        "has changed, please do so today."
    ),
    Tag.JAW: message(
        "Jaw: pressing on the cheek and working the jaw against resistance are left out."
    ),
    Tag.IMMUNITY: message(
        "Cancer or weak immunity: no routine is left out. With a new or different headache, please "
        "get medical advice today."
    ),
    Tag.MINOR: message(
        "Age below 18 or not given: there are the gentle routines. The others are not meant to be "
        "done without a professional and a guardian."
    ),
}
