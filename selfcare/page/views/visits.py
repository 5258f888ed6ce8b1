"""Sessions with a therapist: listed, noted, rated later and taken back; and what to ask before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from msgspec import Struct
from starlette.responses import Response

from selfcare.app.say import say, words
from selfcare.app.therapist import therapist_advice
from selfcare.app.treatment_words import figure_lines, noted_words, rest_words
from selfcare.app.treatments import (
    LONGEST_NOTE,
    TreatmentsListed,
    add_treatment,
    list_treatments,
    rate_treatment,
    remove_treatment,
)
from selfcare.domain.checkin import Score
from selfcare.domain.errors import UserMistake
from selfcare.domain.message import message
from selfcare.domain.muscles import PLACES
from selfcare.domain.touch import label
from selfcare.domain.treatment import Treatment
from selfcare.domain.zones import ORDER
from selfcare.page.fields import day_asked, score_chosen
from selfcare.page.views.diary import day_path
from selfcare.page.visit import Visit, get, post
from selfcare.page.words import told
from selfcare.planning.day_words import long_date_words

VISITS: Final = "/diary/visits"
SHOWN: Final = 10
"""So many of the latest sessions are shown with all that can be done; the others lead to their day.
"""


class Listed(Struct, frozen=True, kw_only=True):
    """A session; `rests` is empty where no muscle rests because of it any more."""

    number: str
    day: str
    path: str
    noted: str
    rests: str
    relief: Score | None


async def visits(visit: Visit) -> Response:
    """Show all sessions, the latest first, and the counts around them."""
    listed, today = list_treatments(visit.context), visit.context.today()
    latest = listed.treatments[::-1]
    return visit.shows(
        "diary_visits.html",
        title=words("Diary"),
        here="diary",
        latest=tuple(_listed(one, today) for one in latest[:SHOWN]),
        earlier=tuple(_listed(one, today) for one in latest[SHOWN:]),
        counts=tuple(_counts(listed)),
        today=today.isoformat(),
        muscles=tuple((one.value, say(label(one))) for one in ORDER if one not in PLACES),
        longest=LONGEST_NOTE,
    )


async def ask(visit: Visit) -> Response:
    """Show what to ask a therapist before a first session, and when a doctor comes first."""
    return visit.shows(
        "diary_ask.html", title=words("Questions"), here="diary", advice=therapist_advice()
    )


async def add(visit: Visit) -> Response:
    """Note a session."""
    form = await visit.form()
    if not form.one("on"):
        raise UserMistake(message("Please choose the day of the session."))
    context = visit.context
    add_treatment(
        context,
        day_asked(form.one("on"), context.today()),
        muscles=form.every("muscle"),
        note=form.one("note"),
    )
    return visit.goes_to(VISITS)


async def rate(visit: Visit) -> Response:
    """Note how much a session eased."""
    form = await visit.form()
    rate_treatment(visit.context, form.one("number"), score_chosen(form, "relief"))
    return visit.goes_to(VISITS)


async def remove(visit: Visit) -> Response:
    """Take a session back."""
    remove_treatment(visit.context, (await visit.form()).one("number"))
    return visit.goes_to(VISITS)


def _listed(one: Treatment, today: date) -> Listed:
    rests = one.muscles and today < one.pressed_again
    return Listed(
        number=one.id,
        day=say(long_date_words(one.on)),
        path=day_path(one.on),
        noted=say(noted_words(one) or message("noted")),
        rests=told(rest_words(one)) if rests else "",
        relief=one.relief,
    )


def _counts(listed: TreatmentsListed) -> Iterator[str]:
    if listed.figures is not None:
        yield from map(told, figure_lines(listed.figures, len(listed.treatments)))


WAYS: Final = (
    get(VISITS, visits),
    get(f"{VISITS}/ask", ask),
    post(f"{VISITS}/add", add),
    post(f"{VISITS}/relief", rate),
    post(f"{VISITS}/remove", remove),
)
