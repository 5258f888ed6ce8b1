"""Opening the diary for a command: what an older form needs, and who may give it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from selfcare.app.context import open_context
from selfcare.app.instance import InstanceLock
from selfcare.config.paths import Folders, folders
from selfcare.diary import copies, migrations
from selfcare.diary.connection import reading
from selfcare.domain.errors import Trouble
from tests.diary.marked import FIXTURES
from tests.fakes import ToldClock

CLOCK = ToldClock(datetime(2026, 11, 23, 10, tzinfo=UTC))
OLDER = range(1, migrations.NEWEST)


def older_diary(where: Folders, number: int) -> Path:
    where.data.mkdir(parents=True)
    with closing(sqlite3.connect(where.diary)) as old:
        old.executescript((FIXTURES / f"v{number}.sql").read_text("utf-8"))
    return where.diary


@pytest.mark.parametrize("number", OLDER)
def test_beside_an_older_background_program_an_older_diary_is_left_and_it_is_said_what_to_do(
    number: int,
) -> None:
    where = folders()
    diary = older_diary(where, number)
    before = diary.read_bytes()
    lock = InstanceLock(where.state)
    assert lock.acquire()
    try:
        with pytest.raises(Trouble, match="selfcare restart"), open_context(CLOCK):
            pass
    finally:
        lock.release()

    assert diary.read_bytes() == before
    assert not where.backups.exists()


@pytest.mark.parametrize("number", OLDER)
def test_with_nobody_else_there_a_command_brings_an_older_diary_up_to_date(number: int) -> None:
    where = folders()
    diary = older_diary(where, number)

    with open_context(CLOCK) as context:
        assert len(list(context.diary.entries())) >= 15
        assert context.told == ()

    for file, version in (
        (diary, migrations.NEWEST),
        (copies.before_version(diary, number), number),
    ):
        with reading(file) as opened:
            assert migrations.version_of(opened) == version
