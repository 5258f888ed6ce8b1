from __future__ import annotations

import pytest
from msgspec.structs import replace

from selfcare.app.say import say
from selfcare.domain.dose import lint
from selfcare.domain.muscles import FACE, MAX_PRESSURE, NEVER_PRESSED, SCM, TRAPEZIUS, Muscle
from selfcare.domain.problem import Path, Severity
from selfcare.domain.routine import Move, Need, Phase, Routine, Side, Tool
from tests.domain.routines import (
    ROPE,
    breathe,
    glide,
    move,
    press,
    push,
    rest,
    routine,
    stretch,
)

M = Muscle


def found(judged: Routine) -> list[tuple[Path, str]]:
    problems = lint(judged)
    assert all(say(problem.cure) for problem in problems)
    return [(problem.path, say(problem.what)) for problem in problems]


def errors(judged: Routine) -> list[Path]:
    return [problem.path for problem in lint(judged) if problem.severity is Severity.ERROR]


def warnings(judged: Routine) -> list[str]:
    return [say(p.what) for p in lint(judged) if p.severity is Severity.WARNING]


def test_a_routine_within_every_limit_is_clean() -> None:
    assert lint(routine(move(), press(), glide(), stretch(), push(), rest(), breathe())) == ()


SECONDS = ("step", 0, "seconds")


@pytest.mark.parametrize(
    ("judged", "paths"),
    [
        (routine(press(10), rest()), []),
        (routine(press(90)), []),
        (routine(press(9), rest()), [SECONDS]),
        (routine(press(91)), [SECONDS]),
        (routine(glide(3), rest()), []),
        (routine(glide(10), rest()), []),
        (routine(glide(2), rest()), [SECONDS]),
        (routine(glide(11), rest()), [SECONDS]),
        (routine(stretch(10), rest()), []),
        (routine(stretch(30)), []),
        (routine(stretch(9), rest()), [SECONDS]),
        (routine(stretch(31)), [SECONDS]),
        (routine(push(3), rest()), []),
        (routine(push(10)), []),
        (routine(push(2), rest()), [SECONDS]),
        (routine(push(11)), [SECONDS]),
    ],
)
def test_each_kind_has_its_seconds(judged: Routine, paths: list[Path]) -> None:
    assert errors(judged) == paths


@pytest.mark.parametrize(
    ("judged", "paths"),
    [
        (routine(press(10, reps=6)), []),
        (routine(press(10, reps=7)), [("step", 0, "reps")]),
        (routine(glide(reps=6)), []),
        (routine(glide(reps=7)), [("step", 0, "reps")]),
        (routine(glide(pressure=0, reps=7)), []),
        (routine(push(reps=8)), []),
        (routine(push(reps=9)), [("step", 0, "reps")]),
        (routine(replace(stretch(), reps=9)), []),
    ],
)
def test_each_kind_has_its_repetitions(judged: Routine, paths: list[Path]) -> None:
    assert errors(judged) == paths


@pytest.mark.parametrize(
    ("judged", "paths"),
    [
        (routine(press(59, 5)), []),
        (routine(press(60, 4)), []),
        (routine(press(60, 5)), [("step", 0, "pressure")]),
    ],
)
def test_a_long_hold_is_a_light_one(judged: Routine, paths: list[Path]) -> None:
    assert errors(judged) == paths


@pytest.mark.parametrize(
    ("limit", "muscles"),
    [
        (6, {*TRAPEZIUS, M.LEVATOR_SCAPULAE}),
        (4, {M.SPLENIUS_CAPITIS, M.SPLENIUS_CERVICIS, M.SEMISPINALIS, M.SUBOCCIPITALS, *FACE}),
        (3, SCM),
        (0, NEVER_PRESSED),
    ],
)
def test_the_limits_of_muscles_are_those_of_the_handbook(limit: int, muscles: set[Muscle]) -> None:
    assert {muscle for muscle, most in MAX_PRESSURE.items() if most == limit} == muscles


@pytest.mark.parametrize("muscle", sorted(set(Muscle) - NEVER_PRESSED - SCM))
def test_a_muscle_is_pressed_up_to_its_own_limit(muscle: Muscle) -> None:
    limit = MAX_PRESSURE[muscle]
    assert errors(routine(press(20, limit, muscles=(muscle,)))) == []
    (over,) = found(routine(press(20, limit + 1, muscles=(muscle,))))
    assert over[0] == ("step", 0, "pressure")
    assert f"pressure here is {limit} at most, and this step has {limit + 1}" in over[1]


def test_the_tenderest_of_several_muscles_sets_the_limit() -> None:
    over = routine(press(20, 5), muscles=(M.TRAPEZIUS_UPPER, M.SUBOCCIPITALS))
    assert found(over) == [
        (
            ("step", 0, "pressure"),
            (
                "pressure here is 4 at most, and this step has 5: suboccipitals (small muscles "
                "under the edge of the skull)"
            ),
        )
    ]


@pytest.mark.parametrize("muscle", [M.TRAPEZIUS_UPPER, M.TEMPORALIS])
def test_a_stroke_stays_at_three(muscle: Muscle) -> None:
    assert errors(routine(glide(pressure=3), rest(), muscles=(muscle,))) == []
    assert found(routine(glide(pressure=5), rest(), muscles=(muscle,))) == [
        (
            ("step", 0, "pressure"),
            "a step of kind glide has a pressure of 3 at most, and this one 5",
        )
    ]


def test_a_press_presses_and_a_stretch_does_not() -> None:
    assert found(routine(press(pressure=0))) == [
        (("step", 0, "pressure"), "a step of kind press needs a pressure of 1 at least")
    ]
    assert found(routine(stretch(pressure=1))) == [
        (("step", 0, "pressure"), "a step of kind stretch does not press")
    ]


@pytest.mark.parametrize("place", sorted(NEVER_PRESSED))
@pytest.mark.parametrize("pressure", [0, 1])
def test_nothing_may_press_here(place: Muscle, pressure: int) -> None:
    strokes = routine(glide(pressure=pressure, reps=3), muscles=(M.TRAPEZIUS_UPPER, place))
    assert [(path, what.split(":")[0]) for path, what in found(strokes)] == [
        (("step", 0, "pressure"), "nothing may press here")
    ]
    assert errors(routine(press(pressure=pressure), muscles=(place,))) == [("step", 0, "pressure")]


def test_scalenes_may_be_stretched() -> None:
    assert lint(routine(stretch(), muscles=(M.SCALENES,))) == ()


def test_three_minutes_are_the_most_on_one_muscle_and_side() -> None:
    assert errors(routine(press(30, reps=6))) == []
    over = routine(press(30, reps=6), glide(3))
    assert found(over) == [
        (
            ("step", 1, "seconds"),
            (
                "with this step the routine presses one muscle for 183 seconds on one side, and "
                "180 is the most: upper trapezius (ridge between neck and shoulder)"
            ),
        )
    ]


@pytest.mark.parametrize(
    ("first", "second", "paths"),
    [
        (Side.LEFT, Side.RIGHT, []),
        (Side.LEFT, Side.LEFT, [("step", 1, "seconds")]),
        (Side.BOTH, Side.RIGHT, [("step", 1, "seconds")]),
        (Side.CENTER, Side.LEFT, [("step", 1, "seconds")]),
        (Side.EACH, Side.RIGHT, [("step", 1, "seconds")]),
    ],
)
def test_both_center_and_each_count_for_both_sides(
    first: Side, second: Side, paths: list[Path]
) -> None:
    assert errors(routine(press(30, reps=6, side=first), press(10, side=second))) == paths


def test_different_muscles_are_counted_apart() -> None:
    apart = routine(
        press(30, reps=6, muscles=(M.TEMPORALIS,)), press(30, reps=6, muscles=(M.OCCIPITALIS,))
    )
    assert errors(apart) == []


def test_a_muscle_named_twice_is_counted_once() -> None:
    assert lint(routine(press(30, reps=4, muscles=(M.TEMPORALIS, M.TEMPORALIS)))) == ()


UNLOCKED = (Need.SCM_UNLOCKED,)


def test_the_sternocleidomastoid_is_only_ever_pinched_on_one_side() -> None:
    pinch = press(12, 3, reps=3)
    assert lint(routine(pinch, muscles=ROPE, needs=UNLOCKED)) == ()
    for side in (Side.LEFT, Side.RIGHT):
        one_sided = replace(pinch, side=side)
        assert lint(routine(one_sided, rest(), muscles=ROPE, needs=UNLOCKED)) == ()
    for side in (Side.BOTH, Side.CENTER):
        assert found(routine(replace(pinch, side=side), muscles=ROPE, needs=UNLOCKED)) == [
            (
                ("step", 0, "side"),
                "the sternocleidomastoid is never touched on both sides at once",
            )
        ]


@pytest.mark.parametrize(
    ("judged", "path"),
    [
        (routine(press(13), muscles=ROPE, needs=UNLOCKED), ("step", 0, "seconds")),
        (routine(press(12, reps=4), muscles=ROPE, needs=UNLOCKED), ("step", 0, "reps")),
        (routine(press(12, 4, reps=2), muscles=ROPE, needs=UNLOCKED), ("step", 0, "pressure")),
        (routine(glide(10, reps=2), muscles=ROPE, needs=UNLOCKED), ("step", 0, "kind")),
        (routine(press(12, reps=2), muscles=ROPE), ("step", 0, "kind")),
        (routine(press(12, reps=2), muscles=ROPE, needs=(Need.NECK_OK,)), ("step", 0, "kind")),
        (
            routine(glide(10, 0, reps=2, side=Side.BOTH), rest(), muscles=ROPE, needs=UNLOCKED),
            ("step", 0, "side"),
        ),
    ],
)
def test_any_other_touch_of_the_sternocleidomastoid_is_refused(judged: Routine, path: Path) -> None:
    assert errors(judged) == [path]


def test_a_feather_light_one_sided_stroke_may_end_the_pinch() -> None:
    assert lint(routine(press(12, reps=3), glide(10, 0), muscles=ROPE, needs=UNLOCKED)) == ()


@pytest.mark.parametrize("tool", list(Tool))
def test_a_pinch_takes_nothing_but_fingers(tool: Tool) -> None:
    judged = routine(press(12, reps=3), muscles=ROPE, needs=UNLOCKED, tool=tool)
    by_hand = tool in (Tool.NONE, Tool.FINGERS, Tool.HAND, Tool.HANDS)
    assert errors(judged) == ([] if by_hand else [("tool",)])


BACK = {M.TRAPEZIUS_UPPER, M.TRAPEZIUS_MIDDLE, M.TRAPEZIUS_LOWER, M.LEVATOR_SCAPULAE}


@pytest.mark.parametrize("muscle", sorted(set(Muscle) - NEVER_PRESSED - SCM))
@pytest.mark.parametrize(
    ("tool", "allowed"),
    [
        (Tool.BALL, BACK),
        (Tool.HOOK, BACK),
        (Tool.FINGERS_OR_HOOK, BACK),
        (Tool.TWO_BALLS, {M.SUBOCCIPITALS, M.SEMISPINALIS}),
        (Tool.FINGERS, set(Muscle)),
        (Tool.HANDS, set(Muscle)),
    ],
)
def test_a_tool_presses_only_its_own_muscles(
    tool: Tool, allowed: set[Muscle], muscle: Muscle
) -> None:
    judged = routine(press(), muscles=(muscle,), tool=tool)
    assert errors(judged) == ([] if muscle in allowed else [("tool",)])


def test_a_tool_may_lie_beside_a_step_that_does_not_press() -> None:
    beside = routine(press(), stretch(muscles=(M.SPLENIUS_CAPITIS,)), tool=Tool.BALL)
    assert lint(beside) == ()


@pytest.mark.parametrize("step", [press(), glide(), stretch(), push(), move()])
def test_work_names_its_muscles(step: Move) -> None:
    assert errors(routine(step, rest(), muscles=())) == [("step", 0)]
    assert errors(routine(step, rest())) == []


def test_breathing_and_rest_need_no_muscles() -> None:
    assert lint(routine(breathe(), rest(), muscles=())) == ()


def test_a_routine_has_steps() -> None:
    assert found(routine()) == [(("step",), "this routine has no steps")]


@pytest.mark.parametrize("step", [press(), glide(pressure=0, reps=6), stretch(), push()])
def test_nothing_is_pressed_or_stretched_in_an_attack(step: Move) -> None:
    assert errors(routine(step, rest(), phase=Phase.ATTACK)) == [("step", 0, "kind")]
    assert lint(routine(breathe(), rest(), phase=Phase.ATTACK)) == ()


def test_every_problem_is_told_at_once() -> None:
    judged = routine(press(95, 7, reps=7, side=Side.BOTH), muscles=(M.TEMPORALIS,), tool=Tool.HOOK)
    assert errors(judged) == [
        ("step", 0, "seconds"),
        ("step", 0, "pressure"),
        ("step", 0, "reps"),
        ("step", 0, "pressure"),
        ("tool",),
        ("step", 0, "seconds"),
    ]


@pytest.mark.parametrize(("seconds", "told"), [(29, True), (30, False), (600, False), (601, True)])
def test_a_very_short_or_long_routine_is_told(seconds: int, told: bool) -> None:
    judged = routine(rest(seconds=seconds))
    assert errors(judged) == []
    assert bool(warnings(judged)) is told


def test_words_take_their_time_to_read() -> None:
    thirty = " ".join(["word"] * 30)
    assert lint(routine(move(thirty, 10), rest())) == ()
    assert warnings(routine(move(thirty, 9), rest())) == [
        "reading these 30 words takes about 10 seconds, and the step is over after 9"
    ]
    with_caution = replace(move(thirty, 10), caution="slowly")
    assert len(warnings(routine(with_caution, rest()))) == 1


@pytest.mark.parametrize(
    ("said", "reps"),
    [
        ("Repeat five times.", 5),
        ("Roll back 3 times.", 3),
        ("Do this twice.", 2),
        ("Do it Thrice.", 3),
        ("Roll, 8 repetitions.", 8),
        ("Roll, 8 reps.", 8),
        ("Roll 4x.", 4),
        ("Roll 4 \u00d7, slowly.", 4),
        ("Roll two or three times.", 3),
        ("Roll 2-4 times.", 3),
        ("Roll seventeen times.", 17),
    ],
)
def test_said_and_timed_repetitions_agree(said: str, reps: int) -> None:
    assert lint(routine(replace(move(said), reps=reps), rest())) == ()
    (warning,) = warnings(routine(replace(move(said), reps=reps + 2), rest()))
    assert warning.endswith(f"and the step is timed for reps = {reps + 2}")


@pytest.mark.parametrize(
    "said",
    [
        "Good three times a day.",
        "Do this twice daily.",
        "Breathe 4 seconds in, 6 seconds out.",
        "Two finger-widths from the spine.",
        "About 15 raises a set.",
        "Clench once.",
    ],
)
def test_other_numbers_are_not_repetitions(said: str) -> None:
    assert lint(routine(move(said), rest())) == ()


@pytest.mark.parametrize(
    "said",
    [
        "Press the temples.",
        "Keep pulling.",
        "Stretches the neck.",
        "Turn the head.",
        "Tilt to one side.",
        "Head tilted.",
        "Rotate slowly.",
    ],
)
def test_a_pause_that_speaks_of_work_is_told(said: str) -> None:
    (problem,) = lint(routine(rest(said)))
    assert (problem.path, problem.severity) == (("step", 0, "kind"), Severity.WARNING)
    assert len(warnings(routine(breathe(said)))) == 1
    assert lint(routine(move(said), rest())) == ()


@pytest.mark.parametrize(
    "said",
    ["No pressing, only warmth.", "Rest without stretching.", "Return to your breath.", "At ease."],
)
def test_a_pause_may_say_what_is_not_done(said: str) -> None:
    assert lint(routine(rest(said))) == ()
