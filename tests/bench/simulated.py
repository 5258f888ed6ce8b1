"""How long it takes to plan and decide every day of a year, and of ten years beside it.

Nothing but the program's own functions over facts in memory, as the background program calls them:
what is known is gathered anew after each fact, and decided at each moment that a decision names.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import cycle
from random import Random
from time import process_time
from typing import Final
from zoneinfo import ZoneInfo

from selfcare.app.context import RECENT
from selfcare.domain.checkin import CheckIn, Headache
from selfcare.domain.facts import (
    CheckedIn,
    DaemonStarted,
    DiaryView,
    Entry,
    Fact,
    PeriodStarted,
    PromptAnswered,
    PromptClaimed,
    PromptHeld,
    PromptShown,
    StressAdded,
)
from selfcare.domain.prompt import Answer, Prompt, PromptKind, Via
from selfcare.domain.settings import PlanEntry, Settings, StressEntry
from selfcare.domain.stress import MonthlyDays, StressKind
from selfcare.domain.week import DAY, MINUTE
from selfcare.planning.around import Around, around
from selfcare.planning.delivery import Decision, decide
from selfcare.planning.history import read_history
from selfcare.planning.hours import quiet_around
from selfcare.planning.planner import plan
from tests.bench.figure import Figure

ZONE = ZoneInfo("Europe/Berlin")
FIRST = date(2016, 1, 4)
YEAR = 365
GOAL_SECONDS = 3.0
GOAL_TIMES = 11.0
ROUNDS = 3
ROUNDS_OF_TEN = 2
"""One round alone would be set beside the luckiest of several."""

SETTINGS: Final = Settings(
    plan=(
        *(PlanEntry(id=f"at-{hour}", at=(time(hour, 20),)) for hour in (9, 10, 11, 13, 14, 15)),
        *(
            PlanEntry(id=f"every-{long}", every_minutes=long)
            for long in (60, 75, 90, 120, 150, 180)
        ),
    ),
    stress=(
        StressEntry(name="Month end", monthly=MonthlyDays(count=3, from_end=True, workdays=True)),
    ),
)
"""Twelve plan entries under the usual cap; the cycle is on."""
REPLIES: Final = (Answer.DONE, Answer.SKIP, Answer.DONE, None, Answer.LATER, Answer.DONE)


def figures() -> Iterator[Figure]:
    """Yield how long a year takes, and how much longer ten."""
    one = min(seconds(YEAR) for _ in range(ROUNDS))
    ten = min(seconds(10 * YEAR) for _ in range(ROUNDS_OF_TEN))
    yield Figure("a year simulated: 12 plan entries, stress, cycle", one, GOAL_SECONDS, "s")
    yield Figure("ten years simulated", ten, GOAL_TIMES, "s", one, "one year")


def seconds(days: int) -> float:
    """Return the processor time that it takes to live through so many days."""
    began = process_time()
    Life().live(days)
    return process_time() - began


class Life:
    """A made-up life: what was noted so far, and what is known from it."""

    def __init__(self) -> None:
        self.shown = 0
        self.now = datetime.combine(FIRST, time(), tzinfo=ZONE).astimezone(UTC)
        self._random = Random(11)
        self._replies = cycle(REPLIES)
        self._number = 0
        self._lasting: list[Entry] = []
        """What is in every view, however old."""
        self._recent: list[Entry] = []
        self._known: Around | None = None
        self._planned: tuple[Prompt, ...] = ()
        self._on_screen: str | None = None
        self._next_start = FIRST

    def live(self, days: int) -> None:
        """Live through so many days."""
        self._note(DaemonStarted("0"))
        for number in range(days):
            day = FIRST + number * DAY
            self.now = datetime.combine(day, time(), tzinfo=ZONE).astimezone(UTC)
            self._begin(day)
            end = datetime.combine(day + DAY, time(), tzinfo=ZONE).astimezone(UTC)
            while self.now < end:
                wake = self._look().wake
                self.now = end if wake is None else max(wake, self.now + timedelta(seconds=1))

    def _begin(self, day: date) -> None:
        self._recent = [entry for entry in self._recent if entry.day >= day - RECENT]
        self._known = None
        if day >= self._next_start:
            self._note(PeriodStarted(day))
            self._next_start = day + self._random.randint(25, 31) * DAY
        if day.day == 10:
            self._note(
                StressAdded(
                    period=f"{day}",
                    name="A deadline",
                    first=day + DAY,
                    last=day + 5 * DAY,
                    kind=StressKind.EMOTIONAL,
                    deadline=day + 5 * DAY,
                )
            )

    def _look(self) -> Decision:
        known = self._gathered()
        decision = decide(
            self.now,
            self._planned,
            history=known.history,
            settings=known.settings,
            on_screen=self._on_screen,
            quiet=quiet_around(known.today, known.settings, ZONE),
        )
        for held in decision.held:
            self._note(PromptHeld(held.prompt, held.why))
        if decision.keep != self._on_screen:
            self._on_screen = None
        if decision.show is not None:
            self._show(decision.show, decision)
        return decision

    def _show(self, prompt: Prompt, decision: Decision) -> None:
        self.shown += 1
        if decision.claim:
            self._note(PromptClaimed(prompt, decision.round))
        self._note(PromptShown(prompt.id, decision.round, "simulated"))
        self._on_screen = prompt.id
        reply = next(self._replies)
        if reply is None:
            return
        self.now += 3 * MINUTE
        if prompt.kind is PromptKind.CHECKIN:
            self._note(CheckedIn(self._check_in(prompt.day)))
            reply = Answer.DONE
        until = self.now + 10 * MINUTE if reply is Answer.LATER else None
        self._note(PromptAnswered(prompt.id, decision.round, reply, Via.NOTIFICATION, until))

    def _check_in(self, day: date) -> CheckIn:
        headache = Headache.YES if self._random.random() < 0.25 else Headache.NO
        return CheckIn(day=day, headache=headache, stress=self._random.randint(0, 10))

    def _gathered(self) -> Around:
        if self._known is None:
            today = self.now.astimezone(ZONE).date()
            entries = tuple(sorted((*self._lasting, *self._recent), key=_number))
            self._known = around(
                today,
                zone=ZONE,
                settings=SETTINGS,
                history=read_history(DiaryView(entries, FIRST)),
                entries=entries,
            )
            self._planned = tuple(
                prompt
                for day in (today - DAY, today, today + DAY)
                for prompt in plan(day, self._known).prompts
            )
        return self._known

    def _note(self, fact: Fact) -> None:
        self._number += 1
        entry = Entry(self._number, self.now, self.now.astimezone(ZONE).date(), fact)
        lasts = isinstance(fact, DaemonStarted | PeriodStarted | StressAdded)
        (self._lasting if lasts else self._recent).append(entry)
        self._known = None


def _number(entry: Entry) -> int:
    return entry.id
