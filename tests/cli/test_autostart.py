"""`autostart`, and who tells of it: on Linux for real, in a settings folder of its own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from selfcare.app import autostart
from selfcare.app.autostart_words import HINT
from selfcare.app.say import say
from selfcare.app.systemd import Systemd
from selfcare.domain.errors import Trouble
from selfcare.domain.message import message
from tests.cli.command_line import CommandLine

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the entries here are of Linux")


@pytest.fixture
def entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    return tmp_path / "settings" / "autostart" / "selfcare.desktop"


def check() -> dict[str, str | None]:
    (found,) = (one for one in CommandLine().data("doctor") if one["about"] == "autostart")
    assert isinstance(found, dict)
    return found


def test_it_is_switched_on_seen_and_switched_off(entry: Path) -> None:
    line = CommandLine()
    assert line.ok("autostart", "status") == (
        "selfcare does not start with the computer.\nTo have it so: selfcare autostart on\n"
    )

    on = line.ok("autostart", "on")
    assert on == line.ok("autostart", "on")
    assert on == (
        "selfcare starts with the computer from now on, as soon as you log in."
        " To switch it off: selfcare autostart off\n"
    )
    assert line.ok("autostart", "status") == (
        "selfcare starts with the computer.\n"
        f"By: the start-up programs of the desktop, {entry}\n"
        "To switch that off: selfcare autostart off\n"
    )
    assert line.data("autostart", "status") == {
        "standing": "on",
        "way": "desktop",
        "place": str(entry),
        "program": sys.executable,
    }

    assert line.ok("autostart", "off") == (
        "selfcare does not start with the computer any more. What runs now goes on until it is"
        " ended: selfcare stop\n"
    )
    assert line.ok("autostart", "off") == "It did not start with the computer.\n"
    assert not entry.parent.exists()


def test_without_systemd_its_service_is_a_mistake_with_a_way_on(
    entry: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(autostart, "Systemd", lambda: Systemd(tmp_path / "not booted"))

    assert CommandLine().mistake("autostart", "on", "--systemd") == (
        "This computer does not run on systemd. Without it selfcare starts with the computer just"
        " as well: selfcare autostart on\n"
    )
    assert not entry.exists()


def test_a_desktop_unknown_to_systemd_is_told(
    entry: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "systemctl"
    program.write_text('#!/bin/sh\ncase "$*" in *is-active*) exit 3;; esac\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(autostart, "Systemd", lambda: Systemd(tmp_path))

    said = CommandLine().ok("autostart", "on", "--systemd").splitlines()

    assert len(said) == 2
    assert said[1].startswith("systemd has not heard of your desktop")
    assert not entry.exists()


def test_what_stands_in_the_way_is_trouble(entry: Path) -> None:
    entry.parent.parent.mkdir()
    entry.parent.write_text("", encoding="utf-8")

    result = CommandLine()("autostart", "on")

    assert (result.exit_code, result.stdout) == (3, "")
    assert str(entry) in result.stderr


def test_the_first_files_come_with_a_line_about_it_until_it_was_switched_on(entry: Path) -> None:
    line = CommandLine()
    assert line.ok("init").splitlines()[-1] == say(HINT)

    line.ok("autostart", "on")

    assert entry.exists()
    assert say(HINT) not in line.ok("init")


def test_what_cannot_be_looked_at_keeps_nobody_from_beginning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_: object) -> None:
        raise Trouble(message("no"))

    monkeypatch.setattr(autostart.Autostart, "found", refuse)

    assert say(HINT) not in CommandLine().ok("init")


def test_doctor_says_whether_it_starts_and_whether_the_program_is_there(
    entry: Path, tmp_path: Path
) -> None:
    line = CommandLine()
    off = check()
    assert (off["verdict"], off["cure"]) == ("note", "To have it so: selfcare autostart on")

    line.ok("autostart", "on")
    on = check()
    assert (on["verdict"], on["cure"]) == ("good", None)

    gone = tmp_path / "old" / "bin" / "python"
    entry.write_text(
        entry.read_text(encoding="utf-8").replace(sys.executable, str(gone)), encoding="utf-8"
    )
    moved = check()
    assert moved["verdict"] == "trouble"
    assert moved["cure"] == "To set it right: selfcare autostart on"
    assert moved["detail"] == f"desktop: {entry}, {gone}"
    assert moved["says"] == (
        "selfcare was to start with the computer, and the program it was to start is no longer"
        " there."
    )

    line.ok("autostart", "on")
    assert check()["verdict"] == "good"
