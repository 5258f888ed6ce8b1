"""Windows: the last key or click, a locked screen, a full screen, camera and microphone.

Written after Microsoft's documentation, never tried on such a computer.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from selfcare.domain.presence import Presence, Sensed
from selfcare.presence.sensing import NotHere

NOT_PRESENT: Final = 1
ACCEPTS_NOTIFICATIONS: Final = 5
FILLED: Final = frozenset({2, 3, 4})
"""`QUERY_USER_NOTIFICATION_STATE`: a full-screen program, a game, presentation settings."""
CONSENT: Final = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
_TICKS: Final = 2**32
"""The clock of the last input starts anew after so many milliseconds, 49.7 days."""


def idle_seconds(ticks_now: int, last_input: int) -> int:
    """Return the seconds since the last input, both in milliseconds of a clock of 32 bits."""
    return (ticks_now - last_input) % _TICKS // 1000


def told_by_shell(state: int) -> Presence:
    """Return what the shell's notification state means."""
    filled = Sensed.YES if state in FILLED else Sensed.UNKNOWN
    if state == ACCEPTS_NOTIFICATIONS:
        filled = Sensed.NO
    return Presence(
        locked=Sensed.YES if state == NOT_PRESENT else Sensed.UNKNOWN, full_screen=filled
    )


if sys.platform == "win32":
    import ctypes
    import winreg

    class _LastInput(ctypes.Structure):
        _fields_ = (("size", ctypes.c_uint), ("ticks", ctypes.c_uint))

    def ask() -> Presence:
        """Return what Windows knows; raise NotHere where it refuses."""
        last = _LastInput(size=ctypes.sizeof(_LastInput))
        state = ctypes.c_int()
        try:
            if not ctypes.windll.user32.GetLastInputInfo(ctypes.byref(last)):
                raise NotHere("GetLastInputInfo refuses")
            told = ctypes.windll.shell32.SHQueryUserNotificationState(ctypes.byref(state))
            now = ctypes.windll.kernel32.GetTickCount() % _TICKS
        except (AttributeError, OSError) as error:
            raise NotHere(str(error)) from error
        shell = told_by_shell(state.value) if told == 0 else Presence()
        used = [use for device in ("microphone", "webcam") for use in _in_use(device)]
        return Presence(
            idle_seconds=idle_seconds(now, last.ticks),
            locked=shell.locked,
            full_screen=shell.full_screen,
            in_call=Sensed.YES if any(used) else Sensed.NO if used else Sensed.UNKNOWN,
        )

    def _in_use(device: str) -> Iterator[bool]:
        """Yield of each program that ever used a device whether it does so now."""
        for where in (rf"{CONSENT}\{device}", rf"{CONSENT}\{device}\NonPackaged"):
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, where) as programs:
                    for number in range(winreg.QueryInfoKey(programs)[0]):
                        name = winreg.EnumKey(programs, number)
                        with winreg.OpenKey(programs, name) as program:
                            yield winreg.QueryValueEx(program, "LastUsedTimeStop")[0] == 0
            except OSError:
                continue

else:

    def ask() -> Presence:
        """Raise NotHere: this is not Windows."""
        raise NotHere("only on Windows")
