"""Text on a terminal: how wide it is, how it breaks into lines, what never gets through.

Words from the user's files are shown as words; a control character in them is never obeyed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import zip_longest

BAR_FULL, BAR_EMPTY = "█", "░"
PLAIN_FULL, PLAIN_EMPTY = "#", "-"
JOINERS = "\u200c\u200d"


def clean(text: str) -> str:
    """Return `text` on one line, without control characters."""
    return " ".join(printable(text).split())


def printable(text: str) -> str:
    """Return `text` without what steers a terminal or turns the order of the letters around.

    Control characters become spaces, unseen format characters nothing. The two joiners stay, which
    some scripts and pictures are spelled with.
    """
    return "".join(map(_printable, text))


def _printable(character: str) -> str:
    match unicodedata.category(character):
        case "Cc" | "Cs":
            return " "
        case "Cf" if character not in JOINERS:
            return ""
    return character


def cells(text: str) -> int:
    """Return how many columns `text` takes on a terminal."""
    return sum(map(_cells_of, text))


@cache
def _cells_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """Return `text` in lines of at most `width` columns, all but the first begun with `indent`."""
    lines: list[str] = []
    line = ""
    for word in clean(text).split(" "):
        candidate = f"{line} {word}" if line.strip() else f"{line}{word}"
        if cells(candidate) <= width:
            line = candidate
            continue
        if line.strip():
            lines.append(line)
            line = indent
        for piece in _pieces(word, width - cells(line)):
            if line.strip():
                lines.append(line)
                line = indent
            line += piece
    return [*lines, line]


def _pieces(word: str, width: int) -> Iterable[str]:
    """Yield `word` in pieces of at most `width` columns; one in most cases."""
    piece = ""
    for character in word:
        if piece and cells(piece + character) > max(1, width):
            yield piece
            piece = ""
        piece += character
    yield piece


def clip(text: str, width: int) -> str:
    """Return `text` on one line of at most `width` columns, with an ellipsis where it is cut."""
    line = clean(text)
    if cells(line) <= width:
        return line
    kept = ""
    for character in line:
        if cells(kept + character) > width - 1:
            break
        kept += character
    return f"{kept.rstrip()}…"


def bar(share: float, width: int, *, plain: bool = False) -> str:
    """Return a bar `width` columns long, filled from 0 to 1; `plain` where letters are few."""
    full = round(max(0.0, min(1.0, share)) * width)
    filled, empty = (PLAIN_FULL, PLAIN_EMPTY) if plain else (BAR_FULL, BAR_EMPTY)
    return filled * full + empty * (width - full)


def both_ends(left: str, right: str, width: int) -> str:
    """Return one line with `left` at its beginning and `right` at its end, if both fit."""
    first, last = clean(left), clean(right)
    room = width - cells(first) - cells(last)
    return clip(first, width) if room < 2 else f"{first}{' ' * room}{last}"


def in_two_columns(lines: Sequence[str], width: int) -> list[str]:
    """Return `lines` side by side: the first half on the left, the rest on the right."""
    half = (len(lines) + 1) // 2
    column = width // 2
    left = [clip(line, column - 2) for line in lines[:half]]
    right = [clip(line, width - column) for line in lines[half:]]
    return [
        f"{one}{' ' * (column - cells(one))}{other}".rstrip()
        for one, other in zip_longest(left, right, fillvalue="")
    ]
