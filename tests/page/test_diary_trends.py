"""Twelve weeks: each number is the one somebody counts by hand, in the picture and in its table."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date
from random import Random

import pytest

from selfcare.domain.checkin import CheckIn
from selfcare.domain.facts import CheckedIn, StopReason
from selfcare.domain.week import DAY
from selfcare.page.charts import (
    BASE,
    RELIEF_WIDTH,
    TOP,
    function_bars,
    headache_bars,
    line_through,
    relief_segments,
    stress_dots,
)
from selfcare.planning.figures import Mean
from selfcare.planning.relief import Relief
from selfcare.planning.treatment_figures import SpanFigures
from selfcare.planning.trends import Week
from tests.page.a_diary import NO, SCRIPT, TODAY, YES, Keeper, main_of, tables_of
from tests.page.reader import Reader

FIRST = TODAY - 77 * DAY
DASH = "\u2013"
NOT_SAID = Mean(0, None)


@pytest.fixture
def keeper(reader: Reader) -> Keeper:
    return Keeper(reader)


def week(
    noted: int = 0, headaches: int = 0, told: int = 0, slowed: int = 0, lost: int = 0
) -> SpanFigures:
    return SpanFigures(
        first=TODAY,
        last=TODAY + 6 * DAY,
        days=7,
        noted_days=noted,
        headache_days=headaches,
        told_days=told,
        slowed_days=slowed,
        lost_days=lost,
    )


def of(figures: SpanFigures, stress: Mean = NOT_SAID) -> Week:
    return Week(figures=figures, stress=stress)


def texts(page: str, name: str) -> list[str]:
    """Return the numbers written in the picture of that name."""
    found = re.search(rf'<title id="{name}-t">.*?</svg>', page, re.DOTALL)
    assert found is not None
    return re.findall(r'<text class="val"[^>]*>([^<]*)<', found[0])


def made(keeper: Keeper, days: int = 100) -> list[CheckIn]:
    """Keep a diary by chance, and return what was said, a check-in a day at most."""
    random = Random(11)  # noqa: S311 - a made-up diary
    said = []
    for number in range(days):
        day = TODAY - number * DAY
        if random.random() < 0.25:
            continue
        ached = random.choice([True, False, False, None])
        said.append(
            CheckIn(
                day=day,
                headache=None if ached is None else (YES if ached else NO),
                function=random.choice([None, 0, 1, 2, 3]) if ached else None,
                stress=random.choice([None, *range(11)]),
            )
        )
        keeper.note(day, CheckedIn(said[-1]), hour=9)
    return said


def test_the_tables_are_what_somebody_counts_by_hand(keeper: Keeper) -> None:
    said = made(keeper)
    counted: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for one in said:
        monday = one.day - one.day.weekday() * DAY
        here = counted[monday]
        here["answered"] += one.headache is not None
        here["ached"] += one.headache is YES
        here["told"] += one.headache is YES and one.function is not None
        here["slowed"] += one.headache is YES and one.function == 1
        here["lost"] += one.headache is YES and (one.function or 0) >= 2
        here["stressed"] += one.stress is not None
        here["stress"] += one.stress or 0

    page = keeper.reader.text("/diary/trends")
    headaches, functions, stress = tables_of(page)

    mondays = [FIRST + n * 7 * DAY for n in range(12)]
    assert [row[0] for row in headaches[1:]] == [f"{one.day} {one:%B}" for one in mondays]
    for number, monday in enumerate(mondays, 1):
        here = counted[monday]
        ached = str(here["ached"]) if here["answered"] else DASH
        assert headaches[number][1:] == [ached, str(here["answered"])]
        went = [str(here["slowed"]), str(here["lost"])] if here["told"] else [DASH, DASH]
        assert functions[number][1:] == [*went, str(here["told"])]
        mean = f"{here['stress'] / here['stressed']:.1f}" if here["stressed"] else DASH
        assert stress[number][1:] == [mean, str(here["stressed"])]
    in_weeks = [one for one in said if one.day >= FIRST]
    all_ached = sum(one.headache is YES for one in in_weeks)
    answered = sum(one.headache is not None for one in in_weeks)
    assert f"Headache on {all_ached} of {answered} answered days." in main_of(page)


def test_each_picture_writes_the_numbers_of_its_table(keeper: Keeper) -> None:
    made(keeper)
    page = keeper.reader.text("/diary/trends")
    headaches, functions, stress = (table[1:] for table in tables_of(page))

    shares = [DASH if row[1] == DASH else f"{row[1]}/{row[2]}" for row in headaches]
    assert texts(page, "hd") == shares
    written = [cell for row in functions for cell in ([DASH] if row[1] == DASH else row[1:3])]
    assert texts(page, "fd") == written
    assert texts(page, "sd") == [row[1] for row in stress if row[1] != DASH]


def test_an_empty_diary_has_no_picture_and_says_what_will_stand_here(keeper: Keeper) -> None:
    page = keeper.reader.text("/diary/trends")

    assert "No day of these weeks has an answer yet." in main_of(page)
    assert "Once days are noted, their weeks stand here" in main_of(page)
    assert 'class="chart"' not in page
    assert tables_of(page) == []


# What followed sessions


def test_what_followed_is_counted_by_routine_and_by_muscle_with_its_number(keeper: Keeper) -> None:
    for before, after in ((5, 3), (5, 5), (2, 4), (6, 1)):
        keeper.session(TODAY - DAY, "Jaw", before=before, after=after)
    keeper.session(TODAY - 2 * DAY, "Shoulders", before=4, after=0)
    # These have only one number, were before the weeks, or are not over.
    keeper.session(TODAY - 2 * DAY, "Shoulders", before=4)
    keeper.session(TODAY - 2 * DAY, "Neck", after=4)
    keeper.session(FIRST - DAY, "Jaw", before=4, after=0)
    keeper.session(TODAY - 3 * DAY, "Jaw", before=3, stopped=StopReason.NO_TIME)

    page = keeper.reader.text("/diary/trends")
    *_, routines, muscles = tables_of(page)

    head = ["Times", "Less", "Same", "More"]
    assert routines == [
        ["Routine", *head],
        ["Jaw", "4", "2", "1", "1"],
        ["Shoulders", "1", "1", "0", "0"],
    ]
    assert muscles == [["Muscle", *head], ["Masseter", "5", "3", "1", "1"]]
    assert "these counts say nothing about causes" in main_of(page)


def test_no_word_claims_what_helped(keeper: Keeper) -> None:
    made(keeper)
    keeper.session(TODAY, before=5, after=1)

    said = main_of(keeper.reader.text("/diary/trends")).casefold()

    assert not re.search(r"help|better|improv|works|success|relief|%|reduc|effect", said)


def test_titles_of_the_user_are_shown_as_words(keeper: Keeper) -> None:
    keeper.session(TODAY, SCRIPT, before=5, after=1)

    page = keeper.reader.text("/diary/trends")

    assert SCRIPT not in page
    assert SCRIPT in main_of(page)


# Geometry


def test_a_bar_is_as_high_as_its_share_and_dashed_where_few_days_were_answered() -> None:
    all_, half, none, few, missing = headache_bars(
        of(one) for one in (week(7, 7), week(6, 3), week(5, 0), week(3, 3), week())
    )

    assert (all_.y, all_.height, all_.kind) == (TOP, BASE - TOP, "bar")
    assert half.height == (BASE - TOP) / 2
    assert (none.height, none.text) == (0, "0/5")
    assert (few.kind, few.text) == ("bar-few", "3/3")
    assert (missing.height, missing.text) == (0, DASH)


def test_days_slowed_and_days_lost_stand_side_by_side() -> None:
    slowed, lost, nothing = function_bars(
        [of(week(7, 5, 5, slowed=2, lost=3)), of(week(7, 5, told=0))]
    )

    assert (slowed.text, slowed.kind, lost.text, lost.kind) == ("2", "bar-slow", "3", "bar")
    assert slowed.x + slowed.width == lost.x
    assert slowed.height * 3 == pytest.approx(lost.height * 2, abs=0.5)
    assert nothing.text == DASH


def test_the_line_breaks_off_where_nobody_said() -> None:
    dots = tuple(
        stress_dots(
            [
                of(week(), Mean(5, 10.0)),
                of(week()),
                of(week(), Mean(2, 0.0)),
                of(week(), Mean(4, 5)),
            ]
        )
    )

    assert [None if one is None else (one.y, one.few) for one in dots] == [
        (TOP, False),
        None,
        (BASE, True),
        ((TOP + BASE) / 2, False),
    ]
    assert line_through(dots) == f"M72 {TOP}M184 {BASE}L240 {(TOP + BASE) / 2:g}"
    assert line_through([None, None]) == ""


def test_the_parts_of_a_lying_bar_are_as_long_as_there_were_sessions() -> None:
    relief = Relief(n=4, less=2, same=0, more=2)

    less, more = relief_segments(relief, 8)

    assert (less.kind, more.kind) == ("less", "more")
    assert less.width == more.width == pytest.approx(RELIEF_WIDTH / 4 - 1)
    assert more.x == pytest.approx(RELIEF_WIDTH / 4 + 0.5)
    (one,) = relief_segments(Relief(n=1, less=1, same=0, more=0), 10_000)
    assert one.width > 0
