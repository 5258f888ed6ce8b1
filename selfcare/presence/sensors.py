"""Every way of asking, and all of them asked side by side.

To add a sensor: its function in a file of this folder, its name in `SensorName`, its line here.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterable, Mapping
from typing import Final

from selfcare.presence import desktops, devices, logind, macos, windows, x11
from selfcare.presence.sensing import NotHere, Sensing, Sensor, SensorName

LONGEST: Final = 1.5
"""Seconds for all of them; one that hangs is left behind, and knows nothing."""

LINUX: Final = (
    Sensor(SensorName.X11, x11.ask),
    Sensor(SensorName.MUTTER, desktops.mutter),
    Sensor(SensorName.SCREENSAVER, desktops.screensaver),
    Sensor(SensorName.LOGIND, logind.ask),
    Sensor(SensorName.NOTIFICATIONS, desktops.notifications),
    Sensor(SensorName.GNOME, desktops.gnome),
    Sensor(SensorName.XFCE, desktops.xfce),
    Sensor(SensorName.CAMERA, devices.camera),
    Sensor(SensorName.MICROPHONE, devices.microphone),
)
SENSORS: Final[Mapping[str, tuple[Sensor, ...]]] = {
    "win32": (Sensor(SensorName.WINDOWS, windows.ask),),
    "darwin": (Sensor(SensorName.MACOS, macos.ask),),
}


def sensors_here() -> tuple[Sensor, ...]:
    """Return the sensors of this kind of computer."""
    return SENSORS.get(sys.platform, LINUX)


def ask_all(sensors: Iterable[Sensor], seconds: float = LONGEST) -> tuple[Sensing, ...]:
    """Return what every sensor says, in order, waiting `seconds` for all of them together."""
    said: dict[SensorName, Sensing] = {}

    def ask(sensor: Sensor) -> None:
        said[sensor.name] = _ask(sensor)

    asked = [
        (sensor, threading.Thread(target=ask, args=(sensor,), name=sensor.name, daemon=True))
        for sensor in sensors
    ]
    until = time.monotonic() + seconds
    for _, thread in asked:
        thread.start()
    for _, thread in asked:
        thread.join(max(0.0, until - time.monotonic()))
    late = f"no answer within {seconds:g} s"
    return tuple(said.get(one.name, Sensing(one.name, why=late)) for one, _ in asked)


def _ask(sensor: Sensor) -> Sensing:
    try:
        return Sensing(sensor.name, sensor.ask())
    except NotHere as error:
        return Sensing(sensor.name, why=str(error))
    except Exception as error:  # noqa: BLE001 - one sensor's fault must not silence the others
        return Sensing(sensor.name, why=f"{type(error).__name__}: {error}")
