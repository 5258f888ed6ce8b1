"""Calls on the session bus of a Linux desktop: who shows notifications, and what is asked of it.

Every question has a limit of five seconds: a bus or a server that hangs must not hold a prompt.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from selfcare import desktop_bus
from selfcare.notify.notifier import NotShown, Unanswered
from selfcare.notify.overhearing import overheard

if TYPE_CHECKING:
    from dbus_fast import Message
    from dbus_fast.aio import MessageBus

NOTIFICATIONS: Final = "org.freedesktop.Notifications"
NOBODY: Final = "org.freedesktop.DBus.Error.ServiceUnknown"
LONGEST_CALL: Final = 5.0
"""Seconds for one question or order: a server that is well answers within a tenth of one."""


class Address(NamedTuple):
    """Whom to call on a bus; the interface has the same name."""

    name: str
    path: str


SERVER: Final = Address(NOTIFICATIONS, "/org/freedesktop/Notifications")
BUS: Final = Address("org.freedesktop.DBus", "/org/freedesktop/DBus")


@dataclass(frozen=True, slots=True)
class Server:
    """The notification server of this desktop, as it describes itself."""

    name: str
    vendor: str
    version: str
    specification: str
    capabilities: frozenset[str]
    owner: str = ""
    """Its connection to the bus; another one after a restart."""

    @property
    def has_actions(self) -> bool:
        """True when it reports buttons or clicks."""
        return "actions" in self.capabilities

    @property
    def reads_markup(self) -> bool:
        """True when `<b>` in a body would be taken for markup."""
        return "body-markup" in self.capabilities

    @property
    def description(self) -> str:
        """A technical sentence for `doctor`."""
        abilities = ", ".join(sorted(self.capabilities)) or "nothing"
        return (
            f"{self.name} {self.version} by {self.vendor}, "
            f"specification {self.specification}, can do: {abilities}"
        )


@contextmanager
def reasons() -> Iterator[None]:
    """Turn whatever goes wrong on the bus into NotShown."""
    with overheard("dbus_fast"):
        try:
            yield
        except NotShown:
            raise
        except TimeoutError as error:
            raise Unanswered(
                f"the session bus did not answer within {LONGEST_CALL:.0f} seconds"
            ) from error
        except Exception as error:
            # The library promises no closed list: a wrong address alone has five ways to fail.
            raise NotShown(f"the session bus cannot be used: {error}") from error


async def connect() -> MessageBus:
    """Return a connection to the user's bus; the caller leaves it, and bounds the time."""
    try:
        return await desktop_bus.connect()
    except ImportError as error:
        raise NotShown(f"the library for the session bus is missing: {error}") from error


async def call(
    bus: MessageBus,
    member: str,
    signature: str = "",
    body: Sequence[object] = (),
    to: Address = SERVER,
) -> Message:
    """Return the reply to a call, or raise NotShown with the error that came instead."""
    from dbus_fast import Message  # noqa: PLC0415 - as above

    reply = await bus.call(
        Message(
            destination=to.name,
            path=to.path,
            interface=to.name,
            member=member,
            signature=signature,
            body=list(body),
        )
    )
    if reply is None:
        raise NotShown("the session bus was closed")
    if reply.error_name == NOBODY:
        raise NotShown(f"no notification server on the session bus ({_said(reply)})")
    if reply.error_name:
        raise NotShown(f"the notification server refused {member} ({_said(reply)})")
    return reply


async def describe(bus: MessageBus) -> Server:
    """Return the notification server, which the bus starts where it can."""
    information = await call(bus, "GetServerInformation")
    name, vendor, version, specification = information.body
    (capabilities,) = (await call(bus, "GetCapabilities")).body
    return Server(
        name, vendor, version, specification, frozenset(capabilities), information.sender or ""
    )


async def ask_server() -> Server:
    """Return the notification server; raise NotShown if there is none."""
    with reasons():
        async with asyncio.timeout(LONGEST_CALL):
            bus = await connect()
            try:
                return await describe(bus)
            finally:
                await desktop_bus.leave(bus)


def _said(reply: Message) -> str:
    return f"{reply.error_name}: {' '.join(map(str, reply.body))}"
