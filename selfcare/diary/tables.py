"""The two tables of facts: which fact goes where, and what is asked of both.

The one rule: numbers rise over both tables together, so that their rows, put in the order of their
numbers, stand in the order they were noted.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from datetime import date
from typing import Final, Literal

from selfcare.diary.edition import LATEST
from selfcare.diary.rows import COLUMNS, NewRow, StoredRow, is_whole, sealed
from selfcare.domain.facts import Fact, is_of_cycle
from selfcare.domain.prompt import of_cycle

Table = Literal["fact", "cycle_fact"]
TABLES: Final[tuple[Table, Table]] = ("fact", "cycle_fact")

PAGE: Final = 500
"""Rows read at a time, so that a long read neither fills the memory nor holds the file."""

# The kinds are written out where an index covers only that kind.
_RECENT: Final = """
        SELECT id FROM fact WHERE day >= :since
        UNION SELECT max(id) FROM fact WHERE kind = 'Screened'
        UNION SELECT max(id) FROM fact WHERE kind = 'Paused'
        UNION SELECT max(id) FROM fact WHERE kind = 'NotToday'
        UNION SELECT max(id) FROM fact WHERE kind = 'Resumed'
        UNION SELECT max(id) FROM fact WHERE kind = 'DaemonStarted'
        UNION SELECT id FROM fact WHERE kind IN ('StressAdded', 'StressEnded', 'StressRemoved')
        UNION SELECT id FROM fact WHERE kind IN (
            'GateOpened', 'GateAnswered', 'AlarmRaised', 'TickedByMistake', 'Checked',
            'PressingEnded', 'Treated', 'TreatmentRemoved', 'TreatmentRated', 'NoticeTold',
            'RoutineHidden', 'RoutineShownAgain'
        )
        UNION SELECT max(id) FROM fact WHERE kind = 'OutlookSwitched'
        UNION SELECT id FROM fact WHERE session = (
            SELECT session FROM fact AS begun
            WHERE id = (SELECT max(id) FROM fact WHERE kind = 'SessionStarted')
            AND NOT EXISTS (
                SELECT 1 FROM fact AS over
                WHERE over.session = begun.session AND over.kind = 'SessionEnded'
            )
        )
        UNION SELECT id FROM cycle_fact WHERE day >= :since
        UNION SELECT id FROM cycle_fact WHERE prompt IS NULL AND kind <> 'NotYetBleeding'
"""
_NUMBERED: Final = " UNION ALL ".join(
    f"SELECT {COLUMNS} FROM {table} WHERE id IN (SELECT value FROM json_each(:numbers))"  # noqa: S608 - made of constants
    for table in TABLES
)

_SPAN: Final = """
    SELECT min(first), max(last) FROM (
        SELECT min(id) AS first, max(id) AS last FROM fact WHERE day BETWEEN ? AND ?
        UNION ALL SELECT min(id), max(id) FROM cycle_fact WHERE day BETWEEN ? AND ?
    )
"""

# The plus keeps SQLite from sorting all the days anew for each page.
_ONE_PAGE: Final = " UNION ALL ".join(
    f"SELECT {COLUMNS} FROM {table} WHERE id BETWEEN ? AND ? AND +day BETWEEN ? AND ?"  # noqa: S608 - made of constants
    " AND ? IN ('', kind)"
    for table in TABLES
)
_PAGE: Final = f"{_ONE_PAGE} ORDER BY id LIMIT {PAGE}"

_NEXT: Final = f"SELECT 1 + ({LATEST})"

_DAYS: Final = "SELECT id, day FROM fact UNION ALL SELECT id, day FROM cycle_fact ORDER BY id"


def table_of(fact: Fact) -> Table:
    """Return the table a fact belongs in."""
    return "cycle_fact" if is_of_cycle(fact) else "fact"


def insert(connection: sqlite3.Connection, table: Table, row: NewRow) -> int:
    """Add a row, inside a writing transaction, and return its number."""
    number: int = connection.execute(_NEXT).fetchone()[0]
    connection.execute(
        f"INSERT INTO {table} (id, at, day, kind, prompt, round, session, body)"  # noqa: S608 - one of two names
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (number, *sealed(number, row)),
    )
    return number


def last(connection: sqlite3.Connection) -> int:
    """Return the greatest number that a row has or, if it was erased, had; 0 for none."""
    number: int = connection.execute(LATEST).fetchone()[0]
    return number


def damaged(connection: sqlite3.Connection) -> frozenset[int]:
    """Return the numbers of all rows that are not as they were written; reads everything."""
    every = (
        row
        for table in TABLES
        for row in connection.execute(f"SELECT {COLUMNS} FROM {table}")  # noqa: S608 - two names
    )
    return frozenset(row[0] for row in every if not is_whole(row))


def is_claimed(connection: sqlite3.Connection, prompt: str, round_: int) -> bool:
    """Return whether a round of a prompt was claimed."""
    return _is_noted(connection, "PromptClaimed", prompt, round_)


def is_answered(connection: sqlite3.Connection, prompt: str, round_: int) -> bool:
    """Return whether a round of a prompt was answered."""
    return _is_noted(connection, "PromptAnswered", prompt, round_)


def was_forgotten(connection: sqlite3.Connection, prompt: str) -> bool:
    """Return whether a prompt of the cycle is unknown, as after all of the cycle was erased."""
    known = "SELECT 1 FROM cycle_fact WHERE kind = 'PromptClaimed' AND prompt = ?"
    return of_cycle(prompt) and connection.execute(known, (prompt,)).fetchone() is None


def answers_to(connection: sqlite3.Connection, prompt: str) -> list[bytes]:
    """Return the bodies of the answers to all rounds of a prompt."""
    rows = connection.execute(
        f"SELECT CAST(body AS BLOB) FROM {_table_of_prompt(prompt)}"  # noqa: S608 - one of two names
        " WHERE kind = 'PromptAnswered' AND prompt = ?",
        (prompt,),
    ).fetchall()
    return [body for (body,) in rows]


def recent(connection: sqlite3.Connection, since: date) -> list[int]:
    """Return the numbers of `since` and later, and older ones that still count (`Diary.view`)."""
    rows = connection.execute(_RECENT, {"since": since.isoformat()}).fetchall()
    return sorted(number for (number,) in rows if number is not None)


def numbered(connection: sqlite3.Connection, numbers: Collection[int]) -> list[StoredRow]:
    """Return the rows of these numbers, in no order."""
    rows: list[StoredRow] = connection.execute(
        _NUMBERED, {"numbers": json.dumps(list(numbers))}
    ).fetchall()
    return rows


def span(
    connection: sqlite3.Connection, since: date | None, until: date | None
) -> tuple[int, int] | None:
    """Return the first and the last number among some days, None where they have no rows."""
    first, last = connection.execute(_SPAN, _days(since, until) * 2).fetchone()
    return None if first is None else (first, last)


def count(connection: sqlite3.Connection) -> int:
    """Return the number of rows."""
    return sum(
        int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - one of two names
        for table in TABLES
    )


def page(
    connection: sqlite3.Connection,
    first: int,
    last: int,
    since: date | None,
    until: date | None,
    kind: str | None = None,
) -> list[StoredRow]:
    """Return the next rows of some days from number `first` to `last`, at most PAGE of them.

    With a `kind` only rows of that kind.
    """
    wanted = (first, last, *_days(since, until), kind or "")
    rows: list[StoredRow] = connection.execute(_PAGE, wanted * 2).fetchall()
    return rows


def days(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the day of each row in the order they were noted, reading no further than asked."""
    for _, day in connection.execute(_DAYS):
        yield day


def _is_noted(
    connection: sqlite3.Connection,
    kind: Literal["PromptClaimed", "PromptAnswered"],
    prompt: str,
    round_: int,
) -> bool:
    found = connection.execute(
        f"SELECT 1 FROM {_table_of_prompt(prompt)}"  # noqa: S608 - made of a few names
        f" WHERE kind = '{kind}' AND prompt = ? AND round = ?",
        (prompt, round_),
    ).fetchone()
    return found is not None


def _table_of_prompt(prompt: str) -> Table:
    return "cycle_fact" if of_cycle(prompt) else "fact"


def _days(since: date | None, until: date | None) -> tuple[str, str]:
    return ((since or date.min).isoformat(), (until or date.max).isoformat())
