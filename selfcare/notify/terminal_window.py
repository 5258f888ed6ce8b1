"""Opens a command in a terminal window of its own, which outlives the program that asked.

The command is a list of arguments all the way; where a system insists on a script, it is quoted.
To support another terminal on Linux, add its line in `TERMINALS`.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

TERMINALS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("xdg-terminal-exec", ()),
    ("x-terminal-emulator", ("-e",)),
    ("gnome-terminal", ("--",)),
    ("ptyxis", ("--",)),
    ("kgx", ("--",)),
    ("konsole", ("-e",)),
    ("xfce4-terminal", ("-x",)),
    ("mate-terminal", ("-x",)),
    ("qterminal", ("-e",)),
    ("kitty", ()),
    ("ghostty", ("-e",)),
    ("alacritty", ("-e",)),
    ("foot", ()),
    ("wezterm", ("start", "--")),
    ("urxvt", ("-e",)),
    ("st", ("-e",)),
    ("xterm", ("-e",)),
)
"""Program, and what it wants before the command's arguments; the desktop's own choice first."""
SETTLING: Final = 1.0
"""Seconds in which a terminal that cannot open a window says so by failing."""
_OWN: Final = "SELFCARE_"


def find_terminals(
    environment: Mapping[str, str], which: Callable[[str], str | None] = shutil.which
) -> tuple[tuple[str, ...], ...]:
    """Return how a command begins in each terminal found, in the order to try; none, no screen.

    TERMINAL in the environment comes first where its way of being called is known.
    """
    if not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")):
        return ()
    wished = Path(environment.get("TERMINAL", "")).name
    ordered = sorted(TERMINALS, key=lambda terminal: terminal[0] != wished)
    found = ((which(program), options) for program, options in ordered)
    return tuple((program, *options) for program, options in found if program)


def open_in_terminal(command: Sequence[str], environment: Mapping[str, str] | None = None) -> bool:
    """Open `command` in a new terminal window; False where no window could be opened."""
    surroundings = dict(os.environ if environment is None else environment)
    if sys.platform == "win32":
        return _start(command, surroundings, subprocess.CREATE_NEW_CONSOLE)
    if sys.platform == "darwin":
        script = _script(command, surroundings)
        return script is not None and _start(["open", "-a", "Terminal", script], surroundings)
    path = surroundings.get("PATH")
    terminals = find_terminals(surroundings, lambda program: shutil.which(program, path=path))
    return any(_start([*terminal, *command], surroundings) for terminal in terminals)


def _start(command: Sequence[str], environment: Mapping[str, str], flags: int = 0) -> bool:
    silent = None if flags else subprocess.DEVNULL
    try:
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=silent,
            stdout=silent,
            stderr=silent,
            start_new_session=True,
            creationflags=flags,
        )
    except OSError:
        return False
    try:
        # Some only pass the command on to a server and are done at once.
        return process.wait(SETTLING) == 0
    except subprocess.TimeoutExpired:
        # It runs on without us.
        process.returncode = 0
        return True


def _script(command: Sequence[str], environment: Mapping[str, str]) -> str | None:
    """Write the script that macOS' Terminal opens; it removes itself as it starts."""
    kept = [f"{name}={value}" for name, value in environment.items() if name.startswith(_OWN)]
    line = shlex.join(["env", *kept, *command])
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", prefix="selfcare-", suffix=".command", delete=False
        ) as script:
            script.write(f'#!/bin/sh\nrm -f "$0"\nexec {line}\n')
        Path(script.name).chmod(0o700)
    except OSError:
        return None
    return script.name
