"""Which form of the diary this version may open, and how a file is brought into it.

The one rule: a form that this version does not know is refused before a byte is changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from selfcare.diary import copies, migrations
from selfcare.diary.connection import reading, under_way
from selfcare.diary.migrations import Step
from selfcare.diary.trouble import NeedsMigration, NewerDiary, code_of, damaged
from selfcare.domain.message import message


def require_settled(path: Path) -> None:
    """Raise NeedsMigration while another diary takes the place of this one, or was cut short.

    What is noted meanwhile would be in neither of them.
    """
    if under_way(path).exists():
        raise NeedsMigration(
            message('The diary is being restored. If that stays so: "selfcare restart" ends it.')
        )


def refuse_newer(version: int, known: int) -> None:
    """Raise NewerDiary for a form beyond the newest that is `known`."""
    if version > known:
        raise NewerDiary(
            message(
                "The diary was written by a newer version of selfcare (form {found}; this version "
                "knows {known}). Nothing was changed. Please install the newer version again.",
                found=version,
                known=known,
            )
        )


def refuse_newer_file(path: Path, known: int) -> None:
    """Raise NewerDiary for an existing file of a newer form, without changing a byte of it."""
    try:
        with reading(path) as connection:
            refuse_newer(migrations.version_of(connection), known)
    except sqlite3.OperationalError as error:
        # A creation that was cut short wants to be rolled back, which only a writer can do.
        if code_of(error) not in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}:
            raise


def refuse_newer_meanwhile(connection: sqlite3.Connection, known: int) -> None:
    """Raise NewerDiary where somebody gave an open diary a newer form than is `known`.

    A program that was open during an update would read and write past what it does not know.
    """
    if migrations.version_of(connection) > known:
        raise NewerDiary(
            message(
                "selfcare was updated while this was open, so nothing more can be saved from here."
                " Please open selfcare once more."
            )
        )


def bring_into_form(
    connection: sqlite3.Connection, path: Path, steps: Sequence[Step], *, may_migrate: bool
) -> None:
    """Give a blank file its form, and bring an older one to the newest, with a copy made before.

    Raise NewerDiary, DiaryDamaged for a database of some other program, and NeedsMigration.
    """
    if migrations.is_blank(connection):
        migrations.create(connection, steps)
    version = migrations.version_of(connection)
    refuse_newer(version, len(steps))
    if version < 1:
        # A database, but of some other program.
        raise damaged(path)
    if version == len(steps):
        return
    if not may_migrate:
        raise NeedsMigration(
            message(
                "The diary has the form of an older version of selfcare. "
                'Please start selfcare again with "selfcare restart"; that brings it up to date.'
            )
        )
    copies.write(connection, path, copies.before_version(path, version))
    migrations.migrate(connection, steps)
