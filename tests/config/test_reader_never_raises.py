"""Whatever a file holds, the reader answers with a value or with problems, never with an error."""

from __future__ import annotations

import datetime as dt

import tomlkit
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from selfcare.app.say import say
from selfcare.config.place import line_of
from selfcare.config.read import Read
from selfcare.config.reader import MOST_PROBLEMS
from selfcare.config.routine_file import routine_from
from selfcare.config.settings_file import settings_from
from selfcare.config.shapes import fields
from selfcare.config.starter import starter_routine
from selfcare.config.starter_config import starter_config
from selfcare.domain.muscles import Muscle
from selfcare.domain.problem import Severity
from selfcare.domain.routine import Press, Routine
from selfcare.domain.settings import (
    CalendarEntry,
    CheckIns,
    Cycle,
    Meetings,
    PlanEntry,
    Prompts,
    Settings,
    StressEntry,
    Work,
)
from tests.config.golden import ROUTINE_IDS, TODAY

OF_SETTINGS: tuple[type[Struct], ...] = (
    Settings,
    Work,
    Prompts,
    CheckIns,
    Cycle,
    Meetings,
    PlanEntry,
    StressEntry,
    CalendarEntry,
)
OURS: tuple[type[Struct], ...] = (*OF_SETTINGS, Routine, Press)
KNOWN_KEYS = sorted({one.key for of in OURS for one in fields(of)} | {"kind"})
KNOWN_WORDS = [
    "09:00-17:30",
    "22:00-06:00",
    "10:30",
    "2026-12-24",
    "2027-01-01..2026-12-24",
    "2020-01-01..2020-01-15",
    "2027-02-29",
    "02-29",
    "12-23..12-10",
    "10..12",
    "28..2",
    "last 3 workdays",
    "first day",
    "hormonal",
    "physical",
    "calendar.ics",
    "https://example.org",
    "press",
    "rest",
    "each",
    "mon",
    "slow-breath",
    "trapezius",
    *(muscle.value for muscle in Muscle),
]
FREELY = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
keys = st.sampled_from(KNOWN_KEYS) | texts
leaves = st.one_of(
    st.sampled_from(KNOWN_WORDS),
    texts,
    st.integers(-(2**62), 2**62),
    st.integers(0, 100),
    st.booleans(),
    st.floats(),
    st.dates(),
    st.times().filter(lambda time: time.fold == 0),
    st.datetimes(),
    st.datetimes(timezones=st.just(dt.UTC)),
)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=25,
)
trees = st.dictionaries(keys, values, max_size=6)


def examine(read: Read[Settings] | Read[Routine]) -> None:
    errors = [one for one in read.problems if one.problem.severity is Severity.ERROR]
    assert (read.value is None) == bool(errors)
    assert list(read.problems) == sorted(read.problems, key=lambda p: (p.line, p.column))
    assert len(read.problems) <= MOST_PROBLEMS + 1
    for one in read.problems:
        assert one.line >= 1
        assert one.column >= 1
        line = say(line_of(one))
        assert line.startswith(f"x.toml:{one.line}:{one.column}: ")
        assert line.isprintable()


def read_both(content: bytes) -> None:
    examine(settings_from(content, "x.toml", ROUTINE_IDS, TODAY))
    examine(routine_from(content, "x.toml"))


@FREELY
@given(trees)
def test_any_toml_values_are_read_or_told(tree: dict[str, object]) -> None:
    read_both(tomlkit.dumps(tree).encode())


@FREELY
@given(st.lists(st.dictionaries(keys, leaves | st.lists(leaves, max_size=4), max_size=8)))
def test_any_plan_and_any_steps_are_read_or_told(tables: list[dict[str, object]]) -> None:
    read_both(tomlkit.dumps({"plan": tables, "id": "a", "step": tables}).encode())


@FREELY
@given(st.lists(st.dictionaries(keys, leaves | st.lists(leaves, max_size=4), max_size=8)))
def test_any_stress_and_any_calendars_are_read_or_told(tables: list[dict[str, object]]) -> None:
    sections: dict[str, object] = dict(zip(("checkins", "cycle", "meetings"), tables, strict=False))
    read_both(tomlkit.dumps({**sections, "stress": tables, "calendar": tables}).encode())


@FREELY
@given(st.binary(max_size=200))
@example(b"a = 1\n\xff")
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
@example(b"\r\n\r\x00")
@example(b"a = " + b"[" * 5000)
@example(b"a = " + b"9" * 5000)
@example(b"a = 0x" + b"f" * 5000)
@example(b"[" + b"a." * 5000 + b"a]")
@example(b"[work]\nmon = 1\n" * 3)
@example(b"prompts = 0x" + b"f" * 5000)
@example(b"prompts.daily_cap = -0o" + b"7" * 5000)
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    read_both(content)


@FREELY
@given(st.sampled_from(["config", "routine"]), st.data())
def test_a_slip_of_the_hand_in_a_good_file_is_read_or_told(kind: str, data: st.DataObject) -> None:
    text = starter_config() if kind == "config" else starter_routine("mine", "Mine")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    slip = data.draw(st.sampled_from(['"', "[", "]", "=", "#", "\n", "{", "'", "\\", ",", ""]))

    read_both((text[:start] + slip + text[end:]).encode())


@FREELY
@given(st.integers(51, 400))
def test_of_very_many_problems_the_first_fifty_are_told(count: int) -> None:
    text = "".join(f"zebra_{number} = {number}\n" for number in range(count))

    told = settings_from(text.encode(), "x.toml", None).problems

    assert len(told) == MOST_PROBLEMS + 1
    assert say(line_of(told[-1])) == (
        "x.toml:51:1: from here on problems are no longer told, after 50;"
        " mend the first ones, then check again"
    )


def test_very_many_notes_do_not_keep_a_file_out_but_an_error_behind_them_does() -> None:
    notes = "".join(
        f'[[plan]]\nid = "p{number}"\nroutine = "slow-breath"\nat = ["03:00"]\n'
        for number in range(60)
    )

    assert settings_from(notes.encode(), "x.toml", ROUTINE_IDS).value is not None
    late = notes + '[[plan]]\nid = "late"\nroutine = "yoga"\nat = ["10:30"]\n'
    assert settings_from(late.encode(), "x.toml", ROUTINE_IDS).value is None


def test_of_very_many_overdosed_steps_the_first_fifty_are_told() -> None:
    step = '[[step]]\nkind = "press"\ndo = "Hold it."\nside = "left"\nseconds = 120\npressure = 3\n'
    text = 'id = "a"\ntitle = "A"\nmuscles = ["masseter"]\n' + 80 * step

    told = routine_from(text.encode(), "x.toml").problems

    assert len(told) == MOST_PROBLEMS + 1
    assert "no longer told" in say(line_of(told[-1]))
