"""macOS: the last key or click, and a locked screen. It tells nobody of its focus or of calls.

Written after Apple's documentation, never tried on such a computer.
"""

from __future__ import annotations

import ctypes
import plistlib
import subprocess
import sys
from typing import Final

from selfcare.domain.presence import Presence, Sensed
from selfcare.presence.buses import LONGEST_ANSWER
from selfcare.presence.sensing import NotHere

_SERVICES: Final = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
_OF_THE_SESSION: Final = 0
"""`kCGEventSourceStateCombinedSessionState`."""
_ANY_INPUT: Final = 0xFFFFFFFF
"""`kCGAnyInputEventType`."""
_REGISTRY: Final = ("/usr/sbin/ioreg", "-n", "Root", "-d1", "-a")


def ask() -> Presence:
    """Return what macOS knows; raise NotHere elsewhere."""
    if sys.platform != "darwin":
        raise NotHere("only on macOS")
    try:
        services = ctypes.CDLL(_SERVICES)
        seconds = services.CGEventSourceSecondsSinceLastEventType
    except (AttributeError, OSError) as error:
        raise NotHere(str(error)) from error
    seconds.restype = ctypes.c_double
    seconds.argtypes = (ctypes.c_int32, ctypes.c_uint32)
    return Presence(
        idle_seconds=max(0, int(seconds(_OF_THE_SESSION, _ANY_INPUT))), locked=_locked()
    )


def _locked() -> Sensed:
    try:
        told = subprocess.run(
            _REGISTRY,
            check=False,
            capture_output=True,
            timeout=LONGEST_ANSWER,
            stdin=subprocess.DEVNULL,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return Sensed.UNKNOWN
    return locked_by(told)


def locked_by(registry: bytes) -> Sensed:
    """Return whether the registry's console says that the screen is locked."""
    try:
        root = plistlib.loads(registry)
    except (plistlib.InvalidFileException, ValueError):
        return Sensed.UNKNOWN
    locked = root.get("IOConsoleLocked") if isinstance(root, dict) else None
    if not isinstance(locked, bool):
        return Sensed.UNKNOWN
    return Sensed.YES if locked else Sensed.NO
