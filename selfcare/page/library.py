"""The library as its page shows it: cards by muscle, rows of routines, and why some wait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from msgspec import Struct

from selfcare.app.routine_list import Listed, Why
from selfcare.app.routine_shelves import felt_at, shelves
from selfcare.app.routine_words import PRESSURES, SETTINGS, TOOLS, muscle_name, muscle_place
from selfcare.app.say import say, words
from selfcare.app.source_words import sources_words
from selfcare.app.time_words import length_words
from selfcare.domain.message import Message, message
from selfcare.domain.muscles import Muscle
from selfcare.domain.routine import Routine, Tool
from selfcare.page.short_names import short_name


class Row(Struct, frozen=True, kw_only=True):
    """A routine in the library, as it would be done today.

    `waits` is the place on the page that says why it waits, None where it may run.
    """

    id: str
    name: str
    title: str
    about: str
    pressing: str
    source: str
    presses: bool
    own: bool
    hidden: bool
    changed: bool
    waits: str | None


class Card(Struct, frozen=True, kw_only=True):
    """A muscle with its routines; `also` are those that lie with another muscle."""

    muscle: Muscle
    title: str
    place: str
    felt: str
    rows: tuple[Row, ...]
    also: tuple[Row, ...]


class Waiting(Struct, frozen=True, kw_only=True):
    """A reason to wait, and what waits for it; `name` is its place on the page."""

    name: str
    what: str
    reason: Message
    why: Why


class Count(Struct, frozen=True, kw_only=True):
    """How many routines each way of looking shows."""

    every: int
    fits: int
    light: int
    own: int


class Library(Struct, frozen=True, kw_only=True):
    """Everything the page shows of the routines there are; hidden ones stand by themselves."""

    calm: tuple[Row, ...]
    cards: tuple[Card, ...]
    own: tuple[Row, ...]
    hidden: tuple[Row, ...]
    waiting: tuple[Waiting, ...]
    count: Count


def library_of(listed: Iterable[Listed]) -> Library:
    """Return the library as it is shown."""
    every = tuple(listed)
    seen = tuple(one for one in every if not one.hidden)
    reasons = {reason: f"why-{number}" for number, reason in enumerate(_reasons(seen), 1)}
    rows = {one.routine.id: _row(one, reasons) for one in every}
    found = shelves(seen)

    def rows_of(some: Iterable[Listed]) -> tuple[Row, ...]:
        return tuple(rows[one.routine.id] for one in some)

    return Library(
        calm=rows_of(found.calm),
        cards=tuple(
            Card(
                muscle=shelf.muscle,
                title=muscle_name(shelf.muscle),
                place=muscle_place(shelf.muscle),
                felt="; ".join(map(say, felt_at(shelf.muscle))),
                rows=rows_of(shelf.routines),
                also=rows_of(shelf.also),
            )
            for shelf in found.muscles
        ),
        own=rows_of(one for one in every if one.own),
        hidden=rows_of(one for one in every if one.hidden),
        waiting=tuple(_waiting(reason, name, seen) for reason, name in reasons.items()),
        count=Count(
            every=len(seen),
            fits=sum(one.waits is None for one in seen),
            light=sum(not one.today.presses for one in seen),
            own=sum(one.own for one in seen),
        ),
    )


def about(routine: Routine) -> str:
    """Return how long a routine takes, where, and with what."""
    parts = [length_words(timedelta(seconds=routine.total_seconds)), SETTINGS[routine.setting]]
    if routine.tool is not Tool.NONE:
        parts.append(message("with {tool}", tool=TOOLS[routine.tool]))
    return ", ".join(map(say, parts))


def pressing(routine: Routine) -> str:
    """Return how firmly a routine presses at most."""
    firmest = max((step.pressure for step in routine.steps), default=0)
    felt = PRESSURES[min(firmest, len(PRESSURES) - 1)]
    if not firmest:
        return say(felt)
    return words("pressing up to {pressure} of 10: {felt}", pressure=firmest, felt=felt)


def _row(listed: Listed, reasons: dict[Message, str]) -> Row:
    routine = listed.today
    return Row(
        id=routine.id,
        name=short_name(routine.id),
        title=routine.title,
        about=about(routine),
        pressing=pressing(routine),
        source=sources_words(routine.source),
        presses=routine.presses,
        own=listed.own,
        hidden=listed.hidden,
        changed=bool(listed.changes),
        waits=None if listed.waits is None else reasons.get(listed.waits),
    )


def _reasons(listed: Iterable[Listed]) -> Iterator[Message]:
    """Yield each reason once, in the order in which it first comes."""
    yield from dict.fromkeys(one.waits for one in listed if one.waits is not None)


def _waiting(reason: Message, name: str, listed: Iterable[Listed]) -> Waiting:
    waits = [one for one in listed if one.waits == reason]
    why = waits[0].why
    titles = [one.routine.title for one in waits]
    match titles:
        case [only]:
            what = words("“{title}” waits.", title=only)
        case [first, second]:
            what = words("“{first}” and “{second}” wait.", first=first, second=second)
        case _:
            what = words("{count} routines wait.", count=len(titles))
    return Waiting(name=name, what=what, reason=reason, why=why or Why.TODAY)
