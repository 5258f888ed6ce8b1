"""Starting with the computer: golden files for three systems; Linux by its own tools, too."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from selfcare.app import autostart_entries as entries
from selfcare.app.autostart import (
    SCRIPT,
    Autostart,
    Found,
    Standing,
    Way,
    autostart_for,
    background_command,
)
from selfcare.app.autostart_words import STANDINGS, WAYS
from selfcare.app.run_key import NAME
from selfcare.app.system import System, windowless, with_console
from selfcare.app.systemd import Systemd
from selfcare.domain.errors import Trouble, UserMistake
from tests.e2e.desktop import need

GOLDEN = Path(__file__).parents[1] / "data" / "autostart"
HOME = Path("/home/anna")
COMMAND = ("/opt/my tools/python", "-P", "-m", "selfcare", "run", "--autostarted")
FOLDER = ("--home", '/home/anna/50% "mine" \'n $ome\\where')
WINDOWS = (r"C:\Users\O'Brien\my py\Scripts\selfcare-background.exe",)
ODD = ("python3", "my tools/python", 'odd"quo`te$x', "per%cent", "back\\slash", "a'b;c&d")


@dataclass
class ToldRunKey:
    """A registry that only remembers, in the words winreg would be given."""

    line: str | None = None
    switched_off: bool = False
    written: list[str] = field(default_factory=list)

    def read(self) -> str | None:
        return self.line

    def is_switched_off(self) -> bool:
        return self.switched_off

    def write(self, line: str) -> None:
        self.line, self.switched_off = line, False
        self.written.append(line)

    def remove(self) -> None:
        self.line, self.switched_off = None, False


@dataclass
class ToldSystemd(Systemd):
    """A systemd that does what it is told to do, and remembers that it was asked."""

    here: bool = True
    missing: bool = False
    reloads: int = 0

    def is_here(self) -> bool:
        return self.here

    def reload(self) -> None:
        self.reloads += 1

    def misses_desktop(self) -> bool:
        return self.missing


def program_in(folder: Path, name: str = "python") -> str:
    program = folder / name
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def on_linux(home: Path, program: str, systemd: Systemd | None = None) -> Autostart:
    command = (program, *COMMAND[1:])
    return autostart_for(System.LINUX, home, {}, command, systemd=systemd or ToldSystemd())


def files_below(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


# What is written


def told(system: System, command: tuple[str, ...]) -> str:
    run_key = ToldRunKey()
    own = autostart_for(system, HOME, {}, command, run_key=run_key, systemd=ToldSystemd())
    if system is System.WINDOWS:
        own.on()
        return "".join(f"# {NAME}\n{line}\n" for line in run_key.written)
    return "\n".join(
        f"# {path}\n{content.decode()}" for one in own._kept for path, content in one.placed.files
    )


@pytest.mark.parametrize(
    ("case", "system", "command"),
    [
        ("linux", System.LINUX, (*COMMAND, *FOLDER)),
        ("macos", System.MACOS, (*COMMAND, *FOLDER)),
        ("windows", System.WINDOWS, (*WINDOWS, "--home", r"D:\my \"folder\\")),
    ],
)
def test_it_is_written_in_these_words(case: str, system: System, command: tuple[str, ...]) -> None:
    assert told(system, command) == (GOLDEN / f"{case}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ODD)
def test_every_text_names_the_program_it_starts(name: str) -> None:
    command = (f"/opt/{name}", *COMMAND[1:])

    assert entries.program_of_entry(entries.entry(command)) == command[0]
    assert entries.program_of_unit(entries.unit(command)) == command[0]
    assert entries.program_of_agent(entries.launch_agent(command)) == command[0]
    if '"' not in name:
        # No name of a file on Windows holds one.
        assert entries.program_of_line(entries.run_line(command)) == command[0]


@pytest.mark.parametrize("text", [b"", b"\xff\x00", b"[Unit]\n", b"<plist>", b"<?xml"])
def test_a_text_that_names_no_program_is_no_trouble(text: bytes) -> None:
    assert entries.program_of_entry(text) is None
    assert entries.program_of_unit(text) is None
    assert entries.program_of_agent(text) is None
    assert entries.program_of_line("") is None


@pytest.mark.parametrize("name", ODD)
def test_the_entry_is_valid_by_the_tool_of_the_desktops(tmp_path: Path, name: str) -> None:
    need("desktop-file-validate")
    on_linux(tmp_path, program_in(tmp_path, name)).on()

    done = subprocess.run(
        ["desktop-file-validate", str(tmp_path / ".config" / "autostart" / "selfcare.desktop")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("name", ODD)
def test_the_unit_is_valid_and_enabled_by_systemds_own_tools(tmp_path: Path, name: str) -> None:
    need("systemd-analyze", "systemctl")
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    on_linux(tmp_path, program_in(tmp_path, name)).on(systemd=True)
    unit = tmp_path / ".config" / "systemd" / "user" / "selfcare.service"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(runtime),
    }

    verified = subprocess.run(
        ["systemd-analyze", "--user", "verify", str(unit)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    enabled = subprocess.run(
        ["systemctl", "--user", "is-enabled", unit.name],
        env={**environment, "SYSTEMD_OFFLINE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (verified.returncode, verified.stdout, verified.stderr) == (0, "", "")
    assert enabled.stdout == "enabled\n"


# On and off


@pytest.mark.parametrize("systemd", [False, True], ids=["desktop", "systemd"])
def test_it_comes_and_goes_without_a_trace_on_linux(tmp_path: Path, *, systemd: bool) -> None:
    own = on_linux(tmp_path / "home", program_in(tmp_path))
    assert own.found() == Found(Standing.OFF)

    own.on(systemd=systemd)
    once = files_below(tmp_path / "home")
    own.on(systemd=systemd)
    assert files_below(tmp_path / "home") == once
    assert own.found().standing is Standing.ON
    assert own.off()
    assert not own.off()

    assert own.found() == Found(Standing.OFF)
    assert [str(path) for path in (tmp_path / "home").rglob("autostart*")] == []
    assert [str(path) for path in (tmp_path / "home").rglob("*selfcare*")] == []


def test_what_others_keep_beside_it_stays(tmp_path: Path) -> None:
    other = tmp_path / ".config" / "autostart" / "other.desktop"
    other.parent.mkdir(parents=True)
    other.write_text("[Desktop Entry]\n", encoding="utf-8")
    own = on_linux(tmp_path, program_in(tmp_path))

    own.on()
    own.off()

    assert files_below(tmp_path / ".config") == ["autostart/other.desktop"]


def test_it_is_never_started_in_two_ways(tmp_path: Path) -> None:
    systemd = ToldSystemd()
    own = on_linux(tmp_path, program_in(tmp_path), systemd)

    own.on()
    assert own.found().way is Way.DESKTOP
    own.on(systemd=True)
    assert files_below(tmp_path / ".config") == [
        "systemd/user/graphical-session.target.wants/selfcare.service",
        "systemd/user/selfcare.service",
    ]
    assert own.found().way is Way.SYSTEMD
    own.on()
    assert files_below(tmp_path / ".config") == ["autostart/selfcare.desktop"]
    assert systemd.reloads == 3


def test_it_comes_and_goes_without_a_trace_on_macos(tmp_path: Path) -> None:
    command = (program_in(tmp_path), *COMMAND[1:])
    own = autostart_for(System.MACOS, tmp_path / "home", {}, command)

    own.on()
    own.on()
    assert own.found().standing is Standing.ON
    assert own.found().way is Way.LAUNCHD
    assert own.off()

    assert own.found() == Found(Standing.OFF)
    assert files_below(tmp_path / "home") == []


def test_it_comes_and_goes_without_a_trace_on_windows(tmp_path: Path) -> None:
    run_key = ToldRunKey()
    own = autostart_for(System.WINDOWS, tmp_path, {}, (program_in(tmp_path),), run_key=run_key)

    own.on()
    own.on()
    assert own.found().standing is Standing.ON
    assert own.found().way is Way.REGISTRY
    run_key.switched_off = True
    assert own.found().standing is Standing.HELD_BACK
    own.on()
    assert own.found().standing is Standing.ON
    assert own.off()

    assert (own.found(), run_key.line) == (Found(Standing.OFF), None)


def test_without_systemd_its_service_is_refused_kindly_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    own = on_linux(tmp_path / "home", program_in(tmp_path), ToldSystemd(here=False))

    with pytest.raises(UserMistake, match="selfcare autostart on"):
        own.on(systemd=True)
    assert not (tmp_path / "home").exists()
    for system, run_key in ((System.MACOS, None), (System.WINDOWS, ToldRunKey())):
        with pytest.raises(UserMistake, match="systemd"):
            autostart_for(system, tmp_path, {}, COMMAND, run_key=run_key).on(systemd=True)


def test_a_desktop_that_systemd_has_not_heard_of_is_noticed_where_it_matters(
    tmp_path: Path,
) -> None:
    own = on_linux(tmp_path, program_in(tmp_path), ToldSystemd(missing=True))

    own.on(systemd=True)
    assert own.may_miss_desktop()
    own.on()
    assert not own.may_miss_desktop()


def test_a_place_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / ".config").write_text("in the way", encoding="utf-8")
    own = on_linux(tmp_path, program_in(tmp_path))

    with pytest.raises(Trouble, match="starts with the computer"):
        own.on()
    assert own.found() == Found(Standing.OFF)


# How it stands


def test_a_program_that_was_moved_away_is_noticed_and_set_right(tmp_path: Path) -> None:
    old, new = program_in(tmp_path / "old"), program_in(tmp_path / "new")
    on_linux(tmp_path, old).on()
    own = on_linux(tmp_path, new)
    assert own.found().standing is Standing.ELSEWHERE

    Path(old).unlink()

    assert own.found() == Found(
        Standing.GONE,
        Way.DESKTOP,
        str(tmp_path / ".config" / "autostart" / "selfcare.desktop"),
        old,
    )
    own.on()
    assert own.found().standing is Standing.ON


def test_another_name_of_the_same_interpreter_is_no_other_program(tmp_path: Path) -> None:
    on_linux(tmp_path, program_in(tmp_path, "python")).on()

    assert on_linux(tmp_path, program_in(tmp_path, "python3")).found().standing is Standing.ON


@pytest.mark.parametrize(
    "line", ["Hidden=true", "X-GNOME-Autostart-enabled=false", "X-MATE-Autostart-enabled=false"]
)
def test_what_the_desktop_switched_off_is_not_said_to_be_on(tmp_path: Path, line: str) -> None:
    own = on_linux(tmp_path, program_in(tmp_path))
    own.on()
    entry = tmp_path / ".config" / "autostart" / "selfcare.desktop"
    entry.write_text(f"{entry.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")

    assert own.found().standing is Standing.HELD_BACK
    own.on()
    assert own.found().standing is Standing.ON


def test_a_unit_that_was_disabled_is_not_said_to_be_on(tmp_path: Path) -> None:
    own = on_linux(tmp_path, program_in(tmp_path))
    own.on(systemd=True)
    (wanted,) = (tmp_path / ".config").rglob("*.wants/selfcare.service")
    wanted.unlink()

    assert own.found().standing is Standing.HELD_BACK


def test_every_standing_and_every_way_has_its_words() -> None:
    assert set(STANDINGS) == set(Standing)
    assert set(WAYS) == set(Way)


# What is started


def test_a_folder_of_its_own_is_named_since_a_start_knows_no_environment() -> None:
    environment = {"SELFCARE_HOME": "/somewhere else"}

    found = background_command(System.LINUX, "/py", environment)

    assert found == ("/py", *COMMAND[1:], "--home", "/somewhere else")
    assert background_command(System.LINUX, "/py", {}) == ("/py", *COMMAND[1:])


@pytest.mark.parametrize("below", ["", "Scripts"])
def test_on_windows_the_program_without_a_window_is_started(tmp_path: Path, below: str) -> None:
    script = program_in(tmp_path / below, SCRIPT)

    assert background_command(System.WINDOWS, str(tmp_path / "python.exe"), {}) == (script,)


def test_on_windows_without_that_program_the_windowless_interpreter_does_it(tmp_path: Path) -> None:
    found = background_command(System.WINDOWS, str(tmp_path / "python.exe"), {})

    assert found == (str(tmp_path / "pythonw.exe"), *COMMAND[1:])


def test_the_interpreter_of_windows_has_a_twin_without_and_one_with_a_window() -> None:
    assert windowless(r"C:\python.exe folder\python.exe") == r"C:\python.exe folder\pythonw.exe"
    assert with_console(r"C:\pythonw.exe") == r"C:\python.exe"
    assert windowless("/usr/bin/python3") == with_console("/usr/bin/python3") == "/usr/bin/python3"


# systemd asked


FAKE = """#!/bin/sh
echo "$*" >> "{log}"
case "$*" in {fails}) exit 1;; esac
"""


def systemctl_in(folder: Path, fails: str = "nothing") -> Path:
    log = folder / "asked"
    program = folder / "systemctl"
    program.write_text(FAKE.format(log=log, fails=fails), encoding="utf-8")
    program.chmod(0o755)
    return log


@pytest.mark.skipif(sys.platform == "win32", reason="systemd is of Linux")
def test_systemd_is_asked_for_its_user_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    nowhere = Systemd(tmp_path)
    assert not nowhere.is_here()
    assert not nowhere.misses_desktop()
    log = systemctl_in(tmp_path)
    systemd = Systemd(tmp_path)

    systemd.reload()

    assert systemd.is_here()
    assert not Systemd(tmp_path / "not booted").is_here()
    assert not systemd.misses_desktop()
    assert log.read_text(encoding="utf-8").splitlines() == [
        "--user daemon-reload",
        "--user show-environment",
        f"--user is-active {entries.SESSION}",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="systemd is of Linux")
@pytest.mark.parametrize(
    ("fails", "misses"), [("*is-active*", True), ("*show-environment", False), ("*", False)]
)
def test_a_desktop_is_missed_only_by_a_manager_that_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str, *, misses: bool
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    systemctl_in(tmp_path, fails)

    assert Systemd(tmp_path).misses_desktop() is misses
