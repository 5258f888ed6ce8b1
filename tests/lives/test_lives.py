"""Lives with suspends, clock jumps, flights, edits and restarts go as the rules in words say.

Many more of them: `python -m tests.bench.days`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.days import lives, told
from tests.lives.living import live
from tests.lives.person import HOMES

DAYS = 400
SEED = 2026


def test_lives_in_six_zones_go_as_the_rules_say(tmp_path: Path) -> None:
    due = shown = 0
    homes = set()
    for life in lives(DAYS, SEED):
        lived = live(*life, tmp_path / str(life.seed))
        if lived.verdicts:
            pytest.fail(told(life, lived))
        due += lived.judge.due
        shown += lived.judge.shown
        homes.add(life.home)

    assert homes == set(HOMES)
    assert due > 2 * DAYS
    assert shown > DAYS // 3


def test_a_seed_makes_the_same_life_again(tmp_path: Path) -> None:
    one, other = (live(SEED, HOMES[0], 14, tmp_path / name) for name in ("one", "other"))

    assert one.script == other.script
