"""The notes for a doctor or therapist: chosen, looked at, printed, and saved as a file."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import Final
from urllib.parse import urlencode

from msgspec import Struct
from starlette.responses import HTMLResponse, Response

from selfcare.app.cycle import find_outlook
from selfcare.app.notes import Notes, gather_notes
from selfcare.app.notes_page import page_of, sheet_of
from selfcare.app.notes_section import DAYS, LONGEST
from selfcare.app.say import words
from selfcare.domain.errors import UserMistake
from selfcare.domain.message import message
from selfcare.page.doors import HEADERS
from selfcare.page.fields import number_in
from selfcare.page.visit import Visit, get

POLICY: Final = "Content-Security-Policy"
OFFERED: Final = (DAYS, 90, LONGEST)
"""Days to choose from."""
CYCLE: Final = "1"
OWN_WORDS: Final = "2"
"""What else is wanted, as the address says it, which tells nothing to somebody who sees it."""


class Wanted(Struct, frozen=True, kw_only=True):
    """What the notes are to be about."""

    days: int
    cycle: bool
    own_words: bool

    @property
    def query(self) -> str:
        """Return it as an address has it."""
        also = ((CYCLE, self.cycle), (OWN_WORDS, self.own_words))
        return urlencode([("days", self.days), *(("also", one) for one, wanted in also if wanted)])


async def notes(visit: Visit) -> Response:
    """Show the notes, with the choice of what is in them."""
    wanted, with_cycle = _wanted(visit), find_outlook(visit.context).on
    sheet = sheet_of(_gathered(visit, wanted))
    answer = visit.shows(
        "diary_notes.html",
        title=words("Notes"),
        here="diary",
        sheet=sheet,
        offered=tuple(dict.fromkeys((*OFFERED, wanted.days))),
        wanted=wanted,
        with_cycle=with_cycle,
    )
    answer.headers[POLICY] = policy_with(sheet.style)
    return answer


async def save(visit: Visit) -> Response:
    """Give the notes as a file of their own."""
    name = f"notes-{visit.context.today().isoformat()}.html"
    return HTMLResponse(
        page_of(_gathered(visit, _wanted(visit))),
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def policy_with(style: str) -> str:
    """Return the policy of every page, which allows this very style and no other within it."""
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return HEADERS[POLICY].replace("style-src 'self'", f"style-src 'self' 'sha256-{digest}'")


def _gathered(visit: Visit, wanted: Wanted) -> Notes:
    return gather_notes(visit.context, wanted.days, cycle=wanted.cycle, free_text=wanted.own_words)


def _wanted(visit: Visit) -> Wanted:
    days, also = visit.asked("days"), visit.request.query_params.getlist("also")
    wanted = number_in(days) if days else DAYS
    if wanted is None or not 1 <= wanted <= LONGEST:
        raise UserMistake(message("Notes can be about 1 to {longest} days.", longest=LONGEST))
    return Wanted(days=wanted, cycle=CYCLE in also, own_words=OWN_WORDS in also)


WAYS: Final = (get("/notes", notes), get("/notes/save", save))
