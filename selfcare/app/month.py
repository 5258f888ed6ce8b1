"""The diary of a month: what each of its days shows, and the counts so far."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Final

from msgspec import Struct

from selfcare.app.about_days import entries_about, starts_of
from selfcare.app.context import Context
from selfcare.app.present import Present
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import DiaryView, Entry
from selfcare.domain.message import message
from selfcare.domain.treatment import treatments_of
from selfcare.domain.week import DAY
from selfcare.planning.figures import DiaryFigures, diary_figures
from selfcare.planning.history import read_history
from selfcare.planning.month import DayMarks, marks_of
from selfcare.planning.noted import noted_days

YEARS_BACK: Final = 20
"""How far back months can be looked at; nothing can be noted about days before."""


class Month(Struct, frozen=True, kw_only=True):
    """A month from `first` to `last`; `marks` are its days that have come, `figures` their counts.

    `earliest` is the first month anything is noted about; `with_cycle` whether the cycle is on.
    """

    first: date
    last: date
    today: date
    earliest: date
    marks: tuple[DayMarks, ...]
    figures: DiaryFigures
    with_cycle: bool

    @property
    def before(self) -> date | None:
        """The first day of the month before, None where nothing is noted about it or earlier."""
        first = first_of_month(self.first - DAY)
        return first if first >= self.earliest else None

    @property
    def after(self) -> date | None:
        """The first day of the month after, None where it has not come."""
        first = self.last + DAY
        return first if first <= self.today else None

    @property
    def months(self) -> Iterator[date]:
        """All months that can be looked at, the latest first."""
        month = first_of_month(self.today)
        while month >= self.earliest:
            yield month
            month = first_of_month(month - DAY)


def month_of(context: Context, present: Present, first: date) -> Month:
    """Return the month that begins on `first`, which lies between `earliest` and today."""
    today = present.today
    last = first.replace(day=monthrange(first.year, first.month)[1])
    cycle = starts_of(present.around.cycle)
    entries = entries_about(context, first, last)
    come = min(last, today)
    return Month(
        first=first,
        last=last,
        today=today,
        earliest=earliest_month(present),
        marks=marks_about(present, entries, first, come),
        figures=diary_figures(first, come, entries, None if cycle is None else cycle.counted),
        with_cycle=cycle is not None,
    )


def marks_about(
    present: Present, entries: tuple[Entry, ...], first: date, last: date
) -> tuple[DayMarks, ...]:
    """Return the marks of some days from the `entries` about them."""
    return marks_of(
        first,
        last,
        noted=noted_days(entries),
        sessions=read_history(DiaryView(entries)).sessions,
        treatments=treatments_of(present.entries),
        cycle=starts_of(present.around.cycle),
    )


def earliest_month(present: Present) -> date:
    """Return the first day of the first month that anything is noted about."""
    today = present.today
    told = [today, *(one.on for one in treatments_of(present.entries))]
    if present.history.first_day is not None:
        told.append(present.history.first_day)
    if present.around.cycle.on:
        told += present.around.cycle.starts
    return first_of_month(max(min(told), today.replace(day=1, year=today.year - YEARS_BACK)))


def first_of_month(day: date) -> date:
    """Return the first day of the month of `day`."""
    return day.replace(day=1)


def asked_month(text: str, present: Present) -> date:
    """Return the first day of a month written as 2026-11; today's for nothing.

    A month out of reach becomes the nearest that can be looked at. Raise UserMistake for no month.
    """
    latest = first_of_month(present.today)
    if not text:
        return latest
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise UserMistake(
            message("“{month}” is no month; a month looks like 2026-11.", month=text[:20])
        ) from error
    return max(min(asked, latest), earliest_month(present))
