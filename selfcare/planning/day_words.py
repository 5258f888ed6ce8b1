"""Days as people say them: "Wednesday", "Wednesday, 2026-11-25"."""

from __future__ import annotations

from datetime import date
from typing import Final

from selfcare.domain.message import Message, message

_WEEKDAYS: Final = (
    message("Monday"),
    message("Tuesday"),
    message("Wednesday"),
    message("Thursday"),
    message("Friday"),
    message("Saturday"),
    message("Sunday"),
)


def weekday_words(day: date) -> Message:
    """Return the name of a day of the week."""
    return _WEEKDAYS[day.weekday()]


def date_words(day: date) -> Message:
    """Return a date with its weekday, such as "Wednesday, 2026-11-25"."""
    return message("{weekday}, {date}", weekday=weekday_words(day), date=day.isoformat())
