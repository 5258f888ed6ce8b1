"""The real background program keeps the status, and the real command tells it, or finds it out."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from selfcare.app.doorbell import ring
from selfcare.app.instance import is_held
from selfcare.app.status_row import FILE, kept_row
from tests.e2e.desktop import until
from tests.e2e.workday import Workday

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing is kept there")

NEVER_IN_THE_DAEMON = {
    *("asyncio", "click", "concurrent.futures", "email", "hashlib", "http", "jinja2", "tomlkit"),
    *("logging.handlers", "multiprocessing", "pickle", "platformdirs", "shutil", "ssl", "tempfile"),
    *("dbus_fast", "desktop_notifier", "plyer", "icalendar", "starlette", "uvicorn"),
    *("selfcare.cli.main", "selfcare.cli.command", "selfcare.notify", "selfcare.page"),
}
"""Each was once there, or would bring megabytes."""
NEVER_FOR_STATUS = {
    *NEVER_IN_THE_DAEMON,
    *("logging", "schedule", "tomli", "tzlocal", "socket", "subprocess"),
    *("selfcare.config.library", "selfcare.diary.store", "selfcare.planning.planner"),
}
MARK = "the notifier of the kept status"


@pytest.fixture
def day(home: Path) -> Workday:
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "TZ": "Europe/Berlin"}
    day = Workday(home, environment)
    # Nothing is to be shown: there is no desktop.
    day.command("pause")
    return day


@pytest.fixture
def kept(day: Workday) -> Iterator[Path]:
    """Give the file of the kept status, which says something that stands nowhere else."""
    with day.daemon():
        file = day.home / "state" / FILE
        until(file.exists, what="the status")
        _mark(file)
        assert MARK in day.command("status")
        yield file


def _mark(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"notifier":null', f'"notifier":"{MARK}"'), encoding="utf-8")


def test_status_tells_what_is_kept_as_lines_and_as_data(day: Workday, kept: Path) -> None:
    assert f"The last prompt was shown by: {MARK}." in day.command("status")
    assert day.status()["notifier"] == MARK
    assert day.status()["running"] is True
    assert kept.stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("kept")
def test_the_next_status_after_a_command_is_right(day: Workday) -> None:
    day.command("resume")
    after = day.command("status")
    day.command("pause", "--for", "1h")

    assert "Paused" not in after
    assert "Paused until" in day.command("status")
    assert MARK not in day.command("status")


def test_what_changed_is_kept_anew_and_what_did_not_is_not_written_again(
    day: Workday, kept: Path
) -> None:
    day.command("pause", "--for", "1h")
    until(lambda: MARK not in kept.read_text(encoding="utf-8"), what="another status")
    before = kept.stat()
    ring(day.home / "state")
    day.command("status")

    assert kept.stat() == before


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("file", ["config.toml", "routines/mine.toml"])
def test_an_edit_counts_at_once(day: Workday, file: str) -> None:
    path = day.home / "config" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("broken", encoding="utf-8")

    assert "selfcare check" in day.command("status")


@pytest.mark.usefixtures("kept")
def test_another_zone_counts_at_once(day: Workday) -> None:
    elsewhere = Workday(day.home, {**day.environment, "TZ": "Asia/Kolkata"})

    assert MARK not in elsewhere.command("status")


def test_a_dead_background_program_tells_nothing(day: Workday) -> None:
    with day.daemon() as daemon:
        file = day.home / "state" / FILE
        until(file.exists, what="the status")
        daemon.send_signal(signal.SIGKILL)
        daemon.wait()

        assert kept_row(file.parent) is not None
        assert "selfcare is not running." in day.command("status")


def test_a_kept_status_that_cannot_be_read_is_found_out(day: Workday, kept: Path) -> None:
    kept.write_text('{"found": {', encoding="utf-8")

    assert "selfcare is running." in day.command("status")


def test_the_end_of_the_background_program_takes_it_away(day: Workday) -> None:
    with day.daemon():
        file = day.home / "state" / FILE
        until(file.exists, what="the status")

    assert not file.exists()
    assert not is_held(file.parent)


def test_the_background_program_holds_nothing_that_only_others_need(
    day: Workday, tmp_path: Path
) -> None:
    imports = tmp_path / "imports"
    with (
        imports.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            [sys.executable, "-X", "importtime", "-m", "selfcare", "run"],
            env=day.environment,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        ) as running,
    ):
        until((day.home / "state" / FILE).exists, what="the status")
        running.terminate()

    assert running.returncode == 0
    assert _imported(imports.read_text(encoding="utf-8")) & NEVER_IN_THE_DAEMON == set()


@pytest.mark.usefixtures("kept")
def test_status_loads_nothing_that_it_does_not_need(day: Workday) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "selfcare", "status"],
        env=day.environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert MARK in done.stdout
    assert _imported(done.stderr) & NEVER_FOR_STATUS == set()


def _imported(told: str) -> set[str]:
    found = set(re.findall(r"^import time:.*\|\s*([\w.]+)$", told, re.MULTILINE))
    assert "selfcare.domain.message" in found
    return found
