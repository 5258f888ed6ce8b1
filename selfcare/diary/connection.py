"""How the diary's file is made and opened: private, durable, patient.

The one rule: an existing diary is never opened by anything but SQLite, because closing such a file
a second time in one process would drop the locks SQLite holds on it.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from typing import Final

from selfcare.diary.trouble import code_of, damaged
from selfcare.domain.errors import Trouble
from selfcare.domain.message import message

OLDEST_SQLITE: Final = (3, 37, 0)
"""The first with STRICT tables."""

BUSY_SECONDS: Final = 5.0
"""How long to wait for another process that writes."""
COMPANIONS: Final = ("-wal", "-shm", "-journal")
"""Endings of the files SQLite keeps beside a database."""

EXCHANGE: Final = "restoring"
"""The folder of an exchange (`exchange.py`)."""

OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
REPLACING_ATTEMPTS: Final = 10
REPLACING_PAUSE_SECONDS: Final = 0.05
WAL_ATTEMPTS: Final = 100
WAL_PAUSE_SECONDS: Final = 0.05


def sqlite_version() -> str:
    """Return the version of SQLite this Python brings."""
    return sqlite3.sqlite_version


def require_sqlite(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> None:
    """Raise Trouble where this computer's SQLite is too old for the diary."""
    if version < OLDEST_SQLITE:
        raise Trouble(
            message(
                "The diary needs SQLite {needed} or newer, and this Python brings {found}: "
                "please install a newer Python, then start selfcare again.",
                needed=".".join(str(part) for part in OLDEST_SQLITE[:2]),
                found=".".join(str(part) for part in version),
            )
        )


def companion(path: Path, ending: str) -> Path:
    """Return the path of a file that SQLite keeps beside `path`."""
    return path.with_name(path.name + ending)


def restored(path: Path) -> Path:
    """Return where a copy waits that is to take the place of a damaged diary."""
    return path.with_name(f"{path.stem}-restored{path.suffix}")


def under_way(path: Path) -> Path:
    """Return the folder beside the diary with what is to come, while another takes its place."""
    return path.resolve().parent / EXCHANGE


def prepared(path: Path) -> Path:
    """Return the folder in which that is gathered, until it is whole."""
    return path.resolve().parent / f"{EXCHANGE}.unfinished"


def holds_nothing(path: Path) -> bool:
    """Return True where there is no diary yet, or only an empty file."""
    return not path.exists() or path.stat().st_size == 0


def refuse_remains(path: Path) -> None:
    """Raise DiaryDamaged where an empty file has remains of a diary beside it.

    They are a log, which SQLite would delete, or a copy that was about to take the diary's place.
    """
    log = companion(path, "-wal")
    remains = restored(path).exists() or (log.exists() and log.stat().st_size > 0)
    pause = Event()
    for _ in range(REPLACING_ATTEMPTS):
        # Another process may be putting the copy into place just now, or have begun the diary.
        if not remains or not holds_nothing(path):
            return
        pause.wait(REPLACING_PAUSE_SECONDS)
    raise damaged(path)


def make_private_folder(folder: Path) -> None:
    """Make the folder and the missing ones above it, for the user alone whatever the umask."""
    for missing in reversed([f for f in (folder, *folder.parents) if not f.exists()]):
        missing.mkdir(mode=stat.S_IRWXU, exist_ok=True)
        missing.chmod(stat.S_IRWXU)
    _make_private(folder)


def make_private_file(path: Path) -> None:
    """Make an empty file for the user alone, or take an existing one away from others.

    SQLite gives its companions the mode of the file, so those made later are private too.
    """
    if not path.exists():
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            path.chmod(0o600)
    close_to_others(path)


def close_to_others(path: Path) -> None:
    """Take an existing file, and what SQLite keeps beside it, away from others."""
    for file in (path, *(companion(path, ending) for ending in COMPANIONS)):
        # A companion goes away when another process closes the diary.
        with suppress(FileNotFoundError):
            _make_private(file)


def _make_private(path: Path) -> None:
    mode = stat.S_IMODE(path.stat().st_mode)
    if os.name == "posix" and mode & OTHERS:
        # Some file systems, such as those of memory sticks, keep no modes.
        with suppress(PermissionError):
            path.chmod(mode & ~OTHERS)


def connect(path: Path) -> sqlite3.Connection:
    """Open an existing file to read and write; transactions are begun by hand."""
    # Never made here: an empty file in the place of one that is being replaced would be a diary.
    return _opened(path, "rw")


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open an existing file without leave to change a byte of it, and close it after."""
    connection = _opened(path, "ro")
    try:
        yield connection
    finally:
        connection.close()


def identity(path: Path) -> tuple[int, int]:
    """Return what tells the file at `path` from any other; raise OSError where there is none."""
    status = path.stat()
    return (status.st_dev, status.st_ino)


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
    )
    try:
        # Damaged letters must spoil their own row and no other.
        connection.text_factory = lambda letters: letters.decode("utf-8", "replace")
        # In KB. The system keeps the file in memory anyway; after a daily copy the usual 2 MB of it
        # would stay with the background program for good.
        connection.execute("PRAGMA cache_size = -256")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        # Without it, INSERT OR REPLACE would delete past the trigger that forbids it.
        connection.execute("PRAGMA recursive_triggers = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def use_wal(connection: sqlite3.Connection) -> None:
    """Switch to a write-ahead log, so that readers and a writer do not wait for each other.

    SQLite does not wait by itself here while another process has the file in use. File systems
    that cannot keep such a log stay with the older, slower journal, which is as safe.
    """
    for attempt in range(1, WAL_ATTEMPTS + 1):
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if code_of(error) != sqlite3.SQLITE_BUSY or attempt == WAL_ATTEMPTS:
                raise
            Event().wait(WAL_PAUSE_SECONDS)
        else:
            return
