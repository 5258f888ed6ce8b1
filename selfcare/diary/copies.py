"""Copies of the diary: how one is written, and how one is judged.

The one rule: a copy gets its final name only when it is whole and found sound, so a copy that can
be seen can be trusted as far as a file can.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Final

from msgspec import Struct

from selfcare.diary import migrations
from selfcare.diary.connection import (
    COMPANIONS,
    companion,
    connect,
    make_private_file,
    make_private_folder,
    reading,
)
from selfcare.diary.trouble import DAMAGED_CODES, code_of, damaged, told

FOLDER: Final = "backups"
"""The folder of copies, beside the diary."""

UNFINISHED: Final = ".unfinished"
BEFORE_MIGRATION: Final = re.compile(r"diary-before-migration-\d+\.sqlite3")


class Copy(Struct, frozen=True):
    """A sound copy and its latest entry: when it was noted, its number and its day."""

    path: Path
    noted: str
    last_id: int
    last_day: date | None


def before_version(diary: Path, version: int) -> Path:
    """Return where the copy goes that is made before a diary of form `version` is migrated."""
    return diary.parent / FOLDER / f"diary-before-migration-{version}.sqlite3"


def write(source: sqlite3.Connection, diary: Path, target: Path) -> None:
    """Write a sound copy of `source`, the open `diary`, to `target`, whole or not at all.

    Raise DiaryDamaged where the copy is not sound, and NotSaved; `target` is then as it was.
    """
    unfinished = companion(target, UNFINISHED)
    with told(target, writing=True):
        make_private_folder(target.parent)
        remove(unfinished)
        make_private_file(unfinished)
        try:
            with closing(connect(unfinished)) as copy:
                with told(diary, writing=False):
                    source.backup(copy)
                # A copy is one file, fit to be carried elsewhere.
                copy.execute("PRAGMA journal_mode = DELETE")
                require_sound(copy, diary, thorough=True)
            _into_place(unfinished, target)
        except BaseException:
            remove(unfinished)
            raise


def is_sound(connection: sqlite3.Connection, *, thorough: bool = False) -> bool:
    """Return whether the open file holds together; `thorough` compares the indexes as well."""
    check = "integrity_check" if thorough else "quick_check"
    try:
        answer = connection.execute(f"PRAGMA {check}(1)").fetchone()
        if answer != ("ok",):
            return False
        connection.execute("SELECT id FROM fact LIMIT 1").fetchone()
    except sqlite3.DatabaseError as error:
        if _is_damage(error):
            return False
        raise
    return True


def require_sound(connection: sqlite3.Connection, diary: Path, *, thorough: bool = False) -> None:
    """Raise DiaryDamaged about the file `diary` where `is_sound` says no."""
    if not is_sound(connection, thorough=thorough):
        raise damaged(diary)


def examine(path: Path) -> Copy | None:
    """Return what a copy holds, or None where it is not sound or of a newer form."""
    try:
        with reading(path) as connection:
            if not 1 <= migrations.version_of(connection) <= migrations.NEWEST:
                return None
            if not is_sound(connection, thorough=True):
                return None
            row = connection.execute(
                "SELECT (SELECT max(at) FROM fact), id, day FROM fact ORDER BY id DESC LIMIT 1"
            ).fetchone()
        if row is None:
            return Copy(path, "", 0, None)
        return Copy(path, row[0], row[1], date.fromisoformat(row[2]))
    except (sqlite3.Error, OSError, ValueError):
        # Whatever keeps it from being read, it cannot take the diary's place.
        return None


def remove(path: Path) -> None:
    """Remove an unfinished copy and what SQLite left beside it."""
    for file in (path, *(companion(path, ending) for ending in COMPANIONS)):
        with suppress(FileNotFoundError):
            file.unlink()


def _into_place(unfinished: Path, target: Path) -> None:
    unfinished.replace(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    # SQLITE_ERROR: a table of ours is not there.
    return code_of(error) in DAMAGED_CODES | {sqlite3.SQLITE_ERROR}
