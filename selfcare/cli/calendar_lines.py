"""A calendar as it counts: lines for people, data for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from selfcare.app.calendar_look import CalendarLook, LookDay
from selfcare.app.say import say
from selfcare.app.time_words import length_words
from selfcare.calendar.request import LeftOut
from selfcare.domain.message import Message, message
from selfcare.planning.day_words import date_words


class DayData(Struct, frozen=True, kw_only=True):
    """A day that has something to it; `why` says why it counts as busy."""

    day: date
    hours: float
    busy: bool
    why: str | None
    due: tuple[str, ...]
    under_way: tuple[str, ...]
    off: bool


class CalendarData(Struct, frozen=True, kw_only=True):
    """What `calendar --json` prints; days without anything are missing."""

    file: str
    configured: bool
    first: date
    last: date
    days: tuple[DayData, ...]
    left_out: LeftOut
    unknown_zones: tuple[str, ...]


def calendar_data(found: CalendarLook) -> CalendarData:
    """Return a calendar as data."""
    return CalendarData(
        file=found.file,
        configured=found.configured,
        first=found.first,
        last=found.last,
        days=tuple(
            DayData(
                day=one.day,
                hours=round(one.length / timedelta(hours=1), 2),
                busy=one.busy is not None,
                why=None if one.busy is None else say(one.busy),
                due=one.due,
                under_way=one.under_way,
                off=one.off,
            )
            for one in found.days
        ),
        left_out=found.left_out,
        unknown_zones=found.unknown_zones,
    )


def calendar_lines(found: CalendarLook) -> Iterator[Message]:
    """Yield what the calendar comes to."""
    yield message(
        "From {first} to {last} this is what counts:",
        first=date_words(found.first),
        last=date_words(found.last),
    )
    for day in found.days:
        yield message("  {day}", day=date_words(day.day))
        for line in _of_day(day):
            yield message("    {line}", line=line)
    if not found.days:
        yield message("  Nothing on these days.")
    counted = tuple(_left_out(found.left_out))
    if counted:
        yield message("Left out of these days and the two months before:")
    for line in counted:
        yield message("  {line}", line=line)
    for name in found.unknown_zones:
        yield message(
            "The time zone “{name}” is not known here, so its times were read as your own.",
            name=name,
        )
    if not found.configured:
        yield message(
            "Your config.toml does not name this file yet, so it changes nothing, and no words mark"
            " what is due or days off. To use it, add a [[calendar]] with its path."
        )


def _of_day(day: LookDay) -> Iterator[Message]:
    if day.off:
        yield message("A day off.")
    for name in day.due:
        yield message("“{name}” is due.", name=name)
    for name in day.under_way:
        yield message("“{name}” is under way.", name=name)
    if day.length:
        length = length_words(day.length)
        yield (
            message("Meetings: {length}.", length=length)
            if day.busy is None
            else message("Meetings: {length}. It counts as a busy day.", length=length)
        )


def _left_out(left_out: LeftOut) -> Iterator[Message]:
    for count, line in (
        (left_out.declined, message("Declined by you: {count}", count=left_out.declined)),
        (left_out.cancelled, message("Cancelled: {count}", count=left_out.cancelled)),
        (left_out.free, message("Marked as free time: {count}", count=left_out.free)),
        (
            left_out.away,
            message("Marked as out of office or elsewhere: {count}", count=left_out.away),
        ),
        (
            left_out.whole_day,
            message(
                "Whole days without one of your marking words: {count}", count=left_out.whole_day
            ),
        ),
        (left_out.no_length, message("Without a length: {count}", count=left_out.no_length)),
        (
            left_out.unreadable,
            message("Events that could not be understood: {count}", count=left_out.unreadable),
        ),
    ):
        if count:
            yield line
