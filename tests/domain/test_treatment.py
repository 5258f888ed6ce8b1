"""Sessions with a therapist: which hold, and which muscles rest after them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.domain.facts import Entry, Fact, Resumed, Treated, TreatmentRated, TreatmentRemoved
from selfcare.domain.muscles import Muscle
from selfcare.domain.treatment import Treatment, resting_muscles, treatments_of
from selfcare.domain.week import DAY

MONDAY = date(2026, 11, 23)
JAW = (Muscle.MASSETER, Muscle.TEMPORALIS)


def noted(number: int, fact: Fact) -> Entry:
    return Entry(number, datetime(2026, 11, 23, 15, tzinfo=UTC), MONDAY, fact)


def treated(id_: str, on: date = MONDAY, *muscles: Muscle) -> Treated:
    return Treated(treatment=id_, on=on, muscles=muscles)


def treatment(on: date, *muscles: Muscle) -> Treatment:
    return Treatment(id=str(on), on=on, muscles=muscles, note="", relief=None)


def ids(*facts: Fact) -> list[str]:
    return [one.id for one in treatments_of(noted(n, fact) for n, fact in enumerate(facts, 1))]


# Which hold


def test_a_session_holds_with_all_that_was_noted_of_it() -> None:
    fact = Treated(treatment="7", on=MONDAY, muscles=JAW, note="eased", relief=0)

    (found,) = treatments_of([noted(1, Resumed()), noted(2, fact)])

    assert found == Treatment(id="7", on=MONDAY, muscles=JAW, note="eased", relief=0)


def test_sessions_come_by_their_day_and_those_of_one_day_as_they_were_noted() -> None:
    assert ids(
        treated("late", MONDAY),
        treated("early", MONDAY - DAY),
        treated("late again", MONDAY),
    ) == ["early", "late", "late again"]


def test_a_session_taken_back_is_gone_for_good() -> None:
    assert ids(treated("1"), treated("2"), TreatmentRemoved("1")) == ["2"]
    assert ids(TreatmentRemoved("1"), treated("1")) == []
    assert ids(treated("1"), TreatmentRemoved("3")) == ["1"]


def test_of_two_with_the_same_number_the_first_holds() -> None:
    (found,) = treatments_of([noted(2, treated("1", MONDAY)), noted(1, treated("1", MONDAY - DAY))])

    assert found.on == MONDAY - DAY


def test_what_is_said_of_the_relief_last_is_what_holds() -> None:
    def reliefs(*facts: Fact) -> list[int | None]:
        return [
            one.relief for one in treatments_of(noted(n, fact) for n, fact in enumerate(facts, 1))
        ]

    first = Treated(treatment="1", on=MONDAY, relief=2)
    assert reliefs(first, TreatmentRated("1", 5), TreatmentRated("1", 0)) == [0]
    assert reliefs(treated("1"), TreatmentRated("2", 5)) == [None]
    assert reliefs(treated("1"), TreatmentRated("1", 5), TreatmentRemoved("1")) == []


FACTS = st.lists(
    st.one_of(
        st.builds(
            Treated,
            treatment=st.sampled_from("123"),
            on=st.dates(MONDAY - 3 * DAY, MONDAY + 3 * DAY),
            muscles=st.lists(st.sampled_from(JAW), unique=True).map(tuple),
        ),
        st.builds(TreatmentRemoved, st.sampled_from("123")),
        st.builds(TreatmentRated, st.sampled_from("123"), st.integers(0, 10)),
    ),
    max_size=8,
)


@given(facts=FACTS, data=st.data())
def test_the_order_in_which_facts_come_does_not_matter(
    facts: list[Fact], data: st.DataObject
) -> None:
    entries = [noted(number, fact) for number, fact in enumerate(facts, 1)]
    shuffled = data.draw(st.permutations(entries))

    found = treatments_of(entries)
    assert treatments_of(shuffled) == found
    assert [one.on for one in found] == sorted(one.on for one in found)
    sessions = data.draw(st.permutations(found))
    assert resting_muscles(sessions, MONDAY) == resting_muscles(found, MONDAY)


# Which muscles rest


@pytest.mark.parametrize(
    ("days_after", "rest"), [(-1, False), (0, True), (1, True), (2, True), (3, False)]
)
def test_treated_muscles_rest_on_the_day_and_on_the_two_days_after_it(
    days_after: int, rest: bool
) -> None:
    again = MONDAY + 3 * DAY
    found = resting_muscles([treatment(MONDAY, *JAW)], MONDAY + days_after * DAY)

    assert found == (dict.fromkeys(JAW, again) if rest else {})


def test_48_hours_are_over_whatever_the_hour_of_the_session() -> None:
    last_moment = datetime(2026, 11, 23, 23, 59, tzinfo=UTC)
    again = treatment(MONDAY, *JAW).pressed_again

    assert datetime(again.year, again.month, again.day, tzinfo=UTC) - last_moment >= 2 * DAY


def test_of_two_sessions_the_later_one_says_how_long_a_muscle_rests() -> None:
    sessions = [
        treatment(MONDAY, *JAW),
        treatment(MONDAY + DAY, Muscle.MASSETER),
        treatment(MONDAY, Muscle.MASSETER),
    ]

    assert resting_muscles(sessions, MONDAY + DAY) == {
        Muscle.MASSETER: MONDAY + 4 * DAY,
        Muscle.TEMPORALIS: MONDAY + 3 * DAY,
    }


def test_where_no_muscle_was_named_none_rests() -> None:
    assert resting_muscles([treatment(MONDAY)], MONDAY) == {}
