"""The open prompt answered on the page, and pauses. The first answer counts, wherever it is given.

A form names the prompt and its round, so that an old page never answers another one.
"""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from selfcare.app.answering import (
    ALREADY_ANSWERED,
    PUT_OFF_TOO_OFTEN,
    AnswerOutcome,
    answer_prompt,
    waiting_prompt,
)
from selfcare.app.offered import add_start, asked_now, pause_questions
from selfcare.app.pause_times import end_after, end_at, start_of
from selfcare.app.pausing import not_today, pause_until, resume
from selfcare.domain.errors import UserMistake
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, Asks, PromptKind
from selfcare.domain.week import MINUTE
from selfcare.page.fields import chosen, day, number
from selfcare.page.leading import FIRST_STEPS, SESSION, TODAY
from selfcare.page.views.today import noted
from selfcare.page.visit import Form, Visit, post
from selfcare.planning.history import PromptState

AN_HOUR: Final = 60 * MINUTE


async def answer(visit: Visit) -> Response:
    """Take an answer to the prompt that is open."""
    form = await visit.form()
    given = chosen(form, "answer", Answer)
    state = _meant(visit, form, given)
    if state is None:
        return visit.goes_to(SESSION)
    found = answer_prompt(visit.context, state, given, visit.context.via)
    if found.outcome is AnswerOutcome.PUT_OFF_TOO_OFTEN:
        raise UserMistake(PUT_OFF_TOO_OFTEN)
    if found.outcome is AnswerOutcome.ALREADY_ANSWERED:
        raise UserMistake(ALREADY_ANSWERED)
    match given:
        case Answer.START if state.prompt.kind.offers_routine:
            return visit.goes_to(SESSION)
        case Answer.SCREEN:
            return visit.goes_to(FIRST_STEPS)
        case Answer.DONE:
            return visit.goes_to(TODAY)
        case _:
            return noted(visit)


async def start_missed(visit: Visit) -> Response:
    """Take an answer to the question whether a start was missed."""
    form = await visit.form()
    context = visit.context
    state = _meant(visit, form, None)
    if state is None or state.prompt.asks is not Asks.START_MISSED:
        raise UserMistake(ALREADY_ANSWERED)
    match form.one("choice"):
        case "add":
            add_start(context, state, day(form, "day"))
        case "pause":
            pause_questions(context, state)
        case _:
            answer_prompt(context, state, Answer.DONE, context.via)
    return visit.goes_to(TODAY)


def _meant(visit: Visit, form: Form, given: Answer | None) -> PromptState | None:
    """Return the prompt a form is about; None where it was started already, as it asks.

    Raise UserMistake where it waits no more.
    """
    context = visit.context
    state = waiting_prompt(context) or asked_now(context)
    named, round_ = form.one("prompt"), number(form, "round")
    if state is not None and (state.prompt.id, state.round) == (named, round_):
        return state
    known = context.history().prompts.get(named)
    if known is None:
        raise UserMistake(message("Its time has gone by. What comes next stands here."))
    started = known.answer is not None and known.answer.answer is Answer.START
    if given is Answer.START and started and known.prompt.kind is PromptKind.ROUTINE:
        return None
    if known.answer is None:
        raise UserMistake(message("Its time has gone by. What comes next stands here."))
    raise UserMistake(ALREADY_ANSWERED)


async def pause(visit: Visit) -> Response:
    """Let nothing come by itself for a while."""
    form = await visit.form()
    context = visit.context
    now, zone = context.now(), context.zone()
    match form.one("length"):
        case "hour":
            pause_until(context, end_after(AN_HOUR, now))
        case "today":
            not_today(context)
        case "open":
            pause_until(context, None)
        case _:
            begins = start_of(day(form, "day"), context.today(), zone)
            pause_until(context, end_at(begins, now, zone))
    return noted(visit)


async def go_on(visit: Visit) -> Response:
    """End every pause, "not today" and a quiet day."""
    resume(visit.context)
    return visit.goes_to(TODAY)


WAYS: Final = (
    post("/today/answer", answer),
    post("/today/missed", start_missed),
    post("/today/pause", pause),
    post("/today/resume", go_on),
)
