"""The daemon's end of the doorbell: one socket on which rings and signals arrive."""

from __future__ import annotations

import select
import signal
import socket
from typing import Final

from selfcare.app.clock import Clock

LEAST_BETWEEN_RINGS: Final = 0.1
"""Seconds; a flood of rings costs ten looks into the diary a second at most."""


class Doorbell:
    """A loopback socket of the daemon's own; use as a context manager."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.setblocking(False)
        self._silence = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._silence.bind(("127.0.0.1", 0))
        # Connected to itself, it hears nobody else.
        self._silence.connect(self._silence.getsockname())
        self._quiet_until = 0.0
        self._waker: socket.socket | None = None

    @property
    def port(self) -> int:
        """The port to ring at."""
        port: int = self._socket.getsockname()[1]
        return port

    def wake_on_signals(self) -> None:
        """Let signals end a wait. Windows' select hears nothing but sockets."""
        self._waker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._waker.connect(("127.0.0.1", self.port))
        self._waker.setblocking(False)
        signal.set_wakeup_fd(self._waker.fileno(), warn_on_full_buffer=False)

    def wait(self, seconds: float) -> None:
        """Return after `seconds`, or sooner when somebody rings."""
        calm = self._quiet_until - self._clock.monotonic()
        if calm > 0:
            # Windows refuses to wait on no socket at all.
            select.select([self._silence], [], [], min(calm, LEAST_BETWEEN_RINGS))
        ready, _, _ = select.select([self._socket], [], [], max(0.0, seconds))
        if ready:
            self._empty()
            self._quiet_until = self._clock.monotonic() + LEAST_BETWEEN_RINGS

    def close(self) -> None:
        """Give the sockets back."""
        if self._waker is not None:
            signal.set_wakeup_fd(-1)
            self._waker.close()
        self._silence.close()
        self._socket.close()

    def _empty(self) -> None:
        for _ in range(1000):
            try:
                self._socket.recv(1)
            except BlockingIOError:
                return
            except OSError:
                # Windows reports a datagram that was longer than the buffer, or a refused answer.
                continue
