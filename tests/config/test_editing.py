"""Values of config.toml change, and nothing else does."""

from __future__ import annotations

import json
import os
import re
import stat
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from selfcare.app.settings_copies import copies_of_settings
from selfcare.config.edit import CannotEdit, Edit
from selfcare.config.paths import Folders, folders
from selfcare.config.settings_file import settings_from
from selfcare.config.settings_writing import (
    ChangedMeanwhile,
    Standing,
    draft,
    put_in_place,
    standing,
)
from selfcare.config.shapes import (
    Choice,
    Clock,
    Day,
    Days,
    Field,
    Hours,
    Many,
    Number,
    Shape,
    Switch,
    Table,
    fields,
)
from selfcare.config.starter_config import starter_config
from selfcare.config.written import toml_value
from selfcare.domain.muscles import PLACES
from selfcare.domain.settings import PlanEntry, Settings

CASES = Path(__file__).parents[1] / "data" / "config" / "edits"
EDITS_FREELY = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def edits_in(text: str) -> list[Edit]:
    def value(given: Any) -> Any:
        if isinstance(given, list):
            return [value(one) for one in given]
        return date.fromisoformat(given["date"]) if isinstance(given, dict) else given

    return [Edit(tuple(path), value(wanted)) for path, wanted in json.loads(text)]


# --- files before and after ------------------------------------------------------------------


@pytest.mark.parametrize("case", sorted(CASES.iterdir()), ids=lambda case: case.name)
def test_of_a_file_only_what_was_asked_for_changes(case: Path) -> None:
    before = Standing((case / "before.toml").read_bytes())

    found = draft(before, edits_in((case / "edits.json").read_text()))

    assert found.content == (case / "after.toml").read_bytes()


def test_in_the_starter_file_a_value_stands_below_the_line_that_explains_it() -> None:
    found = draft(
        Standing(None),
        [Edit(("prompts", "daily_cap"), 3), Edit(("plan", 0, "muscles"), ["masseter"])],
    )

    text = found.content.decode()
    assert "\n#daily_cap = 4\ndaily_cap = 3\n" in text
    assert '\n#muscles = ["trapezius", "suboccipitals"]\nmuscles = ["masseter"]\n' in text
    kept = [line for line in text.splitlines() if line not in found.changes[0].new]
    assert [line for line in kept if line not in found.changes[1].new] == (
        starter_config().splitlines()
    )


def test_the_changed_lines_are_told_with_the_heading_they_stand_below() -> None:
    case = CASES / "remarks-stay"
    before = Standing((case / "before.toml").read_bytes())

    found = draft(before, edits_in((case / "edits.json").read_text()))

    assert [(one.heading, one.gone, one.new) for one in found.changes] == [
        (
            "[prompts]   # how often",
            (
                "daily_cap = 4 # ask Anna",
                "  spacing_minutes   =   45",
                "sound = true  # keep!",
            ),
            (
                "daily_cap = 3 # ask Anna",
                "  spacing_minutes   =   60",
                "sound = false  # keep!",
                'wording = "plain"',
            ),
        ),
        (
            "[work]",
            ('fri = ["09:00-13:00"] # short',),
            ('fri = ["09:00-12:00"] # short', 'sat = ["10:00-12:00"]'),
        ),
    ]


def test_of_several_plans_each_is_told_apart() -> None:
    case = CASES / "written-by-hand"
    before = Standing((case / "before.toml").read_bytes())

    found = draft(before, edits_in((case / "edits.json").read_text()))

    assert [(one.heading, one.new) for one in found.changes] == [
        ('[[plan]] id = "morning"', ('#routine = "slow-breath"', 'muscles = ["masseter"]')),
        (
            '[[plan]] id = "afternoon"',
            ("#every_minutes = 90", '#weekdays = ["mon", "wed"]', 'at = ["14:00", "16:00"]'),
        ),
        ("", ("[checkins]", "diary = false")),
    ]


def test_without_an_edit_every_byte_stays() -> None:
    content = b"\xef\xbb\xbf# dos\r\n[prompts]\r\n"

    assert draft(Standing(content), []).content == content
    assert draft(Standing(content), []).changes == ()


def test_what_the_library_cannot_follow_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str) -> None:
        raise LookupError(text)

    monkeypatch.setattr("selfcare.config.editing.tomlkit.parse", fail)

    with pytest.raises(CannotEdit):
        draft(Standing(b"[prompts]\n"), [Edit(("prompts", "sound"), value=True)])


# --- any valid file, any edit ----------------------------------------------------------------

HOURS = ["08:00-12:00", "13:00-17:30", "18:00-20:00"]
remarks = st.sampled_from(["", " # mine", "  # [prompts]", ' # "x" = 3'])
between = st.sampled_from(["", "\n", "# a remark\n", "#sound = true\n", "  # daily_cap = 2\n"])


def some_of(items: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(items), unique=True, max_size=3).map(sorted)


def values(shape: Shape) -> st.SearchStrategy[Any]:
    match shape:
        case Switch():
            return st.booleans()
        case Number(low=low, high=high):
            return st.integers(low, high)
        case Clock():
            return st.sampled_from(["10:00", "12:30", "16:30"])
        case Day():
            return st.sampled_from(["2026-11-02", "2027-02-28"])
        case Choice(options=options):
            return st.sampled_from([one.value for one in options if one not in PLACES])
        case Many(item=Hours()):
            return some_of(HOURS)
        case Many(item=Clock()):
            return some_of(["10:00", "11:15", "15:00"]).filter(bool)
        case Many(item=Days()):
            return some_of(["2026-12-24", "2027-01-04..2027-01-08"])
        case Many(item=Choice(options=options)):
            names = [one.value for one in options if one not in PLACES]
            return some_of(names).filter(bool)
    raise TypeError(shape)


SECTIONS: dict[str, type[Struct]] = {
    one.key: one.shape.type for one in fields(Settings) if isinstance(one.shape, Table)
}
OF_A_PLAN = [one for one in fields(PlanEntry) if one.key in ("muscles", "weekdays")]


def line(key: str, value: Any) -> str:
    return f"{key} = {toml_value(tuple(value) if isinstance(value, list) else value)}"


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bool]:
    """Return a valid file, and whether a line of it can be switched off with its remark."""
    root, below = [], []
    by_line = True
    names = draw(st.lists(st.sampled_from(sorted(SECTIONS)), unique=True))
    for name in names:
        chosen = draw(st.lists(st.sampled_from(fields(SECTIONS[name])), unique_by=id, max_size=4))
        pairs = {one.key: draw(values(one.shape)) for one in chosen}
        style = draw(st.sampled_from(["heading", "heading", "dotted", "inline"]))
        if style == "heading":
            below.append(f"{draw(between)}[{name}]{draw(remarks)}\n")
            below += [
                f"{draw(between)}{draw(st.sampled_from(['', '  ']))}{line(*pair)}{draw(remarks)}\n"
                for pair in pairs.items()
            ]
        elif style == "dotted":
            by_line = False
            root += [f"{name}.{line(*pair)}\n" for pair in pairs.items()]
        elif pairs:
            by_line = False
            root.append(f"{name} = {{ {', '.join(line(*pair) for pair in pairs.items())} }}\n")
    for number in range(draw(st.integers(0, 2))):
        below.append(f'{draw(between)}[[plan]]\nid = "p{number}"{draw(remarks)}\n')
        below.append('at = ["10:00",\n  "14:00" # late\n]\n')
        if draw(st.booleans()):
            below.append(f"{draw(between)}muscles = {toml_value(('temporalis',))}{draw(remarks)}\n")
    text = draw(between) + "".join(root) + "".join(below) + draw(between)
    return (text if draw(st.booleans()) else text.rstrip("\n")), by_line


@st.composite
def edits(draw: st.DrawFn, table: dict[str, Any]) -> dict[tuple[str | int, ...], Any]:
    """Return values for some paths; None takes out of force what need not be there."""
    every: list[tuple[tuple[str | int, ...], Field]] = [
        ((name, one.key), one) for name, of in SECTIONS.items() for one in fields(of)
    ]
    for at in range(len(table.get("plan", [1]))):
        every += [(("plan", at, one.key), one) for one in OF_A_PLAN]
    chosen = draw(st.lists(st.sampled_from(every), unique_by=lambda one: one[0], max_size=6))
    found = {}
    for path, one in chosen:
        optional = one.default is None or path[0] == "plan"
        found[path] = draw((st.none() | values(one.shape)) if optional else values(one.shape))
    return found


def leaves(table: dict[str, Any]) -> dict[tuple[str | int, ...], Any]:
    """Return every value of a file by its path; an empty table says nothing."""

    def walk(at: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
        if isinstance(at, dict):
            for key, value in at.items():
                yield from walk(value, (*path, key))
        elif isinstance(at, list) and at and isinstance(at[0], dict):
            for number, value in enumerate(at):
                yield from walk(value, (*path, number))
        else:
            yield path, at

    return dict(walk(table, ()))


def remarks_in(text: str) -> list[str]:
    return re.findall(r"#[^\n]*", text)


@EDITS_FREELY
@given(files(), st.data(), st.sampled_from([b"\n", b"\r\n"]))
def test_any_edit_of_any_valid_file_is_read_and_changes_only_its_own_keys(
    file: tuple[str, bool], data: st.DataObject, end: bytes
) -> None:
    text, by_line = file
    content = text.encode().replace(b"\n", end)
    before = tomli.loads(text)
    assert settings_from(content, "x.toml", None).value is not None, text
    wanted = data.draw(edits(before))

    found = draft(Standing(content), [Edit(path, value) for path, value in wanted.items()])

    assert settings_from(found.content, "x.toml", None).value is not None
    after = tomli.loads(found.content.replace(b"\r\n", b"\n").decode())
    told = leaves(before)
    if "plan" not in before and any(path[0] == "plan" for path in wanted):
        told |= {("plan", 0, "id"): "breaks", ("plan", 0, "at"): ["10:30", "12:30", "15:00"]}
    expected = {path: value for path, value in {**told, **wanted}.items() if value is not None}
    assert leaves(after) == expected
    if by_line:
        left = found.content.decode()
        for remark in remarks_in(text):
            assert remark.strip() in left
    if end == b"\r\n" and content.count(end) > 1:
        assert found.content.count(b"\n") == found.content.count(end)


# --- the file on the disk --------------------------------------------------------------------


@pytest.fixture
def here() -> Folders:
    found = folders()
    found.config.mkdir(parents=True)
    return found


def stands(here: Folders) -> Standing:
    found = standing(here)
    assert isinstance(found, Standing)
    return found


def test_without_a_file_a_new_one_is_written_with_what_checks_it_in_an_editor() -> None:
    here = folders()

    kept = put_in_place(here, stands(here), b"[prompts]\n")

    assert kept is None
    assert here.config_file.read_bytes() == b"[prompts]\n"
    assert {one.name for one in here.config.iterdir()} == {"config.toml", "config.schema.json"}


def test_the_old_file_is_kept_and_no_older_one_is_lost(here: Folders) -> None:
    for number in range(4):
        here.config_file.write_text(f"# {number}\n")
        put_in_place(here, stands(here), b"# new\n")

    assert [one.name for one in copies_of_settings(here)] == [
        "config.toml.bak",
        "config.toml.bak2",
        "config.toml.bak3",
        "config.toml.bak4",
    ]
    assert [one.read_text() for one in copies_of_settings(here)] == [f"# {n}\n" for n in range(4)]


def test_a_copy_that_is_there_already_serves_again(here: Folders) -> None:
    for _ in range(3):
        here.config_file.write_text("# old\n")
        kept = put_in_place(here, stands(here), b"# new\n")

    assert kept is not None
    assert copies_of_settings(here) == (kept,)


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are those of POSIX systems")
@pytest.mark.parametrize("mode", [0o600, 0o640])
def test_the_file_keeps_its_own_mode_and_its_copy_is_private(here: Folders, mode: int) -> None:
    here.config_file.write_text("# old\n")
    here.config_file.chmod(mode)

    kept = put_in_place(here, stands(here), b"# new\n")

    assert kept is not None
    assert stat.S_IMODE(here.config_file.stat().st_mode) == mode
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
def test_a_link_stays_a_link_and_what_it_leads_to_changes(here: Folders, tmp_path: Path) -> None:
    there = tmp_path / "dotfiles.toml"
    there.write_text("# old\n")
    here.config_file.symlink_to(there)

    put_in_place(here, stands(here), b"# new\n")

    assert here.config_file.is_symlink()
    assert there.read_text() == "# new\n"


@pytest.mark.parametrize("now", ["# edited\n", None])
def test_a_file_that_changed_since_it_was_looked_at_is_left_alone(
    here: Folders, now: str | None
) -> None:
    here.config_file.write_text("# old\n")
    seen = stands(here)
    here.config_file.unlink()
    if now is not None:
        here.config_file.write_text(now)

    with pytest.raises(ChangedMeanwhile):
        put_in_place(here, seen, b"# new\n")

    assert (here.config_file.read_text() if here.config_file.exists() else None) == now
    assert copies_of_settings(here) == ()


def test_a_file_that_came_up_meanwhile_is_not_written_over(here: Folders) -> None:
    seen = stands(here)
    here.config_file.write_text("# mine\n")

    with pytest.raises(ChangedMeanwhile):
        put_in_place(here, seen, b"# new\n")

    assert here.config_file.read_text() == "# mine\n"


@pytest.mark.parametrize("fails", ["replace", "fsync"])
def test_where_it_cannot_be_written_all_is_as_before(
    here: Folders, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    here.config_file.write_text("# old\n")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path if fails == "replace" else os, fails, refuse)
        with pytest.raises(OSError, match="No space"):
            put_in_place(here, stands(here), b"# new\n")

    assert here.config_file.read_text() == "# old\n"
    assert {one.name for one in here.config.iterdir()} <= {"config.toml", "config.toml.bak"}
