"""The place in Windows' registry where programs stand that start when their user logs in."""

from __future__ import annotations

import contextlib
import sys
from typing import Final, Protocol

RUN: Final = r"Software\Microsoft\Windows\CurrentVersion\Run"
"""Below HKEY_CURRENT_USER: a command line for each name."""
APPROVED: Final = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
"""Beside it: what the user allows in the settings of Windows; an odd first byte is a no."""
NAME: Final = "selfcare"


class RunKey(Protocol):
    """What is to be read and written there; each raises OSError where that is refused."""

    def read(self) -> str | None:
        """Return the command line, None where there is none."""

    def is_switched_off(self) -> bool:
        """Return whether its user has switched it off in the settings of Windows."""

    def write(self, line: str) -> None:
        """Let this be the command line, switched on."""

    def remove(self) -> None:
        """Take everything away; nothing happens where nothing is."""


if sys.platform == "win32":
    import winreg

    class WindowsRunKey:
        """The registry of this computer."""

        def read(self) -> str | None:
            """Return the command line, None where there is none."""
            found = _value(RUN)
            return found if isinstance(found, str) else None

        def is_switched_off(self) -> bool:
            """Return whether its user has switched it off in the settings of Windows."""
            found = _value(APPROVED)
            return isinstance(found, bytes) and bool(found[:1]) and found[0] % 2 == 1

        def write(self, line: str) -> None:
            """Let this be the command line, switched on."""
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN) as key:
                winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, line)
            _forget(APPROVED)

        def remove(self) -> None:
            """Take everything away; nothing happens where nothing is."""
            _forget(RUN)
            _forget(APPROVED)

    def _value(place: str) -> object:
        with (
            contextlib.suppress(FileNotFoundError),
            winreg.OpenKey(winreg.HKEY_CURRENT_USER, place) as key,
        ):
            value: object = winreg.QueryValueEx(key, NAME)[0]
            return value
        return None

    def _forget(place: str) -> None:
        with (
            contextlib.suppress(FileNotFoundError),
            winreg.OpenKey(winreg.HKEY_CURRENT_USER, place, 0, winreg.KEY_SET_VALUE) as key,
        ):
            winreg.DeleteValue(key, NAME)

    def run_key_here() -> RunKey | None:
        """Return the registry of this computer."""
        return WindowsRunKey()

else:

    def run_key_here() -> RunKey | None:
        """Return None: this computer has no registry."""
        return None
