"""What notes are made of: sections of lines, each a label and what there is to tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import reduce
from typing import Final, TypeVar

from msgspec import Struct

from selfcare.domain.message import Message, message

DAYS: Final = 30
"""How many days notes are about where nobody says otherwise."""
LONGEST: Final = 366
"""Days they cover at most."""

Kind = TypeVar("Kind")


class Line(Struct, frozen=True):
    """One thing told: `label` says what it is about."""

    label: Message
    text: Message


class Row(Struct, frozen=True, kw_only=True):
    """The same thing told twice: as `text` in a line, and as `cells` of a table on the page.

    `note` stands below the label there; a cell is None where there is nothing to tell.
    """

    label: Message
    text: Message
    note: Message | None
    cells: tuple[Message | None, ...]


class Section(Struct, frozen=True, kw_only=True):
    """Lines that belong together, then rows, whose cells stand below `head`.

    `remark` is how to read them, where that needs a word.
    """

    title: Message
    lines: tuple[Line, ...] = ()
    head: tuple[Message, ...] = ()
    rows: tuple[Row, ...] = ()
    remark: Message | None = None


def listed(parts: Iterable[Message]) -> Message:
    """Return the parts, at least one, with commas between them."""
    return reduce(lambda one, more: message("{one}, {more}", one=one, more=more), parts)


def latest_days(days: Sequence[date], most: int) -> Message:
    """Return the days, at least one and in order; of more than `most` how many came earlier."""
    shown = listed(message("{day}", day=day.isoformat()) for day in days[-most:])
    if len(days) <= most:
        return shown
    return message("{earlier} earlier ones, {days}", earlier=len(days) - most, days=shown)


def counts(words: Mapping[Kind, Message], counted: Mapping[Kind, int]) -> Message:
    """Return kinds with their counts, at least one, such as "temple 4, forehead 2"."""
    return steps((words[kind], count) for kind, count in counted.items())


def steps(counted: Iterable[tuple[Message, int]]) -> Message:
    """Return names with their counts; those of zero are left out, and one must be left."""
    return listed(
        message("{what} {count}", what=what, count=count) for what, count in counted if count
    )


def dated(day: date, text: Message) -> Line:
    """Return a line about a day."""
    return Line(message("{day}", day=day.isoformat()), text)


def of_answers(what: Message, answers: int) -> Message:
    """Return what was counted together with the number of days that say anything of it."""
    return message("{what} (of\u00a0{answers})", what=what, answers=answers)


def times(count: int) -> Message:
    """Return how often something was done."""
    return message("1 time") if count == 1 else message("{count} times", count=count)


def decimal(number: float) -> str:
    """Return a number with one decimal."""
    return f"{number:.1f}"
