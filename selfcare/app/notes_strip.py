"""The days of the notes as a strip for the page: a row for each month, a field for each day.

Every field carries its number, colour only repeats it, and a missing day is dashed, never pale.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Final

from msgspec import Struct

from selfcare.app.say import words
from selfcare.planning.figures import DayTold, DiaryFigures

LABEL: Final = 64
"""Room for the name of the month, left of its days; all lengths are units of the drawing."""
COLUMN: Final = 26
HEAD: Final = 20
TALL, FLAT = 22, 13
"""How tall a field is; flat ones let a year fit on a page."""
BELOW, LITTLE_BELOW = 11, 8
"""Room under a field, for the line of the cycle and the gap to the next month."""
MONTHS_TALL: Final = 4
"""Months up to which fields are tall."""
TOTAL: Final = 66
WIDTH: Final = LABEL + 31 * COLUMN + TOTAL
NO_NUMBER: Final = "x"
"""A headache whose pain was not rated on the day itself."""


class Field(Struct, frozen=True, kw_only=True):
    """A day in the drawing: where it begins, what it says, and how it looks."""

    x: int
    number: str
    look: str
    medicine: bool
    near: bool
    start: bool


class Row(Struct, frozen=True, kw_only=True):
    """A month: its fields, how many of its noted days had a headache, and where it stands."""

    y: int
    month: str
    fields: tuple[Field, ...]
    total: str


class TableRow(Struct, frozen=True):
    """A day in the table, cell by cell."""

    cells: tuple[str, ...]


class Strip(Struct, frozen=True, kw_only=True):
    """The drawing, the same in words, and the table with the same numbers.

    `field` is how tall each field is.
    """

    width: int
    height: int
    field: int
    title: str
    description: str
    columns: tuple[tuple[int, int], ...]
    rows: tuple[Row, ...]
    legend: tuple[tuple[str, str], ...]
    table_title: str
    table_head: tuple[str, ...]
    table_rows: tuple[TableRow, ...]


def strip_of(figures: DiaryFigures) -> Strip:
    """Return the strip; of the cycle only where the figures hold it."""
    months = [(month, tuple(days)) for month, days in groupby(figures.calendar, _month)]
    cycle = figures.cycle
    near = frozenset(() if cycle is None else cycle.near)
    starts = frozenset(() if cycle is None else cycle.starts)
    tall, below = (TALL, BELOW) if len(months) <= MONTHS_TALL else (FLAT, LITTLE_BELOW)
    rows = tuple(
        Row(
            y=HEAD + number * (tall + below),
            month=month,
            fields=tuple(_field(day, near, starts) for day in days),
            total=_total(days),
        )
        for number, (month, days) in enumerate(months)
    )
    return Strip(
        width=WIDTH,
        height=HEAD + len(rows) * (tall + below),
        field=tall,
        title=words("The days one by one"),
        description=words(
            "A row for each month, a field for each day, with the worst pain of the day. Headache"
            " days of the days noted: {months}. The table after the drawing has the same numbers.",
            months="; ".join(f"{row.month}: {row.total}" for row in rows),
        ),
        columns=tuple((_x(day), day) for day in range(1, 32)),
        rows=rows,
        legend=tuple(_legend(with_cycle=cycle is not None)),
        table_title=words("The same days as a table"),
        table_head=tuple(_table_head(with_cycle=cycle is not None)),
        table_rows=tuple(
            TableRow(tuple(_cells(day, figures, near, starts))) for day in figures.calendar
        ),
    )


def _month(told: DayTold) -> str:
    return f"{told.day:%Y-%m}"


def _x(day: int) -> int:
    return LABEL + (day - 1) * COLUMN


def _total(days: tuple[DayTold, ...]) -> str:
    noted = [day.headache for day in days if day.headache is not None]
    if not noted:
        return words("not noted")
    return words("{headaches} of {noted}", headaches=sum(noted), noted=len(noted))


def _field(told: DayTold, near: frozenset[date], starts: frozenset[date]) -> Field:
    return Field(
        x=_x(told.day.day),
        number=_number(told),
        look=_look(told),
        medicine=told.medicine,
        near=told.day in near,
        start=told.day in starts,
    )


def _number(told: DayTold) -> str:
    if told.headache is None:
        return ""
    if not told.headache:
        return "0"
    return str(told.worst) if told.worst else NO_NUMBER


def _look(told: DayTold) -> str:
    if told.headache is None:
        return "missing"
    return f"s{told.worst or 0}" if told.headache else "none"


def _legend(*, with_cycle: bool) -> Iterator[tuple[str, str]]:
    yield "none", words("0: no headache")
    yield "s5", words("1 to 10: worst pain")
    yield "s0", words("{sign}: headache, pain not rated that day", sign=NO_NUMBER)
    yield "missing", words("dashed: not noted")
    yield "medicine", words("dot: acute medicine")
    if with_cycle:
        yield "near", words("line: days -2 to +3")
        yield "start", words("wide line: first day of bleeding")


def _table_head(*, with_cycle: bool) -> Iterator[str]:
    yield words("Day")
    yield words("Headache")
    yield words("Worst pain")
    yield words("Acute medicine")
    if with_cycle:
        yield words("Around the period")


def _cells(
    told: DayTold, figures: DiaryFigures, near: frozenset[date], starts: frozenset[date]
) -> Iterator[str]:
    yield told.day.isoformat()
    if told.headache is None:
        yield words("not noted")
    else:
        yield words("yes") if told.headache else words("no")
    yield "" if told.worst is None else str(told.worst)
    yield words("yes") if told.medicine else ""
    if figures.cycle is not None:
        if told.day in starts:
            yield words("first day of bleeding")
        else:
            yield words("days -2 to +3") if told.day in near else ""
