"""What follows a check-in, or the questions about alarming symptoms: thanks, a word, and offers."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from starlette.responses import RedirectResponse, Response

from selfcare.app.after_check_in import NOTHING_NEW, NextKind, thanks
from selfcare.app.gate import AT_ANY_TIME
from selfcare.app.looking_back import Outcome, outcome_of
from selfcare.app.say import words
from selfcare.domain.message import Message
from selfcare.domain.red_flags import ALWAYS_BELOW
from selfcare.page.fields import number_in
from selfcare.page.leading import SAVED, TODAY, first_of_all
from selfcare.page.visit import Visit, get
from selfcare.planning.day_words import date_words
from selfcare.planning.ranking import Fitting


async def saved(visit: Visit) -> Response:
    """Say thank you, how things stand, and what may be done now."""
    context = visit.context
    number = number_in(visit.asked("entry"))
    outcome = None if number is None else outcome_of(context, number)
    if outcome is None and number is not None:
        return RedirectResponse(TODAY, HTTPStatus.SEE_OTHER)
    best = None if outcome is None else _best(outcome)
    offers = () if outcome is None else outcome.next
    of_gate = outcome is not None and outcome.checked_in is None
    return visit.shows(
        "checkin_saved.html",
        title=words("Check-in"),
        here="" if of_gate else "checkin",
        first=first_of_all(context),
        thanks=_thanks(outcome),
        of_gate=of_gate,
        at_any_time=AT_ANY_TIME,
        correct=None if outcome is None or of_gate else outcome.entry.id,
        found=None if outcome is None else outcome.assessment,
        below=ALWAYS_BELOW,
        best=best,
        offers=[
            one
            for one in offers
            if one.kind is not NextKind.FILL_IN and (best is None or one.routine != best.routine.id)
        ],
        days=[(one.day, date_words(one.day)) for one in offers if one.day is not None],
    )


def _best(outcome: Outcome) -> Fitting | None:
    """Return what would fit now, where there is reason to say it."""
    found = outcome.assessment
    rests = found.suspended or bool(found.asks) or outcome.checked_in is None
    return None if rests or not found.is_worth_saying else found.best


def _thanks(outcome: Outcome | None) -> Message:
    if outcome is None:
        return NOTHING_NEW
    noted, on = outcome.checked_in, outcome.entry.day
    return thanks(on if noted is None else noted.check_in.day, on)


WAYS: Final = (get(SAVED, saved),)
