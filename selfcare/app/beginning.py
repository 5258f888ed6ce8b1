"""The first files of a new user."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from selfcare.config.paths import folders
from selfcare.config.schema import CONFIG_SCHEMA, ROUTINE_SCHEMA
from selfcare.config.starter import FIRST_ROUTINE, write_starters


class FirstFiles(Struct, frozen=True):
    """The files that were written, and those that were there already."""

    written: tuple[Path, ...]
    left: tuple[Path, ...]


def write_first_files() -> FirstFiles:
    """Write the starter files that are missing; raise Trouble where that cannot be done."""
    where = folders()
    written = write_starters(where)
    every = (
        where.config_file,
        where.routines / f"{FIRST_ROUTINE}.toml",
        where.config / CONFIG_SCHEMA,
        where.routines / ROUTINE_SCHEMA,
    )
    return FirstFiles(written, tuple(path for path in every if path not in written))
