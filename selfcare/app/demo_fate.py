"""What befalls a made-up person: good weeks and bad ones take turns, and a small formula decides.

The same person on the same dates fares the same; nothing was taken from real notes of anybody.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Final

from selfcare.app.demo_person import TRAITS, Busy, Person
from selfcare.domain.week import DAY

WORKDAYS: Final = 5
AROUND_A_START: Final = range(-2, 3)
"""Days from a start, on which a headache is as likely as not."""
LAST_OF_THE_MONTH: Final = 3
"""Workdays."""
RELEASE_EVERY: Final = 6
"""Weeks."""


class Fate:
    """The days of somebody from `first` on, numbered from 0; parts of the time go from 0 to 1."""

    def __init__(self, person: Person, first: date, days: int) -> None:
        self._person = person
        self._first = first
        self._days = days
        self._traits = TRAITS[person]

    def pain(self, number: int) -> int:
        """Return how strong it hurts at its worst, 0 on a day without a headache."""
        traits = self._traits
        chance = traits.bad if self.bad(number) else traits.calm
        if any(number - start in AROUND_A_START for start in self.starts):
            chance = 0.5
        if not self.happens("headache", number, chance):
            return 0
        return traits.weakest + self.dice("worst", number, traits.strongest - traits.weakest + 1)

    def bad(self, number: int) -> bool:
        """Return whether a day is one of a bad week, or of hard work."""
        return self.busy(number) or self.happens(
            "bad week", self.week(number), self._traits.bad_weeks
        )

    def busy(self, number: int) -> bool:
        """Return whether work is hard."""
        match self._traits.busy:
            case Busy.MONTH_END:
                return self._ends_a_month(number)
            case Busy.RELEASE:
                week = self.week(number)
                return self.is_workday(number) and week % RELEASE_EVERY == RELEASE_EVERY - 1
            case Busy.NEVER:
                return False

    def _ends_a_month(self, number: int) -> bool:
        """Return whether a day is one of the last workdays of its month, or lies between them."""
        left = 0
        day = self.day(number)
        while (day + left * DAY).month == day.month:
            left += 1
        workdays = sum(self.is_workday(number + ahead) for ahead in range(left))
        return 0 < workdays <= LAST_OF_THE_MONTH

    @cached_property
    def starts(self) -> frozenset[int]:
        """The days on which bleeding begins."""
        shortest = self._traits.shortest_cycle
        if shortest is None:
            return frozenset()
        found = [9]
        while found[-1] < self._days:
            found.append(found[-1] + shortest + self.dice("cycle", len(found), 6))
        return frozenset(found)

    def workday_at(self, part: float) -> int:
        """Return the first workday from a part of the whole time on."""
        number = int(part * self._days)
        while not self.is_workday(number):
            number += 1
        return number

    def day(self, number: int) -> date:
        """Return the date of a day."""
        return self._first + number * DAY

    def weekday(self, number: int) -> int:
        """Return 0 for a Monday to 6 for a Sunday."""
        return self.day(number).weekday()

    def week(self, number: int) -> int:
        """Return the number of the week, which begins on Monday."""
        return (number + self._first.weekday()) // 7

    def is_workday(self, number: int) -> bool:
        """Return whether a day is a Monday to Friday."""
        return self.weekday(number) < WORKDAYS

    def happens(self, what: str, number: int, chance: float) -> bool:
        """Return whether something that has a chance from 0 to 1 happens on a day."""
        return self.dice(what, number, 1000) < chance * 1000

    def dice(self, what: str, number: int, sides: int) -> int:
        """Return a number from 0 to below `sides`, the same for the same question."""
        said = f"{self._person}/{what}/{number}".encode()
        return int.from_bytes(sha256(said).digest()[:8]) % sides
