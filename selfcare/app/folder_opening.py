"""Opens a folder of the user's with whatever this computer shows folders with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.message import message

PATIENCE: Final = 0.7
"""Seconds in which a program that cannot show the folder says so; one that can may stay."""


def open_folder(folder: Path) -> None:
    """Show a folder; it is made where it is not there yet.

    Raise UserMistake, with the folder's place, where nothing shows folders, and Trouble where the
    folder cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(
            message(
                "The folder {folder} cannot be made ({reason}).",
                folder=str(folder),
                reason=error.strerror or str(error),
            )
        ) from error
    if not _shown(folder):
        raise UserMistake(
            message(
                "No program was found that shows folders. This one lies here: {folder}",
                folder=str(folder),
            )
        )


def _shown(folder: Path) -> bool:
    if sys.platform == "win32":
        os.startfile(folder)  # noqa: S606 - the user's own folder, with the user's own program
        return True
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if opener is None:
        return False
    try:
        shower = subprocess.Popen(
            [opener, str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return shower.wait(PATIENCE) == 0
    except subprocess.TimeoutExpired:
        # It shows the folder itself and goes on without us; nobody will ask how it ended.
        shower.returncode = 0
        return True
