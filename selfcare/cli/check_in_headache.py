"""How answers about a headache are typed: whether, how strong, where, with what, what helped."""

from __future__ import annotations

import re
from typing import Final

from selfcare.app.check_in_answers import (
    COMPANY,
    MOST_PLACES,
    as_strong_as,
    at_places,
    headache_as_strong_as,
    in_company_of,
    no_headache,
    the_same,
    usual_words,
)
from selfcare.app.check_in_draft import Draft
from selfcare.app.check_in_words import FUNCTIONS, MEDICINES
from selfcare.app.checking_in import Start
from selfcare.app.say import words
from selfcare.cli.check_in_typing import (
    YES_OR_NO,
    ZERO_TO_TEN,
    Question,
    choice,
    number,
    numbered,
    numbers,
    parts,
)
from selfcare.domain.checkin import Headache, Medicine, PainSide, Zone
from selfcare.domain.message import message
from selfcare.domain.zones import WORDS

_BOTH_SCORES: Final = 2
_SIDES: Final = {"l": PainSide.LEFT, "r": PainSide.RIGHT, "b": PainSide.BOTH}
_MEDICINE: Final = re.compile(r"(\d)([+-]?)", re.ASCII)
_HELPED: Final = {"+": True, "-": False, "": None}


def headache(start: Start, draft: Draft) -> Question:
    """Read whether there was one; a number says at once how strong it was."""
    late = start.form.late

    def read(typed: str) -> Draft | None:
        if typed in ("n", "no", "0"):
            return no_headache(draft)
        if typed in ("y", "yes"):
            return draft.noting(headache=Headache.YES)
        if late:
            return None
        if typed in ("r", "running"):
            return draft.noting(headache=Headache.RUNNING)
        worst = number(typed)
        return None if worst is None else headache_as_strong_as(draft, worst)

    if late:
        return Question(hint=message("n no, y yes"), read=read)
    return Question(
        hint=message("n no, y yes, r yes and still there, or 1 to 10 for how strong it was"),
        read=read,
    )


def strength(_: Start, draft: Draft) -> Question:
    """Read how strong it was, and how strong it still is."""
    running = draft.check_in.headache is Headache.RUNNING

    def read(typed: str) -> Draft | None:
        scores = numbers(typed)
        if scores is None or len(scores) > (_BOTH_SCORES if running else 1):
            return None
        return as_strong_as(draft, scores)

    if running:
        return Question(
            hint=message("two numbers from 0 to 10, such as 4 7, or one where they are the same"),
            read=read,
        )
    return Question(hint=ZERO_TO_TEN, read=read)


def like_usual(start: Start, draft: Draft) -> Question:
    """Read whether it was like the usual ones; “the same” takes over how the last one was."""
    usual = start.usual

    def read(typed: str) -> Draft | None:
        if typed == "s" and usual is not None:
            return the_same(draft, usual)
        if typed in YES_OR_NO:
            return draft.noting(like_usual=YES_OR_NO[typed])
        return None

    last = usual_words(start)
    if last is None:
        return Question(hint=message("y yes, n different"), read=read)
    return Question(
        hint=message("s the same as last time, y yes, n different"),
        choices=(words(" s  the same as last time: {last}", last=last),),
        read=read,
    )


def place(_: Start, draft: Draft) -> Question:
    """Read where it was, and on which side."""

    def read(typed: str) -> Draft | None:
        sides = [_SIDES[part] for part in parts(typed) if part in _SIDES]
        zones: list[Zone] | None = []
        if rest := [part for part in parts(typed) if part not in _SIDES]:
            zones = choice([*WORDS], " ".join(rest))
        if zones is None or len(zones) > MOST_PLACES or len(sides) > 1 or not (zones or sides):
            return None
        return at_places(draft, zones, sides[0] if sides else None)

    return Question(
        hint=message("numbers, with l, r or b for left, right or both sides, such as 1 3 l"),
        choices=numbered(WORDS.values()),
        read=read,
    )


def symptoms(_: Start, draft: Draft) -> Question:
    """Read what came with it."""

    def read(typed: str) -> Draft | None:
        chosen = choice([*COMPANY], typed)
        return None if chosen is None else in_company_of(draft, chosen)

    return Question(
        hint=message("numbers such as 2 3, or 0 for nothing of these"),
        choices=numbered(COMPANY.values()),
        read=read,
    )


def medicine(_: Start, draft: Draft) -> Question:
    """Read what was taken, and whether it helped."""
    kinds = [*MEDICINES]

    def read(typed: str) -> Draft | None:
        taken = []
        for part in parts(re.sub(r"\s+(?=[+-])", "", typed)):
            found = _MEDICINE.fullmatch(part)
            if found is None or not 1 <= int(found[1]) <= len(kinds):
                return draft.noting(medicine=()) if typed == "0" else None
            taken.append(Medicine(kinds[int(found[1]) - 1], _HELPED[found[2]]))
        return draft.noting(medicine=tuple(taken)) if taken else None

    return Question(
        hint=message(
            "0 nothing, or numbers, with + where it helped within two hours and - where it did"
            " not, such as 5+"
        ),
        choices=numbered(MEDICINES.values()),
        read=read,
    )


def function(_: Start, draft: Draft) -> Question:
    """Read how much of the day was possible."""

    def read(typed: str) -> Draft | None:
        found = number(typed, len(FUNCTIONS) - 1)
        return None if found is None else draft.noting(function=found)

    return Question(hint=message("a number"), choices=numbered(FUNCTIONS, first=0), read=read)
