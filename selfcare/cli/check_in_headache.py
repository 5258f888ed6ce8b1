"""What a check-in asks about a headache: whether, how strong, where, with what, and what helped."""

from __future__ import annotations

import re
from typing import Final

from msgspec.structs import replace

from selfcare.app.check_in_words import AURAS, FUNCTIONS, MEDICINES, SYMPTOMS, said
from selfcare.app.checking_in import Start
from selfcare.app.say import words
from selfcare.cli.check_in_draft import (
    YES_OR_NO,
    ZERO_TO_TEN,
    Draft,
    Question,
    choice,
    number,
    numbered,
    numbers,
    parts,
)
from selfcare.domain.check_in_form import same_as, without_headache
from selfcare.domain.checkin import Aura, CheckIn, Headache, Medicine, PainSide, Symptom, Zone
from selfcare.domain.message import Message, message
from selfcare.domain.zones import WORDS
from selfcare.planning.day_words import date_words

_BOTH_SCORES: Final = 2
_MOST_PLACES: Final = 3
_SIDES: Final = {"l": PainSide.LEFT, "r": PainSide.RIGHT, "b": PainSide.BOTH}
_COMPANY: Final[tuple[tuple[Symptom | Aura, Message], ...]] = (
    *SYMPTOMS.items(),
    *((aura, AURAS[aura]) for aura in (Aura.USUAL, Aura.NEW, Aura.LONG)),
)
_MEDICINE: Final = re.compile(r"(\d)([+-]?)", re.ASCII)
_HELPED: Final = {"+": True, "-": False, "": None}


def headache(start: Start, draft: Draft) -> Question:
    """Ask whether there was one; a number says at once how strong it was."""
    late = start.form.late

    def read(typed: str) -> Draft | None:
        if typed in ("n", "no", "0"):
            none = without_headache(draft.check_in)
            return replace(draft, check_in=replace(none, headache=Headache.NO))
        if typed in ("y", "yes"):
            return draft.noting(headache=Headache.YES)
        if late:
            return None
        if typed in ("r", "running"):
            return draft.noting(headache=Headache.RUNNING)
        worst = number(typed)
        if worst is None:
            return None
        return replace(draft.noting(headache=Headache.YES, worst=worst), strength=True)

    if late:
        text = message("Was there a headache on {day}?", day=date_words(start.day))
        return Question(text=text, hint=message("n no, y yes"), read=read)
    return Question(
        text=message("Was there a headache today?"),
        hint=message("n no, y yes, r yes and still there, or 1 to 10 for how strong it was"),
        read=read,
    )


def strength(_: Start, draft: Draft) -> Question:
    """Ask how strong it was, and how strong it still is."""
    running = draft.check_in.headache is Headache.RUNNING

    def read(typed: str) -> Draft | None:
        scores = numbers(typed)
        if scores is None or len(scores) > (_BOTH_SCORES if running else 1):
            return None
        # Whichever is typed first, the worst cannot be less than what is there now.
        return draft.noting(worst=max(scores), now=min(scores) if running else None)

    if running:
        return Question(
            text=message("How strong is it now, and how strong was it at its worst?"),
            hint=message("two numbers from 0 to 10, such as 4 7, or one where they are the same"),
            read=read,
        )
    return Question(text=message("How strong was it at its worst?"), hint=ZERO_TO_TEN, read=read)


def like_usual(start: Start, draft: Draft) -> Question:
    """Ask whether it was like the usual ones; “the same” takes over how the last one was."""
    usual = start.usual

    def read(typed: str) -> Draft | None:
        if typed == "s" and usual is not None:
            return replace(draft, check_in=same_as(draft.check_in, usual), same=True)
        if typed in YES_OR_NO:
            return draft.noting(like_usual=YES_OR_NO[typed])
        return None

    text = message("Was it like your usual headaches?")
    last = None if usual is None else said(replace(same_as(_empty(usual), usual), like_usual=None))
    if last is None:
        return Question(text=text, hint=message("y yes, n different"), read=read)
    return Question(
        text=text,
        hint=message("s the same as last time, y yes, n different"),
        choices=(words(" s  the same as last time: {last}", last=last),),
        read=read,
    )


def place(_: Start, draft: Draft) -> Question:
    """Ask where it was, and on which side."""

    def read(typed: str) -> Draft | None:
        sides = [_SIDES[part] for part in parts(typed) if part in _SIDES]
        zones: list[Zone] | None = []
        if rest := [part for part in parts(typed) if part not in _SIDES]:
            zones = choice([*WORDS], " ".join(rest))
        if zones is None or len(zones) > _MOST_PLACES or len(sides) > 1 or not (zones or sides):
            return None
        return draft.noting(zones=tuple(zones), side=sides[0] if sides else None)

    return Question(
        text=message("Where was it? Up to three places."),
        hint=message("numbers, with l, r or b for left, right or both sides, such as 1 3 l"),
        choices=numbered(WORDS.values()),
        read=read,
    )


def symptoms(_: Start, draft: Draft) -> Question:
    """Ask what came with it."""

    def read(typed: str) -> Draft | None:
        chosen = choice([one for one, _ in _COMPANY], typed)
        if chosen is None:
            return None
        auras = [one for one in chosen if isinstance(one, Aura)]
        return draft.noting(
            symptoms=tuple(one for one in chosen if isinstance(one, Symptom)),
            # New or different weighs most, whatever else is ticked.
            aura=next((one for one in (Aura.NEW, Aura.LONG) if one in auras), Aura.USUAL)
            if auras
            else Aura.NONE,
        )

    return Question(
        text=message("What came with it?"),
        hint=message("numbers such as 2 3, or 0 for nothing of these"),
        choices=numbered(label for _, label in _COMPANY),
        read=read,
    )


def medicine(_: Start, draft: Draft) -> Question:
    """Ask what was taken, and whether it helped."""
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
        text=message("Did you take something for it?"),
        hint=message(
            "0 nothing, or numbers, with + where it helped within two hours and - where it did"
            " not, such as 5+"
        ),
        choices=numbered(MEDICINES.values()),
        read=read,
    )


def function(_: Start, draft: Draft) -> Question:
    """Ask how much of the day was possible."""

    def read(typed: str) -> Draft | None:
        found = number(typed, len(FUNCTIONS) - 1)
        return None if found is None else draft.noting(function=found)

    return Question(
        text=message("How much of the day's work was possible?"),
        hint=message("a number"),
        choices=numbered(FUNCTIONS, first=0),
        read=read,
    )


def _empty(check_in: CheckIn) -> CheckIn:
    return CheckIn(day=check_in.day)
