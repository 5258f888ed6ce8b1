"""One background program at a time: a lock the system frees when its holder dies.

Fifteen lines of our own: filelock would cost the daemon 4.4 MB.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from selfcare.domain.errors import SelfcareError, Trouble
from selfcare.domain.message import message

LOCK_FILE: Final = "selfcare.lock"
TRIES: Final = 10
PAUSE_SECONDS: Final = 0.1


class InstanceLock:
    """The lock of one state folder. Whoever holds it is the background program, or repairs.

    A `name` of its own makes it the lock of something else.
    """

    def __init__(self, state: Path, name: str = LOCK_FILE) -> None:
        self._path = state / name
        self._file: IO[bytes] | None = None

    def acquire(self) -> bool:
        """Return True when the lock is ours now, False when someone else holds it.

        Raise Trouble where the state folder cannot be made or written.
        """
        make_own_folder(self._path.parent)
        try:
            file = self._path.open("ab")
        except OSError as error:
            raise _trouble(self._path.parent, error) from error
        if not _lock(file):
            file.close()
            return False
        self._file = file
        return True

    def release(self) -> None:
        """Give the lock back; nothing happens when it is not ours."""
        if self._file is not None:
            self._file.close()
            self._file = None


@contextmanager
def alone(state: Path, otherwise: SelfcareError) -> Iterator[None]:
    """Hold the lock of a state folder; raise `otherwise` where someone else keeps it."""
    lock = InstanceLock(state)
    pause = threading.Event()
    for _ in range(TRIES):
        if lock.acquire():
            break
        # A command that only looks whether the lock is held has it for a moment.
        pause.wait(PAUSE_SECONDS)
    else:
        raise otherwise
    try:
        yield
    finally:
        lock.release()


def is_held(state: Path) -> bool:
    """Return True when a background program runs for this state folder."""
    if not os.path.exists(state / LOCK_FILE):  # noqa: PTH110 - Path.exists raises where it may not look
        return False
    lock = InstanceLock(state)
    if lock.acquire():
        lock.release()
        return False
    return True


def make_own_folder(folder: Path) -> None:
    """Make a folder for the user alone, and those above it; raise Trouble where that fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise _trouble(folder, error) from error


def _trouble(folder: Path, error: OSError) -> Trouble:
    """Return the trouble that a folder of the program's own cannot be used."""
    return Trouble(
        message(
            "selfcare keeps files in the folder {folder}, and it cannot write there ({reason})."
            " Check that no file stands in its place, that it belongs to you, and that the disk"
            " has room.",
            folder=str(folder),
            reason=error.strerror or str(error),
        )
    )


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
