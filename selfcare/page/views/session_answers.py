"""What is pressed and said on the pages of a session."""

from __future__ import annotations

from typing import Final

from msgspec.structs import asdict
from starlette.responses import Response

from selfcare.app.flaring import AskedBefore, asked_before, is_in_attack, note_company
from selfcare.app.offering import moment_of, routine_named
from selfcare.app.quick_noting import note_headache_now
from selfcare.app.session import Begin, GoOn, begin, mark_stopped, what_to_do_now
from selfcare.app.session_over import rate
from selfcare.domain.checkin import Score, Symptom
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import StopReason
from selfcare.domain.message import message
from selfcare.domain.routine import Routine
from selfcare.page.fields import chosen, number, score
from selfcare.page.leading import SESSION, TODAY, first_of_all
from selfcare.page.session_room import Move
from selfcare.page.visit import Form, Visit

FOR_LATER: Final = "later"
NOTHING: Final = "none"
"""What is sent where nothing comes with the pain."""


async def choose(visit: Visit) -> Response:
    """Take a routine that was chosen somewhere else; its page comes next."""
    routine = routine_named(visit.context, (await visit.form()).one("routine"))
    visit.room.choose(routine.id)
    return visit.goes_to(SESSION)


async def begin_it(visit: Visit) -> Response:
    """Begin the routine that was shown, once it is said how much it hurts, or left out."""
    context, room = visit.context, visit.room
    form = await visit.form()
    wanted = routine_named(context, form.one("routine")).id
    before = score(form, "before")
    to_do = _as_shown(visit, wanted)
    first = first_of_all(context)
    if first is not None or not isinstance(to_do, Begin):
        return visit.goes_to(first or SESSION)
    if before is not None:
        _note_before(visit, to_do.offered.routine, before, form)
        first = first_of_all(context)
        if first is not None:
            return visit.goes_to(first)
    try:
        session = begin(context, to_do.offered.routine, to_do.prompt, before)
    except UserMistake:
        # What was just said of the pain may forbid the routine; its page says so, and what fits.
        room.choose(wanted)
        return visit.goes_to(SESSION)
    whole = context.in_force.library.routines.get(wanted)
    room.begin(session, whole, quiet=is_in_attack(moment_of(context), whole))
    return visit.goes_to(SESSION)


def _as_shown(visit: Visit, wanted: str) -> Begin | GoOn | None:
    """Return what there is to do where it is what was shown, or the same routine by its name."""
    context = visit.context
    try:
        found = what_to_do_now(context, visit.room.wish(context.history()))
        if isinstance(found, Begin) and found.offered.routine.id == wanted:
            return found
        return what_to_do_now(context, wanted)
    except UserMistake:
        visit.room.choose(wanted)
        return None


def _note_before(visit: Visit, routine: Routine, before: Score, form: Form) -> None:
    match asked_before(visit.context, routine, before):
        case AskedBefore.GATE:
            note_headache_now(visit.context, before)
        case AskedBefore.COMPANY:
            if not form.one("company"):
                raise UserMistake(
                    message("Please say what comes with it, or that none of these does.")
                )
            nothing = form.one("company") == NOTHING
            company = None if nothing else chosen(form, "company", Symptom)
            note_company(visit.context, before, company)
        case AskedBefore.NOTHING:
            return


async def move(visit: Visit) -> Response:
    """Move the running session."""
    form = await visit.form()
    seen = number(form, "number") if form.one("number") else None
    scene = visit.room.move(chosen(form, "move", Move), seen)
    return visit.goes_to(SESSION) if scene is None else visit.tells(scene=asdict(scene))


async def stop(visit: Visit) -> Response:
    """End the running session for a reason, or leave it for later."""
    form = await visit.form()
    if form.one("reason") == FOR_LATER:
        visit.room.move(Move.PAUSE)
        return visit.goes_to(TODAY)
    reason = chosen(form, "reason", StopReason)
    if not visit.room.stop(visit.context, reason):
        # It ended in the meantime, or another program has it; what alarms counts all the same.
        mark_stopped(visit.context, reason)
    return visit.goes_to(first_of_all(visit.context) or SESSION)


async def rate_it(visit: Visit) -> Response:
    """Note how it is after a session, or that it is not said."""
    form = await visit.form()
    after = score(form, "after")
    if after is None:
        visit.room.let_be = form.one("session")
        return visit.goes_to(TODAY)
    rate(visit.context, form.one("session"), after)
    return visit.goes_to(SESSION)
