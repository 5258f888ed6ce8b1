from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from selfcare.diary import copies, migrations
from selfcare.diary.backup import KEPT, backup_if_due
from selfcare.diary.connection import reading
from selfcare.diary.store import Diary
from selfcare.diary.trouble import DiaryDamaged, NotSaved
from selfcare.domain.facts import DaemonStopped, PeriodStarted, StopAsked
from tests.diary.damage import overwrite_middle
from tests.diary.samples import AT, DAY, one_of_each_kind


@pytest.fixture
def backups(path: Path) -> Path:
    return path.parent / "backups"


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_copy_holds_everything_and_is_one_file(diary: Diary, backups: Path) -> None:
    noted = diary.append_all(one_of_each_kind(), at=AT, day=DAY)

    made = backup_if_due(diary, backups, DAY)

    assert made == backups / "diary-2025-03-28.sqlite3"
    assert names(backups) == ["diary-2025-03-28.sqlite3"]
    with Diary.open(made, may_migrate=False) as copy:
        assert tuple(copy.entries()) == noted


def test_one_copy_a_day_and_the_first_one_stays(diary: Diary, backups: Path) -> None:
    made = backup_if_due(diary, backups, DAY)
    assert made is not None
    before = made.read_bytes()
    diary.append(StopAsked(), at=AT, day=DAY)

    assert backup_if_due(diary, backups, DAY) is None
    assert made.read_bytes() == before
    assert backup_if_due(diary, backups, DAY + timedelta(days=1)) is not None


def test_the_seven_newest_copies_stay(diary: Diary, backups: Path) -> None:
    days = [DAY + timedelta(days=2 * number) for number in range(KEPT + 3)]
    for day in days:
        backup_if_due(diary, backups, day)

    assert names(backups) == [f"diary-{day}.sqlite3" for day in days[3:]]


def test_only_our_own_daily_copies_are_ever_removed(diary: Diary, backups: Path) -> None:
    backups.mkdir()
    others = [
        "diary-2020-01-01.sqlite3.txt",
        "diary-2020-13-01.sqlite3",
        "diary-2020-01-01-mine.sqlite3",
        "diary-before-migration-1.sqlite3",
        "my-diary-2020-01-01.sqlite3",
        "notes.txt",
    ]
    for name in others:
        (backups / name).write_text("mine")

    for number in range(KEPT + 5):
        backup_if_due(diary, backups, DAY + timedelta(days=number))

    assert set(others) < set(names(backups))
    assert len(names(backups)) == len(others) + KEPT


def test_copies_of_a_clock_that_was_once_wrong_do_not_crowd_out_new_ones(
    diary: Diary, backups: Path
) -> None:
    for number in range(KEPT):
        backup_if_due(diary, backups, date(2099, 1, 1) + timedelta(days=number))

    for number in range(KEPT):
        made = backup_if_due(diary, backups, DAY + timedelta(days=number))
        assert made is not None
        assert made.exists()

    assert names(backups) == [f"diary-{DAY + timedelta(days=n)}.sqlite3" for n in range(KEPT)]


def test_a_damaged_diary_pushes_no_good_copy_out(path: Path, backups: Path) -> None:
    with Diary.open(path, may_migrate=False) as diary:
        diary.append_all((StopAsked(),) * 3000, at=AT, day=DAY)
        for number in range(KEPT):
            backup_if_due(diary, backups, DAY + timedelta(days=number))
    before = names(backups)
    overwrite_middle(path)

    with Diary.open(path, may_migrate=False) as diary, pytest.raises(DiaryDamaged):
        backup_if_due(diary, backups, DAY + timedelta(days=KEPT))

    assert names(backups) == before


def test_what_a_copy_that_was_cut_short_left_behind_is_in_nobodys_way(
    diary: Diary, backups: Path
) -> None:
    backups.mkdir()
    (backups / "diary-2025-03-28.sqlite3.unfinished").write_bytes(b"half")
    (backups / "diary-2025-03-28.sqlite3.unfinished-journal").write_bytes(b"half")

    made = backup_if_due(diary, backups, DAY)

    assert names(backups) == ["diary-2025-03-28.sqlite3"]
    assert made is not None
    assert copies.examine(made) is not None


def test_a_copy_that_cannot_be_written_is_told(diary: Diary, backups: Path) -> None:
    backups.write_text("a file where the folder should be")

    with pytest.raises(NotSaved):
        backup_if_due(diary, backups, DAY)


def test_a_copy_can_be_made_while_another_program_writes(
    path: Path, diary: Diary, backups: Path
) -> None:
    diary.append(StopAsked(), at=AT, day=DAY)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        made = backup_if_due(diary, backups, DAY)
        other.execute("ROLLBACK")

    assert made is not None
    with reading(made) as copy:
        assert copy.execute("SELECT count(*) FROM fact").fetchone() == (1,)


def test_a_copy_is_judged_by_what_is_in_it(diary: Diary, backups: Path, tmp_path: Path) -> None:
    diary.append(StopAsked(), at=AT, day=DAY)
    last = diary.append(DaemonStopped(), at=AT + timedelta(hours=1), day=DAY)
    made = backup_if_due(diary, backups, DAY)
    assert made is not None

    judged = copies.examine(made)
    assert judged is not None
    assert (judged.last_id, judged.last_day) == (last.id, DAY)

    with closing(sqlite3.connect(made)) as newer:
        newer.execute(f"PRAGMA user_version = {migrations.NEWEST + 1}")
    assert copies.examine(made) is None
    assert copies.examine(tmp_path / "nowhere.sqlite3") is None


def test_what_is_of_the_cycle_counts_when_a_copy_is_judged(diary: Diary, backups: Path) -> None:
    later = AT + timedelta(days=1)
    diary.append(StopAsked(), at=AT, day=DAY)
    last = diary.append(PeriodStarted(DAY), at=later, day=later.date())
    made = backup_if_due(diary, backups, DAY)
    assert made is not None

    judged = copies.examine(made)
    assert judged is not None
    assert (judged.last_id, judged.last_day) == (last.id, later.date())
    assert judged.noted.startswith("2025-03-29")


def test_damage_that_the_daily_copy_finds_lets_the_diary_be_opened_anew(
    diary: Diary, path: Path, backups: Path
) -> None:
    diary.append_all([StopAsked()] * 300, at=AT, day=DAY)
    diary._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert not diary.needs_repair
    overwrite_middle(path)

    with pytest.raises(DiaryDamaged):
        backup_if_due(diary, backups, DAY)

    assert diary.needs_repair
