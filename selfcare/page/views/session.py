"""A session as it is shown: what to know before, one step at a time, and how it is afterwards.

What to do is decided in `app/session.py`; the clock is in `page/session_room.py`.
"""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import Final

import msgspec
from starlette.responses import RedirectResponse, Response

from selfcare.app.assessing import assess, present_for
from selfcare.app.country import country
from selfcare.app.flaring import AskedBefore, asked_before, is_in_attack
from selfcare.app.offering import Moment, moment_of
from selfcare.app.routine_words import to_fetch
from selfcare.app.say import say, words
from selfcare.app.session import Begin, GoOn, what_waits, what_would_come
from selfcare.app.session_over import Over, just_over, relief_line, relief_so_far
from selfcare.app.session_words import (
    ASKS_COMPANY,
    ASKS_WHY,
    COMPANY,
    GOES_ON,
    LATER,
    closing,
    company_words,
)
from selfcare.app.time_words import length_words
from selfcare.domain.errors import UserMistake
from selfcare.domain.red_flags import emergency_text
from selfcare.domain.stopping import LEVELS, REASONS, STOP_RULE, StopLevel, stop_advice
from selfcare.page.events import Events
from selfcare.page.leading import SESSION, TODAY, first_of_all
from selfcare.page.routine_card import drawing_of, facts_of
from selfcare.page.session_scene import Running
from selfcare.page.session_turn import turn_shown
from selfcare.page.views import session_answers
from selfcare.page.views.session_answers import FOR_LATER, NOTHING
from selfcare.page.visit import Visit, get, post
from selfcare.page.words import told

MOST_OFFERED: Final = 3
_HURTS: Final = 1
"""From this number on it may be asked what comes with the pain."""
_GRAVE: Final = (StopLevel.EMERGENCY, StopLevel.URGENT)


async def session(visit: Visit) -> Response:
    """Show what there is: a session that runs, one that is over, or what would come next."""
    context, room = visit.context, visit.room
    first = first_of_all(context)
    if first is not None:
        return RedirectResponse(first, HTTPStatus.SEE_OTHER)
    room.look()
    moment = moment_of(context)
    wish, running = room.wish(moment.history), room.running
    if running is not None:
        # A headache may have come since it was begun.
        running.quiet = is_in_attack(moment, running.routine)
    if wish is None:
        if running is not None and room.attended and not running.conducting.course.paused:
            return _running(visit, running)
        over = _over_now(visit, moment)
        if over is not None:
            return _over(visit, moment, over)
    try:
        to_do = what_would_come(context, moment, wish)
    except UserMistake as mistake:
        return _refused(visit, moment, mistake, wish)
    match to_do:
        case GoOn(session=left, reason=reason):
            routine = context.in_force.library.routines.get(left.routine)
            quiet = is_in_attack(moment, routine)
            return _running(visit, room.take_up(left, reason, routine, quiet=quiet))
        case Begin():
            return _begin(visit, moment, to_do)


async def step(visit: Visit) -> Response:
    """Answer a tab that needs the turn in progress, as a part of its page."""
    running = visit.room.running
    if running is None:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    return visit.shows(
        "session_dim_turn.html" if running.quiet else "session_turn.html",
        title="",
        scene=running.scene(),
        turn=turn_shown(running.session.title, running.conducting.course, running.routine),
    )


async def events(visit: Visit) -> Response:
    """Keep a tab told."""
    return Events(visit.room.enter)


def _begin(visit: Visit, moment: Moment, to_do: Begin) -> Response:
    routine = to_do.offered.routine
    asks = asked_before(visit.context, routine, _HURTS) is AskedBefore.COMPANY
    return visit.shows(
        "session_dim.html" if is_in_attack(moment, routine) else "session_begin.html",
        title=words("Session"),
        state="begin",
        routine=routine,
        reason=to_do.reason,
        facts=facts_of(routine),
        art=drawing_of(routine),
        tool=to_fetch(routine.tool),
        changes=to_do.offered.changes,
        stop_rule=STOP_RULE,
        asks_company=say(ASKS_COMPANY) if asks else "",
        company=[(one or NOTHING, company_words(one)) for one in COMPANY],
    )


def _refused(visit: Visit, moment: Moment, mistake: UserMistake, wish: str | None) -> Response:
    """Say kindly why not, and offer what fits."""
    found = assess(present_for(visit.context))
    fitting = [one.routine for one in found.ranking.fitting if one.routine.id != wish]
    return visit.shows(
        "session_dim.html" if is_in_attack(moment, None) else "session_refused.html",
        title=words("Session"),
        state="refused",
        why=mistake.what,
        offers=[(one, facts_of(one)) for one in fitting[:MOST_OFFERED]],
        reasons=found.reasons,
        screened=moment.history.screening is not None,
    )


def _running(visit: Visit, running: Running) -> Response:
    scene = running.scene()
    return visit.shows(
        "session_dim.html" if running.quiet else "session.html",
        title=words("Session"),
        state="running",
        turn=turn_shown(running.session.title, running.conducting.course, running.routine),
        scene=scene,
        scene_data=msgspec.json.encode(scene).decode(),
        asks_why=ASKS_WHY,
        reasons=[
            (reason, told(text), LEVELS[reason] is StopLevel.EMERGENCY)
            for reason, text in REASONS.items()
        ],
        for_later=FOR_LATER,
        later=told(LATER),
        goes_on=told(GOES_ON),
        emergency=emergency_text(country()),
    )


def _over_now(visit: Visit, moment: Moment) -> Over | None:
    """Return the session whose end is still to be talked of; what waits already comes before it."""
    over = just_over(visit.context, moment.history)
    if over is None or over.session.id == visit.room.let_be or over.level in _GRAVE:
        return None
    return over if what_waits(visit.context) is None else None


def _over(visit: Visit, moment: Moment, over: Over) -> Response:
    routine = visit.context.in_force.library.routines.get(over.session.routine)
    relief = relief_so_far(moment.history, over.session.routine)
    stopped, after = over.end.stopped, over.end.after
    spent = sum(turn.seconds for turn in over.session.done)
    return visit.shows(
        "session_dim.html" if is_in_attack(moment, routine) else "session_over.html",
        title=words("Session"),
        state="over",
        over=over,
        after=after,
        advice=None if stopped is None else stop_advice(stopped, country()).text,
        closing=closing(over.session, after),
        lasted=say(length_words(timedelta(seconds=spent))),
        relief="" if relief is None or after is None else relief_line(relief),
        today=TODAY,
    )


WAYS: Final = (
    get(SESSION, session),
    get("/session/step", step),
    get("/session/events", events),
    post("/session/choose", session_answers.choose),
    post("/session/begin", session_answers.begin_it),
    post("/session/move", session_answers.move),
    post("/session/stop", session_answers.stop),
    post("/session/rate", session_answers.rate_it),
)
