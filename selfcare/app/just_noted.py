"""What was noted a moment ago, said once more, and taken back where it was a slip."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from msgspec import Struct

from selfcare.app.account import account
from selfcare.app.after_check_in import Next, NextKind
from selfcare.app.answering import LAPSES
from selfcare.app.context import Context
from selfcare.app.cycle import pause_cycle, remove_start, resume_cycle, start_noted
from selfcare.app.cycle_words import next_or_why, noted_lines
from selfcare.app.gate import note_with_alarms
from selfcare.app.looking_back import offers_of
from selfcare.app.offered import AFTERWARDS
from selfcare.app.outlook import hide_outlook, show_outlook
from selfcare.app.pausing import resume
from selfcare.app.present import Present, look
from selfcare.app.stress import remove_stress
from selfcare.app.time_words import moment_words
from selfcare.domain.checkin import CheckIn
from selfcare.domain.cycle import cycle_outlook
from selfcare.domain.cycle_notes import read_notes
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import (
    CheckedIn,
    CyclePaused,
    CycleResumed,
    DiaryView,
    Entry,
    FlareBegan,
    NotToday,
    OutlookSwitched,
    Paused,
    PeriodRemoved,
    PeriodStarted,
    PromptAnswered,
    Resumed,
    StressAdded,
)
from selfcare.domain.message import Message, message
from selfcare.domain.prompt import Answer
from selfcare.domain.stressful_days import stress_told
from selfcare.planning.noted import check_ins

_CAN_BE_TAKEN_BACK: Final = (
    CheckedIn,
    CyclePaused,
    CycleResumed,
    FlareBegan,
    NotToday,
    OutlookSwitched,
    Paused,
    PeriodStarted,
    StressAdded,
)
_TOGETHER: Final = (
    (CyclePaused, CycleResumed),
    (OutlookSwitched,),
    (FlareBegan, NotToday, Paused, Resumed),
)
"""Of these only the last word can be taken back."""
_OFFERED: Final = (NextKind.ROUTINE, NextKind.TIP)
"""What is offered at once; the rest has a place of its own."""


class JustNoted(Struct, frozen=True, kw_only=True):
    """An entry of today in sentences; `undo` is whether it can be taken back from there."""

    number: int
    lines: tuple[Message, ...]
    undo: bool
    next: tuple[Next, ...] = ()


def just_noted(context: Context, number: int) -> JustNoted | None:
    """Return what the entry `number` of today says, None where there is no such thing to say."""
    present = look(context)
    entry = _entry(present, number)
    if entry is None:
        return None
    lines = tuple(_lines(entry, present))
    if not lines:
        return None
    return JustNoted(
        number=number,
        lines=lines,
        undo=_can_be_taken_back(entry, present),
        next=_next(context, entry, present),
    )


def take_back(context: Context, number: int) -> int:
    """Take the entry `number` of today back, and return the number of the entry that does so.

    Raise UserMistake where it cannot be, or has been already.
    """
    present = look(context)
    entry = _entry(present, number)
    if entry is None or not _can_be_taken_back(entry, present):
        raise UserMistake(message("This has been changed meanwhile. It is left as it is."))
    match entry.fact:
        case CheckedIn(check_in=said):
            note_with_alarms(context, (CheckedIn(CheckIn(day=said.day), number),), said.day)
        case PeriodStarted(on=on):
            remove_start(context, on)
        case StressAdded(period=period):
            remove_stress(context, period)
        case OutlookSwitched(shown=shown):
            (hide_outlook if shown else show_outlook)(context)
        case CyclePaused(on=on):
            resume_cycle(context, on)
        case CycleResumed(on=on):
            pause_cycle(context, on)
        case _:
            resume(context)
    return latest(context)


def latest(context: Context) -> int:
    """Return the number of the entry noted last."""
    return max((entry.id for entry in look(context).entries), default=0)


def _entry(present: Present, number: int) -> Entry | None:
    found = (one for one in present.entries if one.id == number and one.day == present.today)
    return next(found, None)


def _lines(entry: Entry, present: Present) -> Iterator[Message]:
    match entry.fact:
        case CheckedIn(check_in=said) if said == CheckIn(day=said.day):
            yield message("It is taken back.")
        case PeriodStarted(on=on):
            yield from _start_lines(entry, on, present)
        case PromptAnswered(answer=Answer.LATER, until=until, expires=expires) if until is not None:
            comes_back = expires is None or until < expires
            when = moment_words(until, present.now, present.zone)
            yield message("It comes back {when}.", when=when) if comes_back else LAPSES
        case PromptAnswered(answer=answer) if answer in AFTERWARDS:
            yield AFTERWARDS[answer]
        case fact:
            told = account(present.entries, present.zone)
            yield from (one.text for one in told if one.entry.id == entry.id)
            if isinstance(fact, PeriodRemoved | CyclePaused | CycleResumed):
                yield from next_or_why(present.around.cycle)


def _start_lines(entry: Entry, on: date, present: Present) -> Iterator[Message]:
    """Yield what a start changed, compared with the diary as it would be without it."""
    around = present.around
    others = (one for one in present.entries if one.id != entry.id)
    settings, screening = around.settings.cycle, around.history.screening
    before = cycle_outlook(others, present.today, settings, screening)
    yield from noted_lines(start_noted(on, before, around.cycle))


def _can_be_taken_back(entry: Entry, present: Present) -> bool:
    return isinstance(entry.fact, _CAN_BE_TAKEN_BACK) and _holds(entry, present)


def _holds(entry: Entry, present: Present) -> bool:
    """Return whether nothing that was noted since has changed what the entry says."""
    match entry.fact:
        case CheckedIn(check_in=said):
            held = any(one.id == entry.id for one in check_ins(present.entries))
            return held and said != CheckIn(day=said.day)
        case PeriodStarted(on=on):
            return on in read_notes(present.entries).starts
        case StressAdded(period=period):
            return any(one.id == period for one in stress_told(present.entries))
        case fact:
            undoing = next(kinds for kinds in _TOGETHER if isinstance(fact, kinds))
            later = (one for one in present.entries if one.id > entry.id)
            return not any(isinstance(one.fact, undoing) for one in later)


def _next(context: Context, entry: Entry, present: Present) -> tuple[Next, ...]:
    """Return what is offered at once after a check-in."""
    view = DiaryView(present.entries, present.history.first_day)
    offers = offers_of(context, entry, view, present)
    return tuple(one for one in offers if one.kind in _OFFERED)
