"""Alarming symptoms: each flag, what is known, aura, the gate, and what lifts it (3.3)."""

from __future__ import annotations

from datetime import time
from typing import Final

import pytest

from selfcare.domain.red_flags import Flag
from tests.safety.life import ALL_NO, TEN, Life
from tests.safety.runner import Case, cases, every_case, play

PARAGRAPHS = {
    *("together", "with the screening", "known risk", "aura", "gate", "until checked"),
    *("by mistake", "number"),
}


@every_case("flags.toml")
def test_an_alarming_symptom_comes_out_as_written(case: Case) -> None:
    play(case)


def test_every_flag_and_every_paragraph_has_a_case() -> None:
    assert {case.about for case in cases("flags.toml")} == {*map(str, Flag), *PARAGRAPHS}


PRESSING: Final = "trap-upper-squeeze"
PAIN: Final = {"headache": "running", "now": 2, "with": [], "like_usual": True}
RESTS: Final = {
    "an emergency": {**PAIN, "flags": ["neurological"]},
    "an open gate": {**PAIN, "now": 8},
    "an attack": {**PAIN, "with": ["nausea"]},
}
"""Check-ins after which nothing may be pressed."""


@pytest.fixture
def life() -> Life:
    there = Life()
    there.stand(TEN, 28)
    there.screen(ALL_NO)
    there.stand(TEN)
    return there


@pytest.mark.parametrize("said", RESTS.values(), ids=RESTS)
def test_a_routine_left_in_the_middle_is_not_taken_up_again(
    life: Life, said: dict[str, object]
) -> None:
    life.begin(PRESSING)
    life.check_in(said)
    assert life.refuses(PRESSING)


@pytest.mark.parametrize("said", RESTS.values(), ids=RESTS)
def test_a_prompt_that_was_open_before_leads_to_no_pressing(
    life: Life, said: dict[str, object]
) -> None:
    life.configure(f'[[plan]]\nid = "mine"\nroutine = "{PRESSING}"\nat = ["10:30"]\n')
    life.stand(time(10, 40))
    assert life.line.show_next().routine == PRESSING
    life.check_in(said)
    assert life.begun_by_now() != PRESSING


def test_after_an_alarm_the_outlook_rests_as_well(life: Life) -> None:
    assert life.data("outlook", "--json")["band"] is not None
    life.check_in(RESTS["an emergency"])
    outlook = life.data("outlook", "--json")
    assert (outlook["suspended"], outlook["band"], outlook["reasons"]) == (True, None, [])
    life.say("checked")
    assert life.data("outlook", "--json")["band"] is not None
