"""What a prompt asks for that is no routine: a check-in, a note to read, a question to answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from selfcare.app.answering import answer_prompt
from selfcare.app.context import Context
from selfcare.app.cycle import note_start, pause_cycle
from selfcare.app.session import START_HOLDS
from selfcare.domain.message import Message, message
from selfcare.domain.prompt import Answer
from selfcare.planning.delivery import open_prompt
from selfcare.planning.history import History, PromptState

WHAT_SUITS: Final = message(
    "The last prompts had no answer, and that is fine. What would suit you: a week without"
    " prompts, fewer of them, or as it is?"
)
"""The question after many silent days."""
AFTERWARDS: Final[Mapping[Answer, Message]] = {
    Answer.FEWER: message("There will be fewer prompts for the next four weeks."),
    Answer.GO_ON: message("It goes on as it is."),
}
"""What is said after an answer to `WHAT_SUITS`; of a pause, when it ends."""
WAITS: Final = message("All right. Nothing more is asked until a start is noted.")
QUESTIONS_PAUSED: Final = message("Paused. To go on: selfcare period resume")


def asked_now(context: Context) -> PromptState | None:
    """Return the prompt that is open, or was opened a moment ago, where it offers no routine."""
    history = context.history()
    state = open_prompt(context.now(), history) or _opened(context, history)
    if state is None or state.prompt.kind.offers_routine or not state.prompt.kind.counts:
        return None
    return state


def finish(context: Context, state: PromptState, answer: Answer = Answer.DONE) -> None:
    """Note what was answered; an answer given elsewhere meanwhile stays as it is."""
    answer_prompt(context, state, answer, context.via)


def add_start(context: Context, state: PromptState, on: date) -> None:
    """Note that bleeding began on the day `on`; raise UserMistake for a day that cannot be."""
    note_start(context, on)
    finish(context, state)


def pause_questions(context: Context, state: PromptState) -> None:
    """Ask and estimate nothing about the cycle until it is resumed."""
    pause_cycle(context, context.today())
    finish(context, state)


def _opened(context: Context, history: History) -> PromptState | None:
    state = history.latest
    if state is None or not state.opened or state.answered_at is None:
        return None
    return state if context.now() < state.answered_at + START_HOLDS else None
