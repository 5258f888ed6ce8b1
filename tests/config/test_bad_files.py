"""Each bad file is told in exactly the lines that stand beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.golden import (
    BAD_CONFIGS,
    BAD_ROUTINES,
    cases,
    expected,
    told_of_config,
    told_of_routine,
)


@pytest.mark.parametrize("case", cases(BAD_CONFIGS))
def test_a_bad_config_is_told_in_plain_lines(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD_CONFIGS)

    assert told_of_config(case) == expected(BAD_CONFIGS, case)


@pytest.mark.parametrize("case", cases(BAD_ROUTINES))
def test_a_bad_routine_is_told_in_plain_lines(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BAD_ROUTINES)

    assert told_of_routine(case) == expected(BAD_ROUTINES, case)


@pytest.mark.parametrize("folder", [BAD_CONFIGS, BAD_ROUTINES])
def test_every_case_has_both_of_its_files_and_something_to_tell(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}

    assert names == {f"{case}{end}" for case in cases(folder) for end in (".toml", ".txt")}
    assert all(expected(folder, case) for case in cases(folder))
