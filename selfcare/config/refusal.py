"""Why a value of a file cannot stand, and how such a value is shown in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Final

from selfcare.domain.message import Message, message

SHOWN: Final = 40
"""Characters of a value that are shown."""
_MANY_DIGITS: Final = 10**15


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a value cannot stand: what it must be (or is, in `what`), and how to mend it."""

    expected: Message
    cure: Message
    what: Message | None = None


def shown(value: object) -> str | Message:
    """Return a value of a file as it may stand in a sentence: short, on one line, printable."""
    match value:
        case str():
            short = value if len(value) <= SHOWN else value[: SHOWN - 1] + "…"
            return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in short) + '"'
        case bool():
            return "true" if value else "false"
        case int() if abs(value) >= _MANY_DIGITS:
            return message("a very long number")
        case dict():
            return message("a table")
        case list():
            return message("a list")
        case date() | time():
            return value.isoformat()
    return str(value)
