"""Stressful times, emotional and physical: what one is, and how its days can be given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from msgspec import Struct

from selfcare.domain.message import Message

IsWorkday = Callable[[date], bool]
"""Tells whether the user works on a day."""


class StressKind(StrEnum):
    """What a time asks of one: the mind, or the body (lifting, a move, long drives)."""

    EMOTIONAL = "emotional"
    PHYSICAL = "physical"


class StressSource(StrEnum):
    """Who said that a time is stressful."""

    SETTINGS = "settings"
    COMMAND = "command"
    CALENDAR = "calendar"
    CHECK_INS = "check_ins"


@dataclass(frozen=True, slots=True)
class YearlyDays:
    """The same days of each year, from one (month, day) to another; may run over New Year.

    In a year without a 29 February the 28th stands for it.
    """

    first: tuple[int, int]
    last: tuple[int, int]

    def __str__(self) -> str:
        first, last = (f"{month:02}-{day:02}" for month, day in (self.first, self.last))
        return first if first == last else f"{first}..{last}"


@dataclass(frozen=True, slots=True)
class MonthlyDays:
    """The same days of each month.

    Either the days `first` to `last` of the month (1 to 31), or, with `count`, its first or last
    days; `workdays` counts only days one works. The last day stands for one the month has not.
    """

    first: int = 0
    last: int = 0
    count: int = 0
    from_end: bool = False
    workdays: bool = False

    def __str__(self) -> str:
        if not self.count:
            return f"{self.first}" if self.first == self.last else f"{self.first}..{self.last}"
        side = "last" if self.from_end else "first"
        unit = "workday" if self.workdays else "day"
        return f"{side} {self.count} {unit}" + ("s" if self.count > 1 else "")


class StressfulPeriod(Struct, frozen=True, kw_only=True):
    """A stressful time, both days included; `last` is None while it goes on without an end.

    `reason` is what the user reads: the name they gave it, or what was found. `deadline` is the
    day something is due, if something is.
    """

    first: date
    last: date | None
    reason: Message
    source: StressSource
    kind: StressKind = StressKind.EMOTIONAL
    deadline: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)
