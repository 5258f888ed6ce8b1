"""A change of one value in a file, as data."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from selfcare.domain.problem import Path

Plain = bool | int | str | list[Any]
"""A value as TOML has it; of a list the items are texts or dates."""


class Edit(Struct, frozen=True):
    """A value that is to stand at `path`; None takes the line out of force."""

    path: Path
    value: Plain | None


class CannotEdit(Exception):
    """The file is written in a way in which this cannot be changed without touching the rest."""
