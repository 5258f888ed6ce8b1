"""How it stands with starting with the computer, in words."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from selfcare.app.autostart import Standing, Way, own_autostart
from selfcare.domain.errors import SelfcareError
from selfcare.domain.message import Message, message

SWITCHED_ON: Final = message(
    "selfcare starts with the computer from now on, as soon as you log in."
    " To switch it off: selfcare autostart off"
)
SWITCHED_OFF: Final = message(
    "selfcare does not start with the computer any more. What runs now goes on until it is ended:"
    " selfcare stop"
)
WAS_OFF: Final = message("It did not start with the computer.")
MISSES_DESKTOP: Final = message(
    "systemd has not heard of your desktop, so it may not start selfcare. What works on every"
    " desktop: selfcare autostart on"
)
HINT: Final = message("To have it start with the computer: selfcare autostart on")
_AGAIN: Final = message("To set it right: selfcare autostart on")


class Told(Struct, frozen=True):
    """How it stands, and what can be done about it."""

    says: Message
    cure: Message


STANDINGS: Final = {
    Standing.OFF: Told(
        message("selfcare does not start with the computer."),
        message("To have it so: selfcare autostart on"),
    ),
    Standing.ON: Told(
        message("selfcare starts with the computer."),
        message("To switch that off: selfcare autostart off"),
    ),
    Standing.HELD_BACK: Told(
        message(
            "selfcare was to start with the computer, and the settings of your system hold it back."
        ),
        message("To have it start again: selfcare autostart on"),
    ),
    Standing.GONE: Told(
        message(
            "selfcare was to start with the computer, and the program it was to start is no longer"
            " there."
        ),
        _AGAIN,
    ),
    Standing.ELSEWHERE: Told(
        message("Another selfcare than this one starts with the computer."), _AGAIN
    ),
}
WAYS: Final = {
    Way.DESKTOP: message("the start-up programs of the desktop"),
    Way.SYSTEMD: message("systemd"),
    Way.LAUNCHD: message("a LaunchAgent"),
    Way.REGISTRY: message("the start-up programs of Windows"),
}


def hint() -> Message | None:
    """Return how to let it start with the computer; None where something does, or is meant to."""
    try:
        found = own_autostart().found()
    except SelfcareError:
        return None
    return HINT if found.standing is Standing.OFF else None
