"""Busy days: by the user's limit, by comparison with their own, and what periods they make."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from selfcare.app.say import say
from selfcare.domain.busy import (
    busy_days,
    busy_hours,
    busy_periods,
    merged_meetings,
)
from selfcare.domain.calendar import CalendarReading, Deadline
from selfcare.domain.settings import Meetings, Settings, Work
from selfcare.domain.stress import StressSource
from selfcare.domain.week import DAY, DaysOff, Window, joined

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)
FIRST = date(2026, 9, 28)
"""Eight weeks of workdays before Monday."""
LAST = date(2027, 3, 1)
HOUR = timedelta(hours=1)


def window(day: date, start: float, hours: float) -> Window:
    """Return a span of a day, its start in hours of Berlin's wall time."""
    begin = datetime(day.year, day.month, day.day, tzinfo=BERLIN) + start * HOUR
    return Window(begin.astimezone(UTC), (begin + hours * HOUR).astimezone(UTC))


def reading(*windows: Window, due: Iterable[Deadline] = ()) -> CalendarReading:
    return CalendarReading(first=FIRST, last=LAST, meetings=joined(windows), deadlines=tuple(due))


def days_of(found: CalendarReading, settings: Settings | None = None) -> list[str]:
    return [
        f"{one.day} {say(one.reason)}"
        for one in busy_days((found,), settings or Settings(), BERLIN)
    ]


def periods(*found: CalendarReading, settings: Settings | None = None) -> list[str]:
    return [
        f"{one.first}..{one.last} {say(one.reason)}{' !' if one.deadline else ''}"
        for one in busy_periods(found, settings or Settings(), BERLIN)
    ]


def workdays(first: date, count: int) -> list[date]:
    days = (first + number * DAY for number in range(count * 2))
    return [day for day in days if day.weekday() < 5][:count]


# Hours


def test_overlapping_meetings_of_several_calendars_count_once() -> None:
    one = reading(window(MONDAY, 9, 2), window(MONDAY, 14, 1))
    other = reading(window(MONDAY, 10, 2), window(MONDAY, 14, 1))

    assert busy_hours((one, other), BERLIN) == {MONDAY: 4 * HOUR}
    assert merged_meetings((one, other)) == (window(MONDAY, 9, 3), window(MONDAY, 14, 1))


def test_hours_past_midnight_count_for_the_next_day() -> None:
    found = reading(window(MONDAY, 22, 28))

    assert busy_hours((found,), BERLIN) == {
        MONDAY: 2 * HOUR,
        MONDAY + DAY: 24 * HOUR,
        MONDAY + 2 * DAY: 2 * HOUR,
    }


def test_days_on_which_clocks_change_are_as_long_as_they_are() -> None:
    autumn = date(2026, 10, 25)
    night = Window(datetime(2026, 10, 24, 22, tzinfo=UTC), datetime(2026, 10, 25, 23, tzinfo=UTC))

    assert busy_hours((reading(night),), BERLIN) == {autumn: 25 * HOUR}


starts = st.integers(0, 24 * 60 * 20)
spans = st.lists(st.tuples(starts, st.integers(1, 3000)), max_size=12)


@given(spans, spans)
def test_no_minute_is_lost_or_counted_twice(
    one: list[tuple[int, int]], other: list[tuple[int, int]]
) -> None:
    begin = datetime(2026, 10, 15, tzinfo=UTC)
    minutes = {
        minute for start, length in (*one, *other) for minute in range(start, start + length)
    }
    readings = tuple(
        reading(
            *(
                Window(begin + timedelta(minutes=start), begin + timedelta(minutes=start + length))
                for start, length in spans
            )
        )
        for spans in (one, other)
    )

    found = busy_hours(readings, BERLIN)

    assert sum(found.values(), timedelta()) == timedelta(minutes=len(minutes))
    assert set(found) == {
        (begin + timedelta(minutes=minute)).astimezone(BERLIN).date() for minute in minutes
    }


# Busy by the limit


@pytest.mark.parametrize(
    ("hours", "reason"),
    [
        (5, None),
        (5.1, "5 hours of meetings"),
        (5.5, "5.5 hours of meetings"),
        (6, "6 hours of meetings"),
        (9.8, "10 hours of meetings"),
    ],
)
def test_a_day_with_more_hours_than_the_limit_is_busy(hours: float, reason: str | None) -> None:
    found = reading(window(MONDAY, 8, hours))

    assert days_of(found) == ([] if reason is None else [f"{MONDAY} {reason}"])


def test_the_limit_is_a_setting() -> None:
    found = reading(window(MONDAY, 8, 1.2))
    settings = Settings(meetings=Meetings(busy_hours=1))

    assert days_of(found, settings) == [f"{MONDAY} 1 hour of meetings"]


@pytest.mark.parametrize(
    "work",
    [Work(mon=()), Work(days_off=(DaysOff(MONDAY, MONDAY),))],
    ids=["no hours", "day off"],
)
def test_only_workdays_are_busy(work: Work) -> None:
    assert days_of(reading(window(MONDAY, 8, 8)), Settings(work=work)) == []


# Busy by comparison


def test_more_than_on_three_quarters_of_ones_own_days_is_busy() -> None:
    before = workdays(FIRST, 40)
    usual = [window(day, 9, 1 + number % 4) for number, day in enumerate(before)]

    # Ten days each of one, two, three and four hours: three quarters have at most 3.25.
    assert days_of(reading(*usual, window(MONDAY, 9, 3.2))) == days_of(reading(*usual))
    found = days_of(reading(*usual, window(MONDAY, 9, 3.5)))
    assert found[-1] == f"{MONDAY} 3.5 hours of meetings, more than on most of your days"


@pytest.mark.parametrize(("days", "busy"), [(13, False), (14, True)])
def test_comparing_begins_after_fourteen_days_with_meetings(days: int, busy: bool) -> None:
    usual = [window(day, 9, 0.5) for day in workdays(FIRST, days)]

    assert bool(days_of(reading(*usual, window(MONDAY, 9, 4)))) is busy


@pytest.mark.parametrize(("hours", "busy"), [(2.9, False), (3, True)])
def test_by_comparison_less_than_three_hours_are_never_busy(hours: float, busy: bool) -> None:
    usual = [window(day, 9, 0.5) for day in workdays(FIRST, 40)]

    assert bool(days_of(reading(*usual, window(MONDAY, 9, hours)))) is busy


def test_days_without_meetings_are_not_compared() -> None:
    weekly = [window(day, 9, 3) for day in workdays(FIRST, 100)[::5]]

    # One long meeting a week is what this person is used to.
    assert days_of(reading(*weekly)) == []
    last = workdays(FIRST, 100)[-1]
    assert days_of(reading(*weekly, window(last, 9, 4))) == [
        f"{last} 4 hours of meetings, more than on most of your days"
    ]


def test_comparing_can_be_switched_off() -> None:
    usual = [window(day, 9, 0.5) for day in workdays(FIRST, 40)]
    found = reading(*usual, window(MONDAY, 9, 4.5))
    settings = Settings(meetings=Meetings(compare=False))

    assert days_of(found)
    assert days_of(found, settings) == []


# Periods


def test_busy_days_in_a_row_are_one_time_also_over_a_weekend() -> None:
    days = [MONDAY + number * DAY for number in (0, 1, 3, 4, 7, 8)]
    found = reading(*(window(day, 9, 6) for day in days))

    assert periods(found) == [
        "2026-11-23..2026-11-24 2 days with 12 hours of meetings in all",
        "2026-11-26..2026-12-01 4 days with 24 hours of meetings in all",
    ]


def test_a_holiday_between_busy_days_ends_the_time() -> None:
    friday, after = date(2026, 11, 27), date(2026, 12, 2)
    found = reading(window(friday, 9, 6), window(after, 9, 6))
    off = DaysOff(date(2026, 11, 30), date(2026, 12, 1))

    assert periods(found, settings=Settings(work=Work(days_off=(off,)))) == [
        "2026-11-27..2026-11-27 6 hours of meetings",
        "2026-12-02..2026-12-02 6 hours of meetings",
    ]


def test_what_is_due_is_a_time_of_its_own_and_counts_once() -> None:
    exams = Deadline(date(2026, 12, 11), "Exams", date(2026, 11, 30))
    tax = Deadline(MONDAY, "Tax")

    found = busy_periods((reading(due=(tax, exams)), reading(due=(tax,))), Settings(), BERLIN)

    assert periods(reading(due=(tax, exams)), reading(due=(tax,))) == [
        "2026-11-23..2026-11-23 Tax !",
        "2026-11-30..2026-12-11 Exams !",
    ]
    assert {one.source for one in found} == {StressSource.CALENDAR}
    assert [one.deadline for one in found] == [MONDAY, date(2026, 12, 11)]


def test_no_calendar_makes_no_time_stressful() -> None:
    assert periods() == []
    assert periods(reading()) == []


# Running meetings


@pytest.mark.parametrize(
    ("hour", "end"),
    [(8.99, None), (9, 11.5), (10, 11.5), (11.4, 11.5), (11.5, None), (13, None)],
)
def test_a_running_meeting_lasts_to_the_end_of_those_that_follow(
    hour: float, end: float | None
) -> None:
    one = reading(window(MONDAY, 9, 1), window(MONDAY, 14, 1))
    other = reading(window(MONDAY, 10, 1), window(MONDAY, 10.5, 1))
    now = window(MONDAY, hour, 1).start

    found = next((one for one in merged_meetings((one, other)) if now in one), None)

    assert (None if found is None else found.end) == (
        None if end is None else window(MONDAY, end, 1).start
    )


def test_without_calendars_no_meeting_runs() -> None:
    assert merged_meetings(()) == ()


def test_settings_say_only_what_they_say() -> None:
    settings = replace(Settings(), meetings=Meetings(busy_hours=24))

    assert days_of(reading(window(MONDAY, 0, 24)), settings) == []
