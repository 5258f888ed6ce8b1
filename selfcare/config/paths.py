"""Where the user's files, the diary, the state and the logs lie."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "SELFCARE_HOME"
NAME = "selfcare"
CALENDARS = "calendars.json"
"""The file of the state folder that holds what calendars said."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The four folders; none is created by naming it."""

    config: Path
    data: Path
    state: Path
    logs: Path

    @property
    def config_file(self) -> Path:
        """The settings."""
        return self.config / "config.toml"

    @property
    def routines(self) -> Path:
        """The user's own routines."""
        return self.config / "routines"

    @property
    def diary(self) -> Path:
        """The diary."""
        return self.data / "diary.sqlite3"

    @property
    def backups(self) -> Path:
        """Daily copies of the diary."""
        return self.data / "backups"


def folders() -> Folders:
    """Return the user's folders, all below SELFCARE_HOME where that is set."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        root = Path(home).expanduser().absolute()
        return Folders(root / "config", root / "data", root / "state", root / "logs")
    return _by_environment() or _by_platformdirs()


def _by_environment() -> Folders | None:
    """Return what platformdirs says on Linux, None where it is not as simple as this.

    A variable that holds no whole path counts for nothing, as the XDG specification has it.
    platformdirs costs the background program 1.3 MB and every command 6 ms.
    """
    home = Path(os.environ.get("HOME", ""))
    if sys.platform != "linux" or not home.is_absolute():
        return None

    def folder(variable: str, usual: str) -> Path:
        base = Path(os.environ.get(variable, ""))
        return (base if base.is_absolute() else home / usual) / NAME

    state = folder("XDG_STATE_HOME", ".local/state")
    return Folders(
        folder("XDG_CONFIG_HOME", ".config"),
        folder("XDG_DATA_HOME", ".local/share"),
        state,
        state / "log",
    )


def _by_platformdirs() -> Folders:
    from platformdirs import PlatformDirs  # noqa: PLC0415 - heavy, only where it is needed

    found = PlatformDirs(NAME, appauthor=False)
    return Folders(
        found.user_config_path, found.user_data_path, found.user_state_path, found.user_log_path
    )


def shipped_routines() -> Path:
    """Return the folder of the routines that come with the program."""
    package = Path(__file__).parents[1]
    installed = package / "_routines"
    return installed if installed.is_dir() else package.parent / "routines"
