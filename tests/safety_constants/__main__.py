"""Flips the numbers of the safety rules one at a time, to see that a test notices each of them.

`python -m tests.safety_constants` copies the program and its tests into a temporary folder and runs
there, for each flip, the tests named beside it. With names of constants it flips only those. It
fails where a flip stays green, and where what is to be flipped does not stand in its file once.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import tomli
from msgspec import Struct, convert

ROOT: Final = Path(__file__).parents[2]
COPIED: Final = ("selfcare", "routines", "tests", "pyproject.toml")
FLIPS: Final = ROOT / "tests" / "safety_constants" / "flips.toml"
PATIENCE: Final = 120
"""Seconds after which a run counts as one that does not end."""
GREEN, RED = 0, 1
"""What pytest returns when all tests passed, and when one of them failed."""


class Flip(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One number, changed: `text` stands in `file` once, and `tests` must notice its change."""

    constant: str
    file: str
    text: str
    flipped: str
    tests: tuple[str, ...]


def all_flips() -> list[Flip]:
    """Return every flip, in the order of the file."""
    return convert(tomli.loads(FLIPS.read_text(encoding="utf-8"))["flip"], list[Flip])


def stands_once(flip: Flip, root: Path = ROOT) -> bool:
    """Return whether the text of a flip stands in its file exactly once."""
    file = root / flip.file
    return file.is_file() and file.read_text(encoding="utf-8").count(flip.text) == 1


def main(names: Sequence[str]) -> int:
    """Run the flips, all of them or those of the constants named; return 1 if one is unnoticed."""
    flips = [flip for flip in all_flips() if not names or flip.constant in names]
    if not flips:
        _say(f"no constant of that name: {', '.join(names)}")
        return 1
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy_into(copy)
        named = sorted({test for flip in flips for test in flip.tests})
        before = _pytest(copy, named)
        if before.returncode != GREEN:
            _say(f"not green before anything is flipped:\n{before.stdout}{before.stderr}")
            return 1
        _say("constant | flipped to | red test")
        unnoticed = [flip for flip in flips if not _is_noticed(flip, copy)]
    _say(f"{len(flips) - len(unnoticed)} of {len(flips)} flips turned a test red")
    return 1 if unnoticed else 0


def _is_noticed(flip: Flip, copy: Path) -> bool:
    told = f"{flip.constant} | {' '.join(flip.flipped.split())} | "
    if not stands_once(flip, copy):
        _say(f"{told}NOT FLIPPED: “{flip.text}” does not stand in {flip.file} once")
        return False
    file = copy / flip.file
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole.replace(flip.text, flip.flipped), encoding="utf-8")
    try:
        run = _pytest(copy, flip.tests)
    finally:
        file.write_text(whole, encoding="utf-8")
    if run.returncode == RED:
        _say(f"{told}{_red_test(run.stdout)}")
        return True
    why = "STAYS GREEN" if run.returncode == GREEN else f"DID NOT RUN: {run.stdout[-400:]}"
    _say(f"{told}{why}")
    return False


def _pytest(copy: Path, tests: Sequence[str]) -> subprocess.CompletedProcess[str]:
    # Without bytecode: a file changed twice within a second could pass for the one before.
    surroundings = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests],
        cwd=copy,
        env=surroundings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


def _red_test(output: str) -> str:
    failed = (line.removeprefix("FAILED ") for line in output.splitlines() if "FAILED " in line)
    return next((line.split(" - ")[0] for line in failed), "?")


def _copy_into(copy: Path) -> None:
    for name in COPIED:
        if (ROOT / name).is_dir():
            left_out = shutil.ignore_patterns("__pycache__", "_routines", ".*")
            shutil.copytree(ROOT / name, copy / name, ignore=left_out)
        else:
            shutil.copy(ROOT / name, copy / name)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
