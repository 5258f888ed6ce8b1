"""Days as people say them: "Wednesday", "Wednesday, 2026-11-25", and months: "November 2026"."""

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
_MONTHS: Final = (
    message("January"),
    message("February"),
    message("March"),
    message("April"),
    message("May"),
    message("June"),
    message("July"),
    message("August"),
    message("September"),
    message("October"),
    message("November"),
    message("December"),
)
_WITH_WEEKDAY: Final = "{weekday}, {date}"


def weekday_words(day: date) -> Message:
    """Return the name of a day of the week."""
    return _WEEKDAYS[day.weekday()]


def date_words(day: date) -> Message:
    """Return a date with its weekday, such as "Wednesday, 2026-11-25", as commands take it."""
    return message(_WITH_WEEKDAY, weekday=weekday_words(day), date=day.isoformat())


def in_full(what: Message) -> Message:
    """Return a message with the dates of `date_words` in full, for those who type no commands."""
    values = dict(what.values)
    if what.text == _WITH_WEEKDAY:
        return long_date_words(date.fromisoformat(str(values["date"])))
    return Message(
        what.text,
        tuple(
            (name, in_full(value) if isinstance(value, Message) else value)
            for name, value in what.values
        ),
    )


def month_words(day: date) -> Message:
    """Return the name of a day's month."""
    return _MONTHS[day.month - 1]


def month_and_year_words(day: date) -> Message:
    """Return the month of a day with its year, such as "November 2026"."""
    return message("{month} {year}", month=month_words(day), year=str(day.year))


def long_date_words(day: date) -> Message:
    """Return a date in full, such as "Wednesday, 25 November 2026"."""
    return message("{day} {year}", day=day_and_month_words(day), year=str(day.year))


def day_and_month_words(day: date) -> Message:
    """Return a day within its year, such as "Wednesday, 25 November"."""
    return message(
        "{weekday}, {day} {month}", weekday=weekday_words(day), day=day.day, month=month_words(day)
    )
