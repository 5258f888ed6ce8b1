"""The status as the background program last found it, in a file for the command that asks.

The one rule: it counts only while all that it stands on is as it was; else everything is looked at
anew. So it is never out of date, whatever was noted, edited or set since.
"""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from selfcare import __version__
from selfcare.app.clock import zone_marks
from selfcare.app.instance import is_held
from selfcare.app.status import Status
from selfcare.config.fingerprint import Fingerprint, fingerprint
from selfcare.config.paths import CALENDARS, Folders
from selfcare.config.replacing import replace_file
from selfcare.diary.edition import Edition, edition_of

FILE: Final = "status.json"


class Ground(Struct, frozen=True, kw_only=True):
    """What a status stands on: where any of it changes, the status may be another."""

    version: str
    diary: Edition
    files: Fingerprint
    calendars: tuple[int, int, int] | None
    """When the file changed that holds what calendars said, in nanoseconds; its bytes and inode."""
    zone: tuple[str, ...]


class StatusRow(Struct, frozen=True, kw_only=True):
    """A status in the zone of that name; it holds from `found.now` to `until` (UTC)."""

    found: Status
    zone: str
    until: datetime
    ground: Ground


def ground_of(where: Folders, diary: Edition, files: Fingerprint) -> Ground | None:
    """Return what a status stands on, None where a change of the zone would go unseen."""
    zone = zone_marks()
    if zone is None:
        return None
    return Ground(
        version=__version__,
        diary=diary,
        files=files,
        calendars=_calendars(where.state),
        zone=zone,
    )


def keep_row(state: Path, row: StatusRow) -> None:
    """Keep a status for the next who asks. Raise OSError where the folder cannot be written."""
    replace_file(state / FILE, msgspec.json.encode(row))


def kept_row(state: Path) -> StatusRow | None:
    """Return the status that was kept last, None where there is none that can be read."""
    try:
        return msgspec.json.decode((state / FILE).read_bytes(), type=StatusRow)
    except (OSError, msgspec.MsgspecError):
        return None


def forget_row(state: Path) -> None:
    """Take the status away, as when the background program ends and has none to tell."""
    with contextlib.suppress(OSError):
        (state / FILE).unlink()


def row_in_force(where: Folders, now: datetime) -> StatusRow | None:
    """Return the status at `now`, None where it is to be found out.

    Only a living background program tells what is going on, and only what it found on just this
    ground.
    """
    row = kept_row(where.state)
    if row is None or not row.found.now <= now < row.until or not is_held(where.state):
        return None
    diary = edition_of(where.diary)
    if diary is None or row.ground != ground_of(where, diary, fingerprint(where)):
        return None
    return replace(row, found=replace(row.found, now=now))


def zone_of(row: StatusRow) -> ZoneInfo:
    """Return the zone of a status; raise KeyError or ValueError where its name is unknown."""
    return ZoneInfo(row.zone)


def _calendars(state: Path) -> tuple[int, int, int] | None:
    try:
        found = (state / CALENDARS).stat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino)
