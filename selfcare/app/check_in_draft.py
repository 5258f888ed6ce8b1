"""A check-in on its way through the questions: what is known so far, and what is asked next.

Terminal and page lead through the same questions; which come is decided here alone.
"""

from __future__ import annotations

from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from selfcare.app.check_in_words import said
from selfcare.app.checking_in import Bleeding, Start
from selfcare.domain.check_in_form import Item, Known, items
from selfcare.domain.checkin import Aura, CheckIn, Headache
from selfcare.domain.gate import has_headache, needs_like_usual
from selfcare.domain.message import Message


class Draft(Struct, frozen=True, kw_only=True):
    """What is known so far. `strength` and `same` are as in `check_in_form.Known`."""

    check_in: CheckIn
    bleeding: Bleeding | None = None
    strength: bool = False
    same: bool = False

    def noting(self, **fields: Any) -> Draft:
        """Return the draft with fields of its check-in set."""
        return replace(self, check_in=replace(self.check_in, **fields))

    def says_no_more_than(self, other: Draft) -> bool:
        """Return whether the same would be stored of both."""
        return (self.check_in, self.bleeding) == (other.check_in, other.bleeding)


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


def said_before(item: Item, draft: Draft) -> Message | None:
    """Return what the draft says about a question already."""
    kept = {name: getattr(draft.check_in, name) for name in _FIELDS[item]}
    return said(replace(CheckIn(day=draft.check_in.day), **kept))


def without(item: Item, draft: Draft) -> Draft:
    """Return the draft without what it says about a question."""
    nothing = CheckIn(day=draft.check_in.day)
    return draft.noting(**{name: getattr(nothing, name) for name in _FIELDS[item]})


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
