"""Reads one routine file: each value by its type, then the dose rules of the domain."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import Final

from msgspec.structs import replace

from selfcare.config.place import place
from selfcare.config.read import Read, any_error
from selfcare.config.reader import BAD, MOST_PROBLEMS, OwnWays, Walk, too_many
from selfcare.config.shapes import Field, Kinds, Many
from selfcare.config.source import Source, read_source, source_of
from selfcare.config.values import nearest
from selfcare.domain.dose import lint
from selfcare.domain.problem import Path, PlacedProblem, Problem, Severity
from selfcare.domain.routine import AnyStep, Need, Routine

_DOSE_KEYS: Final = ("kind", "muscles", "side", "seconds", "reps", "rest", "pressure")


def read_routine(path: FilePath, *, trusted: bool = False) -> Read[Routine]:
    """Return the routine of a file, every step with its own muscles.

    The dose rules of a `trusted` file, one that came with the program, are not checked again.
    """
    return _routine_of(read_source(path), trusted=trusted)


def routine_from(content: bytes, file: str) -> Read[Routine]:
    """Return the routine in a file's bytes that are already at hand."""
    return _routine_of(source_of(content, file), trusted=False)


def _routine_of(source: Source | PlacedProblem, *, trusted: bool) -> Read[Routine]:
    if isinstance(source, PlacedProblem):
        return Read(None, (source,))
    steps: dict[int, AnyStep] = {}

    def take_steps(walk: Walk, value: object, path: Path, one: Field) -> object:
        return _steps(walk, value, path, one, steps)

    walk = Walk(Routine, {(Routine, "steps"): take_steps})
    routine = walk.table(source.table, Routine, ())
    problems = tuple(walk.problems)
    if not trusted:
        problems = _bounded(problems + _dose_problems(source.table, problems, steps))
    if routine is None or any_error(problems):
        return Read(None, place(problems, source))
    filled = replace(
        routine,
        steps=tuple(
            step if step.muscles else replace(step, muscles=routine.muscles)
            for step in routine.steps
        ),
    )
    return Read(filled, place(problems, source))


def _bounded(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    if len(problems) <= MOST_PROBLEMS + 1:
        return problems
    untold = problems[MOST_PROBLEMS:]
    severity = Severity.ERROR if any_error(untold) else Severity.WARNING
    return (*problems[:MOST_PROBLEMS], too_many(untold[0].path, severity))


def _steps(walk: Walk, value: object, path: Path, one: Field, steps: dict[int, AnyStep]) -> object:
    """Read the steps, remembering the good ones by their place in the file."""
    if not isinstance(one.shape, Many) or not isinstance(one.shape.item, Kinds):
        return BAD
    items = walk.items(value, one.shape, path)
    if items is None:
        return BAD
    for at, item in enumerate(items):
        before = len(walk.problems)
        step = walk.kind(item, one.shape.item, (*path, at))
        told = walk.problems[before:]
        if isinstance(step, AnyStep) and not walk.is_full and not any(map(_bears_on_dose, told)):
            steps[at] = step
    return tuple(steps.values())


def _bears_on_dose(problem: Problem) -> bool:
    """Return whether a step with this problem may have other doses than could be read."""
    return not problem.at_key or nearest(str(problem.path[-1]), _DOSE_KEYS) is not None


def _dose_problems(
    table: dict[str, object],
    problems: tuple[Problem, ...],
    steps: dict[int, AnyStep],
) -> tuple[Problem, ...]:
    """Return what the dose rules say of a file's good steps, whatever else is wrong with it.

    What cannot be known is taken so that no rule fails for it.
    """
    bad = {problem.path[0] for problem in problems if problem.path}
    values = {key: value for key, value in table.items() if key not in bad}
    if any(nearest(str(key), ["needs"]) for key in bad):
        values["needs"] = [need.value for need in Need]
    if "muscles" not in values:
        values["muscles"] = []
        steps = {at: step for at, step in steps.items() if step.muscles}
    values |= {"id": "unnamed", "title": "Unnamed", "step": []}
    ways: OwnWays = {(Routine, "steps"): lambda *_: tuple(steps.values())}
    routine = Walk(Routine, ways).table(values, Routine, ())
    if routine is None or (problems and not steps):
        return ()
    numbers = list(steps)
    whole = not problems
    return tuple(
        replace(problem, path=("step", numbers[problem.path[1]], *problem.path[2:]))
        if len(problem.path) > 1 and isinstance(problem.path[1], int)
        else problem
        for problem in lint(routine)
        if whole or problem.path
    )
