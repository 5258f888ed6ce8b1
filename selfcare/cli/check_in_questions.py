"""Every question of a check-in in a terminal; several answers fit into one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from msgspec.structs import replace

from selfcare.app.check_in_words import LOAD, SIGNS, SLEEPS, TICKS, said
from selfcare.app.checking_in import Bleeding, Start
from selfcare.app.say import say
from selfcare.cli import check_in_headache
from selfcare.cli.check_in_draft import (
    YES_OR_NO,
    ZERO_TO_TEN,
    Draft,
    Question,
    choice,
    number,
    numbered,
    parts,
)
from selfcare.domain.check_in_form import Form, Item, Known, items
from selfcare.domain.checkin import Aura, CheckIn, Headache, Sign, Sleep, Tick
from selfcare.domain.facts import NotYetBleeding, PeriodStarted
from selfcare.domain.gate import has_headache, needs_like_usual
from selfcare.domain.message import Message, message
from selfcare.domain.week import DAY


def asked(start: Start, draft: Draft) -> tuple[Item, ...]:
    """Return the questions as far as is known."""
    said = draft.check_in
    unknown_end = said.aura in (Aura.NEW, Aura.LONG) and said.headache is not Headache.RUNNING
    known = Known(
        headache=said.headache,
        strength=draft.strength,
        same=draft.same,
        compare=has_headache(said) and needs_like_usual(said, start.tags),
        aura=unknown_end and not start.form.late,
    )
    return items(start.form, known)


def question(item: Item, start: Start, draft: Draft) -> Question:
    """Return a question."""
    return _QUESTIONS[item](start, draft)


def said_before(item: Item, draft: Draft) -> Message | None:
    """Return what the draft says about a question already."""
    kept = {name: getattr(draft.check_in, name) for name in _FIELDS[item]}
    return said(replace(CheckIn(day=draft.check_in.day), **kept))


def without(item: Item, draft: Draft) -> Draft:
    """Return the draft without what it says about a question."""
    nothing = CheckIn(day=draft.check_in.day)
    return draft.noting(**{name: getattr(nothing, name) for name in _FIELDS[item]})


def _bleeding(start: Start, draft: Draft) -> Question:
    meant: dict[str, Bleeding] = {
        "1": PeriodStarted(start.today),
        "2": PeriodStarted(start.today - DAY),
        "3": NotYetBleeding(start.today),
    }

    def read(typed: str) -> Draft | None:
        return replace(draft, bleeding=meant[typed]) if typed in meant else None

    return Question(
        text=message("Has bleeding started?"),
        hint=message("1 today, 2 yesterday, 3 not yet"),
        read=read,
    )


def _stress(start: Start, draft: Draft) -> Question:
    extras = _extras(start.form)

    def read(typed: str) -> Draft | None:
        scores = [number(part) for part in parts(typed) if part not in extras]
        if len(scores) > 1 or None in scores or not parts(typed):
            return None
        letters = dict.fromkeys(part for part in parts(typed) if part in extras)
        # In a correction, letters take the place of those before; a number alone keeps them.
        noted = _without_letters(draft.check_in, extras) if letters else {}
        if scores:
            noted["stress"] = scores[0]
        for letter in letters:
            _, field, value = extras[letter]
            many = isinstance(value, Tick | Sign)
            noted[field] = (*noted.get(field, ()), value) if many else value
        return draft.noting(**noted)

    return Question(
        text=message("How stressed were you on that day?")
        if start.form.late
        else message("How stressed were you today?"),
        hint=message("a number from 0 to 10, and letters if any of these was so, such as 6 n"),
        choices=tuple(f" {letter}  {say(label)}" for letter, (label, _, _) in extras.items()),
        read=read,
    )


def _extras(form: Form) -> dict[str, tuple[Message, str, Any]]:
    """Return the letters that go with the number: their words, and what they note."""
    found: dict[str, tuple[Message, str, Any]] = {
        "p": (LOAD, "load", True),
        "n": (SLEEPS[Sleep.BROKEN], "sleep", Sleep.BROKEN),
        "u": (SLEEPS[Sleep.UNUSUAL], "sleep", Sleep.UNUSUAL),
    }
    if form.ticks:
        ticks = {"m": Tick.MISSED_MEAL, "c": Tick.LESS_COFFEE, "d": Tick.FIVE_DRINKS}
        found |= {letter: (TICKS[tick], "ticks", tick) for letter, tick in ticks.items()}
    if form.signs:
        signs = {"s": Sign.STIFF_NECK, "t": Sign.TIRED}
        found |= {letter: (SIGNS[sign], "signs", sign) for letter, sign in signs.items()}
    return found


def _without_letters(
    check_in: CheckIn, extras: dict[str, tuple[Message, str, Any]]
) -> dict[str, Any]:
    """Return the fields that letters note, without what any of them could have noted."""
    kept: dict[str, Any] = {}
    for _, field, value in extras.values():
        said = kept.get(field, getattr(check_in, field))
        if isinstance(said, tuple):
            kept[field] = tuple(one for one in said if one != value)
        else:
            kept[field] = None if said == value else said
    return kept


def _pain_now(_: Start, draft: Draft) -> Question:
    def read(typed: str) -> Draft | None:
        score = number(typed)
        if score is None:
            return None
        # No pain in the morning says nothing about the rest of the day.
        return draft.noting(now=score, headache=Headache.RUNNING if score else None)

    return Question(
        text=message("How strong is a headache right now?"), hint=ZERO_TO_TEN, read=read
    )


def _stiffness(_: Start, draft: Draft) -> Question:
    def read(typed: str) -> Draft | None:
        score = number(typed)
        return None if score is None else draft.noting(stiffness=score)

    return Question(text=message("How stiff is your neck?"), hint=ZERO_TO_TEN, read=read)


def _tired(_: Start, draft: Draft) -> Question:
    def read(typed: str) -> Draft | None:
        if typed not in YES_OR_NO:
            return None
        return draft.noting(signs=(Sign.TIRED,) if YES_OR_NO[typed] else ())

    return Question(
        text=message("Are you more tired than usual?"), hint=message("y yes, n no"), read=read
    )


def _signs(_: Start, draft: Draft) -> Question:
    def read(typed: str) -> Draft | None:
        chosen = choice([*SIGNS], typed)
        return None if chosen is None else draft.noting(signs=tuple(chosen))

    return Question(
        text=message("Is anything different today?"),
        hint=message("numbers such as 1 2, or 0 for nothing"),
        choices=numbered(SIGNS.values()),
        read=read,
    )


def _aura_now(_: Start, draft: Draft) -> Question:
    def read(typed: str) -> Draft | None:
        return draft.noting(aura_now=YES_OR_NO[typed]) if typed in YES_OR_NO else None

    return Question(
        text=message("Does the flicker or tingling still go on?"),
        hint=message("y yes, n no"),
        read=read,
    )


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
_FIELDS: Final[dict[Item, tuple[str, ...]]] = {
    Item.BLEEDING: (),
    Item.HEADACHE: ("headache",),
    Item.STRENGTH: ("worst", "now"),
    Item.LIKE_USUAL: ("like_usual",),
    Item.PLACE: ("zones", "side"),
    Item.SYMPTOMS: ("symptoms", "aura"),
    Item.MEDICINE: ("medicine",),
    Item.FUNCTION: ("function",),
    Item.STRESS: ("stress", "load", "sleep", "ticks", "signs"),
    Item.PAIN_NOW: ("now",),
    Item.STIFFNESS: ("stiffness",),
    Item.TIRED: ("signs",),
    Item.SIGNS: ("signs",),
    Item.AURA_NOW: ("aura_now",),
}
"""What of a check-in each question is about."""
