from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from selfcare.diary import copies, migrations, tables
from selfcare.diary.connection import reading
from selfcare.diary.migrations import NEWEST, STEPS, Step
from selfcare.diary.store import Diary
from selfcare.diary.trouble import NeedsMigration, NewerDiary, NotSaved
from selfcare.domain.facts import PromptClaimed, is_of_cycle
from selfcare.domain.prompt import Answer
from tests.diary.samples import AT, DAY, answered, around_the_cycle, one_of_each_kind, prompt
from tests.diary.stored import stored

FIXTURES = Path(__file__).parent / "fixtures"
GOOD_STEP: Step = ("CREATE TABLE extra (id INTEGER PRIMARY KEY) STRICT",)
FAILING_STEP: Step = (
    "CREATE TABLE half (id INTEGER PRIMARY KEY) STRICT",
    "INSERT INTO half VALUES (1)",
    "DROP TRIGGER fact_is_never_deleted",
    "DELETE FROM fact",
    "INSERT INTO nowhere VALUES (1)",
)


def form(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")
    return [(kind, name, " ".join((sql or "").split())) for kind, name, sql in rows]


@pytest.fixture
def filled(path: Path) -> Path:
    with Diary.open(path, may_migrate=False) as diary:
        diary.append_all(one_of_each_kind(), at=AT, day=DAY)
    return path


@pytest.fixture
def form_of_new(tmp_path: Path) -> Iterator[list[tuple[str, str, str]]]:
    with Diary.open(tmp_path / "new" / "diary.sqlite3", may_migrate=False) as diary:
        yield form(diary._connection)


def test_every_released_form_has_a_fixture() -> None:
    assert {file.name for file in FIXTURES.glob("*.sql")} == {
        f"v{number}.sql" for number in range(1, NEWEST + 1)
    }


@pytest.mark.parametrize("number", range(1, NEWEST + 1))
def test_a_diary_of_each_released_form_is_brought_to_the_newest_with_every_entry(
    path: Path, number: int, form_of_new: list[tuple[str, str, str]]
) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as old:
        old.executescript((FIXTURES / f"v{number}.sql").read_text("utf-8"))
        assert migrations.version_of(old) == number
        count = sum(map(len, stored(old).values()))

    with Diary.open(path, may_migrate=True) as diary:
        entries = list(diary.entries())
        assert form(diary._connection) == form_of_new
        assert migrations.version_of(diary._connection) == NEWEST
        diary.check()

    assert count >= {1: 15, 2: 34}[number]
    assert [entry.id for entry in entries] == list(range(1, count + 1))
    assert {entry.at for entry in entries} == {AT}
    assert {entry.day for entry in entries} == {DAY}
    # Kinds that came later are not in it.
    everything = [*one_of_each_kind()[: {1: 15, 2: 24}[number]], *around_the_cycle()]
    assert [entry.fact for entry in entries] == everything[:count]


def test_the_cycle_has_a_table_of_its_own_with_the_columns_of_the_other(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        columns = {
            table: connection.execute(f"PRAGMA table_xinfo({table})").fetchall()
            for table in tables.TABLES
        }
        kinds = {
            table: {kind for (kind,) in rows} for table, rows in stored(connection, "kind").items()
        }

    assert columns["fact"] == columns["cycle_fact"]
    assert kinds["cycle_fact"] == {
        type(fact).__name__ for fact in one_of_each_kind() if is_of_cycle(fact)
    }
    assert not kinds["cycle_fact"] & kinds["fact"]


def test_an_older_form_waits_for_someone_who_may_migrate(filled: Path) -> None:
    before = filled.read_bytes()

    with pytest.raises(NeedsMigration):
        Diary.open(filled, may_migrate=False, steps=(*STEPS, GOOD_STEP))

    assert filled.read_bytes() == before
    assert not (filled.parent / copies.FOLDER).exists()


def test_a_copy_is_made_before_a_migration(filled: Path) -> None:
    with Diary.open(filled, may_migrate=True, steps=(*STEPS, GOOD_STEP)) as diary:
        assert migrations.version_of(diary._connection) == NEWEST + 1
        assert [entry.fact for entry in diary.entries()] == list(one_of_each_kind())

    copy = filled.parent / "backups" / f"diary-before-migration-{NEWEST}.sqlite3"
    with reading(copy) as connection:
        assert migrations.version_of(connection) == NEWEST
        assert sum(map(len, stored(connection).values())) == len(one_of_each_kind())


def test_a_step_that_fails_leaves_no_trace_and_the_steps_before_it_stand(filled: Path) -> None:
    with Diary.open(filled, may_migrate=False) as diary:
        before = form(diary._connection)

    with pytest.raises(NotSaved):
        Diary.open(filled, may_migrate=True, steps=(*STEPS, FAILING_STEP))
    with Diary.open(filled, may_migrate=False) as diary:
        assert form(diary._connection) == before
        assert [entry.fact for entry in diary.entries()] == list(one_of_each_kind())

    with pytest.raises(NotSaved):
        Diary.open(filled, may_migrate=True, steps=(*STEPS, GOOD_STEP, FAILING_STEP))
    with Diary.open(filled, may_migrate=False, steps=(*STEPS, GOOD_STEP)) as diary:
        assert {name for _, name, _ in form(diary._connection)} >= {"extra", "fact"}
        assert "half" not in {name for _, name, _ in form(diary._connection)}
        assert len(list(diary.entries())) == len(one_of_each_kind())


def test_a_new_diary_whose_form_fails_is_left_blank(path: Path) -> None:
    with pytest.raises(NotSaved):
        Diary.open(path, may_migrate=True, steps=(*STEPS, FAILING_STEP))

    with closing(sqlite3.connect(path)) as connection:
        assert migrations.is_blank(connection)
    with Diary.open(path, may_migrate=False) as diary:
        assert list(diary.entries()) == []


def test_a_diary_of_a_newer_form_is_refused_and_not_a_byte_of_it_changes(
    path: Path, tmp_path: Path
) -> None:
    with Diary.open(path, may_migrate=True, steps=(*STEPS, GOOD_STEP)) as diary:
        diary._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        diary.append_all(one_of_each_kind(), at=AT, day=DAY)
        # As a newer program leaves it that is killed: the facts are still in the log.
        killed = tmp_path / "killed" / "diary.sqlite3"
        killed.parent.mkdir()
        for ending in ("", "-wal"):
            source = path.with_name(path.name + ending)
            killed.with_name(killed.name + ending).write_bytes(source.read_bytes())
    log = killed.with_name("diary.sqlite3-wal")
    before = (killed.read_bytes(), log.read_bytes())

    with pytest.raises(NewerDiary) as refusal:
        Diary.open(killed, may_migrate=True)

    assert "newer version" in refusal.value.what.text
    assert dict(refusal.value.what.values) == {"found": NEWEST + 1, "known": NEWEST}
    assert (killed.read_bytes(), log.read_bytes()) == before
    assert len(log.read_bytes()) > 10_000


def test_a_newer_form_that_is_only_in_the_log_yet_is_refused_too(
    path: Path, tmp_path: Path
) -> None:
    with Diary.open(path, may_migrate=False) as diary:
        diary._connection.execute("PRAGMA user_version = 99")
        killed = tmp_path / "killed" / "diary.sqlite3"
        killed.parent.mkdir()
        for ending in ("", "-wal"):
            source = path.with_name(path.name + ending)
            killed.with_name(killed.name + ending).write_bytes(source.read_bytes())

    with pytest.raises(NewerDiary):
        Diary.open(killed, may_migrate=True)


def test_what_was_open_while_the_form_became_newer_neither_reads_nor_writes_any_more(
    filled: Path,
) -> None:
    fact = PromptClaimed(prompt("another"), 1)
    with (
        Diary.open(filled, may_migrate=False) as old,
        Diary.open(filled, may_migrate=True, steps=(*STEPS, GOOD_STEP)) as new,
    ):
        noted = list(new.entries())

        for use in (
            lambda: old.append(fact, at=AT, day=DAY),
            lambda: old.claim(fact, at=AT, day=DAY),
            lambda: old.answer(answered(Answer.SKIP), at=AT, day=DAY),
            lambda: old.view(since=DAY),
            lambda: list(old.entries()),
        ):
            with pytest.raises(NewerDiary, match="updated while this was open"):
                use()

        assert list(new.entries()) == noted
        # It stands in nobody's way.
        assert new.append(fact, at=AT, day=DAY).fact == fact
