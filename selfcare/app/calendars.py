"""The user's calendars: which files they are, what is asked of them, and what is in force.

Commands read a changed calendar themselves while no background program does.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, tzinfo
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from selfcare.app.calendar_memory import (
    DAYS_AHEAD,
    DAYS_BACK,
    Memory,
    Source,
    Wanted,
    recall,
    remember,
    source_of,
)
from selfcare.app.instance import is_held
from selfcare.calendar.child import has_extra, read_calendar
from selfcare.calendar.refusal import MISSING_EXTRA, NOT_THERE
from selfcare.calendar.request import Limits, Outcome, Request, Unread, Why
from selfcare.config.paths import Folders
from selfcare.domain.calendar import CalendarReading
from selfcare.domain.settings import Settings

LIMITS: Final = Limits()


def readings_in_force(
    folders: Folders, settings: Settings, today: date, zone: tzinfo
) -> tuple[CalendarReading, ...]:
    """Return the last good reading of each calendar of the settings that has one."""
    if not settings.calendar:
        return ()
    wanted = wanted_of(folders, settings, zone)
    memory = refreshed(folders, wanted, today)
    return readings_of(memory, wanted)


def failures_in_force(
    folders: Folders, settings: Settings, today: date, zone: tzinfo
) -> Mapping[str, Unread]:
    """Return why calendars of the settings cannot be read, by their complete paths."""
    if not settings.calendar:
        return {}
    wanted = wanted_of(folders, settings, zone)
    memory = refreshed(folders, wanted, today)
    failures = (memory.failure_of(one) for one in wanted)
    return {one.wanted.path: one.outcome for one in failures if one is not None}


def refreshed(folders: Folders, wanted: tuple[Wanted, ...], today: date) -> Memory:
    """Return what is known, after reading what changed unless the background program does."""
    memory = recall(folders.state)
    due = [
        (one, source) for one in wanted if is_due(memory, one, source := source_of(one.path), today)
    ]
    if not due or is_held(folders.state):
        return memory
    for one, source in due:
        memory = memory.after(one, source, today, _read(one, source, today))
    remember(folders.state, memory.only(wanted))
    return memory


def readings_of(memory: Memory, wanted: tuple[Wanted, ...]) -> tuple[CalendarReading, ...]:
    """Return the readings that are known of the calendars `wanted`, in their order."""
    found = (memory.reading_of(one) for one in wanted)
    return tuple(reading for reading in found if reading is not None)


def wanted_of(folders: Folders, settings: Settings, zone: tzinfo) -> tuple[Wanted, ...]:
    """Return the calendars of the settings; one that stands there twice counts once."""
    name = zone_name(zone)
    found = (
        Wanted(str(complete(entry.path, folders.config)), entry, name)
        for entry in settings.calendar
    )
    return tuple(dict.fromkeys(found))


def complete(path: str, folder: Path) -> Path:
    """Return a path of the settings, `~` and what is relative to `folder` filled in."""
    return Path(os.path.normpath(folder / os.path.expanduser(path)))  # noqa: PTH111 - raises not


def zone_name(zone: tzinfo) -> str | None:
    """Return the name by which another process knows the zone, None where it has none."""
    if zone is UTC:
        return "UTC"
    name = getattr(zone, "key", None)
    try:
        return name if isinstance(name, str) and ZoneInfo(name) else None
    except (KeyError, OSError, ValueError):
        # Names of nothing, of folders, and those that can be no name.
        return None


def request_for(wanted: Wanted, today: date, limits: Limits = LIMITS) -> Request:
    """Return what to ask about a calendar on the day `today`."""
    return Request(
        path=wanted.path,
        first=today - DAYS_BACK,
        last=today + DAYS_AHEAD,
        zone=wanted.zone,
        me=wanted.entry.me,
        deadline=wanted.entry.deadline,
        day_off=wanted.entry.day_off,
        limits=limits,
    )


def is_due(memory: Memory, wanted: Wanted, source: Source | None, today: date) -> bool:
    """Return whether the calendar is to be read now."""
    failure = memory.failure_of(wanted)
    if failure is not None and failure.outcome.why is Why.MISSING_EXTRA and has_extra():
        return True
    return not memory.is_current(wanted, source, today)


def at_once(source: Source | None) -> Unread | None:
    """Return what can be said of a calendar without reading it."""
    if source is None:
        return NOT_THERE
    return None if has_extra() else MISSING_EXTRA


def _read(wanted: Wanted, source: Source | None, today: date) -> Outcome:
    return at_once(source) or read_calendar(request_for(wanted, today))
