"""Every row of the table of situations, and the paragraphs below it (6)."""

from __future__ import annotations

from tests.safety.runner import Case, cases, every_case, play

ROWS = range(1, 33)
BELOW_THE_TABLE = {"prompts a day", "treated", "no history", "order", "defaults"}


@every_case("rows.toml")
def test_a_situation_comes_out_as_written(case: Case) -> None:
    play(case)


def test_every_row_and_every_paragraph_has_a_case() -> None:
    assert {case.about for case in cases("rows.toml")} == {*ROWS, *BELOW_THE_TABLE}
