"""Bad files and the exact lines that tell of them, a pair of files per case.

Run `python -m tests.config.golden` after a change of wording, then read the difference as a user
would: is it clear what is wrong and how to mend it?
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from selfcare.app.say import say
from selfcare.config.place import line_of
from selfcare.config.routine_file import read_routine
from selfcare.config.settings_file import read_settings
from selfcare.domain.problem import PlacedProblem

DATA = Path(__file__).parents[1] / "data"
BAD_CONFIGS = DATA / "config" / "bad"
BAD_ROUTINES = DATA / "routines" / "bad"
TODAY = date(2026, 11, 23)
ROUTINE_IDS = frozenset({"four-muscles-gentle", "slow-breath", "scm-pinch"})


def cases(folder: Path) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.toml"))


def lines(problems: Iterable[PlacedProblem]) -> str:
    return "".join(f"{say(line_of(problem))}\n" for problem in problems)


def told_of_config(case: str) -> str:
    return lines(read_settings(Path(f"{case}.toml"), ROUTINE_IDS, TODAY).problems)


def told_of_routine(case: str) -> str:
    return lines(read_routine(Path(f"{case}.toml")).problems)


def expected(folder: Path, case: str) -> str:
    return (folder / f"{case}.txt").read_text("utf-8")


def main() -> None:
    for folder, told in ((BAD_CONFIGS, told_of_config), (BAD_ROUTINES, told_of_routine)):
        os.chdir(folder)
        for case in cases(folder):
            (folder / f"{case}.txt").write_text(told(case), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
