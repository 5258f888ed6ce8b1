"""Made-up people: how they work, what they wish for, and what happens to them, all by chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from random import Random
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from selfcare.domain.settings import (
    WEEKDAYS,
    CheckIns,
    PlanEntry,
    PresenceSettings,
    Prompts,
    Settings,
    Work,
)
from selfcare.domain.week import ClockRange, DaysOff
from tests.lives.wall_clock import DAY, MINUTE

HOMES = (
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/St_Johns",
)
"""Whole hours and odd ones, north and south, a shift of half an hour, and one for a month."""
JOURNEYS = (*HOMES, "Pacific/Apia", "Asia/Kathmandu", "America/Los_Angeles", "Pacific/Kiritimati")
FIRST_YEAR = date(2026, 1, 1)
DAYS_TO_CHOOSE = 900


class Deed(StrEnum):
    """What happens to somebody, or what they do."""

    NOTHING = "nothing"
    SLEEP = "the computer sleeps"
    SLEEP_LONG = "the computer sleeps for days"
    RESTART = "selfcare is restarted"
    KILL = "selfcare is killed and starts again"
    OFF = "the computer is off"
    CLOCK = "the clock is set wrong"
    CLOCK_RIGHT = "the clock is right again"
    TRAVEL = "a flight"
    EDIT = "config.toml is edited"
    PAUSE = "a pause"
    RESUME = "the pause ends"
    NOT_TODAY = "not today"
    QUIET_DAY = "a quiet day is asked for"
    MEETING = "a meeting"
    CHECK_IN = "a check-in of their own"
    SESSION = "a routine by hand"
    NO_SCREEN = "the screen is gone"
    SCREEN = "the screen is back"
    CHILD_DIES = "what shows it is killed"
    STRESS = "a stressful time is told"
    BLEEDING = "a start is noted"
    GATE = "the questions are answered"
    BUSY = "busy at the computer"
    FREE = "free again"
    LEAVES = "nobody is at the computer"
    BACK = "back at the computer"


_WEIGHTS: dict[Deed, int] = {
    Deed.NOTHING: 6,
    Deed.SLEEP: 16,
    Deed.SLEEP_LONG: 1,
    Deed.RESTART: 6,
    Deed.KILL: 5,
    Deed.OFF: 4,
    Deed.CLOCK: 5,
    Deed.CLOCK_RIGHT: 4,
    Deed.TRAVEL: 6,
    Deed.EDIT: 12,
    Deed.PAUSE: 6,
    Deed.RESUME: 5,
    Deed.NOT_TODAY: 3,
    Deed.QUIET_DAY: 1,
    Deed.MEETING: 8,
    Deed.CHECK_IN: 6,
    Deed.SESSION: 5,
    Deed.NO_SCREEN: 2,
    Deed.SCREEN: 3,
    Deed.CHILD_DIES: 3,
    Deed.STRESS: 1,
    Deed.BLEEDING: 1,
    Deed.GATE: 3,
    Deed.BUSY: 8,
    Deed.LEAVES: 8,
}


class Reaction(StrEnum):
    """What somebody does about a prompt."""

    IGNORES = "ignores it"
    STARTS = "starts it"
    DOES = "does it"
    PUTS_OFF = "puts it off"
    SKIPS = "skips it"
    CLOSES = "closes it"
    CHECKS_IN = "checks in"
    WANTS_FEWER = "wants fewer"


@dataclass(frozen=True)
class Person:
    """Who somebody is: where they live, from which day on, and how they are with prompts."""

    zone: ZoneInfo
    first: datetime
    days: int
    settings: Settings
    restless: int
    """How many deeds a day has at most."""
    reactions: tuple[Reaction, ...]


def somebody(chance: Random, home: str, days: int) -> Person:
    """Return somebody who lives in `home` for so many days, half of them across a clock change."""
    zone = ZoneInfo(home)
    changes = clock_changes(home)
    first = FIRST_YEAR + chance.randrange(DAYS_TO_CHOOSE) * DAY
    if changes and chance.random() < 0.5:
        first = chance.choice(changes) - chance.randrange(max(1, days)) * DAY
    at = datetime.combine(first, time(chance.randrange(5, 12)), tzinfo=UTC)
    ignoring = chance.choice([0, 1, 2, 8])
    reactions = [Reaction.IGNORES] * ignoring + [*Reaction] * 2 + [Reaction.STARTS, Reaction.DOES]
    return Person(
        zone=zone,
        first=at,
        days=days,
        settings=wishes(chance, first),
        restless=chance.choice([0, 1, 2, 3, 5]),
        reactions=tuple(reactions),
    )


@lru_cache
def clock_changes(home: str) -> tuple[date, ...]:
    """Return the dates on which the clock of a zone changes."""
    zone = ZoneInfo(home)
    days = [FIRST_YEAR + number * DAY for number in range(DAYS_TO_CHOOSE)]
    offsets = [datetime.combine(day, time(12), tzinfo=zone).utcoffset() for day in days]
    pairs = zip(days[1:], offsets, offsets[1:], strict=False)
    return tuple(day for day, before, after in pairs if before != after)


def deeds(chance: Random, person: Person) -> Iterator[tuple[timedelta, Deed]]:
    """Yield what happens and how long after the beginning, in no order."""
    for day in range(person.days):
        for _ in range(chance.randint(0, person.restless)):
            hour = chance.choice([*range(24), *range(8, 20), *range(8, 20)])
            second = chance.choice([0, chance.randrange(3600)])
            after = timedelta(days=day, hours=hour, seconds=second)
            yield after, chance.choices([*_WEIGHTS], [*_WEIGHTS.values()])[0]


def wishes(chance: Random, first: date) -> Settings:
    """Return what somebody wishes for, as a config.toml could say it."""
    week = hours(chance)
    work = {day.value: week if chance.random() < 0.8 else hours(chance) for day in WEEKDAYS}
    if chance.random() < 0.7:
        work["sun"] = ()
    cap = chance.choice([0, 1, 2, 3, 4, 4, 6, 8, 12])
    return Settings(
        work=Work(**work, days_off=days_off(chance, first)),
        prompts=Prompts(
            daily_cap=cap,
            first_week_cap=chance.choice([cap, cap, cap // 2]),
            spacing_minutes=chance.choice([0, 5, 15, 30, 30, 60, 120]),
            expiry_minutes=chance.choice([5, 20, 60, 60, 120]),
            fewer_after_days=chance.choice([0, 2, 3]),
            fewer_cap=min(cap, chance.choice([0, 1, 2, 2])),
            question_after_days=chance.choice([0, 5, 7]),
            snooze_minutes=chance.choice([1, 10, 45]),
            snooze_limit=chance.choice([0, 1, 3]),
            quiet_hours=quiet(chance),
        ),
        checkins=CheckIns(
            diary=chance.random() < 0.7,
            at=time(chance.randrange(9, 19), chance.choice([0, 30])),
            reminder=chance.random() < 0.5,
            let_down=chance.random() < 0.7,
            weekend=chance.random() < 0.3,
        ),
        presence=PresenceSettings(
            do_not_disturb=chance.random() < 0.8,
            full_screen=chance.random() < 0.8,
            call=chance.random() < 0.8,
            away=chance.random() < 0.8,
        ),
        plan=plan(chance),
    )


def plan(chance: Random) -> tuple[PlanEntry, ...]:
    return tuple(_entry(chance, f"entry-{number}") for number in range(chance.choice([1, 1, 2, 3])))


def hours(chance: Random) -> tuple[ClockRange, ...]:
    """Return the work hours of a day: whole, with a break, past midnight, or none at all."""
    match chance.randrange(8):
        case 0:
            return (ClockRange(time(22), time(6)),)
        case 1:
            return (ClockRange(time(8), time(12)), ClockRange(time(13), time(20)))
        case 2:
            return (ClockRange(time(0, 30), time(2, 30)), ClockRange(time(3), time(11, 15)))
        case 3:
            start, end = sorted(chance.sample(range(96), 2))
            return (ClockRange(_quarter(start), _quarter(end)),)
        case 4:
            return ()
        case _:
            return (ClockRange(time(9), time(17, 30)),)


def quiet(chance: Random) -> tuple[ClockRange, ...]:
    match chance.randrange(6):
        case 0:
            return (ClockRange(time(12), time(13)),)
        case 1:
            return (ClockRange(time(20), time(8)),)
        case 2:
            start, end = chance.sample(range(96), 2)
            return (ClockRange(_quarter(start), _quarter(end)),)
        case _:
            return ()


def days_off(chance: Random, first: date) -> tuple[DaysOff, ...]:
    if chance.random() < 0.7:
        return ()
    begins = first + chance.randrange(14) * DAY
    return (DaysOff(begins, begins + chance.randrange(4) * DAY),)


def edited(chance: Random, settings: Settings, today: date) -> Settings:
    """Return the settings after an edit."""
    match chance.randrange(8):
        case 0:
            shorter = tuple(replace(one, at=one.at[1:]) for one in settings.plan if one.at[1:])
            return replace(settings, plan=shorter)
        case 1:
            return replace(settings, plan=plan(chance))
        case 2:
            lower = chance.randint(0, settings.prompts.daily_cap)
            return replace(settings, prompts=replace(settings.prompts, daily_cap=lower))
        case 3:
            return replace(settings, prompts=replace(settings.prompts, quiet_hours=quiet(chance)))
        case 4:
            off = (*settings.work.days_off, DaysOff(today, today))
            return replace(settings, work=replace(settings.work, days_off=off))
        case 5:
            moved = tuple(
                replace(one, at=tuple(sorted({_later(at, chance) for at in one.at})))
                for one in settings.plan
            )
            return replace(settings, plan=moved)
        case 6:
            return replace(settings, plan=tuple(reversed(settings.plan)))
        case _:
            return wishes(chance, today)


def _entry(chance: Random, name: str) -> PlanEntry:
    weekdays = WEEKDAYS
    if chance.random() < 0.2:
        weekdays = tuple(sorted(chance.sample(WEEKDAYS, 3), key=WEEKDAYS.index))
    routine = chance.choice([None, None, "slow-breath", "shoulder-rolls-missing"])
    routine = None if routine == "shoulder-rolls-missing" else routine
    if chance.random() < 0.3:
        every = chance.choice([30, 45, 60, 90, chance.randint(10, 300)])
        return PlanEntry(id=name, routine=routine, every_minutes=every, weekdays=weekdays)
    times = chance.sample(range(96), chance.randint(0, 3)) + chance.sample(range(36, 70), 3)
    at = tuple(_quarter(one) for one in sorted(set(times)))
    return PlanEntry(id=name, routine=routine, at=at, weekdays=weekdays)


def _quarter(number: int) -> time:
    return time(number // 4, number % 4 * 15)


def _later(at: time, chance: Random) -> time:
    moved = datetime.combine(FIRST_YEAR, at) + chance.choice([0, 15, 30]) * MINUTE
    return moved.time()
