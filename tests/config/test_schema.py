"""The schemas are valid, accept what the reader accepts and flag bad files."""

from __future__ import annotations

import json
from datetime import date, time
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped] # it has no types, and is used only here
import pytest
import tomli
from msgspec import Struct

from selfcare.config.paths import shipped_routines
from selfcare.config.routine_file import read_routine
from selfcare.config.schema import config_schema, routine_schema
from selfcare.config.settings_file import read_settings
from selfcare.config.shapes import fields
from selfcare.config.source import Source, read_source
from selfcare.config.starter import starter_routine
from selfcare.config.starter_config import starter_config
from selfcare.domain.routine import STEP_KINDS, Routine
from selfcare.domain.settings import (
    CalendarEntry,
    CheckIns,
    Cycle,
    Meetings,
    PlanEntry,
    Prompts,
    StressEntry,
    Work,
)
from tests.config.golden import BAD_CONFIGS, BAD_ROUTINES, ROUTINE_IDS, cases
from tests.config.test_settings_file import EVERYTHING

CONFIG = json.loads(config_schema())
ROUTINE = json.loads(routine_schema())


def as_an_editor_sees_it(value: object) -> object:
    """TOML's own dates and times reach a schema as texts."""
    match value:
        case dict():
            return {key: as_an_editor_sees_it(item) for key, item in value.items()}
        case list():
            return [as_an_editor_sees_it(item) for item in value]
        case date() | time():
            return value.isoformat()
    return value


def flagged(schema: Any, text: str) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema)
    return [
        error.message for error in validator.iter_errors(as_an_editor_sees_it(tomli.loads(text)))
    ]


@pytest.mark.parametrize("schema", [CONFIG, ROUTINE])
def test_the_schemas_are_valid(schema: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("text", [starter_config(), EVERYTHING, ""])
def test_a_good_config_is_not_flagged(text: str) -> None:
    assert flagged(CONFIG, text) == []


@pytest.mark.parametrize(
    "text",
    [
        starter_routine("mine", "Mine"),
        *(path.read_text("utf-8") for path in sorted(shipped_routines().glob("*.toml"))),
    ],
)
def test_a_good_routine_is_not_flagged(text: str) -> None:
    assert flagged(ROUTINE, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "[prompts]\ndaily_kap = 3",
        "[prompts]\ndaily_cap = 13",
        '[prompts]\ndaily_cap = "3"',
        '[prompts]\nwording = "loud"',
        '[work]\nmon = "09:00-17:30"',
        '[work]\nmon = ["9-17"]',
        '[work]\ndays_off = ["24.12.2026"]',
        '[[plan]]\nid = "a"\nroutine = "b"\nat = ["25:00"]',
        '[[plan]]\nid = "a"\nroutine = "b"',
        '[[plan]]\nid = "a"\nroutine = "b"\nmuscles = ["trapezius"]\nat = ["10:30"]',
        '[[plan]]\nid = "a"\nmuscles = ["eye"]\nat = ["10:30"]',
        '[[plan]]\nid = "A B"\nroutine = "b"\nat = ["10:30"]',
        '[checkins]\nat = "half past four"',
        '[cycle]\nmode = "on"',
        '[cycle]\npill_start = "2.11.2026"',
        "[meetings]\nbusy_hours = 0",
        '[[stress]]\nname = "a"',
        '[[stress]]\nname = ""\nyearly = "05-31"',
        '[[stress]]\nname = "a"\nyearly = "05-31"\nmonthly = "15"',
        '[[stress]]\nname = "a"\ndeadline = "2027-05-17..2027-05-31"',
        '[[stress]]\nname = "a"\nyearly = "2027-05-31"',
        '[[stress]]\nname = "a"\nmonthly = "last three workdays"',
        '[[stress]]\nname = "a"\nmonthly = 15',
        '[[calendar]]\nme = ["anna@example.org"]',
        '[[calendar]]\npath = "a.ics"\ndeadline = [""]',
    ],
)
def test_a_bad_config_is_flagged(text: str) -> None:
    assert flagged(CONFIG, text)


@pytest.mark.parametrize(
    "change",
    [
        ('kind = "press"', 'kind = "massage"'),
        ('kind = "press"', 'kind = "stretch"'),
        ('side = "each"', 'sid = "each"'),
        ("seconds = 30", "seconds = 91"),
        ("reps = 2", "reps = 7"),
        ("pressure = 4", "pressure = 7"),
        ("pressure = 4", ""),
        ('tool = "fingers"', 'tool = "massage gun"'),
        ('id = "mine"', ""),
    ],
)
def test_a_bad_routine_is_flagged(change: tuple[str, str]) -> None:
    text = (
        'id = "mine"\ntitle = "Mine"\nmuscles = ["trapezius_upper"]\ntool = "fingers"\n'
        '[[step]]\nkind = "press"\ndo = "Hold."\nside = "each"\nseconds = 30\nreps = 2\n'
        "pressure = 4\n"
    )

    assert flagged(ROUTINE, text) == []
    assert flagged(ROUTINE, text.replace(*change))


def readable(path: Path) -> bool:
    return isinstance(read_source(path), Source)


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        (schema, folder / f"{case}.toml")
        for schema, folder in ((CONFIG, BAD_CONFIGS), (ROUTINE, BAD_ROUTINES))
        for case in cases(folder)
        if readable(folder / f"{case}.toml")
    ],
    ids=lambda value: value.stem if isinstance(value, Path) else "",
)
def test_what_a_schema_flags_the_reader_refuses(schema: Any, path: Path) -> None:
    value = read_settings(path, ROUTINE_IDS).value if schema is CONFIG else read_routine(path).value

    if value is not None:
        assert flagged(schema, path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("of", "schema"),
    [
        (Work, CONFIG["properties"]["work"]),
        (Prompts, CONFIG["properties"]["prompts"]),
        (CheckIns, CONFIG["properties"]["checkins"]),
        (Cycle, CONFIG["properties"]["cycle"]),
        (Meetings, CONFIG["properties"]["meetings"]),
        (PlanEntry, CONFIG["properties"]["plan"]["items"]),
        (StressEntry, CONFIG["properties"]["stress"]["items"]),
        (CalendarEntry, CONFIG["properties"]["calendar"]["items"]),
        (Routine, ROUTINE),
        *((kind, ROUTINE["properties"]["step"]["items"]) for kind in STEP_KINDS.values()),
    ],
)
def test_every_key_stands_in_its_schema_with_its_meaning(of: type[Struct], schema: Any) -> None:
    for one in fields(of):
        assert schema["properties"][one.key].get("description", "") == one.description
    assert schema["additionalProperties"] is False
    assert all(one.description for one in fields(of) if one.key != "step")
