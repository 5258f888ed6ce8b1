"""Erasing the cycle while other programs have the diary open."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from selfcare.diary import connection, copies, erase
from selfcare.diary.connection import identity, restored
from selfcare.diary.erase import StillOpen
from selfcare.diary.store import Diary
from selfcare.diary.trouble import NotSaved
from selfcare.domain.facts import PeriodStarted, PromptClaimed, StopAsked, is_of_cycle
from selfcare.domain.prompt import Answer
from tests.diary import children
from tests.diary.beside import child, go, reported
from tests.diary.marked import COUNT, MARKED, forget, rows, traces
from tests.diary.samples import AT, DAY, answered, prompt
from tests.diary.stored import Row

POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows keeps open files in place")


def test_a_program_that_has_the_diary_open_without_reading_is_in_nobodys_way(
    path: Path, unchanged: list[Row]
) -> None:
    with child(children.look_and_stay, path) as reader:
        file = identity(path)
        forget(path)

        assert traces(path.parent) == []
        assert identity(path) == file
        go(reader)
        assert reader.wait() == 0
    assert traces(path.parent) == []
    assert rows(path)["fact"] == unchanged


def test_a_program_that_reads_for_a_moment_is_waited_for(path: Path, unchanged: list[Row]) -> None:
    with child(children.read_on, path) as reader:
        file = identity(path)
        # SQLite waits by itself, so only another thread can end the reading meanwhile.
        later = threading.Timer(0.3, go, [reader])
        later.start()
        forget(path)
        later.join()

        assert traces(path.parent) == []
        assert identity(path) == file
        assert reported(reader) == [f"{COUNT} {COUNT}"]
    assert rows(path)["fact"] == unchanged


@pytest.fixture
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erase, "ATTEMPTS", 2)


@POSIX
@pytest.mark.usefixtures("_hasty")
def test_a_program_that_goes_on_reading_keeps_the_old_file_and_harms_no_new_one(
    path: Path, unchanged: list[Row]
) -> None:
    with child(children.read_on, path) as reader:
        file = identity(path)
        forget(path)

        assert traces(path.parent) == []
        assert identity(path) != file
        assert rows(path) == {"fact": unchanged, "cycle_fact": []}
        with Diary.open(path, may_migrate=False) as diary:
            diary.append(StopAsked(), at=AT, day=DAY)
            log = path.with_name(f"{path.name}-wal")
            held = log.read_bytes()
            assert held

            go(reader)
            assert reported(reader) == [f"{COUNT} {COUNT}"]
            assert reader.wait() == 0

            assert log.read_bytes() == held
            diary.check()
    assert traces(path.parent) == []
    assert rows(path)["fact"][:-1] == unchanged
    assert path.stat().st_mode & 0o077 == 0


def test_a_reader_that_keeps_everybody_from_writing_is_told_and_nothing_is_erased(
    path: Path, unchanged: list[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
    with child(children.read_on, path) as reader:
        with pytest.raises(NotSaved):
            erase.erase_facts(path)

        assert rows(path)["fact"] == unchanged
        assert "diary.sqlite3" in traces(path.parent)
        go(reader)
        assert reader.wait() == 0
    forget(path)
    assert traces(path.parent) == []


@pytest.mark.usefixtures("_hasty")
def test_where_an_open_file_cannot_be_replaced_it_is_told_and_the_next_time_finishes_it(
    path: Path, unchanged: list[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(erase, "CAN_REPLACE", False)
    with child(children.read_on, path) as reader:
        with pytest.raises(StillOpen) as still_open:
            forget(path)

        assert "viewer" in still_open.value.what.text
        assert rows(path) == {"fact": unchanged, "cycle_fact": []}
        assert set(traces(path.parent)) <= {"diary.sqlite3", "diary.sqlite3-wal"}
        go(reader)
        assert reader.wait() == 0

    forget(path)
    assert traces(path.parent) == []


WRITES: tuple[Callable[[Diary], object], ...] = (
    lambda diary: diary.append(StopAsked(), at=AT, day=DAY),
    lambda diary: diary.claim(PromptClaimed(prompt("new"), 1), at=AT, day=DAY),
    lambda diary: diary.answer(answered(Answer.SKIP, "new"), at=AT, day=DAY),
)


@POSIX
@pytest.mark.usefixtures("_hasty")
@pytest.mark.parametrize("write", WRITES, ids=["append", "claim", "answer"])
def test_a_diary_that_stayed_open_writes_into_the_new_file(
    path: Path, unchanged: list[Row], write: Callable[[Diary], object]
) -> None:
    with Diary.open(path, may_migrate=False) as diary, child(children.read_on, path):
        forget(path)
        assert not diary.in_place

        assert write(diary)
        assert diary.in_place

    assert len(rows(path)["fact"]) == len(unchanged) + 1
    assert traces(path.parent) == []


@POSIX
@pytest.mark.usefixtures("_hasty", "unchanged")
def test_a_diary_that_stayed_open_tells_that_the_file_was_replaced(path: Path) -> None:
    with Diary.open(path, may_migrate=False) as diary, child(children.read_on, path):
        erase.erase_facts(path)
        assert diary.changed()
        assert not diary.changed()
        erase.clear(path, path.parent / "backups", DAY)

        assert diary.changed()
        assert not diary.changed()


@POSIX
@pytest.mark.usefixtures("_hasty", "unchanged")
def test_a_diary_that_stayed_open_sees_what_others_note_in_the_new_file(path: Path) -> None:
    with Diary.open(path, may_migrate=False) as diary, child(children.read_on, path):
        assert str(MARKED) in repr(diary.view(since=DAY))
        forget(path)
        with Diary.open(path, may_migrate=False) as other:
            noted = other.append(StopAsked(), at=AT, day=DAY)

        found = diary.view(since=DAY).entries
        assert noted in found
        assert str(MARKED) not in repr(found)
        assert list(diary.entries())[-1] == noted


@POSIX
@pytest.mark.usefixtures("_hasty", "unchanged")
def test_no_answer_is_lost_that_is_noted_while_the_file_is_replaced(path: Path) -> None:
    file = identity(path)
    with child(children.read_on, path), child(children.append_for_ever, path) as writer:
        go(writer)
        assert writer.stdout is not None
        saved = [int(writer.stdout.readline())]
        erase.erase_facts(path)
        erase.clear(path, path.parent / "backups", DAY)
        so_far = rows(path)["fact"][-1][0]
        while saved[-1] < so_far + 50:
            saved.append(int(writer.stdout.readline()))
        writer.kill()
        saved += [int(line) for line in reported(writer)]

    assert identity(path) != file
    # An entry that went into the old file would have its number given to another.
    assert len(set(saved)) == len(saved)
    with Diary.open(path, may_migrate=False) as diary:
        diary.check()
        assert set(saved) <= {entry.id for entry in diary.entries()}


@POSIX
@pytest.mark.usefixtures("_hasty")
def test_what_is_noted_of_the_cycle_after_the_erasing_stays(
    path: Path, unchanged: list[Row]
) -> None:
    with child(children.read_on, path), Diary.open(path, may_migrate=False) as diary:
        erase.erase_facts(path)
        noted = diary.append(PeriodStarted(DAY), at=AT, day=DAY)
        erase.clear(path, path.parent / "backups", DAY)

        assert not diary.in_place
        assert noted in diary.view(since=DAY).entries
    assert rows(path)["fact"] == unchanged


@POSIX
def test_who_opens_the_diary_while_it_is_being_replaced_waits_for_it(
    path: Path, unchanged: list[Row]
) -> None:
    path.rename(restored(path))
    later = threading.Timer(0.1, restored(path).rename, [path])
    later.start()
    with Diary.open(path, may_migrate=False) as diary:
        found = len([entry for entry in diary.entries() if not is_of_cycle(entry.fact)])
    later.join()

    assert found == len(unchanged)


@POSIX
def test_who_writes_while_the_file_is_being_replaced_waits_for_the_new_one(
    path: Path, unchanged: list[Row]
) -> None:
    guard = sqlite3.connect(path, isolation_level=None, check_same_thread=False)

    def put_in_place() -> None:
        restored(path).rename(path)
        guard.execute("ROLLBACK")

    with closing(guard), Diary.open(path, may_migrate=False) as diary:
        guard.execute("BEGIN IMMEDIATE")
        with connection.reading(path) as source:
            copies.write(source, path, restored(path))
        path.unlink()
        copies.remove_companions(path)
        later = threading.Timer(0.1, put_in_place)
        later.start()
        diary.append(StopAsked(), at=AT, day=DAY)
        later.join()

    assert len(rows(path)["fact"]) == len(unchanged) + 1
