"""`selfcare notes`: one plain page for the doctor or therapist, as text, as HTML, or as data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from selfcare.app.notes_section import DAYS, LONGEST
from selfcare.app.say import say, words
from selfcare.cli.command import Edge, command, json_option, option, print_json, tell
from selfcare.domain.message import message

if TYPE_CHECKING:
    from selfcare.app.notes import Notes
    from selfcare.app.notes_section import Section

WIDTH: Final = 80
"""Columns of the text, so that it can be printed."""


@command(
    "notes",
    message(
        "Print one page for your doctor or therapist: headaches, acute medicine, routines and what"
        " followed, in counts. Nothing of your cycle and none of the words you noted yourself is"
        " in it unless you ask for it."
    ),
    "selfcare notes",
    "selfcare notes --days 90 --html notes.html",
    "selfcare notes --cycle --free-text",
)
@option(
    "--days",
    type=click.IntRange(1, LONGEST),
    default=DAYS,
    show_default=True,
    help_text=message("How many days back, today included."),
)
@option("--cycle", is_flag=True, help_text=message("Add the days around your periods."))
@option(
    "--free-text",
    is_flag=True,
    help_text=message("Add your own words about sessions with a therapist and stressful times."),
)
@option(
    "--html",
    "page",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help_text=message("Write a page for printing to a new file instead."),
)
@json_option
@click.pass_obj
def notes(
    edge: Edge, *, days: int, cycle: bool, free_text: bool, page: Path | None, as_json: bool
) -> None:
    """Tell the notes."""
    from selfcare.app.notes import gather_notes

    if page is not None and as_json:
        raise click.UsageError(words("Please choose --html or --json."))
    with edge.context() as context:
        found = gather_notes(context, days, cycle=cycle, free_text=free_text)
    if as_json:
        from selfcare.cli.notes_data import notes_data

        print_json(notes_data(found))
    elif page is not None:
        _write(found, page)
    else:
        _tell(found)


def tell_figures(found: Notes) -> None:
    """Print all figures, a section each."""
    from selfcare.app.notes_care_words import care_sections
    from selfcare.app.notes_words import doctor_sections

    for number, section in enumerate((*doctor_sections(found), *care_sections(found))):
        if number:
            tell("")
        for line in _lines(section):
            tell(line)


def _tell(found: Notes) -> None:
    from selfcare.app.notes_words import FOOTER, span_words
    from selfcare.cli.text import wrap

    tell(words("Notes: {days}", days=span_words(found.figures)))
    tell("")
    tell_figures(found)
    tell("")
    for line in wrap(say(FOOTER), WIDTH):
        tell(line)


def _lines(section: Section) -> Iterator[str]:
    from selfcare.cli.text import wrap

    yield say(section.title)
    told = [(one.label, one.text) for one in section.lines]
    told += [(one.label, one.text) for one in section.rows]
    for label, what in told:
        line = words("{label}: {what}", label=label, what=what)
        yield from (f"  {row}" for row in wrap(line, WIDTH - 2, "    "))
    if section.remark is not None:
        yield from (f"  {row}" for row in wrap(say(section.remark), WIDTH - 2))


def _write(found: Notes, page: Path) -> None:
    from selfcare.app.handing_out import hand_out
    from selfcare.app.notes_page import page_of

    file = hand_out(page, "selfcare-notes", ".html", page_of(found).encode())
    tell(words("The notes are in {file}, and only you can read them.", file=str(file)))
    tell(words("To print them, open the file in a browser. Nothing has left this computer."))
