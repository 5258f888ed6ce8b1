"""The child as seen from outside: started when something is due, waited for within bounds.

Whoever starts it never imports what it asks with.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from typing import Final

import msgspec

from selfcare.presence.sensing import Sensing, read_sensings

LONGEST: Final = 3.0
"""Seconds from its start to its end, come what may."""
LARGEST_ANSWER: Final = 65_536
"""Bytes, far more than all sensors say, and as much as a pipe holds: nobody has to empty it."""


class PresenceChild:
    """A child that asks every sensor once. Raises OSError where none can be started."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "selfcare.presence"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._until = time.monotonic() + LONGEST

    def outcome(self) -> tuple[Sensing, ...] | None:
        """Return what was found, nothing where the child failed, None while it is at work."""
        if self._process.poll() is None and time.monotonic() < self._until:
            return None
        return self._end()

    def wait(self) -> tuple[Sensing, ...]:
        """Wait for what is found, within bounds."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, self._until - time.monotonic()))
        return self._end()

    def close(self) -> None:
        """End the child, by force where it still runs."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _end(self) -> tuple[Sensing, ...]:
        try:
            if self._process.poll() != 0 or self._process.stdout is None:
                return ()
            return read_sensings(self._process.stdout.read(LARGEST_ANSWER))
        except (msgspec.MsgspecError, OSError, ValueError):
            return ()
        finally:
            self.close()
