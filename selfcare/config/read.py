"""The outcome of reading a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from selfcare.domain.problem import PlacedProblem, Problem, Severity

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Read(Generic[T_co]):
    """A file's value and its problems; the value is None exactly when a problem is an error."""

    value: T_co | None
    problems: tuple[PlacedProblem, ...] = ()


def any_error(problems: tuple[Problem, ...]) -> bool:
    """Return whether any of the problems keeps the file out."""
    return any(problem.severity is Severity.ERROR for problem in problems)
