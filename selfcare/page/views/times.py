"""Stressful times: what goes on and what is to come, add one, end one, take one back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from starlette.responses import Response

from selfcare.app.say import say, words
from selfcare.app.stress import LONGEST_NAME, add_stress, days_words, end_stress, remove_stress
from selfcare.app.stress_list import Listed, State, list_stress
from selfcare.app.stress_words import SOURCES
from selfcare.domain.errors import UserMistake
from selfcare.domain.message import Message, message
from selfcare.domain.stress import StressKind
from selfcare.page.fields import chosen
from selfcare.page.views.today import noted, noted_at
from selfcare.page.visit import Visit, get, post
from selfcare.page.words import told

TIMES: Final = "/times"
_TITLES: Final[Mapping[State, Message]] = {
    State.NOW: message("Going on"),
    State.COMING: message("To come"),
    State.OVER: message("Over"),
}


class Time(Struct, frozen=True, kw_only=True):
    """A stressful time in words; only what was told here or by command has an id."""

    id: str | None
    name: str
    days: str
    about: str
    can_end: bool


async def times(visit: Visit) -> Response:
    """List them, with a form for one more."""
    context = visit.context
    listed = list_stress(context)
    return visit.shows(
        "times.html",
        title=words("Times"),
        here="today",
        groups=[
            (say(title), found)
            for state, title in _TITLES.items()
            if (found := [_time(one) for one in listed if one.state is state])
        ],
        today=context.today(),
        longest=LONGEST_NAME,
        noted=noted_at(visit),
        back=TIMES,
    )


def _time(one: Listed) -> Time:
    period = one.period
    about = [told(SOURCES[period.source])]
    if period.deadline is not None:
        about.insert(0, words("something is due"))
    if period.kind is StressKind.PHYSICAL:
        about.insert(0, words("hard on the body"))
    return Time(
        id=one.id,
        name=say(one.name),
        days=told(days_words(period)),
        about=", ".join(about),
        can_end=one.id is not None and one.state is State.NOW,
    )


async def add(visit: Visit) -> Response:
    """Add one: the day something is due, or from when to when."""
    form = await visit.form()
    name, kind = form.one("name"), chosen(form, "kind", StressKind)
    if not name:
        raise UserMistake(message("A stressful time needs a name, such as “Tax return”."))
    match form.one("shape"):
        case "due":
            if not form.one("deadline"):
                raise UserMistake(message("Please choose the day it is due."))
            add_stress(visit.context, name, deadline=form.one("deadline"), kind=kind)
        case _:
            first, last = form.one("first") or None, form.one("last") or None
            add_stress(visit.context, name, first=first, last=last, kind=kind)
    return noted(visit, TIMES)


async def end(visit: Visit) -> Response:
    """Let one end today."""
    form = await visit.form()
    end_stress(visit.context, form.one("which"))
    return noted(visit, TIMES)


async def remove(visit: Visit) -> Response:
    """Take one back."""
    form = await visit.form()
    remove_stress(visit.context, form.one("which"))
    return noted(visit, TIMES)


WAYS: Final = (
    get(TIMES, times),
    post("/times/add", add),
    post("/times/end", end),
    post("/times/remove", remove),
)
