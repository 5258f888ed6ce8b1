"""`selfcare stress`: tell of a stressful time, list them all, end one, take one back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from selfcare.app.say import say, words
from selfcare.app.stress_words import SOURCES
from selfcare.cli.command import CommandGroup, Edge, json_option, option, print_json, tell
from selfcare.cli.command import command as make_command
from selfcare.domain.message import Message, message
from selfcare.domain.stress import StressKind

if TYPE_CHECKING:
    from selfcare.app.stress_list import Listed, State


class StressData(Struct, frozen=True, kw_only=True):
    """A stressful time as `stress list --json` has it; `last` is null while no end is known."""

    id: str | None
    name: str
    kind: str
    source: str
    state: str
    first: date
    last: date | None
    deadline: date | None


@click.group(
    "stress",
    cls=CommandGroup,
    invoke_without_command=True,
    help=words(
        "Tell of stressful times, such as a deadline, exams or a move, so that selfcare goes"
        " gently on those days. Without a command it lists them all, also those of config.toml,"
        " your calendars and your check-ins."
    ),
    examples=(
        "selfcare stress",
        'selfcare stress add "Tax return" --deadline 2026-11-30',
        "selfcare stress end",
    ),
)
@json_option
@click.pass_context
def stress(ctx: click.Context, *, as_json: bool) -> None:
    """List them where no other command is named."""
    if ctx.invoked_subcommand is None:
        _list(ctx.obj, as_json=as_json)


@make_command(
    "add",
    message(
        "Tell of a stressful time: the day something is due, or from when to when. Without dates it"
        " goes on from today until you end it."
    ),
    'selfcare stress add "Tax return" --deadline 2026-11-30',
    "selfcare stress add Exams --from 2027-02-01 --to 2027-02-12",
    'selfcare stress add "The move" --physical',
)
@click.argument("name", metavar="NAME")
@option("--deadline", metavar="DATE", help_text=message("The day something is due."))
@option("--from", "first", metavar="DATE", help_text=message("The first day; else today."))
@option("--to", "last", metavar="DATE", help_text=message("The last day; else until you end it."))
@option(
    "--physical",
    is_flag=True,
    help_text=message("Hard on the body: lifting, a move, long drives, days of sitting."),
)
@click.pass_obj
def add(
    edge: Edge,
    *,
    name: str,
    deadline: str | None,
    first: str | None,
    last: str | None,
    physical: bool,
) -> None:
    """Add."""
    from selfcare.app.stress import add_stress, days_words

    if deadline is not None and (first is not None or last is not None):
        raise click.UsageError(words("Please choose --deadline, or --from and --to."))
    kind = StressKind.PHYSICAL if physical else StressKind.EMOTIONAL
    with edge.context() as context:
        told = add_stress(context, name, deadline=deadline, first=first, last=last, kind=kind)
    tell(
        words(
            "Noted as number {id}: {name}, {days}.",
            id=told.id,
            name=told.name,
            days=days_words(told.period),
        )
    )
    if told.period.last is None:
        tell(words("When it is over: selfcare stress end {id}", id=told.id))
    tell(words("To take it back: selfcare stress remove {id}", id=told.id))


@make_command(
    "list",
    message("List the stressful times that go on or are to come, and where each is from."),
    "selfcare stress list",
)
@json_option
@click.pass_obj
def list_(edge: Edge, *, as_json: bool) -> None:
    """List."""
    _list(edge, as_json=as_json)


@make_command(
    "end",
    message(
        "End a stressful time you told of, with today as its last day. WHICH is its name or number,"
        " needed only if several go on."
    ),
    "selfcare stress end",
    "selfcare stress end 2",
)
@click.argument("which", metavar="[WHICH]", required=False)
@click.pass_obj
def end(edge: Edge, *, which: str | None) -> None:
    """End."""
    from selfcare.app.stress import end_stress

    with edge.context() as context:
        ended = end_stress(context, which)
    tell(words("“{name}” ends today.", name=ended.name))


@make_command(
    "remove",
    message(
        "Take back a stressful time you told of by mistake. WHICH is its name or number. Those of"
        " config.toml are taken out there."
    ),
    "selfcare stress remove 2",
    'selfcare stress remove "Tax return"',
)
@click.argument("which", metavar="WHICH")
@click.pass_obj
def remove(edge: Edge, *, which: str) -> None:
    """Remove."""
    from selfcare.app.stress import remove_stress

    with edge.context() as context:
        removed = remove_stress(context, which)
    tell(words("“{name}” is taken back.", name=removed.name))


for one in (add, list_, end, remove):
    stress.add_command(one)


def _list(edge: Edge, *, as_json: bool) -> None:
    from selfcare.app.stress_list import list_stress

    with edge.context() as context:
        listed = list_stress(context)
    if as_json:
        print_json([_data(one) for one in listed])
        return
    for line in (*_lines(listed), _how_to_add(edge.today())):
        tell(say(line))


def _lines(listed: Sequence[Listed]) -> Iterator[Message]:
    from selfcare.app.stress_list import State

    titles: Mapping[State, Message] = {
        State.NOW: message("Going on:"),
        State.COMING: message("To come:"),
        State.OVER: message("Over:"),
    }
    for state, title in titles.items():
        of_state = [one for one in listed if one.state is state]
        if of_state:
            yield title
            yield from map(_line, of_state)
    if not listed:
        yield message("No stressful times go on, and none are known to come.")


def _how_to_add(today: date) -> Message:
    soon = today + timedelta(days=7)
    return message(
        'To add one: selfcare stress add "Tax return" --deadline {day}', day=soon.isoformat()
    )


def _line(one: Listed) -> Message:
    from selfcare.app.stress import days_words

    period = one.period
    about = SOURCES[period.source]
    if one.id is not None:
        about = message("{source}, number {id}", source=about, id=one.id)
    if period.kind is StressKind.PHYSICAL:
        about = message("physical, {about}", about=about)
    if period.deadline is not None:
        about = message("deadline, {about}", about=about)
    return message(
        "  {name}: {days} ({about})", name=one.name, days=days_words(period), about=about
    )


def _data(one: Listed) -> StressData:
    period = one.period
    return StressData(
        id=one.id,
        name=say(one.name),
        kind=period.kind.value,
        source=period.source.value,
        state=one.state.value,
        first=period.first,
        last=period.last,
        deadline=period.deadline,
    )
