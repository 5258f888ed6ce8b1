"""What can go wrong with the diary, as errors with a sentence for the user.

The one rule: no error of SQLite or of the file system about the diary leaves this package raw.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from selfcare.domain.errors import Trouble
from selfcare.domain.message import Message, message


class NotSaved(Trouble):
    """The diary could not be written; what it held before is untouched."""

    nothing_saved = True


class NotRead(Trouble):
    """The diary could not be read at this moment; it is not known to be damaged."""


class DiaryDamaged(Trouble):
    """The file is not a diary, or not a whole one."""

    nothing_saved = True


class NewerDiary(Trouble):
    """A newer version of the program has changed the diary's form; nothing was touched."""


class NeedsMigration(Trouble):
    """The diary has the form of an older version, and the caller may not change that."""


DAMAGED_CODES: Final = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
FULL_CODES: Final = frozenset({sqlite3.SQLITE_FULL})
FORBIDDEN_CODES: Final = frozenset(
    {
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_AUTH,
    }
)
BUSY_CODES: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})
DISK_CODES: Final = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_NOLFS})
FULL_ERRORS: Final = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", -1)})
FORBIDDEN_ERRORS: Final = frozenset(
    {
        errno.EACCES,
        errno.EPERM,
        errno.EROFS,
        errno.ENOTDIR,
        errno.EISDIR,
        errno.EEXIST,
        errno.ELOOP,
    }
)


def code_of(error: sqlite3.Error) -> int:
    """Return SQLite's primary result code, or -1 for errors of the Python module itself."""
    code: int = getattr(error, "sqlite_errorcode", -1)
    return code & 0xFF if code >= 0 else -1


def damaged(file: Path) -> DiaryDamaged:
    """Return the error for a file that cannot be read as a diary."""
    return DiaryDamaged(
        message(
            "The diary is damaged: {file}. Nothing has been thrown away. Start selfcare again "
            'with "selfcare restart": it puts the newest good copy in its place.',
            file=str(file),
        )
    )


def busy() -> NotSaved:
    """Return the error for a diary that others do not let go of."""
    return NotSaved(message("The diary could not be written: {why}", why=_busy()))


@contextmanager
def told(file: Path, *, writing: bool) -> Iterator[None]:
    """Turn errors about `file` into ours: DiaryDamaged, NotSaved or NotRead."""
    try:
        yield
    except sqlite3.Error as error:
        code = code_of(error)
        if code in DAMAGED_CODES:
            raise damaged(file) from error
        if code < 0:
            # Misuse of the Python module, such as a closed diary: a mistake of ours.
            raise
        raise _trouble(_why_code(code, file), writing=writing) from error
    except UnicodeDecodeError as error:
        # What SQLite complains of holds damaged letters of the file itself.
        raise damaged(file) from error
    except OSError as error:
        raise _trouble(_why_errno(error.errno, file), writing=writing) from error


def _trouble(why: Message, *, writing: bool) -> Trouble:
    if writing:
        return NotSaved(message("The diary could not be written: {why}", why=why))
    return NotRead(message("The diary could not be read: {why}", why=why))


def _why_code(code: int, file: Path) -> Message:
    if code in FULL_CODES:
        return _full()
    if code in FORBIDDEN_CODES:
        return _forbidden(file)
    if code in BUSY_CODES:
        return _busy()
    if code in DISK_CODES:
        return _disk(file)
    return message(
        "SQLite refused with code {code}. Nothing was changed; please report this.", code=code
    )


def _why_errno(number: int | None, file: Path) -> Message:
    if number in FULL_ERRORS:
        return _full()
    if number in FORBIDDEN_ERRORS:
        return _forbidden(file)
    return _disk(file)


def _busy() -> Message:
    return message("another program is using it. Please try again in a moment.")


def _full() -> Message:
    return message("the disk is full. Make some room, then try again.")


def _forbidden(file: Path) -> Message:
    return message(
        "this computer does not allow it. Check that {file} and its folder belong to you.",
        file=str(file),
    )


def _disk(file: Path) -> Message:
    return message(
        "the disk reported an error at {file}. Please try again; if it stays, check the disk.",
        file=str(file),
    )
