"""Answers to the open prompt, wherever they come from: the first one counts, none is lost."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from enum import Enum, auto
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from selfcare.app.context import Context
from selfcare.domain.facts import Fact, Paused, PromptAnswered, PromptClaimed
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, PromptKind, Via
from selfcare.domain.settings import LATEST_CHECK_IN, Settings
from selfcare.domain.week import DAY, MINUTE, instant
from selfcare.planning.delivery import open_prompt
from selfcare.planning.history import PromptState
from selfcare.planning.hours import hours_of

TIME_TO_ANSWER: Final = 15 * MINUTE
"""A prompt put off stays at least this long once it is back."""
PAUSE_OFFERED: Final = 7 * DAY
"""How long the pause lasts that the question after many silent days offers."""


class AnswerOutcome(Enum):
    """What became of an answer."""

    NOTED = auto()
    ALREADY_ANSWERED = auto()
    PUT_OFF_TOO_OFTEN = auto()
    LAPSES = auto()
    """Put off beyond the work hours: noted, and the prompt will not come back."""


class Answered(Struct, frozen=True):
    """The outcome, and when a prompt put off comes back (UTC)."""

    outcome: AnswerOutcome
    until: datetime | None = None


class Worded(Struct, frozen=True):
    """An answer as facts that are to be noted in one piece, and what it comes to."""

    fact: PromptAnswered
    also: tuple[Fact, ...]
    outcome: AnswerOutcome


ALREADY_ANSWERED: Final = message("It has just been answered elsewhere. To see how: selfcare today")
LAPSES: Final = message("Noted. Your work hours are over by then, so this one does not come back.")
PUT_OFF_TOO_OFTEN: Final = message(
    "This one has been put off as often as your settings allow. It stays a while;"
    " to begin: selfcare now, to let it go: selfcare skip"
)


def waiting_prompt(context: Context) -> PromptState | None:
    """Return the prompt that waits for an answer now, if any."""
    return open_prompt(context.now(), context.history())


def answer_prompt(
    context: Context,
    state: PromptState,
    answer: Answer,
    via: Via,
    put_off_by: timedelta | None = None,
) -> Answered:
    """Note `answer` to the prompt's present round; with "pause" goes the pause itself.

    `put_off_by` is for "later"; left out, the setting holds. A prompt that is put off at the moment
    can be answered before it is back. One that was opened gets its answer in a round of its own.
    """
    prompts = context.in_force.settings.prompts
    next_round = state.round + (state.put_off_until is not None)
    if answer is Answer.LATER and next_round > prompts.snooze_limit:
        return Answered(AnswerOutcome.PUT_OFF_TOO_OFTEN)
    if state.put_off_until is not None:
        # Its present round has the answer "later", so a new one is begun for this answer.
        state = PromptState(
            prompt=replace(state.prompt, expires=state.expires),
            round=next_round,
            claimed_at=context.now(),
        )
        claim = PromptClaimed(state.prompt, state.round)
        if not context.diary.claim(claim, at=context.now(), day=context.today()):
            return Answered(AnswerOutcome.ALREADY_ANSWERED)
    said = worded(
        state,
        answer,
        via,
        now=context.now(),
        zone=context.zone(),
        settings=context.in_force.settings,
        put_off_by=put_off_by,
    )
    first = context.diary.answer(said.fact, at=context.now(), day=context.today(), also=said.also)
    context.ring()
    if not first:
        return Answered(AnswerOutcome.ALREADY_ANSWERED)
    return Answered(said.outcome, said.fact.until)


def worded(
    state: PromptState,
    answer: Answer,
    via: Via,
    *,
    now: datetime,
    zone: tzinfo,
    settings: Settings,
    put_off_by: timedelta | None = None,
) -> Worded:
    """Return what is to be noted of an answer to the prompt's present round, given at `now`."""
    round_ = state.round + 1 if state.opened else state.round
    fact = PromptAnswered(state.prompt.id, round_, answer, via)
    outcome = AnswerOutcome.NOTED
    if answer is Answer.LATER:
        until = now + (put_off_by or settings.prompts.snooze_minutes * MINUTE)
        end = _end_of_offer(state, now, zone, settings)
        outcome = AnswerOutcome.NOTED if until < end else AnswerOutcome.LAPSES
        expires = min(end, max(state.expires, until + TIME_TO_ANSWER))
        fact = replace(fact, until=until, expires=expires)
    also = (Paused(now + PAUSE_OFFERED),) if answer is Answer.PAUSE else ()
    return Worded(fact, also, outcome)


def _end_of_offer(state: PromptState, now: datetime, zone: tzinfo, settings: Settings) -> datetime:
    """Return until when the prompt may be offered at all: the end of its working hours.

    Nobody is asked anything after eight in the evening.
    """
    prompt = state.prompt
    if not prompt.kind.counts:
        return state.expires
    window = hours_of(prompt.day, settings, zone).window_of(now)
    if window is None:
        return state.expires
    if prompt.kind is PromptKind.ROUTINE:
        return window.end
    return min(window.end, instant(prompt.day, LATEST_CHECK_IN, zone))
