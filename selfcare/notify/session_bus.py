"""Asks the session bus of a Linux desktop who shows notifications, and what that one can do.

Every question has a limit of five seconds: a bus or a server that hangs must not hold a prompt.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from selfcare.notify.notifier import NotShown, Unanswered
from selfcare.notify.overhearing import overheard

if TYPE_CHECKING:
    from dbus_fast import Message
    from dbus_fast.aio import MessageBus

NOTIFICATIONS: Final = "org.freedesktop.Notifications"
NOBODY: Final = "org.freedesktop.DBus.Error.ServiceUnknown"
LONGEST_CALL: Final = 5.0
"""Seconds for one question or order: a server that is well answers within a tenth of one."""
LONGEST_FAREWELL: Final = 0.5
"""Seconds to let the bus close a connection; the end of the process closes it as well."""
ADDRESS_VARIABLE: Final = "DBUS_SESSION_BUS_ADDRESS"


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


def usual_address(environment: Mapping[str, str]) -> str | None:
    """Return where the bus usually is when the environment does not say so, None if not there.

    A program started by cron or over SSH lacks the variable, though the user's bus runs.
    """
    if environment.get(ADDRESS_VARIABLE):
        return None
    folder = environment.get("XDG_RUNTIME_DIR") or (
        f"/run/user/{os.getuid()}" if hasattr(os, "getuid") else ""
    )
    socket = Path(folder) / "bus"
    try:
        found = bool(folder) and socket.is_socket()
    except OSError:
        return None
    return f"unix:path={socket}" if found else None


def adopt_usual_address() -> None:
    """Let the libraries in this process, and their children, find the user's bus."""
    address = usual_address(os.environ)
    if address is not None:
        os.environ[ADDRESS_VARIABLE] = address


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
        from dbus_fast.aio import MessageBus  # noqa: PLC0415 - heavy, and only on Linux
    except ImportError as error:
        raise NotShown(f"the library for the session bus is missing: {error}") from error
    adopt_usual_address()
    return await MessageBus().connect()


async def leave(bus: MessageBus) -> None:
    """Close the connection; a bus that does not hear of it is left all the same."""
    bus.disconnect()
    with contextlib.suppress(Exception):
        async with asyncio.timeout(LONGEST_FAREWELL):
            await bus.wait_for_disconnect()  # type: ignore[no-untyped-call] # the library's gap


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
                await leave(bus)


def _said(reply: Message) -> str:
    return f"{reply.error_name}: {' '.join(map(str, reply.body))}"
