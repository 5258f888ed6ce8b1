"""A diary with facts of the cycle that any file can be searched for, and how to erase them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from selfcare.diary import copies, erase
from selfcare.diary.backup import backup_if_due
from selfcare.diary.erase import Swept
from selfcare.diary.store import Diary
from selfcare.domain.facts import PeriodStarted, PromptNotShown, is_of_cycle
from tests.diary.samples import AT, DAY, around_the_cycle, one_of_each_kind
from tests.diary.stored import Row, stored

MARKED: Final = date(1987, 3, 21)
MARKED_AT: Final = datetime(1987, 3, 21, 9, tzinfo=UTC)
MARK: Final = "quietly-blooming"
FIXTURES = Path(__file__).parent / "fixtures"


def traces(folder: Path) -> list[str]:
    """Return the files below a folder that still hold something of the marked facts."""
    marks = (str(MARKED).encode(), MARK.encode())
    return sorted(
        str(file.relative_to(folder))
        for file in folder.rglob("*")
        if file.is_file() and any(mark in file.read_bytes() for mark in marks)
    )


def rows(path: Path) -> dict[str, list[Row]]:
    with closing(sqlite3.connect(path)) as opened:
        return stored(opened)


MORE: Final = 60
COUNT: Final = len(around_the_cycle()) + 2 * MORE
"""Facts of the cycle that `note_both` notes."""


def note_both(diary: Diary) -> None:
    """Note facts of all kinds, and enough of both tables that they spread over many pages."""
    others = [fact for fact in one_of_each_kind() if not is_of_cycle(fact)]
    diary.append_all(others, at=AT, day=DAY)
    diary.append_all(around_the_cycle(MARKED, MARK), at=MARKED_AT, day=MARKED)
    for number in range(MORE):
        why = f"{MARK} {number} " * 20
        diary.append_all(
            (
                PromptNotShown(f"cycle/{MARKED}/{number}", 1, why),
                PromptNotShown(f"{DAY}/breaks/{number}", 1, "no bus " * 20),
                PeriodStarted(MARKED),
            ),
            at=AT,
            day=DAY,
        )


def leave_remains(path: Path) -> None:
    """Leave the bytes of rows that are deleted, as SQLite does where it is not told otherwise."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA secure_delete = OFF")
        for number in range(200):
            body = f"remains of {MARK} {MARKED} {number} " * 9
            raw.execute(
                "INSERT INTO cycle_fact (at, day, kind, body) VALUES ('', '2025-03-28', '', ?)",
                (body,),
            )
        raw.commit()
        never = "cycle_fact_is_never_deleted"
        (as_it_was,) = raw.execute(
            "SELECT sql FROM sqlite_schema WHERE name = ?", (never,)
        ).fetchone()
        raw.execute(f"DROP TRIGGER {never}")
        raw.execute("DELETE FROM cycle_fact WHERE kind = ''")
        raw.execute(as_it_was)
        raw.commit()
    assert f"remains of {MARK}".encode() in path.read_bytes()


def forget(path: Path) -> Swept:
    """Do what a command does, in its order."""
    erase.erase_facts(path)
    swept = erase.sweep(path, path.parent, path.parent / copies.FOLDER)
    erase.clear(path, path.parent / copies.FOLDER, DAY)
    return swept


def fill(path: Path) -> list[Row]:
    """Begin a diary and make copies of every kind; return the rows that must not change."""
    with Diary.open(path, may_migrate=False) as diary:
        note_both(diary)
    leave_remains(path)
    with Diary.open(path, may_migrate=False) as diary:
        for day in (1, 2):
            backup_if_due(diary, path.parent / copies.FOLDER, DAY.replace(day=day))
        diary.copy_to(copies.before_version(path, 2))
    with closing(sqlite3.connect(copies.before_version(path, 1))) as old:
        old.executescript((FIXTURES / "v1.sql").read_text("utf-8"))
    return rows(path)["fact"]
