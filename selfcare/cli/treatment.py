"""`selfcare treatment`: note a session with a therapist, list them all, take one back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from selfcare.app.say import say, words
from selfcare.cli.command import (
    NAMED_DAY,
    CommandGroup,
    Edge,
    json_option,
    option,
    print_json,
    tell,
)
from selfcare.cli.command import command as make_command
from selfcare.domain.message import Message, message
from selfcare.domain.treatment import Treatment
from selfcare.planning.day_words import date_words
from selfcare.planning.treatment_figures import SpanFigures

if TYPE_CHECKING:
    from selfcare.app.treatments import TreatmentsListed


class TreatmentsData(Struct, frozen=True, kw_only=True):
    """What `treatment list --json` prints.

    `before` and `after` are null while there is no first, or no third session.
    """

    sessions: tuple[Treatment, ...]
    before: SpanFigures | None
    after: SpanFigures | None
    can_be_compared: bool


@click.group(
    "treatment",
    cls=CommandGroup,
    invoke_without_command=True,
    help=words(
        "Note sessions with a therapist. The muscles you name are not pressed on that day and the"
        " two days after it. Without a command it lists the sessions, with the headache days you"
        " noted before the first and after the third."
    ),
    examples=(
        "selfcare treatment",
        "selfcare treatment add --muscles trapezius,masseter --relief 6",
        "selfcare treatment list",
    ),
)
@json_option
@click.pass_context
def treatment(ctx: click.Context, *, as_json: bool) -> None:
    """List them where no other command is named."""
    if ctx.invoked_subcommand is None:
        _list(ctx.obj, as_json=as_json)


@make_command(
    "add",
    message("Note a session with a therapist: today, or on a DATE, also: yesterday."),
    "selfcare treatment add",
    "selfcare treatment add yesterday --muscles trapezius_upper,masseter",
    'selfcare treatment add 2026-11-03 --relief 6 --note "Turning is easier"',
)
@click.argument("day", metavar="[DATE]", type=NAMED_DAY, required=False)
@option(
    "--muscles",
    default="",
    metavar="NAMES",
    help_text=message("The muscles that were treated, with commas between them."),
)
@option("--note", default="", metavar="TEXT", help_text=message("A few words of your own."))
@option(
    "--relief",
    type=click.IntRange(0, 10),
    help_text=message("How much it eased, from 0 (not at all) to 10 (all of it)."),
)
@click.pass_obj
def add(edge: Edge, *, day: date | None, muscles: str, note: str, relief: int | None) -> None:
    """Add."""
    from selfcare.app.treatment_words import rest_words, session_words
    from selfcare.app.treatments import add_treatment

    with edge.context() as context:
        noted = add_treatment(
            context,
            day or context.today(),
            muscles=muscles.split(","),
            note=note,
            relief=relief,
        )
    tell(words("Noted as {session}.", session=session_words(noted)))
    if edge.today() < noted.pressed_again:
        tell(say(rest_words(noted)))
    tell(words("To take it back: selfcare treatment remove {id}", id=noted.id))


@make_command(
    "list",
    message("List the sessions, and the headache days before the first and after the third."),
    "selfcare treatment list",
)
@json_option
@click.pass_obj
def list_(edge: Edge, *, as_json: bool) -> None:
    """List."""
    _list(edge, as_json=as_json)


@make_command(
    "remove",
    message("Take back a session that was noted by mistake. NUMBER is as in the list."),
    "selfcare treatment remove 2",
)
@click.argument("number", metavar="NUMBER")
@click.pass_obj
def remove(edge: Edge, *, number: str) -> None:
    """Remove."""
    from selfcare.app.treatments import remove_treatment

    with edge.context() as context:
        removed = remove_treatment(context, number)
    tell(words("The session on {day} is taken back.", day=date_words(removed.on)))


for one in (add, list_, remove):
    treatment.add_command(one)


def _list(edge: Edge, *, as_json: bool) -> None:
    from selfcare.app.treatments import list_treatments

    with edge.context() as context:
        listed = list_treatments(context)
    if as_json:
        print_json(_data(listed))
        return
    for line in _lines(listed):
        tell(say(line))


def _lines(listed: TreatmentsListed) -> Iterator[Message]:
    from selfcare.app.treatment_words import figure_lines, session_words

    if listed.figures is None:
        yield message("No session with a therapist is noted yet.")
        yield message("To note one: selfcare treatment add")
        yield message("What to ask a therapist: selfcare therapist")
        return
    yield message("Sessions with a therapist, the earliest first:")
    for one in listed.treatments:
        yield message("  {session}", session=session_words(one))
    yield from figure_lines(listed.figures, len(listed.treatments))


def _data(listed: TreatmentsListed) -> TreatmentsData:
    figures = listed.figures
    return TreatmentsData(
        sessions=listed.treatments,
        before=None if figures is None else figures.before,
        after=None if figures is None else figures.after,
        can_be_compared=figures is not None and figures.can_be_compared,
    )
