"""`now` and `done`: the session in a terminal, and the word that it was done without one."""

from __future__ import annotations

import sys

import click

from selfcare.app.say import words
from selfcare.cli.command import Edge, command, option
from selfcare.domain.message import message


@command(
    "now",
    message(
        "Do the routine that is offered, or the one you name, step by step. Closing the window"
        " loses nothing: the same command goes on where it was."
    ),
    "selfcare now",
    "selfcare now four-muscles-gentle",
    "selfcare now --plain",
)
@click.argument("routine", required=False)
@option("--plain", is_flag=True, help_text=message("Plain lines instead of a live display."))
@click.pass_obj
def now(edge: Edge, routine: str | None, *, plain: bool) -> None:
    """Lead through a session."""
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
    with edge.context() as context:
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
    message("Say that you did the offered routine, or the one you had begun, on your own."),
    "selfcare done",
)
@click.pass_obj
def done(edge: Edge) -> None:
    """Note a routine as done."""
    from selfcare.app.session import mark_done

    with edge.context() as context:
        session = mark_done(context)
    click.echo(words("Noted: “{title}” is done.", title=session.title))
