"""config.toml as it stands and as it would be; the one step from the one to the other.

The one rule: what stood there is kept beside it first, and a file that is not the one that was
looked at is left alone.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from selfcare.config.edit import Edit
from selfcare.config.editing import edited
from selfcare.config.folder import is_missing
from selfcare.config.line_changes import LineChange, as_written_before, line_changes
from selfcare.config.new_file import put_new, replace_and_keep
from selfcare.config.paths import Folders
from selfcare.config.schema import CONFIG_SCHEMA, config_schema
from selfcare.config.source import Source, read_bytes, source_of
from selfcare.config.starter_config import starter_config
from selfcare.domain.problem import PlacedProblem

_NOTHING: Final = "new"


class Standing(Struct, frozen=True):
    """The bytes of config.toml, None where there is none."""

    content: bytes | None

    @property
    def mark(self) -> str:
        """What is another for every other content."""
        if self.content is None:
            return _NOTHING
        return hashlib.blake2b(self.content, digest_size=16).hexdigest()


class Draft(Struct, frozen=True):
    """What would stand in config.toml, and which lines are different then."""

    content: bytes
    changes: tuple[LineChange, ...]


class ChangedMeanwhile(Exception):
    """The file is no longer the one that was looked at."""


def standing(folders: Folders) -> Standing | PlacedProblem:
    """Return config.toml as it stands now, or why it cannot be read."""
    if is_missing(folders.config_file):
        return Standing(None)
    content = read_bytes(folders.config_file)
    return content if isinstance(content, PlacedProblem) else Standing(content)


def draft(found: Standing, edits: Sequence[Edit]) -> Draft:
    """Return the file with its values changed; raise CannotEdit.

    Where there is none, it is the file that explains itself. What stands there must be valid.
    """
    content = starter_config().encode() if found.content is None else found.content
    source = source_of(content, "config.toml")
    if not isinstance(source, Source):
        raise TypeError("only a valid file can be changed")
    after = edited(source, edits) if edits else source.text
    return Draft(as_written_before(content, after), line_changes(source.text, after))


def put_in_place(folders: Folders, before: Standing, content: bytes) -> Path | None:
    """Let config.toml hold `content`; return where the old one is kept, None where there was none.

    Raise ChangedMeanwhile where it is no longer as `before`, OSError where it cannot be written;
    config.toml is then as it was.
    """
    if standing(folders) != before:
        raise ChangedMeanwhile
    if before.content is None:
        folders.config.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            put_new(folders.config / CONFIG_SCHEMA, config_schema().encode())
        try:
            put_new(folders.config_file, content)
        except FileExistsError as error:
            raise ChangedMeanwhile from error
        return None
    return replace_and_keep(folders.config_file, before.content, content)
