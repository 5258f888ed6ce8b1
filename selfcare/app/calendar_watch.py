"""Keeps an eye on the user's calendars; what they say is read in children, one at a time.

Programs and syncs save in steps, so a change counts only once it has stood still between two
looks. A file that is gone may be on its way: that is told only after a while.
"""

from __future__ import annotations

import logging
from datetime import date, tzinfo
from pathlib import Path
from typing import Final

from msgspec import Struct

from selfcare.app.calendar_memory import (
    Memory,
    Source,
    Tried,
    Wanted,
    recall,
    remember,
    source_of,
)
from selfcare.app.calendars import (
    LIMITS,
    at_once,
    is_due,
    readings_of,
    request_for,
    wanted_of,
)
from selfcare.calendar.child import CalendarChild
from selfcare.calendar.refusal import broke_off
from selfcare.calendar.request import Limits, Outcome, Why
from selfcare.config.paths import Folders
from selfcare.domain.calendar import CalendarReading
from selfcare.domain.message import message
from selfcare.domain.settings import Settings
from selfcare.planning.notices import News, short_key

log = logging.getLogger(__name__)

LOOKS_WITHOUT_A_FILE: Final = 15
"""How many looks in a row find no file before that is told: half a minute or more."""


class _Seen(Struct, frozen=True):
    """What the last look found of a file, and how many looks in a row found the same."""

    source: Source | None
    looks: int


class _AtWork(Struct, frozen=True):
    """The child that reads a calendar now."""

    wanted: Wanted
    source: Source | None
    child: CalendarChild


class CalendarWatch:
    """The calendars in force while the background program runs."""

    def __init__(self, folders: Folders, limits: Limits = LIMITS) -> None:
        self._folders = folders
        self._limits = limits
        self._memory: Memory | None = None
        self._wanted: tuple[Wanted, ...] = ()
        self._seen: dict[Wanted, _Seen] = {}
        self._at_work: _AtWork | None = None
        self.readings: tuple[CalendarReading, ...] = ()
        """The last good readings in the order of the settings; one object until one changes."""
        self.settled = True
        """Whether nothing is under way; if not, look again soon."""

    @property
    def to_tell(self) -> tuple[News, ...]:
        """What the user should hear of, once."""
        memory = self._memory or Memory()
        failures = (memory.failure_of(one) for one in self._wanted)
        # The packages are missing for all calendars at once.
        return tuple(dict.fromkeys(_news(one, memory) for one in failures if one is not None))

    def look(self, settings: Settings, today: date, zone: tzinfo) -> None:
        """Look at the files and at the child; start a child for what is to be read."""
        memory = recall(self._folders.state) if self._memory is None else self._memory
        self._wanted = wanted_of(self._folders, settings, zone)
        self._seen = {one: seen for one, seen in self._seen.items() if one in self._wanted}
        after = self._collect(memory, today)
        due, waiting = [], False
        for one in self._wanted:
            seen = self._look_at(one)
            if not is_due(after, one, seen.source, today):
                continue
            if seen.looks < (2 if seen.source is not None else LOOKS_WITHOUT_A_FILE):
                waiting = True
            else:
                due.append((one, seen.source))
        for one, source in due:
            after = self._begin(after, one, source, today)
        after = after.only(self._wanted)
        if after != memory:
            remember(self._folders.state, after)
        self._memory = after
        readings = readings_of(after, self._wanted)
        if readings != self.readings:
            self.readings = readings
        self.settled = self._at_work is None and not waiting

    def close(self) -> None:
        """End the child, if one is at work."""
        if self._at_work is not None:
            self._at_work.child.close()
            self._at_work = None

    def _look_at(self, wanted: Wanted) -> _Seen:
        source = source_of(wanted.path)
        before = self._seen.get(wanted)
        same = before is not None and before.source == source
        self._seen[wanted] = _Seen(source, before.looks + 1 if before and same else 1)
        return self._seen[wanted]

    def _begin(self, memory: Memory, wanted: Wanted, source: Source | None, today: date) -> Memory:
        """Start to read a calendar, unless a child is at work; what is clear at once is noted."""
        known = at_once(source)
        if known is not None:
            return memory.after(wanted, source, today, known)
        if self._at_work is not None:
            return memory
        try:
            child = CalendarChild(request_for(wanted, today, self._limits))
        except OSError as error:
            return memory.after(wanted, source, today, broke_off(error.strerror or "?"))
        self._at_work = _AtWork(wanted, source, child)
        return memory

    def _collect(self, memory: Memory, today: date) -> Memory:
        """Take what the child says, if it is done; one that nobody waits for any more is ended."""
        at_work = self._at_work
        if at_work is None:
            return memory
        if at_work.wanted not in self._wanted:
            self.close()
            return memory
        outcome = at_work.child.outcome()
        if outcome is None:
            return memory
        self._at_work = None
        _log(outcome)
        return memory.after(at_work.wanted, at_work.source, today, outcome)


def _news(tried: Tried, memory: Memory) -> News:
    outcome = tried.outcome
    if outcome.why is Why.MISSING_EXTRA:
        return News("calendar/missing_extra", outcome.what)
    path = tried.wanted.path
    rest = (
        message("For now it counts for nothing.")
        if memory.reading_of(tried.wanted) is None
        else message("What it said before still holds.")
    )
    return News(
        f"calendar/{short_key(path)}/{outcome.why}",
        message(
            "The calendar {file} cannot be used. {what} {rest}",
            file=Path(path).name,
            what=outcome.what,
            rest=rest,
        ),
    )


def _log(outcome: Outcome) -> None:
    log.info("A calendar was read: %s", getattr(outcome, "why", "good"))
