from __future__ import annotations

import socket
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from selfcare.app.diagnosis import Check, Verdict
from selfcare.app.diagnosis_desktop import ABILITIES, NOTIFIERS, check_bus
from selfcare.app.diagnosis_system import check_background, check_clock
from selfcare.app.doorbell import DaemonState, write_state
from selfcare.app.instance import InstanceLock
from selfcare.app.what_became import HELD_WORDS
from selfcare.cli.doctor import NOBODY
from selfcare.config.paths import folders
from selfcare.domain.facts import PromptNotShown, PromptShown
from selfcare.domain.prompt import HeldBack
from selfcare.domain.settings import NotifierChoice
from selfcare.notify.notifier import Ability
from selfcare.presence.sensors import sensors_here
from tests.cli.command_line import CommandLine


def found(line: CommandLine) -> dict[str, dict[str, str | None]]:
    return {check["about"]: check for check in line.data("doctor")}


def test_doctor_tells_of_everything_and_changes_nothing(home: Path) -> None:
    checks = found(CommandLine())

    assert list(checks) == [
        "system",
        "clock",
        "folder config",
        "folder data",
        "folder state",
        "folder logs",
        "files",
        "diary",
        "background",
        "autostart",
        *(("bus",) if sys.platform == "linux" else ()),
        "window",
        *(f"presence {sensor.name}" for sensor in sensors_here()),
        "notifier",
        "notifier desktop",
        "notifier plyer",
        "notifier osascript",
        "notifier terminal",
    ]
    assert set(checks["clock"]) == {"about", "verdict", "says", "cure", "detail"}
    assert checks["clock"]["says"] == "It is 2026-11-23 10:00 here."
    assert checks["diary"]["detail"] is not None
    assert checks["diary"]["detail"].startswith("SQLite 3.")
    assert not home.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it says that nobody tried")
def test_without_a_desktop_doctor_says_what_to_do_instead() -> None:
    checks = found(CommandLine())

    assert checks["system"]["verdict"] == "good"
    assert checks["notifier"]["verdict"] == "trouble"
    assert checks["notifier"]["cure"] == ("What waits: selfcare status. To begin: selfcare now")
    assert checks["window"]["verdict"] == "note"
    assert checks["notifier osascript"]["detail"] == "only on macOS"


def test_doctor_in_words_has_a_mark_for_each_line() -> None:
    text = CommandLine().ok("doctor")

    assert "good     It is 2026-11-23 10:00 here.\n         (Europe/Berlin, +0100)\n" in text
    assert (
        "note     selfcare does not run in the background.\n         To start it: selfcare start\n"
    ) in text


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are those of POSIX systems")
def test_a_diary_open_to_others_is_trouble(home: Path) -> None:
    line = CommandLine()
    line.ok("pause")
    assert found(line)["privacy"]["verdict"] == "good"

    (home / "data" / "diary.sqlite3").chmod(0o644)

    privacy = found(line)["privacy"]
    assert privacy["verdict"] == "trouble"
    assert privacy["says"] == f"Others on this computer could read {home}/data/diary.sqlite3"


def test_a_damaged_diary_is_told_and_left_alone(home: Path) -> None:
    diary = home / "data" / "diary.sqlite3"
    diary.parent.mkdir(parents=True)
    diary.write_bytes(b"no diary at all" * 100)

    checks = found(CommandLine())

    assert checks["diary"]["verdict"] == "trouble"
    assert diary.read_bytes() == b"no diary at all" * 100
    assert "notifier" in checks


def test_a_folder_that_is_a_file_is_trouble_and_the_rest_is_looked_at(home: Path) -> None:
    home.mkdir()
    (home / "config").write_text("", encoding="utf-8")

    checks = found(CommandLine())

    assert checks["folder config"]["verdict"] == "trouble"
    assert "notifier" in checks


def test_broken_files_are_trouble() -> None:
    line = CommandLine()
    line.configure("[prompts]\ndaly_cap = 3\n")

    files = found(line)["files"]

    assert files["says"] == "Your files have problems: 1"
    assert files["cure"] == "To see them: selfcare check"


def test_how_the_last_prompt_fared_is_told() -> None:
    line = CommandLine()
    with line.context() as context:
        context.note(PromptNotShown("p", 1, "no bus"))
    assert found(line)["last prompt"]["detail"] == "no bus"
    with line.context() as context:
        context.note(PromptShown("p", 1, "desktop"))
    assert found(line)["last prompt"]["says"] == "The last prompt was shown, by: desktop"


def test_an_entry_from_the_future_is_noted() -> None:
    line = CommandLine()
    line.ok("pause")
    line.clock.at -= timedelta(hours=3)

    assert found(line)["clock and diary"]["verdict"] == "note"


def test_a_zone_that_contradicts_the_system_is_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "No/Where")

    checks = list(check_clock(CommandLine().clock))

    assert [check.about for check in checks] == ["clock", "time zone"]
    assert checks[1].verdict is Verdict.TROUBLE


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a session bus")
def test_the_session_bus_is_looked_for_and_called(tmp_path: Path) -> None:
    place = tmp_path / "bus"
    named = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={place},guid=1"}
    nowhere = {"XDG_RUNTIME_DIR": str(tmp_path / "nowhere")}

    def look(environment: dict[str, str]) -> Check:
        (check,) = check_bus(environment)
        return check

    assert look(nowhere).verdict is Verdict.TROUBLE
    assert look(named).says.text == "The session bus does not answer."
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(place))
        bus.listen()
        assert look(named).verdict is Verdict.GOOD
        assert look({"XDG_RUNTIME_DIR": str(tmp_path)}).verdict is Verdict.GOOD
    assert look({"DBUS_SESSION_BUS_ADDRESS": "tcp:host=x"}).verdict is Verdict.NOTE


def background() -> dict[str, Check]:
    return {check.about: check for check in check_background(folders())}


def test_a_background_program_that_cannot_be_rung_is_trouble() -> None:
    assert background()["background"].verdict is Verdict.NOTE
    lock = InstanceLock(folders().state)
    assert lock.acquire()
    try:
        assert background()["doorbell"].verdict is Verdict.TROUBLE
        write_state(folders().state, DaemonState(1, 1, "0.0.9"))
        assert background()["version"].verdict is Verdict.NOTE
    finally:
        lock.release()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there may be a desktop")
def test_a_notification_that_nobody_takes_is_told_with_every_reason() -> None:
    line = CommandLine()

    result = line("notify-test")
    data = line("notify-test", "--json")

    assert result.exit_code == NOBODY
    assert result.stdout.startswith("No notification could be shown:\n  desktop: ")
    assert "\n  osascript: only on macOS\n" in result.stdout
    assert data.exit_code == NOBODY
    assert '"notifier": null' in data.stdout


def test_everything_that_is_told_has_words() -> None:
    assert set(NOTIFIERS) == set(NotifierChoice)
    assert set(ABILITIES) == set(Ability)
    assert set(HELD_WORDS) == set(HeldBack)
