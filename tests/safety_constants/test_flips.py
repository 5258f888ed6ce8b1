"""The flips themselves, checked without running any: what they name is there."""

from __future__ import annotations

import pytest

from tests.safety_constants.__main__ import ROOT, Flip, all_flips, stands_once

FLIPS = all_flips()
DEFAULTS = {
    *("pain_gate", "diff_gate", "letdown_drop", "window", "heads_up", "hold", "min_gap_h"),
    *("stress_high", "stress_high_entries", "stress_high_for_oneself", "stress_high_p75"),
    *("press_body", "press_head", "press_subocc", "press_scm", "max_press_per_muscle"),
    *("max_sessions_active", "diary_prompts", "daily_cap", "backfill_days"),
    *("min_days_for_rates", "min_days_for_band"),
    *("mo_limits.triptan", "mo_limits.ergot", "mo_limits.opioid", "mo_limits.combination"),
    *("mo_limits.mixed", "mo_limits.simple"),
}
"""The line "Defaults in one place" of the domain handbook 6."""
BY_TEXT = pytest.mark.parametrize(
    "flip", FLIPS, ids=[f"{one.constant} {one.flipped.split()[-1]}" for one in FLIPS]
)


def test_every_default_of_the_handbook_is_flipped() -> None:
    assert {flip.constant for flip in FLIPS} >= DEFAULTS


@BY_TEXT
def test_what_is_flipped_stands_in_its_file_once(flip: Flip) -> None:
    assert stands_once(flip)
    assert flip.flipped != flip.text


@BY_TEXT
def test_the_tests_of_a_flip_are_there(flip: Flip) -> None:
    assert flip.tests
    for test in flip.tests:
        file, _, name = test.partition("::")
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")
