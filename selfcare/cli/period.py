"""`selfcare period`: note starts of bleeding, list and take them back, pause, go on, forget."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from selfcare.app.say import say, words
from selfcare.cli.command import NAMED_DAY, CommandGroup, Edge, json_option, print_json, tell
from selfcare.cli.command import command as make_command
from selfcare.cli.forget import forget
from selfcare.domain.message import message
from selfcare.planning.day_words import date_words

if TYPE_CHECKING:
    from selfcare.app.cycle import StartListed
    from selfcare.domain.cycle import CycleOutlook


class StartData(Struct, frozen=True, kw_only=True):
    """A start as `period list --json` has it.

    `counts` is whether it begins a cycle, `days` how many go by until the next that does. `why` is
    why it or those days are left out.
    """

    on: date
    counts: bool
    days: int | None
    why: str | None


@click.group(
    "period",
    cls=CommandGroup,
    invoke_without_command=True,
    help=words(
        "Note when bleeding began. With the first start you note, selfcare begins to estimate the"
        " next and to ask more gently around it; before, it does nothing about your cycle. Without"
        " a command it lists what is noted. It stays on this computer, in a table of its own."
    ),
    examples=(
        "selfcare period start",
        "selfcare period start yesterday",
        "selfcare period list",
    ),
)
@json_option
@click.pass_context
def period(ctx: click.Context, *, as_json: bool) -> None:
    """List the starts where no other command is named."""
    if ctx.invoked_subcommand is None:
        _list(ctx.obj, as_json=as_json)


@make_command(
    "start",
    message("Note the first day of bleeding: today, or a DATE, also: yesterday."),
    "selfcare period start",
    "selfcare period start yesterday",
    "selfcare period start 2026-11-03",
)
@click.argument("day", metavar="[DATE]", type=NAMED_DAY, required=False)
@click.pass_obj
def start(edge: Edge, *, day: date | None) -> None:
    """Note a start."""
    from selfcare.app.cycle import note_start
    from selfcare.app.cycle_words import noted_lines

    with edge.context() as context:
        noted = note_start(context, day or context.today())
    for line in noted_lines(noted):
        tell(say(line))


@make_command(
    "list",
    message("List the starts that are noted, with the days between them."),
    "selfcare period list",
)
@json_option
@click.pass_obj
def list_(edge: Edge, *, as_json: bool) -> None:
    """List."""
    _list(edge, as_json=as_json)


@make_command(
    "remove",
    message("Take back a start that was noted by mistake."),
    "selfcare period remove 2026-11-03",
    "selfcare period remove today",
)
@click.argument("day", metavar="DATE", type=NAMED_DAY)
@click.pass_obj
def remove(edge: Edge, *, day: date) -> None:
    """Take a start back."""
    from selfcare.app.cycle import remove_start

    with edge.context() as context:
        outlook = remove_start(context, day)
    tell(words("The start on {day} is taken back.", day=date_words(day)))
    _tell_next(outlook)


@make_command(
    "pause",
    message(
        "Ask and estimate nothing about your cycle, from today or from a DATE on, until you say:"
        " selfcare period resume. All that is noted stays."
    ),
    "selfcare period pause",
    "selfcare period pause 2026-11-03",
)
@click.argument("day", metavar="[DATE]", type=NAMED_DAY, required=False)
@click.pass_obj
def pause(edge: Edge, *, day: date | None) -> None:
    """Pause."""
    from selfcare.app.cycle import pause_cycle

    with edge.context() as context:
        done = pause_cycle(context, day or context.today())
    if not done.new:
        tell(words("That day is paused already."))
    tell(say(done.outlook.why))


@make_command(
    "resume",
    message("Let questions and estimates about your cycle go on, from today or from a DATE on."),
    "selfcare period resume",
    "selfcare period resume yesterday",
)
@click.argument("day", metavar="[DATE]", type=NAMED_DAY, required=False)
@click.pass_obj
def resume(edge: Edge, *, day: date | None) -> None:
    """Go on."""
    from selfcare.app.cycle import resume_cycle

    with edge.context() as context:
        done = resume_cycle(context, day or context.today())
    tell(words("It goes on.") if done.new else words("It was not paused by this command."))
    _tell_next(done.outlook)


for one in (start, list_, remove, pause, resume, forget):
    period.add_command(one)


def _list(edge: Edge, *, as_json: bool) -> None:
    from selfcare.app.cycle import list_starts
    from selfcare.app.cycle_words import start_line

    with edge.context() as context:
        listed = list_starts(context)
    if as_json:
        print_json([_data(one) for one in listed])
        return
    if not listed:
        tell(words("No start is noted yet. To note one: selfcare period start"))
    for one in listed:
        tell(say(start_line(one)))


def _data(one: StartListed) -> StartData:
    return StartData(
        on=one.on,
        counts=one.counts,
        days=one.days,
        why=None if one.left_out is None else say(one.left_out.why),
    )


def _tell_next(outlook: CycleOutlook) -> None:
    from selfcare.app.cycle_words import next_or_why

    for line in next_or_why(outlook):
        tell(say(line))
