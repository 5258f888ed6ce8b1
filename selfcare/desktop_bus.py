"""The buses by which a Linux desktop is spoken to: where they are, how to come and how to leave."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from dbus_fast.aio import MessageBus

ADDRESS_VARIABLE: Final = "DBUS_SESSION_BUS_ADDRESS"
LONGEST_FAREWELL: Final = 0.5
"""Seconds to let the bus close a connection; the end of the process closes it as well."""


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


async def connect(*, system: bool = False) -> MessageBus:
    """Return a connection to the user's bus, or the system's; the caller leaves it in good time.

    Raise ImportError where the library is missing, and whatever that raises.
    """
    from dbus_fast import BusType  # noqa: PLC0415 - heavy, and only on Linux
    from dbus_fast.aio import MessageBus  # noqa: PLC0415 - as above

    adopt_usual_address()
    return await MessageBus(bus_type=BusType.SYSTEM if system else BusType.SESSION).connect()


async def leave(bus: MessageBus) -> None:
    """Close the connection; a bus that does not hear of it is left all the same."""
    bus.disconnect()
    with contextlib.suppress(Exception):
        async with asyncio.timeout(LONGEST_FAREWELL):
            await bus.wait_for_disconnect()  # type: ignore[no-untyped-call] # the library's gap
