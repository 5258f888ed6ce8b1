"""Words for the user on the terminal, and the one place that tells what ended a command."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from datetime import datetime
from typing import Final

from selfcare.app.say import say, words
from selfcare.cli.text import printable
from selfcare.domain.errors import SelfcareError

DISK_ERRORS: Final = (
    *(errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EROFS),
    getattr(errno, "EDQUOT", -1),
)
"""What the disk says that is full, broken or may not be written."""
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
        case OSError() if error.errno in DISK_ERRORS:
            tell(_disk(error), err=True)
            return OURS
        case _:
            from selfcare.app.trouble_log import told_trouble

            tell(say(told_trouble(error, now)), err=True)
            return OURS


def nothing_saved(error: BaseException) -> bool:
    """Return whether an error kept something from being saved, so that it can be done again.

    Not one of printing: by then what the command does may be done.
    """
    return isinstance(error, SelfcareError) and error.nothing_saved


def _disk(error: OSError) -> str:
    return words(
        "{what} could not be written: {why}.",
        what=error.filename or words("What this command prints"),
        why=error.strerror or "?",
    )


def _leave_pipe() -> None:
    """Keep Python from complaining at exit that nobody reads any more."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
