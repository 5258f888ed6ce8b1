"""Reports of a prompter child, made beside its loop, and repeated until the diary takes them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain, repeat
from typing import Final, Protocol, TypeVar

from selfcare.app.prompt_report import Beginning, Saved
from selfcare.domain.prompt import Answer
from selfcare.notify.background import in_background

log = logging.getLogger(__name__)

Result = TypeVar("Result")

WAITS: Final = (1.0, 2.0, 5.0, 10.0, 20.0, 40.0, 60.0)
"""Seconds between tries to note what the diary does not take; the last one repeats."""
LONGEST_REPORT: Final = 1.0
"""Seconds that a report under way is given when the child is asked to end.

Writing an answer into its file takes a tenth of one; the diary itself may be locked for longer.
"""


class Reporter(Protocol):
    """Where the child says what happened. Its calls may block; they come from other threads."""

    def begin(self) -> Beginning:
        """Look up whether there is anything to show."""

    def shown(self, notifier: str) -> None:
        """Remember at once that a notifier took the prompt; whatever saves next notes it first."""

    def not_shown(self, why: str) -> None:
        """Note that none could, or the card is gone; `why` is a technical sentence."""

    def answered(self, answer: Answer) -> Saved:
        """Note the user's answer."""

    def save(self) -> Saved:
        """Try to note what is not noted yet."""

    def leave(self) -> bool:
        """Return whether what is not noted yet outlasts the end of the process."""

    def open_session(self, answer: Answer) -> bool:
        """Open what `answer` leads to; False where it leads nowhere, or no window can be opened."""


class Reports:
    """A reporter that nothing on the loop waits for longer than it must."""

    def __init__(self, reporter: Reporter, waits: Sequence[float] = WAITS) -> None:
        self._reporter = reporter
        self._waits = waits

    async def begin(self) -> Beginning:
        """Look up whether there is anything to show."""
        return await self._make(self._reporter.begin)

    def standing(self, notifier: str) -> asyncio.Future[None]:
        """Begin to note that the card stands; it stands on while that cannot be noted."""
        self._reporter.shown(notifier)
        noting = asyncio.ensure_future(self._until_noted())
        noting.add_done_callback(_log_failure)
        return noting

    async def not_shown(self, why: str) -> None:
        """Note that the card could not be shown, or is gone."""
        await self._make(partial(self._reporter.not_shown, why))

    async def answered(self, answer: Answer) -> Saved:
        """Note the user's answer."""
        return await self._make(partial(self._reporter.answered, answer))

    async def save(self) -> Saved:
        """Try once to note what is not noted yet."""
        return await self._make(self._reporter.save)

    async def open_session(self, answer: Answer) -> bool:
        """Open what the answer leads to."""
        return await self._make(partial(self._reporter.open_session, answer))

    async def until_saved(self) -> None:
        """Try again, with growing waits, and return once everything is noted."""
        for wait in chain(self._waits, repeat(self._waits[-1])):
            await asyncio.sleep(wait)
            if await self.save() is not Saved.NOT_YET:
                return

    async def leave(self) -> bool:
        """Return whether nothing is lost when the process ends now."""
        return await in_background(self._reporter.leave)

    async def _until_noted(self) -> None:
        if await self.save() is Saved.NOT_YET:
            await self.until_saved()

    async def _make(self, report: Callable[[], Result]) -> Result:
        """Report; what has begun is given a moment when the child is to end."""
        reporting = asyncio.ensure_future(in_background(report))
        try:
            return await asyncio.shield(reporting)
        except asyncio.CancelledError:
            await asyncio.wait({reporting}, timeout=LONGEST_REPORT)
            raise


def _log_failure(noting: asyncio.Future[None]) -> None:
    if not noting.cancelled() and (error := noting.exception()) is not None:
        log.error("It could not be noted that the card stands", exc_info=error)
