"""The daemon's log: small, rotating, and without a word about bodies.

Only the daemon writes this file. Titles, texts, routines and answers stay out of it.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
from pathlib import Path
from typing import IO, Final, TextIO

LOG_FILE: Final = "selfcare.log"
FAULT_FILE: Final = "fault.log"
LARGEST: Final = 512 * 1024
KEPT: Final = 3


class _PrivateFile(logging.StreamHandler[TextIO]):
    """A file that only its owner can read; a full one is put aside, the oldest of those goes.

    Not RotatingFileHandler: pickle and sockets come with it, 0.7 MB of the daemon's memory.
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        super().__init__(self._opened())

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, into a fresh file where this one is full."""
        # Whatever fails here is a matter of the disk, and the next line may fare better.
        with contextlib.suppress(OSError, ValueError):
            if self.stream.closed:
                self.stream = self._opened()
            if self.stream.tell() > LARGEST:
                self._put_aside()
        super().emit(record)

    def close(self) -> None:
        """Close the file; what a full disk does not take is lost."""
        with contextlib.suppress(OSError):
            self.stream.close()
        super().close()

    def _put_aside(self) -> None:
        self.stream.close()
        try:
            for number in range(KEPT, 0, -1):
                older = self._numbered(number - 1)
                if older.exists():
                    older.replace(self._numbered(number))
        finally:
            self.stream = self._opened()

    def _numbered(self, number: int) -> Path:
        return self._place.with_name(f"{self._place.name}.{number}") if number else self._place

    def _opened(self) -> TextIO:
        descriptor = os.open(self._place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return os.fdopen(descriptor, "a", encoding="utf-8")

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the base class's name
        """Do nothing: a full disk must not print a traceback on the user's terminal."""


def start_log(logs: Path) -> logging.Handler:
    """Send what is logged from now on into `logs`, and return the handler."""
    logs.mkdir(parents=True, exist_ok=True, mode=0o700)
    handler = _PrivateFile(logs / LOG_FILE)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger("selfcare")
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    return handler


def start_faults(logs: Path) -> IO[bytes] | None:
    """Let Python note in `logs` where it was when it dies by a hard fault, and return the file.

    None where it notes that elsewhere already, as under a test.
    """
    if faulthandler.is_enabled():
        return None
    place = logs / FAULT_FILE
    full = place.exists() and place.stat().st_size > LARGEST
    how = os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if full else os.O_APPEND)
    file = os.fdopen(os.open(place, how, 0o600), "ab")
    faulthandler.enable(file)
    return file


def stop_faults(file: IO[bytes] | None) -> None:
    """Note no more faults."""
    if file is not None:
        faulthandler.disable()
        file.close()


def stop_log(handler: logging.Handler) -> None:
    """Close the log."""
    logging.getLogger("selfcare").removeHandler(handler)
    handler.close()
