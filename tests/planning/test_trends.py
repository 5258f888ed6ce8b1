"""Weeks are counts of the days answered; a week with few of them says so, and none is filled up."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from selfcare.domain.checkin import DayNoted
from selfcare.domain.week import DAY
from selfcare.planning.figures import Mean
from selfcare.planning.trends import FEW_DAYS, WEEKS, Week, first_of, weeks_of

MONDAY = date(2026, 11, 23)
WEDNESDAY = MONDAY + 2 * DAY


def weeks(
    *said: DayNoted, functions: dict[date, int] | None = None, today: date = WEDNESDAY
) -> tuple[Week, ...]:
    return weeks_of(today, {one.day: one for one in said}, functions or {})


def test_there_are_twelve_weeks_from_monday_to_sunday_the_last_one_of_today() -> None:
    found = weeks()

    assert len(found) == WEEKS
    assert all(one.figures.first.weekday() == 0 for one in found)
    assert found[-1].figures.first == MONDAY
    assert found[0].figures.first == first_of(WEDNESDAY) == MONDAY - 77 * DAY
    assert [one.figures.days for one in found[-2:]] == [7, 3]
    assert [one.figures.is_complete for one in found[-2:]] == [True, False]


def test_a_week_without_an_answer_has_no_number_and_no_mean() -> None:
    latest = weeks()[-1]

    assert (latest.figures.noted_days, latest.figures.headache_days) == (0, 0)
    assert latest.stress == Mean(0, None)
    assert latest.few


def test_days_that_say_nothing_of_a_headache_are_in_no_count_of_them() -> None:
    latest = weeks(
        DayNoted(day=MONDAY, headache=True, stress=8),
        DayNoted(day=MONDAY + DAY, stress=3),
        DayNoted(day=WEDNESDAY, headache=False),
    )[-1]

    assert (latest.figures.headache_days, latest.figures.noted_days) == (1, 2)
    assert latest.stress == Mean(2, 5.5)


def test_how_headache_days_went_is_counted_of_those_that_say_it() -> None:
    week = [DayNoted(day=MONDAY - 7 * DAY + n * DAY, headache=n < 5) for n in range(7)]
    functions = {one.day: n for n, one in enumerate(week[:4])}
    # The last of these days had no headache, so how it went is not counted here.
    functions[week[6].day] = 3

    found = weeks(*week, functions=functions)[-2].figures

    assert (found.headache_days, found.told_days) == (5, 4)
    assert (found.slowed_days, found.lost_days) == (1, 2)


def test_from_four_days_answered_on_a_week_is_no_longer_few() -> None:
    days = [DayNoted(day=MONDAY - 7 * DAY + n * DAY, headache=False) for n in range(FEW_DAYS)]

    assert weeks(*days[:-1])[-2].few
    assert not weeks(*days)[-2].few


def test_what_lies_ahead_or_before_the_weeks_is_in_none_of_them() -> None:
    found = weeks(
        DayNoted(day=WEDNESDAY + DAY, headache=True, stress=10),
        DayNoted(day=first_of(WEDNESDAY) - DAY, headache=True, stress=10),
    )

    assert sum(one.figures.noted_days + one.stress.n for one in found) == 0


@given(st.randoms(use_true_random=False), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_weeks_together_hold_every_day_once(random: Random, today: date) -> None:
    span = [today - number * DAY for number in range(100)]
    noted = {day: DayNoted(day=day, headache=random.choice([None, True, False])) for day in span}
    told = [noted[day].headache for day in span if day >= first_of(today)]

    found = weeks_of(today, noted, {})

    assert sum(one.figures.headache_days for one in found) == told.count(True)
    assert sum(one.figures.noted_days for one in found) == len(told) - told.count(None)
