"""The stressful times the user told of lie where a wall calendar has them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from selfcare.app.say import say
from selfcare.domain.facts import Entry, Fact, Resumed, StressAdded, StressEnded, StressRemoved
from selfcare.domain.settings import StressEntry
from selfcare.domain.stress import (
    MonthlyDays,
    StressfulPeriod,
    StressKind,
    StressSource,
    YearlyDays,
)
from selfcare.domain.stressful_days import NEAR, is_near, periods_of, periods_told, stress_told
from selfcare.domain.week import DAY, DaysOff

MONDAY = date(2026, 11, 23)
LAST_THREE = MonthlyDays(count=3, from_end=True, workdays=True)
CHRISTMAS = DaysOff(date(2026, 12, 24), date(2027, 1, 1))


def monday_to_friday(day: date) -> bool:
    return day.weekday() < 5


def with_days_off(*off: DaysOff) -> Callable[[date], bool]:
    return lambda day: monday_to_friday(day) and not any(day in one for one in off)


def spans(
    entry: StressEntry, near: date, is_workday: Callable[[date], bool] = monday_to_friday
) -> list[str]:
    """Return the times near a day as text."""
    found = []
    for period in periods_of(entry, near, is_workday):
        assert period.last is not None
        found.append(str(DaysOff(period.first, period.last)))
    return found


def monthly(days: MonthlyDays) -> StressEntry:
    return StressEntry(name="Month end", monthly=days)


def yearly(first: tuple[int, int], last: tuple[int, int]) -> StressEntry:
    return StressEntry(name="Every year", yearly=YearlyDays(first, last))


# Entries of the settings


def test_a_deadline_is_a_time_of_one_day_with_what_the_user_calls_it() -> None:
    entry = StressEntry(name="Tax return", kind=StressKind.PHYSICAL, deadline=MONDAY)

    (found,) = periods_of(entry, MONDAY, monday_to_friday)

    assert found == StressfulPeriod(
        first=MONDAY,
        last=MONDAY,
        reason=found.reason,
        source=StressSource.SETTINGS,
        kind=StressKind.PHYSICAL,
        deadline=MONDAY,
    )
    assert say(found.reason) == "Tax return"


def test_a_single_day_is_a_deadline_and_a_span_is_none() -> None:
    one_day = StressEntry(name="a", days=DaysOff(MONDAY, MONDAY))
    two_days = StressEntry(name="a", days=DaysOff(MONDAY, MONDAY + DAY))

    assert [one.deadline for one in periods_of(one_day, MONDAY, monday_to_friday)] == [MONDAY]
    assert [one.deadline for one in periods_of(two_days, MONDAY, monday_to_friday)] == [None]
    assert [
        one.deadline for one in periods_of(yearly((11, 23), (11, 23)), MONDAY, monday_to_friday)
    ] == [MONDAY]
    assert [
        one.deadline
        for one in periods_of(monthly(MonthlyDays(first=1, last=2)), MONDAY, monday_to_friday)
    ] == [None] * 5


def test_what_lies_further_off_than_seventy_days_is_left_out() -> None:
    entry = StressEntry(name="Exams", days=DaysOff(MONDAY, MONDAY + 10 * DAY))

    assert spans(entry, MONDAY - 71 * DAY) == []
    assert spans(entry, MONDAY - 70 * DAY) == spans(entry, MONDAY + 80 * DAY) != []
    assert spans(entry, MONDAY + 81 * DAY) == []


def test_the_last_three_workdays_of_each_month_end_where_work_ends() -> None:
    assert spans(monthly(LAST_THREE), MONDAY) == [
        "2026-09-28..2026-09-30",
        "2026-10-28..2026-10-30",
        "2026-11-26..2026-11-30",
        "2026-12-29..2026-12-31",
        "2027-01-27..2027-01-29",
    ]


@pytest.mark.parametrize(
    ("near", "off", "found"),
    [
        (date(2026, 12, 15), (CHRISTMAS,), "2026-12-21..2026-12-23"),
        (
            date(2026, 12, 15),
            (DaysOff(date(2026, 12, 24), date(2026, 12, 29)),),
            "2026-12-23..2026-12-31",
        ),
        (date(2026, 8, 15), (), "2026-08-27..2026-08-31"),
        (date(2026, 5, 15), (), "2026-05-27..2026-05-29"),
        (date(2027, 2, 15), (), "2027-02-24..2027-02-26"),
        (date(2028, 2, 15), (), "2028-02-25..2028-02-29"),
        (
            date(2027, 3, 15),
            (DaysOff(date(2027, 3, 26), date(2027, 3, 29)),),
            "2027-03-25..2027-03-31",
        ),
    ],
)
def test_days_off_move_the_last_workdays_of_a_month(
    near: date, off: tuple[DaysOff, ...], found: str
) -> None:
    assert found in spans(monthly(LAST_THREE), near, with_days_off(*off))


def test_a_month_off_has_no_workdays_and_few_workdays_are_all_there_are() -> None:
    all_of_december = DaysOff(date(2026, 12, 1), date(2026, 12, 31))
    but_the_third = DaysOff(date(2026, 12, 4), date(2026, 12, 31))

    december = [
        one
        for one in spans(monthly(LAST_THREE), MONDAY, with_days_off(all_of_december))
        if one.startswith("2026-12")
    ]

    assert december == []
    assert "2026-12-01..2026-12-03" in spans(
        monthly(MonthlyDays(count=9, from_end=True, workdays=True)),
        MONDAY,
        with_days_off(but_the_third),
    )


@pytest.mark.parametrize(
    ("days", "november", "february", "february_of_a_leap_year"),
    [
        (MonthlyDays(first=15, last=15), "11-15", "02-15", "02-15"),
        (MonthlyDays(first=10, last=12), "11-10..11-12", "02-10..02-12", "02-10..02-12"),
        (MonthlyDays(first=28, last=31), "11-28..11-30", "02-28", "02-28..02-29"),
        (MonthlyDays(first=31, last=31), "11-30", "02-28", "02-29"),
        (MonthlyDays(first=30, last=31), "11-30", "02-28", "02-29"),
        (MonthlyDays(count=2, from_end=True), "11-29..11-30", "02-27..02-28", "02-28..02-29"),
        (MonthlyDays(count=2), "11-01..11-02", "02-01..02-02", "02-01..02-02"),
        (MonthlyDays(count=2, workdays=True), "11-02..11-03", "02-01..02-02", "02-01..02-02"),
        (MonthlyDays(count=31), "11-01..11-30", "02-01..02-28", "02-01..02-29"),
    ],
)
def test_days_of_each_month_fit_the_month(
    days: MonthlyDays, november: str, february: str, february_of_a_leap_year: str
) -> None:
    def in_month(near: date) -> list[str]:
        return [
            one.replace(f"{near.year}-", "")
            for one in spans(monthly(days), near)
            if one.startswith(f"{near:%Y-%m}")
        ]

    assert in_month(date(2026, 11, 15)) == [november]
    assert in_month(date(2027, 2, 15)) == [february]
    assert in_month(date(2028, 2, 15)) == [february_of_a_leap_year]


def test_days_of_every_year_may_run_over_new_year() -> None:
    entry = yearly((12, 20), (1, 5))

    for near in (date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 1)):
        assert spans(entry, near) == ["2026-12-20..2027-01-05"]
    assert spans(entry, date(2026, 6, 30)) == []


def test_days_of_every_year_come_every_year() -> None:
    entry = yearly((5, 17), (5, 31))

    assert spans(entry, date(2026, 5, 1)) == ["2026-05-17..2026-05-31"]
    assert spans(entry, date(2027, 5, 1)) == ["2027-05-17..2027-05-31"]


@pytest.mark.parametrize(
    ("year", "last", "found"),
    [
        (2027, (2, 29), "2027-02-28"),
        (2028, (2, 29), "2028-02-29"),
        (2027, (3, 2), "2027-02-28..2027-03-02"),
        (2028, (3, 2), "2028-02-29..2028-03-02"),
    ],
)
def test_in_a_year_without_the_29th_of_february_the_28th_stands_for_it(
    year: int, last: tuple[int, int], found: str
) -> None:
    assert spans(yearly((2, 29), last), date(year, 2, 1)) == [found]


ANY_MONTHLY = st.one_of(
    st.tuples(st.integers(1, 31), st.integers(1, 31)).map(
        lambda ends: MonthlyDays(first=min(ends), last=max(ends))
    ),
    st.builds(
        MonthlyDays, count=st.integers(1, 31), from_end=st.booleans(), workdays=st.booleans()
    ),
)
ANY_DAY = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@given(ANY_MONTHLY, ANY_DAY, st.frozensets(st.integers(0, 6)))
def test_every_time_of_a_month_lies_within_it_and_near(
    days: MonthlyDays, near: date, weekdays: frozenset[int]
) -> None:
    found = list(periods_of(monthly(days), near, lambda day: day.weekday() in weekdays))

    for period in found:
        assert period.last is not None
        assert period.first <= period.last
        assert (period.first.year, period.first.month) == (period.last.year, period.last.month)
        assert period.first - NEAR <= near <= period.last + NEAR
        if days.workdays:
            assert period.first.weekday() in weekdays
            assert period.last.weekday() in weekdays
    assert [one.first for one in found] == sorted({one.first for one in found})
    if not days.workdays:
        assert len(found) in (4, 5, 6)


@given(ANY_DAY, ANY_DAY, ANY_DAY)
def test_each_day_of_the_year_in_a_yearly_time_is_found_from_that_day(
    first: date, last: date, near: date
) -> None:
    entry = yearly((first.month, first.day), (last.month, last.day))
    found = list(periods_of(entry, near, monday_to_friday))
    day, ends = (near.month, near.day), ((first.month, first.day), (last.month, last.day))
    within = ends[0] <= day <= ends[1] if ends[0] <= ends[1] else day >= ends[0] or day <= ends[1]

    if (2, 29) not in (*ends, day):
        assert any(near in one for one in found) == within
    assert all(one.last is not None and one.first <= one.last for one in found)


# What was told by command


def entries_of(*facts: Fact) -> list[Entry]:
    return [
        Entry(number, datetime(2026, 11, 23, 9, tzinfo=UTC), MONDAY, fact)
        for number, fact in enumerate(facts, start=1)
    ]


def added(
    period: str = "1",
    first: date = MONDAY,
    last: date | None = None,
    deadline: date | None = None,
) -> StressAdded:
    return StressAdded(
        period=period,
        name=f"Time {period}",
        first=first,
        last=last,
        kind=StressKind.EMOTIONAL,
        deadline=deadline,
    )


def test_what_was_told_goes_on_until_it_is_ended() -> None:
    (running,) = stress_told(entries_of(Resumed(), added()))
    (ended,) = stress_told(entries_of(added(), StressEnded("1", MONDAY + 3 * DAY)))

    assert (running.id, running.name) == ("1", "Time 1")
    assert running.period.last is None
    assert MONDAY + 400 * DAY in running.period
    assert MONDAY - DAY not in running.period
    assert running.period.source is StressSource.COMMAND
    assert ended.period == replace(running.period, last=MONDAY + 3 * DAY)


def test_what_was_removed_was_never_there() -> None:
    found = periods_told(entries_of(added("1"), added("2"), StressRemoved("1")), MONDAY)

    assert [say(one.reason) for one in found] == ["Time 2"]


def test_what_was_told_stands_in_the_order_it_was_noted() -> None:
    entries = entries_of(added("2", MONDAY + 9 * DAY), added("1", MONDAY))

    assert [one.id for one in stress_told(entries)] == ["2", "1"]


def test_one_day_told_is_a_deadline_but_one_that_was_ended_at_once_is_none() -> None:
    (one_day,) = periods_told(entries_of(added(last=MONDAY)), MONDAY)
    (ended,) = periods_told(entries_of(added(), StressEnded("1", MONDAY)), MONDAY)

    assert one_day.deadline == MONDAY
    assert (ended.first, ended.last, ended.deadline) == (MONDAY, MONDAY, None)


def test_a_time_that_ended_early_has_no_deadline_after_it() -> None:
    due = MONDAY + 5 * DAY
    whole = added(last=due, deadline=due)

    assert [one.deadline for one in periods_told(entries_of(whole), MONDAY)] == [due]
    (ended,) = periods_told(entries_of(whole, StressEnded("1", MONDAY)), MONDAY)
    assert ended.deadline is None


def test_an_end_never_makes_a_time_longer_and_none_begins_after_its_end() -> None:
    (longer,) = periods_told(
        entries_of(added(last=MONDAY + 2 * DAY), StressEnded("1", MONDAY + 9 * DAY)), MONDAY
    )

    assert longer.last == MONDAY + 2 * DAY
    assert periods_told(entries_of(added(), StressEnded("1", MONDAY - DAY)), MONDAY) == ()


@given(st.integers(-300, 300), st.integers(0, 60), st.integers(-70, 70))
def test_no_time_that_lies_near_a_day_is_left_out(begins: int, long: int, later: int) -> None:
    first = MONDAY + begins * DAY
    told = entries_of(added("1", first, first + long * DAY), added("2", first))

    (all_of_it, without_end) = periods_told(told, first)
    found = periods_told(told, MONDAY)

    assert is_near(all_of_it, MONDAY + later * DAY) <= (all_of_it in found)
    assert without_end in found


def test_what_is_long_over_is_left_out() -> None:
    first = MONDAY - 300 * DAY

    assert periods_told(entries_of(added("1", first, first + DAY)), MONDAY) == ()


NAMES = st.sampled_from(["1", "2", "3"])
DAYS = st.integers(0, 30).map(lambda number: MONDAY + timedelta(days=number))
FACTS = st.one_of(
    st.builds(StressEnded, NAMES, DAYS), st.builds(StressRemoved, NAMES), st.just(Resumed())
)


@given(st.lists(FACTS, max_size=6), st.data())
def test_the_order_of_facts_does_not_matter(facts: list[Fact], data: st.DataObject) -> None:
    all_facts = [added("1"), added("2", MONDAY + 3 * DAY, MONDAY + 9 * DAY), added("3"), *facts]
    shuffled = data.draw(st.permutations(all_facts))

    def in_order(some: list[Fact]) -> list[tuple[str, StressfulPeriod]]:
        return sorted(
            ((one.id, one.period) for one in stress_told(entries_of(*some))), key=lambda one: one[0]
        )

    assert in_order(shuffled) == in_order(all_facts)
