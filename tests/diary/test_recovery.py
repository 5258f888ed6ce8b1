from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from selfcare.diary.backup import backup_if_due
from selfcare.diary.recovery import open_safely
from selfcare.diary.store import Diary
from selfcare.diary.trouble import DiaryDamaged, NewerDiary
from selfcare.domain.facts import Entry, PromptNotShown, StopAsked
from selfcare.domain.message import Message
from tests.diary.damage import DAMAGES, overwrite_middle, replace_by_a_text
from tests.diary.samples import AT, DAY

Damage = Callable[[Path], None]
NOW = AT + timedelta(days=3)
FACTS = tuple(PromptNotShown("p", number, "x" * 400) for number in range(1, 300))


@pytest.fixture
def backups(path: Path) -> Path:
    return path.parent / "backups"


@pytest.fixture
def noted(path: Path, backups: Path) -> tuple[Entry, ...]:
    """Fill a diary, with copies of two days and entries after; return those copied last."""
    with Diary.open(path, may_migrate=False) as diary:
        copied = diary.append_all(FACTS, at=AT, day=DAY)
        backup_if_due(diary, backups, DAY)
        copied += diary.append_all(FACTS, at=AT, day=DAY + timedelta(days=1))
        backup_if_due(diary, backups, DAY + timedelta(days=1))
        diary.append_all(FACTS, at=AT, day=DAY + timedelta(days=2))
    return copied


def safely(path: Path, *, may_repair: bool = True) -> tuple[tuple[Entry, ...], tuple[Message, ...]]:
    opened = open_safely(path, path.parent / "backups", now=NOW, may_repair=may_repair)
    with opened.diary as diary:
        diary.check()
        entries = tuple(diary.entries())
        # It can be written as well.
        diary.append(StopAsked(), at=NOW, day=DAY)
        return entries, opened.told


def aside(path: Path) -> list[str]:
    """Return what was set aside, less SQLite's index of the log and an empty log."""
    return sorted(
        file.name
        for file in path.parent.glob("diary-damaged-*")
        if file.stat().st_size > 0 and not file.name.endswith("-shm")
    )


def test_a_sound_diary_is_opened_without_a_word(path: Path, noted: tuple[Entry, ...]) -> None:
    entries, told = safely(path, may_repair=False)

    assert entries[: len(noted)] == noted
    assert told == ()
    assert aside(path) == []


def test_a_first_diary_begins_without_a_word(path: Path) -> None:
    assert safely(path, may_repair=False) == ((), ())


def test_an_empty_file_is_a_new_diary(path: Path) -> None:
    path.parent.mkdir()
    path.touch()

    assert safely(path) == ((), ())
    assert aside(path) == []


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_the_newest_good_copy_takes_the_place_of_a_damaged_diary(
    path: Path, noted: tuple[Entry, ...], damage: Damage
) -> None:
    damage(path)
    harmed = path.read_bytes()

    entries, [told] = safely(path)

    assert entries == noted
    assert aside(path) == ["diary-damaged-20250331T093000Z.sqlite3"]
    kept = path.with_name(aside(path)[0])
    assert kept.read_bytes() == harmed
    assert dict(told.values) == {"day": "2025-03-29", "file": str(kept)}
    assert safely(path)[1] == ()


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_without_leave_to_repair_a_damaged_diary_is_told_and_left_alone(
    path: Path, noted: tuple[Entry, ...], damage: Damage
) -> None:
    assert noted
    damage(path)
    harmed = path.read_bytes()

    with pytest.raises(DiaryDamaged):
        safely(path, may_repair=False)

    assert path.read_bytes() == harmed
    assert aside(path) == []


def test_a_damaged_copy_is_passed_over_for_an_older_good_one(
    path: Path, backups: Path, noted: tuple[Entry, ...]
) -> None:
    overwrite_middle(path)
    overwrite_middle(backups / "diary-2025-03-29.sqlite3")

    entries, [told] = safely(path)

    assert entries == noted[: len(FACTS)]
    assert dict(told.values)["day"] == "2025-03-28"
    assert (backups / "diary-2025-03-29.sqlite3").exists()


def test_a_copy_of_a_newer_form_is_passed_over(
    path: Path, backups: Path, noted: tuple[Entry, ...]
) -> None:
    overwrite_middle(path)
    with closing(sqlite3.connect(backups / "diary-2025-03-29.sqlite3")) as newer:
        newer.execute("PRAGMA user_version = 99")

    assert safely(path)[0] == noted[: len(FACTS)]


def test_the_copy_made_before_a_migration_is_taken_where_it_is_the_newest(
    path: Path, backups: Path, noted: tuple[Entry, ...]
) -> None:
    with Diary.open(path, may_migrate=False) as diary:
        diary.copy_to(backups / "diary-before-migration-1.sqlite3")
    overwrite_middle(path)

    assert len(safely(path)[0]) == len(noted) + len(FACTS)


def test_without_a_good_copy_a_new_diary_begins_and_the_old_one_is_kept(
    path: Path, backups: Path, noted: tuple[Entry, ...]
) -> None:
    assert noted
    overwrite_middle(path)
    for file in backups.iterdir():
        replace_by_a_text(file)
    harmed = path.read_bytes()

    entries, [told] = safely(path)

    assert entries == ()
    assert "new diary begins" in told.text
    kept = Path(str(dict(told.values)["file"]))
    assert kept.read_bytes() == harmed


def test_a_second_damaged_diary_does_not_replace_the_first_set_aside(
    path: Path, noted: tuple[Entry, ...]
) -> None:
    assert noted
    for _ in range(3):
        replace_by_a_text(path)
        safely(path)

    assert aside(path) == [
        "diary-damaged-20250331T093000Z-2.sqlite3",
        "diary-damaged-20250331T093000Z-3.sqlite3",
        "diary-damaged-20250331T093000Z.sqlite3",
    ]


def test_the_log_of_a_damaged_diary_goes_with_it_and_not_into_the_copy(
    path: Path, noted: tuple[Entry, ...]
) -> None:
    log = path.with_name("diary.sqlite3-wal")
    with Diary.open(path, may_migrate=False) as diary:
        diary.append_all(FACTS, at=AT, day=DAY)
        left = log.read_bytes()
    replace_by_a_text(path)
    log.write_bytes(left)

    assert safely(path)[0] == noted
    assert aside(path) == [
        "diary-damaged-20250331T093000Z.sqlite3",
        "diary-damaged-20250331T093000Z.sqlite3-wal",
    ]
    assert path.with_name(aside(path)[1]).read_bytes() == left


def test_a_repair_cut_short_before_the_copy_took_its_place_is_finished(
    path: Path, backups: Path, noted: tuple[Entry, ...]
) -> None:
    path.rename(path.with_name("diary-damaged-20250331T092959Z.sqlite3"))
    ready = path.with_name("diary-restored.sqlite3")
    ready.write_bytes((backups / "diary-2025-03-29.sqlite3").read_bytes())

    with pytest.raises(DiaryDamaged):
        Diary.open(path, may_migrate=True)
    assert not path.exists()
    entries, [told] = safely(path)

    assert entries == noted
    assert "newest good copy" in told.text
    assert not ready.exists()
    assert "diary-damaged-20250331T092959Z.sqlite3" in aside(path)


def test_a_log_without_its_diary_is_set_aside_and_not_deleted(
    path: Path, noted: tuple[Entry, ...]
) -> None:
    log = path.with_name("diary.sqlite3-wal")
    with Diary.open(path, may_migrate=False) as diary:
        diary.append_all(FACTS, at=AT, day=DAY)
        left = log.read_bytes()
    path.unlink()
    log.write_bytes(left)

    with pytest.raises(DiaryDamaged):
        safely(path, may_repair=False)
    entries, [told] = safely(path)

    assert entries == noted
    assert aside(path) == ["diary-damaged-20250331T093000Z.sqlite3-wal"]
    assert Path(str(dict(told.values)["file"])).read_bytes() == left


def test_a_diary_that_is_gone_begins_anew_and_the_copies_are_pointed_out(
    path: Path, noted: tuple[Entry, ...]
) -> None:
    assert noted
    path.unlink()

    entries, [told] = safely(path)

    assert entries == ()
    assert dict(told.values) == {"file": str(path), "folder": str(path.parent)}


@pytest.mark.parametrize(
    "statement", ["DROP TABLE fact", "DROP TABLE cycle_fact", "PRAGMA user_version = -3"]
)
def test_a_sound_file_that_is_no_diary_is_set_aside_too(
    path: Path, noted: tuple[Entry, ...], statement: str
) -> None:
    with closing(sqlite3.connect(path)) as other:
        if statement.startswith("DROP"):
            other.execute("DROP TRIGGER fact_is_never_deleted")
        other.execute(statement)

    assert safely(path)[0] == noted
    assert len(aside(path)) == 1


def test_the_database_of_another_program_is_never_written_into(
    path: Path, noted: tuple[Entry, ...]
) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (title TEXT)")

    assert safely(path)[0] == noted
    with closing(sqlite3.connect(path.with_name(aside(path)[0]))) as other:
        tables = other.execute("SELECT name FROM sqlite_schema").fetchall()
    assert tables == [("recipes",)]


def test_a_newer_diary_is_refused_and_never_repaired(path: Path, noted: tuple[Entry, ...]) -> None:
    assert noted
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 99")
    before = path.read_bytes()

    with pytest.raises(NewerDiary):
        safely(path)

    assert path.read_bytes() == before
    assert aside(path) == []
