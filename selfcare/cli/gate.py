"""`alarm` and `checked`: the questions about alarming symptoms, and the word of having been seen.

The one rule: one dim screen, "none of these" first, and whatever is ticked is stored before
anything is said about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from selfcare.app.say import say, words
from selfcare.cli.asking import NOT_ANSWERED, Back, Ended, Left, listed, marked, paragraph, typed
from selfcare.cli.command import Edge, command, tell
from selfcare.domain.message import message

if TYPE_CHECKING:
    from selfcare.app.context import Context
    from selfcare.domain.red_flags import Flag

MISTAKE: Final = "m"


@command(
    "alarm",
    message(
        "Go through the questions about new or alarming symptoms, at any time. If one of them is"
        " so, selfcare says where to get help, and rests."
    ),
    "selfcare alarm",
)
@click.pass_obj
def alarm(edge: Edge) -> None:
    """Ask the gate."""
    with edge.context() as context:
        ask_gate(context)


@command(
    "checked",
    message(
        "Say that you have been checked by a doctor: routines that rested because of an alarming"
        " symptom come again."
    ),
    "selfcare checked",
)
@click.pass_obj
def checked(edge: Edge) -> None:
    """Note that the user has been checked."""
    from selfcare.app.gate import note_checked

    with edge.context() as context:
        note_checked(context)
    tell(words("Noted. Routines come again as planned. What comes next: selfcare status"))


def ask_gate(context: Context) -> None:
    """Ask the questions, store what is ticked, and say what it means."""
    from selfcare.app.assessing import assess_and_tell
    from selfcare.app.gate import AT_ANY_TIME, alarm_now, answer_gate, take_back
    from selfcare.cli.assessment_lines import text_lines

    suspended = alarm_now(context).suspended
    if suspended:
        _say_what_holds(context)
    try:
        ticked = _ticked(may_correct=suspended)
        if ticked is None:
            take_back(context)
            paragraph(words("Here they are once more."))
            ticked = _ticked(may_correct=False) or ()
    except (Left, Back):
        paragraph(words("Left as it is. To come back to it: selfcare alarm"))
        return
    except Ended as error:
        paragraph(words("Left as it is. To come back to it: selfcare alarm"))
        raise click.exceptions.Exit(NOT_ANSWERED) from error
    answer_gate(context, ticked)
    found = assess_and_tell(context)
    lines = [*text_lines(found)]
    if not lines:
        lines = [
            words("Noted, thank you."),
            say(AT_ANY_TIME),
        ]
    for line in lines:
        paragraph(line)
    if found.suspended:
        hold()


def hold() -> None:
    """Keep words on the screen until they are read."""
    try:
        typed(words("Press Enter when you have read this."))
    except (Left, Back, Ended):
        return


def _say_what_holds(context: Context) -> None:
    from selfcare.app.assessing import assess, present_for
    from selfcare.cli.assessment_lines import text_lines

    for line in text_lines(assess(present_for(context))):
        paragraph(line)
    paragraph(
        words(
            "This holds until you have been checked (selfcare checked). If something was ticked by"
            " mistake, type m; what a check-in says is corrected with: selfcare checkin"
        )
    )


def _ticked(*, may_correct: bool) -> tuple[Flag, ...] | None:
    """Return the flags ticked, None where the user says that a tick was a mistake."""
    from selfcare.cli.check_in_typing import choice
    from selfcare.domain.red_flags import GATE, Flag

    paragraph(words("Is one of these so?"))
    listed(
        [
            words(" 0  None of these"),
            "",
            *(
                line
                for number, one in enumerate(GATE, start=1)
                for line in marked(f"{number:>2}  ", say(one.text))
            ),
        ]
    )
    while True:
        answer = typed(words("0 for none of these, or numbers such as 2 5:"))
        if may_correct and answer == MISTAKE:
            return None
        if answer == "0":
            return (Flag.NONE,)
        chosen = choice([one.flag for one in GATE], answer)
        if chosen:
            return tuple(chosen)
        paragraph(words("Please type 0, or the numbers of what is so."))
