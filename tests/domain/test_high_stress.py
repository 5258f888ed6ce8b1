"""When noted stress counts as high, how long a high time lasts, and when stress fell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.app.say import say
from selfcare.domain.checkin import DayNoted
from selfcare.domain.high_stress import fell, high_days, is_high, periods_of_check_ins
from selfcare.domain.stress import StressSource
from selfcare.domain.week import DAY, DaysOff

MONDAY = date(2026, 11, 23)
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = (MONDAY + n * DAY for n in range(1, 7))
NEXT = MONDAY + 7 * DAY
# The 75th percentile lies three quarters of the way from 4 to 6, at 5.5.
FOURTEEN = (1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 6, 6, 6, 6)


def monday_to_friday(day: date) -> bool:
    return day.weekday() < 5


def noted(*stress: int | None, since: date = MONDAY) -> dict[date, DayNoted]:
    """Return days from `since` on, one for each figure; None is a day without an entry."""
    return {
        since + number * DAY: DayNoted(day=since + number * DAY, stress=figure)
        for number, figure in enumerate(stress)
        if figure is not None
    }


def spans(days: dict[date, DayNoted], off: Sequence[date] = ()) -> list[str]:
    found = []
    for period in periods_of_check_ins(
        days, high_days(days), lambda day: monday_to_friday(day) and day not in off
    ):
        assert period.last is not None
        assert (period.source, period.deadline) == (StressSource.CHECK_INS, None)
        found.append(str(DaysOff(period.first, period.last)))
    return found


def span(first: date, last: date) -> str:
    return str(DaysOff(first, last))


# High


@pytest.mark.parametrize(
    ("stress", "earlier", "high"),
    [
        (7, (), True),
        (10, (10,) * 50, True),
        (6, (), False),
        (6, FOURTEEN, True),
        (5, FOURTEEN, False),
        (6, FOURTEEN[:13], False),
        (6, (*FOURTEEN[:13], 0), True),
        (5, (0,) * 14, True),
        (4, (0,) * 14, False),
        (5, (5,) * 14, False),
        (6, (5,) * 14, True),
        (6, (1,) * 9 + (6,) * 5, False),
        (6, (1,) * 10 + (6,) * 4, True),
    ],
)
def test_stress_is_high_from_seven_on_or_above_ones_own_usual(
    stress: int, earlier: tuple[int, ...], high: bool
) -> None:
    assert is_high(stress, earlier) is high
    assert is_high(stress, tuple(reversed(earlier))) is high


@given(st.integers(0, 10), st.lists(st.integers(0, 10), min_size=14, max_size=60))
def test_ones_own_usual_is_the_inclusive_75th_percentile(stress: int, earlier: list[int]) -> None:
    upper = quantiles(earlier, n=4, method="inclusive")[2]

    assert is_high(stress, earlier) == (stress >= 7 or (stress >= 5 and stress > upper))


def test_a_day_is_judged_by_the_days_before_it_only() -> None:
    days = noted(*FOURTEEN, 6, since=MONDAY)

    assert high_days(days) == {MONDAY + 14 * DAY}
    assert high_days(noted(6, *FOURTEEN[:13])) == frozenset()


def test_days_that_say_nothing_of_stress_are_missing() -> None:
    days = noted(*FOURTEEN[:13], 6)
    days[MONDAY - DAY] = DayNoted(day=MONDAY - DAY, headache=True)

    assert high_days(days) == frozenset()


@given(st.dictionaries(st.integers(0, 90), st.integers(0, 10), max_size=60), st.data())
def test_days_are_high_whatever_order_they_come_in(
    figures: dict[int, int], data: st.DataObject
) -> None:
    days = {
        MONDAY + number * DAY: DayNoted(day=MONDAY + number * DAY, stress=stress)
        for number, stress in figures.items()
    }
    shuffled = dict(data.draw(st.permutations(list(days.items()))))
    expected = {
        day
        for day, one in days.items()
        if is_high(one.stress or 0, [other.stress or 0 for at, other in days.items() if at < day])
    }

    assert high_days(days) == high_days(shuffled) == expected


# Times of high stress


def test_one_high_day_is_no_stressful_time() -> None:
    assert spans(noted(8, 3, 8, 3)) == []
    assert spans(noted(8)) == []


def test_two_high_days_in_a_row_make_one_from_the_next_day_on() -> None:
    days = noted(8, 7)
    (found,) = periods_of_check_ins(days, high_days(days), monday_to_friday)

    assert found.first == WEDNESDAY
    assert say(found.reason) == "You noted high stress on two days in a row."


def test_it_goes_on_while_stress_is_high_and_ends_with_the_day_that_is_not() -> None:
    assert spans(noted(8, 7, 9, 8)) == [span(WEDNESDAY, THURSDAY + 4 * DAY)]
    assert spans(noted(8, 7, 9, 3)) == [span(WEDNESDAY, THURSDAY)]
    assert spans(noted(8, 7, 2)) == [span(WEDNESDAY, WEDNESDAY)]


def test_after_its_end_it_takes_two_high_days_again() -> None:
    assert spans(noted(8, 8, 2, 8)) == [span(WEDNESDAY, WEDNESDAY)]
    assert spans(noted(8, 8, 2, 8, 8, 2)) == [
        span(WEDNESDAY, WEDNESDAY),
        span(SATURDAY, SATURDAY),
    ]


def test_free_days_without_an_entry_lie_between_two_days_in_a_row() -> None:
    over_the_weekend = noted(8, None, None, 8, since=FRIDAY)
    calm_saturday = noted(8, 2, None, 8, since=FRIDAY)

    assert spans(over_the_weekend) == [span(NEXT + DAY, NEXT + 4 * DAY)]
    assert spans(calm_saturday) == []


def test_a_long_weekend_may_lie_between_but_no_longer_time_off() -> None:
    long_weekend = noted(8, None, None, None, 8, since=FRIDAY)
    longer = noted(8, None, None, None, None, 8, since=FRIDAY)
    off = (NEXT, NEXT + DAY)

    assert spans(long_weekend, off[:1]) == [span(NEXT + 2 * DAY, NEXT + 5 * DAY)]
    assert spans(long_weekend) == []
    assert spans(longer, off) == []


def test_a_workday_without_an_entry_keeps_two_days_apart_but_ends_nothing() -> None:
    assert spans(noted(8, None, 8)) == []
    assert spans(noted(8, 8, None, 8)) == [span(WEDNESDAY, THURSDAY + 4 * DAY)]
    assert spans(noted(8, 8, None, 3)) == [span(WEDNESDAY, THURSDAY)]


def test_after_four_days_without_an_entry_it_is_over() -> None:
    assert spans(noted(8, 8)) == [span(WEDNESDAY, SATURDAY)]
    assert spans(noted(8, 8, None, None, None, 8)) == [span(WEDNESDAY, SATURDAY + 4 * DAY)]
    assert spans(noted(8, 8, None, None, None, None, 8)) == [span(WEDNESDAY, SATURDAY)]
    assert spans(noted(8, 8, None, None, None, None, 8, 8)) == [
        span(WEDNESDAY, SATURDAY),
        span(NEXT + DAY, NEXT + 4 * DAY),
    ]


@given(st.dictionaries(st.integers(0, 60), st.integers(0, 10), max_size=40))
def test_times_of_high_stress_follow_high_days_and_never_overlap(figures: dict[int, int]) -> None:
    days = {
        MONDAY + number * DAY: DayNoted(day=MONDAY + number * DAY, stress=stress)
        for number, stress in figures.items()
    }
    high = high_days(days)
    ends = [MONDAY - DAY]
    for period in periods_of_check_ins(days, high, monday_to_friday):
        assert period.last is not None
        assert ends[-1] < period.first <= period.last
        assert period.first - DAY in high
        noted_within = [day for day in days if period.first <= day <= period.last]
        assert all(day in high for day in noted_within if day != period.last)
        ends.append(period.last)


# A fall


@pytest.mark.parametrize(
    ("days", "today", "found"),
    [
        (noted(8, 5), WEDNESDAY, True),
        (noted(8, 6), WEDNESDAY, False),
        (noted(5, 2), WEDNESDAY, True),
        (noted(5, 8), WEDNESDAY, False),
        (noted(8), TUESDAY, False),
        (noted(), TUESDAY, False),
        (noted(8, 5, 5), THURSDAY, False),
        (noted(8, 5), THURSDAY, False),
        (noted(8, None, 5), THURSDAY, False),
        (noted(8, 5, since=THURSDAY), SATURDAY, True),
        (noted(8, 5, since=THURSDAY), NEXT, True),
        (noted(8, 5, since=THURSDAY), NEXT + DAY, False),
        (noted(8, None, None, 5, since=FRIDAY), NEXT + DAY, True),
        (noted(8, 8, 5), WEDNESDAY, False),
        (noted(8, 5, 9), WEDNESDAY, True),
    ],
)
def test_stress_fell_from_one_evening_to_the_next_just_before(
    days: dict[date, DayNoted], today: date, found: bool
) -> None:
    assert fell(days, today, monday_to_friday) is found


@given(st.lists(st.integers(0, 10), min_size=2, max_size=20), st.integers(0, 30))
def test_a_fall_is_told_on_the_next_morning_and_by_monday_at_the_latest(
    figures: list[int], after: int
) -> None:
    days = noted(*figures)
    today = max(days) + timedelta(days=after)

    if fell(days, today, monday_to_friday):
        assert 0 <= after <= 3
