"""How every answer of a check-in is typed; several fit into one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from msgspec.structs import replace

from selfcare.app.check_in_answers import (
    bleeding_answers,
    extras,
    more_tired,
    pain_at_this_moment,
    with_extras,
)
from selfcare.app.check_in_draft import Draft
from selfcare.app.check_in_words import SIGNS
from selfcare.app.checking_in import Start
from selfcare.app.say import say
from selfcare.cli import check_in_headache
from selfcare.cli.check_in_typing import (
    YES_OR_NO,
    ZERO_TO_TEN,
    Question,
    choice,
    number,
    numbered,
    parts,
)
from selfcare.domain.check_in_form import Item
from selfcare.domain.message import message

_LETTERS: Final = {
    "load": "p",
    "sleep_broken": "n",
    "sleep_unusual": "u",
    "ticks_missed_meal": "m",
    "ticks_less_coffee": "c",
    "ticks_five_drinks": "d",
    "signs_stiff_neck": "s",
    "signs_tired": "t",
}
"""What is typed for the extras of `check_in_answers`."""


def question(item: Item, start: Start, draft: Draft) -> Question:
    """Return how the answer to a question is typed."""
    return _QUESTIONS[item](start, draft)


def _bleeding(start: Start, draft: Draft) -> Question:
    began = bleeding_answers(start)
    meant = {"1": began.today, "2": began.yesterday, "3": began.not_yet}

    def read(typed: str) -> Draft | None:
        return replace(draft, bleeding=meant[typed]) if typed in meant else None

    return Question(hint=message("1 today, 2 yesterday, 3 not yet"), read=read)


def _stress(start: Start, draft: Draft) -> Question:
    offered = {_LETTERS[one.key]: one for one in extras(start.form)}

    def read(typed: str) -> Draft | None:
        scores = [number(part) for part in parts(typed) if part not in offered]
        if len(scores) > 1 or None in scores or not parts(typed):
            return None
        letters = dict.fromkeys(part for part in parts(typed) if part in offered)
        found = draft.noting(stress=scores[0]) if scores else draft
        # In a correction, letters take the place of those before; a number alone keeps them.
        if not letters:
            return found
        return with_extras(found, [offered[letter] for letter in letters], offered.values())

    return Question(
        hint=message("a number from 0 to 10, and letters if any of these was so, such as 6 n"),
        choices=tuple(f" {letter}  {say(one.label)}" for letter, one in offered.items()),
        read=read,
    )


def _pain_now(_: Start, draft: Draft) -> Question:
    def read(typed: str) -> Draft | None:
        score = number(typed)
        return None if score is None else pain_at_this_moment(draft, score)

    return Question(hint=ZERO_TO_TEN, read=read)


def _stiffness(_: Start, draft: Draft) -> Question:
    def read(typed: str) -> Draft | None:
        score = number(typed)
        return None if score is None else draft.noting(stiffness=score)

    return Question(hint=ZERO_TO_TEN, read=read)


def _tired(_: Start, draft: Draft) -> Question:
    def read(typed: str) -> Draft | None:
        return more_tired(draft, tired=YES_OR_NO[typed]) if typed in YES_OR_NO else None

    return Question(hint=message("y yes, n no"), read=read)


def _signs(_: Start, draft: Draft) -> Question:
    def read(typed: str) -> Draft | None:
        chosen = choice([*SIGNS], typed)
        return None if chosen is None else draft.noting(signs=tuple(chosen))

    return Question(
        hint=message("numbers such as 1 2, or 0 for nothing"),
        choices=numbered(SIGNS.values()),
        read=read,
    )


def _aura_now(_: Start, draft: Draft) -> Question:
    def read(typed: str) -> Draft | None:
        return draft.noting(aura_now=YES_OR_NO[typed]) if typed in YES_OR_NO else None

    return Question(hint=message("y yes, n no"), read=read)


_QUESTIONS: Final[dict[Item, Callable[[Start, Draft], Question]]] = {
    Item.BLEEDING: _bleeding,
    Item.HEADACHE: check_in_headache.headache,
    Item.STRENGTH: check_in_headache.strength,
    Item.LIKE_USUAL: check_in_headache.like_usual,
    Item.PLACE: check_in_headache.place,
    Item.SYMPTOMS: check_in_headache.symptoms,
    Item.MEDICINE: check_in_headache.medicine,
    Item.FUNCTION: check_in_headache.function,
    Item.STRESS: _stress,
    Item.PAIN_NOW: _pain_now,
    Item.STIFFNESS: _stiffness,
    Item.TIRED: _tired,
    Item.SIGNS: _signs,
    Item.AURA_NOW: _aura_now,
}
