"""The one place that asks what time it is; everyone else is told."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime, tzinfo
from typing import Final, Protocol

from selfcare.domain.errors import Trouble
from selfcare.domain.message import Message, message

ZONE_FILES: Final = (
    "/etc/localtime",
    "/etc/timezone",
    "/var/db/zoneinfo",
    "/etc/sysconfig/clock",
    "/etc/conf.d/clock",
)
"""Where tzlocal looks for the computer's zone."""

EARLIEST: Final = datetime(2024, 1, 1, tzinfo=UTC)
"""Before this nobody had selfcare; a computer without a battery for its clock says 1970."""


class ClockWrong(Trouble):
    """The computer's clock shows a day that is long over."""

    nothing_saved = True


def looks_wrong(now: datetime) -> bool:
    """Return whether the clock shows a day on which there was no selfcare."""
    return now < EARLIEST


def wrong_clock(now: datetime) -> Message:
    """Return what is said of such a clock."""
    return message(
        "The clock of this computer says that it is the year {year}, so selfcare notes and plans"
        " nothing until it is set right; then all goes on by itself.",
        year=str(now.year),
    )


def require_right_clock(now: datetime) -> None:
    """Raise ClockWrong where an entry would be noted in a year that is long over."""
    if looks_wrong(now):
        raise ClockWrong(wrong_clock(now))


class Clock(Protocol):
    """What the edges may ask about time."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""

    def monotonic(self) -> float:
        """Return seconds that never run backwards; sleep of the computer may not count."""

    def zone(self) -> tzinfo:
        """Return the time zone the computer is set to, asked anew each time."""


class SystemClock:
    """The computer's own clock."""

    def __init__(self) -> None:
        self._zone: tuple[tuple[str, ...], tzinfo] | None = None

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return the system's monotonic seconds."""
        return time.monotonic()

    def zone(self) -> tzinfo:
        """Return the computer's zone, or its present offset where the zone has no name."""
        marks = zone_marks()
        if self._zone is not None and self._zone[0] == marks:
            return self._zone[1]
        zone = _asked_zone()
        # A zone without a name is only the present offset, which summer changes.
        self._zone = None if marks is None or not hasattr(zone, "key") else (marks, zone)
        return zone


def _asked_zone() -> tzinfo:
    import tzlocal  # noqa: PLC0415 - commands that need no zone do not pay for it

    try:
        return tzlocal.reload_localzone()
    except (LookupError, OSError, ValueError):
        # tzlocal raises these for contradictory, missing or damaged zone settings.
        zone = datetime.now().astimezone().tzinfo
        return zone if zone is not None else UTC


def zone_marks() -> tuple[str, ...] | None:
    """Return what changes with the computer's zone, None where only asking for it can tell."""
    if os.name != "posix":
        return None
    return (os.environ.get("TZ", ""), *map(_mark_of, ZONE_FILES))


def _mark_of(file: str) -> str:
    # Paths would cost more than the questions, which are asked at every beat.
    try:
        found = os.stat(file)  # noqa: PTH116 - see above
    except OSError:
        return ""
    try:
        # Two zones may be one file under two names.
        leads = os.readlink(file)  # noqa: PTH115 - see above
    except OSError:
        leads = ""
    return f"{leads} {found.st_ino} {found.st_mtime_ns}"
