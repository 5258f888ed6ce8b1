"""The child as seen from outside: started, waited for within bounds, ended by force beyond them.

Whoever starts it never imports the libraries it uses.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import subprocess
import sys
import time
from typing import IO, Final

import msgspec

from selfcare.calendar.refusal import MISSING_EXTRA, broke_off, too_long
from selfcare.calendar.request import MEGABYTE, Outcome, Request, read_outcome, write_request

PACKAGES: Final = ("icalendar", "recurring_ical_events")
LARGEST_ANSWER: Final = 8 * MEGABYTE


def has_extra() -> bool:
    """Return whether the packages that read calendars are installed; imports neither."""
    importlib.invalidate_caches()
    return all(importlib.util.find_spec(name) is not None for name in PACKAGES)


class CalendarChild:
    """A child that reads one calendar. Raises OSError where none can be started."""

    def __init__(self, request: Request) -> None:
        import tempfile  # noqa: PLC0415 - who has no calendars does not pay for it

        self._seconds = request.limits.seconds
        # Files, not pipes: nobody has to empty them, and they have no name in any folder.
        self._answer: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
        try:
            with tempfile.TemporaryFile() as order:
                order.write(write_request(request))
                order.seek(0)
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-m", "selfcare.calendar"],
                    stdin=order,
                    stdout=self._answer,
                    stderr=subprocess.DEVNULL,
                    creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                )
        except OSError:
            self._answer.close()
            raise
        self._until = time.monotonic() + self._seconds

    def outcome(self) -> Outcome | None:
        """Return the outcome once there is one, None while the child is at work in its time."""
        if self._process.poll() is None and time.monotonic() < self._until:
            return None
        return self._end()

    def wait(self) -> Outcome:
        """Wait for the outcome, no longer than the request allows."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, self._until - time.monotonic()))
        return self._end()

    def close(self) -> None:
        """End the child, by force where it still runs."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._answer.close()

    def _end(self) -> Outcome:
        code = self._process.poll()
        try:
            # Past its time the child ends itself, should nobody look.
            if code is None or (code and time.monotonic() >= self._until):
                return too_long(self._seconds)
            size = self._answer.seek(0, os.SEEK_END)
            if code or not 0 < size <= LARGEST_ANSWER:
                return broke_off(f"{code}")
            self._answer.seek(0)
            return read_outcome(self._answer.read())
        except (msgspec.MsgspecError, OSError) as error:
            return broke_off(type(error).__name__)
        finally:
            self.close()


def read_calendar(request: Request) -> Outcome:
    """Return what a calendar says, read in a child of its own, within the limits of `request`."""
    if not has_extra():
        return MISSING_EXTRA
    try:
        child = CalendarChild(request)
    except OSError as error:
        return broke_off(error.strerror or type(error).__name__)
    try:
        return child.wait()
    finally:
        child.close()
