"""Programs of a desktop for tests: they own bus names and answer what they are told to.

The argument is JSON: a list of {name, path, interface, member, property, signature, value}; with
`mute` they own their names and answer nothing. It writes a line once all names are its own.
"""

from __future__ import annotations

import asyncio
import json
import sys
from typing import Any

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

PROPERTIES = "org.freedesktop.DBus.Properties"


def answer(call: Message, told: list[dict[str, Any]]) -> Message | bool:
    if call.message_type is not MessageType.METHOD_CALL:
        return False
    for one in told:
        if call.path != one["path"] or call.destination not in (one["name"], None):
            continue
        if one.get("mute"):
            return True
        kind = one["signature"]
        if one.get("property"):
            if call.interface == PROPERTIES and call.body == [one["interface"], one["member"]]:
                return Message.new_method_return(call, "v", [Variant(kind, one["value"])])
        elif (call.interface, call.member) == (one["interface"], one["member"]):
            value = Variant("b", one["value"]) if kind == "v" else one["value"]
            return Message.new_method_return(call, kind, [value])
    return False


async def speak(told: list[dict[str, Any]]) -> None:
    bus = await MessageBus().connect()
    bus.add_message_handler(lambda call: answer(call, told))
    for name in dict.fromkeys(one["name"] for one in told):
        await bus.request_name(name)
    print("ready", flush=True)  # noqa: T201 - who started it waits for this line
    await bus.wait_for_disconnect()  # type: ignore[no-untyped-call] # the library's gap


if __name__ == "__main__":
    asyncio.run(speak(json.loads(sys.argv[1])))
