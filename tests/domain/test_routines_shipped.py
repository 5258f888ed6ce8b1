from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from selfcare.app.say import say
from selfcare.domain.dose import lint
from selfcare.domain.muscles import NECK
from selfcare.domain.routine import Breathe, Rest, Setting
from tests.domain.shipped import SHIPPED

DATA = Path(__file__).parents[1] / "data"
with (DATA / "routine_table.csv").open(encoding="utf-8", newline="") as file:
    TABLE = {row["routine"]: row for row in csv.DictReader(file)}

EVERY = pytest.mark.parametrize("name", sorted(SHIPPED))


def test_the_36_routines_of_the_handbook_are_there() -> None:
    assert sorted(SHIPPED) == sorted(TABLE)
    assert len(SHIPPED) == 36


@EVERY
def test_a_routine_has_the_times_and_limits_of_the_handbook(name: str) -> None:
    routine, row = SHIPPED[name], TABLE[name]
    assert routine.id == name
    assert {
        "total_seconds": routine.total_seconds,
        "pressing_seconds_a_side": sum(step.pressing_seconds for step in routine.steps),
        "max_pressure": max(step.pressure for step in routine.steps),
        "phase": routine.phase.value,
        "needs": " ".join(need.value for need in routine.needs),
    } == {
        "total_seconds": int(row["total_seconds"]),
        "pressing_seconds_a_side": int(row["pressing_seconds_a_side"]),
        "max_pressure": int(row["max_pressure"]),
        "phase": row["phase"],
        "needs": row["needs"],
    }


@EVERY
def test_a_routine_lints_clean_without_a_warning(name: str) -> None:
    told = [f"{problem.path}: {say(problem.what)}" for problem in lint(SHIPPED[name])]
    assert told == []


@EVERY
def test_a_title_can_be_said_aloud_and_a_source_is_a_number_or_design(name: str) -> None:
    routine = SHIPPED[name]
    assert not re.search(r"migraine|headache|pain|trigger|cure|_", routine.title, re.IGNORECASE)
    assert routine.source == ("design",) or all(
        re.fullmatch(r"K(?:[1-9]|[4-5]\d|6[01])", number) for number in routine.source
    )


@EVERY
def test_a_head_or_chin_move_names_a_muscle_of_the_neck(name: str) -> None:
    for step in SHIPPED[name].steps:
        moved = re.search(r"\b(?:chin|head|nose|face)\b", step.do, re.IGNORECASE)
        if moved and (step.lengthens or step.moves):
            assert NECK.intersection(step.muscles), step.do


def test_titles_are_all_different() -> None:
    assert len({routine.title for routine in SHIPPED.values()}) == 36


def test_the_gentle_routines_are_the_five_of_the_handbook() -> None:
    assert {name for name, routine in SHIPPED.items() if routine.is_gentle} == {
        "four-muscles-gentle",
        "slow-breath",
        "occipitalis-rest",
        "let-down-wind-down",
        "migraine-quiet",
    }


def test_the_default_routine_reaches_its_four_muscles_without_touching_them() -> None:
    routine = SHIPPED["four-muscles-gentle"]
    assert routine.setting is Setting.DESK
    assert all(isinstance(step, Breathe | Rest) for step in routine.steps)
    assert {muscle for step in routine.steps for muscle in step.muscles} == set(routine.muscles)


def test_only_back_and_cheek_have_no_routine_for_the_desk() -> None:
    at_desk = {
        muscle
        for routine in SHIPPED.values()
        if routine.setting is Setting.DESK
        for muscle in routine.muscles
    }
    elsewhere = {muscle for routine in SHIPPED.values() for muscle in routine.muscles} - at_desk
    assert elsewhere == {"trapezius_middle", "trapezius_lower", "masseter"}
