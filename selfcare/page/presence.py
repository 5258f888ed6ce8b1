"""Whether anybody still looks at the page: the process ends a while after the last look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

ENDS_AFTER: Final = 15 * 60.0
"""Seconds after the last sign of an open page until the process ends [design]."""


class Presence:
    """When a page last gave a sign; open pages give one every minute, a session all the time."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._last = monotonic()
        self._watching = 0

    def sign(self) -> None:
        """Note that somebody is there."""
        self._last = self._monotonic()

    def watch(self) -> None:
        """Note that a page keeps a connection open."""
        self._watching += 1

    def leave(self) -> None:
        """Note that such a page is gone."""
        self._watching -= 1
        self.sign()

    @property
    def is_over(self) -> bool:
        """Whether nobody has looked for long enough."""
        return not self._watching and self._monotonic() - self._last > ENDS_AFTER
