"""Every story comes out as it is written, day by day and prompt by prompt."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.runner import play
from tests.stories.story import read_story

STORIES = sorted(Path(__file__).parent.glob("*.story"))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_plan_is_what_the_story_says(path: Path, tmp_path: Path) -> None:
    play(read_story(path), tmp_path)


def test_a_story_that_says_otherwise_is_told_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "otherwise.story"
    told = STORIES[[one.stem for one in STORIES].index("a_tax_deadline_on_a_monday")]
    path.write_text(told.read_text(encoding="utf-8").replace("17:00", "17:10"), encoding="utf-8")
    with pytest.raises(AssertionError) as failure:
        play(read_story(path), tmp_path)
    assert "-   17:10  routine  let-down-wind-down  (stress/2027-05-31/eve)" in str(failure.value)
    assert "+   17:00  routine  let-down-wind-down  (stress/2027-05-31/eve)" in str(failure.value)
