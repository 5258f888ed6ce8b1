"""The form of the diary, as the steps that lead to it from an empty file.

The one rule: a released step is never changed; a change of form is a new step at the end, with a
fixture of the version before it in tests/diary/fixtures.

A step is a tuple of single SQL statements, run in one transaction with its version number. The
facts of the cycle have a table of their own, so that they can be erased whole.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

Step = tuple[str, ...]

VERSION_1: Final[Step] = (
    """
    CREATE TABLE fact (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        kind TEXT NOT NULL,
        prompt TEXT,
        round INTEGER,
        session TEXT,
        body TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX fact_by_day ON fact (day)",
    "CREATE INDEX fact_by_kind ON fact (kind)",
    "CREATE INDEX fact_by_session ON fact (session) WHERE session IS NOT NULL",
    """
    CREATE UNIQUE INDEX one_claim ON fact (prompt, round) WHERE kind = 'PromptClaimed'
    """,
    """
    CREATE UNIQUE INDEX one_answer ON fact (prompt, round) WHERE kind = 'PromptAnswered'
    """,
    """
    CREATE TRIGGER fact_is_never_changed BEFORE UPDATE ON fact
    BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END
    """,
    """
    CREATE TRIGGER fact_is_never_deleted BEFORE DELETE ON fact
    BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END
    """,
)

# AUTOINCREMENT, because it remembers the highest number also after all rows are erased.
VERSION_2: Final[Step] = (
    """
    CREATE TABLE cycle_fact (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
        kind TEXT NOT NULL,
        prompt TEXT,
        round INTEGER,
        session TEXT,
        body TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX cycle_fact_by_day ON cycle_fact (day)",
    "CREATE INDEX cycle_fact_by_prompt ON cycle_fact (prompt, kind)",
    """
    CREATE UNIQUE INDEX one_cycle_claim ON cycle_fact (prompt, round) WHERE kind = 'PromptClaimed'
    """,
    """
    CREATE UNIQUE INDEX one_cycle_answer ON cycle_fact (prompt, round)
    WHERE kind = 'PromptAnswered'
    """,
    """
    CREATE TRIGGER cycle_fact_is_never_changed BEFORE UPDATE ON cycle_fact
    BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END
    """,
    """
    CREATE TRIGGER cycle_fact_is_never_deleted BEFORE DELETE ON cycle_fact
    BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END
    """,
)

STEPS: Final[tuple[Step, ...]] = (VERSION_1, VERSION_2)
"""Step number n, counted from 1, leads to `PRAGMA user_version` n."""

NEWEST: Final = len(STEPS)


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the form the file has, 0 for one without a form."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def tables(version: int) -> tuple[str, ...]:
    """Return the tables of facts in a file of the form `version`."""
    return ("fact",) if version < 2 else ("fact", "cycle_fact")


def is_blank(connection: sqlite3.Connection) -> bool:
    """Return True for a file that nobody has put anything in yet."""
    tables: int = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    return tables == 0 and version_of(connection) == 0


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all of it or nothing, as the only writer."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite has rolled back by itself after some errors, such as a full disk.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def create(connection: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> None:
    """Give a blank file its form in one transaction; do nothing where another process was first."""
    with transaction(connection):
        if is_blank(connection):
            for step in steps:
                _run(connection, step)
            _set_version(connection, len(steps))


def migrate(connection: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> None:
    """Bring an older file to the newest form, each step in a transaction with its number."""
    for number, step in enumerate(steps, start=1):
        with transaction(connection):
            if version_of(connection) == number - 1:
                _run(connection, step)
                _set_version(connection, number)


def _run(connection: sqlite3.Connection, step: Step) -> None:
    for statement in step:
        connection.execute(statement)


def _set_version(connection: sqlite3.Connection, number: int) -> None:
    # PRAGMA takes no parameters; the number is ours.
    connection.execute(f"PRAGMA user_version = {number:d}")
