"""What happens to the diary, the disk and the clock under a background program that runs."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from selfcare.app.clock import SystemClock
from selfcare.config.paths import folders
from selfcare.diary.store import Diary
from selfcare.domain.facts import (
    DaemonStarted,
    Paused,
    PromptClaimed,
    Resumed,
)
from tests.cli.command_line import CommandLine
from tests.diary.damage import cut_in_half, overwrite_middle
from tests.e2e.desktop import process, until
from tests.e2e.workday import Workday, faketime_library
from tests.full_disk import clear, fill

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits other processes")

SURROUNDINGS = {"PATH": os.environ["PATH"], "TZ": "UTC", "LANG": "C.UTF-8"}


@pytest.fixture
def day(home: Path) -> Workday:
    return Workday(home, SURROUNDINGS)


def kinds(day: Workday, kind: str) -> int:
    return len(day.facts(kind))


def notices(day: Workday) -> list[str]:
    """Return the news of the diary that the background program has put up for showing."""
    return [
        one.prompt.detail.text
        for one in day.facts("PromptClaimed")
        if isinstance(one, PromptClaimed)
        and one.prompt.id.startswith("diary/")
        and one.prompt.detail is not None
    ]


def copies() -> list[Path]:
    return list(folders().backups.glob("diary-????-??-??.sqlite3"))


def log_of(day: Workday) -> str:
    return (day.home / "logs" / "selfcare.log").read_text("utf-8")


def test_a_diary_deleted_under_it_begins_anew_and_its_copies_are_pointed_out(day: Workday) -> None:
    day.command("pause")
    with day.daemon() as running:
        until(lambda: copies() or None, what="the daily copy")
        for file in folders().data.glob("diary*"):
            file.unlink()
        until(lambda: notices(day) or None, what="the notice")
        assert running.poll() is None

    assert "There was no diary at {file}, so a new one begins." in notices(day)[0]
    assert "no diary at" in (day.home / "daemon.out").read_text("utf-8")
    assert "Traceback" not in (day.home / "daemon.out").read_text("utf-8")


@pytest.mark.parametrize("damage", [overwrite_middle, cut_in_half])
def test_a_diary_damaged_under_it_is_found_at_the_next_start_and_told(
    day: Workday, damage: object
) -> None:
    with Diary.open(folders().diary, may_migrate=False) as diary:
        now = CommandLine().clock.now()
        noted = diary.append_all([Resumed()] * 400, at=now, day=now.date())
    with day.daemon():
        until(lambda: copies() or None, what="the daily copy")
        assert callable(damage)
        damage(folders().diary)
    day.command("start")
    try:
        until(lambda: notices(day) or None, what="the notice")
    finally:
        day.command("stop")

    assert "newest good copy" in notices(day)[0]
    with Diary.open(folders().diary, may_migrate=False) as diary:
        assert tuple(diary.entries())[: len(noted)] == noted
    assert list(folders().data.glob("diary-damaged-*"))


def test_a_full_disk_under_it_ends_nothing_and_all_goes_on_once_there_is_room(
    day: Workday,
) -> None:
    with day.daemon() as running:
        fill(running.pid)
        day.command("pause")
        day.command("resume")
        until(lambda: kinds(day, "Resumed") or None, what="the resume")
        assert running.poll() is None
        clear(running.pid)
        day.command("stop")
        assert running.wait(20) == 0

    assert kinds(day, "Paused") == 1
    assert kinds(day, "DaemonStopped") == 1


def test_a_second_background_program_says_that_one_runs_and_touches_nothing(day: Workday) -> None:
    with day.daemon() as running:
        said = day.command("run", code=1)
        assert running.poll() is None

    assert said == "selfcare is running already. How it is doing: selfcare status\n"
    assert kinds(day, "DaemonStarted") == 1


def test_a_newer_diary_is_refused_by_run_in_one_sentence(day: Workday) -> None:
    Workday(day.home, {**SURROUNDINGS, "PYTHONPATH": str(NEWER)}).command("pause")
    before = folders().diary.read_bytes()

    said = day.command("run", code=3)

    assert said.startswith("The diary was written by a newer version of selfcare")
    assert len(said.splitlines()) == 1
    assert folders().diary.read_bytes() == before


NEWER = Path(__file__).parents[1] / "newer"


@pytest.mark.parametrize("words", [("status",), ("pause",), ("run",)], ids=" ".join)
def test_a_folder_that_may_not_be_written_is_told_in_one_sentence(
    day: Workday, words: tuple[str, ...]
) -> None:
    # Whoever runs the tests may be allowed everything; a file in its place is refused to all.
    day.home.mkdir()
    folders().data.write_text("not a folder", encoding="utf-8")

    said = day.command(*words, code=3)

    assert said.startswith("The diary could not be")
    assert "belong to you" in said
    assert len(said.splitlines()) <= 2


# The clock


def at_1970(day: Workday, setting: Path) -> Workday:
    """Return the same home with a clock that a file sets, in 1970 for now."""
    days = (SystemClock().now() - datetime(1970, 1, 2, tzinfo=UTC)).days
    setting.write_text(f"-{days}d\n", encoding="utf-8")
    clock = {
        "LD_PRELOAD": faketime_library(),
        "FAKETIME_TIMESTAMP_FILE": str(setting),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    return Workday(day.home, {**SURROUNDINGS, **clock})


def test_in_1970_nothing_is_noted_and_once_the_clock_is_right_all_goes_on(
    day: Workday, tmp_path: Path
) -> None:
    setting = tmp_path / "clock"
    wrong = at_1970(day, setting)
    out = tmp_path / "out"
    # libfaketime cannot sleep in 1970, so nothing is started or stopped by a command.
    with process([sys.executable, "-m", "selfcare", "run"], wrong.environment, out) as running:
        until(lambda: "year 1970" in out.read_text("utf-8") or None, what="its words")
        for words in (("status",), ("pause",), ("checkin", "--json", os.devnull)):
            said = wrong.command(*words, code=3)
            assert said.startswith("The clock of this computer says that it is the year 1970, so")
        assert "year 1970" in run_doctor(wrong)
        assert not folders().diary.exists()

        setting.write_text("+0\n", encoding="utf-8")
        wrong.command("pause")
        wrong.wait_for("DaemonStarted")
        assert '"running": true' in wrong.command("status", "--json")
        assert running.poll() is None

    with Diary.open(folders().diary, may_migrate=False) as diary:
        entries = list(diary.entries())
    assert min(one.day.year for one in entries) > 2024
    assert {DaemonStarted, Paused} <= {type(one.fact) for one in entries}
    assert "The clock says 1970-01-0" in log_of(day)


def run_doctor(day: Workday) -> str:
    return subprocess.run(
        [sys.executable, "-m", "selfcare", "doctor", "--json"],
        env=day.environment,
        capture_output=True,
        text=True,
        check=False,
    ).stdout
