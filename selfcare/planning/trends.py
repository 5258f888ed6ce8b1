"""Weeks side by side: headache days of the days answered, how they went, and stress, in counts.

A day without an answer is missing. A week with few answers says little, and nothing here says what
came from what (domain handbook 3.6, 5.2 and 5.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from msgspec import Struct

from selfcare.domain.checkin import DayNoted
from selfcare.domain.week import DAY
from selfcare.planning.figures import Mean, mean_of
from selfcare.planning.month import span_of
from selfcare.planning.treatment_figures import SpanFigures, span_figures

WEEKS: Final = 12
WEEK_DAYS: Final = 7
FEW_DAYS: Final = 4
"""With fewer days answered, less than most of its days, a week is shown as few [design]."""


class Week(Struct, frozen=True, kw_only=True):
    """A week from Monday to Sunday; `stress` is of the days on which it was said."""

    figures: SpanFigures
    stress: Mean

    @property
    def few(self) -> bool:
        """True where too few days were answered to set the week beside others."""
        return self.figures.noted_days < FEW_DAYS


def first_of(today: date, weeks: int = WEEKS) -> date:
    """Return the Monday on which the first of the weeks up to `today` begins."""
    return today - today.weekday() * DAY - (weeks - 1) * WEEK_DAYS * DAY


def weeks_of(
    today: date,
    noted: Mapping[date, DayNoted],
    functions: Mapping[date, int],
    weeks: int = WEEKS,
) -> tuple[Week, ...]:
    """Return the weeks up to the one of `today`, the earliest first.

    `functions` say how the worst of each day went, as `CheckIn.function` does.
    """
    first = first_of(today, weeks)
    return tuple(
        _week(first + number * WEEK_DAYS * DAY, noted, functions, today) for number in range(weeks)
    )


def _week(
    first: date, noted: Mapping[date, DayNoted], functions: Mapping[date, int], today: date
) -> Week:
    figures = span_figures(first, noted, functions, today, WEEK_DAYS)
    said = (noted.get(day) for day in span_of(first, min(figures.last, today)))
    return Week(
        figures=figures,
        stress=mean_of([one.stress for one in said if one is not None and one.stress is not None]),
    )
