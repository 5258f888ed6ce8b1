"""What the answers of a check-in note, however they were given: typed, or tapped on the page.

The one rule: what was said of one thing follows from the answer alone, never from the face.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from selfcare.app.check_in_draft import Draft
from selfcare.app.check_in_words import AURAS, LOAD, SIGNS, SLEEPS, SYMPTOMS, TICKS, said
from selfcare.app.checking_in import Bleeding, Start
from selfcare.domain.check_in_form import Form, same_as, without_headache
from selfcare.domain.checkin import (
    Aura,
    CheckIn,
    Headache,
    PainSide,
    Sign,
    Sleep,
    Symptom,
    Tick,
    Zone,
)
from selfcare.domain.facts import NotYetBleeding, PeriodStarted
from selfcare.domain.message import Message
from selfcare.domain.week import DAY

MOST_PLACES: Final = 3
"""Places of a headache at most (domain handbook 5.1)."""
COMPANY: Final[dict[Symptom | Aura, Message]] = dict(
    (*SYMPTOMS.items(), *((aura, AURAS[aura]) for aura in (Aura.USUAL, Aura.NEW, Aura.LONG)))
)
"""What can come with a headache, and how it is called."""


class BleedingBegan(Struct, frozen=True):
    """What can be answered about the start of bleeding, as facts."""

    today: Bleeding
    yesterday: Bleeding
    not_yet: Bleeding


class Extra(Struct, frozen=True, kw_only=True):
    """Something out of the ordinary that goes with the stress of a day, and what it notes."""

    key: str
    label: Message
    field: str
    value: bool | Sleep | Tick | Sign


def bleeding_answers(start: Start) -> BleedingBegan:
    """Return what each answer about the start of bleeding notes."""
    return BleedingBegan(
        today=PeriodStarted(start.today),
        yesterday=PeriodStarted(start.today - DAY),
        not_yet=NotYetBleeding(start.today),
    )


def no_headache(draft: Draft) -> Draft:
    """Return the draft without a headache, nor anything of one."""
    none = without_headache(draft.check_in)
    return replace(draft, check_in=replace(none, headache=Headache.NO))


def headache_as_strong_as(draft: Draft, worst: int) -> Draft:
    """Return the draft with a headache whose strength was said along with it."""
    return replace(draft.noting(headache=Headache.YES, worst=worst, now=None), strength=True)


def still_there(draft: Draft, worst: int | None, now: int | None) -> Draft:
    """Return the draft with a headache that is still there, and what is known of its strength."""
    running = draft.noting(headache=Headache.RUNNING, worst=worst, now=now)
    if now is None:
        return running
    return as_strong_as(running, (now, *(() if worst is None else (worst,))))


def as_strong_as(draft: Draft, scores: Iterable[int]) -> Draft:
    """Return the draft with how strong it was, and, where it is still there, how strong it is now.

    Whichever is said first, the worst cannot be less than what is there now; one number says both.
    """
    found = tuple(scores)
    running = draft.check_in.headache is Headache.RUNNING
    return draft.noting(worst=max(found), now=min(found) if running else None)


def the_same(draft: Draft, usual: CheckIn) -> Draft:
    """Return the draft with place, side and company of the usual headache."""
    return replace(draft, check_in=same_as(draft.check_in, usual), same=True)


def usual_words(start: Start) -> Message | None:
    """Return how the last usual headache was; None where there was none that says it."""
    if start.usual is None:
        return None
    as_it_was = same_as(CheckIn(day=start.usual.day), start.usual)
    return said(replace(as_it_was, like_usual=None))


def at_places(draft: Draft, zones: Iterable[Zone], side: PainSide | None) -> Draft:
    """Return the draft with where it was; at most three zones."""
    return draft.noting(zones=tuple(zones), side=side)


def in_company_of(draft: Draft, company: Iterable[Symptom | Aura]) -> Draft:
    """Return the draft with what came with the headache; nothing is an answer, too."""
    found = tuple(company)
    auras = [one for one in found if isinstance(one, Aura)]
    return draft.noting(
        symptoms=tuple(one for one in found if isinstance(one, Symptom)),
        # New or different weighs most, whatever else is ticked.
        aura=next((one for one in (Aura.NEW, Aura.LONG) if one in auras), Aura.USUAL)
        if auras
        else Aura.NONE,
    )


def extras(form: Form) -> tuple[Extra, ...]:
    """Return what is asked along with the stress of the day."""
    found = [
        Extra(key="load", label=LOAD, field="load", value=True),
        *_extras_of("sleep", {one: SLEEPS[one] for one in (Sleep.BROKEN, Sleep.UNUSUAL)}),
    ]
    if form.ticks:
        found += _extras_of("ticks", TICKS)
    if form.signs:
        found += _extras_of("signs", {one: SIGNS[one] for one in (Sign.STIFF_NECK, Sign.TIRED)})
    return tuple(found)


def with_extras(draft: Draft, chosen: Iterable[Extra], offered: Iterable[Extra]) -> Draft:
    """Return the draft with the extras chosen; of those offered, no other stays noted."""
    noted: dict[str, Any] = {}
    for one in offered:
        before = noted.get(one.field, getattr(draft.check_in, one.field))
        if isinstance(before, tuple):
            noted[one.field] = tuple(other for other in before if other != one.value)
        else:
            noted[one.field] = None if before == one.value else before
    for one in chosen:
        many = isinstance(one.value, Tick | Sign)
        noted[one.field] = (*noted[one.field], one.value) if many else one.value
    return draft.noting(**noted)


def chosen_extras(draft: Draft, offered: Iterable[Extra]) -> tuple[Extra, ...]:
    """Return which of the extras offered the draft notes."""
    found = []
    for one in offered:
        noted = getattr(draft.check_in, one.field)
        if one.value in noted if isinstance(noted, tuple) else noted == one.value:
            found.append(one)
    return tuple(found)


def pain_at_this_moment(draft: Draft, score: int) -> Draft:
    """Return the draft with the pain now; none in the morning says nothing of the day's rest."""
    return draft.noting(now=score, headache=Headache.RUNNING if score else None)


def more_tired(draft: Draft, *, tired: bool) -> Draft:
    """Return the draft with whether one is more tired than usual."""
    return draft.noting(signs=(Sign.TIRED,) if tired else ())


def _extras_of(field: str, labels: Mapping[Any, Message]) -> list[Extra]:
    return [
        Extra(key=f"{field}_{one.value}", label=label, field=field, value=one)
        for one, label in labels.items()
    ]
