"""The file that `backup` writes: a zip with the diary, the user's own files and a list of them.

The one rule: a file is looked through as a whole, and against its list, before a byte of it is used
anywhere, and no name in it decides where something is written.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from selfcare import __version__
from selfcare.config.source import LARGEST as LARGEST_TEXT
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.message import message

FORM: Final = 1
"""The form of the file, raised when an older program could not use it any more."""
LIST: Final = "selfcare-backup.json"
DIARY: Final = "diary.sqlite3"
SETTINGS: Final = "config/config.toml"
ROUTINE: Final = re.compile(r"config/routines/(?P<name>[^./\\:~#\x00-\x1f][^/\\:\x00-\x1f]*\.toml)")
"""How the name of a routine stands in the file: of one folder, hidden nowhere."""
LARGEST_DIARY: Final = 1 << 30
LARGEST_LIST: Final = 1 << 18
MOST_FILES: Final = 1000


class Contents(Struct, frozen=True, kw_only=True):
    """The list in the file: which program made it, when (UTC), and what each file hashes to."""

    selfcare_backup: int
    version: str
    made: datetime
    sha256: Mapping[str, str]


class Archive(Struct, frozen=True, kw_only=True):
    """What a backup holds: the bytes of the diary, and the user's files below the config folder."""

    made: datetime
    diary: bytes
    files: Mapping[str, bytes]
    """By their place below the config folder, such as "routines/mine.toml"."""


def written(archive: Archive) -> bytes:
    """Return the bytes of the file."""
    members = {DIARY: archive.diary, **{f"config/{n}": b for n, b in archive.files.items()}}
    contents = Contents(
        selfcare_backup=FORM,
        version=__version__,
        made=archive.made,
        sha256={name: hashlib.sha256(content).hexdigest() for name, content in members.items()},
    )
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(LIST, msgspec.json.encode(contents))
        for name, content in members.items():
            packed.writestr(name, content)
    return whole.getvalue()


def read(path: Path) -> Archive:
    """Return what the backup at `path` holds, all of it checked.

    Raise UserMistake for a file that is no backup, or a damaged one, or of a newer version; Trouble
    where it cannot be read.
    """
    try:
        with path.open("rb") as opened, zipfile.ZipFile(opened) as packed:
            return _read(packed, path)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError) as error:
        # ValueError also for what msgspec does not understand, and names that no zip may have.
        raise _no_backup(path) from error
    except RuntimeError as error:
        # What is locked by a password is none of ours.
        raise _no_backup(path) from error
    except OSError as error:
        raise Trouble(
            message(
                "The file {file} cannot be read: {why}",
                file=str(path),
                why=error.strerror or str(error),
            )
        ) from error


def _read(packed: zipfile.ZipFile, path: Path) -> Archive:
    names = packed.namelist()
    if LIST not in names or len(names) > MOST_FILES or len(names) != len(set(names)):
        raise _no_backup(path)
    found = msgspec.json.decode(_member(packed, LIST, LARGEST_LIST))
    form = found.get("selfcare_backup") if isinstance(found, dict) else None
    if isinstance(form, int) and form > FORM:
        raise UserMistake(
            message(
                "{file} was written by a newer version of selfcare. Nothing was changed. With that"
                " version it can be restored.",
                file=str(path),
            )
        )
    contents = msgspec.convert(found, Contents)
    if form != FORM or contents.made.tzinfo is None or set(names) != {LIST, *contents.sha256}:
        raise _no_backup(path)
    members = {name: _member(packed, name, _largest(name)) for name in contents.sha256}
    if DIARY not in members:
        raise _no_backup(path)
    for name, content in members.items():
        if hashlib.sha256(content).hexdigest() != contents.sha256[name]:
            raise _damaged(path)
    diary = members.pop(DIARY)
    return Archive(
        made=contents.made,
        diary=diary,
        files={name.removeprefix("config/"): content for name, content in members.items()},
    )


def _member(packed: zipfile.ZipFile, name: str, largest: int) -> bytes:
    """Return one file; what says or turns out to be larger than it can be is refused."""
    if packed.getinfo(name).file_size > largest:
        raise zipfile.BadZipFile(name)
    with packed.open(name) as member:
        content = member.read(largest + 1)
    if len(content) > largest:
        raise zipfile.BadZipFile(name)
    return content


def _largest(name: str) -> int:
    """Return how many bytes a file may have; raise BadZipFile for one that does not belong here."""
    if name == DIARY:
        return LARGEST_DIARY
    if name == SETTINGS or ROUTINE.fullmatch(name):
        return LARGEST_TEXT
    raise zipfile.BadZipFile(name)


def _no_backup(path: Path) -> UserMistake:
    return UserMistake(
        message(
            "{file} is not a backup of selfcare, or a damaged one. Nothing was changed.",
            file=str(path),
        )
    )


def _damaged(path: Path) -> UserMistake:
    return UserMistake(
        message(
            "{file} is damaged: what it holds is not what was put into it. Nothing was changed.",
            file=str(path),
        )
    )
