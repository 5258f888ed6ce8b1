"""Forty kills in a process of their own, since forking many threads' process is no fair start."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KILLS = 40


@pytest.mark.skipif(os.name != "posix", reason="Windows has no fork")
def test_killed_at_every_named_point_nothing_is_lost_shown_again_or_unsound() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.kills", str(KILLS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    kills, got_through, answers, *wrong = map(int, done.stdout.splitlines()[-1].split()[1:])
    assert kills == KILLS
    assert got_through < KILLS // 10
    assert answers > KILLS
    assert wrong == [0, 0, 0, 0]
