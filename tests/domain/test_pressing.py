from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from selfcare.domain.facts import (
    Entry,
    Fact,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    TurnFinished,
)
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


END = SessionEnded("a", SessionEnd.STOPPED)
BOTH_SIDES = (Side.LEFT, Side.RIGHT)


def diary(*facts: Fact, day: date = TODAY) -> list[Entry]:
    return [
        Entry(number, NOON + timedelta(minutes=number), day, fact)
        for number, fact in enumerate(facts, start=1)
    ]


def test_a_finished_turn_counts_on_its_side_without_its_rests() -> None:
    entries = diary(START, TurnFinished("a", 0, Side.LEFT, 75), END)
    assert pressed_today(entries, TODAY) == {(TRAPEZIUS, Side.LEFT): 60}


def test_a_turn_cut_short_counts_for_what_was_spent() -> None:
    entries = diary(START, TurnFinished("a", 0, Side.RIGHT, 17), END)
    assert pressed_today(entries, TODAY) == {(TRAPEZIUS, Side.RIGHT): 17}


@pytest.mark.parametrize("side", [Side.BOTH, Side.CENTER])
def test_both_hands_count_for_both_sides_and_every_muscle(side: Side) -> None:
    entries = diary(START, TurnFinished("a", 2, side, 20), END)
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
    assert pressed_today(diary(START, turn, END), TODAY) == {}


def test_the_seconds_pressed_before_a_turn_was_skipped_count() -> None:
    entries = diary(START, TurnFinished("a", 0, Side.LEFT, 25, skipped=True), END)
    assert pressed_today(entries, TODAY) == {(TRAPEZIUS, Side.LEFT): 25}


def test_turns_and_sessions_add_up() -> None:
    again = SessionStarted(session="b", routine="mine", title="Mine", steps=START.steps)
    entries = diary(
        START,
        TurnFinished("a", 0, Side.LEFT, 60),
        TurnFinished("a", 0, Side.LEFT, 30),
        END,
        again,
        TurnFinished("b", 0, Side.LEFT, 60),
        SessionEnded("b", SessionEnd.DONE),
    )
    assert pressed_today(entries, TODAY) == {(TRAPEZIUS, Side.LEFT): 150}


def test_a_session_over_midnight_counts_on_the_day_of_each_turn() -> None:
    yesterday = TODAY - timedelta(days=1)
    entries = [
        *diary(START, TurnFinished("a", 0, Side.LEFT, 60), day=yesterday),
        *diary(TurnFinished("a", 0, Side.RIGHT, 60), END),
    ]
    assert pressed_today(entries, yesterday) == {(TRAPEZIUS, Side.LEFT): 60}
    assert pressed_today(entries, TODAY) == {(TRAPEZIUS, Side.RIGHT): 60}


@pytest.mark.parametrize(
    ("finished", "pressed"),
    [
        ([], {(TRAPEZIUS, Side.LEFT): 60}),
        (
            [TurnFinished("a", 0, Side.LEFT, 10, skipped=True)],
            {(TRAPEZIUS, Side.LEFT): 10},  # the stretch is under way, and it presses nothing
        ),
        (
            [TurnFinished("a", 0, Side.RIGHT, 0), TurnFinished("a", 1, Side.RIGHT, 20)],
            {
                (muscle, side): 20
                for muscle in (Muscle.TEMPORALIS, Muscle.OCCIPITALIS)
                for side in BOTH_SIDES
            },
        ),
        ([TurnFinished("a", 2, Side.BOTH, 0, skipped=True)], {}),
    ],
)
def test_the_turn_under_way_in_a_session_that_was_left_counts_in_full(
    finished: list[Fact], pressed: dict[tuple[Muscle, Side], int]
) -> None:
    assert pressed_today(diary(START, *finished), TODAY) == pressed


def test_once_the_session_has_its_end_only_what_was_spent_counts() -> None:
    assert pressed_today(diary(START, END), TODAY) == {}


def test_a_session_left_yesterday_is_not_counted_today() -> None:
    yesterday = TODAY - timedelta(days=1)
    entries = diary(START, day=yesterday)
    assert pressed_today(entries, TODAY) == {}
    assert pressed_today(entries, yesterday) == {(TRAPEZIUS, Side.LEFT): 60}


def test_a_session_taken_up_again_counts_the_turns_after_it() -> None:
    entries = diary(START, TurnFinished("a", 0, Side.LEFT, 60), TurnFinished("a", 1, Side.LEFT, 20))
    assert pressed_today(entries, TODAY) == {
        (TRAPEZIUS, Side.LEFT): 60,
        (TRAPEZIUS, Side.RIGHT): 60,
    }
