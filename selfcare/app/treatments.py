"""Sessions with a therapist: note one, take one back, and list them with what was counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from selfcare.app.about_days import entries_about
from selfcare.app.context import Context
from selfcare.app.naming import next_number, one_line
from selfcare.config.settings_file import PLAN_MUSCLES
from selfcare.config.values import nearest
from selfcare.domain.checkin import Score
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import Entry, Treated, TreatmentRated, TreatmentRemoved
from selfcare.domain.message import message
from selfcare.domain.muscles import GROUPS, Muscle
from selfcare.domain.treatment import Treatment, treatments_of
from selfcare.planning.day_words import date_words
from selfcare.planning.treatment_figures import BeforeAfter, before_and_after, spans_counted

LONGEST_NOTE: Final = 300
"""Characters."""
YEARS_BACK: Final = 20
"""A session further back was probably written with a wrong year."""
FURTHEST_BACK: Final = YEARS_BACK * 366


class TreatmentsListed(Struct, frozen=True):
    """The sessions, the earliest first, and the figures around them; None without a session."""

    treatments: tuple[Treatment, ...]
    figures: BeforeAfter | None


def add_treatment(
    context: Context,
    on: date,
    *,
    muscles: Iterable[str] = (),
    note: str = "",
    relief: Score | None = None,
) -> Treatment:
    """Note a session on the day `on` and return it.

    `muscles` are ids of muscles, or everyday names for several. Raise UserMistake for a day that
    cannot be, a muscle nobody knows, a note that is too long, and for a session that is noted
    already just so.
    """
    _require_near(on, context.today())
    entries = _entries(context)
    fact = Treated(
        treatment=_new_id(entries),
        on=on,
        muscles=muscles_named(muscles),
        note=_note(note),
        relief=relief,
    )
    for one in treatments_of(entries):
        same = (fact.on, fact.muscles, fact.note, fact.relief)
        if (one.on, one.muscles, one.note, one.relief) == same:
            raise UserMistake(
                message(
                    "This session on {day} is noted already, as number {id}.",
                    day=date_words(on),
                    id=one.id,
                )
            )
    (noted,) = treatments_of([context.note(fact)])
    return noted


def remove_treatment(context: Context, which: str) -> Treatment:
    """Take a session back and return it; `which` is its number. Raise UserMistake for none."""
    found = _numbered(context, which)
    context.note(TreatmentRemoved(found.id))
    return found


def rate_treatment(context: Context, which: str, relief: Score) -> None:
    """Note how much a session eased, said later; raise UserMistake for none with this number."""
    found = _numbered(context, which)
    if found.relief != relief:
        context.note(TreatmentRated(found.id, relief))


def list_treatments(context: Context) -> TreatmentsListed:
    """Return all sessions, with the days noted before the first and after the third."""
    treatments = treatments_of(_entries(context))
    if not treatments:
        return TreatmentsListed((), None)
    entries = {
        entry.id: entry
        for span in spans_counted(treatments)
        for entry in entries_about(context, *span)
    }
    figures = before_and_after(treatments, entries.values(), context.today())
    return TreatmentsListed(treatments, figures)


def muscles_named(names: Iterable[str]) -> tuple[Muscle, ...]:
    """Return the muscles of some names, each once, in their order.

    An everyday name stands for all its parts. Raise UserMistake, with the nearest name there is.
    """
    found: list[Muscle] = []
    for name in filter(None, (one.strip() for one in names)):
        known = name.casefold().replace("-", "_").replace(" ", "_")
        if known in GROUPS:
            found += GROUPS[known]
        elif known in PLAN_MUSCLES:
            found.append(Muscle(known))
        else:
            raise _unknown(name)
    return tuple(dict.fromkeys(found))


def _unknown(name: str) -> UserMistake:
    guess = nearest(name, PLAN_MUSCLES)
    if guess is not None:
        return UserMistake(
            message(
                "selfcare knows no muscle “{name}”. Did you mean “{guess}”?", name=name, guess=guess
            )
        )
    return UserMistake(
        message(
            "selfcare knows no muscle “{name}”. Those it knows: {known}",
            name=name,
            known=", ".join(PLAN_MUSCLES),
        )
    )


def _numbered(context: Context, which: str) -> Treatment:
    for one in treatments_of(_entries(context)):
        if one.id == which.strip():
            return one
    raise UserMistake(
        message(
            "There is no session with the number “{number}”. To see them: selfcare treatment list",
            number=which,
        )
    )


def _entries(context: Context) -> Sequence[Entry]:
    """Return what the diary view holds of treatments, which is all that was ever noted of them."""
    return context.diary.view(since=context.today()).entries


def _new_id(entries: Iterable[Entry]) -> str:
    """Return a number no session had before, removed ones included."""
    return next_number(entry.fact.treatment for entry in entries if isinstance(entry.fact, Treated))


def _note(text: str) -> str:
    note = one_line(text)
    if len(note) > LONGEST_NOTE:
        raise UserMistake(
            message(
                "A note has {longest} characters at most; this one has {length}.",
                longest=LONGEST_NOTE,
                length=len(note),
            )
        )
    return note


def _require_near(on: date, today: date) -> None:
    if on > today:
        raise UserMistake(
            message("{day} is still to come. Please note it once it is here.", day=date_words(on))
        )
    if (today - on).days > FURTHEST_BACK:
        raise UserMistake(
            message(
                "{day} lies more than {years} years back. Is the year right?",
                day=date_words(on),
                years=YEARS_BACK,
            )
        )
