"""What today shows, put into words and small values for its template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import Final

from msgspec import Struct

from selfcare.app.day_report import DayItem
from selfcare.app.say import begun_large, words
from selfcare.app.status import Became
from selfcare.app.time_words import clock_words, moment_words
from selfcare.app.today import Today
from selfcare.domain.message import Message
from selfcare.domain.prompt import PromptKind
from selfcare.page.words import told
from selfcare.planning.signals.signal import SignalId

_NOT_TOLD: Final = (Became.HELD_BACK, Became.PASSED_BY)
_EVERY_DAY: Final = SignalId.DIARY
"""What each workday has about it is nothing special."""


class Line(Struct, frozen=True):
    """Something of the day: when, what, and what became of it."""

    when: str
    what: str
    about: str


def when_words(moment: datetime, now: datetime, zone: tzinfo) -> str:
    """Return an instant as it stays true while the page is open, such as "at 10:30"."""
    if moment <= now:
        return words("now")
    if moment.astimezone(zone).date() == now.astimezone(zone).date():
        return words("at {time}", time=clock_words(moment, zone))
    return told(moment_words(moment, now, zone))


def lines_of(today: Today) -> tuple[Line, ...]:
    """Return what the day holds and what became of it."""
    items = (one for one in today.found.items if one.fate.became not in _NOT_TOLD)
    return tuple(_lines(items, today))


def held_lines(today: Today) -> tuple[Line, ...]:
    """Return what did not come on this day, and why."""
    return tuple(_lines(today.found.held, today))


def _lines(items: Iterable[DayItem], today: Today) -> Iterator[Line]:
    for one in items:
        about = "" if one.fate.became is Became.AHEAD else told(one.fate.about)
        yield Line(clock_words(one.at, today.present.zone), _name(one, today), about)


def _name(item: DayItem, today: Today) -> str:
    if item.prompt is None:
        return told(item.title)
    routine = today.present.routines.get(item.routine or "")
    if item.prompt.kind.offers_routine and routine is not None:
        return routine.title
    if item.prompt.kind is PromptKind.CHECKIN:
        return words("Check-in")
    return told(item.title)


def signals_told(today: Today) -> tuple[str, ...]:
    """Return what is special about the day, and what it changes."""
    return tuple(
        f"{told(one.reason)} {told(one.changes)}"
        for one in today.found.signals
        if one.id is not _EVERY_DAY
    )


def sentence(what: Message) -> str:
    """Return a message that begins as a sentence does."""
    return begun_large(told(what))
