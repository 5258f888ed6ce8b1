"""Today: what comes next and why, the open prompt with its answers, pauses, and quick notes."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from selfcare.app.say import say, words
from selfcare.page.visit import Visit, get
from selfcare.planning.day_words import date_words


async def today(visit: Visit) -> Response:
    """Show today."""
    return visit.shows(
        "today.html",
        title=words("Today"),
        here="today",
        day=say(date_words(visit.context.today())),
    )


WAYS: Final = (get("/today", today),)
