"""The last twelve weeks in pictures, and the same numbers in tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct
from starlette.responses import Response

from selfcare.app.notes_care_words import NO_CAUSE
from selfcare.app.notes_section import decimal
from selfcare.app.routine_words import muscle_name
from selfcare.app.say import say, words
from selfcare.app.trends import Trends, trends_of
from selfcare.page.charts import (
    NOTHING,
    Segment,
    function_bars,
    headache_bars,
    labels,
    line_through,
    relief_segments,
    stress_dots,
    week_name,
)
from selfcare.page.visit import Visit, get
from selfcare.planning.day_words import long_date_words
from selfcare.planning.relief import Relief
from selfcare.planning.trends import FEW_DAYS, Week


class Followed(Struct, frozen=True, kw_only=True):
    """What followed sessions of a routine, or for a muscle: the counts, and a bar of them."""

    name: str
    relief: Relief
    segments: tuple[Segment, ...]


class TableRow(Struct, frozen=True):
    """A week in a table."""

    name: str
    cells: tuple[str, ...]


class Table(Struct, frozen=True, kw_only=True):
    """The numbers of a picture."""

    head: tuple[str, ...]
    rows: tuple[TableRow, ...]


async def trends(visit: Visit) -> Response:
    """Show the weeks."""
    found = trends_of(visit.context)
    dots = tuple(stress_dots(found.weeks))
    below = tuple(labels(found.weeks))
    return visit.shows(
        "diary_trends.html",
        title=words("Diary"),
        here="diary",
        found=found,
        few=FEW_DAYS,
        span=words(
            "{first} to {last}",
            first=long_date_words(found.first),
            last=long_date_words(found.last),
        ),
        total=_total(found),
        labels=below,
        headaches=tuple(headache_bars(found.weeks)),
        headache_table=_table(
            (words("Headache days"), words("Answered days")), found.weeks, _headache_cells
        ),
        functions=tuple(function_bars(found.weeks)),
        told=tuple(
            (label.x, week.figures.told_days)
            for label, week in zip(below, found.weeks, strict=True)
        ),
        function_table=_table(
            (words("Slowed"), words("Lost"), words("Headache days with an answer to that")),
            found.weeks,
            _function_cells,
        ),
        dots=dots,
        line=line_through(dots),
        stress_table=_table(
            (words("Average stress"), words("Days with an answer")), found.weeks, _stress_cells
        ),
        routines=_followed((one.title, one.relief) for one in found.care.routines),
        muscles=_followed((muscle_name(one.muscle), one.relief) for one in found.care.muscles),
        no_cause=say(NO_CAUSE),
    )


def _total(found: Trends) -> str:
    if not found.noted_days:
        return words("No day of these weeks has an answer yet.")
    return words(
        "Headache on {headaches} of {noted} answered days.",
        headaches=found.headache_days,
        noted=found.noted_days,
    )


def _table(
    head: tuple[str, ...], weeks: Iterable[Week], cells: Callable[[Week], tuple[str, ...]]
) -> Table:
    return Table(
        head=(words("Week from"), *head),
        rows=tuple(TableRow(week_name(one), cells(one)) for one in weeks),
    )


def _headache_cells(week: Week) -> tuple[str, ...]:
    figures = week.figures
    if not figures.noted_days:
        return NOTHING, "0"
    return str(figures.headache_days), str(figures.noted_days)


def _function_cells(week: Week) -> tuple[str, ...]:
    figures = week.figures
    if not figures.told_days:
        return NOTHING, NOTHING, "0"
    return str(figures.slowed_days), str(figures.lost_days), str(figures.told_days)


def _stress_cells(week: Week) -> tuple[str, ...]:
    stress = week.stress
    return NOTHING if stress.mean is None else decimal(stress.mean), str(stress.n)


def _followed(found: Iterable[tuple[str, Relief | None]]) -> tuple[Followed, ...]:
    """Return what has a number before and after, the most sessions first."""
    rated = sorted(
        ((name, relief) for name, relief in found if relief is not None),
        key=lambda one: -one[1].n,
    )
    most = max((relief.n for _, relief in rated), default=1)
    return tuple(
        Followed(name=name, relief=relief, segments=relief_segments(relief, most))
        for name, relief in rated
    )


WAYS: Final = (get("/diary/trends", trends),)
