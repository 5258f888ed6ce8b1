"""Headache days before the first session with a therapist and after the third, in counts.

They say nothing of causes: people seek help at their worst, and headaches come and go (domain
handbook 3.6). A day without an answer is missing, never free of pain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from selfcare.domain.checkin import DayNoted
from selfcare.domain.facts import Entry
from selfcare.domain.treatment import Treatment
from selfcare.domain.week import DAY
from selfcare.planning.noted import check_ins, noted_days

SPAN_DAYS: Final = 28
"""Days counted on either side (domain handbook 5.3)."""
AFTER_SESSIONS: Final = 3
"""After which session they are counted again."""
DAYS_TO_COMPARE: Final = 20
"""With fewer days noted, counts of two spans say little side by side (domain handbook 5.2)."""
SLOWED: Final = 1
"""`CheckIn.function` of a day that went slower than usual; from above it on, the day was lost."""


class SpanFigures(Struct, frozen=True, kw_only=True):
    """What was noted about the days `first` to `last`, both included.

    `days` are those of them that have come, today included. `noted_days` say whether there was a
    headache, `headache_days` are those with one. Of the latter `told_days` say how the day went;
    `slowed_days` went slower than usual, `lost_days` were less than half possible, or not at all.
    """

    first: date
    last: date
    days: int
    noted_days: int
    headache_days: int
    told_days: int
    slowed_days: int
    lost_days: int

    @property
    def is_complete(self) -> bool:
        """True once every day has come."""
        return self.days == (self.last - self.first).days + 1


class BeforeAfter(Struct, frozen=True, kw_only=True):
    """The four weeks before the first session and those after the third; None before there is."""

    before: SpanFigures
    after: SpanFigures | None

    @property
    def can_be_compared(self) -> bool:
        """True once both are complete, each with enough days noted."""
        return self.after is not None and all(
            one.is_complete and one.noted_days >= DAYS_TO_COMPARE
            for one in (self.before, self.after)
        )


def before_and_after(
    treatments: Sequence[Treatment], entries: Iterable[Entry], today: date
) -> BeforeAfter | None:
    """Return the figures around the sessions, which come in order; None where there are none.

    The days of the two sessions themselves belong to neither span.
    """
    if not treatments:
        return None
    every = tuple(entries)
    days, functions = noted_days(every), worst_functions(every)
    before, *after = (
        span_figures(first, days, functions, today) for first, _ in spans_counted(treatments)
    )
    return BeforeAfter(before=before, after=after[0] if after else None)


def spans_counted(treatments: Sequence[Treatment]) -> tuple[tuple[date, date], ...]:
    """Return the days that are counted, as the first and the last of each span.

    None without a session; the ones after the third only once there is one.
    """
    length = (SPAN_DAYS - 1) * DAY
    before = [one.on - SPAN_DAYS * DAY for one in treatments[:1]]
    after = [one.on + DAY for one in treatments[AFTER_SESSIONS - 1 : AFTER_SESSIONS]]
    return tuple((first, first + length) for first in (*before, *after))


def span_figures(
    first: date,
    days: Mapping[date, DayNoted],
    functions: Mapping[date, int],
    today: date,
    length: int = SPAN_DAYS,
) -> SpanFigures:
    """Return the figures of the `length` days from `first` on, up to `today`.

    `functions` say how the worst of each day went, as `CheckIn.function` does.
    """
    span = [first + number * DAY for number in range(length)]
    come = [day for day in span if day <= today]
    noted = [days[day] for day in come if day in days and days[day].headache is not None]
    with_headache = [one.day for one in noted if one.headache]
    told = [functions[day] for day in with_headache if day in functions]
    return SpanFigures(
        first=first,
        last=span[-1],
        days=len(come),
        noted_days=len(noted),
        headache_days=len(with_headache),
        told_days=len(told),
        slowed_days=sum(function == SLOWED for function in told),
        lost_days=sum(function > SLOWED for function in told),
    )


def worst_functions(entries: Iterable[Entry]) -> Mapping[date, int]:
    """Return how the worst of each day went; a day that nothing was said about is missing."""
    worst: dict[date, int] = {}
    for noted in check_ins(entries):
        day, function = noted.check_in.day, noted.check_in.function
        if function is not None:
            worst[day] = max(function, worst.get(day, function))
    return worst
