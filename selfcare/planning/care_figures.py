"""What somebody did for their muscles in a span of days: routines, what followed, tender spots.

Counts only: routines are done on bad days, so what followed says nothing of causes (domain handbook
5.4 and 3.6). What was found tender is told as it was noted, never as a diagnosis.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter

from msgspec import Struct

from selfcare.domain.facts import Entry, SessionEnd, StopReason, TendernessNoted
from selfcare.domain.muscles import Muscle
from selfcare.domain.phases import TENDER_FROM, MuscleState
from selfcare.domain.tenderness import Tender, Tenderness
from selfcare.domain.zones import ORDER
from selfcare.planning.history import SessionState
from selfcare.planning.relief import Relief, reliefs_of_muscles, reliefs_of_routines


class TenderOn(Struct, frozen=True):
    """How tender a muscle was on a day; None for a side that was not looked at."""

    on: date
    left: Tender | None
    right: Tender | None


class MuscleFigures(Struct, frozen=True, kw_only=True):
    """A muscle: its checks, the earliest first, and what followed sessions that worked on it.

    `state` is what the latest check found, None where nothing was: active where it felt like one's
    own headache, latent where it was tender. `relief` is None where no session has both numbers.
    """

    muscle: Muscle
    state: MuscleState | None
    weak: bool
    checks: tuple[TenderOn, ...]
    relief: Relief | None


class RoutineFigures(Struct, frozen=True, kw_only=True):
    """A routine: how often it ran to its end and was stopped, how long, and what followed."""

    routine: str
    title: str
    done: int
    stopped: int
    minutes: int
    relief: Relief | None


class CareFigures(Struct, frozen=True, kw_only=True):
    """All sessions that have ended: how many ran to their end, were stopped and why, how long.

    `routines` come with those done most often in front, `muscles` with those to look at first.
    """

    done: int
    stopped: int
    minutes: int
    stops: Mapping[StopReason, int]
    routines: tuple[RoutineFigures, ...]
    muscles: tuple[MuscleFigures, ...]


def care_figures(
    first: date, last: date, sessions: Iterable[SessionState], entries: Iterable[Entry]
) -> CareFigures:
    """Return the figures of the days `first` to `last`, both included."""
    ended = [one for one in sessions if one.ended is not None and first <= one.day <= last]
    stops = Counter(
        one.ended.stopped or StopReason.OTHER
        for one in ended
        if one.ended is not None and one.ended.end is SessionEnd.STOPPED
    )
    return CareFigures(
        done=len(ended) - stops.total(),
        stopped=stops.total(),
        minutes=_minutes(ended),
        stops=dict(stops.most_common()),
        routines=_routines(ended),
        muscles=_muscles(ended, _checks(first, last, entries)),
    )


def _minutes(sessions: Iterable[SessionState]) -> int:
    """Return the time spent on steps that were done, in whole minutes."""
    seconds = sum(turn.seconds for one in sessions for turn in one.turns if not turn.skipped)
    return round(seconds / 60)


def _routines(ended: Sequence[SessionState]) -> tuple[RoutineFigures, ...]:
    by_routine: defaultdict[str, list[SessionState]] = defaultdict(list)
    for one in ended:
        by_routine[one.started.routine].append(one)
    reliefs = reliefs_of_routines(ended)
    found = (
        _routine(routine, sessions, reliefs.get(routine))
        for routine, sessions in by_routine.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.done, -one.stopped, one.routine)))


def _routine(routine: str, ended: Sequence[SessionState], relief: Relief | None) -> RoutineFigures:
    done = sum(one.ended is not None and one.ended.end is SessionEnd.DONE for one in ended)
    return RoutineFigures(
        routine=routine,
        title=max(ended, key=attrgetter("last_at")).started.title,
        done=done,
        stopped=len(ended) - done,
        minutes=_minutes(ended),
        relief=relief,
    )


def _checks(
    first: date, last: date, entries: Iterable[Entry]
) -> Mapping[Muscle, Sequence[tuple[date, Tenderness]]]:
    found: defaultdict[Muscle, list[tuple[date, Tenderness]]] = defaultdict(list)
    for entry in sorted(entries, key=attrgetter("id")):
        if isinstance(entry.fact, TendernessNoted) and first <= entry.day <= last:
            for one in entry.fact.muscles:
                found[one.muscle].append((entry.day, one))
    return found


def _muscles(
    ended: Sequence[SessionState], checks: Mapping[Muscle, Sequence[tuple[date, Tenderness]]]
) -> tuple[MuscleFigures, ...]:
    reliefs = reliefs_of_muscles(ended)
    found = (
        _muscle(muscle, checks.get(muscle, ()), reliefs.get(muscle))
        for muscle in ORDER
        if muscle in checks or muscle in reliefs
    )
    states = [*MuscleState, None]
    return tuple(sorted(found, key=lambda one: states.index(one.state)))


def _muscle(
    muscle: Muscle, checks: Sequence[tuple[date, Tenderness]], relief: Relief | None
) -> MuscleFigures:
    latest = checks[-1][1] if checks else None
    return MuscleFigures(
        muscle=muscle,
        state=None if latest is None else _state(latest),
        weak=latest is not None and latest.weak,
        checks=tuple(TenderOn(day, one.left, one.right) for day, one in checks),
        relief=relief,
    )


def _state(found: Tenderness) -> MuscleState | None:
    if found.mine:
        return MuscleState.ACTIVE
    if found.left is None and found.right is None:
        return None
    return MuscleState.LATENT if found.worst >= TENDER_FROM else MuscleState.QUIET
