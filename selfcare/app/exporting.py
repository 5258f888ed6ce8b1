"""Everything in forms that other programs read: one JSON, and tables for a spreadsheet.

What stands in them is described in docs/DATA.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from selfcare import __version__
from selfcare.app.backing_up import own_files
from selfcare.app.context import Context
from selfcare.app.export_tables import tables
from selfcare.app.handing_out import new_folder, told
from selfcare.config.new_file import put_new
from selfcare.config.source import read_bytes
from selfcare.domain.facts import Entry

FORM: Final = 1
"""The form of the JSON, raised when a reader of an older one would go wrong."""
JSON_FILE: Final = "selfcare.json"


class Export(Struct, frozen=True, kw_only=True):
    """All that the diary holds, in the order it was noted, and the texts of the user's files.

    `made` and the times of the entries are UTC, `zone` is where they were exported. `left_out`
    counts entries that this version cannot read.
    """

    selfcare_export: int
    version: str
    made: datetime
    zone: str
    entries: tuple[Entry, ...]
    left_out: int
    files: Mapping[str, str]


class Exported(Struct, frozen=True, kw_only=True):
    """Where the files lie, and how many entries are not in them."""

    folder: Path
    files: tuple[str, ...]
    left_out: int


def export_of(context: Context) -> Export:
    """Return everything; raise DiaryDamaged and NotRead."""
    entries = tuple(context.diary.entries())
    contents = {name: read_bytes(path) for name, path in own_files(context.folders).items()}
    return Export(
        selfcare_export=FORM,
        version=__version__,
        made=context.now(),
        zone=str(context.zone()),
        entries=entries,
        left_out=context.diary.count() - len(entries),
        files={
            name: content.decode("utf-8", "replace")
            for name, content in contents.items()
            if isinstance(content, bytes)
        },
    )


def as_json(export: Export) -> bytes:
    """Return an export as JSON that people can read, too."""
    return msgspec.json.format(msgspec.json.encode(export), indent=1) + b"\n"


def export_into(context: Context, wanted: Path | None) -> Exported:
    """Write all files into a new private folder: `wanted`, or one within it, or the user's home.

    Raise UserMistake where a file has that name, Trouble where it cannot be written.
    """
    export = export_of(context)
    contents: dict[str, bytes] = {JSON_FILE: as_json(export)}
    for name, table in tables(export.entries, context.zone()).items():
        contents[f"{name}.csv"] = table
    folder = new_folder(wanted, f"selfcare-export-{context.today()}")
    with told(folder):
        for name, content in contents.items():
            put_new(folder / name, content)
    return Exported(folder=folder, files=tuple(contents), left_out=export.left_out)
