"""How long it takes to plan a day with ten years of diary, beside an empty diary in the same run.

A day is planned as the background program does it: with the day before, whose night shift may still
run, and the day after.

A new fact is noted before each measurement, so that nothing is remembered from the one before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from zoneinfo import ZoneInfo

from selfcare.app.context import RECENT
from selfcare.diary.store import Diary
from selfcare.domain.checkin import CheckIn, Headache
from selfcare.domain.facts import CheckedIn, Fact, PeriodStarted
from selfcare.domain.settings import Settings
from selfcare.domain.week import DAY
from selfcare.planning.around import around
from selfcare.planning.history import read_history
from selfcare.planning.planner import plan
from tests.bench.figure import Figure

TODAY = date(2026, 11, 25)
ZONE = ZoneInfo("Europe/Berlin")
YEARS_OF_DAYS = 3650
ROUNDS = 60
GOAL_MS = 30.0
GOAL_RATIO = 2.0


def figures() -> Iterator[Figure]:
    """Yield how long planning takes, and how much longer than with an empty diary."""
    with TemporaryDirectory() as folder:
        empty = Diary.open(Path(folder) / "empty.sqlite3", may_migrate=True)
        full = Diary.open(Path(folder) / "full.sqlite3", may_migrate=True)
        with empty, full:
            for day, facts in ten_years():
                full.append_all(facts, at=evening(day), day=day)
            one: list[float] = []
            other: list[float] = []
            for number in range(ROUNDS):
                one.append(milliseconds(full, number))
                other.append(milliseconds(empty, number))
    long, short = median(one), median(other)
    yield Figure("planning a day, ten years of diary", long, GOAL_MS, "ms")
    yield Figure("planning a day, ten years", long, GOAL_RATIO, "ms", short, "an empty diary")


def ten_years(until: date = TODAY) -> Iterator[tuple[date, list[Fact]]]:
    """Yield 3,650 days before `until` with a check-in each, and 130 starts."""
    random = Random(7)
    start = until - YEARS_OF_DAYS * DAY
    next_start = start
    for number in range(YEARS_OF_DAYS):
        day = start + number * DAY
        headache = Headache.YES if random.random() < 0.25 else Headache.NO
        facts: list[Fact] = [
            CheckedIn(CheckIn(day=day, headache=headache, stress=random.randint(0, 10)))
        ]
        if day >= next_start:
            facts.append(PeriodStarted(day))
            next_start = day + random.randint(25, 31) * DAY
        yield day, facts


def milliseconds(diary: Diary, number: int) -> float:
    """Note a fact, and return how long it takes from the diary to the day's plan."""
    noted = evening(TODAY) + timedelta(seconds=number)
    diary.append(CheckedIn(CheckIn(day=TODAY, stress=number % 11)), at=noted, day=TODAY)
    began = perf_counter()
    view = diary.view(since=TODAY - RECENT)
    known = around(
        TODAY,
        zone=ZONE,
        settings=Settings(),
        history=read_history(view),
        entries=view.entries,
    )
    for day in (TODAY - DAY, TODAY, TODAY + DAY):
        plan(day, known)
    return 1000 * (perf_counter() - began)


def evening(day: date) -> datetime:
    return datetime.combine(day, time(16, 30), tzinfo=UTC)
