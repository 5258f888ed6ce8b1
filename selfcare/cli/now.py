"""`now` and `done`: what is offered, in a terminal, and the word that it was done without one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from selfcare.app.say import words
from selfcare.cli.command import Edge, command, json_option, option, print_json, tell
from selfcare.cli.completion import routine_ids
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
@click.argument("routine", required=False, shell_complete=routine_ids)
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
            lead_through(context, routine, plain=plain)


def lead_through(context: Context, routine: str | None, *, plain: bool) -> None:
    """Lead through the routine named, or the one that is offered."""
    from selfcare.app.gate import alarm_now
    from selfcare.app.session import what_to_do_now
    from selfcare.cli.gate import ask_gate
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
                guide = Guide(context, face, keys)
                guide.lead(to_do)
        else:
            width = size_of(out).width if out.isatty() else None
            guide = Guide(context, PlainFace(out, keys, width), keys)
            guide.lead(to_do)
    if guide.alarming or alarm_now(context).gate is not None:
        ask_gate(context)


@command(
    "done",
    message(
        "Say that you did the offered routine, or the one you had begun, on your own, or that a"
        " check-in, note or question is done with. With --stopped, say that you ended a routine"
        " early, and why."
    ),
    "selfcare done",
    "selfcare done --stopped own_headache --step 2",
)
@option(
    "--stopped",
    metavar="REASON",
    help_text=message("You ended it early; the reason is one that `selfcare done --help` lists."),
)
@option(
    "--step",
    type=click.IntRange(min=1),
    help_text=message("At which step, counted from 1."),
)
@json_option
@click.pass_obj
def done(edge: Edge, *, stopped: str | None, step: int | None, as_json: bool) -> None:
    """Note as done what is open, or as ended early."""
    from selfcare.app.offered import asked_now, finish
    from selfcare.app.session import mark_done

    if stopped is not None:
        with edge.context() as context:
            _stopped(context, stopped, step, as_json=as_json)
        return
    if step is not None:
        raise click.UsageError(words("--step goes with --stopped."))
    with edge.context() as context:
        asked = asked_now(context)
        if asked is not None:
            finish(context, asked)
            tell(words("Noted. The next one comes as planned: selfcare status"))
            return
        session = mark_done(context)
    click.echo(words("Noted: “{title}” is done.", title=session.title))


def _stopped(context: Context, named: str, step: int | None, *, as_json: bool) -> None:
    from selfcare.app.assessing import assess, note_told, present_for
    from selfcare.app.country import country
    from selfcare.app.gate import alarm_now
    from selfcare.app.session import mark_stopped
    from selfcare.app.session_words import advice_lines
    from selfcare.cli.assessment_lines import assessment_data
    from selfcare.cli.gate import ask_gate
    from selfcare.domain.facts import StopReason
    from selfcare.domain.stopping import stop_advice

    reasons = [reason.value for reason in StopReason]
    wanted = named.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted not in reasons:
        raise click.BadParameter(
            words(
                "“{value}” is none of the reasons: {reasons}.",
                value=named,
                reasons=", ".join(reasons),
            ),
            param_hint="--stopped",
        )
    reason = StopReason(wanted)
    mark_stopped(context, reason, None if step is None else step - 1)
    if as_json:
        found = assess(present_for(context))
        note_told(context, found)
        print_json(assessment_data(found))
        return
    if alarm_now(context).gate is not None:
        ask_gate(context)
        return
    for line in advice_lines(stop_advice(reason, country())):
        tell(line)
