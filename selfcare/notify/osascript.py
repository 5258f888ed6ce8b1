"""macOS' last resort: a passive notification by the system's own script runner.

The texts are arguments of a fixed script and never become part of it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import Final

from selfcare.domain.settings import NotifierChoice
from selfcare.notify.background import in_background
from selfcare.notify.notifier import Card, Finding, NotShown, OnEvent, Shown, Standing
from selfcare.notify.text import one_line, printable

PROGRAM: Final = "osascript"
LONGEST_RUN: Final = 10
# The first argument only keeps a text that begins with "-" from being read as an option.
_START: Final = "on run argv"
_SILENT: Final = "display notification (item 3 of argv) with title (item 2 of argv)"
_WITH_SOUND: Final = f'{_SILENT} sound name "Glass"'
_END: Final = "end run"


class Osascript:
    """A passive card in macOS' notification centre."""

    choice = NotifierChoice.OSASCRIPT

    def __init__(self, platform: str = sys.platform) -> None:
        self._platform = platform

    async def probe(self) -> Finding:
        """Say whether the script runner is there."""
        try:
            program = self._program()
        except NotShown as error:
            return Finding(notifier=self.choice, standing=Standing.FAILS, detail=error.why)
        return Finding(notifier=self.choice, standing=Standing.UNTRIED, detail=f"by {program}")

    async def show(self, card: Card, on_event: OnEvent) -> Shown:  # noqa: ARG002 - nothing comes
        """Run the script; its exit code says whether macOS took the card."""
        command = [self._program()]
        for line in (_START, _WITH_SOUND if card.sound else _SILENT, _END):
            command += ["-e", line]
        command += ["selfcare", one_line(card.title), printable(card.body)]
        await in_background(lambda: _run(command))
        return Shown(self.choice)

    async def close(self) -> None:
        """Do nothing: macOS takes no card back from a script."""

    def _program(self) -> str:
        if self._platform != "darwin":
            raise NotShown("only on macOS")
        program = shutil.which(PROGRAM)
        if program is None:
            raise NotShown("osascript is missing")
        return program


def _run(command: list[str]) -> None:
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST_RUN,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotShown(f"osascript took longer than {LONGEST_RUN} seconds") from error
    except (OSError, ValueError) as error:
        raise NotShown(f"osascript: {error}") from error
    if done.returncode:
        raise NotShown(f"osascript: {done.stderr.decode(errors='replace').strip()}")
