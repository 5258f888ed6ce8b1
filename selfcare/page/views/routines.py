"""Routines: the library by muscle, one routine step by step, hiding, and files of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from msgspec import Struct
from starlette.responses import Response

from selfcare.app.folder_opening import open_folder
from selfcare.app.hiding import hide_routine, show_routine_again
from selfcare.app.offering import moment_of
from selfcare.app.problem_words import FileFindings
from selfcare.app.routine_files import copy_routine
from selfcare.app.routine_list import Why, findings_in_own_files, list_routines, listed
from selfcare.app.routine_words import muscle_words
from selfcare.app.say import words
from selfcare.app.source_words import sources_words
from selfcare.config.source import LARGEST
from selfcare.domain.errors import UserMistake
from selfcare.domain.message import message
from selfcare.domain.routine import Side
from selfcare.page.leading import QUESTIONS, first_of_all
from selfcare.page.library import about, library_of, pressing
from selfcare.page.routine_steps import places_shown, steps_shown
from selfcare.page.short_names import meant_by, short_name
from selfcare.page.visit import Visit, get, post

HEALTH: Final = "/settings#health"
"""Where the health questions are, and what was answered to them."""


class OwnFile(Struct, frozen=True, kw_only=True):
    """A file of the user's own: what it holds, if it can be used, and what was found in it."""

    file: Path
    title: str
    name: str
    hidden: bool
    found: FileFindings | None


async def library(visit: Visit) -> Response:
    """Show all routines."""
    context = visit.context
    files = own_files(visit)
    return visit.shows(
        "routines.html",
        title=words("Routines"),
        here="routines",
        library=library_of(list_routines(context)),
        files=files,
        need_a_look=[one for one in files if one.found and one.found.keeps_it_out],
        folder=context.folders.routines,
        largest=LARGEST,
        saved=visit.home.sent_files.what_was_saved(visit.asked("saved")),
        ways=ways_on(visit),
        side=Side.LEFT,
    )


async def one(visit: Visit) -> Response:
    """Show one routine step by step."""
    context = visit.context
    routines = context.in_force.library.routines
    routine_id = meant_by(visit.asked("name"), routines)
    if routine_id is None:
        raise UserMistake(message("This routine is not there any more."))
    found = listed(context, moment_of(context), routines[routine_id])
    file = next((one for one in own_files(visit) if one.name == short_name(routine_id)), None)
    return visit.shows(
        "routine.html",
        title=words("A routine"),
        here="routines",
        found=found,
        shown=found.today,
        about=about(found.today),
        pressing=pressing(found.today),
        muscles=muscle_words(found.today.muscles),
        source=sources_words(found.routine.source),
        places=places_shown(found.today),
        steps=steps_shown(found.today),
        file=file,
        folder=context.folders.routines,
        ways=ways_on(visit),
    )


async def hide(visit: Visit) -> Response:
    """Hide a routine."""
    return _back_to(visit, hide_routine(visit.context, (await visit.form()).one("routine")).id)


async def show_again(visit: Visit) -> Response:
    """Let a hidden routine be offered again."""
    form = await visit.form()
    return _back_to(visit, show_routine_again(visit.context, form.one("routine")).id)


async def copy(visit: Visit) -> Response:
    """Make a routine the user's own."""
    routine_id = (await visit.form()).one("routine")
    copy_routine(visit.context, routine_id)
    return _back_to(visit, routine_id)


async def folder(visit: Visit) -> Response:
    """Open the folder of one's own routines."""
    open_folder(visit.context.folders.routines)
    return visit.tells()


def own_files(visit: Visit) -> tuple[OwnFile, ...]:
    """Return the user's own routine files, those that cannot be used included, by name."""
    context = visit.context
    library, hidden = context.in_force.library, context.history().hidden
    found = {one.file: one for one in findings_in_own_files(context)}
    usable = [
        OwnFile(
            file=path,
            title=library.routines[routine_id].title,
            name=short_name(routine_id),
            hidden=routine_id in hidden,
            found=found.pop(path, None),
        )
        for routine_id in library.own
        if (path := library.path_of(routine_id)) is not None
    ]
    others = [
        OwnFile(file=one.file, title="", name="", hidden=False, found=one) for one in found.values()
    ]
    return tuple(sorted([*usable, *others], key=lambda one: one.file.name))


def ways_on(visit: Visit) -> dict[Why, tuple[str, str]]:
    """Return where the way on leads for what a routine waits for, and how the link is called."""
    return {
        Why.HEALTH: (HEALTH, words("To the health questions")),
        Why.NOW: (first_of_all(visit.context) or QUESTIONS, words("What to do now")),
    }


def _back_to(visit: Visit, routine_id: str) -> Response:
    return visit.goes_to(f"/routines/one?name={short_name(routine_id)}")


WAYS: Final = (
    get("/routines", library),
    get("/routines/one", one),
    post("/routines/hide", hide),
    post("/routines/show-again", show_again),
    post("/routines/copy", copy),
    post("/routines/folder", folder),
)
