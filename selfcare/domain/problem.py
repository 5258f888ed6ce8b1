"""What is wrong with a user's file, where, and how to mend it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from selfcare.domain.message import Message


class Severity(StrEnum):
    """An error keeps a file out; a warning is only told."""

    ERROR = "error"
    WARNING = "warning"


Path = tuple[str | int, ...]
"""Keys and positions that lead to a value in a TOML file, such as ("step", 1, "seconds")."""


class Problem(Struct, frozen=True, kw_only=True):
    """One thing wrong at one place. `what` says it, `cure` how to mend it.

    `path` leads to the value, and is empty for the file as a whole. `at_key` is true where the key
    itself is the problem, an unknown one for instance. Line and column count from 1 and are found
    when the problem is told.
    """

    path: Path
    what: Message
    cure: Message
    severity: Severity = Severity.ERROR
    at_key: bool = False


class PlacedProblem(Struct, frozen=True, kw_only=True):
    """A problem with its file, line and column."""

    file: str
    line: int
    column: int
    problem: Problem
