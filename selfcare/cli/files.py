"""The user's files: `init` writes the first ones, `check` looks them over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from selfcare.app.say import say, words
from selfcare.cli.command import Edge, command, json_option, print_json, tell
from selfcare.domain.message import Message, message

if TYPE_CHECKING:
    from selfcare.app.checking import Checked

FOUND_ERRORS = 1


@command(
    "init",
    message(
        "Write starter files with remarks: config.toml, a routine of your own, and what lets your"
        " editor check them while you type. A file that is there already is left as it is."
    ),
    "selfcare init",
)
def init() -> None:
    """Write the starter files."""
    from selfcare.app.beginning import write_first_files
    from selfcare.cli.autostart import tell_hint

    found = write_first_files()
    for path in found.written:
        tell(words("Written: {path}", path=str(path)))
    for path in found.left:
        tell(words("Left as it is: {path}", path=str(path)))
    tell(words("To change a file, open it in any text editor. To look it over: selfcare check"))
    tell_hint()


@command(
    "check",
    message(
        "Look over your config.toml, your routines and calendars, or the files you name, and say"
        " what is wrong, where, and how to mend it. Lines marked as notes are only worth a look."
    ),
    "selfcare check",
    "selfcare check my-routine.toml",
)
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@json_option
@click.pass_context
def check(ctx: click.Context, *, files: tuple[Path, ...], as_json: bool) -> None:
    """Look the files over."""
    from selfcare.app.checking import check_everything, check_files
    from selfcare.cli.problem_data import problem_data
    from selfcare.config.paths import folders
    from selfcare.config.place import line_of

    edge: Edge = ctx.obj
    where, today = folders(), edge.today()
    found = (
        check_files(where, files, today)
        if files
        else check_everything(where, today, edge.clock.zone())
    )
    if as_json:
        print_json([problem_data(problem) for problem in found.problems])
    else:
        for problem in found.problems:
            tell(say(line_of(problem)))
        if not found.errors:
            tell(say(_all_good(found)))
    if found.errors:
        ctx.exit(FOUND_ERRORS)


def _all_good(found: Checked) -> Message:
    if not found.settings and not found.routines and not found.notes:
        return message(
            "All good: you have no files of your own yet, so the built-in settings hold."
            " To begin with examples: selfcare init"
        )
    good = message(
        "All good. Looked over: {settings} config.toml, {routines} of your routines.",
        settings=found.settings,
        routines=found.routines,
    )
    if not found.notes:
        return good
    return message("{good} Only worth a look: {count}.", good=good, count=found.notes)
