"""Which page comes before any other, and the pages that many others lead to.

First come the questions about alarming symptoms, and what they mean. The diary,
the check-in and the notes stay within reach all the time; this decides only where a form leads that
noted something, and whether there is something to be read first.
"""

from __future__ import annotations

from typing import Final

from selfcare.app.context import Context
from selfcare.app.gate import alarm_now
from selfcare.domain.red_flags import Level

TODAY: Final = "/today"
SESSION: Final = "/session"
FIRST_STEPS: Final = "/first-steps"
QUESTIONS: Final = "/questions"
HELP: Final = "/help"
SAVED: Final = "/checkin/saved"


def first_of_all(context: Context) -> str | None:
    """Return the page to be seen before anything else, None where nothing stands in the way.

    An emergency never waits for questions. Else these come first while they wait for an answer,
    then the text of an alarm until it is ended.
    """
    alarm = alarm_now(context)
    if alarm.level is Level.EMERGENCY:
        return HELP
    if alarm.gate is not None:
        return QUESTIONS
    return HELP if alarm.suspended else None


def after_entry(context: Context, number: int) -> str:
    """Return where a check-in, or an answer at the gate, leads: to what comes first, or thanks."""
    first = first_of_all(context)
    if first == QUESTIONS:
        return f"{QUESTIONS}?entry={number}"
    return first or f"{SAVED}?entry={number}"
