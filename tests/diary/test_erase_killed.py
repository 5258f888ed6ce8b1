"""Erasing the cycle, killed at any moment: nothing else is lost, and the next time finishes it."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from selfcare.diary import connection, copies, erase
from selfcare.diary.recovery import open_safely
from selfcare.diary.store import Diary
from selfcare.domain.facts import StopAsked
from tests.diary.dying import dies_at
from tests.diary.marked import forget, rows, traces
from tests.diary.samples import AT, DAY
from tests.diary.stored import Row

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has no fork")

FILES: Final = (erase.__file__, copies.__file__)
REPLACING: Final = ("_replace", "put_restored", "remove_companions", "sync_folder")


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erase, "ATTEMPTS", 2)
    monkeypatch.setattr(erase, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(connection, "REPLACING_ATTEMPTS", 1)
    monkeypatch.setattr(connection, "REPLACING_PAUSE_SECONDS", 0)


@contextmanager
def read_by_another(path: Path) -> Iterator[None]:
    """Let another process keep reading the diary as it is now."""
    reading, ready = os.pipe()
    process = os.fork()
    if process == 0:
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM cycle_fact").fetchone()
        os.write(ready, b".")
        while True:
            signal.pause()
    try:
        os.read(reading, 1)
        yield
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(reading)
        os.close(ready)


def mended(path: Path) -> dict[str, list[Row]]:
    """Return what the diary holds once the next command has opened, and if need be mended, it."""
    open_safely(path, path.parent / copies.FOLDER, now=AT, may_repair=True).diary.close()
    return rows(path)


def finished(path: Path) -> None:
    for file in forget(path).unreadable:
        erase.delete(file)


@pytest.mark.usefixtures("unchanged")
def test_killed_at_any_moment_it_loses_nothing_and_the_next_time_finishes_it(
    path: Path, tmp_path: Path
) -> None:
    before = rows(path)
    line, died = 0, True
    while died:
        here = shutil.copytree(path.parent, tmp_path / str(line)) / path.name

        died = dies_at(line, forget, here, FILES)

        after = mended(here)
        assert after["fact"] == before["fact"]
        assert after["cycle_fact"] in (before["cycle_fact"], [])
        finished(here)
        assert rows(here) == {"fact": before["fact"], "cycle_fact": []}
        assert traces(here.parent) == []
        shutil.rmtree(here.parent)
        line += 19
    assert line > 600


@pytest.mark.usefixtures("unchanged")
def test_killed_while_it_replaces_a_file_that_others_read_it_loses_nothing_either(
    path: Path, tmp_path: Path
) -> None:
    def clear(path: Path) -> None:
        erase.clear(path, path.parent / copies.FOLDER, DAY)

    line, died, repaired = 0, True, 0
    while died:
        here = shutil.copytree(path.parent, tmp_path / str(line)) / path.name
        with read_by_another(here):
            erase.erase_facts(here)
            with Diary.open(here, may_migrate=False) as diary:
                # Only the log has it, because the reader keeps it out of the file.
                diary.append(StopAsked(), at=AT, day=DAY)
            expected = rows(here)["fact"]

            died = dies_at(line, clear, here, FILES, REPLACING)

            repaired += not here.exists()
            assert mended(here) == {"fact": expected, "cycle_fact": []}
        finished(here)
        assert rows(here) == {"fact": expected, "cycle_fact": []}
        assert traces(here.parent) == []
        shutil.rmtree(here.parent)
        line += 1
    assert line > 50
    assert repaired > 3
