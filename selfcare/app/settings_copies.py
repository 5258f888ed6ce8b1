"""The older config.toml files that were kept beside it; they are the user's to keep or delete."""

from __future__ import annotations

from pathlib import Path

from selfcare.config.new_file import KEPT
from selfcare.config.paths import Folders
from selfcare.config.source import Source, read_source


def copies_of_settings(folders: Folders) -> tuple[Path, ...]:
    """Return them by name."""
    return tuple(sorted(folders.config.glob(f"{folders.config_file.name}{KEPT}*")))


def copies_that_name(folders: Folders, section: str) -> tuple[Path, ...]:
    """Return those that set something in `section`."""
    found = ((path, read_source(path)) for path in copies_of_settings(folders))
    return tuple(
        path for path, source in found if isinstance(source, Source) and source.table.get(section)
    )
