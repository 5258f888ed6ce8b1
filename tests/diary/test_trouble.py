from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from selfcare.diary.connection import require_sqlite, sqlite_version
from selfcare.diary.store import Diary
from selfcare.diary.trouble import NotRead, NotSaved, told
from selfcare.domain.errors import Trouble
from selfcare.domain.facts import PromptClaimed, PromptNotShown, StopAsked
from selfcare.domain.message import Message
from selfcare.domain.prompt import Answer
from tests.diary.damage import overwrite_middle
from tests.diary.samples import AT, DAY, answered, prompt

BIG = PromptNotShown("p", 1, "x" * 9000)


def reason(trouble: Trouble) -> str:
    why = dict(trouble.what.values)["why"]
    assert isinstance(why, Message)
    return why.text


def test_a_full_disk_is_told_and_what_was_there_stays(diary: Diary) -> None:
    before = diary.append(StopAsked(), at=AT, day=DAY)
    pages = diary._connection.execute("PRAGMA page_count").fetchone()[0]
    diary._connection.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(NotSaved) as full:
        diary.append_all((StopAsked(), BIG), at=AT, day=DAY)

    assert "disk is full" in reason(full.value)
    assert full.value.exit_code == 3
    assert list(diary.entries()) == [before]
    diary._connection.execute("PRAGMA max_page_count = 100000")
    assert diary.append(BIG, at=AT, day=DAY).fact == BIG
    diary.check()


def test_a_diary_that_may_not_be_written_is_told(diary: Diary) -> None:
    diary._connection.execute("PRAGMA query_only = ON")

    for write in (
        lambda: diary.append(StopAsked(), at=AT, day=DAY),
        lambda: diary.claim(PromptClaimed(prompt(), 1), at=AT, day=DAY),
        lambda: diary.answer(answered(Answer.SKIP), at=AT, day=DAY),
    ):
        with pytest.raises(NotSaved) as refused:
            write()
        assert "belong to you" in reason(refused.value)
    assert list(diary.entries()) == []


def test_a_diary_that_another_program_holds_too_long_is_told(path: Path, diary: Diary) -> None:
    diary._connection.execute("PRAGMA busy_timeout = 1")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotSaved) as busy:
            diary.append(StopAsked(), at=AT, day=DAY)
        assert list(diary.entries()) == []
        other.execute("ROLLBACK")

    assert "another program" in reason(busy.value)
    diary.append(StopAsked(), at=AT, day=DAY)


def test_the_diary_is_kept_the_safe_way(diary: Diary) -> None:
    asked = {
        name: diary._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    }
    assert asked == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
    }


def test_damage_found_while_reading_is_told(path: Path) -> None:
    with Diary.open(path, may_migrate=False) as diary:
        diary.append_all((BIG,) * 50, at=AT, day=DAY)
    overwrite_middle(path)

    with Diary.open(path, may_migrate=False) as diary, pytest.raises(Trouble, match="damaged"):
        diary.check()


def test_a_folder_in_the_place_of_the_diary_is_told(path: Path) -> None:
    path.mkdir(parents=True)

    with pytest.raises(Trouble):
        Diary.open(path, may_migrate=True)


def test_a_file_in_the_place_of_the_folder_is_told(path: Path) -> None:
    path.parent.write_text("a file")

    with pytest.raises(NotSaved) as refused:
        Diary.open(path, may_migrate=True)
    assert "belong to you" in reason(refused.value)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("ENOSPC", "disk is full"),
        ("EACCES", "belong to you"),
        ("EROFS", "belong to you"),
        ("EIO", "disk reported an error"),
    ],
)
def test_what_the_system_refuses_is_told(path: Path, number: str, words: str) -> None:
    with pytest.raises(NotRead) as refused, told(path, writing=False):
        raise OSError(getattr(errno, number), os.strerror(getattr(errno, number)))
    assert words in reason(refused.value)


def test_an_sqlite_without_strict_tables_is_told_and_a_later_one_is_not() -> None:
    with pytest.raises(Trouble) as old:
        require_sqlite((3, 36, 0))

    assert old.value.exit_code == 3
    assert dict(old.value.what.values) == {"needed": "3.37", "found": "3.36.0"}
    require_sqlite((3, 37, 0))
    require_sqlite()
    assert sqlite_version() == sqlite3.sqlite_version


def test_a_closed_diary_is_a_mistake_of_ours_and_not_the_users(path: Path) -> None:
    diary = Diary.open(path, may_migrate=False)
    diary.close()
    diary.close()

    with pytest.raises(sqlite3.ProgrammingError):
        diary.append(StopAsked(), at=AT, day=DAY)
