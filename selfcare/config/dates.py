"""Dates in files: one day, a span of days, days of every year, days of every month."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from selfcare.config.refusal import Refusal, shown
from selfcare.domain.message import Message, message
from selfcare.domain.stress import MonthlyDays, YearlyDays
from selfcare.domain.week import DaysOff

_DATE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_SPAN: Final = r" *\.\. *"
_OF_YEAR: Final = r"[0-9]{2}-[0-9]{2}"
_OF_MONTH: Final = r"([1-9]|[12][0-9]|3[01])"
DAY_PATTERN: Final = rf"^{_DATE}$"
DAYS_PATTERN: Final = rf"^{_DATE}({_SPAN}{_DATE})?$"
YEARLY_PATTERN: Final = rf"^{_OF_YEAR}({_SPAN}{_OF_YEAR})?$"
MONTHLY_PATTERN: Final = (
    rf"^((first|last) ({_OF_MONTH} )?(workday|day)s?|{_OF_MONTH}({_SPAN}{_OF_MONTH})?)$"
)
LEAP_YEAR: Final = 2024
"""A year in which every day of any year can be found."""


def take_day(value: object) -> date | Refusal:
    """Return a date, or why there is none."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    expected = message("a date")
    if not isinstance(value, str) or not re.fullmatch(DAYS_PATTERN, value):
        return Refusal(expected, message("write year, month and day, as {day}", day='"2026-12-24"'))
    *_, last = value.split("..")
    if last != value:
        return Refusal(expected, message("write one day, as {day}", day=f'"{last.strip()}"'))
    try:
        return date.fromisoformat(value)
    except ValueError:
        return _not_in_the_calendar(value, expected)


def take_days(value: object) -> DaysOff | Refusal:
    """Return a date or a span of dates, or why there is none."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return DaysOff(value, value)
    expected = message("a date or a span of dates")
    if not isinstance(value, str) or not re.fullmatch(DAYS_PATTERN, value.strip()):
        return Refusal(
            expected,
            message(
                "write year, month and day, as {day}, or first and last day, as {span}",
                day='"2026-12-24"',
                span='"2026-12-24..2027-01-01"',
            ),
        )
    ends = [part.strip() for part in value.split("..")]
    try:
        first, last = date.fromisoformat(ends[0]), date.fromisoformat(ends[-1])
    except ValueError:
        return _not_in_the_calendar(value, expected)
    if last < first:
        return Refusal(
            expected,
            message("write the earlier date first: {span}", span=f'"{last}..{first}"'),
            message("{found} ends before it starts", found=shown(value)),
        )
    return DaysOff(first, last)


def take_yearly(value: object) -> YearlyDays | Refusal:
    """Return days of every year, or why there are none."""
    expected = message("days of every year")
    cure = message(
        "write month and day, as {day}, or first and last day, as {span}",
        day='"05-31"',
        span='"12-10..12-23"',
    )
    with_year = take_days(value)
    if isinstance(with_year, DaysOff):
        days = each_year(with_year.first, with_year.last)
        return Refusal(expected, message("leave the year out: {days}", days=f'"{days}"'))
    if not isinstance(value, str) or not re.fullmatch(YEARLY_PATTERN, value):
        return Refusal(expected, cure)
    ends = [part.strip() for part in value.split("..")]
    try:
        first, last = (date.fromisoformat(f"{LEAP_YEAR}-{end}") for end in (ends[0], ends[-1]))
    except ValueError:
        return _not_in_the_calendar(value, expected)
    return each_year(first, last)


def each_year(first: date, last: date) -> YearlyDays:
    """Return the days from `first` to `last` as days of every year."""
    return YearlyDays((first.month, first.day), (last.month, last.day))


def take_monthly(value: object) -> MonthlyDays | Refusal:
    """Return days of every month, or why there are none."""
    expected = message("days of every month")
    if not isinstance(value, str) or not re.fullmatch(MONTHLY_PATTERN, value):
        return Refusal(expected, _monthly_cure(value))
    if value[0].isdigit():
        ends = [int(part) for part in value.split("..")]
        first, last = ends[0], ends[-1]
        if last < first:
            return Refusal(
                expected,
                message(
                    "write the earlier day first, as {days}; for days over the end of a month"
                    " make two [[stress]], one for each month",
                    days=f'"{last}..{first}"',
                ),
                message("{found} ends before it starts", found=shown(value)),
            )
        return MonthlyDays(first=first, last=last)
    side, *number, unit = value.split(" ")
    return MonthlyDays(
        count=int(number[0]) if number else 1,
        from_end=side == "last",
        workdays=unit.startswith("workday"),
    )


def _monthly_cure(value: object) -> Message:
    if type(value) is int and re.fullmatch(MONTHLY_PATTERN, str(value)):
        return message("put it in quotation marks: {day}", day=f'"{value}"')
    return message(
        "write one of these: {examples}",
        examples='"last 3 workdays", "first 2 days", "15", "10..12"',
    )


def _not_in_the_calendar(value: str, expected: Message) -> Refusal:
    return Refusal(
        expected,
        message("look the date up"),
        message("{found} is not in the calendar", found=shown(value)),
    )
