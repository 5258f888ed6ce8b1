"""Pictures of the diary as geometry for a template: where bars and dots stand, and what they say.

All lengths are units of the drawing. Every number a picture shows stands in its table, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from selfcare.app.notes_section import decimal
from selfcare.app.say import say, words
from selfcare.planning.day_words import month_words
from selfcare.planning.relief import Relief
from selfcare.planning.trends import FEW_DAYS, WEEK_DAYS, Week

LEFT: Final = 44
"""Room for the words of the scale."""
COLUMN: Final = 56
TOP, BASE, HEIGHT = 30, 140, 180
TALL: Final = BASE - TOP
BAR: Final = 38
HALF_BAR: Final = 20
MOST_STRESS: Final = 10
NOTHING: Final = "\u2013"
"""A dash, where there is nothing to show."""
RELIEF_WIDTH: Final = 240
GAP: Final = 1
"""Between the parts of a lying bar."""


class Bar(Struct, frozen=True, kw_only=True):
    """A bar and the number above it; `kind` is its class."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    text: str

    @property
    def middle(self) -> float:
        """Where its number stands."""
        return self.x + self.width / 2


class Dot(Struct, frozen=True, kw_only=True):
    """A dot on a line and its number; `few` where it says little."""

    x: float
    y: float
    text: str
    few: bool


class Label(Struct, frozen=True, kw_only=True):
    """What stands below a week; `month` is empty where it is the same as before."""

    x: float
    day: str
    month: str


class Segment(Struct, frozen=True, kw_only=True):
    """A part of a lying bar."""

    x: float
    width: float
    kind: str


def labels(weeks: Sequence[Week]) -> Iterator[Label]:
    """Yield the first day of each week, with its month where that begins."""
    before = None
    for number, week in enumerate(weeks):
        first = week.figures.first
        month = "" if before == first.month else say(month_words(first))[:3]
        before = first.month
        yield Label(x=_middle(number), day=str(first.day), month=month)


def headache_bars(weeks: Iterable[Week]) -> Iterator[Bar]:
    """Yield the headache days of the days answered, as high as their share; few are dashed."""
    for number, week in enumerate(weeks):
        noted, headaches = week.figures.noted_days, week.figures.headache_days
        share = headaches / noted if noted else 0
        yield Bar(
            x=_middle(number) - BAR / 2,
            y=round(BASE - share * TALL, 1),
            width=BAR,
            height=round(share * TALL, 1),
            kind="bar-few" if week.few else "bar",
            text=f"{headaches}/{noted}" if noted else NOTHING,
        )


def function_bars(weeks: Iterable[Week]) -> Iterator[Bar]:
    """Yield two bars a week: days that went slower, and days that were lost, of seven."""
    for number, week in enumerate(weeks):
        figures = week.figures
        if not figures.told_days:
            yield Bar(x=_middle(number), y=BASE, width=0, height=0, kind="bar", text=NOTHING)
            continue
        for left, days, kind in (
            (-HALF_BAR, figures.slowed_days, "bar-slow"),
            (0, figures.lost_days, "bar"),
        ):
            height = round(days / WEEK_DAYS * TALL, 1)
            yield Bar(
                x=_middle(number) + left,
                y=BASE - height,
                width=HALF_BAR,
                height=height,
                kind=kind,
                text=str(days),
            )


def stress_dots(weeks: Iterable[Week]) -> Iterator[Dot | None]:
    """Yield the mean stress of each week, None where nobody said."""
    for number, week in enumerate(weeks):
        mean = week.stress.mean
        if mean is None:
            yield None
            continue
        yield Dot(
            x=_middle(number),
            y=round(BASE - mean / MOST_STRESS * TALL, 1),
            text=decimal(mean),
            few=week.stress.n < FEW_DAYS,
        )


def line_through(dots: Iterable[Dot | None]) -> str:
    """Return the path through the dots, which breaks off where one is missing."""
    path, pen = [], "M"
    for dot in dots:
        if dot is None:
            pen = "M"
            continue
        path.append(f"{pen}{dot.x:g} {dot.y:g}")
        pen = "L"
    return "".join(path)


def relief_segments(relief: Relief, most: int) -> tuple[Segment, ...]:
    """Return the parts of a lying bar: less, the same, more; as long as there were sessions."""
    unit = RELIEF_WIDTH / most
    found, x = [], 0.0
    counted = (("less", relief.less), ("same", relief.same), ("more", relief.more))
    for kind, count in counted:
        if count:
            width = max(count * unit - GAP, GAP)
            found.append(Segment(x=round(x + GAP / 2, 1), width=round(width, 1), kind=kind))
        x += count * unit
    return tuple(found)


def week_name(week: Week) -> str:
    """Return the first day of a week for a table, such as "23 November"."""
    first = week.figures.first
    return words("{day} {month}", day=first.day, month=month_words(first))


def _middle(number: int) -> float:
    return LEFT + COLUMN * number + COLUMN / 2
