"""The diary: facts in the order they were noted, in one SQLite file.

The one rule: a fact is either in the file for good or the caller hears that it is not. Facts are
appended, never changed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from selfcare.diary import copies, migrations
from selfcare.diary.connection import (
    connect,
    holds_nothing,
    make_private_file,
    make_private_folder,
    reading,
    refuse_remains,
    require_sqlite,
    use_wal,
)
from selfcare.diary.form import bring_into_form, refuse_newer_file
from selfcare.diary.migrations import Step
from selfcare.diary.rows import COLUMNS, NewRow, entry, fact_of, new_row
from selfcare.diary.trouble import told
from selfcare.domain.facts import (
    DiaryView,
    Entry,
    Fact,
    PromptAnswered,
    PromptClaimed,
    Screened,
)
from selfcare.domain.prompt import Answer

PAGE: Final = 500
"""Rows read at a time, so that a long read neither fills the memory nor holds the file."""

# The kinds are written out where an index covers only that kind.
_VIEW: Final = f"""
    SELECT {COLUMNS} FROM fact WHERE id IN (
        SELECT id FROM fact WHERE day >= :since
        UNION SELECT max(id) FROM fact WHERE kind = 'Screened'
        UNION SELECT max(id) FROM fact WHERE kind = 'Paused'
        UNION SELECT max(id) FROM fact WHERE kind = 'NotToday'
        UNION SELECT max(id) FROM fact WHERE kind = 'Resumed'
        UNION SELECT max(id) FROM fact WHERE kind = 'DaemonStarted'
        UNION SELECT id FROM fact WHERE session = (
            SELECT session FROM fact AS begun
            WHERE id = (SELECT max(id) FROM fact WHERE kind = 'SessionStarted')
            AND NOT EXISTS (
                SELECT 1 FROM fact AS over
                WHERE over.session = begun.session AND over.kind = 'SessionEnded'
            )
        )
    ) ORDER BY id
"""  # noqa: S608 - made of constants

# The plus keeps SQLite from sorting all the days anew for each page.
_PAGE: Final = f"""
    SELECT {COLUMNS} FROM fact WHERE id BETWEEN ? AND ? AND +day BETWEEN ? AND ?
    ORDER BY id LIMIT {PAGE}
"""  # noqa: S608 - made of constants


class Diary:
    """An open diary. Use it in the thread that opened it, and close it."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self.unreadable = 0
        """Entries left out of the latest view because this version cannot read them."""
        self._connection = connection
        status = path.stat()
        self._file = (status.st_dev, status.st_ino)
        self._seen: int | None = None

    @classmethod
    def open(
        cls, path: Path, *, may_migrate: bool, steps: Sequence[Step] = migrations.STEPS
    ) -> Self:
        """Open the diary at `path`, and begin one where there is none.

        `may_migrate` is for holders of the instance lock; a copy is made before. Raise Trouble
        where SQLite is too old, NewerDiary, NeedsMigration, DiaryDamaged, NotRead or NotSaved.
        """
        require_sqlite()
        with told(path, writing=True):
            make_private_folder(path.parent)
            if holds_nothing(path):
                refuse_remains(path)
                make_private_file(path)
            else:
                make_private_file(path)
                refuse_newer_file(path, len(steps))
            connection = connect(path)
            try:
                bring_into_form(connection, path, steps, may_migrate=may_migrate)
                use_wal(connection)
            except BaseException:
                connection.close()
                raise
        return cls(connection, path)

    def close(self) -> None:
        """Close the file; once is enough, twice does no harm."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def append(self, fact: Fact, *, at: datetime, day: date) -> Entry:
        """Note a fact at the instant `at`, on the date `day` the wall shows.

        Once it returns, the fact outlasts a power cut. Raise NotSaved, and ValueError for a fact
        out of range, a time without a zone, or a second claim or answer (see `claim`, `answer`).
        """
        return self.append_all((fact,), at=at, day=day)[0]

    def append_all(self, facts: Iterable[Fact], *, at: datetime, day: date) -> tuple[Entry, ...]:
        """Note several facts, all of them or none; errors as for `append`."""
        rows = [(fact, new_row(fact, at=at, day=day)) for fact in facts]
        with self._writing():
            return tuple(
                Entry(self._insert(row), at.astimezone(UTC), day, fact) for fact, row in rows
            )

    def claim(self, fact: PromptClaimed, *, at: datetime, day: date) -> bool:
        """Note that a prompt is about to be shown; only the first to ask gets True.

        False where this round of the prompt is claimed already, or any round of it was answered
        with something else than "later".
        """
        row = new_row(fact, at=at, day=day)
        with self._writing():
            if self._is_claimed(fact.prompt.id, fact.round) or self._is_settled(fact.prompt.id):
                return False
            self._insert(row)
        return True

    def answer(self, fact: PromptAnswered, *, at: datetime, day: date) -> bool:
        """Note the answer to a round of a prompt; False where it was answered already."""
        row = new_row(fact, at=at, day=day)
        with self._writing():
            if self._is_answered(fact.prompt, fact.round):
                return False
            self._insert(row)
        return True

    def view(self, *, since: date) -> DiaryView:
        """Return what planning may know: the entries of `since` and later, in noting order.

        However old, there are also the latest screening, the latest of each of pause, "not today"
        and resume, the latest start of the program, and a latest session that has not ended.
        What cannot be read is left out and counted in `unreadable`. An unreadable latest
        screening hides the earlier ones too, because they may know of fewer dangers.
        """
        with self._reading():
            rows = self._connection.execute(_VIEW, {"since": since.isoformat()}).fetchall()
            first_day = self._first_day()
        found: list[Entry] = []
        unreadable = 0
        for row in rows:
            noted = entry(row)
            if noted is not None:
                found.append(noted)
                continue
            unreadable += 1
            if row[3] == Screened.__name__:
                found = [other for other in found if not isinstance(other.fact, Screened)]
        self.unreadable = unreadable
        return DiaryView(tuple(found), first_day)

    def entries(self, *, since: date | None = None, until: date | None = None) -> Iterator[Entry]:
        """Yield the readable entries of the days `since` to `until`, both included, in order."""
        days = ((since or date.min).isoformat(), (until or date.max).isoformat())
        with self._reading():
            first, last = self._connection.execute(
                "SELECT min(id), max(id) FROM fact WHERE day BETWEEN ? AND ?", days
            ).fetchone()
        while first is not None and first <= last:
            with self._reading():
                rows = self._connection.execute(_PAGE, (first, last, *days)).fetchall()
            for row in rows:
                noted = entry(row)
                if noted is not None:
                    yield noted
            if len(rows) < PAGE:
                return
            first = rows[-1][0] + 1

    @property
    def in_place(self) -> bool:
        """Whether the file that was opened still lies where it lay."""
        try:
            status = self.path.stat()
        except OSError:
            return False
        return (status.st_dev, status.st_ino) == self._file

    def changed(self) -> bool:
        """Return True where anyone, this program included, wrote since this was last asked."""
        with told(self.path, writing=False):
            now_seen: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        before, self._seen = self._seen, now_seen
        return before != now_seen

    def check(self) -> None:
        """Raise DiaryDamaged where the file is not sound; reads the whole of it.

        Read anew, since what this connection remembers of the file hides damage done to it since.
        """
        with self._reading(), reading(self.path) as fresh:
            copies.require_sound(fresh, self.path)

    def copy_to(self, target: Path) -> None:
        """Write a sound copy of the diary to `target`, whole or not at all.

        Others may go on writing meanwhile. Raise DiaryDamaged where the copy is not sound, and
        NotSaved; `target` is then as it was.
        """
        copies.write(self._connection, self.path, target)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with told(self.path, writing=True), migrations.transaction(self._connection):
            try:
                yield
            except sqlite3.IntegrityError as error:
                text = f"the diary refuses this fact: {error}"
                raise ValueError(text) from error

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with told(self.path, writing=False):
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def _insert(self, row: NewRow) -> int:
        # Own writes do not show in data_version.
        self._seen = None
        number = self._connection.execute(
            "INSERT INTO fact (at, day, kind, prompt, round, session, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            row,
        ).lastrowid
        if number is None:
            text = "SQLite gave no row number for an insert"
            raise RuntimeError(text)
        return number

    def _is_claimed(self, prompt: str, round_: int) -> bool:
        found = self._connection.execute(
            "SELECT 1 FROM fact WHERE kind = 'PromptClaimed' AND prompt = ? AND round = ?",
            (prompt, round_),
        ).fetchone()
        return found is not None

    def _is_answered(self, prompt: str, round_: int) -> bool:
        found = self._connection.execute(
            "SELECT 1 FROM fact WHERE kind = 'PromptAnswered' AND prompt = ? AND round = ?",
            (prompt, round_),
        ).fetchone()
        return found is not None

    def _is_settled(self, prompt: str) -> bool:
        rows = self._connection.execute(
            "SELECT CAST(body AS BLOB) FROM fact WHERE kind = 'PromptAnswered' AND prompt = ?",
            (prompt,),
        ).fetchall()
        # An answer that cannot be read settles too: better one prompt lost than one shown twice.
        return any(not _puts_off(fact_of(body)) for (body,) in rows)

    def _first_day(self) -> date | None:
        for (day,) in self._connection.execute("SELECT day FROM fact ORDER BY id"):
            try:
                return date.fromisoformat(day)
            except ValueError:
                continue
        return None


def _puts_off(fact: Fact | None) -> bool:
    return isinstance(fact, PromptAnswered) and fact.answer is Answer.LATER
