"""What a file gives, before it is a type of ours: its tables, and the good values of its lists.

Every check looks at what the file says, so that one bad value neither hides the checks of the
others nor makes up problems that are not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from typing import Final, TypeVar

from selfcare.config.reader import Walk
from selfcare.config.shapes import Leaf
from selfcare.config.values import take
from selfcare.domain.message import Message, message
from selfcare.domain.problem import Path
from selfcare.domain.week import ClockRange

A_DAY: Final = 24 * 60
"""Minutes."""
Given = dict[str, object]
"""A table as the file has it."""
ValueT = TypeVar("ValueT")


def section(table: Given, name: str) -> Given:
    """Return a section, empty where it is left out or is none."""
    found = table.get(name)
    return found if isinstance(found, dict) else {}


def entries(table: Given, name: str) -> Iterator[tuple[int, Given]]:
    """Yield the tables of a list of tables with their places in it."""
    found = table.get(name)
    for at, item in enumerate(found if isinstance(found, list) else ()):
        if isinstance(item, dict):
            yield at, item


def good(value: object, shape: Leaf, of: type[ValueT]) -> Iterator[tuple[int, ValueT]]:
    """Yield the good values of a list with their places in it."""
    for at, item in enumerate(value if isinstance(value, list) else ()):
        got = take(item, shape)
        if isinstance(got, of):
            yield at, got


def said(item: Given, *keys: str) -> list[str]:
    """Return those of the keys that say something; an empty list says nothing."""
    return [key for key in keys if item.get(key, []) != []]


def one_of(
    walk: Walk,
    path: Path,
    given: list[str],
    *,
    none: tuple[Message, Message] | None = None,
    empty: str | None = None,
    several: Message,
) -> None:
    """Note a table that says more than one of the things of which it may say one.

    `none` is what is wrong with saying none of them, and the cure; None where that is fine.
    `empty` is a key that stands there and says nothing.
    """
    if not given and none is not None:
        walk.note(path if empty is None else (*path, empty), *none)
    elif len(given) > 1:
        walk.note(
            (*path, given[1]),
            several,
            message(
                "keep one of these lines: {names}; or make another [[{heading}]]",
                names=", ".join(given),
                heading=str(path[0]),
            ),
            at_key=True,
        )


def minutes(hours: ClockRange) -> tuple[int, int]:
    """Return start and end in minutes since the midnight before the range begins."""
    start, end = minute(hours.start), minute(hours.end)
    return start, end + A_DAY if hours.overnight else end


def minute(at: time) -> int:
    """Return the minutes since midnight."""
    return at.hour * 60 + at.minute
