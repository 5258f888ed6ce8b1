from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest

from selfcare.domain.checkin import (
    Aura,
    CheckIn,
    DayNoted,
    Headache,
    PainSide,
    Symptom,
    Zone,
)
from selfcare.domain.facts import CheckedIn, Entry, Fact, Resumed
from selfcare.domain.week import DAY
from selfcare.planning.noted import (
    Figures,
    check_ins,
    check_ins_about,
    noted_days,
    usual_attack,
    week_figures,
)

MONDAY = date(2026, 11, 23)


def entry(number: int, fact: Fact, on: date = MONDAY) -> Entry:
    at = datetime(on.year, on.month, on.day, 15, tzinfo=UTC) + timedelta(minutes=number)
    return Entry(number, at, on, fact)


def noted(
    number: int,
    check_in: CheckIn,
    *,
    on: date | None = None,
    replaces: int | None = None,
) -> Entry:
    return entry(number, CheckedIn(check_in, replaces), on or check_in.day)


def about(day: date = MONDAY, **said: object) -> CheckIn:
    return CheckIn(day=day, **said)  # type: ignore[arg-type] # the tests name real fields


def ids(entries: Iterable[Entry]) -> list[int]:
    return [one.id for one in check_ins(entries)]


# Days


def test_a_day_nothing_was_noted_about_is_missing_and_not_free_of_pain() -> None:
    days = noted_days([entry(1, Resumed()), noted(2, about(headache=Headache.NO))])

    assert dict(days) == {
        MONDAY: DayNoted(day=MONDAY, headache=False, on_the_day=True),
    }
    assert MONDAY - DAY not in days


def test_several_check_ins_about_a_day_add_up() -> None:
    morning = about(headache=Headache.NO, stress=2)
    evening = about(headache=Headache.YES, worst=6, stress=5, load=True)

    (day,) = noted_days([noted(1, morning), noted(2, evening)]).values()

    assert (day.headache, day.worst, day.stress, day.load) == (True, 6, 5, True)


def test_a_no_in_the_evening_does_not_undo_the_headache_of_the_morning() -> None:
    found = noted_days([noted(1, about(headache=Headache.RUNNING)), noted(2, about())])

    assert found[MONDAY].headache is True
    found = noted_days(
        [noted(1, about(headache=Headache.YES)), noted(2, about(headache=Headache.NO))]
    )
    assert found[MONDAY].headache is True


def test_pain_right_now_counts_as_pain_of_the_day() -> None:
    found = noted_days([noted(1, about(headache=Headache.RUNNING, now=4))])
    assert found[MONDAY].worst == 4

    found = noted_days([noted(1, about(worst=6)), noted(2, about(now=4))])
    assert found[MONDAY].worst == 6


def test_what_was_filled_in_afterwards_says_nothing_of_intensity() -> None:
    late = about(headache=Headache.YES, worst=8, stress=6)

    (day,) = noted_days([noted(1, late, on=MONDAY + DAY)]).values()

    assert (day.headache, day.worst, day.stress, day.on_the_day) == (True, None, 6, False)


# Corrections


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    entries = [
        noted(1, about(headache=Headache.YES, worst=8)),
        noted(2, about(headache=Headache.YES, worst=3), replaces=1),
    ]

    assert ids(entries) == [2]
    assert noted_days(entries)[MONDAY].worst == 3


def test_a_correction_of_a_correction_holds_alone() -> None:
    entries = [
        noted(1, about(stress=1)),
        noted(2, about(stress=2), replaces=1),
        noted(3, about(stress=3), replaces=2),
    ]

    assert ids(entries) == [3]
    assert noted_days(entries)[MONDAY].stress == 3


def test_of_two_corrections_of_the_same_entry_the_later_holds() -> None:
    entries = [
        noted(1, about(stress=1)),
        noted(2, about(stress=2), replaces=1),
        noted(3, about(stress=3), replaces=1),
    ]

    assert ids(entries) == [3]


def test_a_correction_leaves_other_check_ins_of_the_day_alone() -> None:
    entries = [
        noted(1, about(headache=Headache.YES)),
        noted(2, about(stress=7)),
        noted(3, about(headache=Headache.NO, stress=1), replaces=1),
    ]

    assert ids(entries) == [3, 2]
    # The correction stands where the morning stood, so the evening has the last word on stress.
    assert noted_days(entries)[MONDAY] == DayNoted(
        day=MONDAY, headache=False, stress=7, on_the_day=True
    )


def test_a_correction_of_something_that_is_not_there_any_more_holds() -> None:
    entries = [noted(7, about(stress=2), replaces=3), noted(9, about(stress=4), replaces=7)]

    assert ids(entries) == [9]


@pytest.mark.parametrize(
    ("worst", "counted"), [(8, 8), (3, None), (None, None)], ids=["as it was", "other", "none"]
)
def test_a_correction_made_afterwards_cannot_change_the_pain_of_the_day(
    worst: int | None, counted: int | None
) -> None:
    entries = [
        noted(1, about(headache=Headache.YES, worst=8)),
        noted(2, about(headache=Headache.YES, worst=worst, stress=4), on=MONDAY + DAY, replaces=1),
    ]

    assert noted_days(entries)[MONDAY].worst == counted
    assert noted_days(entries)[MONDAY].stress == 4


def test_the_order_in_which_facts_come_does_not_matter() -> None:
    entries = [
        noted(1, about(stress=1, headache=Headache.NO)),
        noted(2, about(stress=2, worst=4), replaces=1),
        noted(3, about(stress=9)),
        noted(4, about(stress=3, headache=Headache.YES), replaces=2),
        noted(5, about(MONDAY - DAY, stress=5), on=MONDAY),
    ]
    expected = noted_days(entries)

    assert expected[MONDAY].stress == 9
    for order in permutations(entries):
        assert noted_days(order) == expected
        assert ids(order) == ids(entries)


def test_the_check_ins_about_a_day_are_those_that_hold_the_earliest_first() -> None:
    entries = [
        noted(1, about(stress=1)),
        noted(2, about(MONDAY - DAY, stress=2), on=MONDAY),
        noted(3, about(stress=3)),
        noted(4, about(stress=4), replaces=1),
    ]

    assert [one.id for one in check_ins_about(entries, MONDAY)] == [4, 3]
    (late,) = check_ins_about(entries, MONDAY - DAY)
    assert (late.id, late.at_once) == (2, False)
    assert check_ins_about(entries, MONDAY + DAY) == ()


# Figures


def test_the_figures_count_days_that_say_whether_there_was_a_headache() -> None:
    entries = [
        noted(1, about(MONDAY - 27 * DAY, headache=Headache.YES)),
        noted(2, about(MONDAY - 28 * DAY, headache=Headache.YES)),
        noted(3, about(MONDAY - 2 * DAY, headache=Headache.NO)),
        noted(4, about(MONDAY - DAY, stress=9)),
        noted(5, about(MONDAY, headache=Headache.RUNNING)),
        noted(6, about(MONDAY, headache=Headache.NO)),
    ]

    assert week_figures(noted_days(entries), MONDAY) == Figures(headache_days=2, noted_days=3)
    headache_days, days = week_figures(noted_days(entries), MONDAY - DAY)
    assert (headache_days, days) == (2, 3)


def test_without_any_note_there_are_no_figures() -> None:
    assert week_figures({}, MONDAY) == (0, 0)


# The usual attack


def usual(day: date = MONDAY, **said: object) -> CheckIn:
    return about(day, headache=Headache.YES, like_usual=True, **said)


def test_the_usual_attack_is_the_latest_one_that_was_like_the_others() -> None:
    entries = [
        noted(1, usual(MONDAY - DAY, zones=(Zone.EYE,), side=PainSide.LEFT, aura=Aura.NONE)),
        noted(2, usual(MONDAY - 9 * DAY, zones=(Zone.BAND,)), on=MONDAY),
        noted(3, about(headache=Headache.YES, like_usual=False, zones=(Zone.EAR,))),
        noted(4, usual()),
    ]

    found = usual_attack(entries)

    assert found is not None
    assert (found.zones, found.side) == ((Zone.EYE,), PainSide.LEFT)


def test_of_two_on_one_day_the_usual_attack_is_the_later_one() -> None:
    entries = [
        noted(2, usual(symptoms=(Symptom.LIGHT,))),
        noted(1, usual(zones=(Zone.EYE,))),
    ]

    found = usual_attack(entries)

    assert found is not None
    assert found.symptoms == (Symptom.LIGHT,)


def test_without_a_usual_headache_there_is_none_to_take_over() -> None:
    assert usual_attack([]) is None
    assert usual_attack([noted(1, about(headache=Headache.NO, like_usual=True))]) is None
    entries = [
        noted(1, usual(zones=(Zone.EYE,))),
        noted(2, about(headache=Headache.NO), replaces=1),
    ]
    assert usual_attack(entries) is None
