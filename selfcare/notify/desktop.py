"""Notifications with buttons on macOS and Windows, through desktop-notifier.

That library reports no failure, forgets expiry and stumbles over a card that is gone; here each
of these becomes an answer: NotShown, the prompter's own timer, a harmless `close`. On Linux it also
loses a press that comes before the server's reply, and hears nothing of a server that ends; there
`freedesktop.py` takes its place.
"""

from __future__ import annotations

import asyncio
import warnings
from functools import partial
from typing import TYPE_CHECKING, Final

from selfcare.domain.settings import NotifierChoice
from selfcare.notify.notifier import (
    Ability,
    Card,
    Clicked,
    Dismissed,
    Finding,
    NotShown,
    OnEvent,
    Pressed,
    Shown,
    Standing,
)
from selfcare.notify.overhearing import overheard
from selfcare.notify.text import one_line, printable

if TYPE_CHECKING:
    from desktop_notifier import DesktopNotifier
    from desktop_notifier.backends.base import DesktopNotifierBackend

APPLICATION: Final = "selfcare"
LIBRARY: Final = "desktop_notifier"
LONGEST_CALL: Final = 5.0
"""Seconds the system may take for a card; it needs less than one."""


class Desktop:
    """The desktop's own notifications: macOS from an app bundle, Windows."""

    choice = NotifierChoice.DESKTOP

    def __init__(self) -> None:
        self._library: DesktopNotifier | None = None
        self._identifier: str | None = None

    async def probe(self) -> Finding:
        """Say who would show the card and what it can do."""
        try:
            backend = _backend_class()
        except NotShown as error:
            return Finding(notifier=self.choice, standing=Standing.FAILS, detail=error.why)
        return Finding(
            notifier=self.choice,
            standing=Standing.UNTRIED,
            detail=f"{backend.__name__} of desktop-notifier is there",
        )

    async def show(self, card: Card, on_event: OnEvent) -> Shown:
        """Show the card, with its buttons where the system has any."""
        backend = _backend_class()
        with overheard(LIBRARY) as complaints:
            try:
                async with asyncio.timeout(LONGEST_CALL):
                    return await self._send(card, on_event, complaints)
            except NotShown:
                raise
            except TimeoutError as error:
                raise NotShown(
                    f"the desktop did not take the card within {LONGEST_CALL:.0f} seconds"
                ) from error
            except Exception as error:
                # What a server or system library may raise is not ours to list.
                raise NotShown(f"{backend.__name__}: {type(error).__name__}: {error}") from error

    async def _send(self, card: Card, on_event: OnEvent, complaints: list[str]) -> Shown:
        from desktop_notifier import (  # noqa: PLC0415 - 70 ms, only where a card is shown
            DEFAULT_SOUND,
            Button,
            Capability,
            DesktopNotifier,
            Urgency,
        )

        library = DesktopNotifier(APPLICATION, app_icon=None)
        self._library = library
        offered = await library.get_capabilities()
        abilities = _translated(offered)
        if not await library.request_authorisation():
            raise NotShown("the system does not let selfcare show notifications")
        buttons = [
            Button(
                one_line(button.label),
                on_pressed=partial(on_event, Pressed(button.answer)),
                identifier=button.answer.value,
            )
            for button in card.buttons
            if Capability.BUTTONS in offered
        ]
        handed_over: list[bool] = []
        complaints.clear()
        self._identifier = await library.send(
            one_line(card.title) or APPLICATION,
            printable(card.body),
            urgency=Urgency.Normal,
            buttons=buttons,
            on_dispatched=lambda: handed_over.append(True),
            on_clicked=partial(on_event, Clicked()),
            on_dismissed=partial(on_event, Dismissed()),
            sound=DEFAULT_SOUND if card.sound else None,
            timeout=max(1, card.timeout_seconds),
        )
        if complaints or not handed_over:
            raise NotShown("; ".join(complaints) or "desktop-notifier did not hand the card over")
        return Shown(self.choice, abilities)

    async def close(self) -> None:
        """Take the card away; one that was clicked, closed or has run out is gone already."""
        library, identifier = self._library, self._identifier
        self._identifier = None
        if library is None or identifier is None:
            return
        try:
            await library.clear(identifier)
        except KeyError:
            # The library forgets a card at its first event, and then does not find it.
            return


def _backend_class() -> type[DesktopNotifierBackend]:
    """Return what the library would use here; raise NotShown when that drops every card."""
    with overheard(LIBRARY) as complaints, warnings.catch_warnings():
        # The library asks asyncio for something that newer Pythons warn of.
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            from desktop_notifier.backends.dummy import (  # noqa: PLC0415 - 70 ms, when needed
                DummyNotificationCenter,
            )
            from desktop_notifier.main import get_backend_class  # noqa: PLC0415 - as above

            backend = get_backend_class()
        except Exception as error:
            # Importing loads the system's own libraries, which fail in ways of their own.
            raise NotShown(f"desktop-notifier cannot be loaded: {error}") from error
    if issubclass(backend, DummyNotificationCenter):
        raise NotShown("; ".join(complaints) or "desktop-notifier has nothing for this system")
    return backend


def _translated(offered: frozenset[object]) -> frozenset[Ability]:
    from desktop_notifier import Capability  # noqa: PLC0415 - already loaded by the caller

    found = {Ability.CLOSE}
    if Capability.BUTTONS in offered:
        found.add(Ability.BUTTONS)
    if Capability.ON_CLICKED in offered:
        found.add(Ability.CLICK)
    return frozenset(found)
