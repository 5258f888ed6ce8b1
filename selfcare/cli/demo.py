"""`selfcare demo`: the diary of somebody made up, to see what the program does over time."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import Final

import click

from selfcare.app.say import words
from selfcare.cli.command import Edge, command, option, tell
from selfcare.domain.message import message

YEAR: Final = 365
TO_LOOK_AT: Final = ("notes --days 90", "history --days 14", "choose", "plan", "outlook")
"""Commands that show something of a diary with a past."""


@command(
    "demo",
    message(
        "Make the diary of somebody made up in a FOLDER of its own, to see what selfcare does over"
        " time: a year up to yesterday, lived through day by day in about half a minute. Nothing in"
        " it is real, and your own diary is not touched."
    ),
    "selfcare demo demo-diary",
    "selfcare demo demo-diary --person 2 --days 120",
)
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@option(
    "--days",
    type=click.IntRange(28, 366),
    default=YEAR,
    show_default=True,
    help_text=message("How many days, up to yesterday."),
)
@option(
    "--person",
    type=click.IntRange(1, 3),
    default=1,
    show_default=True,
    help_text=message(
        "Who: 1 a bookkeeper with hard ends of months, 2 a designer who notes her cycle, 3 a"
        " developer with releases, who once had to stop."
    ),
)
@click.pass_obj
def demo(edge: Edge, *, folder: Path, days: int, person: int) -> None:
    """Make it, and say how to look at it."""
    from selfcare.app.demo import fill_with_days, take_folder
    from selfcare.app.demo_person import Person

    take_folder(folder)
    tell(words("Making up {days} days. This takes a little while.", days=days))
    fill_with_days(folder, Person(person), days, edge.clock)
    tell(words("Done. Everything in {folder} is made up; nobody lived it.", folder=str(folder)))
    if sys.platform == "win32":
        tell(words("To look at it, in a PowerShell window of its own:"))
    else:
        tell(words("To look at it:"))
    for line in TO_LOOK_AT:
        tell(words("  {command}", command=command_there(folder, line)))
    tell(words("To be rid of it, delete the folder."))


def command_there(folder: Path, line: str, platform: str = sys.platform) -> str:
    """Return how to run `selfcare` with the words of `line` on the diary in `folder`."""
    home = str(folder.absolute())
    if platform == "win32":
        quoted = home.replace("'", "''")
        return f"$env:SELFCARE_HOME = '{quoted}'; selfcare {line}"
    return f"SELFCARE_HOME={shlex.quote(home)} selfcare {line}"
