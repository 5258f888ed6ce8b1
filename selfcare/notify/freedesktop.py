"""Notifications with buttons on Linux, by the session bus, as the specification has them.

All is said on one connection that stays open while the card stands, so nothing is missed: a press
that comes before the reply to the order, a server that ends and takes the card with it, a bus that
dies. Servers that repeat themselves, or speak of other cards, are not listened to.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from selfcare import desktop_bus
from selfcare.domain.prompt import Answer
from selfcare.domain.settings import NotifierChoice
from selfcare.notify import session_bus
from selfcare.notify.notifier import (
    Ability,
    Card,
    CardEvent,
    Clicked,
    Dismissed,
    Finding,
    Gone,
    NotShown,
    OnEvent,
    Pressed,
    Shown,
    Standing,
    Unanswered,
)
from selfcare.notify.session_bus import BUS, NOTIFICATIONS, Server, ask_server, call
from selfcare.notify.text import one_line, printable, without_markup

if TYPE_CHECKING:
    from dbus_fast import Message, Variant
    from dbus_fast.aio import MessageBus

APPLICATION: Final = "selfcare"
NO_CLICK: Final = "Xfce Notify Daemon"
"""The one server known to report buttons but no click on the card (its own documentation)."""
LINGERING: Final = frozenset({("Notification Daemon", "GNOME")})
"""Name and vendor of servers that report a card as closed and leave it on the screen.

Seen with notification-daemon 3.20, whose code GNOME Flashback shares: a pop-up hears of changes
but not of its closing. MATE's server has the same name and closes properly.
"""
AT_ONCE: Final = 1
"""Milliseconds; 0 would mean for ever."""
LONGEST_TIMEOUT: Final = 2**31 - 1
"""Milliseconds that fit into the order."""
CLICK: Final = "default"
"""The action of a click on the card itself."""
NORMAL: Final = 1
SOUND: Final = "message-new-instant"
EXPIRED: Final = 1
DISMISSED: Final = 2
"""Reasons of a close."""
LISTEN_TO: Final = (
    f"type='signal',sender='{NOTIFICATIONS}',interface='{NOTIFICATIONS}'",
    f"type='signal',sender='{BUS.name}',member='NameOwnerChanged',arg0='{NOTIFICATIONS}'",
)


@dataclass(frozen=True, slots=True)
class _RanOut:
    """The server took the card away because its time was over."""


class Freedesktop:
    """The notification server of a Linux desktop."""

    choice = NotifierChoice.DESKTOP

    def __init__(self) -> None:
        self._bus: MessageBus | None = None
        self._server: Server | None = None
        self._owner = ""
        """Who shows notifications now, as a connection to the bus."""
        self._holder = ""
        """Who took the card."""
        self._number: int | None = None
        """What its holder calls the card, once that is known and while it stands."""
        self._asked: asyncio.Future[Message] | None = None
        self._early: dict[tuple[str, int], CardEvent | _RanOut] = {}
        """What was heard of cards before the reply said which of them is ours."""
        self._touched = False
        """Whether the user has answered by the card; it is then closing by itself."""
        self._title = ""
        self._answers: dict[str, Answer] = {}
        self._on_event: OnEvent = _nobody
        self._watching: asyncio.Future[None] | None = None

    async def probe(self) -> Finding:
        """Say who would show the card and what it can do."""
        try:
            server = await ask_server()
        except NotShown as error:
            return Finding(notifier=self.choice, standing=Standing.FAILS, detail=error.why)
        return Finding(
            notifier=self.choice,
            standing=Standing.WORKS,
            detail=server.description,
            abilities=_abilities(server),
        )

    async def show(self, card: Card, on_event: OnEvent) -> Shown:
        """Show the card, with its buttons where the server has any."""
        with session_bus.reasons():
            async with asyncio.timeout(session_bus.LONGEST_CALL):
                server = await self._listen()
            order = self._order(card, server)
            self._asked = asyncio.ensure_future(order)
            try:
                async with asyncio.timeout(session_bus.LONGEST_CALL):
                    taken = await asyncio.shield(self._asked)
            except TimeoutError as error:
                raise Unanswered(
                    "the desktop did not take the card within"
                    f" {session_bus.LONGEST_CALL:.0f} seconds"
                ) from error
            self._take(taken, on_event)
        return Shown(self.choice, _abilities(server))

    async def close(self) -> None:
        """Take the card away; one that was closed, has run out or is gone needs nothing more."""
        bus, self._bus = self._bus, None
        self._on_event = _nobody
        if bus is None:
            return
        try:
            # What the server says now is of no use to anybody: the card was there, or was not.
            with contextlib.suppress(NotShown), session_bus.reasons():
                await self._take_away(bus)
        finally:
            if self._asked is not None:
                self._asked.cancel()
            await desktop_bus.leave(bus)

    async def _listen(self) -> Server:
        bus = self._bus = await session_bus.connect()
        bus.add_message_handler(self._hear)
        self._watching = asyncio.ensure_future(self._outlast(bus))
        for rule in LISTEN_TO:
            await call(bus, "AddMatch", "s", [rule], BUS)
        server = self._server = await session_bus.describe(bus)
        # A change of owner that was heard meanwhile is newer than what the reply said.
        self._owner = self._owner or server.owner
        return server

    async def _order(self, card: Card, server: Server) -> Message:
        from dbus_fast import Variant  # noqa: PLC0415 - heavy, and only on Linux

        assert self._bus is not None  # noqa: S101 - `_listen` has just opened it
        abilities = _abilities(server)
        actions = [CLICK, ""] if Ability.CLICK in abilities else []
        if Ability.BUTTONS in abilities:
            for button in card.buttons:
                actions += [button.answer.value, one_line(button.label)]
                self._answers[button.answer.value] = button.answer
        hints: dict[str, Variant] = {"urgency": Variant("y", NORMAL)}
        if card.sound:
            hints["sound-name"] = Variant("s", SOUND)
        self._title = one_line(card.title) or APPLICATION
        body = printable(card.body)
        return await self._notify(
            self._bus,
            without_markup(body) if server.reads_markup else body,
            actions,
            hints,
            min(max(1, card.timeout_seconds) * 1000, LONGEST_TIMEOUT),
        )

    async def _notify(
        self,
        bus: MessageBus,
        body: str,
        actions: list[str],
        hints: dict[str, Variant],
        timeout: int,
        replaces: int = 0,
    ) -> Message:
        order = [APPLICATION, replaces, "", self._title, body, actions, hints, timeout]
        return await call(bus, "Notify", "susssasa{sv}i", order)

    def _take(self, taken: Message, on_event: OnEvent) -> None:
        """Learn the card's number, and hear what was said of it before."""
        self._number, self._holder = taken.body[0], taken.sender or ""
        self._on_event = on_event
        early = self._early.get((self._holder, taken.body[0]))
        self._early.clear()
        if early is not None:
            self._tell(early)
        elif self._owner != self._holder:
            self._tell(Gone("the notification server has ended"))

    async def _take_away(self, bus: MessageBus) -> None:
        if self._number is None and self._holder == "" and self._asked is not None:
            # An order that was not answered in time may be carried out late.
            taken = await self._asked
            self._number = taken.body[0]
        number = self._number
        if number is None:
            return
        server = self._server
        lingers = server is not None and (server.name, server.vendor) in LINGERING
        if lingers and number and not self._touched:
            # First changed into one whose time is over. One that is gone, or 0, would be a new one.
            await self._notify(bus, "", [], {}, AT_ONCE, number)
        await call(bus, "CloseNotification", "u", [number])

    async def _outlast(self, bus: MessageBus) -> None:
        """Wait for the end of the bus and tell of it."""
        with contextlib.suppress(Exception):
            await bus.wait_for_disconnect()  # type: ignore[no-untyped-call] # the library's gap
        self._tell(Gone("the session bus has ended"))

    def _hear(self, said: Message) -> None:
        """Hear a signal; whatever does not keep to the specification is passed over."""
        match said.member, said.body:
            case "NameOwnerChanged", [str(name), str(), str(owner)] if said.sender == BUS.name:
                if name == NOTIFICATIONS:
                    self._owner = owner
                    if self._holder and owner != self._holder:
                        self._tell(Gone("the notification server has ended"))
            case "ActionInvoked", [int(number), str(action)]:
                if action == CLICK:
                    self._heard(said, number, Clicked())
                elif action in self._answers:
                    self._heard(said, number, Pressed(self._answers[action]))
            case "NotificationClosed", [int(number), int(reason)]:
                if reason == DISMISSED:
                    self._heard(said, number, Dismissed())
                elif reason == EXPIRED:
                    self._heard(said, number, _RanOut())
            case _:
                pass

    def _heard(self, said: Message, number: int, event: CardEvent | _RanOut) -> None:
        sender = said.sender or ""
        if not self._holder:
            self._early.setdefault((sender, number), event)
        elif (sender, number) == (self._holder, self._number):
            self._tell(event)

    def _tell(self, event: CardEvent | _RanOut) -> None:
        """Pass an event on. It is the last one: no answer comes after an answer."""
        tell, self._on_event = self._on_event, _nobody
        if isinstance(event, Pressed | Clicked):
            self._touched = True
        else:
            self._number = None
        if not isinstance(event, _RanOut):
            tell(event)


def _nobody(_event: CardEvent) -> None:
    """Hear nothing: there is no card, or its end was told already."""


def _abilities(server: Server) -> frozenset[Ability]:
    found = {Ability.CLOSE}
    if server.has_actions:
        found.add(Ability.BUTTONS)
        if server.name != NO_CLICK:
            found.add(Ability.CLICK)
    return frozenset(found)
