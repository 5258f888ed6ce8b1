from __future__ import annotations

import csv
from pathlib import Path

import pytest

from selfcare.app.say import say
from selfcare.domain.message import message
from selfcare.domain.muscles import Muscle
from selfcare.domain.offer import Caps, Offered, Refused, as_offered
from selfcare.domain.pressing import Place, Pressed
from selfcare.domain.routine import Routine, Side
from selfcare.domain.screening import AgeBand, Screening, Tag
from tests.domain.routines import breathe, glide, move, press, rest, routine, stretch
from tests.domain.shipped import SHIPPED

DATA = Path(__file__).parents[1] / "data"
with (DATA / "without_pressing.csv").open(encoding="utf-8", newline="") as file:
    WITHOUT_PRESSING = {row["routine"]: row["left"] for row in csv.DictReader(file)}
CLEAR = Screening(frozenset(), AgeBand.FROM_18_TO_49)
PREGNANT = Screening(frozenset({Tag.PREGNANCY}), AgeBand.FROM_18_TO_49)
TRAPEZIUS = Muscle.TRAPEZIUS_UPPER


def offered(
    judged: Routine,
    *,
    screening: Screening = CLEAR,
    pressed: Pressed | None = None,
    caps: Caps | None = None,
) -> Offered:
    got = as_offered(judged, screening, pressed or {}, caps or Caps())
    assert isinstance(got, Offered)
    return got


def refused(
    judged: Routine,
    *,
    screening: Screening | None = CLEAR,
    pressed: Pressed | None = None,
    caps: Caps | None = None,
) -> str:
    got = as_offered(judged, screening, pressed or {}, caps or Caps())
    assert isinstance(got, Refused)
    return say(got.reason)


def pressures(got: Offered) -> list[int]:
    return [step.pressure for step in got.routine.steps]


@pytest.mark.parametrize("name", sorted(set(SHIPPED) - {"scm-pinch"}))
def test_with_nothing_found_a_routine_is_offered_as_its_file_has_it(name: str) -> None:
    assert as_offered(SHIPPED[name], CLEAR, {}) == Offered(SHIPPED[name])


def test_what_the_screening_bars_is_refused_with_its_reason() -> None:
    assert "`selfcare screen`" in refused(SHIPPED["desk-two-minutes"], screening=None)
    assert "a clinician has agreed" in refused(SHIPPED["scm-pinch"])


def test_a_cap_lowers_the_step_and_says_so() -> None:
    got = offered(
        SHIPPED["trap-upper-squeeze"],
        caps=Caps(at_most=4, why=message("the therapist asked for it")),
    )
    assert pressures(got) == [0, 4, 0]
    assert got.max_pressure == 4
    assert [say(change) for change in got.changes] == [
        "Step 2 has pressure 4 of 10 instead of 5, because the therapist asked for it."
    ]


def test_in_pregnancy_pressing_stays_at_three() -> None:
    got = offered(SHIPPED["subocc-fingertips"], screening=PREGNANT)
    assert got.max_pressure == 3
    assert [say(change) for change in got.changes] == [
        (
            "Step 1 has pressure 3 of 10 instead of 4, because pressing stays light in pregnancy "
            "and in the weeks after birth."
        )
    ]


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_pregnancy_takes_no_routine_out(name: str) -> None:
    if name != "scm-pinch":
        assert offered(SHIPPED[name], screening=PREGNANT).max_pressure <= 3


@pytest.mark.parametrize(
    ("caps", "pressure"),
    [
        (Caps(), 5),
        (Caps(at_most=5), 5),
        (Caps(at_most=3), 3),
        (Caps(lowered_by=2), 3),
        (Caps(at_most=4, lowered_by=1), 4),
        (Caps(at_most=4, lowered_by=2), 3),
        (Caps(lowered_by=-3), 5),
    ],
)
def test_the_lower_of_the_two_caps_holds(caps: Caps, pressure: int) -> None:
    assert caps.lower(5) == pressure
    assert pressures(offered(routine(press(20, 5), stretch()), caps=caps)) == [pressure, 0]


def test_the_caps_of_pregnancy_and_of_the_day_hold_together() -> None:
    firm = routine(press(20, 5), stretch())
    assert pressures(offered(firm, screening=PREGNANT, caps=Caps(lowered_by=1))) == [3, 0]
    assert pressures(offered(firm, screening=PREGNANT, caps=Caps(lowered_by=3))) == [2, 0]


def test_a_step_that_a_cap_brings_below_two_is_left_out() -> None:
    light = routine(press(20, 4), glide(pressure=2), stretch())
    got = offered(light, caps=Caps(lowered_by=1))
    assert pressures(got) == [3, 0]
    assert [say(change) for change in got.changes] == [
        "Step 1 has pressure 3 of 10 instead of 4, because pressing is kept lighter at the moment.",
        "“Stroke slowly.” is left out, because pressing is kept lighter at the moment.",
    ]


def test_a_step_that_was_light_from_the_start_stays() -> None:
    light = routine(press(20, 1), glide(pressure=0), press(20, 2))
    assert pressures(offered(light, caps=Caps(at_most=2))) == [1, 0, 2]


def test_a_routine_left_without_its_point_is_not_offered() -> None:
    assert refused(SHIPPED["temporalis-pads"], caps=Caps(at_most=1)) == (
        "Little would be left of this routine now: pressing is kept lighter at the moment."
    )
    assert refused(SHIPPED["temporalis-scalp-shift"], caps=Caps(at_most=0))


def test_a_routine_whose_stretch_remains_is_offered_without_its_pressing() -> None:
    got = offered(SHIPPED["levator-corner"], caps=Caps(at_most=0))
    assert [step.kind for step in got.routine.steps] == ["stretch"]
    assert got.max_pressure == 0


def test_a_gentle_routine_is_never_touched_by_caps() -> None:
    assert offered(SHIPPED["slow-breath"], caps=Caps(at_most=0)).changes == ()


@pytest.mark.parametrize(
    ("so_far", "kept"),
    [
        ({(TRAPEZIUS, Side.LEFT): 300}, True),
        ({(TRAPEZIUS, Side.LEFT): 301}, False),
        ({(TRAPEZIUS, Side.RIGHT): 301}, False),
        ({(Muscle.SUBOCCIPITALS, Side.LEFT): 360}, True),
    ],
)
def test_no_muscle_is_pressed_for_more_than_six_minutes_a_day(
    so_far: dict[Place, int], kept: bool
) -> None:
    got = offered(SHIPPED["trap-upper-squeeze"], pressed=so_far)
    assert [step.kind for step in got.routine.steps] == (
        ["move", "press", "stretch"] if kept else ["move", "stretch"]
    )
    assert [say(change) for change in got.changes] == (
        []
        if kept
        else [
            (
                "“With the opposite hand take the …” is left out, because the muscle it presses "
                "has had enough pressing for one day."
            )
        ]
    )


def test_steps_of_one_routine_count_together_toward_the_day() -> None:
    twice = routine(press(30, reps=3), press(30, reps=3), stretch())
    got = offered(twice, pressed={(TRAPEZIUS, Side.LEFT): 180})
    assert len(got.routine.steps) == 3
    got = offered(twice, pressed={(TRAPEZIUS, Side.LEFT): 200})
    assert [step.kind for step in got.routine.steps] == ["press", "stretch"]


def test_one_sided_pressing_is_kept_out_by_its_own_side_only() -> None:
    one_sided = routine(press(30, side=Side.LEFT), stretch())
    full = {(TRAPEZIUS, Side.RIGHT): 360}
    assert offered(one_sided, pressed=full).changes == ()


def test_a_routine_of_nothing_but_pressing_is_refused_once_the_day_is_full() -> None:
    full = {(Muscle.FRONTALIS, Side.LEFT): 360}
    assert refused(SHIPPED["frontalis-smooth"], pressed=full) == (
        "Little would be left of this routine now: the muscle it presses has had enough pressing "
        "for one day."
    )


def test_a_step_without_muscles_is_counted_for_those_of_its_routine() -> None:
    plain = routine(press(60, 4, muscles=()), move(), breathe(), rest())
    got = offered(plain, pressed={(TRAPEZIUS, Side.LEFT): 301})
    assert [step.kind for step in got.routine.steps] == ["move", "breathe", "rest"]


def test_the_list_by_hand_has_every_routine_that_presses() -> None:
    pressing = {name for name, one in SHIPPED.items() if one.presses}
    assert set(WITHOUT_PRESSING) == pressing - {"scm-pinch"}


@pytest.mark.parametrize("name", sorted(WITHOUT_PRESSING))
def test_without_its_pressing_a_routine_is_what_the_list_by_hand_says(name: str) -> None:
    full = {(muscle, side): 360 for muscle in Muscle for side in (Side.LEFT, Side.RIGHT)}
    for got in (
        as_offered(SHIPPED[name], CLEAR, full),
        as_offered(SHIPPED[name], CLEAR, {}, Caps(at_most=0)),
    ):
        left = (
            " + ".join(f"{step.kind} {step.total_seconds}" for step in got.routine.steps)
            if isinstance(got, Offered)
            else "refused"
        )
        assert left == WITHOUT_PRESSING[name]


def test_a_preparation_without_what_it_prepares_is_not_offered() -> None:
    assert refused(routine(move(seconds=60), press()), caps=Caps(at_most=0))
    assert offered(routine(press(), move(seconds=60)), caps=Caps(at_most=0))


def test_a_few_seconds_are_not_a_routine() -> None:
    assert refused(routine(press(), move(seconds=29)), caps=Caps(at_most=0))
    assert offered(routine(press(), move(seconds=30)), caps=Caps(at_most=0))


def test_pauses_around_the_gap_do_not_make_up_for_it() -> None:
    assert refused(routine(rest(), press(), breathe()), caps=Caps(at_most=0))


def test_a_routine_with_some_of_its_pressing_left_is_offered() -> None:
    some = routine(press(20, 4, side=Side.BOTH), glide(pressure=2))
    assert pressures(offered(some, caps=Caps(at_most=3, lowered_by=1))) == [3]


def test_a_change_counts_steps_as_they_are_shown() -> None:
    several = routine(glide(pressure=2), press(20, 5), stretch())
    got = offered(several, caps=Caps(lowered_by=2))
    assert [say(change) for change in got.changes] == [
        "“Stroke slowly.” is left out, because pressing is kept lighter at the moment.",
        "Step 1 has pressure 3 of 10 instead of 5, because pressing is kept lighter at the moment.",
    ]
