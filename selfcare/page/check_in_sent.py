"""A check-in's form as it was sent: whose questions they are, and what they say so far."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from typing import Final

from msgspec import Struct
from starlette.exceptions import HTTPException

from selfcare.app.check_in_keeping import Kept
from selfcare.app.checking_in import Start, begin, check_in_numbered
from selfcare.app.context import Context
from selfcare.domain.prompt import Asks
from selfcare.domain.week import DAY
from selfcare.page.check_in_fields import Answered, answers
from selfcare.page.fields import day_in, number_in
from selfcare.page.visit import Form

FORMS: Final = (
    *(Asks.DIARY, Asks.SHORT_DIARY, Asks.LET_DOWN, Asks.WEEKEND, Asks.MID_CYCLE, Asks.AGAIN),
)
"""What a check-in can ask; the rest of `Asks` are questions of today's page."""
OF_THAT_DAY_FOR: Final = timedelta(hours=6)
"""How long questions begun before midnight are still about the day on which they began."""
_ID: Final = re.compile(r"[\w-]{8,40}", re.ASCII)


class Sent(Struct, frozen=True, kw_only=True):
    """A form, its questions, and what they say; `corrects` is the entry that it corrects."""

    id: str
    turn: int
    begun_on: date
    begun_at: datetime
    form: Form
    start: Start
    answered: Answered
    corrects: int | None = None

    def kept(self, now: datetime) -> Kept:
        """Return it as it is kept."""
        return Kept(
            id=self.id,
            day=self.start.day,
            begun_on=self.begun_on,
            begun_at=self.begun_at,
            seen_at=now,
            turn=self.turn,
            fields={name: tuple(values) for name, values in self.form.fields.items()},
            corrects=self.corrects,
        )


def read_sent(context: Context, form: Form, *, left: Kept | None = None) -> Sent:
    """Return what was sent, or what was kept of it and left.

    Raise UserMistake for a day out of reach, HTTPException where it is no form of ours.
    """
    begun_at = _instant(form.one("begun_at")) or context.now()
    begun_on = left.begun_on if left is not None else _begun_on(context, form, begun_at)
    corrects = number_in(form.one("corrects"))
    before = None if corrects is None else check_in_numbered(context, corrects)
    day = before.day if before is not None else day_in(form.one("day"))
    asks = asks_in(form.one("form"))
    if day is None or asks is None or _ID.fullmatch(form.one("id")) is None:
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    start = begin(context, day, asks=asks, begun_on=begun_on)
    return Sent(
        id=form.one("id"),
        turn=number_in(form.one("turn")) or 0,
        begun_on=begun_on,
        begun_at=begun_at,
        form=form,
        start=start,
        answered=answers(start, form, before),
        corrects=corrects,
    )


def asks_in(text: str) -> Asks | None:
    """Return what a check-in asks, by its name; None for anything else."""
    return next((one for one in FORMS if one.value == text), None)


def _begun_on(context: Context, form: Form, begun_at: datetime) -> date:
    """Return on which date the questions began: today, but for a while after midnight.

    A page that stood open for the night asks about the day that is over by then.
    """
    today = context.today()
    named = day_in(form.one("begun_on"))
    since = context.now() - begun_at
    soon = timedelta() <= since < OF_THAT_DAY_FOR
    return named if named is not None and soon and abs(today - named) <= DAY else today


def _instant(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
