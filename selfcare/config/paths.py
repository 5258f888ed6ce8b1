"""Where the user's files, the diary, the state and the logs lie."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "SELFCARE_HOME"


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
    from platformdirs import PlatformDirs  # noqa: PLC0415 - 18 ms, only where it is needed

    found = PlatformDirs("selfcare", appauthor=False)
    return Folders(
        found.user_config_path, found.user_data_path, found.user_state_path, found.user_log_path
    )


def shipped_routines() -> Path:
    """Return the folder of the routines that come with the program."""
    package = Path(__file__).parents[1]
    installed = package / "_routines"
    return installed if installed.is_dir() else package.parent / "routines"
