"""The fields of a check-in's form: what they note, and how what is noted stands in them.

What is no answer counts as none: the fields are set by the page's own controls.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from selfcare.app.check_in_answers import (
    COMPANY,
    MOST_PLACES,
    at_places,
    bleeding_answers,
    extras,
    headache_as_strong_as,
    in_company_of,
    more_tired,
    no_headache,
    pain_at_this_moment,
    still_there,
    the_same,
    with_extras,
)
from selfcare.app.check_in_draft import Draft, asked, without
from selfcare.app.check_in_words import MEDICINES
from selfcare.app.checking_in import Start
from selfcare.domain.check_in_form import Item
from selfcare.domain.checkin import (
    CheckIn,
    Headache,
    Medicine,
    PainSide,
    Sign,
    Zone,
)
from selfcare.page.check_in_filling import NOTHING, company_field, fields_of
from selfcare.page.fields import score_in
from selfcare.page.visit import Form

SAME: Final = "same"
"""Like the last usual headache in everything."""
YES_NO: Final = {"yes": True, "no": False}
SKIP: Final = "skip"
"""The questions that were left out."""
FIELDS: Final[Mapping[Item, tuple[str, ...]]] = {
    Item.BLEEDING: ("bleeding",),
    Item.HEADACHE: ("headache", "worst", "now"),
    Item.STRENGTH: (),
    Item.LIKE_USUAL: ("like_usual",),
    Item.PLACE: ("zone", "side"),
    Item.SYMPTOMS: ("with",),
    Item.MEDICINE: ("medicine", *(f"helped_{kind.value}" for kind in MEDICINES)),
    Item.FUNCTION: ("function",),
    Item.STRESS: ("stress", "extra"),
    Item.PAIN_NOW: ("pain_now",),
    Item.STIFFNESS: ("stiffness",),
    Item.TIRED: ("tired",),
    Item.SIGNS: ("sign",),
    Item.AURA_NOW: ("aura_now",),
}
"""The fields of each question; how strong it was stands beside whether there was one."""
_MOST_FUNCTION: Final = 3

Member = TypeVar("Member", bound=StrEnum)


class Answered(Struct, frozen=True, kw_only=True):
    """What the fields say, and how far the questions have come.

    `shown` are the questions to be seen, in order; with `ends` the last of them is the stress of
    the day, which nothing follows. `strength` is whether to ask for the pain at this moment,
    `finished` whether nothing is left to be asked.
    """

    draft: Draft
    first: Draft
    shown: tuple[Item, ...]
    strength: bool
    ends: bool
    finished: bool

    @property
    def says_something(self) -> bool:
        """Whether there is anything to be stored."""
        return not self.draft.says_no_more_than(self.first)

    @property
    def can_be_saved(self) -> bool:
        """Whether there is an end to it: something is said, or everything was left out."""
        return self.says_something or self.finished


def answers(start: Start, form: Form, before: CheckIn | None = None) -> Answered:
    """Return what the fields of `form` say; `before` is the entry that they correct."""
    first = Draft(check_in=before or CheckIn(day=start.day))
    was = Form(fields_of(start, first)) if before is not None else None
    draft, done = first, list[Item]()
    while (item := _next(start, draft, done)) is not None:
        done.append(item)
        draft = _with_answer(item, start, draft, form, was)
    wanted = tuple(one for one in asked(start, draft) if one is not Item.STRENGTH)
    shown = tuple(_shown(wanted, form, all_at_once=before is not None))
    headache = draft.check_in.headache
    return Answered(
        draft=draft,
        first=first,
        shown=shown,
        strength=Item.HEADACHE in shown
        and not start.form.late
        and headache in (Headache.YES, Headache.RUNNING)
        and (headache is Headache.RUNNING or bool(form.one("worst"))),
        ends=before is None
        and shown[-1:] == wanted[-1:] == (Item.STRESS,)
        and not form.one("stress"),
        finished=shown == wanted
        and (is_answered(wanted[-1], form) or wanted[-1] in form.every(SKIP)),
    )


def usual_attack_answers(start: Start, form: Form) -> Draft:
    """Return what the fields say, and one more headache like the usual ones; see `Start.usual`."""
    said = form.one("headache")
    headache = said if said == Headache.RUNNING else Headache.YES.value
    draft = answers(start, Form({**form.fields, "headache": (headache,)})).draft
    return draft if start.usual is None else the_same(draft, start.usual)


def is_answered(item: Item, form: Form) -> bool:
    """Return whether anything is said to a question."""
    return any(form.one(name) for name in FIELDS[item])


def _next(start: Start, draft: Draft, done: Iterable[Item]) -> Item | None:
    return next((one for one in asked(start, draft) if one not in done), None)


def _with_answer(item: Item, start: Start, draft: Draft, form: Form, was: Form | None) -> Draft:
    names = FIELDS[item]
    if was is not None and all(set(form.every(name)) == set(was.every(name)) for name in names):
        return _going_on(item, draft, form)
    if names and not is_answered(item, form):
        # Without a headache nothing is known of its strength.
        draft = without(Item.STRENGTH, draft) if item is Item.HEADACHE else draft
        return without(item, draft)
    return _READ[item](start, draft, form)


def _going_on(item: Item, draft: Draft, form: Form) -> Draft:
    """Return the draft of a correction that leaves a question as it was."""
    strength = item is Item.HEADACHE and form.one("headache") == Headache.YES and form.one("worst")
    return replace(draft, strength=True) if strength else draft


def _shown(wanted: Iterable[Item], form: Form, *, all_at_once: bool) -> Iterator[Item]:
    """Yield the questions up to the first one that was neither answered nor left out.

    What comes before the headache does not hold it up: a day without one is two taps.
    """
    items = tuple(wanted)
    before = Item.HEADACHE in items
    for item in items:
        yield item
        before = before and item is not Item.HEADACHE
        if not (all_at_once or before or is_answered(item, form) or item in form.every(SKIP)):
            return


def _bleeding(start: Start, draft: Draft, form: Form) -> Draft:
    began = bleeding_answers(start)
    meant = {"today": began.today, "yesterday": began.yesterday, "not_yet": began.not_yet}
    return replace(draft, bleeding=meant.get(form.one("bleeding")))


def _headache(start: Start, draft: Draft, form: Form) -> Draft:
    said, worst, now = form.one("headache"), score_in(form.one("worst")), score_in(form.one("now"))
    if said == Headache.NO:
        return no_headache(draft)
    if start.form.late:
        return draft.noting(headache=Headache.YES)
    if said == Headache.RUNNING or now:
        return still_there(draft, worst, now)
    if worst is not None:
        return headache_as_strong_as(draft, worst)
    return without(Item.STRENGTH, draft.noting(headache=Headache.YES))


def _strength(_: Start, draft: Draft, form: Form) -> Draft:  # noqa: ARG001 - one of many alike
    """Return the draft as it is: the answer stands beside whether there was a headache."""
    return draft


def _like_usual(start: Start, draft: Draft, form: Form) -> Draft:
    said = form.one("like_usual")
    if said == SAME and start.usual is not None:
        return the_same(draft, start.usual)
    return draft.noting(like_usual=YES_NO.get(said))


def _place(_: Start, draft: Draft, form: Form) -> Draft:
    zones = _members(Zone, form.every("zone"))[:MOST_PLACES]
    side = _members(PainSide, (form.one("side"),))
    return at_places(draft, zones, side[0] if side else None)


def _company(_: Start, draft: Draft, form: Form) -> Draft:
    ticked = form.every("with")
    found = tuple(one for one in COMPANY if company_field(one) in ticked)
    if not found and NOTHING not in ticked:
        return draft
    return in_company_of(draft, found)


def _medicine(_: Start, draft: Draft, form: Form) -> Draft:
    kinds = [one for one in MEDICINES if one.value in form.every("medicine")]
    return draft.noting(
        medicine=tuple(Medicine(one, YES_NO.get(form.one(f"helped_{one.value}"))) for one in kinds)
    )


def _function(_: Start, draft: Draft, form: Form) -> Draft:
    return draft.noting(function=score_in(form.one("function"), _MOST_FUNCTION))


def _stress(start: Start, draft: Draft, form: Form) -> Draft:
    offered = extras(start.form)
    chosen = [one for one in offered if one.key in form.every("extra")]
    return with_extras(draft.noting(stress=score_in(form.one("stress"))), chosen, offered)


def _pain_now(_: Start, draft: Draft, form: Form) -> Draft:
    score = score_in(form.one("pain_now"))
    return draft if score is None else pain_at_this_moment(draft, score)


def _stiffness(_: Start, draft: Draft, form: Form) -> Draft:
    return draft.noting(stiffness=score_in(form.one("stiffness")))


def _tired(_: Start, draft: Draft, form: Form) -> Draft:
    return more_tired(draft, tired=form.one("tired") == "yes")


def _signs(_: Start, draft: Draft, form: Form) -> Draft:
    return draft.noting(signs=_members(Sign, form.every("sign")))


def _aura_now(_: Start, draft: Draft, form: Form) -> Draft:
    return draft.noting(aura_now=YES_NO.get(form.one("aura_now")))


def _members(kind: type[Member], values: Iterable[str]) -> tuple[Member, ...]:
    found = set(values)
    return tuple(one for one in kind if one.value in found)


_READ: Final[Mapping[Item, Callable[[Start, Draft, Form], Draft]]] = {
    Item.BLEEDING: _bleeding,
    Item.HEADACHE: _headache,
    Item.STRENGTH: _strength,
    Item.LIKE_USUAL: _like_usual,
    Item.PLACE: _place,
    Item.SYMPTOMS: _company,
    Item.MEDICINE: _medicine,
    Item.FUNCTION: _function,
    Item.STRESS: _stress,
    Item.PAIN_NOW: _pain_now,
    Item.STIFFNESS: _stiffness,
    Item.TIRED: _tired,
    Item.SIGNS: _signs,
    Item.AURA_NOW: _aura_now,
}
