"""A headache right now: how strong, what comes with it, a quiet day, and what fits then."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from selfcare.app.assessing import assess, present_for
from selfcare.app.check_in_words import SYMPTOMS
from selfcare.app.flaring import begin_quiet_day
from selfcare.app.gate import alarm_now
from selfcare.app.quick_noting import note_headache_now
from selfcare.app.say import words
from selfcare.domain.checkin import Symptom
from selfcare.domain.errors import UserMistake
from selfcare.domain.message import message
from selfcare.page.fields import score
from selfcare.page.leading import first_of_all
from selfcare.page.routine_card import facts_of
from selfcare.page.today_parts import sentence
from selfcare.page.views.today import noted, noted_at
from selfcare.page.visit import Form, Visit, get, post
from selfcare.planning.situation import Row

NOW: Final = "/quiet/now"
NOTHING: Final = "nothing"
"""Chosen where nothing comes with it."""


async def quiet(visit: Visit) -> Response:
    """Ask how strong it is."""
    return visit.shows(
        "quiet.html",
        title=words("A quiet day"),
        here="today",
        symptoms=tuple(SYMPTOMS.items()),
        nothing=NOTHING,
        is_quiet=alarm_now(visit.context).flare == visit.context.today(),
    )


async def begin(visit: Visit) -> Response:
    """Note what was said, and let the rest of the day be quiet where that is wanted."""
    form = await visit.form()
    context = visit.context
    now, symptoms = score(form, "now"), _symptoms(form)
    rests = form.one("quiet") == "yes"
    if now is None and symptoms is None and not rests:
        raise UserMistake(message("Please choose how strong it is, or what comes with it."))
    if rests:
        begin_quiet_day(context)
    if now is not None or symptoms is not None:
        note_headache_now(context, now, symptoms)
    return noted(visit, NOW)


async def now(visit: Visit) -> Response:
    """Show what fits; dim where rest comes before anything else."""
    context = visit.context
    found = assess(present_for(context))
    best = found.best
    return visit.shows(
        "quiet_now.html",
        title=words("A quiet day"),
        here="today",
        first=first_of_all(context),
        dim=Row.ATTACK in found.situation.rows,
        is_quiet=alarm_now(context).flare == context.today(),
        best=best,
        reasons=[one for one in found.reasons if best is None or one not in best.offered.changes],
        facts=() if best is None else facts_of(best.offered.routine),
        sentence=sentence,
        noted=noted_at(visit),
        back=NOW,
    )


def _symptoms(form: Form) -> tuple[Symptom, ...] | None:
    """Return what comes with it, () for nothing, None where nobody said."""
    said = form.every("with")
    found = tuple(one for one in Symptom if one.value in said)
    return found or (() if NOTHING in said else None)


WAYS: Final = (get("/quiet", quiet), post("/quiet", begin), get(NOW, now))
