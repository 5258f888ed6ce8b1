"""`flare`: a headache right now. One thing at a time, no sound, everything else quiet."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from selfcare.app.say import words
from selfcare.app.time_words import length_words
from selfcare.cli.asking import Back, Ended, Left, paragraph, typed
from selfcare.cli.command import Edge, command
from selfcare.domain.message import message

if TYPE_CHECKING:
    from selfcare.app.context import Context


@command(
    "flare",
    message(
        "For a headache right now: the rest of the day is quiet, one thing comes at a time, and"
        " later a short check-in asks how you are. `selfcare resume` ends the quiet."
    ),
    "selfcare flare",
)
@click.pass_obj
def flare(edge: Edge) -> None:
    """Begin a quiet day, and lead through it."""
    from selfcare.app.flaring import begin_quiet_day
    from selfcare.app.gate import alarm_now
    from selfcare.cli.gate import ask_gate

    with edge.context() as context:
        begin_quiet_day(context)
        paragraph(words("The rest of the day is quiet."))
        _ask_how_strong(context)
        alarm = alarm_now(context)
        if alarm.resting:
            ask_gate(context)
            alarm = alarm_now(context)
        if alarm.resting:
            return
        _rest(context)


def _ask_how_strong(context: Context) -> None:
    from selfcare.app.quick_noting import note_headache_now
    from selfcare.cli.check_in_typing import number

    try:
        while True:
            answer = typed(words("How strong is it, 0 to 10? Enter leaves it out:"))
            if not answer:
                return
            found = number(answer)
            if found is not None:
                note_headache_now(context, found)
                return
    except (Left, Back, Ended):
        return


def _rest(context: Context) -> None:
    from selfcare.app.assessing import assess, present_for

    best = assess(present_for(context)).best
    if best is None:
        return
    paragraph(
        words(
            "“{title}”, {length}, if you like. Nothing is pressed or stretched.",
            title=best.routine.title,
            length=length_words(timedelta(seconds=best.routine.total_seconds)),
        )
    )
    try:
        answer = typed(words("Enter begins, q leaves it for later:"))
    except (Left, Back, Ended):
        answer = "q"
    if answer == "q":
        paragraph(words("Whenever you like: selfcare now {id}", id=best.routine.id))
        return
    from selfcare.cli.now import lead_through

    lead_through(context, best.routine.id, plain=True)
