"""How the facts of the cycle are erased, the one exception to "facts are never deleted".

The one rule: being cut short at any moment loses nothing else, and doing it again finishes it.
Everything here is for holders of the instance lock, with a diary that `open_safely` has seen.
"""

from __future__ import annotations

import mmap
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Event
from typing import Final

from msgspec import Struct

from selfcare.diary import copies, migrations
from selfcare.diary.backup import daily_copy
from selfcare.diary.connection import COMPANIONS, companion, connect, reading, restored
from selfcare.diary.rows import kind_of
from selfcare.diary.trouble import NotSaved, code_of, told
from selfcare.domain.facts import CYCLE_FACTS
from selfcare.domain.message import message
from selfcare.domain.prompt import OF_CYCLE

ATTEMPTS: Final = 100
PAUSE_SECONDS: Final = 0.05
"""Between two attempts; all of them together are about as long as `BUSY_SECONDS`."""
CAN_REPLACE: Final = os.name == "posix"
"""Whether a file can be replaced while others have it open; Windows does not allow it."""

OURS: Final = re.compile(r"diary.*\.sqlite3")
"""How the names begin of the files that the program itself puts into its folder."""
CUT_SHORT: Final = re.compile(rf"{OURS.pattern}{re.escape(copies.UNFINISHED)}(-\w+)?")
"""How copies are named that never became whole."""
FIRST_BYTES: Final = b"SQLite format 3\0"
MENTION: Final = b"cycle_fact"
"""Stands in the table of contents of every diary that can hold facts of the cycle."""

# All that is in `cycle_fact` goes. In `fact` nothing of the cycle ever stood; if it did, it goes.
_KINDS: Final = ", ".join(f"'{kind_of(kind)}'" for kind in CYCLE_FACTS)
_WHICH: Final = {
    "fact": f"kind IN ({_KINDS}) OR (kind GLOB 'Prompt*' AND prompt GLOB '{OF_CYCLE}*')",
    "cycle_fact": "true",
}


class StillOpen(NotSaved):
    """The facts are deleted, but another program keeps the file from being cleared of them."""


class Swept(Struct, frozen=True):
    """The files beside the diary that were written anew, and those that cannot be read."""

    rewritten: tuple[Path, ...] = ()
    unreadable: tuple[Path, ...] = ()


def erase_facts(path: Path) -> int:
    """Delete what is of the cycle from the diary; return how many entries that were.

    The bytes of them are gone only after `clear`.
    """
    with told(path, writing=True), closing(connect(path)) as connection:
        return _delete(connection)


def sweep(path: Path, *folders: Path) -> Swept:
    """Write every copy of the diary in `folders` and below anew, without what is of the cycle.

    Copies are all files that can be read as a diary, whatever their name. Files of ours that
    cannot be read are left as they are and returned. Raise NotSaved and NotRead.
    """
    rewritten, unreadable = [], []
    with told(path, writing=True):
        for file in _beside(path, folders):
            if CUT_SHORT.fullmatch(file.name):
                copies.remove(file)
            elif copies.examine(file) is not None:
                copies.rewrite(file, _clean)
                rewritten.append(file)
            elif OURS.match(file.name) or _mentions(file):
                unreadable.append(file)
    return Swept(tuple(rewritten), tuple(unreadable))


def delete(file: Path) -> None:
    """Delete a file that cannot be read, and what SQLite left beside it; raise NotSaved."""
    with told(file, writing=True):
        copies.remove(file)


def clear(path: Path, backups: Path, today: date) -> None:
    """Leave no byte in the diary's files that is not in its rows.

    Another program that reads for long is waited for; then, where the system allows it, the file
    is replaced by a clean one, and that program keeps the old one until it lets go. Raise
    StillOpen where the system does not allow it, and NotSaved.
    """
    file = path.resolve()
    with told(path, writing=True), closing(connect(file)) as connection:
        if _shrunk(connection):
            return
        if not CAN_REPLACE:
            raise StillOpen(
                message(
                    "Another program has {file} open, so that it cannot be cleared yet. Close what"
                    " may have it open, such as a viewer for databases, a backup program, or"
                    " selfcare in another window.",
                    file=str(file),
                )
            )
        _replace(connection, file, daily_copy(backups, today))


def _delete(connection: sqlite3.Connection) -> int:
    connection.execute("PRAGMA secure_delete = ON").fetchone()
    with migrations.transaction(connection):
        return sum(
            _delete_from(connection, table)
            for table in migrations.tables(migrations.version_of(connection))
        )


def _delete_from(connection: sqlite3.Connection, table: str) -> int:
    which = f"FROM {table} WHERE {_WHICH[table]}"
    count: int = connection.execute(f"SELECT count(*) {which}").fetchone()[0]
    if count:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?", (table,)
        ).fetchall()
        for name, _ in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        connection.execute(f"DELETE {which}")
        for _, as_it_was in triggers:
            connection.execute(as_it_was)
    return count


def _clean(copy: sqlite3.Connection) -> None:
    _delete(copy)
    _rebuild(copy)


def _rebuild(connection: sqlite3.Connection) -> None:
    """Write the file anew from its rows, so that no bytes of others are left between them."""
    connection.execute("VACUUM")


def _shrunk(connection: sqlite3.Connection) -> bool:
    """Clear the file; return False where a reader keeps the old bytes alive."""
    if not _log_emptied(connection):
        return False
    try:
        _rebuild(connection)
    except sqlite3.OperationalError as error:
        if code_of(error) != sqlite3.SQLITE_BUSY:
            raise
        return False
    return _log_emptied(connection)


def _log_emptied(connection: sqlite3.Connection) -> bool:
    """Bring the log into the file and cut it to nothing; return False where a reader stays."""
    pause = Event()
    # SQLite would keep all others from writing while it waits, so we wait ourselves in between.
    patience = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        for _ in range(ATTEMPTS):
            if not connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                return True
            pause.wait(PAUSE_SECONDS)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience:d}")
    return False


def _replace(connection: sqlite3.Connection, file: Path, copy: Path) -> None:
    """Put a clean file into the place of one that is held open, with `copy` as a second one.

    From the moment the file is gone until the clean one has its name, `refuse_remains` keeps
    everybody from beginning a new diary, and a repair finds everything in `copy`.
    """
    # Nobody else writes until the clean file is in place; `Diary` then goes after it.
    connection.execute("BEGIN IMMEDIATE")
    try:
        for target in (copy, restored(file)):
            with reading(file) as source:
                copies.write(source, file, target, _rebuild)
        copies.put_restored(file)
    finally:
        connection.execute("ROLLBACK")


def _beside(path: Path, folders: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the files beside the diary that may be copies of it, each once, less companions."""
    seen = {companion(path.resolve(), ending) for ending in ("", *COMPANIONS)}
    for file in _files_below(folders):
        if not file.is_file() or (real := file.resolve()) in seen:
            continue
        seen.add(real)
        ending = next((one for one in COMPANIONS if real.name.endswith(one)), "")
        if ending and (
            real.with_name(real.name.removesuffix(ending)).exists()
            or ending == "-shm"
            or real.stat().st_size == 0
        ):
            # It goes with its file, or has nothing in it.
            continue
        if OURS.match(real.name) or _is_database(real):
            yield real


def _files_below(folders: tuple[Path, ...]) -> list[Path]:
    # Read whole before anything is changed.
    return [
        Path(place) / name
        for folder in folders
        if folder.is_dir()
        for place, _, names in os.walk(folder, onerror=_raise)
        for name in sorted(names)
    ]


def _raise(error: OSError) -> None:
    raise error


def _is_database(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(FIRST_BYTES)) == FIRST_BYTES
    except OSError:
        # Neither named as ours nor readable: a file of somebody else.
        return False


def _mentions(file: Path) -> bool:
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        return whole.find(MENTION) >= 0
