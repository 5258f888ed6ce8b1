"""Instants and lengths of time as people say them: "in 25 minutes, at 10:30"."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import Final

from selfcare.domain.message import Message, message
from selfcare.domain.week import MINUTE
from selfcare.planning.day_words import date_words, weekday_words

_WEEK: Final = 7


def clock_words(moment: datetime, zone: tzinfo) -> str:
    """Return the wall time of an instant, such as 10:30."""
    return f"{moment.astimezone(zone):%H:%M}"


def length_words(length: timedelta) -> Message:
    """Return a length of time, rounded to minutes; below one minute in seconds."""
    seconds = max(0, round(length.total_seconds()))
    if seconds == 1:
        return message("1 second")
    if seconds < MINUTE.total_seconds():
        return message("{count} seconds", count=seconds)
    minutes = max(1, round(seconds / 60))
    hours, rest = divmod(minutes, 60)
    days = hours // 24
    if days > 1:
        return message("{count} days", count=days)
    if hours == 0:
        return _minutes(rest)
    if rest == 0:
        return _hours(hours)
    return message("{hours} and {minutes}", hours=_hours(hours), minutes=_minutes(rest))


def moment_words(moment: datetime, now: datetime, zone: tzinfo) -> Message:
    """Return an instant as seen from `now`: how far away it is, its day where needed, its time."""
    here, there = now.astimezone(zone), moment.astimezone(zone)
    clock = clock_words(moment, zone)
    days = (there.date() - here.date()).days
    away = moment - now
    if abs(away) < MINUTE / 2:
        return message("now, at {time}", time=clock)
    if days == 0 and away > timedelta():
        return message("in {length}, at {time}", length=length_words(away), time=clock)
    if days == 0:
        return message("{length} ago, at {time}", length=length_words(-away), time=clock)
    if days == 1:
        return message("tomorrow at {time}", time=clock)
    if days == -1:
        return message("yesterday at {time}", time=clock)
    if 0 < days < _WEEK:
        return message("on {weekday} at {time}", weekday=weekday_words(there.date()), time=clock)
    return message("on {day} at {time}", day=date_words(there.date()), time=clock)


def until_words(moment: datetime, now: datetime, zone: tzinfo) -> Message:
    """Return the end of something that lasts to `moment`, such as "until tomorrow at 09:00"."""
    there = moment.astimezone(zone)
    clock = clock_words(moment, zone)
    days = (there.date() - now.astimezone(zone).date()).days
    if days == 0:
        return message("until {time}", time=clock)
    if days == 1:
        return message("until tomorrow at {time}", time=clock)
    return message("until {day} at {time}", day=date_words(there.date()), time=clock)


def _minutes(count: int) -> Message:
    return message("1 minute") if count == 1 else message("{count} minutes", count=count)


def _hours(count: int) -> Message:
    return message("1 hour") if count == 1 else message("{count} hours", count=count)
