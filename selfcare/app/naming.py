"""Words of the user's own as they are kept, and the numbers by which things are called."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import category


def one_line(text: str) -> str:
    """Return a text in one line; what steers a terminal, or is no letter at all, has no place."""
    return " ".join("".join(" " if category(c) in ("Cc", "Cs") else c for c in text).split())


def next_number(used: Iterable[str]) -> str:
    """Return a number higher than any of those `used`, which need not be numbers."""
    return str(max((int(one) for one in used if one.isdecimal()), default=0) + 1)
