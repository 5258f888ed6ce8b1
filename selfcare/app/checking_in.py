"""Check-ins: which questions, what is stored of the answers, and what is offered afterwards.

Page, terminal and programs all save through here, so one check-in ends its prompt wherever it came
from.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from msgspec import Struct

from selfcare.app.after_check_in import Next, what_follows
from selfcare.app.answering import answer_prompt
from selfcare.app.assessing import Assessment, assess, note_told, present_for
from selfcare.app.context import RECENT, Context
from selfcare.app.gate import note_with_alarms
from selfcare.app.present import Present, look
from selfcare.domain.check_in_form import Form
from selfcare.domain.checkin import FILL_IN_DAYS, CheckIn
from selfcare.domain.cycle_notes import read_notes
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import (
    CheckedIn,
    Entry,
    Fact,
    GateAnswered,
    NotYetBleeding,
    PeriodStarted,
    TickedByMistake,
)
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, Asks, PromptKind
from selfcare.domain.red_flags import Flag
from selfcare.domain.screening import Tag
from selfcare.domain.week import DAY
from selfcare.planning.day_words import date_words
from selfcare.planning.delivery import open_prompt
from selfcare.planning.history import History, PromptState
from selfcare.planning.noted import Noted, check_ins_about, usual_attack

BLEEDING_BACK: Final = RECENT
"""How far back a check-in can tell a start; `selfcare period start` takes earlier ones."""

Bleeding = PeriodStarted | NotYetBleeding
"""What was answered about the start of bleeding."""


class Saved(Struct, frozen=True):
    """The number of the entry, what is offered now, and how things stand."""

    id: int
    next: tuple[Next, ...]
    assessment: Assessment


class Start(Struct, frozen=True, kw_only=True):
    """What a check-in begins with: its form, and what the diary has to go by.

    `today` is the date on the wall as it begins, which midnight does not change. `noted` are the
    check-ins about the day so far, `usual` the last headache that was like the usual ones, `tags`
    what the health questions left behind.
    """

    day: date
    today: date
    form: Form
    noted: tuple[Noted, ...]
    usual: CheckIn | None
    tags: frozenset[Tag] = frozenset()


def begin(
    context: Context,
    day: date | None = None,
    *,
    asks: Asks | None = None,
    short: bool = False,
    begun_on: date | None = None,
) -> Start:
    """Return how to ask about `day`, or today; raise UserMistake for a day out of reach.

    `asks` is what a prompt asks for; without one, it is the check-in of the day, which is short on
    stressful days, and where it is wanted `short`. `begun_on` is the date when the questions began,
    where that is not today any more.
    """
    present = look(context)
    today = begun_on or present.today
    about = day or today
    require_day(about, today)
    screening = present.history.screening
    return Start(
        day=about,
        today=today,
        form=_form(present, about, asks, short=short, late=about != today),
        noted=check_ins_about(present.entries, about),
        usual=usual_attack(present.entries),
        tags=frozenset() if screening is None else screening.tags,
    )


def asks_to_correct(check_in: CheckIn) -> Asks:
    """Return what is asked to correct a check-in: the day, or the morning after stress."""
    return Asks.DIARY if check_in.stiffness is None else Asks.LET_DOWN


def require_day(day: date, today: date) -> None:
    """Raise UserMistake for a day that is still to come, or too long ago."""
    earliest = today - FILL_IN_DAYS * DAY
    if not earliest <= day <= today:
        raise UserMistake(
            message(
                "A check-in can be about today or one of the {count} days before, from {first} to"
                " {last}; {day} is not among them.",
                count=FILL_IN_DAYS,
                first=earliest.isoformat(),
                last=today.isoformat(),
                day=day.isoformat(),
            )
        )


def check_in_numbered(context: Context, number: int) -> CheckIn:
    """Return the check-in with the number `number`; raise UserMistake where there is none."""
    view = context.diary.view(since=context.today() - RECENT)
    return _numbered(view.entries, number)


def save(
    context: Context,
    check_in: CheckIn,
    *,
    bleeding: Bleeding | None = None,
    replaces: int | None = None,
    begun_on: date | None = None,
    flags: tuple[Flag, ...] | None = None,
    mistake: bool = False,
    read: bool = True,
) -> Saved:
    """Store a check-in, end the prompt that asked for it, and return what is offered now.

    `replaces` is the number of the check-in it corrects; `begun_on` the date when its questions
    began, where that is not today any more. `flags` are what was ticked on the gate; `mistake`
    takes back what was ticked about the day before. Where nobody is there to `read` what follows,
    nothing counts as told. Raise UserMistake for days that cannot be.
    """
    today = begun_on or context.today()
    present = look(context)
    require_day(check_in.day, today)
    if check_in.now is not None and check_in.day != today and replaces is None:
        raise UserMistake(
            message(
                "“now” is how strong the pain is at this moment, so it goes with today only;"
                " for {day} please leave it out.",
                day=check_in.day.isoformat(),
            )
        )
    if replaces is not None:
        _require_same_day(_numbered(present.entries, replaces), check_in.day)
    facts = _facts_of(check_in, replaces, flags, present, bleeding, today, mistake=mistake)
    entries = note_with_alarms(context, facts, check_in.day, today=today)
    if _says_something(check_in) or flags is None:
        settle(context, check_in.day)
    after = present_for(context)
    assessment = assess(after)
    if read:
        note_told(context, assessment)
    corrected = replaces is not None
    number = next(
        (entry.id for entry in entries if isinstance(entry.fact, CheckedIn)), entries[0].id
    )
    return Saved(number, what_follows(present, after, check_in, corrected=corrected), assessment)


def _facts_of(
    check_in: CheckIn,
    replaces: int | None,
    flags: tuple[Flag, ...] | None,
    present: Present,
    bleeding: Bleeding | None,
    today: date,
    *,
    mistake: bool,
) -> list[Fact]:
    facts: list[Fact] = [TickedByMistake(check_in.day)] if mistake else []
    ticked = mistake or flags is not None
    if _says_something(check_in) or replaces is not None or not ticked:
        facts.append(CheckedIn(check_in, replaces))
    if flags is not None:
        facts.append(GateAnswered(flags, check_in.day))
    if bleeding is not None:
        _require_bleeding_day(bleeding, today)
        if not _is_noted(present.entries, bleeding):
            if not ticked and replaces is None and not _says_something(check_in):
                # A check-in that says nothing else would only tell that something was noted here.
                facts = []
            facts.append(bleeding)
    return facts


def _says_something(check_in: CheckIn) -> bool:
    return check_in != CheckIn(day=check_in.day)


def settle(context: Context, day: date, answer: Answer = Answer.DONE) -> None:
    """Answer the check-in prompt of `day` that is open, or was opened and left."""
    state = prompt_for_check_in(context.history(), context)
    if state is not None and state.prompt.day == day:
        answer_prompt(context, state, answer, context.via)


def prompt_for_check_in(history: History, context: Context) -> PromptState | None:
    """Return the check-in prompt that is open, or was opened and has no result yet."""
    state = open_prompt(context.now(), history)
    if state is None and history.latest is not None and history.latest.opened:
        state = history.latest
    if state is None or state.prompt.kind is not PromptKind.CHECKIN:
        return None
    return state


def _form(present: Present, day: date, asks: Asks | None, *, short: bool, late: bool) -> Form:
    around = present.around
    if asks in (None, Asks.DIARY) or (late and asks is not Asks.SHORT_DIARY):
        stressful = bool(around.stressful_on(day)) or day in around.high
        is_short = short or (asks is None and stressful)
        asks = Asks.SHORT_DIARY if is_short else Asks.DIARY
    is_diary = asks in (Asks.DIARY, Asks.SHORT_DIARY)
    return Form(
        asks=asks,
        late=late,
        bleeding=is_diary and not late and around.cycle.asks_bleeding(day),
        signs=around.cycle.flag(day) is not None,
        ticks=around.settings.checkins.ticks,
    )


def _numbered(entries: Iterable[Entry], number: int) -> CheckIn:
    for entry in entries:
        if entry.id == number and isinstance(entry.fact, CheckedIn):
            return entry.fact.check_in
    raise UserMistake(
        message(
            "There is no check-in with the number {number}. Their numbers: selfcare history --json",
            number=str(number),
        )
    )


def _require_same_day(corrected: CheckIn, day: date) -> None:
    if corrected.day != day:
        raise UserMistake(
            message(
                "That check-in is about {there}, so a correction cannot be about {day}.",
                there=date_words(corrected.day),
                day=date_words(day),
            )
        )


def _require_bleeding_day(bleeding: Bleeding, today: date) -> None:
    if not today - BLEEDING_BACK <= bleeding.on <= today:
        raise UserMistake(
            message(
                "“bleeding_started” cannot be {day}; it may be a date from {first} to {last}."
                " Earlier ones: selfcare period start",
                day=bleeding.on.isoformat(),
                first=(today - BLEEDING_BACK).isoformat(),
                last=today.isoformat(),
            )
        )


def _is_noted(entries: Iterable[Entry], bleeding: Bleeding) -> bool:
    """Return whether the diary says so already, so that saying it again adds nothing."""
    notes = read_notes(entries)
    if isinstance(bleeding, PeriodStarted):
        return bleeding.on in notes.starts
    return bleeding.on in notes.not_yet
