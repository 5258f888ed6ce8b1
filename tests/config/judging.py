"""What must hold of a changed file, and what was counted of many."""

from __future__ import annotations

import faulthandler
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from selfcare.app.configuration import in_force
from selfcare.app.say import say
from selfcare.config.library import read_library
from selfcare.config.paths import Folders, shipped_routines
from selfcare.config.place import line_of
from selfcare.config.reader import MOST_PROBLEMS
from selfcare.config.routine_file import read_routine
from selfcare.config.settings_file import read_settings
from selfcare.config.source import Source, source_of
from selfcare.domain.problem import PlacedProblem, Severity
from tests.config.golden import TODAY
from tests.config.mutations import Mutated, mutated

PATIENCE = 60
"""Seconds after which one file counts as a hang; every thread's place is printed then."""
EVERY = 20
"""Of so many files one is also put in force, as the background program does it."""
FOLLOWS = {
    ("muscles", "step"): "without muscles of the routine, steps need their own",
    ("needs", "step"): "what a routine needs unlocks its steps",
    ("work", "plan"): "times of a plan are compared with the work hours",
    ("daily_cap", "first_week_cap"): "no cap is above that of every day",
    ("daily_cap", "fewer_cap"): "no cap is above that of every day",
}
"""Rules by which a change is told elsewhere: a key of the change, and one of the problem."""
ONE_STEP = 2
"""A problem of the same step as the change: the rules of dose look at a step as a whole."""


class Told(Counter[str]):
    """How many files came to what."""

    @property
    def validated(self) -> float:
        """Return the share that got past the syntax, to the rules."""
        return self["validated"] / self["files"]

    def __str__(self) -> str:
        return "\n".join(f"{name}: {count:,}" for name, count in sorted(self.items()))


@cache
def known_ids() -> frozenset[str] | None:
    return read_library(Path("there-is-none"), shipped_routines()).known_ids


def judge_many(count: int, seed: int, folder: Path) -> Told:
    """Read so many changed files; raise AssertionError, with the file, for one that goes wrong."""
    told = Told()
    for number, one in enumerate(mutated(count, seed)):
        with _guarded(one):
            _judge(one, folder, told)
            if number % EVERY == 0:
                _put_in_force(one, folder)
    return told


@contextmanager
def _guarded(one: Mutated) -> Iterator[None]:
    faulthandler.dump_traceback_later(PATIENCE, exit=True)
    try:
        yield
    except Exception as error:
        error.add_note(f"{one.name}\n{one.content.decode('utf-8', 'backslashreplace')[:4000]}")
        raise
    finally:
        faulthandler.cancel_dump_traceback_later()


def _judge(one: Mutated, folder: Path, told: Told) -> None:
    file = folder / "changed.toml"
    file.write_bytes(one.content)
    read = read_settings(file, known_ids(), TODAY) if one.is_settings else read_routine(file)
    errors = [found for found in read.problems if found.problem.severity is Severity.ERROR]
    assert (read.value is None) == bool(errors)
    assert len(read.problems) <= MOST_PROBLEMS + 1
    lines = one.content.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    for found in read.problems:
        assert 1 <= found.line <= len(lines), found
        assert 1 <= found.column <= len(lines[found.line - 1]) + 1, found
        said = say(line_of(found))
        assert said.startswith(f"{file}:{found.line}:{found.column}: ")
        assert said.isprintable()
    told["files"] += 1
    told["with problems"] += bool(read.problems)
    told["validated"] += isinstance(source_of(one.content, "x.toml"), Source)
    if one.path is None:
        return
    told["as structure"] += 1
    if not read.problems:
        told["as structure, still good"] += 1
    elif any(found.line in one.lines for found in read.problems):
        told["as structure, told on the line of the change"] += 1
    else:
        why = next(filter(None, (_follows(one.path, found) for found in read.problems)), "")
        assert why, (f"told elsewhere than on {sorted(one.lines)}", read.problems)
        told[f"as structure, told elsewhere: {why}"] += 1


def _follows(path: tuple[str | int, ...], found: PlacedProblem) -> str:
    """Return by which rule a problem follows from a change elsewhere."""
    its = found.problem.path
    if not its and path[0] == "step" and found.problem.severity is Severity.WARNING:
        return "a note looks at the routine as a whole"
    if path[:1] == ("step",) and len(path) > ONE_STEP and path[:ONE_STEP] == its[:ONE_STEP]:
        return "a rule looks at the step as a whole"
    found_by = (FOLLOWS.get((str(one), str(other)), "") for one in path for other in its)
    return next(filter(None, found_by), "")


def _put_in_force(one: Mutated, folder: Path) -> None:
    """Let the file stand where the program reads it: it always comes to settings and routines."""
    home = folder / "home"
    where = Folders(home / "config", home / "data", home / "state", home / "logs")
    where.routines.mkdir(parents=True, exist_ok=True)
    file = where.config_file if one.is_settings else where.routines / "changed.toml"
    file.write_bytes(one.content)
    found = in_force(where)
    file.unlink()
    shipped = read_library(Path("there-is-none"), shipped_routines()).routines
    assert set(found.library.routines) >= set(shipped)
