"""Servers that report a card as closed and leave it on the screen, and how to be rid of it there.

Seen with notification-daemon 3.20, whose code GNOME Flashback shares: a pop-up hears of changes
but not of its closing. So it is first changed into one whose time is over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from selfcare.notify.session_bus import Server

if TYPE_CHECKING:
    from desktop_notifier import DesktopNotifier

LINGERING: Final = frozenset({("Notification Daemon", "GNOME")})
"""Name and vendor; MATE's server has the same name and closes properly."""
AT_ONCE: Final = 1
"""Milliseconds; 0 would mean for ever."""


def lingers(server: Server) -> bool:
    """Return whether this server leaves closed cards on the screen."""
    return (server.name, server.vendor) in LINGERING


async def let_run_out(library: DesktopNotifier, identifier: str, title: str) -> None:
    """Let the time of a card that is still there be over at once."""
    backend = library._backend  # noqa: SLF001 - the library tells nobody the server's number
    numbers = getattr(backend, "_platform_to_interface_notification_identifier", None)
    interface = getattr(backend, "interface", None)
    number = numbers.inverse.get(identifier) if numbers is not None else None
    if interface is not None and number is not None:
        await interface.call_notify(library.app_name, number, "", title, "", [], {}, AT_ONCE)
