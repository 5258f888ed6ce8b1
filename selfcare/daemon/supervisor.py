"""What the daemon tells the program that started and watches it, such as systemd (sd_notify)."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import MutableMapping


class Supervisor:
    """Whoever watches over the daemon; nobody, where it was started by hand."""

    def __init__(self, address: str | None, watchdog_seconds: float | None) -> None:
        self._address = address
        # Half of the time given, so that a word that is lost is no end yet.
        self._every = None if watchdog_seconds is None else watchdog_seconds / 2
        self._last: float | None = None

    @classmethod
    def out_of(cls, environment: MutableMapping[str, str]) -> Supervisor:
        """Take the supervisor out of the environment, so that no child speaks in our name."""
        address = environment.pop("NOTIFY_SOCKET", None)
        pid = environment.pop("WATCHDOG_PID", None)
        microseconds = environment.pop("WATCHDOG_USEC", "")
        watched = microseconds.isdecimal() and pid in (None, str(os.getpid()))
        return cls(address, int(microseconds) / 1_000_000 if watched else None)

    def ready(self) -> None:
        """Say that the daemon stands."""
        self._say(b"READY=1")

    def alive(self, monotonic: float) -> None:
        """Say that the daemon is well, where that is to be said again by now (steady seconds)."""
        if self._every is None:
            return
        if self._last is None or monotonic - self._last >= self._every:
            self._say(b"WATCHDOG=1")
            self._last = monotonic

    def stopping(self) -> None:
        """Say that the daemon ends of its own accord."""
        self._say(b"STOPPING=1")

    def _say(self, what: bytes) -> None:
        if not self._address or not hasattr(socket, "AF_UNIX"):
            return
        # A name that begins with @ is one of Linux' that no file stands for.
        address = self._address.replace("@", "\0", 1) if self._address[0] == "@" else self._address
        with (
            # Whether it hears or not, people get their breaks.
            contextlib.suppress(OSError, ValueError),
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as speaking,
        ):
            speaking.setblocking(False)
            speaking.sendto(what, address)
