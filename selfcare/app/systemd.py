"""What is asked of systemd: whether it is here, knows of the desktop, and reads its units anew.

The unit and the link that enables it are files of ours, so a user manager need not run for them.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Final

from selfcare.app.autostart_entries import SESSION

BOOTED: Final = Path("/run/systemd/system")
"""There while systemd runs the computer, as sd_booted(3) has it."""
PATIENCE: Final = 10.0
"""Seconds; a user manager that takes longer is taken to be stuck."""


class Systemd:
    """systemd, where there is one; it speaks for the user who runs this."""

    def __init__(self, booted: Path = BOOTED) -> None:
        self._booted = booted

    def is_here(self) -> bool:
        """Return whether systemd runs this computer."""
        return self._booted.is_dir() and shutil.which("systemctl") is not None

    def reload(self) -> None:
        """Let a running user manager read its units anew; without one nothing happens."""
        self._does("daemon-reload")

    def misses_desktop(self) -> bool:
        """Return whether a user manager runs that has not heard of any desktop."""
        return self._does("show-environment") and not self._does("is-active", SESSION)

    def _does(self, *words: str) -> bool:
        program = shutil.which("systemctl")
        if program is None:
            return False
        try:
            done = subprocess.run(
                [program, "--user", *words],
                check=False,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE,
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0
