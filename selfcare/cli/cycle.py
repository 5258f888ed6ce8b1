"""`selfcare cycle`: what the noted starts make likely, how sure that is, and what it is made of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from selfcare.app.say import say
from selfcare.cli.command import DAY, Edge, command, json_option, option, print_json, tell
from selfcare.domain.message import message

if TYPE_CHECKING:
    from selfcare.domain.cycle import CycleOutlook


class LeftOutData(Struct, frozen=True):
    """A start that does not count, or whose days up to the next one do not."""

    on: date
    why: str


class CycleData(Struct, frozen=True, kw_only=True):
    """What `cycle --json` prints; a date that nothing can be said about is null."""

    day_of_cycle: int | None
    next_start: date | None
    lo: date | None
    hi: date | None
    ovulation: date | None
    ovulation_lo: date | None
    ovulation_hi: date | None
    flag_period: bool
    flag_ovulation: bool
    cycles: int
    left_out: list[LeftOutData]
    why: str


@command(
    "cycle",
    message(
        "Tell what the starts you noted make likely: when the next one may come, how sure that is,"
        " and what it is made of. It is an estimate, not for contraception or for planning a"
        " pregnancy. To note a start: selfcare period start"
    ),
    "selfcare cycle",
    "selfcare cycle --on 2026-11-25",
)
@option(
    "--on",
    "day",
    type=DAY,
    help_text=message("As seen on the morning of another day, by what is noted up to it."),
)
@json_option
@click.pass_obj
def cycle(edge: Edge, *, day: date | None, as_json: bool) -> None:
    """Tell the outlook."""
    from selfcare.app.cycle import find_outlook
    from selfcare.app.cycle_words import cycle_lines

    with edge.context() as context:
        outlook = find_outlook(context, day)
    if as_json:
        print_json(_data(outlook))
        return
    for line in cycle_lines(outlook):
        tell(say(line))


def _data(outlook: CycleOutlook) -> CycleData:
    return CycleData(
        day_of_cycle=outlook.day_of_cycle(outlook.today),
        next_start=outlook.next_start,
        lo=outlook.lo,
        hi=outlook.hi,
        ovulation=outlook.ovulation,
        ovulation_lo=outlook.ovulation_lo,
        ovulation_hi=outlook.ovulation_hi,
        flag_period=outlook.flag(outlook.today) is not None,
        flag_ovulation=outlook.flag_ovulation(outlook.today),
        cycles=outlook.cycles,
        left_out=[LeftOutData(one.on, say(one.why)) for one in outlook.left_out],
        why=say(outlook.why),
    )
