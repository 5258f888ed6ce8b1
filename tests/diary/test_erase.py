"""Erasing the cycle: no byte of it is left in any file, and nothing else is changed."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from selfcare.diary import copies, erase
from selfcare.diary.rows import kind_of
from selfcare.diary.store import Diary
from selfcare.diary.trouble import NotSaved
from selfcare.domain.facts import (
    PeriodStarted,
    PromptClaimed,
    StopAsked,
    is_of_cycle,
)
from selfcare.domain.prompt import Answer
from tests.diary.damage import overwrite_middle, replace_by_a_text
from tests.diary.marked import MARK, MARKED, MARKED_AT, forget, rows, traces
from tests.diary.samples import (
    AT,
    DAY,
    answered,
    around_the_cycle,
    cycle_prompt,
    one_of_each_kind,
)
from tests.diary.stored import Row

ALL = [
    "backups/diary-2025-03-01.sqlite3",
    "backups/diary-2025-03-02.sqlite3",
    "backups/diary-before-migration-2.sqlite3",
    "diary.sqlite3",
]


def test_nothing_of_the_cycle_is_left_in_any_file_and_nothing_else_is_changed(
    path: Path, backups: Path, unchanged: list[Row]
) -> None:
    assert traces(path.parent) == ALL
    old = rows(copies.before_version(path, 1))

    swept = forget(path)

    assert traces(path.parent) == []
    assert rows(path) == {"fact": unchanged, "cycle_fact": []}
    assert swept.unreadable == ()
    assert [file.name for file in swept.rewritten] == sorted(
        file.name for file in backups.iterdir()
    )
    for file in swept.rewritten[:2]:
        assert rows(file) == {"fact": unchanged, "cycle_fact": []}
    assert rows(copies.before_version(path, 1)) == old
    assert all(copies.examine(file) is not None for file in swept.rewritten)


def test_an_answer_to_a_question_that_was_forgotten_while_it_stood_open_leaves_no_trace(
    path: Path, diary: Diary
) -> None:
    asked = cycle_prompt(MARKED, MARK)
    diary.claim(PromptClaimed(asked, 1), at=AT, day=DAY)
    forget(path)

    assert not diary.answer(answered(Answer.DONE, asked.id), at=AT, day=DAY)
    assert not diary.claim(PromptClaimed(asked, 2), at=AT, day=DAY)
    assert rows(path)["cycle_fact"] == []
    assert diary.claim(PromptClaimed(asked, 1), at=AT, day=DAY)
    assert diary.answer(answered(Answer.DONE, asked.id), at=AT, day=DAY)


def test_every_kind_of_fact_of_the_cycle_leaves_a_trace_that_is_looked_for(diary: Diary) -> None:
    diary.append_all(around_the_cycle(MARKED, MARK), at=AT, day=DAY)

    found = diary._connection.execute("SELECT kind, body FROM cycle_fact").fetchall()
    assert {kind for kind, _ in found} == {
        kind_of(type(fact)) for fact in one_of_each_kind() if is_of_cycle(fact)
    } | {
        "PromptClaimed",
        "PromptShown",
        "PromptNotShown",
        "PromptAnswered",
        "PromptHeld",
        "PromptDeferred",
    }
    assert all(str(MARKED) in body for _, body in found)


def test_the_rest_of_the_diary_goes_on_as_before(path: Path, unchanged: list[Row]) -> None:
    with Diary.open(path, may_migrate=False) as diary:
        last = diary.append(PeriodStarted(MARKED), at=AT, day=DAY)
    forget(path)

    with Diary.open(path, may_migrate=False) as diary:
        diary.check()
        assert len(list(diary.entries())) == len(unchanged)
        # No number of an erased entry is given to another.
        assert diary.append(StopAsked(), at=AT, day=DAY).id == last.id + 1
        assert diary.append(PeriodStarted(DAY), at=AT, day=DAY).id == last.id + 2
        assert diary.claim(PromptClaimed(cycle_prompt(MARKED), 1), at=AT, day=DAY)
        for table in ("fact", "cycle_fact"):
            with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
                diary._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - one of two


def test_the_first_day_is_no_longer_one_of_the_cycle(path: Path) -> None:
    with Diary.open(path, may_migrate=False) as diary:
        diary.append(PeriodStarted(MARKED), at=MARKED_AT, day=MARKED)
        diary.append(StopAsked(), at=AT, day=DAY)
    forget(path)

    with Diary.open(path, may_migrate=False) as diary:
        assert diary.view(since=MARKED).first_day == DAY


def test_what_strayed_into_the_other_table_is_erased_too(path: Path, unchanged: list[Row]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as strange:
        strange.execute(
            "INSERT INTO fact (at, day, kind, prompt, round, session, body)"
            " SELECT at, day, kind, prompt, round, session, body FROM cycle_fact"
        )

    forget(path)

    assert traces(path.parent) == []
    assert rows(path)["fact"] == unchanged


def test_saying_it_again_changes_nothing(path: Path, unchanged: list[Row]) -> None:
    forget(path)
    forget(path)

    assert rows(path) == {"fact": unchanged, "cycle_fact": []}


def test_a_diary_without_a_write_ahead_log_is_cleared_too(path: Path, unchanged: list[Row]) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = DELETE")

    forget(path)

    assert traces(path.parent) == []
    assert rows(path)["fact"] == unchanged


# Files beside the diary


def test_what_cannot_be_read_is_returned_and_left_until_it_is_deleted(
    path: Path, backups: Path, unchanged: list[Row]
) -> None:
    damaged = path.with_name("diary-damaged-20250331T093000Z.sqlite3")
    shutil.copy(backups / "diary-2025-03-02.sqlite3", damaged)
    broken = backups / "diary-2025-03-01.sqlite3"
    for file in (damaged, broken):
        overwrite_middle(file)
    log = path.with_name("diary-damaged-20250330T093000Z.sqlite3-wal")
    log.write_bytes(MARK.encode() * 100)
    before = {file: file.read_bytes() for file in (broken, damaged, log)}

    swept = forget(path)

    assert sorted(swept.unreadable) == sorted(before)
    assert {file: file.read_bytes() for file in before} == before
    for file in swept.unreadable:
        erase.delete(file)
    assert traces(path.parent) == []
    assert rows(path)["fact"] == unchanged


def test_what_was_set_aside_and_can_be_read_is_written_anew(
    path: Path, unchanged: list[Row]
) -> None:
    names = (
        "diary-damaged-20250331T093000Z.sqlite3",
        "diary-restored.sqlite3",
        "my own copy.sqlite3",
        "old/diary.sqlite3.bak",
    )
    (path.parent / "old").mkdir()
    for name in names:
        shutil.copy(path, path.parent / name)
    assert len(traces(path.parent)) == len(ALL) + len(names)

    swept = forget(path)

    assert traces(path.parent) == []
    assert {path.parent / name for name in names} <= set(swept.rewritten)
    for name in names:
        assert rows(path.parent / name) == {"fact": unchanged, "cycle_fact": []}


def test_the_log_of_a_copy_goes_and_what_it_held_stays(path: Path, unchanged: list[Row]) -> None:
    aside = path.with_name("diary-damaged-20250331T093000Z.sqlite3")
    with Diary.open(path, may_migrate=False) as diary:
        diary.append_all((PeriodStarted(MARKED), StopAsked()), at=AT, day=DAY)
        for ending in ("", "-wal"):
            shutil.copy(f"{path}{ending}", f"{aside}{ending}")
    assert f"{aside.name}-wal" in traces(path.parent)

    forget(path)

    assert traces(path.parent) == []
    assert len(rows(aside)["fact"]) == len(unchanged) + 1
    assert [file.name for file in path.parent.glob("diary-damaged*")] == [aside.name]


@pytest.mark.usefixtures("unchanged")
def test_copies_that_were_cut_short_are_removed(path: Path, backups: Path) -> None:
    for ending in ("", "-journal"):
        (backups / f"diary-2025-03-03.sqlite3.unfinished{ending}").write_text(MARK)

    assert forget(path).unreadable == ()
    assert traces(path.parent) == []


@pytest.mark.usefixtures("unchanged")
def test_files_of_others_are_left_alone(path: Path) -> None:
    notes, recipes, letters = (path.with_name(name) for name in ("notes.txt", "recipes", "a.db"))
    notes.write_text("mine", encoding="utf-8")
    with closing(sqlite3.connect(recipes)) as other:
        other.execute("CREATE TABLE recipes (title TEXT)")
    replace_by_a_text(copies.before_version(path, 2).rename(letters))
    (path.parent / "nowhere.sqlite3").symlink_to(path.parent / "gone")
    before = {file: file.read_bytes() for file in (notes, recipes, letters)}

    swept = forget(path)

    assert {file: file.read_bytes() for file in before} == before
    assert swept.unreadable == ()
    assert not set(before) & set(swept.rewritten)


def test_a_diary_and_backups_that_are_links_are_cleared_where_they_lie(
    tmp_path: Path, path: Path, backups: Path, unchanged: list[Row]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for place, name in ((path, "real.sqlite3"), (backups, "backups")):
        place.rename(elsewhere / name)
        place.symlink_to(elsewhere / name)

    forget(path)

    assert traces(tmp_path) == []
    assert path.is_symlink()
    assert rows(path)["fact"] == unchanged


@pytest.mark.usefixtures("unchanged")
def test_a_copy_that_cannot_be_written_is_told(path: Path, backups: Path) -> None:
    in_the_way = backups / "diary-2025-03-02.sqlite3.unfinished"
    in_the_way.mkdir()

    with pytest.raises(NotSaved):
        forget(path)

    in_the_way.rmdir()
    forget(path)
    assert traces(path.parent) == []
