"""The diary: facts in the order they were noted, in one SQLite file.

The one rule: a fact is either in the file for good or the caller hears that it is not. Facts are
appended, never changed and never deleted, with one exception: what is of the cycle can be erased
(`erase.py`). That, and restoring (`exchange.py`), may put another file in the place of the one that
is open here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TypeVar

from selfcare.diary import copies, mark, migrations, tables
from selfcare.diary.connection import (
    close_to_others,
    connect,
    holds_nothing,
    identity,
    make_private_file,
    make_private_folder,
    reading,
    refuse_remains,
    require_sqlite,
    use_wal,
)
from selfcare.diary.edition import Edition
from selfcare.diary.form import bring_into_form, refuse_newer_file, refuse_newer_meanwhile
from selfcare.diary.migrations import Step
from selfcare.diary.rows import NewRow, StoredRow, entry, fact_of, is_whole, kind_of, new_row
from selfcare.diary.tables import PAGE
from selfcare.diary.trouble import DiaryDamaged, busy, damaged, told
from selfcare.domain.errors import Trouble
from selfcare.domain.facts import (
    DiaryView,
    Entry,
    Fact,
    PromptAnswered,
    PromptClaimed,
    Screened,
)
from selfcare.domain.prompt import Answer

TRIES: Final = 3
"""How often to go after a file that others put another in the place of."""

TryAgain = Callable[[Trouble, tuple[Fact, ...]], bool]
_Done = TypeVar("_Done")


class Diary:
    """An open diary. Use it in the thread that opened it, and close it."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        file: tuple[int, int],
        path: Path,
        steps: Sequence[Step],
    ) -> None:
        self.path = path
        self.unreadable = 0
        """Entries left out of the latest view because this version cannot read them."""
        self.viewed: Edition = (*file, 0)
        """The state of the diary that the latest view shows."""
        self.damaged: frozenset[int] = frozenset()
        """The numbers of entries found damaged so far, each by itself, and left out."""
        self.needs_repair = False
        """Whether a copy of it was found damaged, so that it has to be opened anew."""
        self.try_again: TryAgain = _never
        """Asked where something could not be saved, with what it was, whether to try once more."""
        self._connection = connection
        self._file = file
        self._steps = steps
        self._highest = 0
        self._seen: int | None = None
        self._read: dict[int, Entry | str] = {}
        """The entries of the latest view by number; of those not readable, the kind."""

    @classmethod
    def open(
        cls, path: Path, *, may_migrate: bool, steps: Sequence[Step] = migrations.STEPS
    ) -> Self:
        """Open the diary at `path`, and begin one where there is none.

        `may_migrate` is for holders of the instance lock; a copy is made before. Raise Trouble
        where SQLite is too old, NewerDiary, NeedsMigration, DiaryDamaged, NotRead or NotSaved.
        """
        return cls(*_open_file(path, steps, may_migrate=may_migrate), path, steps)

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

        def write() -> tuple[Entry, ...]:
            with self._writing():
                return tuple(
                    Entry(self._insert(fact, row), at.astimezone(UTC), day, fact)
                    for fact, row in rows
                )

        return self._held(write, rows)

    def claim(self, fact: PromptClaimed, *, at: datetime, day: date) -> bool:
        """Note that a prompt is about to be shown; only the first to ask gets True.

        False where this round of the prompt is claimed already, or any round of it was answered
        with something else than "later", or a later round is of one that was forgotten meanwhile.
        """
        row = new_row(fact, at=at, day=day)
        prompt = fact.prompt.id

        def write() -> bool:
            with self._writing():
                if tables.is_claimed(self._connection, prompt, fact.round):
                    return False
                if self._is_settled(prompt):
                    return False
                if fact.round > 1 and tables.was_forgotten(self._connection, prompt):
                    return False
                self._insert(fact, row)
            return True

        return self._held(write, [(fact, row)])

    def answer(
        self, fact: PromptAnswered, *, at: datetime, day: date, also: Iterable[Fact] = ()
    ) -> bool:
        """Note the answer to a round of a prompt; False where it was answered already.

        False also where it was forgotten meanwhile. The facts of `also` are noted with it.
        """
        rows = [(one, new_row(one, at=at, day=day)) for one in (fact, *also)]

        def write() -> bool:
            with self._writing():
                if tables.is_answered(self._connection, fact.prompt, fact.round):
                    return False
                if tables.was_forgotten(self._connection, fact.prompt):
                    return False
                for one, row in rows:
                    self._insert(one, row)
            return True

        return self._held(write, rows)

    def view(self, *, since: date) -> DiaryView:
        """Return what planning may know: the entries of `since` and later, in noting order.

        However old, there are also the latest screening, the latest of each of pause, "not today"
        and resume, the latest start of the program, a latest session that has not ended, the latest
        wish about the outlook, all that was told of stressful times, alarms, treatments and
        notices, and all of the cycle but its prompts and every "not yet".
        What cannot be read is left out and counted in `unreadable`. An unreadable latest
        screening hides the earlier ones too, because they may know of fewer dangers.
        """
        with self._reading():
            edition = (*self._file, tables.last(self._connection))
            numbers = tables.recent(self._connection, since)
            # Rows are never changed, so what was read for the view before is read no more.
            fresh = [number for number in numbers if number not in self._read]
            rows = tables.numbered(self._connection, fresh) if fresh else []
            first_day = self._first_day()
        new = {row[0]: self._entry(row) or row[3] for row in rows}
        if not new.keys() >= set(fresh):
            # An index knows of rows that the table has lost.
            raise damaged(self.path)
        self._read = {number: self._read.get(number) or new[number] for number in numbers}
        self.viewed = edition
        found: list[Entry] = []
        self.unreadable = 0
        for noted in self._read.values():
            if isinstance(noted, Entry):
                found.append(noted)
                continue
            self.unreadable += 1
            if noted == Screened.__name__:
                found = [other for other in found if not isinstance(other.fact, Screened)]
        return DiaryView(tuple(found), first_day)

    def entries(
        self,
        *,
        since: date | None = None,
        until: date | None = None,
        kind: type[Fact] | None = None,
    ) -> Iterator[Entry]:
        """Yield the readable entries of the days `since` to `until`, both included, in order.

        With a `kind` only those of that kind.
        """
        name = None if kind is None else kind_of(kind)
        with self._reading():
            span = tables.span(self._connection, since, until)
        first, last = span or (1, 0)
        while first <= last:
            with self._reading():
                rows = tables.page(self._connection, first, last, since, until, name)
            for row in rows:
                noted = self._entry(row)
                if noted is not None:
                    yield noted
            if len(rows) < PAGE:
                return
            first = rows[-1][0] + 1

    def count(self) -> int:
        """Return how many entries there are, also those this version cannot read."""
        with self._reading():
            return tables.count(self._connection)

    @property
    def in_place(self) -> bool:
        """Whether the file that was opened still lies where it lay."""
        try:
            return identity(self.path) == self._file
        except OSError:
            return False

    def changed(self) -> bool:
        """Return True where anyone, this program included, wrote since this was last asked."""
        with told(self.path, writing=False):
            self._follow()
            now_seen: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        before, self._seen = self._seen, now_seen
        return before != now_seen

    @property
    def last_number(self) -> int:
        """The number of the latest entry, also of one that was erased since; 0 for none."""
        with self._reading():
            return tables.last(self._connection)

    def check(self) -> None:
        """Raise DiaryDamaged where the file is not sound; reads the whole of it.

        Entries that are damaged by themselves are found, and the others go on without them.

        Read anew, since what this connection remembers of the file hides damage done to it since.
        """
        with self._reading(), reading(self.path) as fresh:
            copies.require_sound(fresh, self.path, thorough=True)
            self.damaged = tables.damaged(fresh)

    def copy_to(self, target: Path) -> None:
        """Write a sound copy of the diary to `target`, whole or not at all.

        Others may go on writing meanwhile. Raise DiaryDamaged where the copy is not sound, and
        NotSaved; `target` is then as it was.
        """
        try:
            copies.write(self._connection, self.path, target)
        except DiaryDamaged:
            self.needs_repair = True
            raise

    def _held(self, write: Callable[[], _Done], rows: Iterable[tuple[Fact, NewRow]]) -> _Done:
        """Write, and hold what could not be saved for as long as it is to be tried again."""
        while True:
            # What is refused, or goes into another file, moves the mark of nothing.
            self._highest = 0
            try:
                done = write()
            except Trouble as trouble:
                if not self.try_again(trouble, tuple(fact for fact, _ in rows)):
                    raise
            else:
                if self._highest:
                    mark.note(self.path, self._highest)
                return done

    def content(self) -> bytes:
        """Return a sound copy of the diary as bytes; raise DiaryDamaged and NotRead."""
        with told(self.path, writing=False):
            self._follow()
        return copies.content(self._connection, self.path)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with told(self.path, writing=True):
            for _ in range(TRIES):
                with migrations.transaction(self._connection):
                    # Whoever replaces the file holds this lock until the new one is in place.
                    if self.in_place:
                        refuse_newer_meanwhile(self._connection, len(self._steps))
                        yield from self._refusing()
                        return
                self._follow(anew=True)
            raise busy()

    @staticmethod
    def _refusing() -> Iterator[None]:
        try:
            yield
        except sqlite3.IntegrityError as error:
            text = f"the diary refuses this fact: {error}"
            raise ValueError(text) from error

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with told(self.path, writing=False):
            self._follow()
            self._connection.execute("BEGIN")
            try:
                refuse_newer_meanwhile(self._connection, len(self._steps))
                yield
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def _follow(self, *, anew: bool = False) -> None:
        """Open the file that lies in the place of the one opened; `anew` also where none does."""
        if self.in_place or not (anew or self.path.exists()):
            return
        connection, file = _open_file(self.path, self._steps, may_migrate=False)
        self._connection.close()
        self._connection, self._file, self._seen, self._read = connection, file, None, {}

    def _entry(self, row: StoredRow) -> Entry | None:
        if not is_whole(row):
            self.damaged |= {row[0]}
        return entry(row)

    def _insert(self, fact: Fact, row: NewRow) -> int:
        # Own writes do not show in data_version.
        self._seen = None
        self._highest = tables.insert(self._connection, tables.table_of(fact), row)
        return self._highest

    def _is_settled(self, prompt: str) -> bool:
        # An answer that cannot be read settles too: better one prompt lost than one shown twice.
        return any(
            not _puts_off(fact_of(body)) for body in tables.answers_to(self._connection, prompt)
        )

    def _first_day(self) -> date | None:
        for day in tables.days(self._connection):
            try:
                return date.fromisoformat(day)
            except ValueError:
                continue
        return None


def _open_file(
    path: Path, steps: Sequence[Step], *, may_migrate: bool
) -> tuple[sqlite3.Connection, tuple[int, int]]:
    """Open the diary at `path` and return which file that was; errors as for `Diary.open`."""
    require_sqlite()
    with told(path, writing=True):
        make_private_folder(path.parent)
        if holds_nothing(path):
            refuse_remains(path)
            make_private_file(path)
        else:
            close_to_others(path)
            refuse_newer_file(path, len(steps))
        # Asked before, so that another put in its place meanwhile is found out at the first use.
        file = identity(path)
        connection = connect(path)
        try:
            bring_into_form(connection, path, steps, may_migrate=may_migrate)
            use_wal(connection)
        except BaseException:
            connection.close()
            raise
    return connection, file


def _never(_trouble: Trouble, _facts: tuple[Fact, ...]) -> bool:
    return False


def _puts_off(fact: Fact | None) -> bool:
    return isinstance(fact, PromptAnswered) and fact.answer is Answer.LATER
