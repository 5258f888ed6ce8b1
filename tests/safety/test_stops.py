"""Ending a routine early: each reason, and what follows (3.2)."""

from __future__ import annotations

from selfcare.domain.facts import StopReason
from tests.safety.runner import Case, cases, every_case, play


@every_case("stops.toml")
def test_a_stop_comes_out_as_written(case: Case) -> None:
    play(case)


def test_every_reason_has_a_case() -> None:
    assert {case.about for case in cases("stops.toml")} == set(map(str, StopReason))
