"""Today: what leads, what else the day holds, what is known of it, and quick notes."""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from msgspec import Struct
from starlette.responses import Response

from selfcare.app.assessing import assess_and_tell
from selfcare.app.check_in_words import MEDICINES
from selfcare.app.control import Start, start
from selfcare.app.cycle_words import ONLY_AN_ESTIMATE, today_lines
from selfcare.app.just_noted import JustNoted, just_noted, latest, take_back
from selfcare.app.offered import WHAT_SUITS
from selfcare.app.outlook import hide_outlook, outlook_lines, show_outlook
from selfcare.app.say import say, words
from selfcare.app.time_words import until_words
from selfcare.app.today import (
    Asked,
    ComesNext,
    FirstSteps,
    Lead,
    LeftInTheMiddle,
    NothingComes,
    Rests,
    see_today,
)
from selfcare.domain.message import Message
from selfcare.domain.red_flags import ALWAYS_BELOW
from selfcare.domain.week import DAY
from selfcare.page.fields import number, number_in
from selfcare.page.findings import files_told
from selfcare.page.leading import TODAY, first_of_all
from selfcare.page.routine_card import drawing_of, facts_of
from selfcare.page.today_parts import (
    held_lines,
    lines_of,
    sentence,
    signals_told,
    when_words,
)
from selfcare.page.visit import Visit, get, post
from selfcare.planning.day_words import day_and_month_words, long_date_words
from selfcare.planning.signals.start_missed import START_MISSED

TOLD_ON: Final = (TODAY, "/days", "/times", "/quiet/now")
"""Pages that say what was noted a moment ago."""


class Leads(Enum):
    """What leads, for the template."""

    ALARM = auto()
    LEFT_IN_THE_MIDDLE = auto()
    RESTS = auto()
    ASKED = auto()
    FIRST_STEPS = auto()
    COMES_NEXT = auto()
    NOTHING_COMES = auto()


class _Texts(Struct, frozen=True):
    """Messages of inner parts that the template tells."""

    what_suits: Message = WHAT_SUITS
    start_missed: Message = START_MISSED
    always_below: Message = ALWAYS_BELOW
    only_an_estimate: Message = ONLY_AN_ESTIMATE


async def today(visit: Visit) -> Response:
    """Show today."""
    context = visit.context
    seen = see_today(context)
    now, zone, first = context.now(), context.zone(), first_of_all(context)
    return visit.shows(
        "today.html",
        title=words("Today"),
        here="today",
        day=say(day_and_month_words(context.today())),
        today=seen,
        leads=Leads,
        lead=_leads(seen.lead) if first is None else Leads.ALARM,
        first=first,
        noted=noted_at(visit),
        back=TODAY,
        lines=lines_of(seen),
        held=held_lines(seen),
        signals=signals_told(seen),
        problems=files_told(seen.problems, context.folders.config),
        broken=context.in_force.broken,
        outlook_lines=() if seen.outlook is None else tuple(outlook_lines(seen.outlook)),
        cycle_lines=() if seen.cycle is None else tuple(today_lines(seen.cycle)),
        medicines=MEDICINES,
        texts=_Texts(),
        facts_of=facts_of,
        drawing_of=drawing_of,
        sentence=sentence,
        when=lambda moment: when_words(moment, now, zone),
        until=lambda moment: say(until_words(moment, now, zone)),
        date=lambda on: say(long_date_words(on)),
        this_day=context.today(),
        tomorrow=context.today() + DAY,
    )


def noted_at(visit: Visit) -> JustNoted | None:
    """Return what was noted a moment ago, where the address names an entry."""
    found = number_in(visit.asked("n"))
    return None if found is None else just_noted(visit.context, found)


def noted(visit: Visit, path: str = TODAY) -> Response:
    """Answer a form that has noted something: say so on `path`, unless something comes first."""
    return visit.goes_to(first_of_all(visit.context) or f"{path}?n={latest(visit.context)}")


def _leads(lead: Lead) -> Leads:
    match lead:
        case LeftInTheMiddle():
            return Leads.LEFT_IN_THE_MIDDLE
        case Rests():
            return Leads.RESTS
        case Asked():
            return Leads.ASKED
        case FirstSteps():
            return Leads.FIRST_STEPS
        case ComesNext():
            return Leads.COMES_NEXT
        case NothingComes():
            return Leads.NOTHING_COMES


async def back(visit: Visit) -> Response:
    """Take back what was noted a moment ago."""
    form = await visit.form()
    take_back(visit.context, number(form, "number"))
    path = form.one("back")
    return noted(visit, path if path in TOLD_ON else TODAY)


async def outlook(visit: Visit) -> Response:
    """Hide the outlook, or show it again."""
    form = await visit.form()
    (show_outlook if form.one("shown") == "yes" else hide_outlook)(visit.context)
    return visit.goes_to(TODAY)


async def read(visit: Visit) -> Response:
    """Note that what was due to be told has been read."""
    assess_and_tell(visit.context)
    return visit.goes_to(TODAY)


async def run(visit: Visit) -> Response:
    """Start the background program."""
    found = start(visit.context.folders)
    if found.outcome is Start.FAILED:
        raise found.trouble
    return visit.goes_to(TODAY)


WAYS: Final = (
    get(TODAY, today),
    post("/today/back", back),
    post("/today/outlook", outlook),
    post("/today/read", read),
    post("/today/run", run),
)
