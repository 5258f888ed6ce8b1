from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from selfcare.domain.facts import Entry, Fact, SessionStarted, TurnFinished
from selfcare.domain.muscles import Muscle
from selfcare.domain.pressing import pressed_today
from selfcare.domain.routine import Side
from tests.domain.routines import press, stretch

TODAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 11, tzinfo=UTC)
TRAPEZIUS = Muscle.TRAPEZIUS_UPPER
START = SessionStarted(
    session="a",
    routine="mine",
    title="Mine",
    steps=(
        press(30, reps=2, muscles=(TRAPEZIUS,)),
        stretch(muscles=(TRAPEZIUS,)),
        press(20, muscles=(Muscle.TEMPORALIS, Muscle.OCCIPITALIS), side=Side.BOTH),
    ),
)


def diary(*facts: Fact, day: date = TODAY) -> list[Entry]:
    return [
        Entry(number, NOON + timedelta(minutes=number), day, fact)
        for number, fact in enumerate(facts, start=1)
    ]


def test_a_finished_turn_counts_on_its_side_without_its_rests() -> None:
    entries = diary(START, TurnFinished("a", 0, Side.LEFT, 75))
    assert pressed_today(entries, TODAY) == {(TRAPEZIUS, Side.LEFT): 60}


def test_a_turn_cut_short_counts_for_what_was_spent() -> None:
    entries = diary(START, TurnFinished("a", 0, Side.RIGHT, 17))
    assert pressed_today(entries, TODAY) == {(TRAPEZIUS, Side.RIGHT): 17}


@pytest.mark.parametrize("side", [Side.BOTH, Side.CENTER])
def test_both_hands_count_for_both_sides_and_every_muscle(side: Side) -> None:
    entries = diary(START, TurnFinished("a", 2, side, 20))
    assert pressed_today(entries, TODAY) == {
        (muscle, at): 20
        for muscle in (Muscle.TEMPORALIS, Muscle.OCCIPITALIS)
        for at in (Side.LEFT, Side.RIGHT)
    }


@pytest.mark.parametrize(
    "turn",
    [
        TurnFinished("a", 0, Side.LEFT, 0, skipped=True),
        TurnFinished("a", 1, Side.LEFT, 20),
        TurnFinished("a", 0, Side.LEFT, 0),
        TurnFinished("a", 9, Side.LEFT, 60),
        TurnFinished("unknown", 0, Side.LEFT, 60),
    ],
)
def test_what_was_not_pressed_or_is_unknown_does_not_count(turn: TurnFinished) -> None:
    assert pressed_today(diary(START, turn), TODAY) == {}


def test_the_seconds_pressed_before_a_turn_was_skipped_count() -> None:
    entries = diary(START, TurnFinished("a", 0, Side.LEFT, 25, skipped=True))
    assert pressed_today(entries, TODAY) == {(TRAPEZIUS, Side.LEFT): 25}


def test_turns_and_sessions_add_up() -> None:
    again = SessionStarted(session="b", routine="mine", title="Mine", steps=START.steps)
    entries = diary(
        START,
        TurnFinished("a", 0, Side.LEFT, 60),
        TurnFinished("a", 0, Side.LEFT, 30),
        again,
        TurnFinished("b", 0, Side.LEFT, 60),
    )
    assert pressed_today(entries, TODAY) == {(TRAPEZIUS, Side.LEFT): 150}


def test_a_session_over_midnight_counts_on_the_day_of_each_turn() -> None:
    yesterday = TODAY - timedelta(days=1)
    entries = [
        *diary(START, TurnFinished("a", 0, Side.LEFT, 60), day=yesterday),
        *diary(TurnFinished("a", 0, Side.RIGHT, 60)),
    ]
    assert pressed_today(entries, yesterday) == {(TRAPEZIUS, Side.LEFT): 60}
    assert pressed_today(entries, TODAY) == {(TRAPEZIUS, Side.RIGHT): 60}
