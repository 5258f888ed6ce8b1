"""Which routines the answers to the health questions keep out (domain handbook 2.3, 3.1).

Everything is read off the steps, never off names, so a routine of the user's own passes the same
filters. A step that is barred takes its whole routine out. Nothing bars a gentle routine.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from selfcare.domain.message import Message, message
from selfcare.domain.muscles import FACE, JAW, NECK, SCALP, SCM, Muscle
from selfcare.domain.reading import work_said_in_a_pause
from selfcare.domain.routine import Glide, Need, Press, Routine, Step, Tool
from selfcare.domain.screening import AgeBand, Screening, Tag
from selfcare.domain.word_nets import (
    HEAD_TURNED,
    MOVED_NECK,
    PRESSED_NECK,
    RESISTED_NECK,
    caught,
    opening,
)

SCM_PINCH_RELEASED: Final = False
"""Whether the sternocleidomastoid may be pinched at all: off until a clinician has agreed.

Pressing there has stopped a heart for four seconds (K8 Lopez-Navarro 2021). Switching this on also
takes the questions that domain handbook 3.1 asks before an unlock.
"""

NECK_LOCKING: Final = frozenset({Tag.VASCULAR, Tag.SYNCOPE, Tag.BONE, Tag.TRAUMA, Tag.NERVE})
"""Tags with which nothing is done to the neck."""
TOOLS_THAT_WORK: Final = frozenset(
    {Tool.BALL, Tool.TWO_BALLS, Tool.HOOK, Tool.FINGERS_OR_HOOK, Tool.ELASTIC_BAND}
)
"""Tools that press or pull; warmth and cold do neither."""

NOT_SCREENED: Final = message(
    "A few health questions come first; `selfcare screen` asks them. Until then there are the "
    "gentle routines."
)
SCM_LOCKED: Final = message(
    "It holds the muscle at the side and front of the neck. That stays locked until a clinician "
    "has agreed to it."
)
NECK_NOT_CLEAR: Final = message(
    "This routine asks for a neck without any question mark, and your answers to the health "
    "questions leave one."
)

_PLACES_ON_NECK: Final = NECK | {Muscle.THROAT, Muscle.FRONT_OF_NECK}
_ON_THE_BACK: Final = frozenset({Muscle.TRAPEZIUS_MIDDLE, Muscle.TRAPEZIUS_LOWER})
"""The only muscles of the atlas that a stretch reaches without moving head or neck."""
_PAUSES_MUST_BE_CLEAR: Final = frozenset(Tag) - {Tag.IMMUNITY}
"""Tags with which a pause that speaks of work is not trusted to be a pause."""


class Rule(Struct, frozen=True):
    """What one tag keeps out, and the sentence that says so."""

    tag: Tag
    keeps_out: Callable[[Routine], bool]
    reason: Message


def bars(routine: Routine, screening: Screening | None) -> Message | None:
    """Return why a routine may not be offered, or None when it may.

    None for `screening` means the health questions were never answered: only gentle routines pass.
    """
    if is_gentle(routine):
        return None
    if screening is None:
        return NOT_SCREENED
    if screening.tags & _PAUSES_MUST_BE_CLEAR and (doubt := _doubt_about_pauses(routine)):
        return doubt
    for rule in RULES:
        if rule.tag in screening.tags and rule.keeps_out(routine):
            return rule.reason
    if _needs_the_pinch(routine) and not scm_unlocked(screening):
        return SCM_LOCKED
    if Need.NECK_OK in routine.needs and not neck_ok(screening):
        return NECK_NOT_CLEAR
    return None


def is_gentle(routine: Routine) -> bool:
    """Return whether a routine is breathing or rest through and through.

    Its kinds alone do not make it so: nothing presses, no step's words speak of work, no tool
    works, and nothing is asked of the screening.
    """
    return routine.is_gentle and not routine.presses and _doubt_about_pauses(routine) is None


def _doubt_about_pauses(routine: Routine) -> Message | None:
    """Return why what is written as a pause may be none, or None.

    A step of breathing or rest passes every other filter, so its words must not speak of work.
    """
    for step in routine.steps:
        if said := work_said_in_a_pause(step):
            return message(
                "The step “{opening}” is written as a pause, and its words say “{said}”. With your "
                "answers to the health questions it waits until that is clear. In a file of your "
                "own, choose the kind that fits: press, glide, stretch, contract_relax or move.",
                opening=opening(step.do),
                said=said,
            )
    if routine.is_gentle and routine.tool in TOOLS_THAT_WORK:
        return message(
            "The step “{opening}” is written as a pause, and the routine has a tool for pressing "
            "or pulling: {tool}. With your answers to the health questions it waits until that is "
            "clear. In a file of your own, choose the kind that fits, or leave out the tool.",
            opening=opening(routine.steps[0].do) if routine.steps else routine.title,
            tool=routine.tool.value,
        )
    if routine.is_gentle and routine.needs:
        return message(
            "The step “{opening}” is written as a pause, and the routine asks for more than pauses "
            "do: {needs}. With your answers to the health questions it waits until that is clear. "
            "In a file of your own, choose the kind that fits, or leave out needs.",
            opening=opening(routine.steps[0].do) if routine.steps else routine.title,
            needs=", ".join(routine.needs),
        )
    return None


def neck_ok(screening: Screening) -> bool:
    """Return whether nothing in the answers speaks against working on the neck."""
    return not screening.tags & (NECK_LOCKING | {Tag.MINOR})


def scm_unlocked(screening: Screening) -> bool:
    """Return whether the sternocleidomastoid may be pinched (domain handbook 3.1)."""
    return SCM_PINCH_RELEASED and neck_ok(screening) and screening.age_band is AgeBand.FROM_18_TO_49


def muscles_of(step: Step, routine: Routine) -> frozenset[Muscle]:
    """Return the muscles of a step: its own, else those of the routine."""
    return frozenset(step.muscles or routine.muscles)


def is_on_neck(step: Step, routine: Routine) -> bool:
    """Return whether a step works on the neck, by its muscles or, failing that, by its words.

    The words are a net below the muscles: a turn of the head is one for the neck whatever muscle
    the file names, and so is every stretch that is not for the back alone. A push against a fist
    below the chin is the jaw's, and does not count.
    """
    muscles = muscles_of(step, routine)
    if not _PLACES_ON_NECK.isdisjoint(muscles):
        return True
    if step.lengthens and not (muscles and muscles <= _ON_THE_BACK):
        return True
    if step.presses:
        words, warned = PRESSED_NECK, HEAD_TURNED  # "stay off the throat" is a good warning
    else:
        words = warned = RESISTED_NECK if step.resisted else MOVED_NECK
    return bool(words.search(step.do)) or caught(warned, step.caution or "") is not None


def _presses(step: Step) -> bool:
    # A stroke without pressure still touches, so a file cannot get past a tag with pressure = 0.
    return step.pressure > 0 or isinstance(step, Press | Glide)


def works_on_neck(routine: Routine) -> bool:
    """Return whether any step works on the neck; breathing and rest do not."""
    return any(not step.gentle and is_on_neck(step, routine) for step in routine.steps)


def _presses_at_all(routine: Routine) -> bool:
    return any(map(_presses, routine.steps))


def _presses_or_has_tools(routine: Routine) -> bool:
    return routine.tool in TOOLS_THAT_WORK or _presses_at_all(routine)


def _is_more_than_a_light_face(routine: Routine) -> bool:
    return any(
        not step.gentle
        and (
            step.resisted
            or not muscles_of(step, routine)
            or not muscles_of(step, routine) <= FACE
            or is_on_neck(step, routine)
        )
        for step in routine.steps
    )


def _presses_on(muscles: frozenset[Muscle], routine: Routine) -> bool:
    return any(
        _presses(step) and not muscles.isdisjoint(muscles_of(step, routine))
        for step in routine.steps
    )


def _presses_the_scalp(routine: Routine) -> bool:
    return _presses_on(SCALP, routine)


def _works_the_jaw(routine: Routine) -> bool:
    return _presses_on(frozenset({Muscle.MASSETER}), routine) or any(
        step.resisted and not JAW.isdisjoint(muscles_of(step, routine)) for step in routine.steps
    )


def _needs_the_pinch(routine: Routine) -> bool:
    return Need.SCM_UNLOCKED in routine.needs or _presses_on(SCM, routine)


def _is_not_gentle(routine: Routine) -> bool:
    return not is_gentle(routine)


RULES: Final = (
    Rule(
        Tag.MINOR,
        _is_not_gentle,
        message(
            "Below 18, or with no age given, there are the gentle routines; the others are not "
            "meant to be done without a professional and a guardian."
        ),
    ),
    Rule(
        Tag.VASCULAR,
        works_on_neck,
        message(
            "It works on the neck, which is left out because of your answer about blood vessels. "
            "Please ask your doctor before neck exercises."
        ),
    ),
    Rule(
        Tag.SYNCOPE,
        works_on_neck,
        message(
            "It works on the neck, which is left out because of your answer about fainting, "
            "dizziness and the pulse. Please tell your doctor about it."
        ),
    ),
    Rule(
        Tag.TRAUMA,
        works_on_neck,
        message(
            "It works on the neck, which is left out because of your answer about an accident or "
            "a blow, until a professional has said that neck exercises are fine."
        ),
    ),
    Rule(
        Tag.NERVE,
        works_on_neck,
        message(
            "It works on the neck, which is left out because of your answer about your arm or "
            "hand. Please have that looked at."
        ),
    ),
    Rule(
        Tag.BONE,
        _is_more_than_a_light_face,
        message(
            "With your answer about bones, joints or neck, there are breathing, rest, warmth and "
            "light routines for the face; this one goes beyond them."
        ),
    ),
    Rule(
        Tag.BLEEDING,
        _presses_or_has_tools,
        message(
            "It presses or uses a tool, which is left out because of your answer about bleeding."
        ),
    ),
    Rule(
        Tag.INFECTION,
        _presses_at_all,
        message(
            "It presses, which is left out because of your answer about fever, skin, swelling or "
            "illness."
        ),
    ),
    Rule(
        Tag.AGE50_NEW,
        _presses_the_scalp,
        message(
            "It presses on temple or scalp, which is left out because of your answer about a new "
            "headache from the age of 50. Please let a doctor look at that soon."
        ),
    ),
    Rule(
        Tag.JAW,
        _works_the_jaw,
        message(
            "It works the jaw against resistance or presses the cheek, which is left out because "
            "of your answer about the jaw."
        ),
    ),
)
"""One rule a tag. Pregnancy lowers pressure (`selfcare.domain.offer`); immunity bars nothing."""
