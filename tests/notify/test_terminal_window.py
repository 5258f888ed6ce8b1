from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from selfcare.notify import terminal_window
from selfcare.notify.terminal_window import TERMINALS, find_terminals, open_in_terminal

TERMINAL = """#!{python}
import json, pathlib, sys
pathlib.Path({record!r}).write_text(json.dumps(sys.argv[1:]))
sys.exit({code})
"""
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="other systems have other ways")


def _everything(program: str) -> str:
    return f"/usr/bin/{program}"


def _terminal(folder: Path, name: str, code: int) -> Path:
    record, program = folder / f"{name}.json", folder / name
    program.write_text(TERMINAL.format(python=sys.executable, record=str(record), code=code))
    program.chmod(0o755)
    return record


def test_without_a_screen_there_is_no_window() -> None:
    assert find_terminals({"PATH": "/usr/bin"}, _everything) == ()


@pytest.mark.parametrize("screen", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_every_terminal_is_called_in_its_own_way(screen: str) -> None:
    found = find_terminals({screen: ":0"}, _everything)

    assert len(found) == len(TERMINALS)
    assert found[0] == ("/usr/bin/xdg-terminal-exec",)
    assert ("/usr/bin/gnome-terminal", "--") in found
    assert found[-1] == ("/usr/bin/xterm", "-e")


def test_the_terminal_the_user_prefers_comes_first_where_it_is_known() -> None:
    wished = find_terminals({"DISPLAY": ":0", "TERMINAL": "/opt/bin/kitty"}, _everything)
    unknown = find_terminals({"DISPLAY": ":0", "TERMINAL": "unheard-of -x"}, _everything)

    assert wished[0] == ("/usr/bin/kitty",)
    assert unknown[0] == ("/usr/bin/xdg-terminal-exec",)


@linux_only
def test_a_command_reaches_the_terminal_word_by_word(tmp_path: Path) -> None:
    record = _terminal(tmp_path, "gnome-terminal", 0)

    opened = open_in_terminal(
        ["selfcare", "now", "it's; $HOME"], {"DISPLAY": ":0", "PATH": str(tmp_path)}
    )

    assert opened
    assert json.loads(record.read_text()) == ["--", "selfcare", "now", "it's; $HOME"]


@linux_only
def test_a_terminal_that_fails_is_followed_by_the_next(tmp_path: Path) -> None:
    failed = _terminal(tmp_path, "x-terminal-emulator", 1)
    worked = _terminal(tmp_path, "xterm", 0)

    assert open_in_terminal(["selfcare", "now"], {"DISPLAY": ":0", "PATH": str(tmp_path)})
    assert failed.exists()
    assert worked.exists()


@linux_only
def test_where_none_works_it_is_told(tmp_path: Path) -> None:
    _terminal(tmp_path, "xterm", 1)

    assert not open_in_terminal(["selfcare"], {"DISPLAY": ":0", "PATH": str(tmp_path)})
    assert not open_in_terminal(["selfcare"], {"DISPLAY": ":0", "PATH": str(tmp_path / "none")})
    assert not open_in_terminal(["selfcare"], {"PATH": str(tmp_path)})


@linux_only
def test_a_window_that_stays_open_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal_window, "SETTLING", 0.2)
    door = tmp_path / "door"
    os.mkfifo(door)
    program = tmp_path / "xterm"
    program.write_text(f"#!{sys.executable}\nimport sys\nopen(sys.argv[2]).read()\n")
    program.chmod(0o755)

    opened = open_in_terminal([str(door)], {"DISPLAY": ":0", "PATH": str(tmp_path)})

    # Opening the door for writing ends the program; it would block, were the program gone.
    door.write_text("go")
    assert opened
