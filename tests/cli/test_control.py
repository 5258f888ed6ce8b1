from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from selfcare.app import control
from selfcare.app.autostart_words import HINT
from selfcare.app.control import Start, Stop
from selfcare.app.doorbell import DaemonState, write_state
from selfcare.app.instance import InstanceLock, is_held
from selfcare.app.say import say
from selfcare.cli.main import commands
from selfcare.config.paths import Folders, folders
from selfcare.domain.facts import DaemonStarted, DaemonStopped, StopAsked
from tests.cli.command_line import CommandLine

HOLD = """\
import os, signal
from selfcare import __version__
from selfcare.app.doorbell import DaemonState, write_state
from selfcare.app.instance import InstanceLock
from selfcare.config.paths import folders
state = folders().state
lock = InstanceLock(state)
assert lock.acquire()
write_state(state, DaemonState(os.getpid(), 9, __version__))
print("up", flush=True)
signal.pause()
"""
"""A background program that holds the lock and is deaf to the diary."""


def run(*arguments: str) -> str:
    """Run a command at the present moment, where the background program lives."""
    result = CliRunner().invoke(commands, arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def kinds() -> list[type]:
    with CommandLine().context() as context:
        return [type(entry.fact) for entry in context.diary.entries()]


@pytest.mark.skipif(sys.platform != "linux", reason="its entry is written where it is on Linux")
def test_the_background_program_starts_once_stops_and_restarts_without_any_force(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced: list[Folders] = []
    monkeypatch.setattr(control, "_signal", forced.append)
    try:
        hint = f"{say(HINT)}\n"
        assert run("start") == f"selfcare has started. What comes next: selfcare status\n{hint}"
        assert is_held(folders().state)
        assert '"running": true' in run("status", "--json")
        assert run("start") == "selfcare is running already. How it is doing: selfcare status\n"
        run("autostart", "on")
        assert run("restart") == "selfcare has started anew. What comes next: selfcare status\n"
        assert (home / "logs" / control.OUTPUT_FILE).stat().st_mode & 0o077 == 0
    finally:
        stopped = run("stop")
    assert stopped == "selfcare has ended. To have it back: selfcare start\n"
    assert not is_held(folders().state)
    found = kinds()
    assert [found.count(kind) for kind in (DaemonStarted, StopAsked, DaemonStopped)] == [2, 2, 2]
    assert forced == []


def test_stopping_what_does_not_run_says_so_and_notes_nothing(home: Path) -> None:
    assert CommandLine().ok("stop") == ("selfcare was not running. To start it: selfcare start\n")
    assert not (home / "data").exists()


def test_a_start_that_fails_is_told_with_its_last_words_and_their_place(home: Path) -> None:
    command = (sys.executable, "-c", "import sys; sys.exit('The disk is full.')")

    found = control.start(folders(), command)

    assert found == control.Started(
        Start.FAILED, home / "logs" / "background.log", "The disk is full."
    )


def test_a_start_that_fails_ends_the_command_with_exit_3(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", _program_that_fails(home))

    result = CommandLine()("start")

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        "selfcare could not be started. What it said last: “The disk is full.” All of it stands"
        f" in {home / 'logs' / 'background.log'}\n"
    )


def _program_that_fails(home: Path) -> str:
    home.mkdir()
    program = home / "program"
    program.write_text(f"#!{sys.executable}\nprint('The disk is full.')\n", encoding="utf-8")
    program.chmod(0o700)
    return str(program)


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such signal")
def test_one_that_is_deaf_to_the_diary_is_ended_by_a_signal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(control, "POLITE", 0.2)
    with subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE) as deaf:
        assert deaf.stdout is not None
        assert deaf.stdout.readline() == b"up\n"

        assert control.stop(folders(), CommandLine().clock) is Stop.STOPPED
        assert deaf.wait(5) < 0


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such signal")
def test_a_damaged_diary_does_not_keep_the_background_program_from_being_stopped(
    home: Path,
) -> None:
    (home / "data").mkdir(parents=True)
    (home / "data" / "diary.sqlite3").write_bytes(b"no diary at all" * 100)
    with subprocess.Popen([sys.executable, "-c", HOLD], stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"up\n"

        assert CommandLine()("status").exit_code == 3
        assert control.stop(folders(), CommandLine().clock) is Stop.STOPPED
        running.wait(5)


def test_one_that_cannot_be_ended_is_trouble(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setattr(control, "POLITE", 0.1)
    monkeypatch.setattr(control, "LONGEST", 0.2)
    with subprocess.Popen([sys.executable, "-c", "pass"]) as ended:
        ended.wait()
    lock = InstanceLock(folders().state)
    assert lock.acquire()
    write_state(folders().state, DaemonState(ended.pid, 9, "x"))
    try:
        result = CommandLine()("stop")
    finally:
        lock.release()

    assert result.exit_code == 3
    assert str(home / "logs") in result.stderr


def test_run_beside_another_is_a_mistake() -> None:
    lock = InstanceLock(folders().state)
    assert lock.acquire()
    try:
        said = CommandLine().mistake("run")
    finally:
        lock.release()

    assert said == "selfcare is running already. How it is doing: selfcare status\n"


@pytest.mark.parametrize("command", ["run", "start"])
@pytest.mark.parametrize("in_the_way", ["", "state"])
def test_a_file_in_the_place_of_a_folder_is_told_with_what_to_do(
    home: Path, command: str, in_the_way: str
) -> None:
    place = home / in_the_way
    place.parent.mkdir(exist_ok=True)
    place.write_text("", encoding="utf-8")

    result = CliRunner().invoke(commands, [command])

    assert (result.exit_code, result.stdout) == (3, "")
    assert f"{home}/" in result.stderr
    assert "it cannot write there" in result.stderr
