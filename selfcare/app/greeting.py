"""The four lines `selfcare run` begins with."""

from __future__ import annotations

from typing import Final

from selfcare.app.context import Context
from selfcare.app.present import look, next_prompt
from selfcare.app.time_words import moment_words
from selfcare.domain.message import Message, message
from selfcare.domain.prompt import PromptKind

_BREAK: Final = message("a short break")
_WHAT: Final = {
    PromptKind.CHECKIN: message("a check-in of less than a minute"),
    PromptKind.QUESTION: message("a short question"),
    PromptKind.HEADS_UP: message("a note for the days ahead"),
    PromptKind.SUMMARY: message("a line about your notes"),
}


def greeting(context: Context) -> tuple[Message, ...]:
    """Return what comes next, where the files are, and that nothing leaves this computer."""
    return (
        _next(context),
        message(
            "Your settings and routines: {folder} (to begin with examples: selfcare init)",
            folder=str(context.folders.config),
        ),
        message(
            "Your diary: {file}. Nothing of it ever leaves this computer.",
            file=str(context.folders.diary),
        ),
        message(
            "How it is doing: selfcare status. To end it: selfcare stop, or Ctrl-C in its window"
        ),
    )


def _next(context: Context) -> Message:
    coming = next_prompt(look(context))
    if coming is None:
        return message("Nothing is planned in the next two weeks. To see why: selfcare why")
    return message(
        "Next: {what} {when} (the whole plan: selfcare plan).",
        what=_WHAT.get(coming.prompt.kind, _BREAK),
        when=moment_words(coming.at, context.now(), context.zone()),
    )
