"""Every day script plays as it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.days.runner import play

SCRIPTS = sorted(Path(__file__).parent.glob("*.day"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_the_day_goes_as_its_script_says(script: Path) -> None:
    play(script)
