"""What each day of a calendar shows: what was noted about it, and what was done on it.

The one rule: a day without an answer is missing, never free of pain; days to come have no marks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from selfcare.domain.checkin import DayNoted
from selfcare.domain.facts import SessionEnd
from selfcare.domain.treatment import Treatment
from selfcare.domain.week import DAY
from selfcare.planning.cycle_figures import window_of
from selfcare.planning.history import SessionState


class DayMarks(Struct, frozen=True, kw_only=True):
    """A day. `headache` is None where nobody said, `worst` (0 to 10) where it was not rated.

    Pain counts only where it was noted on the day itself (K104). `done` are the routines that ran
    to their end, `stopped` those that did not, `treatments` sessions with a therapist. `start` is
    whether bleeding began, `near` whether the day is one of those around a noted start, -2 to +3.
    """

    day: date
    headache: bool | None = None
    worst: int | None = None
    stress: int | None = None
    done: int = 0
    stopped: int = 0
    treatments: int = 0
    start: bool = False
    near: bool = False

    @property
    def is_empty(self) -> bool:
        """True where neither a headache, nor its absence, nor stress was noted."""
        return self.headache is None and self.stress is None


class CycleStarts(Struct, frozen=True):
    """The noted first days of bleeding, and those of them that begin a cycle."""

    noted: tuple[date, ...] = ()
    counted: tuple[date, ...] = ()


def marks_of(
    first: date,
    last: date,
    *,
    noted: Mapping[date, DayNoted],
    sessions: Iterable[SessionState],
    treatments: Iterable[Treatment],
    cycle: CycleStarts | None,
) -> tuple[DayMarks, ...]:
    """Return the days `first` to `last`, both included; without a `cycle` nothing tells of it."""
    ended = [one for one in sessions if one.ended is not None]
    done = Counter(one.day for one in ended if _ran_to_its_end(one))
    every = Counter(one.day for one in ended)
    treated = Counter(one.on for one in treatments)
    starts, near = (frozenset(), frozenset()) if cycle is None else _around(cycle)
    return tuple(
        DayMarks(
            day=day,
            headache=said.headache,
            worst=said.worst if said.headache else None,
            stress=said.stress,
            done=done[day],
            stopped=every[day] - done[day],
            treatments=treated[day],
            start=day in starts,
            near=day in near,
        )
        for day in span_of(first, last)
        for said in (noted.get(day, DayNoted(day=day)),)
    )


def span_of(first: date, last: date) -> Sequence[date]:
    """Return the days `first` to `last`, both included."""
    return [first + number * DAY for number in range((last - first).days + 1)]


def _ran_to_its_end(session: SessionState) -> bool:
    return session.ended is not None and session.ended.end is SessionEnd.DONE


def _around(cycle: CycleStarts) -> tuple[frozenset[date], frozenset[date]]:
    near: frozenset[date] = frozenset().union(*(window_of(start) for start in cycle.counted))
    return frozenset(cycle.noted), near
