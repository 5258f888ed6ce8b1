"""The JSON Schemas of both kinds of file, for editors that complete and check while one types.

Made from the same shapes as the reader (Draft 2020-12). A schema may let through what the reader
refuses, since the dose rules need more than a schema can say, but never flags what it accepts.
"""

from __future__ import annotations

import json
from typing import Any, Final

from msgspec import Struct

from selfcare.config import plan_checks, stress_checks
from selfcare.config.dates import DAY_PATTERN, DAYS_PATTERN, MONTHLY_PATTERN, YEARLY_PATTERN
from selfcare.config.settings_file import PLAN_MUSCLES
from selfcare.config.shapes import (
    Choice,
    Clock,
    Day,
    Days,
    EachMonth,
    EachYear,
    Field,
    Hours,
    Kinds,
    Many,
    Number,
    Shape,
    Switch,
    Table,
    Text,
    fields,
)
from selfcare.config.values import CLOCK_PATTERN, HOURS_PATTERN
from selfcare.config.written import meaning, plain
from selfcare.domain.routine import STEP_KINDS, Routine, Span, Step
from selfcare.domain.settings import PlanEntry, Settings, StressEntry

CONFIG_SCHEMA: Final = "config.schema.json"
ROUTINE_SCHEMA: Final = "routine.schema.json"

Schema = dict[str, Any]

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_NOTE: Final = "Written by selfcare for your editor; changes here are lost."
# A TOML time without quotation marks reaches a schema with its seconds.
_CLOCK: Final = CLOCK_PATTERN.replace("$", "(:00)?$")
_PATTERNS: Final[dict[type[Shape], str]] = {
    Clock: _CLOCK,
    Hours: HOURS_PATTERN,
    Day: DAY_PATTERN,
    Days: DAYS_PATTERN,
    EachYear: YEARLY_PATTERN,
    EachMonth: MONTHLY_PATTERN,
}
_ONE_OF: Final[dict[type[Struct], tuple[tuple[str, ...], ...]]] = {
    PlanEntry: (plan_checks.WHAT, plan_checks.WHEN),
    StressEntry: (stress_checks.WHEN,),
}
"""Keys of a table of which exactly one must stand there, or at most one."""
_MAY_BE_NONE: Final = (plan_checks.WHAT,)
"""Of these, one at most."""


def config_schema() -> str:
    """Return the JSON Schema of config.toml."""
    return _document(Settings, "The settings of selfcare")


def routine_schema() -> str:
    """Return the JSON Schema of a routine file."""
    return _document(Routine, "A routine of selfcare")


def _document(of: type[Struct], title: str) -> str:
    schema = {"$schema": _DRAFT, "$comment": _NOTE, "title": title, **_table(of)}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _table(of: type[Struct]) -> Schema:
    known = fields(of)
    schema: Schema = {
        "type": "object",
        "description": meaning(of),
        "properties": {one.key: _property(of, one) for one in known},
        "required": [one.key for one in known if one.required],
        "additionalProperties": False,
    }
    if of in _ONE_OF:
        schema["allOf"] = [_one_of(keys) for keys in _ONE_OF[of]]
    return schema


def _one_of(keys: tuple[str, ...]) -> Schema:
    ways: list[Schema] = [{"required": [key]} for key in keys]
    if keys in _MAY_BE_NONE:
        ways.append({"not": {"anyOf": [{"required": [key]} for key in keys]}})
    return {"oneOf": ways}


def _property(of: type[Struct], one: Field) -> Schema:
    schema = _shape(one.shape)
    if of is PlanEntry and one.attribute == "muscles":
        schema["items"] = {"enum": list(PLAN_MUSCLES)}
    if one.description:
        schema["description"] = one.description
    if not one.required and one.default is not None and not isinstance(one.shape, Table):
        schema["default"] = plain(one.default)
    return schema


def _shape(shape: Shape) -> Schema:
    match shape:
        case Number():
            return {"type": "integer", "minimum": shape.low, "maximum": shape.high}
        case Text():
            schema: Schema = {"type": "string", "maxLength": shape.longest}
            if shape.shortest:
                schema["minLength"] = shape.shortest
            if shape.pattern:
                schema["pattern"] = shape.pattern
            return schema
        case Switch():
            return {"type": "boolean"}
        case Choice():
            return {"enum": [option.value for option in shape.options]}
        case Clock() | Hours() | Day() | Days() | EachYear() | EachMonth():
            return {"type": "string", "pattern": _PATTERNS[type(shape)]}
        case Many():
            return {"type": "array", "items": _shape(shape.item)}
        case Table():
            return _table(shape.type)
        case Kinds():
            return _kinds(shape)


def _kinds(shape: Kinds) -> Schema:
    """Return one schema for all kinds, each kind's own ranges after an `if`."""
    schema = _table(shape.types[0][1])
    schema["description"] = meaning(Step)
    kind = {
        "enum": list(STEP_KINDS),
        "description": "\n".join(f"{name}: {meaning(of)}" for name, of in STEP_KINDS.items()),
    }
    schema["properties"] = {shape.tag: kind, **schema["properties"]}
    schema["required"] = [shape.tag, *schema["required"]]
    schema["allOf"] = [
        {
            "if": {"properties": {shape.tag: {"const": name}}, "required": [shape.tag]},
            "then": _doses(of),
        }
        for name, of in STEP_KINDS.items()
    ]
    return schema


def _doses(of: type[Step]) -> Schema:
    pressure, reps = of.pressure_allowed, {"reps": _span(of.reps_allowed)}
    ranges = {"seconds": _span(of.seconds_allowed), "pressure": _span(pressure)}
    if not of.presses:
        return {"properties": ranges | reps}
    if pressure.low > 0:
        return {"properties": ranges | reps, "required": ["pressure"]}
    # Strokes without pressure may be repeated as often as one likes.
    pressing = {"properties": {"pressure": {"minimum": 1}}, "required": ["pressure"]}
    return {"properties": ranges, "if": pressing, "then": {"properties": reps}}


def _span(span: Span) -> Schema:
    return {"minimum": span.low, "maximum": span.high}
