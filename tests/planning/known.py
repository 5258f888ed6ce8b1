"""What is known around a day, told in short: facts noted on days, and the plan that follows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time

from selfcare.domain.calendar import CalendarReading
from selfcare.domain.checkin import CheckIn, Headache
from selfcare.domain.facts import CheckedIn, DiaryView, Entry, Fact, PeriodStarted
from selfcare.domain.settings import Settings
from selfcare.domain.week import DAY
from selfcare.planning.around import Around, around
from selfcare.planning.history import read_history
from selfcare.planning.planner import DayPlan, plan
from selfcare.planning.signals.signal import SignalId
from tests.planning.a_plan import BERLIN, LONG_AGO, MONDAY

Noted = tuple[date, Fact]


def on(day: date, fact: Fact) -> Noted:
    return (day, fact)


def checked_in(day: date, *, stress: int | None = None, headache: Headache | None = None) -> Noted:
    return (day, CheckedIn(CheckIn(day=day, headache=headache, stress=stress)))


def every_28_days(last: date, cycles: int = 8) -> list[Noted]:
    """Return starts 28 days apart, each noted on its day, the latest on `last`."""
    starts = [last - number * 28 * DAY for number in range(cycles, -1, -1)]
    return [(start, PeriodStarted(start)) for start in starts]


def entries_of(noted: Iterable[Noted]) -> tuple[Entry, ...]:
    """Return entries, each noted at half past five in the evening (UTC half past four)."""
    return tuple(
        Entry(number, datetime.combine(day, time(16, 30), tzinfo=UTC), day, fact)
        for number, (day, fact) in enumerate(noted, 1)
    )


def known(
    *noted: Noted,
    settings: Settings | None = None,
    today: date = MONDAY,
    readings: tuple[CalendarReading, ...] = (),
) -> Around:
    entries = entries_of(noted)
    return around(
        today,
        zone=BERLIN,
        settings=settings or Settings(),
        history=read_history(DiaryView(entries, LONG_AGO)),
        entries=entries,
        readings=readings,
    )


def wall(moment: datetime) -> str:
    return f"{moment.astimezone(BERLIN):%H:%M}"


def lines(found: DayPlan) -> list[str]:
    """Return the prompts of a plan as "10:30 routine"."""
    return [f"{wall(one.due)} {one.asks or one.kind}" for one in found.prompts]


def planned(day: date, around_it: Around) -> list[str]:
    return lines(plan(day, around_it))


def signals(day: date, around_it: Around) -> list[SignalId]:
    return [one.id for one in plan(day, around_it).signals]
