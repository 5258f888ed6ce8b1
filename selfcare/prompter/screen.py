"""Cards on the screen, as a prompter child puts them there and takes them away."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from typing import NamedTuple

from selfcare.notify.chain import show_first
from selfcare.notify.notifier import Card, CardEvent, Notifier

log = logging.getLogger(__name__)


class Standing(NamedTuple):
    """A card that was handed over: by whom, and the first thing that happens to it."""

    notifier: str
    event: asyncio.Future[CardEvent]


class Screen:
    """Shows cards with the notifiers of one prompt; each card gets fresh ones."""

    def __init__(self, notifiers: Callable[[], Sequence[Notifier]]) -> None:
        self._notifiers = notifiers

    @contextlib.asynccontextmanager
    async def standing(self, card: Card) -> AsyncIterator[Standing]:
        """Show a card, and take it away at the end; raise NotShown where nobody can show it."""
        first: asyncio.Future[CardEvent] = asyncio.get_running_loop().create_future()

        def on_event(event: CardEvent) -> None:
            if not first.done():
                first.set_result(event)

        delivery = await show_first(card, self._notifiers(), on_event)
        for failure in delivery.failures:
            log.info("Passed over: %s", failure)
        try:
            yield Standing(delivery.shown.notifier, first)
        finally:
            await delivery.close()

    async def first_event(self, card: Card) -> CardEvent | None:
        """Show a card until something happens to it or its time is over; raise NotShown."""
        async with self.standing(card) as shown:
            return await within(card.timeout_seconds, shown.event)

    async def leave(self, card: Card) -> None:
        """Show a card that outlasts this process; raise NotShown."""
        await show_first(card, self._notifiers(), lambda _event: None)


async def within(seconds: float, event: asyncio.Future[CardEvent]) -> CardEvent | None:
    """Return what happens within so many seconds, None where nothing does."""
    try:
        async with asyncio.timeout(seconds):
            return await asyncio.shield(event)
    except TimeoutError:
        return None
