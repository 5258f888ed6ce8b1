"""Muscles that are active, latent or quiet, and the phase of a person, day after day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.domain.checkin import Zone
from selfcare.domain.muscles import PLACES, Muscle
from selfcare.domain.phases import Checked, MuscleState, Phases, phases_on
from selfcare.domain.tenderness import Tenderness
from selfcare.domain.week import DAY

M = Muscle
FIRST = date(2026, 9, 1)
"""The day that others are counted from."""
ACTIVE, LATENT, QUIET = MuscleState.ACTIVE, MuscleState.LATENT, MuscleState.QUIET
JAW = M.MASSETER


def day(number: int) -> date:
    return FIRST + number * DAY


def found(
    on: int,
    tender: int = 0,
    *,
    mine: bool = False,
    weak: bool = False,
    muscle: Muscle = JAW,
    right: int | None = None,
) -> Checked:
    """Return what the check on a day found of one muscle."""
    said = Tenderness(muscle=muscle, left=tender, right=right, mine=mine, weak=weak)
    return Checked(day(on), said)


def on(
    number: int,
    *checks: Checked,
    headaches: Mapping[int, bool] | None = None,
    zones: Mapping[int, Iterable[Zone]] | None = None,
) -> Phases:
    """Return the phases on a day, all days told by their number."""
    return phases_on(
        day(number),
        headaches={day(one): said for one, said in (headaches or {}).items()},
        zones={day(one): places for one, places in (zones or {}).items()},
        checks=checks,
    )


def days(ache: Iterable[int] = (), none: Iterable[int] = ()) -> dict[int, bool]:
    """Return days with a headache and days noted without one."""
    return {**dict.fromkeys(none, False), **dict.fromkeys(ache, True)}


# How a muscle is


def test_without_a_history_everything_is_latent_and_so_is_the_phase() -> None:
    start = on(0)
    assert not start.active
    assert {start.state(muscle) for muscle in Muscle} == {LATENT}
    assert (start.active_since, start.again, start.zones) == ({}, frozenset(), ())
    assert (start.tenderness, start.checked_on) == ({}, None)


@pytest.mark.parametrize(
    ("tender", "mine", "state"),
    [
        (0, False, QUIET),
        (2, False, QUIET),
        (3, False, LATENT),
        (10, False, LATENT),
        (0, True, ACTIVE),
        (2, True, ACTIVE),
        (9, True, ACTIVE),
    ],
)
def test_a_check_makes_a_muscle_quiet_latent_or_active(
    tender: int, state: MuscleState, *, mine: bool
) -> None:
    phases = on(0, found(0, tender, mine=mine))
    assert phases.state(JAW) is state
    assert phases.active is (state is ACTIVE)
    assert phases.state(M.TEMPORALIS) is LATENT


def test_the_more_tender_side_counts() -> None:
    phases = on(0, found(0, 1, right=4))
    assert phases.state(JAW) is LATENT
    assert phases.tenderness == {JAW: 4}


def test_the_latest_check_of_a_muscle_counts() -> None:
    checks = (found(0, 8), found(9, 1), found(4, 5, muscle=M.TEMPORALIS))
    assert on(8, *checks).tenderness == {JAW: 8, M.TEMPORALIS: 5}
    assert on(9, *checks).tenderness == {JAW: 1, M.TEMPORALIS: 5}
    assert on(8, *checks).state(JAW) is LATENT
    assert on(9, *checks).state(JAW) is QUIET
    assert on(9, *checks).checked_on == day(9)
    assert on(8, *checks).checked_on == day(4)


def test_a_weak_muscle_is_known_as_such_until_the_next_check() -> None:
    checks = (found(0, 4, weak=True), found(7, 4))
    assert on(6, *checks).weak == {JAW}
    assert on(7, *checks).weak == frozenset()


def test_tomorrow_is_not_known_yet() -> None:
    assert on(0, found(1, 9, mine=True), headaches=days([1, 2])) == on(0)


# A spot that felt like one's own headache


def test_a_mark_lasts_seven_days() -> None:
    mark = found(0, 6, mine=True)
    assert [on(number, mark).state(JAW) for number in (0, 6)] == [ACTIVE, ACTIVE]
    assert [on(number, mark).active for number in (0, 6, 7)] == [True, True, False]
    assert on(7, mark).state(JAW) is LATENT
    assert on(400, mark).state(JAW) is LATENT


def test_a_mark_that_is_over_leaves_a_latent_muscle_however_little_it_hurt() -> None:
    assert on(7, found(0, 0, mine=True)).state(JAW) is LATENT


def test_a_check_that_no_longer_feels_like_it_ends_the_mark() -> None:
    checks = (found(0, 6, mine=True), found(3, 4))
    assert on(2, *checks).state(JAW) is ACTIVE
    assert on(3, *checks).state(JAW) is LATENT
    assert not on(3, *checks).active


# The phase by headache days


@pytest.mark.parametrize(
    ("ache", "active"),
    [([], False), ([6], False), ([0, 6], True), ([5, 6], True), ([0, 1, 2, 3, 4, 5, 6], True)],
)
def test_two_headache_days_in_seven_make_the_active_phase(ache: list[int], *, active: bool) -> None:
    assert on(6, headaches=days(ache, range(7))).active is active


def test_two_headache_days_eight_days_apart_do_not() -> None:
    assert not on(7, headaches=days([0, 7], range(8))).active


def test_one_headache_day_in_seven_keeps_the_phase() -> None:
    calm = days([5], range(12))
    assert [on(number, headaches=calm).active for number in range(12)] == [False] * 12

    # From day 7 on only the headache of day 6 is within a week, and on day 12 still is.
    sore = days([0, 6], range(14))
    assert [on(number, headaches=sore).active for number in range(14)] == (
        [False] * 6 + [True] * 7 + [False]
    )


def test_after_seven_noted_days_without_a_headache_it_is_latent() -> None:
    noted = days([0, 1], range(10))
    assert on(7, headaches=noted).active
    assert not on(8, headaches=noted).active


def test_missing_days_keep_what_was_before_them() -> None:
    sore, calm = days([0, 1]), days([0, 1], range(2, 9))
    assert on(60, headaches=sore).active
    assert not on(8, headaches=calm).active
    assert not on(60, headaches=calm).active
    assert not on(60, headaches={**calm, 59: True}).active


def test_days_nobody_noted_are_not_counted_as_free_of_pain() -> None:
    assert on(7, headaches=days([0, 1], [2, 3])).active
    assert on(8, headaches=days([0, 1], [2, 3])).active
    assert on(9, headaches=days([0, 1], [9])).active


def test_a_check_later_than_the_last_headache_does_not_end_the_active_phase() -> None:
    phases = on(3, found(3, 1), headaches=days([0, 1], [2, 3]))
    assert phases.active
    assert phases.state(JAW) is QUIET


# Where it hurt


def test_in_the_active_phase_the_first_muscles_of_where_it_hurt_are_active() -> None:
    phases = on(1, headaches=days([0, 1]), zones={0: [Zone.EAR]})
    assert [one for one in Muscle if phases.state(one) is ACTIVE] == [M.SCM_CLAVICULAR, JAW]
    assert phases.active_since == {JAW: day(1), M.SCM_CLAVICULAR: day(1)}
    assert phases.state(M.TRAPEZIUS_UPPER) is LATENT


def test_without_a_second_headache_day_a_zone_makes_nothing_active() -> None:
    phases = on(0, headaches=days([0]), zones={0: [Zone.EAR]})
    assert phases.active_since == {}
    assert phases.zones == (Zone.EAR,)


def test_zones_are_those_of_the_last_week_the_latest_first() -> None:
    where = {0: [Zone.EYE, Zone.EAR], 3: [Zone.BAND, Zone.EAR]}
    assert on(6, zones=where).zones == (Zone.BAND, Zone.EAR, Zone.EYE)
    assert on(7, zones=where).zones == (Zone.BAND, Zone.EAR)
    assert on(10, zones=where).zones == ()


def test_a_muscle_that_a_check_found_quiet_is_not_active_for_where_it_hurt() -> None:
    ache = days([0, 1])
    where = {1: [Zone.EAR]}
    assert on(2, found(2, 2), headaches=ache, zones=where).state(JAW) is QUIET
    assert on(2, found(2, 3), headaches=ache, zones=where).state(JAW) is ACTIVE
    assert on(2, found(2, 2, mine=True), headaches=ache, zones=where).state(JAW) is ACTIVE


def test_a_quiet_finding_holds_for_seven_days_against_where_it_hurts() -> None:
    ache = days([0, 1, 6, 8])
    where = {1: [Zone.EAR], 8: [Zone.EAR]}
    assert on(8, found(2, 2), headaches=ache, zones=where).state(JAW) is QUIET
    assert on(9, found(2, 2), headaches=ache, zones=where).state(JAW) is ACTIVE


# Since when, and again


def test_it_is_active_since_the_first_of_its_marks_over_weekly_checks() -> None:
    checks = [found(7 * week, 6, mine=True) for week in range(8)]
    phases = on(7 * 7, *checks)
    assert phases.active_since == {JAW: FIRST}
    assert phases.again == frozenset()


@pytest.mark.parametrize(("second", "since", "again"), [(13, 0, False), (14, 14, True)])
def test_more_than_a_week_of_calm_begins_it_anew(second: int, since: int, *, again: bool) -> None:
    # The first mark ends with day 6; what follows within seven days of that is the same run.
    phases = on(second, found(0, 6, mine=True), found(second, 6, mine=True))
    assert phases.active_since == {JAW: day(since)}
    assert phases.again == ({JAW} if again else frozenset())


def test_again_is_told_only_while_it_is_active() -> None:
    checks = (found(0, 6, mine=True), found(20, 6, mine=True))
    assert on(19, *checks).again == frozenset()
    assert on(20, *checks).again == {JAW}
    assert on(27, *checks).again == frozenset()


def test_marks_and_where_it_hurts_make_one_run_together() -> None:
    phases = on(
        9,
        found(0, 6, mine=True),
        headaches=days([8, 9]),
        zones={8: [Zone.JAW_TEETH_CHEEK]},
    )
    assert phases.active_since == {JAW: FIRST, M.TEMPORALIS: day(9)}


def test_a_long_run_of_headaches_is_active_since_its_beginning() -> None:
    ache = days(range(0, 60, 3), range(60))
    phases = on(59, headaches=ache, zones={number: [Zone.BAND] for number in range(0, 60, 3)})
    assert phases.active_since == {M.SUBOCCIPITALS: day(3), M.TEMPORALIS: day(3)}


def test_where_it_hurt_stays_known_while_the_active_phase_goes_on_without_notes() -> None:
    phases = on(45, headaches=days([0, 1]), zones={1: [Zone.EAR]})
    assert phases.active
    assert phases.zones == ()
    assert phases.active_since[JAW] == day(1)


# Whatever comes

numbers = st.integers(0, 40)
checks_in_any_order = st.dictionaries(
    st.tuples(numbers, st.sampled_from(sorted(set(Muscle) - PLACES)[:5])),
    st.tuples(st.integers(0, 10), st.booleans()),
    max_size=10,
).map(
    lambda told: [
        found(number, tender, mine=mine, muscle=muscle)
        for (number, muscle), (tender, mine) in told.items()
    ]
)
headache_days = st.dictionaries(numbers, st.booleans(), max_size=15)
where_it_hurt = st.dictionaries(
    numbers, st.lists(st.sampled_from(Zone), max_size=2, unique=True), max_size=6
)


@given(numbers, checks_in_any_order, headache_days, where_it_hurt, st.randoms())
def test_the_order_in_which_things_are_told_does_not_matter(
    today: int,
    checks: list[Checked],
    headaches: dict[int, bool],
    zones: dict[int, list[Zone]],
    random: Random,
) -> None:
    told = on(today, *checks, headaches=headaches, zones=zones)
    shuffled = [*checks], [*headaches.items()], [*zones.items()]
    for every in shuffled:
        random.shuffle(every)
    assert told == on(today, *shuffled[0], headaches=dict(shuffled[1]), zones=dict(shuffled[2]))


@given(numbers, checks_in_any_order, headache_days, where_it_hurt)
def test_what_is_active_has_a_beginning_and_makes_the_phase_active(
    today: int,
    checks: list[Checked],
    headaches: dict[int, bool],
    zones: dict[int, list[Zone]],
) -> None:
    phases = on(today, *checks, headaches=headaches, zones=zones)
    active = {one for one in Muscle if phases.state(one) is ACTIVE}
    assert active == set(phases.active_since)
    assert phases.again <= active
    assert not active or phases.active
    assert not active & PLACES
    assert all(FIRST <= since <= day(today) for since in phases.active_since.values())


@given(numbers, checks_in_any_order, headache_days, numbers)
def test_one_more_headache_day_never_ends_the_active_phase(
    today: int, checks: list[Checked], headaches: dict[int, bool], more: int
) -> None:
    if on(today, *checks, headaches=headaches).active:
        assert on(today, *checks, headaches={**headaches, more: True}).active
