"""What the diary says of the cycle: starts, pauses, and answers to the question about bleeding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from selfcare.domain.cycle_forecast import Pause
from selfcare.domain.facts import (
    CyclePaused,
    CycleResumed,
    Entry,
    NotYetBleeding,
    PeriodRemoved,
    PeriodStarted,
)


class Notes(NamedTuple):
    """What the diary says of the cycle. The last word about a date is the one that counts."""

    starts: tuple[date, ...]
    pauses: tuple[Pause, ...]
    not_yet: frozenset[date]


def read_notes(entries: Iterable[Entry]) -> Notes:
    """Return what the entries say of the cycle, in whatever order they come."""
    starts: dict[date, bool] = {}
    paused: dict[date, bool] = {}
    not_yet = set()
    for entry in sorted(entries, key=attrgetter("id")):
        match entry.fact:
            case PeriodStarted(on=day):
                starts[day] = True
            case PeriodRemoved(on=day):
                starts[day] = False
            case CyclePaused(on=day):
                paused[day] = True
            case CycleResumed(on=day):
                paused[day] = False
            case NotYetBleeding(on=day):
                not_yet.add(day)
            case _:
                pass
    return Notes(
        tuple(sorted(day for day, noted in starts.items() if noted)),
        tuple(_pauses(paused)),
        frozenset(not_yet),
    )


def _pauses(paused: dict[date, bool]) -> Iterator[Pause]:
    """Yield the pauses; each word holds from its day on, until another one is said."""
    first: date | None = None
    for day, begins in sorted(paused.items()):
        if begins and first is None:
            first = day
        elif not begins and first is not None:
            yield Pause(first, day)
            first = None
    if first is not None:
        yield Pause(first)
