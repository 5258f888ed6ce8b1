"""What a value in a file may look like, taken from the domain types.

The reader, the starter files and the JSON Schemas all follow these shapes, so that a default, a
range or a meaning stands once: in the type.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from msgspec import Meta, Struct, structs

from selfcare.domain.routine import Routine
from selfcare.domain.stress import MonthlyDays, YearlyDays
from selfcare.domain.week import ClockRange, DaysOff

FILE_NAMES: Final[dict[tuple[type[Struct], str], str]] = {(Routine, "steps"): "step"}
"""Fields that files call otherwise: `[[step]]` reads better than `[[steps]]`."""


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number, both ends included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text; `pattern` marks it as a short name."""

    shortest: int
    longest: int
    pattern: str | None


@dataclass(frozen=True, slots=True)
class Switch:
    """True or false."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of an enumeration."""

    options: type[StrEnum]


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Two times of day."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date."""


@dataclass(frozen=True, slots=True)
class Days:
    """A date or a span of dates."""


@dataclass(frozen=True, slots=True)
class EachYear:
    """Days that come every year."""


@dataclass(frozen=True, slots=True)
class EachMonth:
    """Days that come every month."""


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    item: Shape


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the fields of one type."""

    type: type[Struct]


@dataclass(frozen=True, slots=True)
class Kinds:
    """A table whose `tag` tells which of several types it is."""

    tag: str
    types: tuple[tuple[str, type[Struct]], ...]


Leaf = Number | Text | Switch | Choice | Clock | Hours | Day | Days | EachYear | EachMonth
Shape = Leaf | Many | Table | Kinds

_TIMES: Final[dict[type, Shape]] = {
    time: Clock(),
    ClockRange: Hours(),
    date: Day(),
    DaysOff: Days(),
    YearlyDays: EachYear(),
    MonthlyDays: EachMonth(),
}
_LONGEST: Final = 1000
_LOWEST: Final = -(10**9)
_HIGHEST: Final = 10**9


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a table: its name in files, the attribute it fills, and what stands there."""

    key: str
    attribute: str
    shape: Shape
    required: bool
    default: object
    description: str


@cache
def fields(of: type[Struct]) -> tuple[Field, ...]:
    """Return the fields of a type in the order they are declared."""
    found = []
    for field in structs.fields(of):
        kind, metas = _unwrapped(field.type)
        default = (
            field.default_factory()
            if callable(field.default_factory)
            else None
            if field.required
            else field.default
        )
        found.append(
            Field(
                key=FILE_NAMES.get((of, field.name), field.name),
                attribute=field.name,
                shape=_shape(kind, metas),
                required=field.required,
                default=default,
                description=next((m.description for m in metas if m.description), ""),
            )
        )
    return tuple(found)


def _unwrapped(of: Any) -> tuple[Any, tuple[Meta, ...]]:
    """Return the bare type with every Meta on it, the outermost first; `| None` is dropped."""
    metas: tuple[Meta, ...] = ()
    while True:
        if get_origin(of) is Annotated:
            inner, *notes = get_args(of)
            metas += tuple(note for note in reversed(notes) if isinstance(note, Meta))
            of = inner
        elif get_origin(of) in (Union, UnionType) and type(None) in get_args(of):
            (of,) = (one for one in get_args(of) if one is not type(None))
        else:
            return of, metas


def _shape(of: Any, metas: tuple[Meta, ...]) -> Shape:
    if get_origin(of) is tuple:
        return Many(_shape(*_unwrapped(get_args(of)[0])))
    if get_origin(of) in (Union, UnionType):
        kinds: tuple[type[Struct], ...] = get_args(of)
        tag = kinds[0].__struct_config__.tag_field
        return Kinds(str(tag), tuple((str(k.__struct_config__.tag), k) for k in kinds))
    if of is bool:
        return Switch()
    if of is int:
        low = next((m.ge for m in metas if m.ge is not None), _LOWEST)
        high = next((m.le for m in metas if m.le is not None), _HIGHEST)
        return Number(int(low), int(high))
    if of is str:
        return Text(
            next((m.min_length for m in metas if m.min_length is not None), 0),
            next((m.max_length for m in metas if m.max_length is not None), _LONGEST),
            next((m.pattern for m in metas if m.pattern is not None), None),
        )
    if of in _TIMES:
        return _TIMES[of]
    if issubclass(of, StrEnum):
        return Choice(of)
    if issubclass(of, Struct):
        return Table(of)
    raise TypeError(f"no shape for {of!r}")
