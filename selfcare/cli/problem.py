"""`report-problem`: a text for whoever looks after selfcare."""

from __future__ import annotations

from pathlib import Path

import click

from selfcare.app.say import words
from selfcare.cli.command import Edge, command, tell
from selfcare.domain.message import message


@command(
    "report-problem",
    message(
        "Write a text about this computer and what went wrong, for whoever looks after selfcare:"
        " versions, what doctor finds, kinds of errors. It names no person, folder or file, and"
        " says nothing of your body, your cycle, routines or calendars. Nothing is sent. Without a"
        " name it goes into your home folder."
    ),
    "selfcare report-problem",
    "selfcare report-problem problem.txt",
)
@click.argument("place", metavar="[FILE|FOLDER]", required=False, type=click.Path(path_type=Path))
@click.pass_obj
def report_problem(edge: Edge, *, place: Path | None) -> None:
    """Write the report."""
    from selfcare.app.handing_out import hand_out
    from selfcare.app.problem_report import problem_report
    from selfcare.config.paths import folders

    text = problem_report(folders(), edge.clock)
    name = f"selfcare-problem-{edge.today()}"
    file = hand_out(place, name, ".txt", text.encode("utf-8", "replace"))
    tell(words("Written: {file}", file=str(file)))
    tell(
        words(
            "Please read it before you give it to anybody, and add in your own words what happened."
            " selfcare sends nothing."
        )
    )
