"""Leads through a check-in in a terminal, and stores it.

The one rule: no answer is lost. Leaving keeps what was said, and so does a window that is closed;
only Ctrl-C means that nothing of it is wanted.
"""

from __future__ import annotations

from typing import Final

import click

from selfcare.app.after_check_in import NOTHING_NEW, Next, NextKind, thanks
from selfcare.app.assessing import assess, note_told, present_for
from selfcare.app.check_in_draft import Draft, asked, said_before, without
from selfcare.app.check_in_questions import asking
from selfcare.app.check_in_words import said
from selfcare.app.checking_in import Saved, Start, asks_to_correct, begin, save, settle
from selfcare.app.context import Context
from selfcare.app.say import say, words
from selfcare.app.time_words import clock_words
from selfcare.cli.asking import (
    NOT_ANSWERED,
    Back,
    Closed,
    Ended,
    Interrupted,
    Left,
    closing_ends_the_questions,
    line_width,
    listed,
    paragraph,
    typed,
)
from selfcare.cli.assessment_lines import paragraphs
from selfcare.cli.check_in_questions import question
from selfcare.cli.gate import ask_gate, hold
from selfcare.cli.text import cells, in_two_columns
from selfcare.domain.check_in_form import Item
from selfcare.domain.checkin import CheckIn
from selfcare.domain.prompt import Answer, Prompt
from selfcare.planning.day_words import date_words

KILLED_BY: Final = 128
"""What an exit code adds to the signal that ended the program."""
TAKE_OUT: Final = "-"
"""Typed in a correction to take out what was noted."""
CORRECT: Final = "c"
ALARM: Final = "!"
"""Opens the questions about alarming symptoms at any time."""
_MANY: Final = 8
"""Choices from which on they stand in two columns, if they fit."""


class CheckInGuide:
    """A check-in from its first words to what is offered afterwards."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def for_prompt(self, prompt: Prompt) -> None:
        """Ask what a prompt asks for, and say why it came."""
        paragraph(say(prompt.detail or prompt.reason))
        self.ask(begin(self._context, prompt.day, asks=prompt.asks))

    def add_or_correct(self, start: Start) -> None:
        """Say what was noted about the day already; ask whether to add to it or to correct it."""
        zone = self._context.zone()
        for one in start.noted:
            paragraph(
                words(
                    "Noted about {day} at {time}: {what}",
                    day=date_words(start.day),
                    time=clock_words(one.at, zone),
                    what=said(one.check_in) or words("nothing"),
                )
            )
        latest = start.noted[-1]
        try:
            answer = typed(words("Press Enter to add to it, c to correct it, q to leave it so:"))
        except (Left, Back, Ended):
            return
        if answer == CORRECT:
            self.correct(latest.id, latest.check_in)
        else:
            self.ask(start)

    def correct(self, number: int, check_in: CheckIn) -> None:
        """Ask everything again; Enter keeps what was said."""
        start = begin(self._context, check_in.day, asks=asks_to_correct(check_in))
        self._lead(start, check_in, replaces=number)

    def ask(self, start: Start) -> None:
        """Ask the questions of a form."""
        self._lead(start, CheckIn(day=start.day))

    def _lead(self, start: Start, before: CheckIn, replaces: int | None = None) -> None:
        saved = self._asked_and_stored(start, before, replaces)
        if saved is not None:
            self._what_follows(saved)

    def _what_follows(self, saved: Saved) -> None:
        """Ask what comes first, say how things stand, and make the offers."""
        found = saved.assessment
        if found.asks:
            ask_gate(self._context)
            found = assess(present_for(self._context))
            if found.asks or found.suspended:
                return
            note_told(self._context, found)
        for line in paragraphs(found) if found.is_worth_saying else ():
            paragraph(line)
        if found.suspended:
            hold()
            return
        self._offer(saved.next)

    def _asked_and_stored(
        self, start: Start, before: CheckIn, replaces: int | None = None
    ) -> Saved | None:
        """Return what was saved; None for somebody who left."""
        _say_how(start)
        with closing_ends_the_questions():
            draft, end = _answers(start, Draft(check_in=before), correcting=replaces is not None)
            if isinstance(end, Interrupted):
                paragraph(words("Nothing was noted. Whenever you like: selfcare checkin"))
                raise click.exceptions.Exit
            if draft == Draft(check_in=before):
                if isinstance(end, Alarming):
                    ask_gate(self._context)
                    return None
                self._nothing_said(start, end, correcting=replaces is not None)
                return None
            saved = save(
                self._context,
                draft.check_in,
                bleeding=draft.bleeding,
                replaces=replaces,
                begun_on=start.today,
                read=not isinstance(end, Closed),
            )
        if isinstance(end, Closed):
            # Nobody is there to read anything.
            raise SystemExit(KILLED_BY + end.signal)
        paragraph(
            words(
                "{thanks} To correct it: selfcare checkin --correct {number}",
                thanks=thanks(start.day, start.today),
                number=str(saved.id),
            )
        )
        if isinstance(end, Alarming):
            ask_gate(self._context)
            return None
        if end is not None and not saved.assessment.asks and not saved.assessment.suspended:
            raise click.exceptions.Exit
        return saved

    def _nothing_said(self, start: Start, end: Left | Ended | None, *, correcting: bool) -> None:
        if isinstance(end, Closed):
            raise SystemExit(KILLED_BY + end.signal)
        if end is None and not correcting:
            settle(self._context, start.day, Answer.SKIP)
        paragraph(say(NOTHING_NEW))
        if end is not None:
            raise click.exceptions.Exit(NOT_ANSWERED if isinstance(end, Ended) else 0)

    def _offer(self, offers: tuple[Next, ...]) -> None:
        for offer in offers:
            if offer.kind is not NextKind.FILL_IN:
                paragraph(say(offer.text))
        days = [offer.day for offer in offers if offer.day is not None]
        if not days:
            return
        paragraph(words("These days have no entry:"))
        listed([f"  {say(date_words(day))}" for day in days])
        try:
            wanted = typed(words("Fill them in now? y yes, Enter no:")) in ("y", "yes")
        except (Left, Back, Ended):
            return
        for day in days if wanted else ():
            saved = self._asked_and_stored(begin(self._context, day), CheckIn(day=day))
            if saved is not None and saved.assessment.suspended:
                self._what_follows(saved)
                return


def _say_how(start: Start) -> None:
    paragraph(
        words(
            "At most {most} short questions. Enter leaves one out, b goes back, q ends it and keeps"
            " what you said. New or alarming symptom: type !",
            most=start.form.most,
        )
    )


class Alarming(Left):
    """The questions about alarming symptoms are wanted now."""


def _answers(start: Start, first: Draft, *, correcting: bool) -> tuple[Draft, Left | Ended | None]:
    """Ask one question after the other, back and forth; return how it ended as well."""
    drafts = [first]
    try:
        while len(drafts) <= len(found := asked(start, drafts[-1])):
            try:
                drafts.append(
                    _answer(found[len(drafts) - 1], start, drafts[-1], correcting=correcting)
                )
            except Back:
                if len(drafts) > 1:
                    drafts.pop()
    except (Left, Ended) as end:
        return drafts[-1], end
    return drafts[-1], None


def _answer(item: Item, start: Start, draft: Draft, *, correcting: bool) -> Draft:
    found = question(item, start, draft)
    paragraph(say(asking(item, start, draft)))
    if found.choices:
        listed(_side_by_side(found.choices))
    before = said_before(item, draft) if correcting else None
    if before is not None:
        paragraph(words("So far: {said}. Enter keeps it, - takes it out.", said=before))
    while True:
        answer = typed(words("{hint}:", hint=found.hint))
        if answer == ALARM:
            raise Alarming
        if not answer:
            return draft
        if correcting and answer == TAKE_OUT:
            return without(item, draft)
        read = found.read(answer)
        if read is not None:
            return read
        paragraph(words("Please type {hint}, or only press Enter.", hint=found.hint))


def _side_by_side(choices: tuple[str, ...]) -> list[str]:
    if len(choices) > _MANY and max(map(cells, choices)) <= line_width() // 2 - 2:
        return in_two_columns(choices, line_width())
    return [*choices]
