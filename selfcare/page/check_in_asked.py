"""Which check-in a page asks for: that of an open prompt, of a day, or a correction."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from selfcare.app.check_in_draft import Draft
from selfcare.app.check_in_keeping import Kept, read_kept
from selfcare.app.checking_in import (
    Start,
    asks_to_correct,
    begin,
    check_in_numbered,
)
from selfcare.app.context import Context
from selfcare.app.offered import asked_now
from selfcare.domain.checkin import CheckIn
from selfcare.domain.message import Message
from selfcare.domain.prompt import Asks, PromptKind
from selfcare.page.check_in_fields import Answered, answers
from selfcare.page.check_in_filling import fields_of
from selfcare.page.check_in_sent import asks_in
from selfcare.page.visit import Form

_ID_BYTES: Final = 9


class Asked(Struct, frozen=True, kw_only=True):
    """The questions of a page, and what stands in their fields.

    `why` is why a prompt asks for them; with `again` what stands there was kept from before.
    """

    id: str
    start: Start
    begun_on: date
    begun_at: datetime
    form: Form
    answered: Answered
    turn: int = 0
    corrects: int | None = None
    why: Message | None = None
    again: bool = False


def asked_about(context: Context, day: date | None, asks: Asks | None) -> Asked:
    """Return the questions about `day`; where neither is named, what an open prompt asks for.

    What was begun about the day, or a moment ago, goes on. Raise UserMistake for a day out of
    reach.
    """
    prompt = None
    state = asked_now(context)
    if state is not None and state.prompt.kind is PromptKind.CHECKIN and asks is None:
        prompt = state.prompt if day in (None, state.prompt.day) else None
    about = day if prompt is None else prompt.day
    why = None if prompt is None else prompt.detail or prompt.reason
    kept = _kept(
        context,
        lambda one: (
            one.corrects is None
            and _goes_on(context, one, about)
            and asks in (None, asks_in(Form(one.fields).one("form")))
        ),
    )
    if kept is not None:
        named = asks_in(Form(kept.fields).one("form"))
        start = begin(context, kept.day, asks=named, begun_on=kept.begun_on)
        return _asked(context, start, kept=kept, why=why)
    wanted = asks if prompt is None else prompt.asks
    return _asked(context, begin(context, about, asks=wanted), why=why)


def asked_to_correct(context: Context, number: int) -> Asked:
    """Return the questions that correct a check-in; raise UserMistake where there is none."""
    before = check_in_numbered(context, number)
    kept = _kept(context, lambda one: one.corrects == number)
    begun_on = None if kept is None else kept.begun_on
    start = begin(context, before.day, asks=asks_to_correct(before), begun_on=begun_on)
    return _asked(context, start, kept=kept, before=before, corrects=number)


def _asked(
    context: Context,
    start: Start,
    *,
    kept: Kept | None = None,
    before: CheckIn | None = None,
    corrects: int | None = None,
    why: Message | None = None,
) -> Asked:
    fields = {} if before is None else fields_of(start, Draft(check_in=before))
    form = Form(fields if kept is None else kept.fields)
    return Asked(
        id=secrets.token_urlsafe(_ID_BYTES) if kept is None else kept.id,
        start=start,
        begun_on=start.today,
        begun_at=context.now() if kept is None else kept.begun_at,
        form=form,
        answered=answers(start, form, before),
        turn=0 if kept is None else kept.turn,
        corrects=corrects,
        why=why,
        again=kept is not None,
    )


def _kept(context: Context, which: Callable[[Kept], bool]) -> Kept | None:
    kept = read_kept(context.folders.state).kept
    return next((one for one in reversed(kept) if which(one)), None)


def _goes_on(context: Context, one: Kept, day: date | None) -> bool:
    """Return whether questions begun earlier are those that are asked now.

    Midnight does not end them; a night does.
    """
    if one.begun_on == context.today():
        return one.day == (day or context.today())
    return one.day == (day or one.begun_on) and not one.is_left(context.now())
