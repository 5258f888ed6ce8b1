"""A process that is killed at or shortly after a named point, and what it had reported by then.

The points are seen from outside the program: by what SQLite is asked to do (its trace), and which
files are renamed, removed or opened (Python's audit events).
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

STRUCK: Final = "!"
DONE: Final = "."
FAILED: Final = "?"
PATIENCE: Final = 20.0
"""Seconds after which a process that reached no point is killed anyway."""
CONNECT: Final = sqlite3.connect
OF_FILES: Final = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "open")


@dataclass
class Watch:
    """Counts what one process does, and says when it has come to the place it is to die at.

    `matches` chooses among what is done; of these it is the one with the number `at`, from 1.
    Without `at` nothing is said but how many there were.
    """

    voice: int
    matches: Callable[[str], bool]
    at: int = 0
    seen: int = 0
    on: bool = False
    _pid: int = 0

    def begin(self) -> None:
        """Watch this process from now on, and none that it came from."""
        if not self._pid:
            sys.addaudithook(self._audit)
            setattr(sqlite3, "connect", self._connected)  # noqa: B010 - in this process only
        self._pid, self.on = os.getpid(), True

    def _connected(self, database: str, *arguments: Any, **named: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = CONNECT(database, *arguments, **named)
        name = Path(database).name.partition("?")[0]
        connection.set_trace_callback(lambda sql: self._event(f"{name}: {sql}"))
        return connection

    def say(self, mark: str, *words: str) -> None:
        with contextlib.suppress(OSError):
            os.write(self.voice, (" ".join((mark, *words)) + "\n").encode())

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if os.getpid() != self._pid:
            return
        if event in OF_FILES:
            self._event(f"{event} {arguments[0]}")

    def _event(self, what: str) -> None:
        if not self.on or os.getpid() != self._pid or not self.matches(what):
            return
        self.seen += 1
        if self.seen == self.at:
            self.say(STRUCK, str(os.getpid()))


@dataclass(frozen=True)
class Told:
    """What a process said until it died: whether it came to its place, and its reports."""

    struck: bool
    reports: tuple[str, ...]
    failure: str = ""


def strike(
    live: Callable[[Watch], None],
    matches: Callable[[str], bool],
    at: int,
    delay: float,
    *,
    alone: bool = False,
) -> Told:
    """Let a process and its children live until `delay` seconds after their place, then kill them.

    With `alone` the one that came to the place dies first, and the others a moment later.
    """
    ear, voice = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(ear)
        _live(live, Watch(voice, matches, at))
    os.close(voice)
    heard = b""
    struck = False
    ends = time.monotonic() + PATIENCE
    try:
        while time.monotonic() < ends:
            ready, _, _ = select.select([ear], [], [], 0.5)
            if not ready:
                continue
            more = os.read(ear, 65536)
            heard += more
            place = _place(heard)
            if place is not None:
                struck = True
                _wait_closely(delay)
                if alone:
                    _kill(place)
                    _wait_closely(delay)
                break
            if not more or f"\n{DONE}".encode() in b"\n" + heard:
                break
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
        os.waitpid(process, 0)
    while more := os.read(ear, 65536):
        heard += more
    os.close(ear)
    lines = heard.decode().splitlines()
    return Told(
        struck,
        tuple(line[2:] for line in lines if line.startswith("+ ")),
        "".join(line for line in lines if line.startswith(FAILED)),
    )


def _live(live: Callable[[Watch], None], watch: Watch) -> None:
    os.setsid()
    try:
        live(watch)
        watch.say("+", "seen", str(watch.seen))
        watch.say(DONE)
    except BaseException as error:  # noqa: BLE001 - told, and the process is over
        watch.say(FAILED, type(error).__name__, str(error))
    finally:
        os._exit(0)


def _place(heard: bytes) -> int | None:
    """Return the process that came to its place."""
    for line in heard.split(b"\n")[:-1]:
        if line.startswith(STRUCK.encode()):
            return int(line[2:])
    return None


def _kill(process: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


def _wait_closely(seconds: float) -> None:
    """Wait without sleeping, which would take far longer than what happens meanwhile."""
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends:
        pass
