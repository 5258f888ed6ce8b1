"""A day of the diary in words, where what was noted can be corrected or taken back."""

from __future__ import annotations

from datetime import tzinfo
from http import HTTPStatus
from typing import Final

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.responses import Response

from selfcare.app.check_in_words import said
from selfcare.app.cycle import remove_start
from selfcare.app.day_told import DayTold, tell_day
from selfcare.app.day_told_words import session_words, tender_words, when_noted
from selfcare.app.month_words import day_sentence
from selfcare.app.say import say, words
from selfcare.app.time_words import clock_words
from selfcare.app.treatment_words import noted_words
from selfcare.app.treatments import remove_treatment
from selfcare.domain.message import message
from selfcare.domain.week import DAY
from selfcare.page.fields import day_asked
from selfcare.page.views.diary import day_path, look_of, month_value, shown_in_field
from selfcare.page.visit import Visit, get, post
from selfcare.page.words import told
from selfcare.planning.day_words import long_date_words, weekday_words


class Part(Struct, frozen=True, kw_only=True):
    """Something of the day: when, what, and the lines about it; `number` is what a form names."""

    at: str
    title: str
    lines: tuple[str, ...]
    number: str = ""


async def day(visit: Visit) -> Response:
    """Show a day."""
    context = visit.context
    on = day_asked(visit.asked("on"), context.today())
    found, zone = tell_day(context, on), context.zone()
    before, after = on - DAY, on + DAY
    return visit.shows(
        "diary_day.html",
        title=words("Diary"),
        here="diary",
        on=on.isoformat(),
        heading=say(long_date_words(on)),
        month=month_value(on),
        before=(day_path(before), say(weekday_words(before))),
        after=(day_path(after), say(weekday_words(after))) if after <= context.today() else None,
        found=found,
        look=look_of(found.marks),
        shown=shown_in_field(found.marks),
        sentence=told(day_sentence(found.marks, dated=False)),
        check_ins=_check_ins(found, zone),
        sessions=_sessions(found, zone),
        visits=_visits(found),
        tender=tuple(told(tender_words(one)) for one in found.tender),
        prompts=_prompts(found, zone),
        log=tuple(
            Part(at=clock_words(one.entry.at, zone), title=told(one.text), lines=())
            for one in found.log
        ),
    )


async def take_back(visit: Visit) -> Response:
    """Take back what was noted by mistake: a session with a therapist, or a start of bleeding."""
    form = await visit.form()
    context = visit.context
    on = day_asked(form.one("on"), context.today())
    match form.one("what"):
        case "visit":
            remove_treatment(context, form.one("number"))
        case "start":
            remove_start(context, on)
        case _:
            raise HTTPException(HTTPStatus.BAD_REQUEST)
    return visit.goes_to(day_path(on))


def _check_ins(found: DayTold, zone: tzinfo) -> tuple[Part, ...]:
    return tuple(
        Part(
            at="",
            title=words("{said}", said=said(one.check_in) or message("nothing")),
            lines=(told(when_noted(one, zone)),),
            number=str(one.id),
        )
        for one in found.check_ins
    )


def _sessions(found: DayTold, zone: tzinfo) -> tuple[Part, ...]:
    return tuple(
        Part(
            at=clock_words(one.started_at, zone),
            title=one.started.title,
            lines=(told(session_words(one, zone)),),
        )
        for one in found.sessions
    )


def _visits(found: DayTold) -> tuple[Part, ...]:
    return tuple(
        Part(
            at="",
            title=say(noted_words(one) or message("noted")),
            lines=(),
            number=one.id,
        )
        for one in found.treatments
    )


def _prompts(found: DayTold, zone: tzinfo) -> tuple[Part, ...]:
    return tuple(
        Part(at=clock_words(one.at, zone), title=told(one.title), lines=(told(one.fate.about),))
        for one in found.prompts
    )


WAYS: Final = (get("/diary/day", day), post("/diary/day/back", take_back))
