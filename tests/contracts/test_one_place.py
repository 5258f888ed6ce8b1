"""What is added in one place is known in all: nothing can be forgotten on the way."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest
from msgspec import Struct

import selfcare.cli
import selfcare.notify
from selfcare.app.check_in_words import FLAGS
from selfcare.app.routine_words import SETTINGS, SIDES, TOOLS
from selfcare.app.what_became import HELD_WORDS, WAITS_WORDS
from selfcare.cli.main import SECTIONS
from selfcare.config.schema import routine_schema
from selfcare.config.settings_file import settings_from
from selfcare.domain import facts as facts_module
from selfcare.domain import routine as routine_module
from selfcare.domain.checkin import Zone
from selfcare.domain.facts import Fact, StopReason
from selfcare.domain.muscles import LABELS, MAX_PRESSURE, Muscle
from selfcare.domain.presence import LET_GO
from selfcare.domain.prompt import HeldBack
from selfcare.domain.questions import QUESTIONS
from selfcare.domain.red_flags import GATE, Flag
from selfcare.domain.routine import STEP_KINDS, AnyStep, Setting, Side, Step, Tool
from selfcare.domain.screening import Tag
from selfcare.domain.settings import DEFAULT_ROUTINE, NotifierChoice, Settings
from selfcare.domain.stopping import LEVELS, REASONS
from selfcare.domain.zones import WEIGHTS, WORDS
from selfcare.notify.chain import NOTIFIERS, candidates
from selfcare.planning.ranking import QUIET_ROUTINE
from tests.diary.samples import one_of_each_kind
from tests.domain.shipped import SHIPPED

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "selfcare"
ARCHITECTURE = ROOT / "docs" / "ARCHITECTURE.md"


def modules_of(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(package.__path__):
        yield importlib.import_module(f"{package.__name__}.{found.name}")


def own_classes(modules: Iterable[ModuleType]) -> Iterator[type]:
    for module in modules:
        for _, found in inspect.getmembers(module, inspect.isclass):
            if found.__module__ == module.__name__:
                yield found


# Notifiers


def implements_a_notifier(found: type) -> bool:
    needed = ("probe", "show", "close")
    return not getattr(found, "_is_protocol", False) and all(hasattr(found, one) for one in needed)


def test_every_notifier_that_was_written_is_in_the_chain_and_the_other_way_round() -> None:
    written = {
        one for one in own_classes(modules_of(selfcare.notify)) if implements_a_notifier(one)
    }

    assert set(NOTIFIERS) == written
    assert len(NOTIFIERS) == len(set(NOTIFIERS))


@pytest.mark.parametrize("choice", list(NotifierChoice)[1:])
def test_every_notifier_of_the_settings_is_served_by_one(choice: NotifierChoice) -> None:
    assert [one.choice for one in candidates(NotifierChoice.AUTO)].count(choice) == 1
    assert candidates(choice)[0].choice is choice


def test_whatever_is_chosen_there_is_a_notifier_that_needs_no_desktop_behind_it() -> None:
    last = {candidates(choice)[-1].choice for choice in NotifierChoice}

    assert last == {NotifierChoice.TERMINAL}


# Kinds of steps

KINDS = [one for one in own_classes([routine_module]) if issubclass(one, Step) and one is not Step]


def test_every_kind_of_step_is_in_the_union_and_in_the_table() -> None:
    assert set(get_args(AnyStep)) == set(KINDS)
    assert set(STEP_KINDS.values()) == set(KINDS)
    assert list(STEP_KINDS) == [kind.__struct_config__.tag for kind in STEP_KINDS.values()]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_kind_of_step_is_in_the_schema_and_in_a_shipped_routine(kind: type[Step]) -> None:
    (name,) = (name for name, known in STEP_KINDS.items() if known is kind)
    step = json.loads(routine_schema())["properties"]["step"]["items"]

    assert name in step["properties"]["kind"]["enum"]
    assert f"{name}: " in step["properties"]["kind"]["description"]
    assert [rule["if"]["properties"]["kind"]["const"] for rule in step["allOf"]].count(name) == 1
    assert any(type(one) is kind for routine in SHIPPED.values() for one in routine.steps)


# Facts

FACTS = [
    one
    for one in own_classes([facts_module])
    if issubclass(one, Struct) and one.__struct_config__.tag is not None
]


@pytest.mark.parametrize("kind", FACTS, ids=lambda kind: kind.__name__)
def test_every_fact_is_in_the_union_and_has_a_sample(kind: type[Struct]) -> None:
    assert kind in get_args(Fact)
    assert kind in {type(one) for one in one_of_each_kind()}


def test_the_union_holds_nothing_but_facts() -> None:
    assert set(get_args(Fact)) == set(FACTS)


# Settings, questions and words


def test_the_built_in_settings_name_routines_that_are_shipped() -> None:
    found = settings_from(b"", "config.toml", frozenset(SHIPPED))

    assert found.problems == ()
    for entry in Settings().plan:
        assert (entry.routine, entry.rotate, entry.muscles) == (None, (), ())
    assert DEFAULT_ROUTINE in SHIPPED
    assert QUIET_ROUTINE in SHIPPED


def test_every_tag_but_the_one_of_age_has_its_question() -> None:
    assert [one.tag for one in QUESTIONS] == [tag for tag in Tag if tag is not Tag.MINOR]


def test_everything_with_words_for_people_has_them() -> None:
    assert set(HELD_WORDS) == set(HeldBack)
    assert set(WAITS_WORDS) == set(LET_GO) - {HeldBack.RESTED}
    assert set(SETTINGS) == set(Setting)
    assert set(SIDES) == set(Side)
    assert set(TOOLS) == set(Tool)
    assert set(LABELS) == set(MAX_PRESSURE) == set(Muscle)
    assert set(WORDS) == set(WEIGHTS) == set(Zone)
    assert [one.flag for one in GATE] == sorted(set(Flag) - {Flag.NONE}, key=list(FLAGS).index)
    assert set(FLAGS) == set(Flag)
    assert set(REASONS) == set(LEVELS) == set(StopReason)


# Modules and files


@pytest.mark.parametrize(
    "module",
    sorted(
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if path.name != "__init__.py"
    ),
)
def test_every_module_stands_in_its_folder_of_the_architecture(module: str) -> None:
    folder, _, name = module.rpartition("/")
    tree = ARCHITECTURE.read_text(encoding="utf-8").split("## Tree")[1].split("```")[1]
    of_folder = tree
    if folder:
        found = re.search(rf"^{folder}/(.*?)(?=^\S|\Z)", tree, re.MULTILINE | re.DOTALL)
        assert found is not None, folder
        of_folder = found[1]

    assert re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", of_folder)


def test_the_architecture_names_no_module_that_is_gone() -> None:
    tree = ARCHITECTURE.read_text(encoding="utf-8").split("## Tree")[1].split("```")[1]
    there = {path.name for path in PACKAGE.rglob("*.py")}

    assert set(re.findall(r"[a-z_]+\.py", tree)) - there == set()


def test_every_function_of_the_command_table_is_a_file_of_the_commands() -> None:
    files = {entry.where.partition(":")[0] for _, table in SECTIONS for entry in table.values()}

    assert files <= {module.__name__.rpartition(".")[2] for module in modules_of(selfcare.cli)}


def test_every_routine_shipped_is_named_after_its_file() -> None:
    assert all(routine.id == name for name, routine in SHIPPED.items())
