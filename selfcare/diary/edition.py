"""What tells one state of the diary from any other, read without opening the diary for good.

Facts are only ever appended, so the file and its latest number say it all; whoever erases facts
ends the background program, which notes a fact when it comes back.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final

from selfcare.diary.connection import identity, reading

Edition = tuple[int, int, int]
"""Device and inode of the file, and the greatest number of an entry."""

# The last is what SQLite remembers of rows that were erased.
LATEST: Final = """
    SELECT max(
        (SELECT coalesce(max(id), 0) FROM fact),
        (SELECT coalesce(max(id), 0) FROM cycle_fact),
        (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'cycle_fact')
    )
"""


def edition_of(path: Path) -> Edition | None:
    """Return the edition of the diary at `path`, None where it cannot be read just now."""
    try:
        file = identity(path)
        with reading(path) as connection:
            number: int = connection.execute(LATEST).fetchone()[0]
    except (OSError, sqlite3.Error):
        return None
    return (*file, number)
