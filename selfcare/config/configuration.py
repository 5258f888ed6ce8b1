"""Everything the user configured, read together, and what stays in force when it is broken.

The one rule: a broken config.toml never takes effect, and never leaves the user with nothing; the
last good one does, also after a restart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from selfcare.config.folder import is_missing
from selfcare.config.library import Library, read_library
from selfcare.config.paths import Folders
from selfcare.config.place import in_order
from selfcare.config.replacing import replace_file
from selfcare.config.settings_file import settings_from
from selfcare.config.source import read_bytes
from selfcare.domain.problem import PlacedProblem
from selfcare.domain.settings import Settings

LAST_GOOD = "last-good-config.toml"


@dataclass(frozen=True, slots=True)
class Configuration:
    """What one reading of all files gave.

    `settings` is None when config.toml is broken or cannot be looked at, and the defaults when
    there is none. `text` is what config.toml held when it was good, to be remembered.
    """

    settings: Settings | None
    library: Library
    problems: tuple[PlacedProblem, ...] = ()
    text: bytes | None = None


def read_everything(folders: Folders, shipped: Path, today: date | None = None) -> Configuration:
    """Return the settings and all routines, with every problem of every file.

    Without `today` nothing is said of days that are long over.
    """
    library = read_library(folders.routines, shipped)
    path = folders.config_file
    if is_missing(path):
        return Configuration(Settings(), library, library.problems, b"")
    content = read_bytes(path)
    if isinstance(content, PlacedProblem):
        return Configuration(None, library, in_order((content, *library.problems)))
    read = settings_from(content, str(path), library.known_ids, today)
    return Configuration(
        read.value,
        library,
        in_order((*read.problems, *library.problems)),
        content if read.value is not None else None,
    )


def read_shipped(shipped: Path) -> Configuration:
    """Return the defaults and the routines that come with the program, reading no other file."""
    return Configuration(Settings(), read_library(None, shipped))


def settings_in_force(folders: Folders, configuration: Configuration) -> Settings:
    """Return the settings just read, else the last good ones, else the defaults."""
    if configuration.settings is not None:
        return configuration.settings
    content = recall(folders)
    if content is None:
        return Settings()
    last_good = settings_from(content, LAST_GOOD, None).value
    return Settings() if last_good is None else last_good


def remember(folders: Folders, text: bytes) -> bool:
    """Keep a good config.toml for the day a broken one stands in its place.

    Return whether it had to be written. Raise OSError where the state folder cannot be written.
    """
    if recall(folders) == text:
        return False
    folders.state.mkdir(mode=0o700, parents=True, exist_ok=True)
    replace_file(folders.state / LAST_GOOD, text)
    return True


def recall(folders: Folders) -> bytes | None:
    """Return the last good config.toml, or None where none is kept."""
    content = read_bytes(folders.state / LAST_GOOD)
    return None if isinstance(content, PlacedProblem) else content
