"""Notifiers that live in memory, for tests of whatever stands above them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from selfcare.domain.settings import NotifierChoice
from selfcare.notify.notifier import (
    Ability,
    Card,
    CardEvent,
    Finding,
    NotShown,
    OnEvent,
    Shown,
    Standing,
)


class RecordingNotifier:
    """Shows every card, remembers it, and does what the test asks once it stands."""

    def __init__(
        self,
        choice: NotifierChoice = NotifierChoice.DESKTOP,
        then: Callable[[Card], CardEvent | None] = lambda _card: None,
    ) -> None:
        self.choice = choice
        self.cards: list[Card] = []
        self.closes = 0
        self.on_event: OnEvent = lambda _event: None
        self._then = then

    async def probe(self) -> Finding:
        return Finding(notifier=self.choice, standing=Standing.WORKS, detail="in memory")

    async def show(self, card: Card, on_event: OnEvent) -> Shown:
        self.cards.append(card)
        self.on_event = on_event
        event = self._then(card)
        if event is not None:
            asyncio.get_running_loop().call_soon(on_event, event)
        return Shown(self.choice, frozenset(Ability))

    async def close(self) -> None:
        self.closes += 1


class FailingNotifier(RecordingNotifier):
    """Never shows anything, and says so in the way the test asks for."""

    def __init__(self, choice: NotifierChoice, error: Exception | None = None) -> None:
        super().__init__(choice)
        self._error = error or NotShown("no such thing here")

    async def show(self, card: Card, on_event: OnEvent) -> Shown:  # noqa: ARG002 - as asked
        raise self._error


class HangingNotifier(RecordingNotifier):
    """Never comes back from showing, nor from closing."""

    async def show(self, card: Card, on_event: OnEvent) -> Shown:
        await super().show(card, on_event)
        await asyncio.Event().wait()
        raise AssertionError("unreachable")

    async def close(self) -> None:
        await super().close()
        await asyncio.Event().wait()
