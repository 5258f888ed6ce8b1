"""The one place that asks what time it is; everyone else is told."""

from __future__ import annotations

import time
from datetime import UTC, datetime, tzinfo
from typing import Protocol


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

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return the system's monotonic seconds."""
        return time.monotonic()

    def zone(self) -> tzinfo:
        """Return the computer's zone, or its present offset where the zone has no name."""
        import tzlocal  # noqa: PLC0415 - commands that need no zone do not pay for it

        try:
            return tzlocal.reload_localzone()
        except (LookupError, OSError, ValueError):
            # tzlocal raises these for contradictory, missing or damaged zone settings.
            zone = datetime.now().astimezone().tzinfo
            return zone if zone is not None else UTC
