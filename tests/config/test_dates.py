"""Days of every year and month: what is written for them is read as the same days."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from selfcare.config.dates import (
    DAYS_PATTERN,
    MONTHLY_PATTERN,
    YEARLY_PATTERN,
    take_days,
    take_monthly,
    take_yearly,
)
from selfcare.domain.stress import MonthlyDays, YearlyDays
from selfcare.domain.week import DaysOff

A_LEAP_YEAR = date(2024, 1, 1)
OF_A_YEAR = st.integers(0, 365).map(lambda number: A_LEAP_YEAR + timedelta(days=number))
MONTHLY = st.one_of(
    st.lists(st.integers(1, 31), min_size=2, max_size=2).map(
        lambda ends: MonthlyDays(first=min(ends), last=max(ends))
    ),
    st.builds(
        MonthlyDays,
        count=st.integers(1, 31),
        from_end=st.booleans(),
        workdays=st.booleans(),
    ),
)


@given(MONTHLY)
def test_days_of_every_month_can_be_written_and_read(days: MonthlyDays) -> None:
    assert re.search(MONTHLY_PATTERN, str(days))
    assert take_monthly(str(days)) == days


@given(OF_A_YEAR, OF_A_YEAR)
def test_days_of_every_year_can_be_written_and_read(first: date, last: date) -> None:
    days = YearlyDays((first.month, first.day), (last.month, last.day))

    assert re.search(YEARLY_PATTERN, str(days))
    assert take_yearly(str(days)) == days


@given(st.dates(), st.integers(0, 400))
def test_a_span_can_be_written_and_read(first: date, length: int) -> None:
    last = min(date.max, first + timedelta(days=min(length, (date.max - first).days)))
    days = DaysOff(first, last)

    assert re.search(DAYS_PATTERN, str(days))
    assert take_days(str(days)) == days
