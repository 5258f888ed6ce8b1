"""The diary: a month as a calendar, what it counts so far, and what is worth talking over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from http import HTTPStatus
from itertools import groupby
from typing import Final

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.responses import Response

from selfcare.app.assessing import assess, assess_and_tell, present_for
from selfcare.app.month import Month, asked_month, month_of
from selfcare.app.month_words import day_sentence, headache_cell, so_far
from selfcare.app.notes_strip import NO_NUMBER
from selfcare.app.say import say, words
from selfcare.app.worth_telling import worth_telling
from selfcare.domain.red_flags import ALWAYS_BELOW
from selfcare.domain.week import DAY
from selfcare.page.leading import first_of_all
from selfcare.page.visit import Visit, get, post
from selfcare.page.words import told
from selfcare.planning.day_words import (
    month_and_year_words,
    month_words,
    weekday_words,
)
from selfcare.planning.month import DayMarks

WEEK: Final = 7
MISSING: Final = "\u2013"
"""What stands in the field of a day without an answer: a dash."""


class Field(Struct, frozen=True, kw_only=True):
    """A day in the calendar; `marks` are None for a day to come, which leads nowhere."""

    number: int
    path: str
    marks: DayMarks | None
    look: str = ""
    shown: str = ""
    sentence: str = ""
    today: bool = False


class TableRow(Struct, frozen=True, kw_only=True):
    """A day in the table."""

    day: str
    path: str
    cells: tuple[str, ...]


class Year(Struct, frozen=True):
    """The months of a year that can be looked at, as their value and their name."""

    year: int
    months: tuple[tuple[str, str], ...]


async def diary(visit: Visit) -> Response:
    """Show a month."""
    context = visit.context
    present = present_for(context)
    month = month_of(context, present, asked_month(visit.asked("month"), present))
    telling = worth_telling(present, assess(present))
    return visit.shows(
        "diary.html",
        title=words("Diary"),
        here="diary",
        month=month,
        heading=say(month_and_year_words(month.first)),
        before=_choice(month.before),
        after=_choice(month.after),
        weekdays=[say(weekday_words(month.first - _offset(month) + n * DAY)) for n in range(WEEK)],
        weeks=tuple(_weeks(month)),
        head=tuple(_head(month)),
        rows=tuple(_table_row(month, marks) for marks in month.marks),
        years=tuple(_years(month)),
        value=month_value(month.first),
        so_far=tuple(map(told, so_far(month))),
        is_now=month.last >= month.today,
        first=first_of_all(context),
        telling=telling,
        below=say(ALWAYS_BELOW),
    )


async def shown(visit: Visit) -> Response:
    """Note that what was due is on the screen, so that it keeps its silence from now on."""
    if (await visit.form()).one("shown") != "yes":
        raise HTTPException(HTTPStatus.BAD_REQUEST)
    assess_and_tell(visit.context)
    return visit.tells()


def day_path(day: date) -> str:
    """Return the address of a day."""
    return f"/diary/day?on={day.isoformat()}"


def month_value(day: date) -> str:
    """Return how an address names the month of a day."""
    return f"{day:%Y-%m}"


def _offset(month: Month) -> timedelta:
    return month.first.weekday() * DAY


def _choice(first: date | None) -> tuple[str, str] | None:
    return None if first is None else (month_value(first), say(month_words(first)))


def _weeks(month: Month) -> Iterator[tuple[Field | None, ...]]:
    """Yield the rows of the calendar; None where the week belongs to another month."""
    known = {marks.day: marks for marks in month.marks}
    day = month.first - _offset(month)
    while day <= month.last:
        yield tuple(
            _field(one, known.get(one), month.today) if month.first <= one <= month.last else None
            for one in (day + number * DAY for number in range(WEEK))
        )
        day += WEEK * DAY


def _field(day: date, marks: DayMarks | None, today: date) -> Field:
    if marks is None:
        return Field(number=day.day, path="", marks=None)
    return Field(
        number=day.day,
        path=day_path(day),
        marks=marks,
        look=look_of(marks),
        shown=shown_in_field(marks),
        sentence=told(day_sentence(marks)),
        today=day == today,
    )


def look_of(marks: DayMarks) -> str:
    """Return the class of a day's field; what is missing never looks like what is free of pain."""
    if marks.headache is None:
        return "day-missing"
    if marks.headache and not marks.worst:
        return "day-unrated"
    return f"s{marks.worst or 0}"


def shown_in_field(marks: DayMarks) -> str:
    """Return what stands in a day's field: the number, or the sign in its place."""
    if marks.headache is None:
        return MISSING
    if not marks.headache:
        return "0"
    return str(marks.worst) if marks.worst else NO_NUMBER


def _head(month: Month) -> Iterator[str]:
    yield words("Day")
    yield words("Headache")
    yield words("Stress")
    yield words("Routines")
    yield words("Therapist")
    if month.with_cycle:
        yield words("Bleeding")


def _table_row(month: Month, marks: DayMarks) -> TableRow:
    routines = str(marks.done) if marks.done else ""
    if marks.stopped:
        routines = words("{done}, {stopped} stopped", done=marks.done, stopped=marks.stopped)
    cells = [
        say(headache_cell(marks)),
        "" if marks.stress is None else str(marks.stress),
        routines,
        words("yes") if marks.treatments else "",
    ]
    if month.with_cycle:
        around = words("around it") if marks.near else ""
        cells.append(words("began") if marks.start else around)
    weekday = weekday_words(marks.day)
    return TableRow(
        day=words("{weekday} {day}", weekday=weekday, day=marks.day.day),
        path=day_path(marks.day),
        cells=tuple(cells),
    )


def _years(month: Month) -> Iterator[Year]:
    for year, months in groupby(month.months, key=lambda one: one.year):
        yield Year(year, tuple((month_value(one), say(month_words(one))) for one in months))


WAYS: Final = (get("/diary", diary), post("/diary/shown", shown))
