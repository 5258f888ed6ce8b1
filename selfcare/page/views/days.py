"""The cycle: where it stands, its starts, a pause, and forgetting all of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.responses import Response

from selfcare.app.cycle import find_outlook, list_starts, pause_cycle, remove_start, resume_cycle
from selfcare.app.cycle_words import (
    cycle_lines,
    gone_lines,
    left_lines,
    start_line,
    unreadable_line,
    what_goes,
)
from selfcare.app.forgetting import (
    delete_unreadable,
    forget_cycle,
    stands_in_settings,
)
from selfcare.app.say import words
from selfcare.domain.errors import UserMistake
from selfcare.domain.message import message
from selfcare.domain.settings import CycleMode
from selfcare.page.fields import day, number
from selfcare.page.views.today import noted, noted_at
from selfcare.page.visit import Visit, get, post

DAYS: Final = "/days"
ERASED: Final = "/days/erased"
NEWEST: Final = 12
"""Starts that are listed at first."""


async def days(visit: Visit) -> Response:
    """Show where the cycle stands, and the starts that are noted."""
    context = visit.context
    outlook = find_outlook(context)
    starts = [(one.on, start_line(one)) for one in reversed(list_starts(context))]
    return visit.shows(
        "days.html",
        title=words("Days"),
        here="today",
        lines=tuple(cycle_lines(outlook)),
        starts=starts[:NEWEST],
        older=starts[NEWEST:],
        paused=any(context.today() in pause for pause in outlook.pauses),
        off=outlook.mode is CycleMode.OFF,
        today=context.today(),
        noted=noted_at(visit),
        back=DAYS,
    )


async def remove(visit: Visit) -> Response:
    """Take a start back."""
    form = await visit.form()
    remove_start(visit.context, day(form, "day"))
    return noted(visit, DAYS)


async def pause(visit: Visit) -> Response:
    """Ask and estimate nothing from today on."""
    if not pause_cycle(visit.context, visit.context.today()).new:
        raise UserMistake(message("That day is paused already."))
    return noted(visit, DAYS)


async def resume(visit: Visit) -> Response:
    """Let questions and estimates go on from today on."""
    if not resume_cycle(visit.context, visit.context.today()).new:
        raise UserMistake(message("It goes on already."))
    return noted(visit, DAYS)


async def erase(visit: Visit) -> Response:
    """Say what forgetting erases and what it leaves, and ask whether it is wanted."""
    return visit.shows(
        "days_erase.html",
        title=words("Days"),
        here="today",
        what=tuple(what_goes(visit.context.folders)),
    )


async def erase_all(visit: Visit) -> Response:
    """Erase all of the cycle."""
    folders, clock = visit.context.folders, visit.context.clock
    # The file may be replaced by a clean one, which the next look opens.
    visit.home.close()
    visit.home.erased = forget_cycle(folders, clock)
    return visit.goes_to(ERASED)


async def erased(visit: Visit) -> Response:
    """Say what was erased, and ask about files that nobody can look into."""
    done = visit.home.erased
    folders = visit.context.folders
    lines = (
        ()
        if done is None
        else (
            *done.told,
            *gone_lines(done),
            *left_lines(done, folders, in_settings=stands_in_settings(folders)),
        )
    )
    unreadable = () if done is None else done.unreadable
    return visit.shows(
        "days_erased.html",
        title=words("Days"),
        here="today",
        lines=lines,
        failed=done is not None and done.started_again is False,
        files=[(at, unreadable_line(one)) for at, one in enumerate(unreadable) if one.exists()],
    )


async def delete(visit: Visit) -> Response:
    """Delete a file that nobody can look into."""
    at = number(await visit.form(), "file")
    done = visit.home.erased
    if done is None or at >= len(done.unreadable):
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    delete_unreadable(done.unreadable[at])
    return visit.goes_to(ERASED)


WAYS: Final = (
    get(DAYS, days),
    post("/days/remove", remove),
    post("/days/pause", pause),
    post("/days/resume", resume),
    get("/days/erase", erase),
    post("/days/erase", erase_all),
    get(ERASED, erased),
    post("/days/delete", delete),
)
