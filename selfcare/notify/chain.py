"""The notifiers in the order they are tried; the first that shows the card wins.

To add one, write its file and add its class here. Nothing in the chain may hang: each notifier
has a limit of its own, and no failure of one keeps the next from being tried.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from selfcare.domain.settings import NotifierChoice
from selfcare.notify.desktop import Desktop
from selfcare.notify.freedesktop import Freedesktop
from selfcare.notify.notifier import (
    Card,
    Finding,
    Notifier,
    NotShown,
    OnEvent,
    Shown,
    Unanswered,
)
from selfcare.notify.osascript import Osascript
from selfcare.notify.plyer_notifier import Plyer
from selfcare.notify.terminal import Terminal

log = logging.getLogger(__name__)

NOTIFIERS: Final[tuple[Callable[[], Notifier], ...]] = (
    Freedesktop,
    Desktop,
    Plyer,
    Osascript,
    Terminal,
)
OF_OTHER_SYSTEMS: Final = Desktop if sys.platform == "linux" else Freedesktop
"""The one of the two for desktops that is not for this one; the others find out by themselves."""
LONGEST_SHOW: Final = 15.0
"""Seconds one notifier may take to show a card."""
LONGEST_CLOSE: Final = 1.0
"""Seconds one notifier may take to take a card away; servers need a tenth of one.

With the wait for a card that is half shown this stays below the three seconds after which the
background program, itself asked to stop, ends its children by force.
"""
HALF_SHOWN: Final = 0.5
"""Seconds to wait for the end of an order that is under way, to have a handle on the card."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """A card that was handed over, the notifier that holds it, and why those before it failed."""

    notifier: Notifier
    shown: Shown
    failures: tuple[str, ...] = ()

    async def close(self) -> None:
        """Take the card away where that can be done, within a bounded time."""
        await close(self.notifier)


def candidates(choice: NotifierChoice) -> tuple[Notifier, ...]:
    """Return fresh notifiers to try, in order: all of them, or the chosen one and the terminal."""
    every = tuple(create() for create in NOTIFIERS if create is not OF_OTHER_SYSTEMS)
    if choice is NotifierChoice.AUTO:
        return every
    return tuple(one for one in every if one.choice in (choice, NotifierChoice.TERMINAL))


async def show_first(card: Card, notifiers: Sequence[Notifier], on_event: OnEvent) -> Delivery:
    """Show the card with the first notifier that can, or raise NotShown with every reason."""
    failures: list[str] = []
    silent = False
    for notifier in notifiers:
        if silent and notifier.choice is not NotifierChoice.TERMINAL:
            # It would speak to the same server, which may yet show the first card.
            continue
        showing = asyncio.ensure_future(_show(notifier, card, on_event))
        try:
            shown = await asyncio.shield(showing)
        except asyncio.CancelledError:
            # What is half shown has no handle to take it away by; a moment later it has.
            await asyncio.wait({showing}, timeout=HALF_SHOWN)
            await close(notifier)
            # What is left of it is of no use any more, whatever it comes to.
            showing.cancel()
            await asyncio.wait({showing}, timeout=HALF_SHOWN)
            raise
        except NotShown as error:
            silent = isinstance(error, Unanswered)
            failures.append(f"{notifier.choice}: {error.why}")
        except TimeoutError:
            failures.append(f"{notifier.choice}: no answer within {LONGEST_SHOW:.0f} seconds")
        except Exception as error:
            # A fault in one notifier, ours or a library's, must not silence the others.
            log.exception("The notifier %s failed", notifier.choice)
            failures.append(f"{notifier.choice}: {type(error).__name__}: {error}")
        else:
            return Delivery(notifier, shown, tuple(failures))
        await close(notifier)
    raise NotShown("; ".join(failures) or "no notifier was left to try")


async def _show(notifier: Notifier, card: Card, on_event: OnEvent) -> Shown:
    async with asyncio.timeout(LONGEST_SHOW):
        return await notifier.show(card, on_event)


async def close(notifier: Notifier) -> None:
    """Take away what `notifier` shows, within a bounded time; a failure is only logged."""
    try:
        async with asyncio.timeout(LONGEST_CLOSE):
            await notifier.close()
    except TimeoutError:
        log.info("The notifier %s did not close its card in time", notifier.choice)
    except Exception:
        log.exception("The notifier %s could not close its card", notifier.choice)


async def probe_all() -> tuple[Finding, ...]:
    """Return what each notifier can do on this computer, in the order they are tried."""
    return tuple([await one.probe() for one in candidates(NotifierChoice.AUTO)])
