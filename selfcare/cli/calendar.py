"""`calendar`: what selfcare would make of a calendar file."""

from __future__ import annotations

from pathlib import Path

import click

from selfcare.app.say import say
from selfcare.cli.command import Edge, command, json_option, option, print_json, tell
from selfcare.domain.message import message

LONGEST = 100
"""Days ahead that are read of any calendar."""


@command(
    "calendar",
    message(
        "Show what selfcare would make of a calendar file (.ics): hours of meetings on each day,"
        " which days count as busy, what is due, days off, and what was left out and why. The file"
        " is only read, and only on this computer."
    ),
    "selfcare calendar work.ics",
    "selfcare calendar ~/Sync/work.ics --days 14",
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@option(
    "--days",
    type=click.IntRange(1, LONGEST),
    default=28,
    show_default=True,
    help_text=message("How many days, from today on."),
)
@json_option
@click.pass_obj
def calendar(edge: Edge, *, file: Path, days: int, as_json: bool) -> None:
    """Show a calendar as it counts."""
    from selfcare.app.calendar_look import look_at_calendar
    from selfcare.app.configuration import in_force
    from selfcare.cli.calendar_lines import calendar_data, calendar_lines
    from selfcare.config.paths import folders

    where = folders()
    found = look_at_calendar(
        file,
        folders=where,
        settings=in_force(where).settings,
        now=edge.now(),
        zone=edge.clock.zone(),
        days=days,
    )
    if as_json:
        print_json(calendar_data(found))
        return
    for line in calendar_lines(found):
        tell(say(line))
