"""What `now` shows for a prompt that offers no routine: a check-in, a note, or a question."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

import click

from selfcare.app.offered import (
    AFTERWARDS,
    QUESTIONS_PAUSED,
    WAITS,
    WHAT_SUITS,
    add_start,
    finish,
    pause_questions,
)
from selfcare.app.say import say, words
from selfcare.app.time_words import until_words
from selfcare.cli.asking import NOT_ANSWERED, Back, Ended, Left, paragraph, typed
from selfcare.cli.check_in_guide import CheckInGuide
from selfcare.domain.errors import UserMistake
from selfcare.domain.prompt import Answer, Asks, PromptKind
from selfcare.domain.week import DAY
from selfcare.planning.signals.start_missed import START_MISSED

if TYPE_CHECKING:
    from selfcare.app.context import Context
    from selfcare.planning.history import PromptState

_WHAT_SUITS: Final = {"w": Answer.PAUSE, "f": Answer.FEWER, "g": Answer.GO_ON}


def answer_prompt_asked(context: Context, state: PromptState) -> None:
    """Show what a prompt is about, and store the answer. Leaving a question keeps it open."""
    prompt = state.prompt
    if prompt.kind is PromptKind.CHECKIN:
        CheckInGuide(context).for_prompt(prompt)
    elif prompt.kind is not PromptKind.QUESTION:
        paragraph(say(prompt.detail or prompt.reason))
        finish(context, state)
    else:
        try:
            if prompt.asks is Asks.SILENCE:
                _what_suits(context, state)
            else:
                _start_missed(context, state)
        except (Left, Back):
            paragraph(words("Left as it is. To come back to it: selfcare now"))
        except Ended as error:
            paragraph(words("Left as it is. To come back to it: selfcare now"))
            raise click.exceptions.Exit(NOT_ANSWERED) from error


def _what_suits(context: Context, state: PromptState) -> None:
    paragraph(say(WHAT_SUITS))
    answer = _one_of(words("w a week without, f fewer, g go on as it is:"), tuple(_WHAT_SUITS))
    finish(context, state, _WHAT_SUITS[answer])
    chosen = _WHAT_SUITS[answer]
    if chosen is Answer.PAUSE:
        until = context.history().paused_until
        said = "" if until is None else until_words(until, context.now(), context.zone())
        paragraph(words("Paused {until}. To go on sooner: selfcare resume", until=said))
    else:
        paragraph(say(AFTERWARDS[chosen]))


def _start_missed(context: Context, state: PromptState) -> None:
    paragraph(say(START_MISSED))
    match _one_of(words("a add one, w wait, p pause:"), ("a", "w", "p")):
        case "a":
            _add_start(context, state)
        case "p":
            pause_questions(context, state)
            paragraph(say(QUESTIONS_PAUSED))
        case _:
            finish(context, state)
            paragraph(say(WAITS))


def _add_start(context: Context, state: PromptState) -> None:
    while True:
        answer = typed(words("When did it begin? today, yesterday, or a date as 2026-11-25:"))
        today = context.today()
        named = {"today": today, "yesterday": today - DAY}.get(answer)
        try:
            on = named or date.fromisoformat(answer)
            add_start(context, state, on)
        except ValueError:
            paragraph(words("Please type today, yesterday, or a date as 2026-11-25."))
        except UserMistake as mistake:
            paragraph(say(mistake.what))
        else:
            paragraph(
                words("Noted. To take it back: selfcare period remove {day}", day=on.isoformat())
            )
            return


def _one_of(question: str, letters: tuple[str, ...]) -> str:
    """Return one of the letters; only Enter leaves the question."""
    while True:
        answer = typed(question)
        if not answer:
            raise Left
        if answer in letters:
            return answer
        paragraph(words("Please type one of these letters, or only press Enter."))
