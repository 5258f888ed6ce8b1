"""`now` and `done`: what is offered, in a terminal, and the word that it was done without one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from selfcare.app.say import words
from selfcare.cli.command import Edge, command, option, tell
from selfcare.domain.message import message

if TYPE_CHECKING:
    from selfcare.app.context import Context


@command(
    "now",
    message(
        "Do the routine that is offered, or the one you name, step by step; where a check-in, a"
        " note or a question is open, that is what comes. Closing the window loses nothing: the"
        " same command goes on where it was."
    ),
    "selfcare now",
    "selfcare now four-muscles-gentle",
    "selfcare now --plain",
)
@click.argument("routine", required=False)
@option("--plain", is_flag=True, help_text=message("Plain lines instead of a live display."))
@click.pass_obj
def now(edge: Edge, routine: str | None, *, plain: bool) -> None:
    """Open what is offered."""
    from selfcare.app.offered import asked_now

    with edge.context() as context:
        asked = asked_now(context) if routine is None else None
        if asked is not None:
            from selfcare.cli.prompt_questions import answer_prompt_asked

            answer_prompt_asked(context, asked)
        else:
            _lead_through(context, routine, plain=plain)


def _lead_through(context: Context, routine: str | None, *, plain: bool) -> None:
    from selfcare.app.session import what_to_do_now
    from selfcare.cli.keys import keys_of
    from selfcare.cli.session_faces import (
        LiveFace,
        PlainFace,
        can_redraw,
        size_of,
    )
    from selfcare.cli.session_guide import Guide

    out = sys.stdout
    to_do = what_to_do_now(context, routine)
    with keys_of(sys.stdin) as keys:
        if keys.there and not plain and can_redraw(out):
            with LiveFace(out, keys, lambda: size_of(out)) as face:
                Guide(context, face, keys).lead(to_do)
        else:
            width = size_of(out).width if out.isatty() else None
            Guide(context, PlainFace(out, keys, width), keys).lead(to_do)


@command(
    "done",
    message(
        "Say that you did the offered routine, or the one you had begun, on your own, or that a"
        " check-in, note or question is done with."
    ),
    "selfcare done",
)
@click.pass_obj
def done(edge: Edge) -> None:
    """Note as done what is open."""
    from selfcare.app.offered import asked_now, finish
    from selfcare.app.session import mark_done

    with edge.context() as context:
        asked = asked_now(context)
        if asked is not None:
            finish(context, asked)
            tell(words("Noted. The next one comes as planned: selfcare status"))
            return
        session = mark_done(context)
    click.echo(words("Noted: “{title}” is done.", title=session.title))
