"""How values and types of the domain are written in files and schemas."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable
from datetime import time
from enum import StrEnum
from typing import Final

from msgspec import Struct, to_builtins

from selfcare.config.shapes import Choice, Field, Many, Number, Shape
from selfcare.domain.muscles import PLACES, Muscle
from selfcare.domain.stress import MonthlyDays, YearlyDays
from selfcare.domain.week import ClockRange, DaysOff

WIDTH: Final = 96
_REFERENCE: Final = re.compile(r" *\(K[0-9][^)]*\)")


def plain(value: object) -> object:
    """Return a value as JSON has it."""
    match value:
        case tuple() | list():
            return [plain(item) for item in value]
        case time():
            return f"{value:%H:%M}"
        case ClockRange(start=start, end=end) if start == end:
            return f"{start:%H:%M}-24:00"
        case ClockRange() | DaysOff() | YearlyDays() | MonthlyDays() | StrEnum():
            return str(value)
        case Struct():
            return {
                name: plain(got)
                for name in value.__struct_fields__
                if (got := getattr(value, name)) not in (None, ())
            }
    return to_builtins(value)


def toml_text(text: str) -> str:
    """Return `text` as a TOML string on one line; what no file can hold becomes "?"."""
    storable = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(storable, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_value(value: object) -> str:
    """Return a single value or a list as TOML on one line."""
    match plain(value):
        case bool() as switch:
            return "true" if switch else "false"
        case list() as items:
            return "[" + ", ".join(map(toml_value, items)) + "]"
        case str() as text:
            return toml_text(text)
        case other:
            return str(other)


def meaning(of: type[Struct]) -> str:
    """Return what a type is, in the first sentences of its docstring, without references."""
    return _REFERENCE.sub("", (of.__doc__ or "").split("\n\n")[0].replace("\n    ", " ")).strip()


def remark(text: str) -> list[str]:
    """Return a text as remarks of a file, no line too long."""
    return textwrap.wrap(text, WIDTH, initial_indent="# ", subsequent_indent="# ")


def said(one: Field, muscles: Iterable[str] | None = None) -> str:
    """Return the meaning of a key and what it can be, where that is not said already.

    `muscles` are the words for muscles, where they are others than the single muscles.
    """
    can_be = _range(one.shape, muscles)
    words = can_be.partition(": ")[2].rstrip(".").split(", ")
    if words != [""] and all(word in one.description for word in words):
        return one.description
    return f"{one.description}{can_be}"


def _range(shape: Shape, muscles: Iterable[str] | None) -> str:
    match shape:
        case Number():
            return f" From {shape.low} to {shape.high}."
        case Many(item=Choice(options=options)) if muscles is not None and options is Muscle:
            return f" Any of: {', '.join(muscles)}."
        case Many(item=Choice(options=options)):
            return f" Any of: {_words(options)}."
        case Choice():
            return f" One of: {_words(shape.options)}."
    return ""


def _words(options: type[StrEnum]) -> str:
    return ", ".join(option.value for option in options if option not in PLACES)
