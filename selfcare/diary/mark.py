"""How far the diary has come, in a small file beside it, so that a lost end is noticed.

SQLite takes a damaged log for one that was cut short, and goes on without a word. The file holds
one number and nothing of anybody. The one rule: it never keeps an entry from being saved.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

FILE: Final = "last-entry"
_DIGITS: Final = 20


def note(diary: Path, number: int) -> None:
    """Note the number of the latest entry."""
    # In place and always of one length: that needs no room, and half of it is never read.
    with suppress(OSError):
        file = os.open(diary.with_name(FILE), os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.write(file, f"{number:0{_DIGITS}d}\n".encode())
        finally:
            os.close(file)


def noted(diary: Path) -> int:
    """Return the number that was noted last, 0 where there is none."""
    try:
        return int(diary.with_name(FILE).read_bytes())
    except (OSError, ValueError):
        return 0


def forget(diary: Path) -> None:
    """Let the diary begin a new count, as where another has taken its place."""
    with suppress(OSError):
        diary.with_name(FILE).unlink()
