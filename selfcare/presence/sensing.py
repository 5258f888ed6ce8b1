"""What a sensor is, and what it says: its name, what it knows, and why it knows nothing."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import msgspec
from msgspec import Struct

from selfcare.domain.presence import Presence


class SensorName(StrEnum):
    """The ways of asking, as `doctor` names them."""

    X11 = "x11"
    MUTTER = "mutter"
    SCREENSAVER = "screensaver"
    LOGIND = "logind"
    NOTIFICATIONS = "notifications"
    GNOME = "gnome"
    XFCE = "xfce"
    CAMERA = "camera"
    MICROPHONE = "microphone"
    WINDOWS = "windows"
    MACOS = "macos"


class Sensing(Struct, frozen=True):
    """What one sensor said. `why` tells, technically, why it knows nothing here."""

    sensor: SensorName
    presence: Presence = Presence()
    why: str | None = None


class NotHere(Exception):
    """This computer has no such thing to ask; the words are technical."""


class Sensor(Struct, frozen=True):
    """One way of asking. `ask` raises NotHere where this computer has nothing of the kind."""

    name: SensorName
    ask: Callable[[], Presence]


def write_sensings(sensings: tuple[Sensing, ...]) -> bytes:
    """Return what the child hands over."""
    return msgspec.json.encode(sensings)


def read_sensings(content: bytes) -> tuple[Sensing, ...]:
    """Return what a child handed over; raises msgspec.MsgspecError for anything else."""
    return msgspec.json.decode(content, type=tuple[Sensing, ...])
