"""The questions about alarming symptoms, and what is to be done where one of them is so.

The one rule: one dim screen, "none of these" first, and whatever is ticked is stored before
anything is said about it. The text of an alarm stands alone; no routine, outlook or tip is near.
"""

from __future__ import annotations

import re
from datetime import timedelta
from http import HTTPStatus
from typing import Final

from starlette.responses import RedirectResponse, Response

from selfcare.app.assessing import assess, assess_and_tell, present_for
from selfcare.app.context import Context
from selfcare.app.country import country
from selfcare.app.gate import alarm_now, answer_gate, note_checked, take_back
from selfcare.app.say import say, words
from selfcare.domain.checkin import FILL_IN_DAYS
from selfcare.domain.errors import UserMistake
from selfcare.domain.message import message
from selfcare.domain.red_flags import ALWAYS_BELOW, GATE, Flag, Level, emergency_number
from selfcare.page.fields import number_in
from selfcare.page.leading import HELP, QUESTIONS, SAVED, TODAY, first_of_all
from selfcare.page.visit import Visit, get, post
from selfcare.planning.alarm import OF_CHECK_INS, AlarmState
from selfcare.planning.noted import check_ins_about

_CALLABLE: Final = re.compile(r"\d{2,5}", re.ASCII)


async def questions(visit: Visit) -> Response:
    """Ask whether there is anything alarming."""
    alarm = alarm_now(visit.context)
    return visit.shows(
        "questions.html",
        title=words("Questions"),
        gate=GATE,
        nothing=Flag.NONE,
        waits=alarm.gate is not None,
        again=alarm.mistaken,
        holds=alarm.level is not None,
        entry=number_in(visit.asked("entry")),
    )


async def answered(visit: Visit) -> Response:
    """Note what was ticked, and lead to what it means."""
    context = visit.context
    form = await visit.form()
    ticked = tuple(one for one in Flag if one.value in form.every("flag"))
    if not ticked:
        raise UserMistake(
            message("Please choose “None of these”, or everything that is so, and then go on.")
        )
    number = answer_gate(context, ticked)
    assess_and_tell(context)
    entry = number_in(form.one("entry"))
    return visit.goes_to(first_of_all(context) or f"{SAVED}?entry={entry or number}")


async def help_first(visit: Visit) -> Response:
    """Show the text of an alarm, and nothing else."""
    context = visit.context
    alarm = alarm_now(context)
    if alarm.level is None:
        return RedirectResponse(first_of_all(context) or TODAY, HTTPStatus.SEE_OTHER)
    number = say(emergency_number(country()))
    return visit.shows(
        "help.html",
        title=words("Get help"),
        urgent=alarm.level is Level.EMERGENCY,
        text=assess(present_for(context)).text,
        below=ALWAYS_BELOW,
        call=number if _CALLABLE.fullmatch(number) else None,
        ticked=any(one.cause not in OF_CHECK_INS for one in alarm.raised),
        said=_check_in_behind(context, alarm),
    )


async def checked(visit: Visit) -> Response:
    """Note that the user has been checked."""
    note_checked(visit.context)
    return visit.goes_to(TODAY)


async def mistaken(visit: Visit) -> Response:
    """Note that a tick was a mistake, and ask anew."""
    take_back(visit.context)
    return visit.goes_to(QUESTIONS)


def _check_in_behind(context: Context, alarm: AlarmState) -> int | None:
    """Return the number of the check-in that raised an alarm, where it can still be corrected."""
    earliest = context.today() - timedelta(days=FILL_IN_DAYS)
    days = [one.on for one in alarm.raised if one.cause in OF_CHECK_INS and one.on >= earliest]
    if not days:
        return None
    noted = check_ins_about(context.diary.view(since=earliest).entries, max(days))
    return noted[-1].id if noted else None


WAYS: Final = (
    get(QUESTIONS, questions),
    post(QUESTIONS, answered),
    get(HELP, help_first),
    post("/checked", checked),
    post("/help/mistake", mistaken),
)
