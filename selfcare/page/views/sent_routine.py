"""A routine file dropped on the page: looked at first, and saved only when the user says so."""

from __future__ import annotations

import base64
import binascii
from typing import Final

from starlette.responses import Response

from selfcare.app.receiving_routine import LONGEST_NAME, lines_of, look_over, save_routine
from selfcare.app.routine_words import muscle_words
from selfcare.app.say import words
from selfcare.app.source_words import sources_words
from selfcare.domain.errors import UserMistake
from selfcare.domain.message import message
from selfcare.page.findings import findings_told
from selfcare.page.library import about, pressing
from selfcare.page.routine_steps import places_shown, steps_shown
from selfcare.page.sent_files import SentFile
from selfcare.page.views.routines import ways_on
from selfcare.page.visit import Visit, get, post

_GONE: Final = message(
    "This file is not kept here any more. Please choose it once more; nothing was saved."
)


async def take(visit: Visit) -> Response:
    """Take a file, and lead to where it is shown; nothing is written."""
    form = await visit.form()
    try:
        content = base64.b64decode(form.one("file"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise UserMistake(message("This file did not arrive whole. Please try again.")) from error
    sent = SentFile(content, form.one("name")[-LONGEST_NAME:])
    look_over(visit.context, sent.content, sent.name)
    return visit.goes_to(f"/routines/preview?file={visit.home.sent_files.keep(sent)}")


async def preview(visit: Visit) -> Response:
    """Show what a file holds, what was found in it, and what saving it would mean."""
    sent = visit.home.sent_files.find(visit.asked("file"))
    if sent is None:
        raise UserMistake(_GONE)
    received = look_over(visit.context, sent.content, sent.name)
    usable = received.usable
    shown = None if usable is None else usable.listed.today
    return visit.shows(
        "routine_sent.html",
        title=words("A file to look at"),
        here="routines",
        token=visit.asked("file"),
        received=received,
        findings_of=findings_told(received.problems),
        lines=tuple(lines_of(received)),
        usable=usable,
        shown=shown,
        about="" if shown is None else about(shown),
        pressing="" if shown is None else pressing(shown),
        muscles="" if shown is None else muscle_words(shown.muscles),
        source="" if shown is None else sources_words(shown.source),
        places=() if shown is None else places_shown(shown),
        steps=() if shown is None else steps_shown(shown),
        ways=ways_on(visit),
    )


async def save(visit: Visit) -> Response:
    """Save a file among the user's own."""
    form = await visit.form()
    kept = visit.home.sent_files
    sent = kept.find(form.one("file"))
    if sent is None:
        raise UserMistake(_GONE)
    received = look_over(visit.context, sent.content, sent.name)
    saved = save_routine(visit.context, received, may_replace=form.one("replace") == "yes")
    kept.saved(form.one("file"), saved)
    return visit.goes_to(f"/routines?saved={form.one('file')}#mine")


WAYS: Final = (
    post("/routines/preview", take),
    get("/routines/preview", preview),
    post("/routines/save", save),
)
