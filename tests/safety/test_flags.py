"""Alarming symptoms: each flag, what is known, aura, the gate, and what lifts it (3.3)."""

from __future__ import annotations

from selfcare.domain.red_flags import Flag
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
