"""Listens to what the notification libraries complain of, instead of the user having to.

Some of them report a failure only in the log; there it counts as a reason, not as noise.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            said = f"{said}: {type(error).__name__}: {error}"
        self.heard.append(said)


@contextmanager
def overheard(library: str) -> Iterator[list[str]]:
    """Give the warnings that `library` logs meanwhile; they go nowhere else."""
    logger = logging.getLogger(library)
    ear = _Ear()
    spread = logger.propagate
    logger.addHandler(ear)
    logger.propagate = False
    try:
        yield ear.heard
    finally:
        logger.removeHandler(ear)
        logger.propagate = spread
