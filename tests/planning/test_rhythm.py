"""How often pressing may come, in the calm and in the active phase."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.app.say import say
from selfcare.domain.facts import SessionEnd, SessionEnded, SessionStarted, StopReason, TurnFinished
from selfcare.domain.routine import AnyStep, Side
from selfcare.domain.week import DAY
from selfcare.planning.history import SessionState
from selfcare.planning.rhythm import pressing_times, too_much
from tests.domain.routines import breathe, press, stretch
from tests.planning.a_plan import BERLIN

TODAY = date(2026, 11, 25)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
PRESSING = (breathe(), press(side=Side.BOTH), stretch())


def at(text: str, back: int = 0) -> datetime:
    """Return a wall time in Berlin, so many days back, as UTC."""
    there = datetime.combine(TODAY - back * DAY, time.fromisoformat(text), tzinfo=BERLIN)
    return there.astimezone(UTC)


def calm(now: datetime, *times: datetime) -> str | None:
    why = too_much(now, times, BERLIN, active=False)
    return None if why is None else say(why)


def active(now: datetime, *times: datetime) -> str | None:
    why = too_much(now, times, BERLIN, active=True)
    return None if why is None else say(why)


TODAY_IS_ENOUGH = "There has been enough pressing for today."
THIS_WEEK_IS_ENOUGH = "There was pressing on five of the last seven days."
TOO_SOON = "Two hours lie between two sessions with pressing."


# Calm muscles


def test_without_any_pressing_there_may_be_some_in_either_phase() -> None:
    assert calm(at("10:00")) is None
    assert active(at("10:00")) is None


def test_while_muscles_are_calm_there_is_one_session_a_day() -> None:
    assert calm(at("17:00"), at("10:00")) == TODAY_IS_ENOUGH
    assert calm(at("10:00"), at("17:00")) == TODAY_IS_ENOUGH  # one that is planned for later
    assert calm(at("17:00"), at("17:00", back=1)) is None


@pytest.mark.parametrize(
    ("back", "why"),
    [
        ([1, 2, 3, 4], None),
        ([1, 2, 3, 4, 5], THIS_WEEK_IS_ENOUGH),
        ([2, 3, 4, 5, 6], THIS_WEEK_IS_ENOUGH),
        ([2, 3, 4, 5, 6, 1], THIS_WEEK_IS_ENOUGH),
        ([3, 4, 5, 6, 7], None),  # the seventh day back is another week
        ([1, 1, 1, 1, 1], None),  # one day, however often
        ([1, 1, 2, 3, 4], None),
    ],
)
def test_while_muscles_are_calm_there_are_five_days_in_any_seven(
    back: list[int], why: str | None
) -> None:
    assert calm(at("10:00"), *(at("10:00", back=one) for one in back)) == why


def test_days_to_come_are_no_days_gone_by() -> None:
    ahead = [at("10:00", back=-number) for number in range(1, 7)]
    assert calm(at("10:00"), *ahead) is None


def test_days_are_those_on_the_wall() -> None:
    before_midnight, after_midnight = at("23:50", back=1), at("00:10")
    assert before_midnight.date() == after_midnight.date()  # in UTC it is one day
    assert calm(after_midnight, before_midnight) is None
    assert calm(at("23:50"), after_midnight) == TODAY_IS_ENOUGH


# The active phase


def test_in_the_active_phase_there_are_three_sessions_a_day() -> None:
    two = (at("08:00"), at("10:00"))
    assert active(at("16:00"), *two) is None
    assert active(at("16:00"), *two, at("12:00")) == TODAY_IS_ENOUGH
    assert active(at("16:00"), *two, at("12:00", back=1)) is None


def test_in_the_active_phase_two_hours_lie_between_them_to_the_second() -> None:
    assert active(at("11:59"), at("10:00")) == TOO_SOON
    assert active(at("12:00") - SECOND, at("10:00")) == TOO_SOON
    assert active(at("12:00"), at("10:00")) is None
    assert active(at("08:01"), at("10:00")) == TOO_SOON  # one that is planned for later
    assert active(at("08:00"), at("10:00")) is None


def test_in_the_active_phase_every_day_may_have_some() -> None:
    assert active(at("10:00"), *(at("10:00", back=number) for number in range(1, 8))) is None


def test_two_hours_lie_between_them_over_midnight_too() -> None:
    assert active(at("00:30"), at("23:30", back=1)) == TOO_SOON
    assert active(at("01:30"), at("23:30", back=1)) is None


times_of_two_weeks = st.lists(
    st.integers(-7 * 24 * 60, 7 * 24 * 60).map(lambda minutes: at("12:00") + minutes * MINUTE),
    max_size=8,
)


@given(times=times_of_two_weeks, more=times_of_two_weeks, phase=st.booleans())
def test_more_pressing_never_makes_room_for_more(
    times: list[datetime], more: list[datetime], *, phase: bool
) -> None:
    if too_much(at("12:00"), times, BERLIN, active=phase) is not None:
        assert too_much(at("12:00"), [*times, *more], BERLIN, active=phase) is not None


# Which sessions count


def session(
    *turns: TurnFinished,
    steps: tuple[AnyStep, ...] = PRESSING,
    end: SessionEnd | None = SessionEnd.DONE,
    started: datetime | None = None,
) -> SessionState:
    begun = started or at("10:00")
    return SessionState(
        started=SessionStarted("s", "mine", "Mine", steps),
        started_at=begun,
        day=TODAY,
        turns=turns,
        last_at=begun + 5 * MINUTE,
        ended=None
        if end is None
        else SessionEnded("s", end, StopReason.NO_TIME if end is SessionEnd.STOPPED else None),
    )


def turn(step: int, seconds: int = 20, *, skipped: bool = False) -> TurnFinished:
    return TurnFinished("s", step, Side.BOTH, seconds, skipped)


def counts(one: SessionState) -> bool:
    return bool(pressing_times([one]))


def test_pressing_that_was_begun_counts_from_the_start_of_its_session() -> None:
    done = session(turn(0), turn(1), turn(2))
    assert pressing_times([done]) == (at("10:00"),)


def test_pressing_that_was_left_off_after_a_second_counts() -> None:
    assert counts(session(turn(0), turn(1, 1, skipped=True), end=SessionEnd.STOPPED))


def test_pressing_that_was_never_begun_does_not_count() -> None:
    assert not counts(session(turn(0), end=SessionEnd.STOPPED))
    assert not counts(session(turn(0), turn(1, 0, skipped=True), turn(2)))
    assert not counts(session(end=SessionEnd.STOPPED))


def test_a_session_without_pressing_does_not_count() -> None:
    steps = (breathe(), stretch())
    assert not counts(session(turn(0), turn(1), steps=steps))
    assert not counts(session(steps=steps, end=None))


def test_a_session_under_way_counts_at_once() -> None:
    assert counts(session(end=None))
    assert counts(session(turn(0), end=None))


def test_a_turn_of_a_step_that_is_not_there_does_not_count() -> None:
    assert not counts(session(turn(7)))


def test_times_come_in_order() -> None:
    late, early = (session(turn(1), started=at(text)) for text in ("15:00", "09:00"))
    assert pressing_times([late, early]) == (at("09:00"), at("15:00"))
