"""The last good reading of each calendar, kept in the state folder, and what failed since.

So a restart keeps what was known, and a command need not read a calendar again.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from selfcare.app.instance import make_own_folder
from selfcare.calendar.request import MEGABYTE, Outcome, Unread
from selfcare.config.paths import CALENDARS
from selfcare.config.replacing import replace_file
from selfcare.domain.calendar import CalendarReading
from selfcare.domain.errors import Trouble
from selfcare.domain.settings import CalendarEntry

FILE: Final = CALENDARS
LARGEST: Final = 32 * MEGABYTE
DAYS_BACK: Final = timedelta(days=60)
DAYS_AHEAD: Final = timedelta(days=100)
"""The days that are read of a calendar, seen from the day of reading."""
LEAST_BACK: Final = timedelta(days=30)
LEAST_AHEAD: Final = timedelta(days=60)
"""Where fewer days are left, a calendar is read again though it did not change."""


class Source(Struct, frozen=True):
    """What changes whenever a file is saved."""

    changed_ns: int
    size: int
    inode: int


class Wanted(Struct, frozen=True):
    """A calendar of the settings, its path complete; `zone` is the name of the user's zone."""

    path: str
    entry: CalendarEntry
    zone: str | None


class Kept(Struct, frozen=True):
    """The last good reading of a calendar, and the file it was read from."""

    wanted: Wanted
    source: Source
    reading: CalendarReading


class Tried(Struct, frozen=True):
    """A calendar that could not be read on a day; `source` is None where no file was."""

    wanted: Wanted
    source: Source | None
    on: date
    outcome: Unread


class Memory(Struct, frozen=True):
    """All that is known of calendars."""

    kept: tuple[Kept, ...] = ()
    tried: tuple[Tried, ...] = ()

    def reading_of(self, wanted: Wanted) -> CalendarReading | None:
        """Return the last good reading; where words or zone changed since, the one before."""
        same = [one for one in self.kept if one.wanted.path == wanted.path]
        exact = [one for one in same if one.wanted == wanted]
        return (exact or same)[-1].reading if same else None

    def failure_of(self, wanted: Wanted) -> Tried | None:
        """Return why the calendar cannot be read now."""
        return next((one for one in self.tried if one.wanted == wanted), None)

    def is_current(self, wanted: Wanted, source: Source | None, today: date) -> bool:
        """Return whether there is nothing new to be read; a failure is tried again each day."""
        failure = self.failure_of(wanted)
        if failure is not None:
            return failure.source == source and failure.on == today
        return any(
            one.wanted == wanted
            and one.source == source
            and one.reading.first <= today - LEAST_BACK
            and one.reading.last >= today + LEAST_AHEAD
            for one in self.kept
        )

    def after(self, wanted: Wanted, source: Source | None, today: date, outcome: Outcome) -> Memory:
        """Return what is known after a reading; a failure leaves the last good one."""
        tried = tuple(one for one in self.tried if one.wanted != wanted)
        if isinstance(outcome, Unread):
            return Memory(self.kept, (*tried, Tried(wanted, source, today, outcome)))
        if source is None:
            return Memory(self.kept, tried)
        kept = tuple(one for one in self.kept if one.wanted != wanted)
        return Memory((*kept, Kept(wanted, source, outcome.reading)), tried)

    def only(self, wanted: tuple[Wanted, ...]) -> Memory:
        """Return what is known of the calendars `wanted`; the others are forgotten.

        An older reading of the same file goes as soon as there is one of just what is wanted.
        """
        done = {one.wanted for one in self.kept}
        waiting = {one.path for one in wanted if one not in done}
        return Memory(
            tuple(one for one in self.kept if one.wanted in wanted or one.wanted.path in waiting),
            tuple(one for one in self.tried if one.wanted in wanted),
        )


def source_of(path: str) -> Source | None:
    """Return what would change with the file, None where none can be found; reads nothing."""
    try:
        found = Path(path).stat()
    except (OSError, ValueError):
        return None
    return Source(found.st_mtime_ns, found.st_size, found.st_ino)


def recall(state: Path) -> Memory:
    """Return what was kept; nothing where it cannot be read."""
    try:
        with (state / FILE).open("rb") as file:
            content = file.read(LARGEST + 1)
        return msgspec.json.decode(content, type=Memory)
    except (OSError, msgspec.MsgspecError):
        return Memory()


def remember(state: Path, memory: Memory) -> bool:
    """Keep `memory` in one move, for its owner only; return False where that fails."""
    try:
        make_own_folder(state)
        replace_file(state / FILE, msgspec.json.encode(memory))
    except (OSError, Trouble):
        return False
    return True
