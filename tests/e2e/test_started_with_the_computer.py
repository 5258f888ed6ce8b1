"""What the system would start at a login really is selfcare, in a home where it never was."""

from __future__ import annotations

import contextlib
import os
import shlex
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from selfcare.app.instance import is_held
from tests.e2e.desktop import PATIENCE, need, until
from tests.e2e.workday import Workday

pytestmark = [
    pytest.mark.desktop,
    pytest.mark.skipif(sys.platform != "linux", reason="desktop entries and units are of Linux"),
]


class Login(Workday):
    """A user, and what happens when she logs in; the folder of her selfcare is named at first."""

    def __init__(self, folder: Path) -> None:
        user = folder / "Anna's home"
        user.mkdir()
        environment = {
            "PATH": "/usr/bin:/bin",
            "HOME": str(user),
            "TZ": "UTC",
            "LANG": "C.UTF-8",
        }
        super().__init__(folder / 'my 100% "own" folder', environment)
        self.login = environment
        self.settings = user / ".config"

    def launches(self) -> None:
        """Start the entry as desktops do; nothing of selfcare stands in the environment."""
        entry = self.settings / "autostart" / "selfcare.desktop"
        subprocess.run(
            ["gio", "launch", str(entry)],
            env=self.login,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=True,
        )

    def stands(self) -> bool:
        return is_held(self.home / "state")

    def running(self) -> int:
        """Return how many background programs of this user there are, also those about to end."""
        words = [str(self.home).encode(), b"--autostarted"]
        found = [_command_line(one) for one in Path("/proc").iterdir() if one.name.isdecimal()]
        return sum(all(word in line.split(b"\0") for word in words) for line in found)

    def begun(self) -> int:
        return len(self.facts("DaemonStarted"))


def _command_line(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        # It has ended meanwhile.
        return b""


@pytest.fixture
def login(tmp_path: Path) -> Iterator[Login]:
    found = Login(tmp_path)
    yield found
    found.command("stop")


def test_the_desktop_starts_it_once_however_often_it_tries(login: Login) -> None:
    need("gio")
    said = login.command("autostart", "on")
    assert said.startswith("selfcare starts with the computer from now on")

    login.launches()
    until(lambda: login.stands() and login.begun(), what="the background program")
    running = login.status()
    login.launches()
    until(lambda: login.running() == 1, what="the end of one too many")
    login.command("autostart", "off")

    assert running["running"] is True
    assert login.begun() == 1
    assert login.stands()
    assert not (login.settings / "autostart").exists()


def test_systemd_would_start_the_same_and_hear_when_it_stands(login: Login) -> None:
    need("systemctl")
    with tempfile.TemporaryDirectory(prefix="notify-") as folder, _listening(folder) as listening:
        command = _exec_start(_unit_of(login))
        environment = {**login.login, "NOTIFY_SOCKET": f"{folder}/socket"}
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as running:
            assert listening.recv(99) == b"READY=1"
            assert login.stands()
            login.command("stop")
            assert listening.recv(99) == b"STOPPING=1"
            assert running.wait(PATIENCE) == 0


def _unit_of(login: Login) -> Path:
    """Switch it on with systemd, as on a computer that runs on it; return the unit."""
    script = (
        "from pathlib import Path\n"
        "from selfcare.app import autostart, systemd\n"
        "autostart.Systemd = lambda: systemd.Systemd(Path('/'))\n"
        "autostart.own_autostart().on(systemd=True)\n"
    )
    environment = {**login.environment, "PATH": os.environ["PATH"]}
    subprocess.run([sys.executable, "-P", "-c", script], env=environment, check=True)
    return login.settings / "systemd" / "user" / "selfcare.service"


def _exec_start(unit: Path) -> list[str]:
    """Return the words of ExecStart; quotes and backslashes are those of a shell there."""
    text = unit.read_text(encoding="utf-8")
    (line,) = (one for one in text.splitlines() if one.startswith("ExecStart="))
    return shlex.split(line.removeprefix("ExecStart=:").replace("%%", "%"))


@contextlib.contextmanager
def _listening(folder: str) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(f"{folder}/socket")
        listening.settimeout(PATIENCE)
        yield listening
