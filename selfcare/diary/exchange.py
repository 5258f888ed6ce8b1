"""How another diary takes the place of the present one, of which a copy is kept.

The one rule: cut short at any moment, one of the two is whole and in place, or waits to be put
there, and it can be told which. What belongs to the other one lies in a folder beside the diary,
`under_way`; while that is there, nobody but the holder of the instance lock opens a diary.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from selfcare.diary import copies, migrations, recovery
from selfcare.diary.connection import (
    companion,
    connect,
    holds_nothing,
    make_private_folder,
    prepared,
    reading,
    restored,
    under_way,
)
from selfcare.diary.erase import CAN_REPLACE
from selfcare.diary.form import refuse_newer
from selfcare.diary.trouble import DiaryDamaged, told

DIARY: Final = "diary.sqlite3"
"""The name of the other diary in that folder."""
NOT_USED: Final = "files-not-restored"
BEFORE: Final = "before-restoring"


def look_at(path: Path) -> copies.Copy | None:
    """Return what a file holds that is to become the diary, None where it is not a sound diary.

    Raise NewerDiary for one of a newer form, and NotRead. What a diary of ours would not hold, such
    as rules of somebody else that run with every entry, makes it no diary.
    """
    with told(path, writing=False):
        try:
            with reading(path) as found:
                return _looked_at(found, path)
        except sqlite3.DatabaseError:
            return None


def look_into(content: bytes, path: Path) -> copies.Copy | None:
    """Do as `look_at` with the bytes of a diary, which came in the file `path`."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as found:
        try:
            found.deserialize(content)
            return _looked_at(found, path)
        except sqlite3.DatabaseError:
            return None


def _looked_at(found: sqlite3.Connection, path: Path) -> copies.Copy | None:
    refuse_newer(migrations.version_of(found), migrations.NEWEST)
    try:
        copy = copies.examined(found, path)
    except ValueError:
        return None
    return copy if copy is not None and _is_ours(found) else None


def _is_ours(found: sqlite3.Connection) -> bool:
    """Return whether a file has the tables, indexes and rules of its form, and no others."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as blank:
        migrations.create(blank, migrations.STEPS[: migrations.version_of(found)])
        return _rules(found) == _rules(blank)


def _rules(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    # SQLite itself begins and fills sqlite_sequence and sqlite_stat.
    return set(
        connection.execute(
            "SELECT type, name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*'"
        )
    )


def gather(path: Path) -> Path:
    """Return an empty folder to gather in what is to take the diary's place."""
    folder = prepared(path)
    with told(path, writing=True):
        _remove(folder)
        make_private_folder(folder)
    return folder


def exchange(path: Path, now: datetime) -> Path | None:
    """Let the diary that was gathered take the place of the one at `path`.

    Return where that one is kept, None where there was none or that is not known. Raise NotSaved,
    all being as before.
    """
    file = path.resolve()
    with told(path, writing=True):
        copies.sync_folder(prepared(path))
        prepared(path).rename(under_way(path))
        try:
            return _exchange(file, under_way(path) / DIARY, now)
        except Exception:
            if not settle(path):
                raise
    # It failed only after the other diary was in its place.
    return None


def settle(path: Path) -> bool:
    """Take the exchange that was cut short to one of its ends; return whether it took place.

    After True the rest of what came with the other diary still lies in `under_way`.
    """
    file, folder = path.resolve(), under_way(path)
    with told(path, writing=True):
        if not folder.exists():
            # What waits where no diary is was put there by a repair, and is wanted.
            if not holds_nothing(file):
                copies.remove(restored(file))
            _remove(prepared(path))
            return False
        if (folder / DIARY).exists():
            drop(path)
            return False
        if restored(file).exists():
            if not holds_nothing(file):
                drop(path)
                return False
            copies.put_restored(file)
    return True


def drop(path: Path) -> None:
    """Remove what was gathered and is not wanted any more."""
    with told(path, writing=True):
        # In one step, so that half of it is never taken for what is left of a finished exchange.
        with suppress(FileNotFoundError):
            _remove(prepared(path))
            under_way(path).rename(prepared(path))
        copies.remove(restored(path.resolve()))
        _remove(prepared(path))


def set_rest_aside(path: Path) -> Path:
    """Keep what came with the other diary and could not be used; return the folder it is in."""
    number = 1
    while (aside := under_way(path).with_name(f"{NOT_USED}-{number}")).exists():
        number += 1
    with told(path, writing=True):
        under_way(path).rename(aside)
    return aside


def _exchange(file: Path, other: Path, now: datetime) -> Path | None:
    if holds_nothing(file):
        # What remains of a diary is kept, too.
        log = companion(file, "-wal")
        kept = recovery.set_aside(file, now) if log.exists() and log.stat().st_size else None
        other.rename(restored(file))
        copies.put_restored(file)
        return kept
    try:
        with told(file, writing=True), closing(connect(file)) as connection:
            return _exchange_sound(connection, file, other, now)
    except DiaryDamaged:
        other.rename(restored(file))
        kept = recovery.set_aside(file, now)
        copies.put_restored(file)
        return kept


def _exchange_sound(connection: sqlite3.Connection, file: Path, other: Path, now: datetime) -> Path:
    """Exchange a diary that can be copied, while nobody else may write into it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        kept = _kept(file, now)
        with reading(file) as source:
            copies.write(source, file, kept)
        other.rename(restored(file))
        if CAN_REPLACE:
            copies.put_restored(file)
            return kept
    finally:
        connection.execute("ROLLBACK")
    connection.close()
    copies.put_restored(file)
    return kept


def _kept(file: Path, now: datetime) -> Path:
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    number = 1
    folder = file.parent / copies.FOLDER
    while (
        found := folder / f"{file.stem}-{BEFORE}-{stamp}{f'-{number}' * (number > 1)}{file.suffix}"
    ).exists():
        number += 1
    return found


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
