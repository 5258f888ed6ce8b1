"""A person before a session: keys pressed after so many seconds, on a clock that only they move."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from selfcare.cli.keys import ENTER
from tests.fakes import ToldClock

PATIENCE = 700.0
"""Seconds without a key after which the terminal is taken to be gone."""

Act = Callable[[], None]


@dataclass
class Person:
    """Presses keys; waiting for one lets the time of the clock go by."""

    clock: ToldClock
    script: list[tuple[float, str | Act]] = field(default_factory=list)
    there: bool = True
    idle: float = 0.0

    def press(self, *keys: str, after: float = 0.0) -> Person:
        """Press keys one after the other, the first one `after` so many seconds."""
        for key in keys:
            self.script.append((after, key))
            after = 0.0
        return self

    def enter(self, after: float = 0.0) -> Person:
        return self.press(ENTER, after=after)

    def act(self, act: Act, after: float = 0.0) -> Person:
        """Do something else than to press a key."""
        self.script.append((after, act))
        return self

    def read(self, seconds: float) -> str | None:
        if not self.script:
            self.idle += seconds
            if self.idle > PATIENCE:
                raise EOFError
            self.clock.pass_by(timedelta(seconds=seconds))
            return None
        wait, key = self.script[0]
        if wait > seconds:
            self.script[0] = (wait - seconds, key)
            self.clock.pass_by(timedelta(seconds=seconds))
            return None
        self.script.pop(0)
        self.clock.pass_by(timedelta(seconds=wait))
        if isinstance(key, str):
            return key
        key()
        return None


class Terminal(io.StringIO):
    """A terminal's screen: what was written to it, and what it shows."""

    encoding = "utf-8"

    @property
    def pictures(self) -> list[list[str]]:
        """Every picture drawn, as lines without escape sequences."""
        drawn = self.getvalue().split("\x1b[H")[1:]
        return [
            picture.split("\x1b[J")[0].replace("\x1b[K", "").rstrip("\r\n").split("\r\n")
            for picture in drawn
        ]

    @property
    def after(self) -> str:
        """What stays once the display is left."""
        return self.getvalue().rpartition("\x1b[?1049l")[2]
