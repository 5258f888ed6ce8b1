"""A notification server of our own, which does what its arguments say, well or badly.

Without any it can do nothing but take text. SIGUSR1 is a finger on the button "skip" of the latest
card, SIGUSR2 one that closes it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Collection
from enum import StrEnum

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

INTERFACE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
FLOOD = 10_000
AT_ONCE = 100
"""Signals that a bus takes without choking on them."""
INTROSPECTION = """<node><interface name="org.freedesktop.Notifications">
<method name="GetServerInformation"><arg direction="out" type="s"/><arg direction="out" type="s"/>
<arg direction="out" type="s"/><arg direction="out" type="s"/></method>
<method name="GetCapabilities"><arg direction="out" type="as"/></method>
<method name="CloseNotification"><arg direction="in" type="u"/></method>
<method name="Notify"><arg direction="in" type="s"/><arg direction="in" type="u"/>
<arg direction="in" type="s"/><arg direction="in" type="s"/><arg direction="in" type="s"/>
<arg direction="in" type="as"/><arg direction="in" type="a{sv}"/><arg direction="in" type="i"/>
<arg direction="out" type="u"/></method>
<signal name="NotificationClosed"><arg type="u"/><arg type="u"/></signal>
<signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>
</interface></node>"""


class Does(StrEnum):
    """What the server does: first what it can, then how it misbehaves."""

    BUTTONS = "buttons"
    HANGS_ON_CAPABILITIES = "hangs-on-GetCapabilities"
    HANGS_ON_NOTIFY = "hangs-on-Notify"
    HANGS_ON_CLOSE = "hangs-on-CloseNotification"
    REFUSES = "refuses"
    NUMBERS_NOTHING = "numbers-nothing"
    CRASHES = "crashes"
    TAKES_ITS_TIME = "takes-its-time"
    """Takes the card and answers only at SIGUSR1."""
    PRESSES_BEFORE_IT_ANSWERS = "presses-before-it-answers"
    PRESSES_AS_IT_ANSWERS = "presses-as-it-answers"
    PRESSES_TWICE = "presses-twice"
    PRESSES_AND_CLOSES = "presses-and-closes"
    PRESSES_ANOTHER_CARD = "presses-another-card"
    PRESSES_AN_UNKNOWN_BUTTON = "presses-an-unknown-button"
    CLOSES_AS_EXPIRED = "closes-as-expired"
    TALKS_NONSENSE = "talks-nonsense"
    FLOODS = "floods"


class Server:
    """One server on the bus."""

    def __init__(self, bus: MessageBus, does: Collection[Does]) -> None:
        self._bus = bus
        self._does = does
        self._number = 0
        self._waiting: Message | None = None
        self._flood: asyncio.Future[None] | None = None

    def answer(self, call: Message) -> Message | bool:
        if call.message_type is not MessageType.METHOD_CALL:
            return False
        if f"hangs-on-{call.member}" in self._does:
            return True
        match call.member:
            case "Introspect":
                return Message.new_method_return(call, "s", [INTROSPECTION])
            case "GetServerInformation":
                return Message.new_method_return(call, "ssss", ["plain", "nobody", "1", "1.2"])
            case "GetCapabilities":
                can = ["body", "actions"] if Does.BUTTONS in self._does else ["body"]
                return Message.new_method_return(call, "as", [can])
            case "Notify":
                return self._notify(call)
            case _:
                return Message.new_method_return(call)

    def press(self) -> None:
        if self._waiting is not None:
            self._bus.send(Message.new_method_return(self._waiting, "u", [self._number]))
            self._waiting = None
            return
        self._say("ActionInvoked", "us", self._number, "skip")

    def close(self) -> None:
        self._say("NotificationClosed", "uu", self._number, 2)

    def _notify(self, call: Message) -> Message | bool:
        if Does.CRASHES in self._does:
            os._exit(1)
        if Does.REFUSES in self._does:
            return Message.new_error(call, f"{INTERFACE}.Error", "nothing is shown here today")
        if Does.NUMBERS_NOTHING not in self._does:
            self._number += 1
        taken = Message.new_method_return(call, "u", [self._number])
        if Does.TAKES_ITS_TIME in self._does:
            self._waiting = call
            return True
        if Does.PRESSES_BEFORE_IT_ANSWERS in self._does:
            self.press()
        self._bus.send(taken)
        if Does.PRESSES_AS_IT_ANSWERS in self._does:
            self.press()
        if Does.PRESSES_TWICE in self._does:
            self.press()
            self.press()
        if Does.PRESSES_AND_CLOSES in self._does:
            self.press()
            self.close()
        if Does.PRESSES_ANOTHER_CARD in self._does:
            self._say("ActionInvoked", "us", self._number + 1, "skip")
            self._say("NotificationClosed", "uu", self._number + 1, 2)
        if Does.PRESSES_AN_UNKNOWN_BUTTON in self._does:
            self._say("ActionInvoked", "us", self._number, "an unknown button")
        if Does.CLOSES_AS_EXPIRED in self._does:
            self._say("NotificationClosed", "uu", self._number, 1)
        if Does.TALKS_NONSENSE in self._does:
            self._say("ActionInvoked", "s", "skip")
            self._say("NotificationClosed", "ss", "one", "two")
            self._say("Unheard", "u", self._number)
        if Does.FLOODS in self._does:
            self._flood = asyncio.ensure_future(self._pour())
        return True

    async def _pour(self) -> None:
        bus = "org.freedesktop.DBus"
        heard = Message(
            destination=bus, path=f"/{bus.replace('.', '/')}", member="GetId", interface=bus
        )
        for number in range(1, FLOOD):
            self._say("ActionInvoked", "us", self._number + number, "skip")
            if number % AT_ONCE == 0:
                heard.serial = 0
                await self._bus.call(heard)

    def _say(self, member: str, signature: str, *body: object) -> None:
        self._bus.send(
            Message(
                message_type=MessageType.SIGNAL,
                path=PATH,
                interface=INTERFACE,
                member=member,
                signature=signature,
                body=list(body),
            )
        )


async def serve(does: Collection[Does]) -> None:
    bus = await MessageBus().connect()
    server = Server(bus, does)
    bus.add_message_handler(server.answer)
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, server.press)
    loop.add_signal_handler(signal.SIGUSR2, server.close)
    await bus.request_name(INTERFACE)
    await bus.wait_for_disconnect()  # type: ignore[no-untyped-call] # the library's gap


if __name__ == "__main__":
    asyncio.run(serve(frozenset(Does(word) for word in sys.argv[1:])))
