"""Wall times and real time: gaps, repeated hours, spans, and minutes of work."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from selfcare.domain.week import (
    DAY,
    MINUTE,
    ClockRange,
    DaysOff,
    Window,
    after_minutes_of_work,
    instant,
    spans,
    wall_time_in,
    without,
)

BERLIN = ZoneInfo("Europe/Berlin")
PLAIN_DAY = date(2026, 11, 23)
SPRING = date(2026, 3, 29)
AUTUMN = date(2026, 10, 25)


def clock(text: str) -> time:
    return time.fromisoformat(text)


def hours(text: str) -> tuple[ClockRange, ...]:
    pairs = (one.split("-") for one in text.split())
    return tuple(ClockRange(clock(start), clock(end)) for start, end in pairs)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def window(start: str, end: str) -> Window:
    """Return a span of the plain day in UTC."""
    return Window(*(datetime.combine(PLAIN_DAY, clock(one), tzinfo=UTC) for one in (start, end)))


def told(windows: tuple[Window, ...]) -> str:
    return " ".join(f"{one.start:%H:%M}-{one.end:%H:%M}" for one in windows)


# Instants


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("UTC", "2026-11-23", "10:30", "2026-11-23T10:30"),
        ("Europe/Berlin", "2026-07-01", "10:30", "2026-07-01T08:30"),
        ("Asia/Kolkata", "2026-11-23", "10:30", "2026-11-23T05:00"),
        ("Asia/Kathmandu", "2026-11-23", "10:30", "2026-11-23T04:45"),
        ("Pacific/Kiritimati", "2026-11-23", "10:30", "2026-11-22T20:30"),
        ("Pacific/Pago_Pago", "2026-11-23", "22:00", "2026-11-24T09:00"),
    ],
)
def test_a_wall_time_is_an_instant_in_its_zone(zone: str, day: str, at: str, expected: str) -> None:
    assert instant(date.fromisoformat(day), clock(at), ZoneInfo(zone)) == utc(expected)


@pytest.mark.parametrize(
    ("zone", "day", "at", "gap_ends"),
    [
        ("Europe/Berlin", "2026-03-29", "02:00", "03:00"),
        ("Europe/Berlin", "2026-03-29", "02:30", "03:00"),
        ("Europe/Berlin", "2026-03-29", "02:59", "03:00"),
        ("America/New_York", "2026-03-08", "02:15", "03:00"),
        ("Africa/Cairo", "2026-04-24", "00:10", "01:00"),
        ("Pacific/Auckland", "2026-09-27", "02:45", "03:00"),
        ("Australia/Lord_Howe", "2026-10-04", "02:00", "02:30"),
        ("Australia/Lord_Howe", "2026-10-04", "02:29", "02:30"),
    ],
)
def test_a_wall_time_that_spring_skips_means_the_end_of_the_gap(
    zone: str, day: str, at: str, gap_ends: str
) -> None:
    there, date_ = ZoneInfo(zone), date.fromisoformat(day)

    found = instant(date_, clock(at), there)
    assert found.astimezone(there).replace(tzinfo=None) == datetime.combine(date_, clock(gap_ends))
    before = (found - timedelta(seconds=1)).astimezone(there)
    assert before.replace(tzinfo=None) < datetime.combine(date_, clock(at))


@pytest.mark.parametrize("at", ["00:00", "08:30", "12:00", "23:59"])
def test_every_time_of_the_day_that_samoa_skipped_means_the_start_of_the_next(at: str) -> None:
    apia = ZoneInfo("Pacific/Apia")

    found = instant(date(2011, 12, 30), clock(at), apia)
    assert found == utc("2011-12-30T10:00")
    assert found == instant(date(2011, 12, 31), time(0), apia)


@pytest.mark.parametrize(
    ("zone", "day", "at", "first", "pass_length"),
    [
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30", 60),
        ("America/New_York", "2026-11-01", "01:00", "2026-11-01T05:00", 60),
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45", 30),
    ],
)
def test_a_wall_time_that_autumn_repeats_means_its_first_pass(
    zone: str, day: str, at: str, first: str, pass_length: int
) -> None:
    there = ZoneInfo(zone)

    found = instant(date.fromisoformat(day), clock(at), there)
    assert found == utc(first)
    again = (found + pass_length * MINUTE).astimezone(there)
    assert f"{again:%H:%M}" == at
    assert again.fold == 1


zones = st.sampled_from(
    [
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kolkata",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Pacific/Chatham",
        "Africa/Casablanca",
        "America/St_Johns",
    ]
).map(ZoneInfo)
changes = st.sampled_from(
    [
        date(2011, 12, 29),
        date(2011, 12, 30),
        SPRING - DAY,
        SPRING,
        date(2026, 3, 8),
        date(2026, 4, 5),
        date(2026, 10, 4),
        AUTUMN - DAY,
        AUTUMN,
        date(2026, 11, 1),
    ]
)
days = st.one_of(changes, st.dates(date(1990, 1, 1), date(2037, 12, 31)))
minutes_of_day = st.integers(0, 24 * 60 - 1).map(lambda count: time(count // 60, count % 60))


@hypothesis_settings(max_examples=150, deadline=None)
@given(days, minutes_of_day, minutes_of_day, zones)
def test_later_on_the_wall_is_never_earlier_in_truth(
    day: date, one: time, other: time, zone: ZoneInfo
) -> None:
    first, second = sorted((one, other))

    assert instant(day, first, zone) <= instant(day, second, zone)
    assert instant(day, second, zone) <= instant(day + DAY, first, zone)


@hypothesis_settings(max_examples=150, deadline=None)
@given(days, minutes_of_day, zones)
def test_an_instant_shows_the_wall_time_it_was_made_of_or_the_end_of_a_gap(
    day: date, at: time, zone: ZoneInfo
) -> None:
    found = instant(day, at, zone)
    wall = found.astimezone(zone).replace(tzinfo=None)

    assert wall >= datetime.combine(day, at)
    if wall != datetime.combine(day, at):
        before = (found - timedelta(seconds=1)).astimezone(zone)
        assert before.utcoffset() != found.astimezone(zone).utcoffset()


# Ranges and days off


@pytest.mark.parametrize(
    ("text", "overnight"),
    [("09:00-17:30", False), ("22:00-06:00", True), ("00:00-00:00", True), ("23:59-00:00", True)],
)
def test_a_range_that_ends_at_or_before_its_start_runs_past_midnight(
    text: str, overnight: bool
) -> None:
    (found,) = hours(text)

    assert found.overnight is overnight
    assert str(found) == text


def test_days_off_hold_both_ends_and_say_themselves_as_written() -> None:
    feast = DaysOff(date(2026, 12, 24), date(2027, 1, 1))

    assert date(2026, 12, 24) in feast
    assert date(2027, 1, 1) in feast
    assert date(2027, 1, 2) not in feast
    assert str(feast) == "2026-12-24..2027-01-01"
    assert str(DaysOff(PLAIN_DAY, PLAIN_DAY)) == "2026-11-23"


# Spans


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("09:00-17:30", "09:00-17:30"),
        ("13:00-17:00 09:00-12:00", "09:00-12:00 13:00-17:00"),
        ("09:00-12:00 12:00-17:00", "09:00-17:00"),
        ("09:00-12:00 11:00-13:00", "09:00-13:00"),
        ("09:00-17:00 10:00-11:00", "09:00-17:00"),
        ("", ""),
    ],
)
def test_spans_are_in_order_and_what_touches_is_one(text: str, expected: str) -> None:
    assert told(spans(PLAIN_DAY, hours(text), ZoneInfo("UTC"))) == expected


def test_a_range_over_midnight_ends_on_the_next_date() -> None:
    (night,) = spans(PLAIN_DAY, hours("22:00-06:00"), BERLIN)

    assert night == Window(utc("2026-11-23T21:00"), utc("2026-11-24T05:00"))


@pytest.mark.parametrize(("day", "length"), [(SPRING - DAY, 7), (AUTUMN - DAY, 9), (PLAIN_DAY, 8)])
def test_a_night_is_as_long_as_it_really_is(day: date, length: int) -> None:
    (night,) = spans(day, hours("22:00-06:00"), BERLIN)

    assert night.end - night.start == timedelta(hours=length)


def test_a_range_inside_the_hour_that_spring_skips_is_no_span() -> None:
    assert spans(SPRING, hours("02:10-02:50"), BERLIN) == ()


def test_a_range_that_begins_in_the_gap_begins_at_its_end() -> None:
    (found,) = spans(SPRING, hours("02:30-04:00"), BERLIN)

    assert found == Window(utc("2026-03-29T01:00"), utc("2026-03-29T02:00"))


def test_a_range_over_the_repeated_hour_holds_both_passes() -> None:
    (found,) = spans(AUTUMN, hours("01:00-04:00"), BERLIN)

    assert found.end - found.start == timedelta(hours=4)


def test_a_day_that_was_skipped_has_no_working_hours() -> None:
    assert spans(date(2011, 12, 30), hours("09:00-17:30"), ZoneInfo("Pacific/Apia")) == ()


ranges = st.lists(st.builds(ClockRange, minutes_of_day, minutes_of_day), max_size=5)


@hypothesis_settings(max_examples=200, deadline=None)
@given(days, ranges, zones)
def test_any_spans_are_ordered_apart_and_not_empty(
    day: date, some: list[ClockRange], zone: ZoneInfo
) -> None:
    found = spans(day, some, zone)

    assert all(one.start < one.end for one in found)
    assert all(one.end < other.start for one, other in pairwise(found))


@hypothesis_settings(max_examples=200, deadline=None)
@given(days, ranges, ranges, zones)
def test_what_is_taken_away_is_gone_and_nothing_else(
    day: date, some: list[ClockRange], others: list[ClockRange], zone: ZoneInfo
) -> None:
    whole, taken = spans(day, some, zone), spans(day, others, zone)
    left = without(whole, taken)

    assert all(one.start < one.end for one in left)
    for edge in {at for one in (*whole, *taken, *left) for at in (one.start, one.end)}:
        for moment in (edge - MINUTE / 2, edge, edge + MINUTE / 2):
            wanted = any(moment in one for one in whole) and not any(moment in one for one in taken)
            assert any(moment in one for one in left) is wanted


@pytest.mark.parametrize(
    ("whole", "taken", "left"),
    [
        ("09:00-17:00", "12:00-13:00", "09:00-12:00 13:00-17:00"),
        ("09:00-17:00", "08:00-10:00", "10:00-17:00"),
        ("09:00-17:00", "16:00-18:00", "09:00-16:00"),
        ("09:00-17:00", "09:00-17:00", ""),
        ("09:00-17:00", "17:00-18:00", "09:00-17:00"),
        ("09:00-12:00 13:00-17:00", "11:00-14:00", "09:00-11:00 14:00-17:00"),
        ("09:00-17:00", "", "09:00-17:00"),
    ],
)
def test_spans_less_others(whole: str, taken: str, left: str) -> None:
    zone = ZoneInfo("UTC")

    found = without(spans(PLAIN_DAY, hours(whole), zone), spans(PLAIN_DAY, hours(taken), zone))
    assert told(found) == left


def test_a_window_holds_its_start_and_not_its_end() -> None:
    found = window("09:00", "10:00")

    assert found.start in found
    assert found.end - MINUTE in found
    assert found.end not in found


# A wall time in a day's windows


NIGHT = spans(PLAIN_DAY, hours("22:00-06:00"), BERLIN)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("22:00", "2026-11-23T21:00"),
        ("23:30", "2026-11-23T22:30"),
        ("00:00", "2026-11-23T23:00"),
        ("05:59", "2026-11-24T04:59"),
    ],
)
def test_a_time_after_midnight_is_found_on_the_next_date(at: str, expected: str) -> None:
    assert wall_time_in(NIGHT, PLAIN_DAY, clock(at), BERLIN) == utc(expected)


@pytest.mark.parametrize("at", ["06:00", "12:00", "21:59"])
def test_a_time_outside_the_windows_is_not_found(at: str) -> None:
    assert wall_time_in(NIGHT, PLAIN_DAY, clock(at), BERLIN) is None


def test_a_time_that_lies_in_the_windows_on_both_dates_is_the_earlier() -> None:
    long_day = spans(PLAIN_DAY, hours("07:00-06:00 06:00-09:00"), BERLIN)

    assert wall_time_in(long_day, PLAIN_DAY, time(8), BERLIN) == utc("2026-11-23T07:00")


def test_a_skipped_time_in_a_night_is_found_at_the_end_of_the_gap() -> None:
    night = spans(SPRING - DAY, hours("22:00-06:00"), BERLIN)

    assert wall_time_in(night, SPRING - DAY, time(2, 30), BERLIN) == utc("2026-03-29T01:00")


# Minutes of work


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(0, "09:00"), (60, "10:00"), (179, "11:59"), (181, "13:01"), (419, "16:59")],
)
def test_minutes_of_work_skip_what_lies_between_the_windows(minutes: int, expected: str) -> None:
    found = after_minutes_of_work((window("09:00", "12:00"), window("13:00", "17:00")), minutes)

    assert found is not None
    assert f"{found:%H:%M}" == expected


@pytest.mark.parametrize("minutes", [421, 10_000])
def test_minutes_past_the_last_window_give_nothing(minutes: int) -> None:
    windows = (window("09:00", "12:00"), window("13:00", "17:00"))

    assert after_minutes_of_work(windows, minutes) is None


@pytest.mark.parametrize(("minutes", "end"), [(180, "12:00"), (420, "17:00")])
def test_minutes_full_as_a_window_ends_give_that_end(minutes: int, end: str) -> None:
    found = after_minutes_of_work((window("09:00", "12:00"), window("13:00", "17:00")), minutes)

    assert found is not None
    assert f"{found:%H:%M}" == end


def test_without_windows_no_work_is_done() -> None:
    assert after_minutes_of_work((), 10) is None
