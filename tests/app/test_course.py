from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from selfcare.app.course import READY_AT_FIRST, Course, Stage, TurnOver, course_of
from selfcare.domain.facts import TurnFinished
from selfcare.domain.muscles import Muscle
from selfcare.domain.routine import Breathe, Press, Side, Stretch

BREATHE = Breathe(do="Breathe out slowly.", side=Side.CENTER, seconds=20)
REST_BETWEEN = Press(
    do="Hold the ridge.",
    side=Side.BOTH,
    seconds=10,
    reps=2,
    rest=5,
    pressure=4,
    muscles=(Muscle.TRAPEZIUS_UPPER,),
)
ON_EACH_SIDE = Stretch(
    do="Let the ear sink.", side=Side.EACH, seconds=15, muscles=(Muscle.TRAPEZIUS_UPPER,)
)


@dataclass
class Script:
    """Runs a course the way a session does, four looks at the clock a second."""

    course: Course
    now: float = 1000.0
    over: list[TurnOver] = field(default_factory=list)

    def look(self) -> None:
        moved = self.course.advance(self.now)
        self.course = moved.course
        self.over += moved.over

    def wait(self, seconds: float) -> None:
        self.look()
        for _ in range(round(seconds * 4)):
            self.now += 0.25
            self.look()

    def stage(self) -> Stage:
        return self.course.leg.stage

    def skip(self) -> None:
        moved = self.course.skip()
        self.course = moved.course
        self.over += moved.over


def test_a_session_leaves_time_to_read_before_it_begins() -> None:
    script = Script(course_of([BREATHE]))
    assert script.stage() is Stage.READY
    script.wait(READY_AT_FIRST - 1)
    assert script.stage() is Stage.READY
    assert script.course.leg_seconds_left == 1
    script.wait(1)
    assert script.stage() is Stage.DO
    assert script.course.leg_seconds_left == 20


def test_the_time_to_get_ready_can_be_cut_short_and_is_not_counted_as_done() -> None:
    script = Script(course_of([BREATHE]))
    script.wait(2)
    script.course = script.course.begin_now()
    assert script.stage() is Stage.DO
    assert script.course.spent == 0
    assert script.course.begin_now() == script.course


def test_every_turn_ends_with_the_seconds_it_took() -> None:
    script = Script(course_of([BREATHE, REST_BETWEEN]))
    script.wait(script.course.seconds_left)
    assert script.course.over
    assert [(one.turn.step, one.seconds, one.skipped) for one in script.over] == [
        (0, 20, False),
        (1, 25, False),
    ]


def test_repetitions_and_rests_follow_one_another() -> None:
    script = Script(course_of([REST_BETWEEN]))
    script.wait(READY_AT_FIRST)
    seen = []
    while not script.course.over:
        leg = script.course.leg
        if (leg.stage, leg.rep) not in seen:
            seen.append((leg.stage, leg.rep))
        script.wait(1)
    assert seen == [(Stage.DO, 1), (Stage.PAUSE, 1), (Stage.DO, 2)]


def test_the_second_side_begins_with_time_to_change_and_not_with_time_to_read() -> None:
    script = Script(course_of([ON_EACH_SIDE]))
    following = script.course.following
    assert following is not None
    assert following.side is Side.RIGHT
    script.wait(READY_AT_FIRST + 15)
    assert script.course.turn.side is Side.RIGHT
    assert script.stage() is Stage.CHANGE
    assert script.course.leg_seconds_left == 5
    assert script.course.following is None


def test_nothing_moves_while_it_is_paused() -> None:
    script = Script(course_of([BREATHE]))
    script.wait(READY_AT_FIRST + 5)
    script.course = script.course.pause()
    script.wait(300)
    assert script.course.leg_seconds_left == 15
    script.course = script.course.go_on(script.now)
    script.wait(5)
    assert script.course.leg_seconds_left == 10


def test_a_laptop_that_slept_for_an_hour_in_a_step_has_not_done_the_step() -> None:
    script = Script(course_of([BREATHE, REST_BETWEEN]))
    script.wait(READY_AT_FIRST + 5)
    script.now += 3600
    script.look()
    assert script.over == []
    assert script.course.paused
    assert script.course.leg_seconds_left == 15


def test_a_clock_that_runs_backwards_takes_nothing_away() -> None:
    script = Script(course_of([BREATHE]))
    script.wait(READY_AT_FIRST + 5)
    script.now -= 100
    script.look()
    assert script.course.leg_seconds_left == 15
    script.wait(5)
    assert script.course.leg_seconds_left == 10


def test_a_late_look_carries_its_seconds_into_the_next_turn() -> None:
    script = Script(course_of([BREATHE, BREATHE]))
    script.wait(READY_AT_FIRST + 19)
    script.now += 4
    script.look()
    assert len(script.over) == 1
    assert script.course.number == 1
    assert script.course.gone == 3


def test_back_begins_the_turn_again_and_right_after_its_start_goes_to_the_one_before() -> None:
    script = Script(course_of([BREATHE, REST_BETWEEN]))
    script.wait(READY_AT_FIRST + 20 + 5 + 10)
    assert script.course.number == 1
    script.course = script.course.back()
    assert (script.course.number, script.course.gone) == (1, 0)
    script.wait(2)
    script.course = script.course.back()
    assert (script.course.number, script.course.gone) == (0, 0)
    script.course = script.course.back()
    assert script.course.number == 0


def test_a_skipped_turn_says_how_long_it_was_done() -> None:
    script = Script(course_of([BREATHE, REST_BETWEEN]))
    script.wait(READY_AT_FIRST + 7.5)
    script.skip()
    assert (script.over[-1].seconds, script.over[-1].skipped) == (7, True)
    script.skip()
    assert (script.over[-1].seconds, script.over[-1].skipped) == (0, True)
    assert script.course.over


@pytest.mark.parametrize(
    ("done", "number"),
    [
        ([], 0),
        ([(0, Side.CENTER)], 1),
        ([(0, Side.CENTER), (1, Side.LEFT)], 2),
        ([(0, Side.CENTER), (1, Side.LEFT), (0, Side.CENTER)], 1),
        ([(0, Side.CENTER), (1, Side.LEFT), (1, Side.RIGHT)], 3),
    ],
)
def test_a_session_goes_on_behind_the_turn_it_last_finished(
    done: list[tuple[int, Side]], number: int
) -> None:
    facts = [TurnFinished("one", step, side, 10) for step, side in done]
    course = course_of([BREATHE, ON_EACH_SIDE], facts)
    assert course.number == number
    assert course.over == (number == 3)


def test_a_session_taken_up_again_leaves_time_to_read_first() -> None:
    course = course_of([BREATHE, ON_EACH_SIDE], [TurnFinished("one", 1, Side.LEFT, 15)])
    assert course.turn.side is Side.RIGHT
    assert course.at_first_step
    assert (course.leg.stage, course.leg.seconds) == (Stage.READY, READY_AT_FIRST)


def test_the_time_left_counts_down_to_nothing() -> None:
    script = Script(course_of([BREATHE, ON_EACH_SIDE]))
    before = script.course.seconds_left
    script.wait(10)
    assert script.course.seconds_left == before - 10
    script.wait(before - 10)
    assert script.course.over
