"""Asks the session bus of a Linux desktop who shows notifications, and what that one can do.

Every question has a limit of five seconds: a bus or a server that hangs must not hold a prompt.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from selfcare.notify.notifier import NotShown
from selfcare.notify.overhearing import overheard

NOTIFICATIONS: Final = "org.freedesktop.Notifications"
LONGEST_CALL: Final = 5.0
ADDRESS_VARIABLE: Final = "DBUS_SESSION_BUS_ADDRESS"


@dataclass(frozen=True, slots=True)
class Server:
    """The notification server of this desktop, as it describes itself."""

    name: str
    vendor: str
    version: str
    specification: str
    capabilities: frozenset[str]

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


async def ask_server() -> Server:
    """Return the notification server, starting it where the bus can; raise NotShown if none."""
    try:
        from dbus_fast import Message  # noqa: PLC0415 - heavy, and only on Linux
        from dbus_fast.aio import MessageBus  # noqa: PLC0415 - as above
    except ImportError as error:
        raise NotShown(f"the library for the session bus is missing: {error}") from error

    async def call(bus: MessageBus, member: str) -> list[Any]:
        reply = await bus.call(
            Message(
                destination=NOTIFICATIONS,
                path="/org/freedesktop/Notifications",
                interface=NOTIFICATIONS,
                member=member,
            )
        )
        if reply is None or reply.error_name:
            why = f"{reply.error_name}: {' '.join(map(str, reply.body))}" if reply else "no reply"
            raise NotShown(f"no notification server on the session bus ({why})")
        return reply.body

    adopt_usual_address()
    with overheard("dbus_fast"):
        try:
            async with asyncio.timeout(LONGEST_CALL):
                bus = await MessageBus().connect()
                try:
                    name, vendor, version, specification = await call(bus, "GetServerInformation")
                    (capabilities,) = await call(bus, "GetCapabilities")
                finally:
                    bus.disconnect()
                    await bus.wait_for_disconnect()  # type: ignore[no-untyped-call] # the library's gap
        except NotShown:
            raise
        except TimeoutError as error:
            raise NotShown(
                f"the session bus did not answer within {LONGEST_CALL:.0f} seconds"
            ) from error
        except Exception as error:
            # The library promises no closed list: a wrong address alone has five ways to fail.
            raise NotShown(f"the session bus cannot be used: {error}") from error
    return Server(name, vendor, version, specification, frozenset(capabilities))
