"""Questions in a terminal, one line of answer each; b goes back, q leaves."""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

import click

from selfcare.app.say import words
from selfcare.cli.telling import tell
from selfcare.cli.text import wrap
from selfcare.domain.errors import UserMistake
from selfcare.domain.message import message

BACK: Final = "b"
LEAVE: Final = "q"
YES: Final = ("yes", "y")
NOT_ANSWERED: Final = 1
"""The exit code where the input ends before the answers do."""
STANDARD_INPUT: Final = "-"
LARGEST: Final = 64 * 1024
"""Bytes of JSON read at most."""
WIDEST: Final = 74
ANSWERED: Final = "selfcare.answered"
"""What a command's context holds once a question of it was answered."""
READ: Final = "selfcare.read"
"""What a command's context holds of standard input, which cannot be read a second time."""


class Left(Exception):
    """The questions were left."""


class Ended(Exception):
    """No more answers can come."""


class Interrupted(Ended):
    """Ctrl-C: the questions are not wanted."""


class Closed(Ended):
    """The window was closed, or the program was asked to end; `signal` says by what."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.signal = number


class Back(Exception):
    """The question before is wanted again."""


def somebody_is_there() -> bool:
    """Return whether there is a person who can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


@contextmanager
def answers_or_nothing() -> Iterator[None]:
    """Take going back and leaving for "no", and end where no answer can come: nothing is done."""
    try:
        yield
    except (Back, Left):
        return
    except Ended as ended:
        click.echo()
        tell(words("Nothing was changed."))
        raise click.exceptions.Exit(NOT_ANSWERED) from ended


def agreed(question: str) -> bool:
    """Return whether the answer is yes; say that nothing was changed where it is not."""
    with answers_or_nothing():
        if typed(question) in YES:
            return True
    tell(words("Nothing was changed."))
    return False


def typed(question: str) -> str:
    """Return what is typed, in small letters; raise Left, Ended or Back where it is so."""
    *above, last = _lines(question)
    for text in above:
        click.echo(text)
    try:
        line = input(f"{last} ")
    except KeyboardInterrupt as error:
        click.echo()
        raise Interrupted from error
    except EOFError as error:
        click.echo()
        raise Ended from error
    except UnicodeDecodeError:
        # Letters of another encoding answer nothing; the question comes again.
        line = "?"
    click.echo()
    here = click.get_current_context(silent=True)
    if here is not None:
        here.meta[ANSWERED] = True
    answer = line.strip().lower()
    if answer == LEAVE:
        raise Left
    if answer == BACK:
        raise Back
    return answer


def paragraph(text: str) -> None:
    """Print a paragraph and an empty line, no wider than reads well."""
    click.echo("".join(f"{line}\n" for line in _lines(text)))


def listed(lines: Iterable[str]) -> None:
    """Print lines as they are, and an empty line."""
    click.echo("".join(f"{line}\n" for line in lines))


def marked(mark: str, text: str) -> list[str]:
    """Return a text in lines behind its mark, such as a number."""
    lines = wrap(text, line_width() - len(mark))
    return [f"{mark if place == 0 else ' ' * len(mark)}{line}" for place, line in enumerate(lines)]


def line_width() -> int:
    """Return how many columns a line may have."""
    return min(WIDEST, shutil.get_terminal_size().columns)


def document(source: str) -> bytes:
    """Return what a file, or standard input, holds; raise UserMistake where it cannot be read."""
    try:
        if source == STANDARD_INPUT:
            found = sys.stdin.buffer.read(LARGEST + 1)
            here = click.get_current_context(silent=True)
            if here is not None:
                here.meta[READ] = found
        else:
            with Path(source).open("rb") as file:
                found = file.read(LARGEST + 1)
    except OSError as error:
        raise UserMistake(
            message(
                "The file {file} cannot be read: {why}",
                file=source,
                why=error.strerror or str(error),
            )
        ) from error
    if len(found) > LARGEST:
        raise UserMistake(message("This is more than answers to a few questions can be."))
    return found


def _lines(text: str) -> list[str]:
    return wrap(text, line_width())


if sys.platform == "win32":

    @contextmanager
    def closing_ends_the_questions() -> Iterator[None]:
        """Do nothing: Windows ends a program with its window at once."""
        yield

else:
    _CLOSING: Final = (signal.SIGTERM, signal.SIGHUP)

    @contextmanager
    def closing_ends_the_questions() -> Iterator[None]:
        """Let a closed window end the questions with Closed, so that no answer is lost.

        Only the first signal does so; what follows it is left to finish in peace.
        """
        before = {number: signal.getsignal(number) for number in _CLOSING}
        for number in _CLOSING:
            signal.signal(number, _closed)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler or signal.SIG_DFL)

    def _closed(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature of a signal handler
        for one in _CLOSING:
            signal.signal(one, signal.SIG_IGN)
        raise Closed(number)
