"""Copies of the diary: how one is written, and how one is judged.

The one rule: a copy gets its final name only when it is whole and found sound, so a copy that can
be seen can be trusted as far as a file can.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
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
    restored,
)
from selfcare.diary.trouble import DAMAGED_CODES, code_of, damaged, told

FOLDER: Final = "backups"
"""The folder of copies, beside the diary."""

Change = Callable[[sqlite3.Connection], None]

UNFINISHED: Final = ".unfinished"
LOGGED: Final = slice(18, 20)
NOT_LOGGED: Final = b"\x01\x01"
"""The bytes of a file that say whether there is a log (SQLite's file format, 1.3.2)."""
BEFORE_MIGRATION: Final = re.compile(r"diary-before-migration-\d+\.sqlite3")


class Copy(Struct, frozen=True):
    """A sound copy and its latest entry: when it was noted, its number and its day."""

    path: Path
    noted: str
    last_id: int
    last_day: date | None
    entries: int = 0


def before_version(diary: Path, version: int) -> Path:
    """Return where the copy goes that is made before a diary of form `version` is migrated."""
    return diary.parent / FOLDER / f"diary-before-migration-{version}.sqlite3"


def write(
    source: sqlite3.Connection, diary: Path, target: Path, change: Change | None = None
) -> None:
    """Write a sound copy of `source`, the open `diary`, to `target`, whole or not at all.

    `change` alters the copy before anybody can see it. Raise DiaryDamaged where the copy is not
    sound, and NotSaved; `target` is then as it was.
    """
    with _unfinished(target) as unfinished:
        _fill(unfinished, source, diary, change)
        _put(unfinished, target)


def rewrite(path: Path, change: Change) -> None:
    """Put a changed copy of a file that nobody writes into its place; errors as for `write`."""
    with _unfinished(path) as unfinished:
        with reading(path) as source:
            _fill(unfinished, source, path, change)
        _put(unfinished, path)


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """Give the name under which a copy grows, and see that nothing is left there after trouble."""
    unfinished = companion(target, UNFINISHED)
    with told(target, writing=True):
        make_private_folder(target.parent)
        remove(unfinished)
        make_private_file(unfinished)
        try:
            yield unfinished
        except BaseException:
            remove(unfinished)
            raise


def _fill(unfinished: Path, source: sqlite3.Connection, diary: Path, change: Change | None) -> None:
    with closing(connect(unfinished)) as copy:
        with told(diary, writing=False):
            source.backup(copy)
        # A copy is one file, fit to be carried elsewhere.
        copy.execute("PRAGMA journal_mode = DELETE")
        if change is not None:
            change(copy)
        require_sound(copy, diary, thorough=True)


def _put(unfinished: Path, target: Path) -> None:
    # With the log of another file beside it, the copy would be read wrongly.
    remove_companions(target)
    unfinished.replace(target)
    sync_folder(target.parent)


def put_restored(file: Path) -> None:
    """Let the copy that waits as `restored` take the place of a diary that nobody writes now."""
    # The file first: without its log it would be taken for a whole diary, an older one.
    file.unlink(missing_ok=True)
    sync_folder(file.parent)
    remove_companions(file)
    restored(file).rename(file)
    sync_folder(file.parent)


def content(source: sqlite3.Connection, diary: Path) -> bytes:
    """Return a sound copy of `source`, the open `diary`, as the bytes of one file.

    Raise DiaryDamaged where it is not sound, and NotRead.
    """
    with told(diary, writing=False), closing(sqlite3.connect(":memory:")) as copy:
        source.backup(copy)
        require_sound(copy, diary, thorough=True)
        whole = bytearray(copy.serialize())
    # A copy is one file, fit to be carried elsewhere: it needs no log beside it.
    whole[LOGGED] = NOT_LOGGED
    return bytes(whole)


def is_sound(connection: sqlite3.Connection, *, thorough: bool = False) -> bool:
    """Return whether the open file holds together; `thorough` compares the indexes as well."""
    check = "integrity_check" if thorough else "quick_check"
    try:
        answer = connection.execute(f"PRAGMA {check}(1)").fetchone()
        if answer != ("ok",):
            return False
        for table in migrations.tables(migrations.version_of(connection)):
            connection.execute(f"SELECT id FROM {table} LIMIT 1").fetchone()  # noqa: S608 - a name of ours
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
            return examined(connection, path)
    except (sqlite3.Error, OSError, ValueError):
        # Whatever keeps it from being read, it cannot take the diary's place.
        return None


def examined(connection: sqlite3.Connection, path: Path) -> Copy | None:
    """Return what an open copy holds, or None; raise sqlite3.Error or ValueError about damage."""
    if not 1 <= migrations.version_of(connection) <= migrations.NEWEST:
        return None
    if not is_sound(connection, thorough=True):
        return None
    facts = " UNION ALL ".join(
        f"SELECT at, id, day FROM {table}"  # noqa: S608 - a name of ours
        for table in migrations.tables(migrations.version_of(connection))
    )
    row = connection.execute(
        f"SELECT (SELECT max(at) FROM ({facts})), (SELECT count(*) FROM ({facts})), id, day"  # noqa: S608 - made of names of ours
        f" FROM ({facts}) ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return Copy(path, "", 0, None)
    noted, entries, last, day = row
    return Copy(path, noted, last, date.fromisoformat(day), entries)


def remove(path: Path) -> None:
    """Remove a copy and what SQLite left beside it."""
    path.unlink(missing_ok=True)
    remove_companions(path)


def remove_companions(path: Path) -> None:
    """Remove what SQLite left beside a file that nobody has open."""
    for ending in COMPANIONS:
        companion(path, ending).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """See to it that names given and taken away in a folder outlast a power cut."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    # SQLITE_ERROR: a table of ours is not there.
    return code_of(error) in DAMAGED_CODES | {sqlite3.SQLITE_ERROR}
