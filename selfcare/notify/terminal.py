"""The last notifier: plain lines in the terminal the program was started from, where there is one.

Without a terminal it says so; the card then waits in the diary, and `status` tells of it.
"""

from __future__ import annotations

import sys
from typing import TextIO

from selfcare.domain.settings import NotifierChoice
from selfcare.notify.background import in_background
from selfcare.notify.notifier import Card, Finding, NotShown, OnEvent, Shown, Standing
from selfcare.notify.text import one_line, printable


class Terminal:
    """Writes the card to the standard output."""

    choice = NotifierChoice.TERMINAL

    def __init__(self, output: TextIO | None = None) -> None:
        self._output = sys.stdout if output is None else output

    async def probe(self) -> Finding:
        """Say whether a terminal is there."""
        there = self._is_there()
        return Finding(
            notifier=self.choice,
            standing=Standing.WORKS if there else Standing.FAILS,
            detail="plain lines in this terminal" if there else "not started from a terminal",
        )

    async def show(self, card: Card, on_event: OnEvent) -> Shown:  # noqa: ARG002 - nothing comes
        """Write the lines; a terminal that was closed meanwhile is no terminal."""
        if not self._is_there():
            raise NotShown("not started from a terminal")
        # A terminal that is held still blocks whoever writes to it.
        await in_background(lambda: self._write(f"\n{_text(card)}\n"))
        return Shown(self.choice)

    async def close(self) -> None:
        """Do nothing: what is written stays."""

    def _is_there(self) -> bool:
        try:
            return self._output is not None and self._output.isatty()
        except ValueError:
            return False

    def _write(self, text: str) -> None:
        encoding = self._output.encoding or "utf-8"
        try:
            self._output.write(text.encode(encoding, "replace").decode(encoding))
            self._output.flush()
        except (OSError, ValueError) as error:
            raise NotShown(f"the terminal is gone: {error}") from error


def _text(card: Card) -> str:
    return f"{one_line(card.title)}\n{printable(card.body)}"
