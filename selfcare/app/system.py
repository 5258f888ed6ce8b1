"""Which system this is, and how the program is called on it by what starts it."""

from __future__ import annotations

import sys
from enum import Enum, auto
from typing import Final

_CONSOLE: Final = "python.exe"
_WINDOWLESS: Final = "pythonw.exe"


class System(Enum):
    """A family of systems that keeps menus and start-ups in one way."""

    LINUX = auto()
    MACOS = auto()
    WINDOWS = auto()


def system_here() -> System:
    """Return which system this is."""
    match sys.platform:
        case "win32":
            return System.WINDOWS
        case "darwin":
            return System.MACOS
        case _:
            return System.LINUX


def own_command(*arguments: str) -> tuple[str, ...]:
    """Return the words that run selfcare with these arguments, from whatever folder."""
    # -P: a folder named selfcare where it is started must not be taken for the program.
    return (sys.executable, "-P", "-m", "selfcare", *arguments)


def windowless(program: str) -> str:
    """Return the twin of Windows' interpreter that opens no window; any other as it is."""
    return _twin(program, _CONSOLE, _WINDOWLESS)


def with_console(program: str) -> str:
    """Return the twin of Windows' interpreter that has a window to print in."""
    return _twin(program, _WINDOWLESS, _CONSOLE)


def _twin(program: str, one: str, other: str) -> str:
    if program.endswith(one):
        return program.removesuffix(one) + other
    return program
