"""What stopping a session means for its muscles: a pause, then lighter, at last no pressing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.domain.facts import (
    Entry,
    Fact,
    PressingEnded,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    StopReason,
    Treated,
)
from selfcare.domain.muscles import Muscle
from selfcare.domain.offer import MuscleLimit
from selfcare.domain.routine import AnyStep
from selfcare.domain.week import DAY
from selfcare.planning.history import SessionState
from selfcare.planning.stops import (
    limits_after_stops,
    muscles_to_spare,
    pressed_in,
    spared_muscles,
)
from tests.domain.routines import breathe, move, press, stretch

M = Muscle
NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
CHEEK, TEMPLE = (M.MASSETER,), (M.TEMPORALIS,)
STEPS = (
    breathe(),
    press(20, 4, muscles=CHEEK),
    move("Open and close.", muscles=TEMPLE),
    press(20, 3, muscles=TEMPLE),
)
LIGHTER = (StopReason.SHARP_PAIN, StopReason.OWN_HEADACHE, StopReason.PULSE)
OWN = StopReason.OWN_HEADACHE
names = count(1)


def stopped(
    ago: timedelta,
    reason: StopReason = StopReason.SHARP_PAIN,
    *,
    step: int | None = 1,
    steps: tuple[AnyStep, ...] = STEPS,
) -> SessionState:
    """Return a session that was stopped so long before noon."""
    return session(ago, SessionEnd.STOPPED, reason, step=step, steps=steps)


def session(
    ago: timedelta,
    end: SessionEnd = SessionEnd.DONE,
    reason: StopReason | None = None,
    *,
    step: int | None = None,
    steps: tuple[AnyStep, ...] = STEPS,
    pain: tuple[int | None, int | None] = (None, None),
) -> SessionState:
    name = f"s{next(names)}"
    before, after = pain
    return SessionState(
        started=SessionStarted(name, "mine", "Mine", steps, before=before),
        started_at=NOON - ago - 10 * SECOND,
        day=(NOON - ago).date(),
        last_at=NOON - ago,
        ended=SessionEnded(name, end, reason, step, after),
    )


def limits(*sessions: SessionState) -> Mapping[Muscle, MuscleLimit]:
    return limits_after_stops(sessions, NOON)


def rests(*sessions: SessionState) -> set[Muscle]:
    return {muscle for muscle, one in limits(*sessions).items() if one.rests}


def lowered(*sessions: SessionState) -> dict[Muscle, int]:
    """Return by how much pressing is lowered, for each muscle that does not rest."""
    return {muscle: 5 - one.lower(5) for muscle, one in limits(*sessions).items() if not one.rests}


# 48 hours


@pytest.mark.parametrize("reason", LIGHTER)
def test_a_muscle_rests_for_48_hours_to_the_second(reason: StopReason) -> None:
    assert rests(stopped(0 * HOUR, reason)) == {M.MASSETER}
    assert rests(stopped(48 * HOUR - SECOND, reason)) == {M.MASSETER}
    assert rests(stopped(48 * HOUR, reason)) == set()


def test_the_48_hours_begin_with_the_end_of_the_session() -> None:
    late = stopped(47 * HOUR)
    assert late.started_at < late.last_at
    assert limits_after_stops([late], late.last_at + 48 * HOUR - SECOND)[M.MASSETER].rests
    assert not limits_after_stops([late], late.last_at + 48 * HOUR)[M.MASSETER].rests


@pytest.mark.parametrize("reason", sorted(set(StopReason) - set(LIGHTER)))
def test_other_reasons_are_no_matter_of_a_muscle(reason: StopReason) -> None:
    assert limits(stopped(HOUR, reason)) == {}


def test_what_comes_later_is_not_known_yet() -> None:
    assert limits(stopped(-HOUR)) == {}
    assert limits() == {}


def test_a_session_under_way_says_nothing() -> None:
    running = SessionState(
        started=SessionStarted("s", "mine", "Mine", STEPS),
        started_at=NOON - HOUR,
        day=NOON.date(),
        last_at=NOON - HOUR,
    )
    assert limits(running) == {}


# Of which muscles


@pytest.mark.parametrize(
    ("step", "muscles"),
    [
        (1, {M.MASSETER}),
        (2, {M.TEMPORALIS}),
        (3, {M.TEMPORALIS}),
        (0, {M.MASSETER, M.TEMPORALIS}),  # a step for no muscle
        (None, {M.MASSETER, M.TEMPORALIS}),
        (4, {M.MASSETER, M.TEMPORALIS}),  # a step that is not there
    ],
)
def test_it_is_about_the_step_where_it_was_stopped_and_about_all_where_nobody_knows(
    step: int | None, muscles: set[Muscle]
) -> None:
    assert rests(stopped(HOUR, step=step)) == muscles


def test_a_stop_while_stretching_is_about_that_muscle_too() -> None:
    steps = (stretch(muscles=(M.LEVATOR_SCAPULAE,)), press(muscles=CHEEK))
    assert rests(stopped(HOUR, step=0, steps=steps)) == {M.LEVATOR_SCAPULAE}


def test_pressed_are_the_muscles_of_the_pressing_steps() -> None:
    assert pressed_in(session(HOUR)) == {M.MASSETER, M.TEMPORALIS}
    assert pressed_in(session(HOUR, steps=(breathe(), move(muscles=CHEEK)))) == frozenset()


# Lighter afterwards


def test_after_the_pause_it_is_two_points_lighter_for_as_long_as_nothing_comes() -> None:
    assert lowered(stopped(48 * HOUR)) == {M.MASSETER: 2}
    assert lowered(stopped(400 * DAY)) == {M.MASSETER: 2}


def test_a_session_that_ended_well_makes_up_for_it() -> None:
    assert lowered(stopped(5 * DAY), session(DAY)) == {}
    assert lowered(stopped(5 * DAY), session(DAY, pain=(3, 3))) == {}
    assert lowered(stopped(5 * DAY), session(DAY, pain=(3, 1))) == {}
    assert lowered(stopped(5 * DAY), session(DAY, pain=(None, 4))) == {}


def test_one_that_ended_badly_or_did_not_press_there_does_not() -> None:
    expected = {M.MASSETER: 2}
    without = (move(muscles=CHEEK), press(muscles=(M.FRONTALIS,)))
    for after in (
        session(DAY, pain=(3, 4)),
        session(DAY, steps=without),
        session(DAY, SessionEnd.STOPPED, StopReason.NO_TIME),
        session(DAY, SessionEnd.STOPPED, StopReason.OTHER),
    ):
        assert lowered(stopped(5 * DAY), after) == expected


def test_one_before_the_stop_does_not_count() -> None:
    assert lowered(session(6 * DAY), stopped(5 * DAY)) == {M.MASSETER: 2}


def test_a_good_session_makes_up_for_its_own_muscles_only() -> None:
    every = stopped(5 * DAY, step=None)
    cheek_only = session(DAY, steps=(press(muscles=CHEEK),))
    assert lowered(every, cheek_only) == {M.TEMPORALIS: 2}


def test_the_pause_cannot_be_made_up_for() -> None:
    assert rests(stopped(2 * HOUR), session(HOUR)) == {M.MASSETER}


def test_a_new_stop_begins_it_anew() -> None:
    assert rests(stopped(5 * DAY), session(3 * DAY), stopped(HOUR)) == {M.MASSETER}
    assert lowered(stopped(9 * DAY), session(7 * DAY), stopped(3 * DAY)) == {M.MASSETER: 2}


# One's own headache, twice


def spared(*sessions: SessionState) -> set[Muscle]:
    """Return the muscles whose pressing ends with the latest of these stops."""
    return set(muscles_to_spare(sessions, NOON))


def test_the_second_stop_for_ones_own_headache_within_30_days_ends_the_pressing() -> None:
    assert spared(stopped(20 * DAY, OWN)) == set()
    assert spared(stopped(20 * DAY, OWN), stopped(0 * HOUR, OWN)) == {M.MASSETER}


def test_30_days_are_counted_to_the_second() -> None:
    assert spared(stopped(30 * DAY - SECOND, OWN), stopped(0 * HOUR, OWN)) == {M.MASSETER}
    assert spared(stopped(30 * DAY, OWN), stopped(0 * HOUR, OWN)) == set()


def test_good_sessions_in_between_do_not_undo_it() -> None:
    good = (session(10 * DAY), session(DAY))
    assert spared(stopped(20 * DAY, OWN), *good, stopped(0 * HOUR, OWN)) == {M.MASSETER}


@pytest.mark.parametrize("other", sorted(set(StopReason) - {OWN}))
def test_other_reasons_do_not_count_towards_it(other: StopReason) -> None:
    assert spared(stopped(20 * DAY, other), stopped(0 * HOUR, OWN)) == set()
    assert spared(stopped(20 * DAY, OWN), stopped(0 * HOUR, other)) == set()


def test_two_stops_at_different_muscles_are_one_each() -> None:
    assert spared(stopped(20 * DAY, OWN, step=1), stopped(0 * HOUR, OWN, step=3)) == set()
    assert spared(stopped(20 * DAY, OWN, step=1), stopped(0 * HOUR, OWN, step=None)) == {M.MASSETER}


def noted(*facts: Fact) -> list[Entry]:
    return [Entry(number, NOON, NOON.date(), fact) for number, fact in enumerate(facts, 1)]


ENDED = PressingEnded((M.MASSETER, M.TEMPORALIS))
TREATED = Treated(treatment="t", on=NOON.date(), muscles=(M.MASSETER,))


def test_pressing_that_was_ended_stays_so_until_a_therapist_has_treated_the_muscle() -> None:
    assert spared_muscles([]) == frozenset()
    assert spared_muscles(noted(ENDED)) == {M.MASSETER, M.TEMPORALIS}
    assert spared_muscles(noted(ENDED, TREATED)) == {M.TEMPORALIS}
    assert spared_muscles(noted(TREATED, ENDED)) == {M.MASSETER, M.TEMPORALIS}
    assert spared_muscles(reversed(noted(ENDED, TREATED))) == {M.TEMPORALIS}


def test_it_can_be_ended_once_more() -> None:
    assert spared_muscles(noted(ENDED, TREATED, ENDED)) == {M.MASSETER, M.TEMPORALIS}


# Whatever comes

every_session = st.builds(
    lambda hours, reason, step: (
        stopped(hours * HOUR, reason, step=step) if reason is not None else session(hours * HOUR)
    ),
    st.integers(0, 40 * 24),
    st.none() | st.sampled_from(StopReason),
    st.none() | st.integers(0, 4),
)


@given(st.lists(every_session, max_size=6), st.randoms())
def test_the_order_in_which_sessions_are_told_does_not_matter(
    sessions: list[SessionState], random: Random
) -> None:
    shuffled = [*sessions]
    random.shuffle(shuffled)
    assert limits(*sessions) == limits(*shuffled)
    assert spared(*sessions) == spared(*shuffled)


@given(st.lists(every_session, max_size=6), st.sampled_from(LIGHTER), st.integers(0, 47))
def test_after_any_history_a_fresh_stop_means_rest(
    sessions: list[SessionState], reason: StopReason, hours: int
) -> None:
    fresh = stopped(hours * HOUR, reason)
    earlier = [one for one in sessions if one.last_at < fresh.last_at]
    assert M.MASSETER in rests(*earlier, fresh)
