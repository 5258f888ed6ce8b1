"""How a user may say how long a pause is: "2h", "90m", "14:00", "2026-11-25 09:00".

The one rule: what is meant is clear or refused; a time that has gone by is never taken for another.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from selfcare.app.time_words import clock_words, moment_words
from selfcare.domain.errors import UserMistake
from selfcare.domain.message import message
from selfcare.domain.week import DAY, instant

LONGEST: Final = 366 * DAY
"""A pause with an end is no longer than this; one without an end has no such limit."""

_LENGTH: Final = re.compile(r"(?:(\d{1,4})d)?(?:(\d{1,4})h)?(?:(\d{1,5})m(?:in)?)?")
_MINUTES: Final = re.compile(r"\d{1,5}")
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})")


def length_of(text: str) -> timedelta | None:
    """Return a length such as "2h", "90m", "1h30m", "2d" or "45" (minutes); None for no length."""
    compact = "".join(text.lower().split())
    if _MINUTES.fullmatch(compact):
        compact += "m"
    found = _LENGTH.fullmatch(compact)
    if found is None or not any(found.groups()):
        return None
    days, hours, minutes = (int(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes)


def end_after(length: timedelta, now: datetime) -> datetime:
    """Return the end of a pause of `length`, or raise UserMistake for none or too long a one."""
    if length <= timedelta():
        raise UserMistake(message("A pause needs some length, such as: selfcare pause --for 2h"))
    if length > LONGEST:
        raise _too_long()
    return now + length


def instant_of(text: str, today: date, zone: tzinfo) -> datetime | None:
    """Return the instant (UTC) of a time today, a date (its midnight) or both; None for neither."""
    day_text, _, clock_text = text.strip().replace("T", " ").partition(" ")
    clock = _clock(day_text)
    if clock is not None and not clock_text:
        return instant(today, clock, zone)
    try:
        day = date.fromisoformat(day_text)
    except ValueError:
        return None
    clock = time(0) if not clock_text.strip() else _clock(clock_text.strip())
    return None if clock is None else _on(day, clock, today, zone)


def start_of(day: date, today: date, zone: tzinfo) -> datetime:
    """Return the midnight (UTC) with which a day begins; raise UserMistake for one out of reach."""
    return _on(day, time(0), today, zone)


def end_at(moment: datetime, now: datetime, zone: tzinfo) -> datetime:
    """Return `moment` as the end of a pause, or raise UserMistake where it has gone by."""
    if moment <= now:
        local = moment.astimezone(zone)
        raise UserMistake(
            message(
                "That time has gone by ({when}). For another day:"
                ' selfcare pause --until "{day} {time}"',
                when=moment_words(moment, now, zone),
                day=(now.astimezone(zone).date() + DAY).isoformat(),
                time=clock_words(local, zone),
            )
        )
    if moment - now > LONGEST:
        raise _too_long()
    return moment


def _on(day: date, clock: time, today: date, zone: tzinfo) -> datetime:
    if not today - LONGEST <= day <= today + LONGEST:
        raise _too_long()
    return instant(day, clock, zone)


def _clock(text: str) -> time | None:
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _too_long() -> UserMistake:
    return UserMistake(
        message("A pause with an end lasts a year at most. One without an end: selfcare pause")
    )
