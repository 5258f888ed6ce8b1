"""Which page comes before any other: the questions about alarming symptoms, and what they mean."""

from __future__ import annotations

from typing import Final

from selfcare.app.context import Context
from selfcare.app.gate import alarm_now

QUESTIONS: Final = "/questions"
HELP: Final = "/help"


def first_of_all(context: Context) -> str | None:
    """Return the page to be seen before anything else, None where nothing stands in the way."""
    alarm = alarm_now(context)
    if alarm.gate is not None:
        return QUESTIONS
    return HELP if alarm.suspended else None
