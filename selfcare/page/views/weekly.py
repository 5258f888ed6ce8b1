"""The weekly check: one muscle after the other with its drawing, about ten seconds each."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Final

from markupsafe import Markup
from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.responses import Response

from selfcare.app.day_told_words import tender_words
from selfcare.app.present import look
from selfcare.app.routine_words import muscle_name, muscle_place
from selfcare.app.say import say, words
from selfcare.app.tenderness import found_on, given, muscles_to_check, note_tenderness
from selfcare.domain.muscles import Muscle
from selfcare.domain.routine import Side
from selfcare.page.drawings import muscle_drawing
from selfcare.page.fields import score_chosen
from selfcare.page.leading import first_of_all
from selfcare.page.visit import Form, Visit, get, post
from selfcare.planning.day_words import long_date_words
from selfcare.planning.weekly_check import EVERY

WEEKLY: Final = "/diary/weekly"


class Looked(Struct, frozen=True, kw_only=True):
    """A muscle to look at: its name, where it lies, and its drawing."""

    id: str
    name: str
    where: str
    drawing: Markup


async def weekly(visit: Visit) -> Response:
    """Show the muscles to look at, or what was found in the last week."""
    context = visit.context
    present = look(context)
    checked_on = present.around.body.phases.checked_on
    fresh = checked_on is not None and present.today - checked_on < EVERY
    asks = not fresh or visit.asked("again") != ""
    return visit.shows(
        "diary_weekly.html",
        title=words("Weekly check"),
        here="diary",
        muscles=tuple(map(_looked, muscles_to_check(present))) if asks else (),
        asks=asks,
        checked_on="" if checked_on is None else say(long_date_words(checked_on)),
        next_on=say(long_date_words(checked_on + EVERY)) if fresh and checked_on else "",
        found=()
        if checked_on is None
        else tuple(say(tender_words(one)) for one in found_on(present.entries, checked_on)),
        today=checked_on == present.today,
        first=first_of_all(context),
    )


async def note(visit: Visit) -> Response:
    """Note what was found; muscles about which nothing was said are left out."""
    form = await visit.form()
    if not form.every("muscle"):
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    said = {name: dict(_said(form, name)) for name in form.every("muscle")}
    found = given({name: what for name, what in said.items() if what})
    note_tenderness(visit.context, found)
    return visit.goes_to(WEEKLY if found else "/diary")


def _said(form: Form, name: str) -> Iterator[tuple[str, object]]:
    for side in ("left", "right"):
        if form.one(f"{side}.{name}"):
            yield side, score_chosen(form, f"{side}.{name}")
    for tick in ("mine", "weak"):
        if form.one(f"{tick}.{name}"):
            yield tick, True


def _looked(muscle: Muscle) -> Looked:
    name = muscle_name(muscle)
    return Looked(
        id=muscle.value,
        name=name,
        where=muscle_place(muscle),
        drawing=muscle_drawing(muscle, Side.BOTH, words("{muscle}, both sides", muscle=name)),
    )


WAYS: Final = (get(WEEKLY, weekly), post(WEEKLY, note))
