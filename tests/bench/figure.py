"""A measured figure beside its goal, and where there is one, beside its reference."""

from __future__ import annotations

from dataclasses import dataclass

FAILS_AT = 3.0
"""Machines differ: only a figure this many times its goal fails."""


@dataclass(frozen=True)
class Figure:
    """What was measured, and the most it should be.

    With a `reference`, measured in the same run and the same unit, the goal is how many times that
    it should be at most; `beside` says what the reference is.
    """

    what: str
    value: float
    goal: float
    unit: str
    reference: float | None = None
    beside: str = ""

    @property
    def measured(self) -> float:
        """What is held against the goal."""
        return self.value if self.reference is None else self.value / self.reference

    @property
    def fails(self) -> bool:
        return self.measured > FAILS_AT * self.goal

    @property
    def verdict(self) -> str:
        if self.fails:
            return "FAILS"
        return "good" if self.measured <= self.goal else "above its goal"

    def cells(self) -> tuple[str, ...]:
        """Return the figure as a row of the table."""
        times = self.reference is not None
        unit = "times" if times else self.unit
        return (
            self.what,
            f"{number(self.value)} {self.unit}",
            f"{number(self.reference)} {self.unit}: {self.beside}" if self.reference else "",
            f"{number(self.measured)} times" if times else "",
            f"{number(self.goal)} {unit}",
            f"{number(FAILS_AT * self.goal)} {unit}",
            self.verdict,
        )


def number(value: float) -> str:
    """Return a number with three figures that matter."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
