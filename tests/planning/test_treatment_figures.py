"""Headache days around sessions with a therapist are counts, each with what it is out of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.domain.checkin import CheckIn, DayNoted, Headache
from selfcare.domain.facts import CheckedIn, Entry
from selfcare.domain.treatment import Treatment
from selfcare.domain.week import DAY
from selfcare.planning.treatment_figures import (
    BeforeAfter,
    SpanFigures,
    before_and_after,
    span_figures,
    worst_functions,
)

FIRST = date(2026, 9, 1)
THIRD = date(2026, 9, 15)
LONG_AFTER = date(2026, 12, 1)
Said = tuple[date, Headache | None, int | None]


def session(on: date) -> Treatment:
    return Treatment(id=str(on), on=on, muscles=(), note="", relief=None)


ONE = [session(FIRST)]
THREE = [session(FIRST), session(FIRST + 7 * DAY), session(THIRD)]


def noted(*said: Said) -> list[Entry]:
    """Return check-ins about days: whether there was a headache, and how the day went."""
    return [
        Entry(
            number,
            datetime(day.year, day.month, day.day, 15, tzinfo=UTC) + timedelta(minutes=number),
            day,
            CheckedIn(CheckIn(day=day, headache=headache, function=function)),
        )
        for number, (day, headache, function) in enumerate(said, 1)
    ]


def a_headache(day: date, function: int | None = None) -> Said:
    return (day, Headache.YES, function)


def none(day: date) -> Said:
    return (day, Headache.NO, None)


def figures(
    said: Iterable[Said] = (),
    sessions: list[Treatment] | None = None,
    today: date = LONG_AFTER,
) -> BeforeAfter:
    found = before_and_after(THREE if sessions is None else sessions, noted(*said), today)
    assert found is not None
    return found


def after(said: Iterable[Said] = (), today: date = LONG_AFTER) -> SpanFigures:
    found = figures(said, today=today).after
    assert found is not None
    return found


def counts(span: SpanFigures) -> tuple[int, int]:
    return span.headache_days, span.noted_days


# Which days


def test_the_days_before_are_the_28_before_the_first_session() -> None:
    before = figures(
        [
            a_headache(FIRST - 29 * DAY),
            a_headache(FIRST - 28 * DAY),
            a_headache(FIRST - DAY),
            a_headache(FIRST),
        ]
    ).before

    assert (before.first, before.last) == (FIRST - 28 * DAY, FIRST - DAY)
    assert counts(before) == (2, 2)


def test_the_days_after_are_the_28_after_the_third_session() -> None:
    found = after(
        [
            a_headache(THIRD),
            a_headache(THIRD + DAY),
            a_headache(THIRD + 28 * DAY),
            a_headache(THIRD + 29 * DAY),
        ]
    )

    assert (found.first, found.last) == (THIRD + DAY, THIRD + 28 * DAY)
    assert counts(found) == (2, 2)


def test_before_the_third_session_there_is_nothing_after() -> None:
    assert figures(sessions=THREE[:2]).after is None
    assert figures(sessions=THREE).after is not None


def test_sessions_after_the_third_move_nothing() -> None:
    more = [*THREE, session(THIRD + 9 * DAY)]

    assert figures([a_headache(THIRD + DAY)], more) == figures([a_headache(THIRD + DAY)])


def test_without_a_session_there_are_no_figures() -> None:
    assert before_and_after([], noted(a_headache(FIRST)), LONG_AFTER) is None


@pytest.mark.parametrize(
    ("passed", "days", "complete"), [(0, 0, False), (1, 1, False), (27, 27, False), (28, 28, True)]
)
def test_while_the_days_after_still_run_it_is_known_how_many_have_come(
    passed: int, days: int, complete: bool
) -> None:
    found = after(today=THIRD + passed * DAY)

    assert (found.days, found.is_complete) == (days, complete)


def test_what_is_noted_today_counts_and_what_lies_ahead_does_not() -> None:
    said = [a_headache(THIRD + DAY), a_headache(THIRD + 2 * DAY)]

    assert counts(after(said, today=THIRD + DAY)) == (1, 1)


# Headache days of days noted


def test_a_missing_day_is_not_counted_as_free_of_pain() -> None:
    before = figures([a_headache(FIRST - DAY), none(FIRST - 2 * DAY)]).before

    assert counts(before) == (1, 2)
    assert before.days == 28


def test_a_check_in_that_leaves_the_headache_open_is_missing_too() -> None:
    before = figures([(FIRST - DAY, None, None), (FIRST - 2 * DAY, None, 3)]).before

    assert counts(before) == (0, 0)
    assert (before.told_days, before.lost_days) == (0, 0)


def test_two_check_ins_about_a_day_count_as_one_day() -> None:
    day = FIRST - DAY
    before = figures([none(day), (day, Headache.RUNNING, 1), a_headache(day, 2)]).before

    assert counts(before) == (1, 1)
    assert (before.told_days, before.slowed_days, before.lost_days) == (1, 0, 1)


# Days slowed or lost


@pytest.mark.parametrize(
    ("function", "told", "slowed", "lost"),
    [(None, 0, 0, 0), (0, 1, 0, 0), (1, 1, 1, 0), (2, 1, 0, 1), (3, 1, 0, 1)],
)
def test_a_headache_day_was_slowed_or_lost_by_what_was_possible(
    function: int | None, told: int, slowed: int, lost: int
) -> None:
    before = figures([a_headache(FIRST - DAY, function)]).before

    assert (before.headache_days, before.told_days) == (1, told)
    assert (before.slowed_days, before.lost_days) == (slowed, lost)


def test_a_day_without_a_headache_is_neither_slowed_nor_lost_by_one() -> None:
    before = figures([(FIRST - DAY, Headache.NO, 3)]).before

    assert (before.told_days, before.slowed_days, before.lost_days) == (0, 0, 0)


def test_how_a_day_went_is_the_worst_that_was_noted_and_holds() -> None:
    entries = noted((FIRST, None, 2), (FIRST, None, 1), (FIRST + DAY, None, 0), (THIRD, None, None))
    corrected = Entry(
        9, entries[0].at, FIRST, CheckedIn(CheckIn(day=FIRST + DAY, function=1), replaces=3)
    )

    assert worst_functions(entries) == {FIRST: 2, FIRST + DAY: 0}
    assert worst_functions([*entries, corrected]) == {FIRST: 2, FIRST + DAY: 1}


# Side by side


def some_days(first: date, number: int) -> list[Said]:
    return [none(first + n * DAY) for n in range(number)]


@pytest.mark.parametrize(
    ("days_before", "days_after", "today", "enough"),
    [
        (20, 20, THIRD + 28 * DAY, True),
        (19, 20, THIRD + 28 * DAY, False),
        (20, 19, THIRD + 28 * DAY, False),
        (20, 20, THIRD + 27 * DAY, False),
    ],
)
def test_spans_stand_side_by_side_once_complete_with_20_days_noted_in_each(
    days_before: int, days_after: int, today: date, enough: bool
) -> None:
    said = some_days(FIRST - 28 * DAY, days_before) + some_days(THIRD + DAY, days_after)

    assert figures(said, today=today).can_be_compared is enough


def test_without_a_third_session_nothing_is_compared() -> None:
    assert not figures(some_days(FIRST - 28 * DAY, 28), ONE).can_be_compared


# Whatever was noted

SAID = st.lists(
    st.tuples(
        st.dates(FIRST - 30 * DAY, THIRD + 30 * DAY),
        st.none() | st.sampled_from(Headache),
        st.none() | st.integers(0, 3),
    ),
    max_size=30,
)
TODAYS = st.dates(THIRD, THIRD + 40 * DAY)


@given(said=SAID, today=TODAYS, data=st.data())
def test_the_order_in_which_facts_come_does_not_matter(
    said: list[Said], today: date, data: st.DataObject
) -> None:
    entries = noted(*said)
    shuffled = data.draw(st.permutations(entries))

    assert before_and_after(THREE, shuffled, today) == before_and_after(THREE, entries, today)


@given(said=SAID, today=TODAYS)
def test_each_count_lies_within_what_it_is_out_of(said: list[Said], today: date) -> None:
    found = figures(said, today=today)
    assert found.after is not None

    for span in (found.before, found.after):
        assert span.days <= 28
        assert span.noted_days <= span.days
        assert span.headache_days <= span.noted_days
        assert span.told_days <= span.headache_days
        assert span.slowed_days + span.lost_days <= span.told_days


@given(said=SAID)
def test_a_day_nothing_was_said_about_adds_to_no_count(said: list[Said]) -> None:
    days: Mapping[date, DayNoted] = {
        day: DayNoted(day=day, headache=headache is Headache.YES)
        for day, headache, _ in said
        if headache is not None
    }
    first = FIRST - 28 * DAY
    span = {first + n * DAY for n in range(28)}
    every = {day: days.get(day, DayNoted(day=day)) for day in span | set(days)}

    found = span_figures(first, days, {}, LONG_AFTER)

    assert found.noted_days == len(span & set(days))
    assert span_figures(first, every, {}, LONG_AFTER) == found
