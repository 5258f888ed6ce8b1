"""The ladder of medicine days: days and not doses, 30 of them, and what counts as a mix."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import cycle, product
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from selfcare.domain.checkin import Medicine, MedicineClass
from selfcare.domain.medicine_days import (
    MO_LIMITS,
    Limited,
    MedicineUse,
    Rung,
    Taken,
    at_limit,
    days_by_class,
    medicine_use,
)

TODAY = date(2026, 11, 23)
MIX = "mixed"
ROWS: list[dict[str, Any]] = tomli.loads(
    (Path(__file__).parents[1] / "data" / "medicine_ladder.toml").read_text(encoding="utf-8")
)["rows"]
TRIPTAN, ERGOT, SIMPLE = MedicineClass.TRIPTAN, MedicineClass.ERGOT, MedicineClass.SIMPLE


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def on(days_ago: int, *kinds: MedicineClass) -> Taken:
    return (ago(days_ago), tuple(map(Medicine, kinds)))


def dealt(count: int, *kinds: MedicineClass, first: int = 0) -> list[Taken]:
    """Return so many days in a row, counted back from `first` days ago, the classes in turn."""
    return [on(first + number, kind) for number, kind in zip(range(count), cycle(kinds))]


def rung(taken: Sequence[Taken], today: date = TODAY) -> Rung | None:
    use = medicine_use(taken, today)
    return None if use is None else use.rung


# The ladder


def test_the_table_has_a_row_for_every_class_on_every_rung() -> None:
    rows = {(row["class"], row["rung"]) for row in ROWS}

    assert rows == set(product([*MedicineClass, MIX], ["none", *Rung]))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['class']} {row['days']}")
def test_days_with_a_class_stand_on_the_rung_of_the_table(row: dict[str, Any]) -> None:
    kinds = [TRIPTAN, SIMPLE] if row["class"] == MIX else [MedicineClass(row["class"])]
    taken = [
        one
        for number, count in enumerate(row["days"])
        for one in dealt(count, *kinds, first=30 * number)
    ]

    found = rung(taken)

    assert ("none" if found is None else found) == row["rung"]
    assert at_limit(taken, TODAY) is (found in (Rung.AT_LIMIT, Rung.LONG))


def test_the_limits_are_those_of_the_handbook() -> None:
    assert MO_LIMITS == {
        "triptan": 10,
        "ergot": 10,
        "opioid": 10,
        "combination": 10,
        "mixed": 10,
        "simple": 15,
    }
    assert set(MO_LIMITS) == set(Limited)


def test_what_is_said_is_the_class_its_days_and_its_limit() -> None:
    assert medicine_use(dealt(14, SIMPLE), TODAY) == MedicineUse(
        rung=Rung.NEAR, counted_as=Limited.SIMPLE, days=14, limit=15
    )
    assert medicine_use(dealt(12, ERGOT), TODAY) == MedicineUse(
        rung=Rung.AT_LIMIT, counted_as=Limited.ERGOT, days=12, limit=10
    )


def test_without_medicine_there_is_no_rung() -> None:
    assert rung([]) is None
    assert rung([on(number) for number in range(90)]) is None
    assert not at_limit([], TODAY)


# Days


def test_doses_and_entries_of_one_day_are_one_day() -> None:
    taken = [on(0, ERGOT, ERGOT), on(0, ERGOT), *dealt(6, ERGOT, first=1)]

    assert days_by_class(taken, TODAY) == {ERGOT: 7}
    assert rung(taken) is None


def test_medicine_counts_whether_or_not_it_helped() -> None:
    helped = [(ago(number), (Medicine(ERGOT, helped),)) for number, helped in enumerate([True] * 9)]

    assert rung([*helped, (ago(9), (Medicine(ERGOT, helped=False),))]) is Rung.AT_LIMIT


def test_thirty_days_count_today_among_them() -> None:
    nine = dealt(9, ERGOT, first=1)

    assert rung([*nine, on(0, ERGOT)]) is Rung.AT_LIMIT
    assert rung([*nine, on(29, ERGOT)]) is Rung.AT_LIMIT
    assert rung([*nine, on(30, ERGOT)]) is Rung.NEAR
    assert rung([*nine, on(-1, ERGOT)]) is Rung.NEAR


def test_days_are_counted_for_each_class_alone() -> None:
    taken = [on(0, TRIPTAN, SIMPLE), on(3, SIMPLE), on(29, SIMPLE), on(30, ERGOT)]

    assert days_by_class(taken, TODAY) == {TRIPTAN: 1, SIMPLE: 3}


# Mixes


def test_more_than_one_class_counts_together_whichever_they_are() -> None:
    for one, other in product(MedicineClass, repeat=2):
        if one is not other:
            use = medicine_use([*dealt(9, one), on(20, other)], TODAY)
            assert use == MedicineUse(
                rung=Rung.AT_LIMIT, counted_as=Limited.MIXED, days=10, limit=10
            )


def test_two_classes_on_one_day_are_one_day_of_a_mix() -> None:
    use = medicine_use([on(number, TRIPTAN, SIMPLE) for number in range(9)], TODAY)

    assert use == MedicineUse(rung=Rung.NEAR, counted_as=Limited.MIXED, days=9, limit=10)


def test_a_single_day_of_another_class_brings_the_lower_limit() -> None:
    assert rung(dealt(12, SIMPLE)) is None
    assert rung([*dealt(12, SIMPLE), on(0, TRIPTAN)]) is Rung.AT_LIMIT


def test_a_class_taken_before_the_thirty_days_makes_no_mix() -> None:
    assert rung([*dealt(12, SIMPLE), on(30, TRIPTAN)]) is None


# Three periods in a row


@pytest.mark.parametrize(("oldest", "expected"), [(89, Rung.LONG), (90, Rung.AT_LIMIT)])
def test_the_three_periods_are_ninety_days(oldest: int, expected: Rung) -> None:
    earlier = [*dealt(10, ERGOT, first=50), *dealt(9, ERGOT, first=60), on(oldest, ERGOT)]

    assert rung([*dealt(10, ERGOT), *earlier]) is expected


def test_it_is_long_whatever_was_taken_in_each_of_the_periods() -> None:
    taken = [
        *dealt(15, SIMPLE),
        *dealt(10, TRIPTAN, first=30),
        *dealt(10, MedicineClass.UNSURE, SIMPLE, first=60),
    ]

    assert medicine_use(taken, TODAY) == MedicineUse(
        rung=Rung.LONG, counted_as=Limited.SIMPLE, days=15, limit=15
    )


# Whatever was noted

taken_days = st.tuples(
    st.integers(-3, 95).map(ago),
    st.lists(st.builds(Medicine, st.sampled_from(MedicineClass)), max_size=2).map(tuple),
)
# A few days of many entries, and stretches of one class: only those reach the upper rungs.
stretches = st.builds(
    lambda count, kind, first: dealt(count, kind, first=first),
    st.integers(0, 16),
    st.sampled_from(MedicineClass),
    st.sampled_from([0, 30, 60]),
)
diaries = st.builds(
    lambda scattered, runs: [*scattered, *(one for run in runs for one in run)],
    st.lists(taken_days, max_size=20),
    st.lists(stretches, max_size=6),
)
HEIGHT = {None: 0, Rung.NEAR: 1, Rung.AT_LIMIT: 2, Rung.LONG: 3}


@given(diaries, taken_days)
def test_one_more_day_with_medicine_never_lowers_the_rung(
    taken: list[Taken], more: tuple[date, tuple[Medicine, ...]]
) -> None:
    assert HEIGHT[rung([*taken, more])] >= HEIGHT[rung(taken)]


@given(diaries, st.data())
def test_the_order_of_entries_does_not_matter(taken: list[Taken], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(taken))

    assert medicine_use(shuffled, TODAY) == medicine_use(taken, TODAY)


@given(diaries)
def test_no_class_alone_is_graver_than_what_is_said(taken: list[Taken]) -> None:
    limits = {limited.value: days for limited, days in MO_LIMITS.items()}
    use = medicine_use(taken, TODAY)
    reached = 0 if use is None else use.days - use.limit

    for kind, days in days_by_class(taken, TODAY).items():
        limit = limits.get(kind.value, limits[MIX])
        if days - limit >= -2:
            assert use is not None
            assert reached >= days - limit


@given(diaries)
def test_a_reminder_leaves_medicine_out_just_where_a_limit_is_reached(taken: list[Taken]) -> None:
    assert at_limit(taken, TODAY) is (rung(taken) in (Rung.AT_LIMIT, Rung.LONG))
