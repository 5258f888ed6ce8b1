"""The two faces of a session: a display redrawn in place, and plain lines for everything else."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Final, Protocol, Self, TextIO

from selfcare.app.course import Course, Stage
from selfcare.app.say import words
from selfcare.app.session_words import stage_line, turn_lines
from selfcare.cli.keys import BACKSPACE, ENTER, INTERRUPT, Keys
from selfcare.cli.session_frame import Size, page, session_frame
from selfcare.cli.text import clean, wrap

HIGHEST: Final = 10
LOOK_EVERY: Final = 0.5
"""Seconds between two looks at the size of the window while a question stands."""
_ENTER_SCREEN: Final = "\x1b[?1049h\x1b[?25l"
_LEAVE_SCREEN: Final = "\x1b[?25h\x1b[?1049l"
_HOME: Final = "\x1b[H"
_REST_OF_LINE: Final = "\x1b[K"
_REST_OF_SCREEN: Final = "\x1b[J"


class Face(Protocol):
    """How a session looks. Questions raise KeyboardInterrupt on Ctrl-C, EOFError with no terminal.

    `title` is the routine's, `paragraphs` are lines of any length.
    """

    def tell(self, title: str, paragraphs: Sequence[str]) -> None:
        """Say something."""

    def show(self, title: str, course: Course) -> None:
        """Show where the session stands."""

    def ask_score(self, title: str, paragraphs: Sequence[str], question: str) -> int | None:
        """Ask for a number from 0 to 10; None where it is left out."""

    def ask_key(self, title: str, paragraphs: Sequence[str], keys: Sequence[str]) -> str:
        """Ask for one of `keys`."""

    def last_words(self, paragraphs: Sequence[str]) -> None:
        """Say what stays on the terminal once the session is over."""


class PlainFace:
    """Lines, one after the other: for pipes, screen readers and terminals that can do no more."""

    def __init__(self, out: TextIO, keys: Keys, width: int | None = None) -> None:
        """Break lines at `width` columns; None leaves them whole, as a pipe wants them."""
        self._out = out
        self._keys = keys
        self._width = width
        self._said: tuple[int, Stage, int, bool] | None = None

    def tell(self, title: str, paragraphs: Sequence[str]) -> None:
        """Print a title and its paragraphs."""
        for text in filter(None, (title, *paragraphs)):
            self._line(text)

    def show(self, title: str, course: Course) -> None:  # noqa: ARG002 - it was said already
        """Print a line where something new begins."""
        leg = course.leg
        before, now = self._said, (course.number, leg.stage, leg.rep, course.paused)
        if now == before:
            return
        self._said = now
        if before is None and self._keys.there:
            self._line(words("Keys: Enter begin now, p pause, b back, s skip, q stop."))
        if before is None or before[0] != course.number:
            for line in turn_lines(course):
                self._line(line)
        if course.paused:
            self._line(words("Paused. Press p to go on."))
        else:
            went_on = before is not None and before[:3] == now[:3]
            self._line(stage_line(course, went_on=went_on))

    def ask_score(self, title: str, paragraphs: Sequence[str], question: str) -> int | None:
        """Print the question and read the number, letter by letter."""
        self.tell(title, paragraphs)
        self._write(f"{question} ")
        score = read_score(self._keys, lambda _, typed: self._write(typed), lambda: None)
        self._line("")
        return score

    def ask_key(self, title: str, paragraphs: Sequence[str], keys: Sequence[str]) -> str:
        """Print the choice and wait for one of the keys."""
        self.tell(title, paragraphs)
        return read_key(self._keys, keys, lambda: None)

    def last_words(self, paragraphs: Sequence[str]) -> None:
        """Print paragraphs."""
        for text in paragraphs:
            self._line(text)

    def _line(self, text: str) -> None:
        for part in text.split("\n"):
            lines = [clean(part)] if self._width is None else wrap(part, self._width)
            self._write("".join(f"{line}\n" for line in lines))

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()


class LiveFace:
    """A display of its own, redrawn in place; the terminal is as it was afterwards."""

    def __init__(self, out: TextIO, keys: Keys, size: Callable[[], Size]) -> None:
        self._out = out
        self._keys = keys
        self._size = size
        self._drawn: tuple[Size, list[str]] | None = None
        self._entered = False
        self._plain_bar = not (out.encoding or "").lower().startswith("utf")

    def __enter__(self) -> Self:
        self._write(_ENTER_SCREEN)
        self._entered = True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # A window that was closed can be told nothing more.
        with contextlib.suppress(OSError, ValueError):
            self._leave()

    def tell(self, title: str, paragraphs: Sequence[str]) -> None:
        """Draw a page."""
        size = self._size()
        self._draw(page([title, *paragraphs], size), size)

    def show(self, title: str, course: Course) -> None:
        """Draw the session as it stands."""
        size = self._size()
        self._draw(session_frame(title, course, size, plain_bar=self._plain_bar), size)

    def ask_score(self, title: str, paragraphs: Sequence[str], question: str) -> int | None:
        """Draw the question and what is typed."""
        shown = ""

        def draw() -> None:
            self.tell(title, [*paragraphs, f"{question} {shown}_"])

        def typed(so_far: str, _: str) -> None:
            nonlocal shown
            shown = so_far
            draw()

        draw()
        return read_score(self._keys, typed, draw)

    def ask_key(self, title: str, paragraphs: Sequence[str], keys: Sequence[str]) -> str:
        """Draw the choice and wait for one of the keys."""

        def draw() -> None:
            self.tell(title, paragraphs)

        draw()
        return read_key(self._keys, keys, draw)

    def last_words(self, paragraphs: Sequence[str]) -> None:
        """Leave the display and print paragraphs where they stay."""
        self._leave()
        width = self._size().width
        self._write(
            "\n".join("".join(f"{line}\n" for line in wrap(text, width)) for text in paragraphs)
        )

    def _leave(self) -> None:
        # Leaving twice would move the cursor back up.
        if self._entered:
            self._entered = False
            self._write(_LEAVE_SCREEN)

    def _draw(self, lines: list[str], size: Size) -> None:
        if self._drawn == (size, lines):
            return
        self._drawn = (size, lines)
        visible = lines[: max(1, size.rows - 1)]
        rows = "".join(f"{line}{_REST_OF_LINE}\r\n" for line in visible)
        self._write(f"{_HOME}{rows}{_REST_OF_SCREEN}")

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()


def read_key(keys: Keys, wanted: Sequence[str], redraw: Callable[[], None]) -> str:
    """Wait for one of the `wanted` keys."""
    while True:
        key = keys.read(LOOK_EVERY)
        if key == INTERRUPT:
            raise KeyboardInterrupt
        if key is None:
            redraw()
        elif key.lower() in wanted:
            return key.lower()


def read_score(
    keys: Keys, typed: Callable[[str, str], None], redraw: Callable[[], None]
) -> int | None:
    """Read a number from 0 to 10 up to Enter; only Enter gives None.

    `typed` gets what is typed so far and the letters to echo. Anything but a number up to 10 is
    not taken.
    """
    so_far = ""
    while True:
        key = keys.read(LOOK_EVERY)
        if key == INTERRUPT:
            raise KeyboardInterrupt
        if key is None:
            redraw()
        elif key == ENTER:
            return int(so_far) if so_far else None
        elif key == BACKSPACE and so_far:
            so_far = so_far[:-1]
            typed(so_far, "\b \b")
        elif key in "0123456789" and so_far != "0" and int(so_far + key) <= HIGHEST:
            so_far += key
            typed(so_far, key)


def size_of(out: TextIO) -> Size:
    """Return the size of the terminal that `out` writes to; 80 by 24 where it does not say."""
    try:
        found = os.get_terminal_size(out.fileno())
    except (OSError, ValueError):
        return Size(80, 24)
    return Size(found.columns or 80, found.lines or 24)


def can_redraw(out: TextIO) -> bool:
    """Return whether `out` is a terminal that can be drawn on."""
    if not out.isatty() or os.environ.get("TERM") == "dumb":
        return False
    return sys.platform != "win32" or _understands_sequences()


if sys.platform == "win32":
    import ctypes

    _STANDARD_OUTPUT: Final = -11
    _VIRTUAL_TERMINAL: Final = 0x0004

    def _understands_sequences() -> bool:
        """Switch the console to escape sequences; False on consoles that know none."""
        kernel = ctypes.windll.kernel32
        handle = kernel.GetStdHandle(_STANDARD_OUTPUT)
        mode = ctypes.c_ulong()
        if not kernel.GetConsoleMode(handle, ctypes.byref(mode)):
            return False
        return bool(kernel.SetConsoleMode(handle, mode.value | _VIRTUAL_TERMINAL))

else:

    def _understands_sequences() -> bool:
        """Return True: every terminal of today does."""
        return True
