"""A diary in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from selfcare.diary import copies
from selfcare.diary.store import Diary
from tests.diary.marked import fill
from tests.diary.stored import Row


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "diary.sqlite3"


@pytest.fixture
def diary(path: Path) -> Iterator[Diary]:
    with Diary.open(path, may_migrate=False) as opened:
        yield opened


@pytest.fixture
def backups(path: Path) -> Path:
    return path.parent / copies.FOLDER


@pytest.fixture
def unchanged(path: Path) -> list[Row]:
    """Fill a diary with marked facts of the cycle; return the rows that erasing leaves alone."""
    return fill(path)
