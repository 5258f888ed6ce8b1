"""A file put in the place of another in one step: never half a file, never another's eyes."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

FRESH: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
"""A file that was not there before, to write to."""


def replace_file(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Let `path` hold `content`; its folder must be there. Raise OSError, all being as before."""
    with written_beside(path, content) as fresh:
        if mode != 0o600:
            fresh.chmod(mode)
        fresh.replace(path)


@contextlib.contextmanager
def written_beside(path: Path, content: bytes) -> Iterator[Path]:
    """Give a file beside `path` that holds `content` and only its owner can read.

    It is gone afterwards, unless it took another name. Raise OSError where it cannot be written.
    """
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, FRESH, 0o600), "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        yield fresh
    finally:
        with contextlib.suppress(OSError):
            fresh.unlink()


def sweep_unfinished(folder: Path) -> None:
    """Remove what killed processes had begun to write into our JSON files below a folder."""
    for fresh in folder.rglob(".*.json.*"):
        with contextlib.suppress(OSError):
            fresh.unlink()
