"""Plans told in wall times, and histories made of facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from selfcare.domain.facts import DiaryView, Entry, Fact, PromptClaimed
from selfcare.domain.prompt import Held, HeldBack, Prompt
from selfcare.domain.settings import PlanEntry, Prompts, Settings, Work
from selfcare.domain.week import ClockRange
from selfcare.planning.history import History, read_history
from selfcare.planning.planner import DayPlan, plan_day

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)
LONG_AGO = date(2026, 1, 5)


def clock(text: str) -> time:
    return time.fromisoformat(text)


def hours(text: str) -> tuple[ClockRange, ...]:
    """Return "09:00-12:00 13:00-17:30" as ranges."""
    pairs = (one.split("-") for one in text.split())
    return tuple(ClockRange(clock(start), clock(end)) for start, end in pairs)


def every_day(text: str) -> Work:
    """Return the same hours for Monday to Sunday."""
    same = hours(text)
    return Work(mon=same, tue=same, wed=same, thu=same, fri=same, sat=same, sun=same)


def at(*times: str, id_: str = "breaks", routine: str = "slow-breath") -> PlanEntry:
    return PlanEntry(id=id_, routine=routine, at=tuple(clock(one) for one in times))


def every(minutes: int, id_: str = "breaks") -> PlanEntry:
    return PlanEntry(id=id_, routine="slow-breath", every_minutes=minutes)


def settings(
    *plan: PlanEntry,
    work: Work | None = None,
    cap: int = 12,
    spacing: int = 0,
    expiry: int = 60,
    quiet: str = "",
) -> Settings:
    prompts = Prompts(
        daily_cap=cap, spacing_minutes=spacing, expiry_minutes=expiry, quiet_hours=hours(quiet)
    )
    return Settings(work=work or every_day("09:00-17:30"), prompts=prompts, plan=plan)


def instant(text: str, day: date = MONDAY, zone: ZoneInfo = BERLIN) -> datetime:
    """Return a wall time as UTC."""
    return datetime.combine(day, clock(text), tzinfo=zone).astimezone(UTC)


def history(
    *facts: Fact, first_day: date | None = LONG_AGO, now: datetime | None = None
) -> History:
    """Return a history of `facts`, all noted at `now`."""
    noted = now or instant("08:00")
    entries = (Entry(number, noted, MONDAY, fact) for number, fact in enumerate(facts, 1))
    return read_history(DiaryView(tuple(entries), first_day))


def claims(prompts: Iterable[Prompt]) -> tuple[PromptClaimed, ...]:
    return tuple(PromptClaimed(prompt, 1) for prompt in prompts)


def plan(
    wishes: Settings,
    *,
    day: date = MONDAY,
    past: History | None = None,
    zone: ZoneInfo = BERLIN,
) -> DayPlan:
    return plan_day(day, settings=wishes, zone=zone, history=past or history())


def walls(prompts: Iterable[Prompt], zone: ZoneInfo = BERLIN) -> str:
    """Return when prompts are due, as "10:30 15:00"."""
    return " ".join(f"{one.due.astimezone(zone):%H:%M}" for one in prompts)


def times(
    wishes: Settings,
    *,
    day: date = MONDAY,
    past: History | None = None,
    zone: ZoneInfo = BERLIN,
) -> str:
    """Return the times of a day's plan on the wall."""
    return walls(plan(wishes, day=day, past=past, zone=zone).prompts, zone)


def held(found: DayPlan, why: HeldBack) -> str:
    return walls(one.prompt for one in found.held if one.why is why)


def only_held(found: DayPlan) -> Held:
    (one,) = found.held
    return one
