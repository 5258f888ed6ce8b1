"""`selfcare outlook`: how gently to take a day, why, and how days like it went."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from selfcare.app.say import say, words
from selfcare.cli.command import NAMED_DAY, Edge, command, json_option, option, print_json, tell
from selfcare.domain.message import message

if TYPE_CHECKING:
    from selfcare.app.outlook import OutlookSeen


class OutlookData(Struct, frozen=True, kw_only=True, rename={"day": "date"}):
    """What `outlook --json` prints; `band`, `points`, `k` and `n` are null where none is told."""

    day: date
    band: str | None
    points: int | None
    reasons: list[str]
    k: int | None
    n: int | None
    shown: bool
    hidden: bool
    suspended: bool
    off: str | None
    text: str


@command(
    "outlook",
    message(
        "Tell whether a day is a usual one or one to go gently, why, and how often you noted a"
        " headache on days like it. It is a guess from your own notes and can be wrong."
    ),
    "selfcare outlook",
    "selfcare outlook --on yesterday",
    "selfcare outlook --hide",
)
@option(
    "--on",
    "day",
    type=NAMED_DAY,
    help_text=message("The outlook of another day: 2026-11-25, today or yesterday."),
)
@option("--hide", is_flag=True, help_text=message("Show no outlook any more."))
@option("--show", is_flag=True, help_text=message("Show it again."))
@json_option
@click.pass_obj
def outlook(edge: Edge, *, day: date | None, hide: bool, show: bool, as_json: bool) -> None:
    """Tell the outlook, hidden or shown from now on where that is asked for."""
    from selfcare.app.outlook import hide_outlook, outlook_lines, see_outlook, show_outlook

    if hide and show:
        raise click.UsageError(words("Please choose --hide or --show."))
    with edge.context() as context:
        if hide:
            hide_outlook(context)
        if show:
            show_outlook(context)
        seen = see_outlook(context, day)
    lines = [say(line) for line in outlook_lines(seen)]
    if as_json:
        print_json(_data(seen, lines))
        return
    for line in lines:
        tell(line)


def _data(seen: OutlookSeen, lines: list[str]) -> OutlookData:
    found = seen.outlook
    return OutlookData(
        day=found.day,
        band=found.band,
        points=found.points,
        reasons=[say(reason) for reason in found.reasons],
        k=found.headache_days,
        n=found.days_like_it,
        shown=seen.shown,
        hidden=seen.hidden,
        suspended=found.suspended,
        off=None if found.off is None else say(found.off),
        text=" ".join(lines),
    )
