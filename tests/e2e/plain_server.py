"""A notification server that can do nothing but take text; `mute` as argument: not even answer."""

from __future__ import annotations

import asyncio
import sys

from dbus_fast import Message, MessageType
from dbus_fast.aio import MessageBus

INTERFACE = "org.freedesktop.Notifications"
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


def answer(call: Message, mute: bool) -> Message | bool:
    if call.message_type is not MessageType.METHOD_CALL:
        return False
    if call.member == "Introspect":
        return Message.new_method_return(call, "s", [INTROSPECTION])
    if call.member == "GetServerInformation":
        return Message.new_method_return(call, "ssss", ["plain", "nobody", "1", "1.2"])
    if call.member == "GetCapabilities":
        return Message.new_method_return(call, "as", [["body"]])
    if call.member == "Notify":
        return True if mute else Message.new_method_return(call, "u", [1])
    return Message.new_method_return(call)


async def serve(mute: bool) -> None:
    bus = await MessageBus().connect()
    bus.add_message_handler(lambda call: answer(call, mute))
    await bus.request_name(INTERFACE)
    await bus.wait_for_disconnect()  # type: ignore[no-untyped-call] # the library's gap


if __name__ == "__main__":
    asyncio.run(serve("mute" in sys.argv))
