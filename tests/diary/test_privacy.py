from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from selfcare.diary.backup import backup_if_due
from selfcare.diary.recovery import open_safely
from selfcare.diary.store import Diary
from selfcare.domain.facts import StopAsked
from tests.diary.damage import replace_by_a_text
from tests.diary.samples import AT, DAY

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows keeps no modes")


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=lambda umask: f"umask {umask:03o}")
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def modes(folder: Path) -> dict[str, str]:
    return {
        str(file.relative_to(folder.parent)): f"{stat.S_IMODE(file.stat().st_mode):03o}"
        for file in (folder, *folder.rglob("*"))
    }


@pytest.mark.usefixtures("_umask")
def test_diary_log_and_copies_are_for_the_user_alone_whatever_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "above" / "data" / "diary.sqlite3"
    with Diary.open(path, may_migrate=False) as diary:
        diary.append(StopAsked(), at=AT, day=DAY)
        backup_if_due(diary, path.parent / "backups", DAY)

        assert modes(tmp_path / "above") == {
            "above": "700",
            "above/data": "700",
            "above/data/diary.sqlite3": "600",
            "above/data/last-entry": "600",
            "above/data/diary.sqlite3-wal": "600",
            "above/data/diary.sqlite3-shm": "600",
            "above/data/backups": "700",
            "above/data/backups/diary-2025-03-28.sqlite3": "600",
        }


@pytest.mark.usefixtures("_umask")
def test_a_diary_put_back_from_a_copy_is_for_the_user_alone(path: Path) -> None:
    backups = path.parent / "backups"
    with Diary.open(path, may_migrate=False) as diary:
        diary.append(StopAsked(), at=AT, day=DAY)
        backup_if_due(diary, backups, DAY)
    replace_by_a_text(path)

    open_safely(path, backups, now=AT, may_repair=True).diary.close()

    assert set(modes(path.parent).values()) == {"700", "600"}


def test_files_that_others_could_read_are_taken_from_them(path: Path) -> None:
    with Diary.open(path, may_migrate=False) as diary:
        diary.append(StopAsked(), at=AT, day=DAY)
        for file in (path, *path.parent.glob("*-wal"), *path.parent.glob("*-shm")):
            file.chmod(0o644)
        path.parent.chmod(0o755)

        with Diary.open(path, may_migrate=False):
            assert set(modes(path.parent).values()) == {"700", "600"}
