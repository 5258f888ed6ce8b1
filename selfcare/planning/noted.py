"""What the check-ins in the diary say, corrections taken over, whatever order they come in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from operator import attrgetter
from typing import Final, NamedTuple

from msgspec import Struct

from selfcare.domain.checkin import CheckIn, DayNoted, Headache, together
from selfcare.domain.facts import CheckedIn, Entry
from selfcare.domain.week import DAY

LOOKED_BACK: Final = 27 * DAY
"""Figures are about 28 days, today included (domain handbook 5.3)."""


class Noted(Struct, frozen=True):
    """A check-in that holds: no later one corrects it.

    `at_once` is whether it was noted on the day it is about. A correction made afterwards counts as
    made at once if it leaves the pain as it was noted then.
    """

    id: int
    at: datetime
    check_in: CheckIn
    at_once: bool


class Figures(NamedTuple):
    """Days with a headache, of the days that say whether there was one."""

    headache_days: int
    noted_days: int


def check_ins(entries: Iterable[Entry]) -> tuple[Noted, ...]:
    """Return the check-ins that hold, each in the place of the first one it corrects.

    Of several corrections the one noted last holds, whichever entry it names.
    """
    first_of: dict[int, int] = {}
    holding: dict[int, Noted] = {}
    for entry in sorted(entries, key=attrgetter("id")):
        fact = entry.fact
        if not isinstance(fact, CheckedIn):
            continue
        if fact.replaces is None:
            at_once = entry.day == fact.check_in.day
            holding[entry.id] = Noted(entry.id, entry.at, fact.check_in, at_once)
            continue
        first = first_of.get(fact.replaces, fact.replaces)
        first_of[entry.id] = first
        holding[first] = Noted(
            entry.id, entry.at, fact.check_in, _at_once(entry, fact.check_in, holding.get(first))
        )
    return tuple(holding.values())


def check_ins_about(entries: Iterable[Entry], day: date) -> tuple[Noted, ...]:
    """Return the check-ins about `day` that hold, the earliest first."""
    return tuple(one for one in check_ins(entries) if one.check_in.day == day)


def noted_days(entries: Iterable[Entry]) -> Mapping[date, DayNoted]:
    """Return what was noted about each day; a day nothing was noted about is missing."""
    return days_of(check_ins(entries))


def days_of(held: Iterable[Noted]) -> Mapping[date, DayNoted]:
    """Return what the check-ins that hold say of each day."""
    by_day: dict[date, list[tuple[CheckIn, bool]]] = {}
    for one in held:
        by_day.setdefault(one.check_in.day, []).append((one.check_in, one.at_once))
    return {day: together(day, said) for day, said in by_day.items()}


def week_figures(days: Mapping[date, DayNoted], today: date) -> Figures:
    """Return the figures of the 28 days up to `today`; days that say nothing are left out."""
    said = [
        one.headache
        for day, one in days.items()
        if today - LOOKED_BACK <= day <= today and one.headache is not None
    ]
    return Figures(sum(said), len(said))


def usual_attack(entries: Iterable[Entry]) -> CheckIn | None:
    """Return the latest headache that was like the usual ones and says how it was."""
    usual = [
        one
        for one in check_ins(entries)
        if one.check_in.like_usual
        and one.check_in.headache in (Headache.YES, Headache.RUNNING)
        and (one.check_in.zones or one.check_in.side or one.check_in.symptoms)
    ]
    latest = max(usual, key=lambda one: (one.check_in.day, one.id), default=None)
    return None if latest is None else latest.check_in


def _at_once(entry: Entry, check_in: CheckIn, before: Noted | None) -> bool:
    if entry.day == check_in.day:
        return True
    return (
        before is not None
        and before.at_once
        and (before.check_in.worst, before.check_in.now) == (check_in.worst, check_in.now)
    )
