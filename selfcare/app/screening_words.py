"""The health questions in words: what is stored of the answers, and how much it opens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Final

from selfcare.app.context import Context
from selfcare.app.screening import Stored, opens, report
from selfcare.domain.message import Message, message
from selfcare.domain.questions import AGES, QUESTIONS
from selfcare.domain.screening import AgeBand, Screening, Tag
from selfcare.planning.day_words import date_words

BANDS: Final = {
    AgeBand.UNDER_18: message("below 18"),
    AgeBand.FROM_18_TO_49: message("18 to 49"),
    AgeBand.FROM_50: message("50 or over"),
    AgeBand.UNKNOWN: message("not given"),
}
WHAT_FOR: Final = message(
    "{count} questions about your health, and your age. They decide which routines suit you. Your"
    " answers stay on this computer, and only keywords of them are kept.",
    count=len(QUESTIONS),
)
WHICH_AGE: Final = message(
    "How old are you, in years? Only the band is kept: below 18, 18 to 49, 50 or over. Left out,"
    " there are the gentle routines."
)
NONE_STORED: Final = message(
    "No answers are stored, so there are the gentle routines. To answer the health questions:"
    " selfcare screen"
)
LONG_AGO: Final = message("That was more than half a year ago. To answer anew: selfcare screen")
NO_AGE: Final = message("Please type a number from {low} to {high}.", low=AGES.low, high=AGES.high)


KEYWORDS: Final = {
    Tag.VASCULAR: message("blood vessels"),
    Tag.SYNCOPE: message("fainting"),
    Tag.BLEEDING: message("bleeding"),
    Tag.BONE: message("bones and joints"),
    Tag.TRAUMA: message("an accident"),
    Tag.NERVE: message("nerves"),
    Tag.INFECTION: message("infection"),
    Tag.PREGNANCY: message("pregnancy or birth"),
    Tag.AGE50_NEW: message("a new headache over 50"),
    Tag.JAW: message("jaw"),
    Tag.IMMUNITY: message("cancer or weak immunity"),
    Tag.MINOR: message("below 18"),
}
"""What is kept of an answer, as people read it."""


def stored_words(stored: Stored) -> Message:
    """Return what is stored, and since when."""
    tags = [KEYWORDS[tag] for tag in report(stored.screening).tags]
    nothing = message("no keywords")
    return message(
        "Stored since {day}: {tags}; age {age}.",
        day=date_words(stored.since),
        tags=reduce(lambda one, more: message("{one}, {more}", one=one, more=more), tags)
        if tags
        else nothing,
        age=BANDS[stored.screening.age_band],
    )


def meaning_words(context: Context, screening: Screening) -> Iterator[Message]:
    """Yield what a screening means, and what is possible with it."""
    yield from report(screening).advice
    found = opens(context.in_force.library.routines, screening)
    open_now = message(
        "{possible} of {all} routines are open to you now.", possible=found.possible, all=found.all
    )
    if found.shut == 1:
        open_now = message("{open} One stays locked for everybody.", open=open_now)
    elif found.shut:
        open_now = message(
            "{open} {count} stay locked for everybody.", open=open_now, count=found.shut
        )
    yield message("{open} To see them: selfcare routines", open=open_now)
