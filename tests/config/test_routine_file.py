"""A routine file gives a routine whose steps know their muscles."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfcare.app.say import say
from selfcare.config.paths import shipped_routines
from selfcare.config.place import line_of
from selfcare.config.routine_file import read_routine, routine_from
from selfcare.domain.muscles import Muscle
from selfcare.domain.routine import Move, Need, Press, Rest, Setting, Side, Tool

GOOD = """
id = "mine"
title = "Mine"
setting = "private"
muscles = ["trapezius_upper", "levator_scapulae"]
tool = "two balls in a sock"
needs = ["neck_ok"]
source = ["K53", "my own words"]

[[step]]
kind = "move"
do = "Roll both shoulders slowly backwards."
side = "both"
seconds = 20

[[step]]
kind = "rest"
do = "Let the jaw hang."
muscles = ["masseter"]
side = "center"
seconds = 30
caution = "Keep the lips closed."
"""


def test_every_step_has_muscles_its_own_or_those_of_the_routine() -> None:
    routine = routine_from(GOOD.encode(), "mine.toml").value

    assert routine is not None
    both = (Muscle.TRAPEZIUS_UPPER, Muscle.LEVATOR_SCAPULAE)
    assert routine.muscles == both
    assert routine.steps == (
        Move(do="Roll both shoulders slowly backwards.", muscles=both, side=Side.BOTH, seconds=20),
        Rest(
            do="Let the jaw hang.",
            muscles=(Muscle.MASSETER,),
            side=Side.CENTER,
            seconds=30,
            caution="Keep the lips closed.",
        ),
    )
    assert (routine.setting, routine.tool, routine.needs, routine.source) == (
        Setting.PRIVATE,
        Tool.TWO_BALLS,
        (Need.NECK_OK,),
        ("K53", "my own words"),
    )


@pytest.mark.parametrize("path", sorted(shipped_routines().glob("*.toml")), ids=lambda p: p.stem)
def test_a_shipped_routine_loads_without_a_word(path: Path) -> None:
    read = read_routine(path)

    assert [say(line_of(problem)) for problem in read.problems] == []
    assert read.value is not None
    assert read.value.id == path.stem


def test_a_note_of_the_linter_does_not_keep_a_routine_out() -> None:
    short = GOOD.replace("seconds = 20", "seconds = 1").replace("seconds = 30", "seconds = 1")

    read = routine_from(short.encode(), "mine.toml")

    assert read.problems
    assert read.value is not None


def test_a_trusted_file_is_not_held_against_the_dose_rules_again(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    text = GOOD.replace('kind = "move"', 'kind = "press"\npressure = 6')
    path.write_text(text.replace("seconds = 20", "seconds = 120"))

    assert read_routine(path).value is None
    trusted = read_routine(path, trusted=True).value
    assert trusted is not None
    assert isinstance(trusted.steps[0], Press)


def test_a_dose_problem_names_the_step_of_the_file_when_others_are_broken() -> None:
    broken = '[[step]]\nkind = "rest"\n\n'
    dose = '[[step]]\nkind = "stretch"\ndo = "Tilt the head."\nside = "each"\nseconds = 45\n'
    text = GOOD.partition("[[step]]")[0] + broken + dose

    told = [say(line_of(one)) for one in routine_from(text.encode(), "mine.toml").problems]

    assert told[-1].startswith("mine.toml:17:11: a repetition of kind stretch takes 10 to 30")
