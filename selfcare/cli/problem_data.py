"""A problem of a file as `check --json` prints it."""

from __future__ import annotations

from msgspec import Struct

from selfcare.app.say import say
from selfcare.domain.problem import PlacedProblem


class ProblemData(Struct, frozen=True, kw_only=True):
    """A problem with its place; line and column count from 1."""

    file: str
    line: int
    column: int
    severity: str
    what: str
    cure: str


def problem_data(placed: PlacedProblem) -> ProblemData:
    """Return a problem as data."""
    return ProblemData(
        file=placed.file,
        line=placed.line,
        column=placed.column,
        severity=placed.problem.severity.value,
        what=say(placed.problem.what),
        cure=say(placed.problem.cure),
    )
