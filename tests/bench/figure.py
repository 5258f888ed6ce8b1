"""A measured figure beside its goal."""

from __future__ import annotations

from dataclasses import dataclass

FAILS_AT = 3.0
"""Machines differ: only a figure this many times its goal fails."""


@dataclass(frozen=True)
class Figure:
    """What was measured, and the most it should be."""

    what: str
    value: float
    goal: float
    unit: str

    @property
    def fails(self) -> bool:
        return self.value > FAILS_AT * self.goal

    def __str__(self) -> str:
        return f"{self.what}: {self.value:.2f} {self.unit} (goal {self.goal:g})"
