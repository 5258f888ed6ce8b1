"""Starting and stopping the background program from a command.

It is alive exactly while it holds the instance lock. Asking whether the lock is held takes it for
a moment, so that is done as seldom as can be.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from enum import Enum, auto
from pathlib import Path
from typing import IO, Final

from msgspec import Struct

from selfcare.app.clock import Clock, require_right_clock
from selfcare.app.context import Context
from selfcare.app.doorbell import read_state
from selfcare.app.instance import is_held, make_own_folder
from selfcare.app.lives import forget_crashes
from selfcare.app.system import own_command
from selfcare.config.paths import Folders
from selfcare.diary.recovery import Opened
from selfcare.diary.store import Diary
from selfcare.domain.errors import SelfcareError, Trouble
from selfcare.domain.facts import StopAsked
from selfcare.domain.message import message

OUTPUT_FILE: Final = "background.log"
"""What the background program prints, anew for each start."""
LONGEST: Final = 10.0
"""Seconds to wait for a start or a stop."""
POLITE: Final = 6.0
"""Seconds of these that a stop by the diary is given before a signal follows."""
PAUSE: Final = 0.1
"""Seconds between two looks."""
LONGEST_WORDS: Final = 300
"""Characters of its last words that are told on."""


class Start(Enum):
    """What became of a start."""

    STARTED = auto()
    ALREADY_RUNNING = auto()
    FAILED = auto()


class Started(Struct, frozen=True):
    """The outcome, where the background program's words are, and the last of them."""

    outcome: Start
    output: Path
    last_words: str = ""

    @property
    def trouble(self) -> Trouble:
        """What is said where it could not be started."""
        return Trouble(
            message(
                "selfcare could not be started. What it said last: {words} All of it stands in"
                " {place}",
                words=f"“{self.last_words}”",
                place=str(self.output),
            )
        )


class Stop(Enum):
    """What became of a stop."""

    STOPPED = auto()
    NOT_RUNNING = auto()
    FAILED = auto()


def start(folders: Folders, command: tuple[str, ...] | None = None) -> Started:
    """Start the background program, detached, and wait until it stands or has failed."""
    output = folders.logs / OUTPUT_FILE
    if is_held(folders.state):
        return Started(Start.ALREADY_RUNNING, output)
    before = read_state(folders.state)
    process = _spawn(command or own_command("run"), folders)
    for _ in _looks(LONGEST):
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(PAUSE)
            # It ended by itself: someone else was quicker, or it could not begin.
            if is_held(folders.state):
                return Started(Start.ALREADY_RUNNING, output)
            return Started(Start.FAILED, output, _last_words(output))
        if read_state(folders.state) not in (None, before) and is_held(folders.state):
            # It goes on without us; nobody will ask how it ended.
            process.returncode = 0
            return Started(Start.STARTED, output)
    process.kill()
    process.wait()
    return Started(Start.FAILED, output, _last_words(output))


def stop(folders: Folders, clock: Clock) -> Stop:
    """Ask the background program to end, and wait until it has; a signal follows if it is deaf.

    A diary that cannot be opened, because it is damaged or of an older form, is no obstacle. What
    begins next does so with the user's files, whatever went before.
    """
    stopped = _stopped(folders, clock)
    if stopped is not Stop.FAILED:
        forget_crashes(folders.state)
    return stopped


def _stopped(folders: Folders, clock: Clock) -> Stop:
    if not is_held(folders.state):
        return Stop.NOT_RUNNING
    asked = _ask_to_stop(folders, clock)
    if asked and _wait_until(lambda: not is_held(folders.state), POLITE):
        return Stop.STOPPED
    if os.name == "posix" or not asked:
        # On Windows this signal is the end without a farewell, so it is only the last resort.
        _signal(folders)
    patience = LONGEST - POLITE if asked else LONGEST
    ended = _wait_until(lambda: not is_held(folders.state), patience)
    return Stop.STOPPED if ended else Stop.FAILED


def _ask_to_stop(folders: Folders, clock: Clock) -> bool:
    try:
        require_right_clock(clock.now())
        # What needs care is left to whoever holds the lock, once it is free.
        with Diary.open(folders.diary, may_migrate=False) as diary:
            Context(folders, clock, Opened(diary)).note(StopAsked())
    except SelfcareError:
        return False
    return True


def _signal(folders: Folders) -> None:
    found = read_state(folders.state)
    if found is not None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(found.pid, signal.SIGTERM)


def keep_last_words(folders: Folders, said: str) -> None:
    """Keep what a background program says at its end where nobody listens, if that can be."""
    with contextlib.suppress(OSError, SelfcareError), _fresh_output(folders) as output:
        output.write(f"{said}\n".encode())


@contextlib.contextmanager
def _fresh_output(folders: Folders) -> Iterator[IO[bytes]]:
    """Open the private file that takes what the background program prints."""
    for folder in (folders.logs, folders.state):
        make_own_folder(folder)
    place = folders.logs / OUTPUT_FILE
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as output:
        yield output


def _spawn(command: tuple[str, ...], folders: Folders) -> subprocess.Popen[bytes]:
    """Start a process that outlives this terminal, its words going to a private file."""
    flags = ("CREATE_NO_WINDOW", "CREATE_NEW_PROCESS_GROUP")
    with _fresh_output(folders) as words:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            cwd=folders.state,
            start_new_session=True,
            creationflags=sum(getattr(subprocess, flag, 0) for flag in flags),
        )


def _last_words(output: Path) -> str:
    try:
        lines = output.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return ""
    return next((line.strip() for line in reversed(lines) if line.strip()), "")[:LONGEST_WORDS]


def _wait_until(reached: Callable[[], bool], seconds: float) -> bool:
    pause = threading.Event()
    for _ in _looks(seconds):
        if reached():
            return True
        pause.wait(PAUSE)
    return reached()


def _looks(seconds: float) -> Iterator[int]:
    yield from range(int(seconds / PAUSE))
