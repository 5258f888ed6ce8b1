"""What selfcare would make of a calendar file: its days, and what was left out of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from selfcare.app.calendar_memory import DAYS_BACK
from selfcare.app.calendars import wanted_of, zone_name
from selfcare.calendar.child import read_calendar
from selfcare.calendar.request import LeftOut, Limits, Request, Unread, Why
from selfcare.config.paths import Folders
from selfcare.domain.busy import busy_days, busy_hours
from selfcare.domain.calendar import CalendarReading
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.message import Message, message
from selfcare.domain.settings import CalendarEntry, Settings
from selfcare.domain.week import DAY

_NOT_THE_FILE: Final = frozenset({Why.MISSING_EXTRA, Why.BROKE_OFF})


class LookDay(Struct, frozen=True, kw_only=True):
    """A day that has something to it.

    `busy` is why it counts as busy, None where it does not. `under_way` are names of what is due
    on a later day and has begun.
    """

    day: date
    length: timedelta
    busy: Message | None
    due: tuple[str, ...]
    under_way: tuple[str, ...]
    off: bool


class CalendarLook(Struct, frozen=True, kw_only=True):
    """A calendar from `first` to `last`; `configured` says whether the settings name it."""

    file: str
    configured: bool
    first: date
    last: date
    days: tuple[LookDay, ...]
    left_out: LeftOut
    unknown_zones: tuple[str, ...]


def look_at_calendar(
    file: Path,
    *,
    folders: Folders,
    settings: Settings,
    now: datetime,
    zone: tzinfo,
    days: int,
    limits: Limits | None = None,
) -> CalendarLook:
    """Return what `file` comes to in the `days` from today on, by the words of the settings.

    Raises UserMistake where it cannot be read, Trouble where the reason is not the file.
    """
    today = now.astimezone(zone).date()
    path = os.path.normpath(file.absolute())
    entries = [one.entry for one in wanted_of(folders, settings, zone) if one.path == path]
    entry = entries[0] if entries else CalendarEntry(path=path)
    last = today + (days - 1) * DAY
    outcome = read_calendar(
        Request(
            path=path,
            first=today - DAYS_BACK,
            last=last,
            zone=zone_name(zone),
            me=entry.me,
            deadline=entry.deadline,
            day_off=entry.day_off,
            limits=limits or Limits(),
        )
    )
    if isinstance(outcome, Unread):
        kind = Trouble if outcome.why in _NOT_THE_FILE else UserMistake
        raise kind(message("{file}: {what}", file=str(file), what=outcome.what))
    return CalendarLook(
        file=str(file),
        configured=bool(entries),
        first=today,
        last=last,
        days=tuple(_days(outcome.reading, settings, zone, today)),
        left_out=outcome.left_out,
        unknown_zones=outcome.unknown_zones,
    )


def _days(
    reading: CalendarReading, settings: Settings, zone: tzinfo, first: date
) -> Iterator[LookDay]:
    work = replace(settings.work, days_off=(*settings.work.days_off, *reading.days_off))
    lengths = busy_hours((reading,), zone)
    busy = {one.day: one for one in busy_days((reading,), replace(settings, work=work), zone)}
    day = first
    while day <= reading.last:
        found = LookDay(
            day=day,
            length=lengths.get(day, timedelta()),
            busy=busy[day].reason if day in busy else None,
            due=tuple(one.name for one in reading.deadlines if one.day == day),
            under_way=tuple(
                one.name for one in reading.deadlines if one.first and one.first <= day < one.day
            ),
            off=any(day in off for off in reading.days_off),
        )
        if found.length or found.due or found.under_way or found.off:
            yield found
        day += DAY
