"""Words for the user on the terminal, and the one place that tells what ended a command."""

from __future__ import annotations

import contextlib
import os
import sys
from datetime import datetime
from typing import Final

from selfcare.app.say import say
from selfcare.cli.text import printable
from selfcare.domain.errors import SelfcareError
from selfcare.domain.message import message

INTERRUPTED: Final = 130
"""The exit code of a command that was stopped from outside."""
OURS: Final = 3


def tell(text: str, *, err: bool = False) -> None:
    """Print one line; control characters, which files of the user may bring in, never get out."""
    stream = sys.stderr if err else sys.stdout
    # A program without a window may have nowhere to write to.
    if stream is not None:
        stream.write(f"{printable(text)}\n")
        stream.flush()


def print_json(value: object) -> None:
    """Print `value` as JSON that survives any terminal and any pipe."""
    import json

    import msgspec

    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower()
    plain = msgspec.to_builtins(value)
    text = json.dumps(plain, indent=2, ensure_ascii=not encoding.startswith("utf"))
    if sys.stdout is not None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def told_end(error: BaseException, now: datetime) -> int:
    """Tell in one sentence what ended a command, and return its exit code."""
    match error:
        case SelfcareError():
            tell(say(error.what), err=True)
            return error.exit_code
        case KeyboardInterrupt():
            tell("", err=True)
            return INTERRUPTED
        case BrokenPipeError():
            _leave_pipe()
            return INTERRUPTED
        case _:
            _tell_unexpected(error, now)
            return OURS


def _leave_pipe() -> None:
    """Keep Python from complaining at exit that nobody reads any more."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _tell_unexpected(error: BaseException, now: datetime) -> None:
    from selfcare.app.trouble_log import WHAT, note_trouble

    place = note_trouble(error, now)
    told = (
        WHAT
        if place is None
        else message(
            "{what} What exactly stands in {place}; whoever looks after selfcare can use it.",
            what=WHAT,
            place=str(place),
        )
    )
    tell(say(told), err=True)
