"""Answers without a notification: `later`, `skip`, `pause`, `resume`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import click

from selfcare.app.say import say, words
from selfcare.cli.command import Edge, command, option, tell
from selfcare.domain.message import message

if TYPE_CHECKING:
    from selfcare.app.context import Context
    from selfcare.domain.prompt import Answer

LONGEST_WAIT: Final = 480
"""Minutes a prompt can be put off by at once."""


@command(
    "later",
    message("Put the open prompt off, by the minutes you name or as your settings say."),
    "selfcare later",
    "selfcare later 25",
)
@click.argument("minutes", type=click.IntRange(1, LONGEST_WAIT), required=False)
@click.pass_obj
def later(edge: Edge, *, minutes: int | None) -> None:
    """Put off."""
    from selfcare.domain.prompt import Answer

    with edge.context() as context:
        _answer(context, Answer.LATER, None if minutes is None else timedelta(minutes=minutes))


@command(
    "skip",
    message("Let the open prompt go; the next one comes as planned."),
    "selfcare skip",
)
@click.pass_obj
def skip(edge: Edge) -> None:
    """Skip."""
    from selfcare.domain.prompt import Answer

    with edge.context() as context:
        _answer(context, Answer.SKIP, None)


def _answer(context: Context, answer: Answer, put_off_by: timedelta | None) -> None:
    from selfcare.app.answering import (
        ALREADY_ANSWERED,
        LAPSES,
        PUT_OFF_TOO_OFTEN,
        AnswerOutcome,
        answer_prompt,
        waiting_prompt,
    )
    from selfcare.app.time_words import moment_words
    from selfcare.domain.errors import UserMistake
    from selfcare.domain.prompt import Via

    state = waiting_prompt(context)
    if state is None:
        raise UserMistake(
            message(
                "No prompt waits for an answer right now. What comes next: selfcare status."
                " To do a routine anyway: selfcare now"
            )
        )
    found = answer_prompt(context, state, answer, Via.COMMAND, put_off_by)
    match found.outcome:
        case AnswerOutcome.NOTED if found.until is not None:
            when = moment_words(found.until, context.now(), context.zone())
            tell(words("It comes back {when}.", when=when))
        case AnswerOutcome.NOTED:
            tell(words("Let go. The next one comes as planned: selfcare status"))
        case AnswerOutcome.LAPSES:
            tell(say(LAPSES))
        case AnswerOutcome.PUT_OFF_TOO_OFTEN:
            raise UserMistake(PUT_OFF_TOO_OFTEN)
        case AnswerOutcome.ALREADY_ANSWERED:
            raise UserMistake(ALREADY_ANSWERED)


@command(
    "pause",
    message(
        "Show no prompts for a while: for some time, until a time, for the rest of the workday, or,"
        " without options, until you say: selfcare resume"
    ),
    "selfcare pause --for 2h",
    "selfcare pause --until 14:00",
    "selfcare pause --until 2026-11-25",
    'selfcare pause --until "2026-11-25 09:00"',
    "selfcare pause --today",
)
@option("--for", "length", metavar="LENGTH", help_text=message("Such as 2h, 90m, 1h30m or 3d."))
@option(
    "--until",
    "end",
    metavar="TIME",
    help_text=message("A time of today, a date, or both in quotation marks."),
)
@option("--today", is_flag=True, help_text=message("Until your next workday begins."))
@click.pass_obj
def pause(edge: Edge, *, length: str | None, end: str | None, today: bool) -> None:
    """Pause."""
    from selfcare.app.pausing import not_today, pause_until
    from selfcare.app.time_words import until_words

    if sum((length is not None, end is not None, today)) > 1:
        raise click.UsageError(words("Please choose one of --for, --until and --today."))
    with edge.context() as context:
        if today:
            not_today(context)
            tell(words("No more prompts today. To undo it: selfcare resume"))
            return
        until = _end_of_pause(context, length, end)
        pause_until(context, until)
        if until is None:
            tell(words("Paused. To go on: selfcare resume"))
            return
        said = until_words(until, context.now(), context.zone())
        tell(words("Paused {until}. To go on sooner: selfcare resume", until=said))


def _end_of_pause(context: Context, length: str | None, end: str | None) -> datetime | None:
    from selfcare.app.pause_times import end_after, end_at, instant_of, length_of

    if length is not None:
        asked = length_of(length)
        if asked is None:
            raise click.BadParameter(
                words("“{value}” is no length. Write it as 2h, 90m or 1h30m.", value=length),
                param_hint="--for",
            )
        return end_after(asked, context.now())
    if end is not None:
        moment = instant_of(end, context.today(), context.zone())
        if moment is None:
            raise click.BadParameter(
                words(
                    '“{value}” is no time. Write it as 14:00, 2026-11-25 or "2026-11-25 09:00".',
                    value=end,
                ),
                param_hint="--until",
            )
        return end_at(moment, context.now(), context.zone())
    return None


@command(
    "resume",
    message("End every pause, also “not today”."),
    "selfcare resume",
)
@click.pass_obj
def resume(edge: Edge) -> None:
    """Go on."""
    from selfcare.app.pausing import present_workday
    from selfcare.app.pausing import resume as end_pauses
    from selfcare.app.present import look, next_prompt
    from selfcare.app.time_words import moment_words

    with edge.context() as context:
        history = context.history()
        workday = present_workday(context)
        quiet = workday in history.days_off_by_hand or history.alarm.flare == workday
        if not history.is_paused(context.now()) and not quiet:
            tell(words("selfcare was not paused. What comes next: selfcare status"))
            return
        end_pauses(context)
        coming = next_prompt(look(context.as_background()))
        if coming is None:
            tell(words("Going on. Nothing is planned; to see why: selfcare why"))
            return
        when = moment_words(coming.at, context.now(), context.zone())
        tell(say(message("Going on. The next prompt comes {when}.", when=when)))
