"""How values and types of the domain are written in files and schemas."""

from __future__ import annotations

import json
import re
from datetime import time
from enum import StrEnum

from msgspec import Struct, to_builtins

from selfcare.domain.week import ClockRange, DaysOff

_REFERENCE = re.compile(r" *\(K[0-9][^)]*\)")


def plain(value: object) -> object:
    """Return a value as JSON has it."""
    match value:
        case tuple() | list():
            return [plain(item) for item in value]
        case time():
            return f"{value:%H:%M}"
        case ClockRange() | DaysOff() | StrEnum():
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
