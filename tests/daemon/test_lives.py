"""Three crashes in a row end in safe mode: real background programs that really die."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from selfcare.app.lives import (
    FILE,
    IN_A_ROW,
    Life,
    Lives,
    Stage,
    next_life,
    read_lives,
)
from selfcare.app.watching import ConfigurationWatch
from selfcare.config.paths import folders
from selfcare.domain.facts import PromptClaimed
from selfcare.domain.week import DAY
from tests.cli.command_line import BREAKS_ONLY, CommandLine
from tests.e2e.desktop import until
from tests.fakes import ToldClock

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
SAID = "selfcare ended unexpectedly three times in a row."
OWN = f"""{BREAKS_ONLY}
[[plan]]
id = "my-own"
at = ["11:11"]
"""

posix = pytest.mark.skipif(sys.platform == "win32", reason="its processes die otherwise")


def background(*fault: str) -> subprocess.Popen[str]:
    command = ["-m", "tests.daemon.crashing", *fault] if fault else ["-m", "selfcare", "run"]
    return subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


@contextmanager
def running(*fault: str) -> Iterator[subprocess.Popen[str]]:
    """Run a background program up to its first words, and end it as a logout does."""
    with background(*fault) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() != ""
            yield process
        finally:
            process.terminate()
            process.wait(20)


def crash(fault: str) -> tuple[int, str]:
    with background(fault) as process:
        _, errors = process.communicate(timeout=20)
        return process.returncode, errors


def kill_at_once() -> None:
    with background() as process:
        assert process.stdout is not None
        assert process.stdout.readline() != ""
        process.kill()


def crash_three_times() -> None:
    for _ in range(IN_A_ROW):
        crash("raise")


# What counts as a crash


def lives(**values: object) -> Lives:
    return Lives(**{"computer": "a", "files": "f", **values})  # type: ignore[arg-type] # for brevity


@pytest.mark.parametrize(
    ("last", "crashes", "safe"),
    [
        (lives(stage=Stage.ENDED, crashes=2), 0, False),
        (lives(stage=Stage.STOOD, crashes=2), 0, False),
        (lives(stage=Stage.BEGUN, crashes=1), 2, False),
        (lives(stage=Stage.BEGUN, crashes=2), 3, True),
        # The computer was switched off in its first minutes.
        (lives(stage=Stage.BEGUN, crashes=2, computer="another"), 2, False),
        (lives(stage=Stage.CRASHED, crashes=3), 3, True),
        (lives(stage=Stage.STOOD, crashes=3, safe_since=NOW), 3, True),
        (lives(stage=Stage.ENDED, crashes=3, safe_since=NOW), 3, True),
        (lives(stage=Stage.ENDED, crashes=3, safe_since=NOW - DAY), 0, False),
        (lives(stage=Stage.ENDED, crashes=3, safe_since=NOW, files="others"), 0, False),
    ],
)
def test_how_the_last_life_ended_decides_about_the_next(
    last: Lives, crashes: int, *, safe: bool
) -> None:
    found = next_life(last, NOW, "a", "f")

    assert (found.crashes, found.safe_since is not None) == (crashes, safe)
    assert found.stage is Stage.BEGUN


def test_a_life_notes_its_beginning_and_that_it_stood_and_nothing_else(home: Path) -> None:
    (home / "state").mkdir(parents=True)
    clock = ToldClock(NOW)
    life = Life(folders(), clock)
    written = []
    for _ in range(300):
        clock.pass_by(timedelta(minutes=5))
        life.look()
        written.append((home / "state" / FILE).stat().st_mtime_ns)
    life.end()
    written.append((home / "state" / FILE).stat().st_mtime_ns)

    assert read_lives(folders().state).stage is Stage.STOOD
    assert len(set(written)) == 1


def test_where_it_cannot_be_noted_the_program_runs_all_the_same(home: Path) -> None:
    (home / "state" / FILE).mkdir(parents=True)

    Life(folders(), ToldClock(NOW)).crash()

    assert read_lives(folders().state) == Lives()


@pytest.mark.logs_warnings
def test_safe_mode_ends_after_a_day_while_it_runs(home: Path) -> None:
    (home / "state").mkdir(parents=True)
    line, clock = CommandLine(), ToldClock(NOW)
    line.configure(OWN)
    for _ in range(IN_A_ROW):
        Life(folders(), clock).crash()
    life = Life(folders(), clock)
    watch = ConfigurationWatch(folders(), life=life)
    assert watch.in_force.settings.checkins.diary

    clock.pass_by(DAY)
    life.look()
    watch.look()

    assert not watch.in_force.settings.checkins.diary
    assert read_lives(folders().state).safe_since is None


# Real programs


@posix
def test_what_nobody_expected_ends_with_one_sentence_and_exit_1(home: Path) -> None:
    code, errors = crash("raise")

    assert code == 1
    assert errors == (
        "Something went wrong inside selfcare, and it is not your doing. What exactly stands in"
        f" {home / 'logs' / 'trouble.log'}; whoever looks after selfcare can use it.\n"
    )
    assert "RuntimeError: a fault" in (home / "logs" / "trouble.log").read_text("utf-8")
    assert "Traceback" in (home / "logs" / "selfcare.log").read_text("utf-8")


@posix
def test_a_hard_fault_leaves_where_it_was_in_the_logs(home: Path) -> None:
    code, errors = crash("abort")

    assert (code, errors) == (-signal.SIGABRT, "")
    assert "at_fault" in (home / "logs" / "fault.log").read_text("utf-8")
    assert (home / "logs" / "fault.log").stat().st_mode & 0o077 == 0


@posix
@pytest.mark.parametrize("fault", ["raise", "abort"])
def test_after_three_crashes_it_lives_without_the_users_files_and_tells_so_once(
    home: Path, fault: str
) -> None:
    line = CommandLine()
    line.configure(OWN)
    before = folders().config_file.read_bytes()
    for _ in range(IN_A_ROW):
        assert crash(fault)[0] != 0

    # Whoever reads the files would crash as well.
    with running(fault):
        status = json.loads(line.ok("status", "--json"))
        said = line.ok("status")
        plan = line.ok("plan", "--days", "1")
        doctor = json.loads(line("doctor", "--json").stdout)
        notices = until(lambda: safe_mode_notices(line) or None, what="the notice")

    assert status["running"]
    assert status["safe_mode"]
    assert said.splitlines()[1].startswith(SAID)
    assert "11:11" not in plan
    assert next(one["says"] for one in doctor if one["about"] == "safe mode").startswith(SAID)
    assert len(notices) == 1
    assert folders().config_file.read_bytes() == before
    assert "safe mode" in (home / "logs" / "selfcare.log").read_text("utf-8")

    # A logout and a login later it still holds, and is not told again.
    with running(fault):
        assert json.loads(line.ok("status", "--json"))["safe_mode"]
        assert len(safe_mode_notices(line)) == 1


@posix
def test_three_kills_in_the_first_minutes_are_crashes_too() -> None:
    for _ in range(IN_A_ROW):
        kill_at_once()

    with running():
        assert CommandLine().data("status")["safe_mode"]


@posix
def test_ordinary_ends_and_trouble_that_is_told_are_no_crashes(home: Path) -> None:
    for _ in range(IN_A_ROW):
        with running():
            pass
    diary = folders().diary
    diary.rename(home / "kept")
    diary.mkdir()
    for _ in range(IN_A_ROW):
        with background() as process:
            assert process.wait(20) == 3
    diary.rmdir()
    (home / "kept").rename(diary)

    with running():
        assert not CommandLine().data("status")["safe_mode"]


@posix
def test_a_restart_ends_safe_mode() -> None:
    crash_three_times()
    line = CommandLine()
    line.configure(OWN)
    with background() as process:
        assert process.stdout is not None
        assert process.stdout.readline() != ""
        assert line.data("status")["safe_mode"]
        # Its lines are read no more, so it is ended by the command.
        done = subprocess.run([sys.executable, "-m", "selfcare", "restart"], check=True)
        assert done.returncode == 0
        assert process.wait(20) == 0
    try:
        assert not line.data("status")["safe_mode"]
        assert "11:11" in line.ok("plan", "--days", "1")
    finally:
        line.ok("stop")


@posix
def test_a_change_of_the_users_files_ends_safe_mode_while_it_runs() -> None:
    crash_three_times()
    line = CommandLine()
    with running():
        assert line.data("status")["safe_mode"]
        line.configure(OWN)
        until(lambda: not line.data("status")["safe_mode"], what="the end of safe mode")
        assert "11:11" in line.ok("plan", "--days", "1")


def safe_mode_notices(line: CommandLine) -> list[PromptClaimed]:
    with line.context() as context:
        return [
            one.fact
            for one in context.diary.entries(kind=PromptClaimed)
            if isinstance(one.fact, PromptClaimed) and one.fact.prompt.id.startswith("safe-mode/")
        ]
