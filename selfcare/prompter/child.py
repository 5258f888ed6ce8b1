"""One prompt from its first second to its last: show it, wait for what happens, report it, end.

It ends at the first of: an answer, the prompt's expiry, its input closing. The daemon closes that
input when the prompt was answered elsewhere, and dying closes it too, so no card outlives both.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Coroutine, Sequence
from enum import IntEnum
from typing import Any, Final, Protocol

from selfcare.app.prompt_order import PromptOrder, Steps
from selfcare.domain.prompt import Answer
from selfcare.domain.settings import NotifierChoice
from selfcare.notify.chain import Delivery, candidates, show_first
from selfcare.notify.notifier import (
    Button,
    Card,
    CardEvent,
    Clicked,
    Notifier,
    NotShown,
    Pressed,
)

log = logging.getLogger(__name__)

LONGEST_ORDER: Final = 1_000_000
"""Bytes an order may have; beyond, something else than the daemon is talking."""


class Reporter(Protocol):
    """Where the child says what happened. Each call returns when it is in the diary."""

    def shown(self, notifier: str) -> None:
        """Note that a notifier took the prompt."""

    def not_shown(self, why: str) -> None:
        """Note that none could; `why` is a technical sentence."""

    def answered(self, answer: Answer) -> bool:
        """Note the user's answer; False when the prompt had been answered elsewhere before."""

    def open_session(self, answer: Answer) -> bool:
        """Open what `answer` leads to; False where it leads nowhere, or no window can be opened."""


class Ended(IntEnum):
    """How the child ended, which is also its exit code."""

    DONE = 0
    NOT_SHOWN = 4
    BROKEN = 3


def read_line(descriptor: int) -> bytes:
    """Return the first line of the input, without buffering anything that a thread would wait on.

    It is shorter than a line when the input closed, or was longer than any order.
    """
    line = bytearray()
    while not line.endswith(b"\n") and len(line) < LONGEST_ORDER:
        byte = os.read(descriptor, 1)
        if not byte:
            break
        line += byte
    return bytes(line)


def run(
    order: PromptOrder,
    reporter: Reporter,
    descriptor: int,
    notifiers: Callable[[NotifierChoice], Sequence[Notifier]] = candidates,
) -> Ended:
    """Show the prompt in this, the main thread, until it is over; `descriptor` is the input."""

    async def watched() -> Ended:
        closed = asyncio.Event()
        _watch(descriptor, closed)
        return await Child(order, reporter, notifiers, closed).run()

    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(watched())


class Child:
    """One prompt being shown."""

    def __init__(
        self,
        order: PromptOrder,
        reporter: Reporter,
        notifiers: Callable[[NotifierChoice], Sequence[Notifier]],
        closed: asyncio.Event,
    ) -> None:
        self._order = order
        self._reporter = reporter
        self._notifiers = notifiers
        self._closed = closed
        self._answered = False

    async def run(self) -> Ended:
        """Show, wait, report; return how it ended. Every fault is logged, none is raised."""
        try:
            return await self._unless_closed(self._prompt())
        except Exception as error:
            log.exception("The prompt %s could not be carried through", self._order.prompt)
            if not self._answered:
                with contextlib.suppress(Exception):  # the diary itself may be what failed
                    self._reporter.not_shown(f"{type(error).__name__}: {error}")
            return Ended.BROKEN

    async def _unless_closed(self, work: Coroutine[Any, Any, Ended]) -> Ended:
        working = asyncio.ensure_future(work)
        closing = asyncio.ensure_future(self._closed.wait())
        await asyncio.wait({working, closing}, return_when=asyncio.FIRST_COMPLETED)
        closing.cancel()
        if not working.done():
            working.cancel()
            # Being cancelled, it still takes its card away.
            with contextlib.suppress(asyncio.CancelledError):
                await working
            return Ended.DONE
        return working.result()

    async def _prompt(self) -> Ended:
        order = self._order
        card = Card(
            title=order.title,
            body=order.body,
            timeout_seconds=order.seconds_until_expiry,
            buttons=tuple(Button(button.answer, button.label) for button in order.buttons),
            sound=order.sound,
        )
        try:
            event = await self._show(card, self._reporter.shown)
        except NotShown as error:
            self._reporter.not_shown(error.why)
            return Ended.NOT_SHOWN
        answer = self._answer(event)
        if answer is None:
            return Ended.DONE
        self._answered = True
        if not self._reporter.answered(answer):
            return Ended.DONE
        opened = self._reporter.open_session(answer)
        if answer is Answer.START and not opened and order.steps is not None:
            await self._show_steps(order.steps)
        return Ended.DONE

    async def _show_steps(self, steps: Steps) -> None:
        card = Card(title=steps.title, body=steps.body, timeout_seconds=steps.seconds)
        try:
            await self._show(card, lambda _by: None)
        except NotShown as error:
            log.warning("The steps of prompt %s: %s", self._order.prompt, error.why)

    async def _show(self, card: Card, on_shown: Callable[[str], None]) -> CardEvent | None:
        """Show a card until something happens to it, or until its time is over: then None."""
        first: asyncio.Future[CardEvent] = asyncio.get_running_loop().create_future()

        def on_event(event: CardEvent) -> None:
            if not first.done():
                first.set_result(event)

        notifiers = self._notifiers(self._order.notifier)
        delivery: Delivery | None = None
        try:
            delivery = await show_first(card, notifiers, on_event)
            for failure in delivery.failures:
                log.info("Prompt %s: %s", self._order.prompt, failure)
            on_shown(delivery.shown.notifier)
            async with asyncio.timeout(card.timeout_seconds):
                return await first
        except TimeoutError:
            return None
        finally:
            if delivery is not None:
                await delivery.close()

    def _answer(self, event: CardEvent | None) -> Answer | None:
        if event is None:
            return None
        if isinstance(event, Pressed):
            return event.answer
        if isinstance(event, Clicked):
            return self._order.click
        return Answer.CLOSED


def _watch(descriptor: int, closed: asyncio.Event) -> None:
    """Set `closed` when the input ends, or when the system asks the process to."""
    loop = asyncio.get_running_loop()

    def wait_for_end() -> None:
        with contextlib.suppress(OSError):
            while os.read(descriptor, 4096):
                pass
        # The loop may have ended before its input did.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(closed.set)

    threading.Thread(target=wait_for_end, name="input", daemon=True).start()
    for name in ("SIGTERM", "SIGHUP", "SIGINT"):
        # Windows has none of these, nor any thread but the main one; there only the input counts.
        with contextlib.suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(getattr(signal, name), closed.set)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return the loop that hears macOS' buttons, None for asyncio's own everywhere else."""
    if sys.platform == "darwin":
        try:
            from rubicon.objc.eventloop import RubiconEventLoop  # noqa: PLC0415 - only on macOS
        except ImportError:
            return None
        return RubiconEventLoop
    return None
