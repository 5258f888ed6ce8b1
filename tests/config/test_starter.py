"""The starter files load without a word, mean the defaults and explain every setting."""

from __future__ import annotations

import re
import stat
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from selfcare.app.say import say
from selfcare.config.configuration import read_everything
from selfcare.config.paths import folders, shipped_routines
from selfcare.config.place import line_of
from selfcare.config.routine_file import routine_from
from selfcare.config.schema import config_schema
from selfcare.config.settings_file import settings_from
from selfcare.config.shapes import fields
from selfcare.config.starter import starter_routine, write_starters
from selfcare.config.starter_config import starter_config
from selfcare.config.values import is_blank
from selfcare.domain.errors import Trouble
from selfcare.domain.routine import STEP_KINDS, Press, Routine
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
from tests.config.golden import ROUTINE_IDS

FILES = [
    "config.toml",
    "my-first-routine.toml",
    "config.schema.json",
    "routine.schema.json",
]
SECTIONS, *EXAMPLES = re.split(r"^(?=#\[\[)", starter_config(), flags=re.MULTILINE)
SWITCHED_OFF = re.findall(r"^#([a-z_]+) = ", SECTIONS, re.MULTILINE)
WITH_EXAMPLES = ("routine", "rotate", "muscles", "every_minutes", "usual_length", "pill_start")
OF_STRESS, OF_CALENDARS = (re.findall(r"^#([a-z_]+) = ", one, re.MULTILINE) for one in EXAMPLES)


def switched_on(text: str, *keys: str) -> str:
    return re.sub(rf"^#((?:{'|'.join(keys)}) = .*)$", r"\1", text, flags=re.MULTILINE)


def in_one_line(text: str) -> str:
    return " ".join(line.removeprefix("# ") for line in text.splitlines())


def test_the_starter_config_loads_without_a_word_and_means_the_defaults() -> None:
    found = settings_from(starter_config().encode(), "config.toml", ROUTINE_IDS)

    assert found.problems == ()
    assert found.value == Settings()


@pytest.mark.parametrize(
    "of", [Work, Prompts, CheckIns, Cycle, Meetings, PlanEntry, StressEntry, CalendarEntry]
)
def test_every_setting_stands_in_the_starter_config_with_its_meaning(of: type[Struct]) -> None:
    text = starter_config()

    for one in fields(of):
        assert one.description in in_one_line(text)
        assert re.search(rf"^#?{one.key} = ", text, re.MULTILINE)


@pytest.mark.parametrize("key", SWITCHED_OFF)
def test_a_setting_can_be_switched_on_by_deleting_its_hash(key: str) -> None:
    text = switched_on(SECTIONS, key)
    if key == "every_minutes":
        text = text.replace("\nat = ", "\n#at = ")
    if key == "pill_start":
        text = text.replace('#mode = "natural"', 'mode = "hormonal"')

    found = settings_from(text.encode(), "config.toml", ROUTINE_IDS)

    assert [say(line_of(problem)) for problem in found.problems] == []
    assert found.value is not None
    assert (found.value == Settings()) == (key not in WITH_EXAMPLES)


@pytest.mark.parametrize("when", ["deadline", "days", "yearly", "monthly"])
def test_the_example_of_a_stressful_time_can_be_switched_on(when: str) -> None:
    text = switched_on(starter_config().replace("#[[stress]]", "[[stress]]"), "name", "kind")
    before, heading, example = text.partition("[[stress]]\n")
    found = settings_from(
        (before + heading + switched_on(example, when).partition("#[[")[0]).encode(),
        "config.toml",
        ROUTINE_IDS,
    )

    assert [say(line_of(problem)) for problem in found.problems] == []
    assert found.value is not None
    assert [one.name for one in found.value.stress] == ["Tax return"]
    assert set(OF_STRESS) == {one.key for one in fields(StressEntry)}


def test_the_example_of_a_calendar_can_be_switched_on_with_all_its_lines() -> None:
    before, example = starter_config().split("#[[calendar]]\n")
    text = f"{before}[[calendar]]\n{switched_on(example, *OF_CALENDARS)}"
    found = settings_from(text.encode(), "config.toml", ROUTINE_IDS)

    assert [say(line_of(problem)) for problem in found.problems] == []
    assert found.value is not None
    assert [one.path for one in found.value.calendar] == ["~/calendars/work.ics"]
    assert set(OF_CALENDARS) == {one.key for one in fields(CalendarEntry)}


def test_the_starter_routine_loads_without_a_word_and_is_gentle() -> None:
    found = routine_from(starter_routine("mine", "Mine").encode(), "mine.toml")

    assert [say(line_of(problem)) for problem in found.problems] == []
    assert found.value is not None
    assert found.value.is_gentle


@given(st.text(min_size=1, max_size=60).filter(lambda title: not is_blank(title)))
def test_any_title_survives_the_starter_routine(title: str) -> None:
    found = routine_from(starter_routine("mine", title).encode(), "mine.toml")

    assert found.value is not None
    assert found.value.title == title.encode("utf-8", "replace").decode()


def test_the_starter_routine_explains_every_key_and_kind() -> None:
    text = starter_routine("mine", "Mine")

    for one in (*fields(Routine), *fields(Press)):
        assert one.description in in_one_line(text)
        assert re.search(rf"^#?{one.key} = |^\[\[{one.key}\]\]$", text, re.MULTILINE)
    for name in STEP_KINDS:
        assert f"\n# - {name}: " in text


@pytest.mark.parametrize("text", [starter_config(), starter_routine("mine", "Mine")])
def test_a_starter_names_its_schema_first_and_has_no_overlong_line(text: str) -> None:
    assert text.startswith("#:schema ./")
    assert text.endswith("\n")
    assert max(map(len, text.splitlines())) <= 100


def test_the_starter_files_are_written_once_and_all_load() -> None:
    here = folders()

    assert [path.name for path in write_starters(here)] == FILES
    found = read_everything(here, shipped_routines())
    assert found.problems == ()
    assert found.settings == Settings()
    assert found.library.own == {"my-first-routine"}
    assert write_starters(here) == ()


def test_a_file_that_is_there_is_never_touched() -> None:
    here = folders()
    here.config.mkdir(parents=True)
    here.config_file.write_text("mine")

    assert [path.name for path in write_starters(here)] == FILES[1:]
    assert here.config_file.read_text() == "mine"


def test_an_old_schema_is_brought_up_to_date() -> None:
    here = folders()
    write_starters(here)
    schema = here.config / "config.schema.json"
    schema.write_text("{}")

    assert write_starters(here) == (schema,)
    assert schema.read_text("utf-8") == config_schema()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_folders_and_files_are_the_users_alone() -> None:
    here = folders()

    written = write_starters(here)

    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}
    assert stat.S_IMODE(here.config.stat().st_mode) == 0o700
    assert stat.S_IMODE(here.routines.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_told_in_one_sentence() -> None:
    here = folders()
    here.config.parent.mkdir(parents=True)
    here.config.write_text("a file in the way")

    with pytest.raises(Trouble) as trouble:
        write_starters(here)

    assert say(trouble.value.what).startswith("the starter files cannot be written to ")
