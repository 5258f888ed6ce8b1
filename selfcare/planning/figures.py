"""What was noted about a span of days, in counts: for the notes and for the history alike.

The one rule: a day without an answer is missing, never free of pain, so every count stands beside
the days it is out of (domain handbook 5.2, and row 28 of 6).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, Generic, TypeVar

from msgspec import Struct

from selfcare.domain.checkin import Aura, DayNoted, PainSide, Symptom, Zone
from selfcare.domain.facts import Checked, CheckedIn, Entry
from selfcare.domain.week import DAY
from selfcare.planning.alarm_figures import Alarm, alarms_of
from selfcare.planning.cycle_figures import (
    CycleFigures,
    HeadacheDays,
    cycle_figures,
    headache_days,
)
from selfcare.planning.medicine_figures import MedicineFigures, medicine_figures
from selfcare.planning.noted import check_ins, days_of
from selfcare.planning.treatment_figures import worst_functions

MIN_DAYS_FOR_RATES: Final = 20
"""Days noted below which no number for a month is told (`min_days_for_rates`, handbook 5.2)."""
MONTH_DAYS: Final = 30
"""What a month is in such a number (domain handbook 5.3)."""
LONGEST_COMPARED: Final = 92
"""Longer spans stand alone: what came before three months says little about now [design]."""

Kind = TypeVar("Kind", bound=StrEnum)


class Mean(Struct, frozen=True):
    """The mean of `n` numbers from 0 to 10, to one decimal; None where there are none."""

    n: int
    mean: float | None


class Counted(Struct, Generic[Kind], frozen=True):
    """On how many of the `n` days that say anything of it each kind was noted, the most first."""

    n: int
    days: Mapping[Kind, int]


class Severity(Struct, frozen=True, kw_only=True):
    """Headache days by their worst pain: 0, 1 to 3, 4 to 6, 7 to 10.

    Only the `n` of them count whose pain was noted on the day itself (K104).
    """

    n: int
    none: int
    mild: int
    moderate: int
    severe: int


class Function(Struct, frozen=True, kw_only=True):
    """Of the `n` headache days that say how they went: how many went how."""

    n: int
    normal: int
    slowed: int
    less_than_half: int
    nothing: int


class DayTold(Struct, frozen=True, kw_only=True):
    """A day of the span; `headache` is None where it is missing, `worst` where it was not rated."""

    day: date
    headache: bool | None
    worst: int | None
    medicine: bool


class DiaryFigures(Struct, frozen=True, kw_only=True):
    """All counts of the days `first` to `last`, both included.

    `filled_in_days` are those of the noted days that were noted afterwards only. `per_month` are
    headache days in 30, None with too few days noted. `before` are the same number of days right
    before, None where none of them is noted or the span is long. `different` are the days of a
    headache unlike the usual ones, `checked` those on which the user had been checked.
    """

    first: date
    last: date
    days: int
    noted_days: int
    filled_in_days: int
    headache_days: int
    per_month: float | None
    before: HeadacheDays | None
    severity: Severity
    worst_pain: Mean
    function: Function
    zones: Counted[Zone]
    sides: Counted[PainSide]
    symptoms: Counted[Symptom]
    aura: Counted[Aura]
    medicine: MedicineFigures
    stress: Mean
    different: tuple[date, ...]
    alarms: tuple[Alarm, ...]
    checked: tuple[date, ...]
    cycle: CycleFigures | None
    calendar: tuple[DayTold, ...]


def diary_figures(
    first: date, last: date, entries: Iterable[Entry], starts: Sequence[date] | None = None
) -> DiaryFigures:
    """Return the figures of a span of days.

    `entries` are all since `entries_since(first, last)`. `starts` are those of bleeding that count;
    None leaves the cycle out.
    """
    every = tuple(entries)
    checked_in = [entry for entry in every if isinstance(entry.fact, CheckedIn)]
    holding = check_ins(checked_in)
    held = [one.check_in for one in holding]
    noted = days_of(holding)
    span = [first + number * DAY for number in range((last - first).days + 1)]
    told = [noted[day] for day in span if day in noted]
    with_headache = {one.day for one in told if one.headache}
    said = [one for one in held if first <= one.day <= last]
    of_headaches = [one for one in said if one.day in with_headache]
    counted = headache_days(noted, span)
    pain = [one.worst for one in told if one.headache and one.worst is not None]
    medicine = {one.day for one in said if one.medicine}
    return DiaryFigures(
        first=first,
        last=last,
        days=len(span),
        noted_days=counted.noted_days,
        filled_in_days=sum(one.headache is not None and not one.on_the_day for one in told),
        headache_days=counted.headache_days,
        per_month=_per_month(counted),
        before=_before(noted, first, len(span)),
        severity=_severity(pain),
        worst_pain=mean_of(pain),
        function=_function(with_headache, worst_functions(checked_in)),
        zones=_counted(Zone, ((one.day, one.zones) for one in of_headaches if one.zones)),
        sides=_counted(
            PainSide, ((one.day, (one.side,)) for one in of_headaches if one.side is not None)
        ),
        symptoms=_counted(
            Symptom, ((one.day, one.symptoms) for one in of_headaches if one.symptoms is not None)
        ),
        aura=_counted(Aura, ((one.day, _seen(one.aura)) for one in said if one.aura is not None)),
        medicine=medicine_figures(((one.day, one.medicine) for one in held), first, last),
        stress=mean_of([one.stress for one in told if one.stress is not None]),
        different=tuple(sorted({one.day for one in said if one.like_usual is False})),
        alarms=tuple(one for one in alarms_of(every) if first <= one.on <= last),
        checked=tuple(
            sorted({one.day for one in every if isinstance(one.fact, Checked)} & set(span))
        ),
        cycle=None if starts is None else cycle_figures(starts, noted, span),
        calendar=tuple(
            _told(day, noted.get(day, DayNoted(day=day)), medicine=day in medicine) for day in span
        ),
    )


def entries_since(first: date, last: date) -> date:
    """Return from which day on entries tell all that the figures of a span are made of.

    A day more, for clocks that were set back.
    """
    days = (last - first).days + 1
    compared = first - days * DAY if days <= LONGEST_COMPARED else first
    return min(compared, last - MONTH_DAYS * DAY) - DAY


def _per_month(counted: HeadacheDays) -> float | None:
    if counted.noted_days < MIN_DAYS_FOR_RATES:
        return None
    return round(MONTH_DAYS * counted.headache_days / counted.noted_days, 1)


def _before(noted: Mapping[date, DayNoted], first: date, days: int) -> HeadacheDays | None:
    if days > LONGEST_COMPARED:
        return None
    found = headache_days(noted, (first - number * DAY for number in range(1, days + 1)))
    return found if found.noted_days else None


def mean_of(numbers: Sequence[int]) -> Mean:
    """Return the mean of numbers, and of how many it is."""
    return Mean(len(numbers), round(sum(numbers) / len(numbers), 1) if numbers else None)


def _severity(pain: Sequence[int]) -> Severity:
    return Severity(
        n=len(pain),
        none=pain.count(0),
        mild=sum(1 <= one <= 3 for one in pain),
        moderate=sum(4 <= one <= 6 for one in pain),
        severe=sum(one >= 7 for one in pain),
    )


def _function(days: Iterable[date], functions: Mapping[date, int]) -> Function:
    found = [functions[day] for day in days if day in functions]
    normal, slowed, less_than_half, nothing = (found.count(number) for number in range(4))
    return Function(
        n=len(found),
        normal=normal,
        slowed=slowed,
        less_than_half=less_than_half,
        nothing=nothing,
    )


def _counted(kinds: type[Kind], said: Iterable[tuple[date, Iterable[Kind]]]) -> Counted[Kind]:
    """Return on how many days each kind was said; a day counts once, however often it was."""
    asked: set[date] = set()
    days: defaultdict[Kind, set[date]] = defaultdict(set)
    for day, found in said:
        asked.add(day)
        for kind in found:
            days[kind].add(day)
    in_order = sorted((kind for kind in kinds if kind in days), key=lambda one: -len(days[one]))
    return Counted(len(asked), {kind: len(days[kind]) for kind in in_order})


def _seen(aura: Aura) -> tuple[Aura, ...]:
    return () if aura is Aura.NONE else (aura,)


def _told(day: date, noted: DayNoted, *, medicine: bool) -> DayTold:
    return DayTold(
        day=day,
        headache=noted.headache,
        worst=noted.worst if noted.headache else None,
        medicine=medicine,
    )
