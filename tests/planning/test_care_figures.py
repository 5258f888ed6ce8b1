"""What was done for muscles is counted, and what they felt like is told as it was noted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from selfcare.domain.facts import (
    DiaryView,
    Entry,
    Fact,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    StopReason,
    TendernessNoted,
    TurnFinished,
)
from selfcare.domain.muscles import Muscle
from selfcare.domain.phases import MuscleState
from selfcare.domain.routine import Press, Side
from selfcare.domain.tenderness import Tenderness
from selfcare.domain.week import DAY, MINUTE
from selfcare.planning.care_figures import CareFigures, MuscleFigures, TenderOn, care_figures
from selfcare.planning.history import read_history
from selfcare.planning.relief import Relief

LAST = date(2026, 11, 23)
FIRST = LAST - 29 * DAY
PRESS = Press(do="Hold.", muscles=(Muscle.MASSETER,), side=Side.LEFT, seconds=20, pressure=3)
M = Muscle


class Life:
    """Sessions and checks, noted one after the other."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.sessions = 0

    def note(self, on: date, fact: Fact) -> Life:
        number = len(self.entries) + 1
        at = datetime(on.year, on.month, on.day, 10, tzinfo=UTC) + number * MINUTE
        self.entries.append(Entry(number, at, on, fact))
        return self

    def session(
        self,
        on: date = LAST,
        routine: str = "jaw",
        *,
        title: str = "Jaw",
        seconds: Sequence[int] = (60,),
        skipped: Sequence[int] = (),
        numbers: tuple[int | None, int | None] = (None, None),
        stopped: StopReason | None = None,
        ended: bool = True,
    ) -> Life:
        self.sessions += 1
        name = f"s{self.sessions}"
        before, after = numbers
        self.note(on, SessionStarted(name, routine, title, (PRESS,), before=before))
        for length in seconds:
            self.note(on, TurnFinished(name, 0, Side.LEFT, length))
        for length in skipped:
            self.note(on, TurnFinished(name, 0, Side.LEFT, length, skipped=True))
        if ended:
            end = SessionEnd.DONE if stopped is None else SessionEnd.STOPPED
            self.note(on, SessionEnded(name, end, stopped, after=after))
        return self

    def check(self, on: date, *muscles: Tenderness) -> Life:
        return self.note(on, TendernessNoted(muscles))

    def figures(self) -> CareFigures:
        sessions = read_history(DiaryView(tuple(self.entries))).sessions
        return care_figures(FIRST, LAST, sessions, self.entries)

    def muscle(self, muscle: Muscle = M.MASSETER) -> MuscleFigures:
        (found,) = (one for one in self.figures().muscles if one.muscle is muscle)
        return found


def tender(
    left: int | None,
    right: int | None,
    muscle: Muscle = M.MASSETER,
    *,
    mine: bool = False,
    weak: bool = False,
) -> Tenderness:
    return Tenderness(muscle=muscle, left=left, right=right, mine=mine, weak=weak)


# Routines


def test_nothing_done_is_nothing_told() -> None:
    found = Life().figures()

    assert (found.done, found.stopped, found.minutes) == (0, 0, 0)
    assert (found.routines, found.muscles, found.stops) == ((), (), {})


def test_sessions_of_the_span_count_and_no_others() -> None:
    life = Life().session(FIRST).session(LAST).session(FIRST - DAY).session(LAST + DAY)

    assert life.figures().done == 2


def test_a_session_that_has_not_ended_does_not_count() -> None:
    assert Life().session(ended=False).figures() == Life().figures()


def test_minutes_are_those_of_the_steps_that_were_done() -> None:
    life = Life().session(seconds=(60, 75), skipped=(300,)).session(seconds=(50,))

    assert life.figures().minutes == 3


def test_stopped_sessions_are_counted_apart_with_their_reasons() -> None:
    life = Life().session().session(stopped=StopReason.NO_TIME)
    life.session(stopped=StopReason.OWN_HEADACHE).session(stopped=StopReason.OWN_HEADACHE)

    found = life.figures()

    assert (found.done, found.stopped) == (1, 3)
    assert list(found.stops.items()) == [(StopReason.OWN_HEADACHE, 2), (StopReason.NO_TIME, 1)]
    assert [(one.done, one.stopped) for one in found.routines] == [(1, 3)]


def test_routines_come_with_those_done_most_in_front_and_their_latest_title() -> None:
    life = Life().session(routine="a", title="Old").session(routine="b")
    life.session(routine="a", title="New")

    assert [(one.routine, one.title, one.done) for one in life.figures().routines] == [
        ("a", "New", 2),
        ("b", "Jaw", 1),
    ]


def test_what_followed_is_counted_for_each_routine_and_muscle_with_n() -> None:
    life = Life().session(numbers=(5, 2)).session(numbers=(5, 5)).session(numbers=(2, 3))
    life.session(numbers=(2, None)).session(numbers=(4, 1), stopped=StopReason.NO_TIME)
    life.session(FIRST - DAY, numbers=(9, 0))

    expected = Relief(n=4, less=2, same=1, more=1)
    assert life.figures().routines[0].relief == expected
    assert life.muscle().relief == expected


def test_without_both_numbers_there_is_nothing_to_compare() -> None:
    life = Life().session(numbers=(3, None))

    assert life.figures().routines[0].relief is None
    assert life.figures().muscles == ()


# Muscles


def test_each_check_of_a_muscle_is_told_the_earliest_first() -> None:
    life = Life().check(FIRST - DAY, tender(9, 9)).check(FIRST, tender(6, None))
    life.check(LAST, tender(2, 1), tender(4, 4, M.TEMPORALIS)).check(LAST + DAY, tender(8, 8))

    assert life.muscle().checks == (TenderOn(FIRST, 6, None), TenderOn(LAST, 2, 1))
    assert life.muscle().relief is None


@pytest.mark.parametrize(
    ("latest", "state"),
    [
        (tender(0, 1, mine=True), MuscleState.ACTIVE),
        (tender(3, 0), MuscleState.LATENT),
        (tender(2, 2), MuscleState.QUIET),
        (tender(None, None), None),
    ],
    ids=["felt like the headache", "tender", "hardly tender", "no number"],
)
def test_a_muscle_is_as_the_latest_check_found_it(
    latest: Tenderness, state: MuscleState | None
) -> None:
    life = Life().check(FIRST, tender(9, 9, mine=True, weak=True)).check(LAST, latest)

    assert life.muscle().state is state
    assert not life.muscle().weak


def test_a_weak_muscle_is_told() -> None:
    assert Life().check(LAST, tender(1, 1, weak=True)).muscle().weak


def test_a_muscle_that_nobody_looked_at_has_no_state() -> None:
    assert Life().session(numbers=(3, 1)).muscle().state is None


def test_muscles_that_felt_like_the_headache_come_first_then_tender_ones_then_quiet_ones() -> None:
    life = Life().session(numbers=(3, 2))
    life.check(
        LAST,
        tender(0, 0, M.TRAPEZIUS_UPPER),
        tender(5, 5, M.SPLENIUS_CAPITIS),
        tender(5, 5, M.SUBOCCIPITALS),
        tender(1, 1, M.FRONTALIS, mine=True),
    )

    assert [one.muscle for one in life.figures().muscles] == [
        M.FRONTALIS,
        M.SUBOCCIPITALS,
        M.SPLENIUS_CAPITIS,
        M.TRAPEZIUS_UPPER,
        M.MASSETER,
    ]
