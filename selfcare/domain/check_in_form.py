"""Which questions a check-in asks, in which order: at most eight, whatever is answered.

The one rule: what comes next depends only on what was answered before, so going back is safe.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from selfcare.domain.checkin import CheckIn, Headache
from selfcare.domain.prompt import Asks

MOST_ANSWERS: Final = 8
"""A check-in takes less than a minute (domain handbook 5.2)."""
SHORT_ANSWERS: Final = 3
"""The same, on days with high stress and in the morning after them."""


class Item(StrEnum):
    """A question. Some take several answers at once, so that few questions are enough."""

    BLEEDING = "bleeding"
    HEADACHE = "headache"
    STRENGTH = "strength"
    LIKE_USUAL = "like_usual"
    PLACE = "place"
    SYMPTOMS = "symptoms"
    MEDICINE = "medicine"
    FUNCTION = "function"
    STRESS = "stress"
    PAIN_NOW = "pain_now"
    STIFFNESS = "stiffness"
    TIRED = "tired"
    SIGNS = "signs"
    AURA_NOW = "aura_now"


class Form(Struct, frozen=True, kw_only=True):
    """What kind of check-in it is.

    `late` is one about an earlier day, which asks for no intensity. With `bleeding` it asks whether
    bleeding has begun; with `signs` also for early signs; with `ticks` for meals, coffee, drinks.
    """

    asks: Asks = Asks.DIARY
    late: bool = False
    bleeding: bool = False
    signs: bool = False
    ticks: bool = False

    @property
    def most(self) -> int:
        """The most questions there can be."""
        return MOST_ANSWERS if self.asks is Asks.DIARY else SHORT_ANSWERS


class Known(Struct, frozen=True, kw_only=True):
    """What the answers so far say about the way ahead.

    `strength` is whether the pain at its worst was said along with the headache; `same` whether it
    was the same as the last usual one, which says where it was and what came with it. `compare` is
    whether to know if it was like the usual ones matters; `aura` whether there was one that is new
    or long.
    """

    headache: Headache | None = None
    strength: bool = False
    same: bool = False
    compare: bool = False
    aura: bool = False


_ABOUT_HEADACHE: Final = (
    Item.LIKE_USUAL,
    Item.PLACE,
    Item.SYMPTOMS,
    Item.MEDICINE,
    Item.FUNCTION,
)
_SAID_BY_SAME: Final = frozenset({Item.PLACE, Item.SYMPTOMS})
_FIRST_TO_GO: Final = (Item.FUNCTION, Item.STRENGTH)
"""What is left out where the questions would be too many."""


def items(form: Form, known: Known) -> tuple[Item, ...]:
    """Return the questions of `form`, as far as is known: the answered ones stay as they are.

    What safety asks for comes at the end, beyond the most questions there can be.
    """
    found = _usual_items(form, known)
    if known.compare and Item.LIKE_USUAL not in found:
        found = (*found, Item.LIKE_USUAL)
    return (*found, Item.AURA_NOW) if known.aura else found


def every_item(form: Form) -> tuple[Item, ...]:
    """Return all the questions `form` may come to, in order, but how strong it was.

    That one stands where the headache is asked about, and a number there says it at once.
    """
    known = Known(headache=Headache.YES, strength=True, compare=True, aura=not form.late)
    return items(form, known)


def _usual_items(form: Form, known: Known) -> tuple[Item, ...]:
    match form.asks:
        case Asks.LET_DOWN | Asks.WEEKEND:
            return (Item.PAIN_NOW, Item.STIFFNESS, Item.TIRED)
        case Asks.AGAIN:
            return (Item.PAIN_NOW, Item.SYMPTOMS, Item.MEDICINE)
        case Asks.MID_CYCLE:
            return (Item.SIGNS, Item.HEADACHE, *_strength(form, known))
        case _:
            return _diary(form, known)


def without_headache(check_in: CheckIn) -> CheckIn:
    """Return the check-in without what only a headache has."""
    return replace(
        check_in,
        worst=None,
        now=None,
        began=None,
        ended=None,
        zones=(),
        side=None,
        symptoms=None,
        aura=None,
        aura_now=None,
        like_usual=None,
        function=None,
    )


def same_as(check_in: CheckIn, usual: CheckIn) -> CheckIn:
    """Return the check-in with place, side and company of the `usual` headache."""
    return replace(
        check_in,
        zones=usual.zones,
        side=usual.side,
        symptoms=usual.symptoms,
        aura=usual.aura,
        like_usual=True,
    )


def _diary(form: Form, known: Known) -> tuple[Item, ...]:
    wanted = [Item.BLEEDING] if form.bleeding else []
    wanted += [Item.HEADACHE, *_strength(form, known)]
    if form.asks is Asks.DIARY and _had_one(known):
        wanted += [item for item in _ABOUT_HEADACHE if not (known.same and item in _SAID_BY_SAME)]
    wanted.append(Item.STRESS)
    for item in _FIRST_TO_GO:
        if len(wanted) > form.most and item in wanted:
            wanted.remove(item)
    return tuple(wanted)


def _strength(form: Form, known: Known) -> tuple[Item, ...]:
    asked = _had_one(known) and not form.late and not known.strength
    return (Item.STRENGTH,) if asked else ()


def _had_one(known: Known) -> bool:
    return known.headache in (Headache.YES, Headache.RUNNING)
