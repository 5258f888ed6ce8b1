"""The last twelve weeks: headache days, how they went, stress, and what followed sessions."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from selfcare.app.context import Context
from selfcare.domain.facts import DiaryView
from selfcare.domain.week import DAY
from selfcare.planning.care_figures import CareFigures, care_figures
from selfcare.planning.history import read_history
from selfcare.planning.noted import check_ins, days_of
from selfcare.planning.treatment_figures import worst_functions
from selfcare.planning.trends import Week, first_of, weeks_of


class Trends(Struct, frozen=True, kw_only=True):
    """The days `first` to today, by week; `care` holds what followed sessions in them."""

    first: date
    last: date
    weeks: tuple[Week, ...]
    care: CareFigures

    @property
    def noted_days(self) -> int:
        """The days that say whether there was a headache."""
        return sum(one.figures.noted_days for one in self.weeks)

    @property
    def headache_days(self) -> int:
        """Those of them with one."""
        return sum(one.figures.headache_days for one in self.weeks)


def trends_of(context: Context) -> Trends:
    """Return the trends up to today."""
    last = context.today()
    first = first_of(last)
    # A day more, for clocks that were set back.
    entries = tuple(context.diary.entries(since=first - DAY))
    return Trends(
        first=first,
        last=last,
        weeks=weeks_of(last, days_of(check_ins(entries)), worst_functions(entries)),
        care=care_figures(first, last, read_history(DiaryView(entries)).sessions, entries),
    )
