"""`checkin`: how the day was, in a few questions or as data."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from selfcare.app.say import say
from selfcare.cli.asking import STANDARD_INPUT, document
from selfcare.cli.command import NAMED_DAY, Edge, command, option, print_json
from selfcare.domain.errors import UserMistake
from selfcare.domain.message import message

if TYPE_CHECKING:
    from selfcare.app.context import Context


class NextData(Struct, frozen=True, kw_only=True):
    """An offer in what `checkin --json` prints."""

    kind: str
    text: str
    routine: str | None
    day: date | None


@command(
    "checkin",
    message(
        "Note how a day was: a few short questions, less than a minute, and all of them can be left"
        " out. Earlier days can be filled in, up to five days back."
    ),
    "selfcare checkin",
    "selfcare checkin --on yesterday",
    "selfcare checkin --correct 123",
    "selfcare checkin --json answers.json",
)
@option(
    "--on",
    "day",
    type=NAMED_DAY,
    help_text=message("An earlier day, as 2026-11-25, or “yesterday”."),
)
@option(
    "--correct",
    "number",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help_text=message("Correct an earlier check-in, by the number it was given."),
)
@option("--short", is_flag=True, help_text=message("Three questions at most."))
@option(
    "--json",
    "source",
    is_flag=False,
    flag_value=STANDARD_INPUT,
    metavar="FILE",
    help_text=message(
        "Read the answers as JSON from a file, or from standard input with “-”, and print the"
        " number they were given, what is offered now, and what comes first, as JSON."
    ),
)
@click.pass_obj
def checkin(
    edge: Edge, *, day: date | None, number: int | None, short: bool, source: str | None
) -> None:
    """Ask, or read the answers, and store them."""
    with edge.context() as context:
        if source is not None:
            _read(context, source, day, number)
        elif number is not None:
            _correct(context, number, day)
        else:
            _ask(context, day, short=short)


def _read(context: Context, source: str, day: date | None, number: int | None) -> None:
    from msgspec import to_builtins

    from selfcare.app.check_in_data import given_in
    from selfcare.app.checking_in import check_in_numbered, save
    from selfcare.cli.assessment_lines import assessment_data
    from selfcare.domain.facts import PeriodStarted

    given = given_in(document(source))
    if day is not None and given.day not in (None, day):
        raise UserMistake(
            message(
                "“day” is {given}, and --on says {day}; please leave one of them out.",
                given=str(given.day),
                day=str(day),
            )
        )
    about = day or context.today()
    if number is not None and day is None:
        about = check_in_numbered(context, number).day
    started = given.bleeding_started
    saved = save(
        context,
        given.about(about),
        bleeding=None if started is None else PeriodStarted(started),
        replaces=number,
        flags=given.flags,
        mistake=given.mistake,
    )
    offers = [
        NextData(
            kind=one.kind.value,
            text=say(one.text),
            routine=one.routine,
            day=one.day,
        )
        for one in saved.next
    ]
    found = to_builtins(assessment_data(saved.assessment))
    print_json({"saved": saved.id, "next": offers, **found})


def _correct(context: Context, number: int, day: date | None) -> None:
    from selfcare.app.checking_in import check_in_numbered
    from selfcare.cli.check_in_guide import CheckInGuide

    found = check_in_numbered(context, number)
    if day is not None and day != found.day:
        raise UserMistake(
            message("That check-in is about {there}; please leave --on out.", there=str(found.day))
        )
    CheckInGuide(context).correct(number, found)


def _ask(context: Context, day: date | None, *, short: bool) -> None:
    from selfcare.app.checking_in import begin
    from selfcare.cli.check_in_guide import CheckInGuide

    guide = CheckInGuide(context)
    start = begin(context, day, short=short)
    if start.noted:
        guide.add_or_correct(start)
    else:
        guide.ask(start)
