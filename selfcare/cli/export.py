"""`export`: everything in forms that other programs read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from selfcare.app.say import words
from selfcare.cli.command import Edge, command, tell
from selfcare.domain.message import message

STANDARD_OUTPUT: Final = Path("-")


@command(
    "export",
    message(
        "Write everything in your diary, your settings and your routines into files that other"
        " programs read: one JSON, and a table for a spreadsheet of each kind of entry. They go"
        " into a new FOLDER that only you can open; without a name, one in your home folder. With"
        " - as FOLDER the JSON is printed."
    ),
    "selfcare export",
    "selfcare export my-data",
    "selfcare export - > my-data.json",
)
@click.argument("folder", metavar="[FOLDER]", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def export(edge: Edge, *, folder: Path | None) -> None:
    """Export."""
    from selfcare.app.exporting import as_json, export_into, export_of

    with edge.context() as context:
        if folder == STANDARD_OUTPUT:
            printed = export_of(context)
            sys.stdout.buffer.write(as_json(printed))
            sys.stdout.buffer.flush()
            left_out = printed.left_out
        else:
            done = export_into(context, folder)
            left_out = done.left_out
            tell(
                words(
                    "Written: {count} files, in {folder}",
                    count=len(done.files),
                    folder=str(done.folder),
                )
            )
            tell(
                words(
                    "Only you can open that folder. Whoever has a copy of the files can read"
                    " everything in them."
                )
            )
    if left_out:
        tell(
            words(
                "Entries that this version cannot read, so they are not in it: {count}."
                " A backup holds them.",
                count=left_out,
            ),
            err=True,
        )
