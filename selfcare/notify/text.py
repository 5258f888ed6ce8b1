"""Makes any text fit for a desktop without losing a word that could be shown.

Characters that no desktop shows (NUL, escape and their like) are removed; all else arrives.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_KEPT: Final = "\n\t"
_ELLIPSIS: Final = "…"


def printable(text: str) -> str:
    """Return the text without control characters; line ends become a newline each."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    whole = lines.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return "".join(c for c in whole if c in _KEPT or unicodedata.category(c) != "Cc")


def one_line(text: str) -> str:
    """Return the printable text on a single line, as titles need it."""
    return " ".join(printable(text).split())


def without_markup(text: str) -> str:
    """Return the text so that a server that reads markup shows it letter by letter."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def not_an_option(text: str) -> str:
    """Return the text so that a command line cannot take it for an option: a space goes first."""
    return f" {text}" if text.startswith("-") else text


def clipped(text: str, units: int) -> str:
    """Return the text within `units` UTF-16 units, a cut one ending in "…".

    A character is never cut in half, nor is an accent taken from its letter.
    """
    if _units(text) <= units:
        return text
    kept: list[str] = []
    room = units - _units(_ELLIPSIS)
    for character in text:
        room -= _units(character)
        if room < 0:
            if _joins(character):
                while kept and _joins(kept[-1]):
                    kept.pop()
                del kept[-1:]
            break
        kept.append(character)
    return "".join(kept).rstrip("\u200d \n") + _ELLIPSIS


def _joins(character: str) -> bool:
    return unicodedata.combining(character) > 0 or character in "\u200d\ufe0f"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
