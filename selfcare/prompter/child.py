"""One prompt from its first second to its last: show it, wait for what happens, report it, end.

It ends at the first of: an answer, the prompt's expiry, its input closing. The daemon closes that
input when the prompt was answered elsewhere, and dying closes it too, so no card outlives both.
An answer that the diary does not take is held, visibly, and saved as soon as that goes.
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
from typing import Any, Final

from selfcare.app.prompt_order import PromptOrder
from selfcare.app.prompt_report import Beginning, Saved
from selfcare.app.say import words
from selfcare.domain.prompt import Answer
from selfcare.domain.settings import NotifierChoice
from selfcare.notify.chain import candidates
from selfcare.notify.notifier import (
    Button,
    Card,
    CardEvent,
    Clicked,
    Dismissed,
    Gone,
    Notifier,
    NotShown,
    Pressed,
)
from selfcare.prompter.reports import WAITS, Reporter, Reports
from selfcare.prompter.screen import Screen, within

log = logging.getLogger(__name__)

LONGEST_ORDER: Final = 1_000_000
"""Bytes an order may have; beyond, something else than the daemon is talking."""


KEEPS_TRYING: Final = 3600
"""Seconds after a prompt's expiry until an answer that cannot be saved is left to its file."""
LAST_WORDS: Final = 300
"""Seconds that the last card stays which says that an answer is lost."""


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
        waits: Sequence[float] = WAITS,
    ) -> None:
        self._order = order
        self._reports = Reports(reporter, waits)
        self._screen = Screen(lambda: notifiers(order.notifier))
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
                    await self._reports.not_shown(f"{type(error).__name__}: {error}")
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
        match await self._reports.begin():
            case Beginning.OVER:
                return Ended.DONE
            case Beginning.UNSAVED:
                self._answered = True
                await self._hold()
                return Ended.DONE
            case Beginning.SHOW:
                pass
        try:
            answer, saved = await self._ask()
        except NotShown as error:
            await self._reports.not_shown(error.why)
            return Ended.NOT_SHOWN
        if answer is not None and saved is not Saved.ELSEWHERE:
            holding = asyncio.ensure_future(self._hold()) if saved is Saved.NOT_YET else None
            try:
                await self._go_on(answer)
                if holding is not None:
                    await holding
            finally:
                if holding is not None:
                    holding.cancel()
                    await asyncio.wait({holding})
        return Ended.DONE

    async def _ask(self) -> tuple[Answer | None, Saved]:
        """Show the card, note what the user answers, then take it away; raise NotShown."""
        order = self._order
        card = Card(
            title=order.title,
            body=order.body,
            timeout_seconds=order.seconds_until_expiry,
            buttons=tuple(Button(button.answer, button.label) for button in order.buttons),
            sound=order.sound,
        )
        async with self._screen.standing(card) as shown:
            noting = self._reports.standing(shown.notifier)
            try:
                event = await within(card.timeout_seconds, shown.event)
                return await self._note(self._answer(event))
            except asyncio.CancelledError:
                # A press in the very moment of being asked to end is an answer all the same.
                if not self._answered and shown.event.done():
                    await self._note(self._answer(shown.event.result()))
                raise
            finally:
                noting.cancel()

    async def _note(self, answer: Answer | None) -> tuple[Answer | None, Saved]:
        if answer is None:
            return None, await self._reports.save()
        self._answered = True
        return answer, await self._reports.answered(answer)

    async def _go_on(self, answer: Answer) -> None:
        """Open what the answer leads to, or show the steps where no window can be opened."""
        opened = await self._reports.open_session(answer)
        steps = self._order.steps
        if answer is not Answer.START or opened or steps is None:
            return
        card = Card(title=steps.title, body=steps.body, timeout_seconds=steps.seconds)
        try:
            await self._screen.first_event(card)
        except NotShown as error:
            log.warning("The steps of prompt %s: %s", self._order.prompt, error.why)

    async def _hold(self) -> None:
        """Hold an answer that is not saved, with a card that says so, until it is.

        After a long time, or when the child is to end, it is left to its file; where not even that
        can be written, a last card says so.
        """
        longest = self._order.seconds_until_expiry + KEEPS_TRYING
        card = Card(
            title=words("Not saved yet"),
            body=words("selfcare has your answer and keeps trying to save it."),
            timeout_seconds=longest,
        )
        saving = asyncio.ensure_future(self._reports.until_saved())
        try:
            async with asyncio.timeout(longest), contextlib.AsyncExitStack() as cards:
                with contextlib.suppress(NotShown):
                    await cards.enter_async_context(self._screen.standing(card))
                await saving
        except TimeoutError:
            log.info("The answer to prompt %s is left to its file", self._order.prompt)
        finally:
            saving.cancel()
            if not await self._reports.leave():
                await self._say_lost()

    async def _say_lost(self) -> None:
        card = Card(
            title=words("Not saved"),
            body=words("Your answer could not be saved. To give it again: open selfcare"),
            timeout_seconds=LAST_WORDS,
        )
        with contextlib.suppress(NotShown):
            await self._screen.leave(card)

    def _answer(self, event: CardEvent | None) -> Answer | None:
        """Return what the user answered, None where nothing; raise NotShown for a lost card."""
        match event:
            case None:
                return None
            case Pressed(answer):
                return answer
            case Clicked():
                return self._order.click
            case Dismissed():
                return Answer.CLOSED
            case Gone(why):
                raise NotShown(why)


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
