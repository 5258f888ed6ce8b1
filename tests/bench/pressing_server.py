"""A notification server with a finger: it skips one card, puts one off, lets one stand.

For long runs; it needs no screen and never opens anything.
"""

from __future__ import annotations

import asyncio
from itertools import count, cycle

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

from tests.e2e.plain_server import INTERFACE, INTROSPECTION

PATH = "/org/freedesktop/Notifications"
CLOSED_BY_OWNER = 3
PRESSED = cycle((-1, 1, None))
"""Which button: the last, the one in the middle, none."""


class Server:
    """Answers the calls of one bus."""

    def __init__(self, bus: MessageBus) -> None:
        self._bus = bus
        self._numbers = count(1)

    def answer(self, call: Message) -> Message | bool:
        if call.message_type is not MessageType.METHOD_CALL:
            return False
        match call.member:
            case "Introspect":
                return Message.new_method_return(call, "s", [INTROSPECTION])
            case "GetServerInformation":
                return Message.new_method_return(call, "ssss", ["pressing", "nobody", "1", "1.2"])
            case "GetCapabilities":
                return Message.new_method_return(call, "as", [["body", "actions"]])
            case "Notify":
                number = call.body[1] or next(self._numbers)
                self._press(number, call.body[5][::2])
                return Message.new_method_return(call, "u", [number])
            case "CloseNotification":
                self._say("NotificationClosed", "uu", [call.body[0], CLOSED_BY_OWNER])
        return Message.new_method_return(call)

    def _press(self, number: int, buttons: list[str]) -> None:
        which = next(PRESSED)
        if which is not None and len(buttons) > 1:
            said = [number, buttons[which]]
            loop = asyncio.get_running_loop()
            loop.call_later(0.1, self._say, "ActionInvoked", "us", said)

    def _say(self, member: str, signature: str, body: list[object]) -> None:
        self._bus.send(Message.new_signal(PATH, INTERFACE, member, signature, body))


async def serve() -> None:
    bus = await MessageBus().connect()
    bus.add_message_handler(Server(bus).answer)
    await bus.request_name(INTERFACE)
    await bus.wait_for_disconnect()  # type: ignore[no-untyped-call] # the library's gap


if __name__ == "__main__":
    asyncio.run(serve())
