from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from selfcare.app.say import say
from selfcare.domain.dose import lint
from selfcare.domain.message import message
from selfcare.domain.muscles import Muscle
from selfcare.domain.offer import (
    Caps,
    Limits,
    MuscleLimit,
    Offered,
    Refused,
    as_offered,
    with_side_first,
)
from selfcare.domain.pressing import Place, Pressed, places_of
from selfcare.domain.problem import Severity
from selfcare.domain.routine import Routine, Side
from selfcare.domain.screening import AgeBand, Screening, Tag
from selfcare.domain.timeline import turns
from tests.domain.routines import breathe, glide, move, press, rest, routine, stretch
from tests.domain.shipped import SHIPPED

DATA = Path(__file__).parents[1] / "data"
with (DATA / "without_pressing.csv").open(encoding="utf-8", newline="") as file:
    WITHOUT_PRESSING = {row["routine"]: row["left"] for row in csv.DictReader(file)}
BARRED: dict[str, list[str]] = tomli.loads(
    (DATA / "barred_by_tag.toml").read_text(encoding="utf-8")
)
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
    got = as_offered(judged, screening, pressed or {}, Limits(caps=(caps or Caps(),)))
    assert isinstance(got, Offered)
    return got


def refused(
    judged: Routine,
    *,
    screening: Screening | None = CLEAR,
    pressed: Pressed | None = None,
    caps: Caps | None = None,
) -> str:
    got = as_offered(judged, screening, pressed or {}, Limits(caps=(caps or Caps(),)))
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
        as_offered(SHIPPED[name], CLEAR, {}, Limits(caps=(Caps(at_most=0),))),
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


# What holds for a person now


RIDGE = routine(press(20, 4, do="Hold the ridge."), stretch(do="Lean away."))
TWO_PLACES = routine(
    press(20, 4, muscles=(Muscle.MASSETER,), do="Hold the cheek."),
    press(20, 4, muscles=(Muscle.TEMPORALIS,), do="Hold the temple."),
    move("Open and close.", muscles=(Muscle.MASSETER,)),
    muscles=(Muscle.MASSETER, Muscle.TEMPORALIS),
)
WHY = message("it is so")
REASON = message("There is a reason.")


def within(judged: Routine, **limits: Any) -> Offered:
    got = as_offered(judged, CLEAR, {}, Limits(**limits))
    assert isinstance(got, Offered)
    return got


def refused_by(judged: Routine, **limits: Any) -> Refused:
    got = as_offered(judged, CLEAR, {}, Limits(**limits))
    assert isinstance(got, Refused)
    return got


def limit(muscle: Muscle, **its_own: Any) -> tuple[tuple[Muscle, MuscleLimit], ...]:
    return ((muscle, MuscleLimit(why=WHY, **its_own)),)


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_where_nothing_may_come_no_routine_does_and_the_reason_is_said(name: str) -> None:
    assert refused_by(SHIPPED[name], nothing=REASON) == Refused(REASON)


@pytest.mark.parametrize("name", sorted(set(SHIPPED) - {"scm-pinch"}))
def test_where_only_gentle_ones_may_come_only_those_do(name: str) -> None:
    gentle = SHIPPED[name].is_gentle
    got = as_offered(SHIPPED[name], CLEAR, {}, Limits(gentle=REASON))
    assert got == (Offered(SHIPPED[name]) if gentle else Refused(REASON))


@pytest.mark.parametrize("name", sorted(set(SHIPPED) - {"scm-pinch"}))
def test_where_the_neck_rests_no_routine_works_on_it(name: str) -> None:
    got = as_offered(SHIPPED[name], CLEAR, {}, Limits(neck=REASON))
    on_neck = name in BARRED["vascular"]
    assert got == (Refused(REASON) if on_neck else Offered(SHIPPED[name]))


def test_a_single_routine_can_rest_by_its_id() -> None:
    resting = {"levator-corner": REASON}
    assert refused_by(SHIPPED["levator-corner"], routines=resting) == Refused(REASON)
    assert within(SHIPPED["levator-shrug-drop"], routines=resting)


def test_the_gravest_reason_is_said_first() -> None:
    every = {"nothing": message("A"), "gentle": message("B"), "neck": message("C")}
    alone = {"levator-corner": message("D")}
    for first in ("nothing", "gentle", "neck"):
        assert refused_by(SHIPPED["levator-corner"], **every, routines=alone).reason == every[first]
        del every[first]
    assert refused_by(SHIPPED["levator-corner"], routines=alone).reason == alone["levator-corner"]


def test_what_the_screening_bars_stays_barred_whatever_else_holds() -> None:
    got = as_offered(SHIPPED["desk-two-minutes"], None, {}, Limits(gentle=REASON, neck=REASON))
    assert isinstance(got, Refused)
    assert "`selfcare screen`" in say(got.reason)


def test_a_muscle_that_rests_keeps_every_routine_out_that_works_on_it() -> None:
    got = refused_by(RIDGE, muscles=limit(TRAPEZIUS, rests=True))
    assert say(got.reason) == "It waits, because it is so."
    assert not got.capped
    stretched = routine(stretch(muscles=(Muscle.SCALENES,)), muscles=(Muscle.SCALENES,))
    assert refused_by(stretched, muscles=limit(Muscle.SCALENES, rests=True))


def test_a_muscle_that_rests_leaves_others_and_rest_itself_alone() -> None:
    assert within(RIDGE, muscles=limit(Muscle.MASSETER, rests=True)) == Offered(
        replace(RIDGE, steps=tuple(replace(one, muscles=RIDGE.muscles) for one in RIDGE.steps))
    )
    warm = SHIPPED["occipitalis-rest"]
    assert within(warm, muscles=limit(Muscle.OCCIPITALIS, rests=True)) == Offered(warm)
    beside = routine(
        move(muscles=(Muscle.TRAPEZIUS_MIDDLE,)), rest(), muscles=(Muscle.TRAPEZIUS_LOWER,)
    )
    assert within(beside, muscles=limit(Muscle.TRAPEZIUS_LOWER, rests=True))


def test_a_muscle_that_is_not_pressed_keeps_what_is_not_pressing() -> None:
    got = within(RIDGE, muscles=limit(TRAPEZIUS, at_most=0))
    assert [step.kind for step in got.routine.steps] == ["stretch"]
    assert [say(change) for change in got.changes] == [
        "“Hold the ridge.” is left out, because it is so."
    ]


def test_a_limit_of_one_muscle_leaves_the_others_as_they_are() -> None:
    got = within(TWO_PLACES, muscles=limit(Muscle.TEMPORALIS, lowered_by=2))
    assert pressures(got) == [4, 2, 0]
    got = within(TWO_PLACES, muscles=limit(Muscle.MASSETER, at_most=3))
    assert pressures(got) == [3, 4, 0]


def test_a_muscle_lowered_below_two_is_left_out() -> None:
    light = routine(press(20, 3), stretch())
    got = within(light, muscles=limit(TRAPEZIUS, lowered_by=2))
    assert [step.kind for step in got.routine.steps] == ["stretch"]


def test_caps_and_limits_of_muscles_hold_together_and_the_lowest_counts() -> None:
    firm = routine(press(20, 5), stretch())
    for caps, its_own, pressure in (
        (Caps(at_most=4), {"lowered_by": 2}, 3),
        (Caps(at_most=2), {"lowered_by": 2}, 2),
        (Caps(lowered_by=1), {"at_most": 2}, 2),
    ):
        got = within(firm, caps=(caps,), muscles=limit(TRAPEZIUS, **its_own))
        assert pressures(got) == [pressure, 0]


def test_several_limits_of_one_muscle_hold_together() -> None:
    both = (*limit(TRAPEZIUS, lowered_by=1), *limit(TRAPEZIUS, at_most=2))
    assert pressures(within(routine(press(20, 5), stretch()), muscles=both)) == [2, 0]
    resting = (*limit(TRAPEZIUS, lowered_by=1), *limit(TRAPEZIUS, rests=True))
    assert refused_by(RIDGE, muscles=resting)


def test_what_a_muscle_takes_from_a_routine_is_no_matter_of_the_day() -> None:
    """A refusal by the caps of a day alone is private, one by a muscle's own limit is not."""
    firm = routine(press(20, 5))
    assert refused_by(firm, caps=(Caps(at_most=0),)).capped
    assert not refused_by(firm, muscles=limit(TRAPEZIUS, at_most=0)).capped


# The side that hurts


LEFT_FIRST = pytest.mark.parametrize("first", [Side.LEFT, Side.RIGHT])


@LEFT_FIRST
def test_the_side_that_hurts_comes_first_and_the_other_one_is_shorter(first: Side) -> None:
    other = Side.RIGHT if first is Side.LEFT else Side.LEFT
    got = with_side_first(SHIPPED["trap-upper-squeeze"], first)
    told = [(step.kind, step.side, step.reps, step.seconds) for step in got.steps]
    assert told == [
        ("move", Side.BOTH, 1, 20),
        ("press", first, 2, 30),
        ("stretch", first, 1, 20),
        ("press", other, 1, 30),
        ("stretch", other, 1, 13),
    ]


@LEFT_FIRST
@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_the_time_of_a_routine_is_that_of_its_turns_in_both_orders(name: str, first: Side) -> None:
    whole, turned = SHIPPED[name], with_side_first(SHIPPED[name], first)
    for one in (whole, turned):
        assert one.total_seconds == sum(turn.seconds for turn in turns(one.steps))
    if any(step.side is Side.EACH for step in whole.steps):
        assert turned.total_seconds < whole.total_seconds
        assert {turn.side for turn in turns(turned.steps)} >= {Side.LEFT, Side.RIGHT}
    else:
        assert turned == whole


@LEFT_FIRST
@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_turned_round_a_routine_keeps_its_limits_and_never_does_more(
    name: str, first: Side
) -> None:
    turned = with_side_first(SHIPPED[name], first)
    assert [one for one in lint(turned) if one.severity is Severity.ERROR] == []
    other = Side.RIGHT if first is Side.LEFT else Side.LEFT
    whole, fewer = done_on_sides(SHIPPED[name]), done_on_sides(turned)
    assert {place for place in fewer if place[1] is first} == {
        place for place in whole if place[1] is first
    }
    for place, seconds in fewer.items():
        assert seconds <= whole[place]
        assert seconds == whole[place] or place[1] is other


@LEFT_FIRST
@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_the_first_turn_on_one_side_is_on_the_side_that_hurts(name: str, first: Side) -> None:
    offered_first = as_offered(SHIPPED[name], CLEAR, {}, Limits(first=first))
    if isinstance(offered_first, Offered):
        sides = [turn.side for turn in turns(offered_first.routine.steps)]
        one_sided = [side for side in sides if side in (Side.LEFT, Side.RIGHT)]
        assert one_sided == sorted(one_sided, key=lambda side: side is not first)


def done_on_sides(judged: Routine) -> dict[Place, int]:
    """Return the seconds done to each muscle on each side, rests left out."""
    done: dict[Place, int] = {}
    for step in judged.steps:
        for place in places_of(step.muscles or judged.muscles, step.side):
            done[place] = done.get(place, 0) + step.seconds * step.reps
    return done


def test_steps_of_a_group_stay_together_on_each_side() -> None:
    turned = with_side_first(SHIPPED["scm-pinch"], Side.RIGHT)
    assert [(step.kind, step.side) for step in turned.steps] == [
        *((kind, Side.RIGHT) for kind in ("move", "press", "glide")),
        *((kind, Side.LEFT) for kind in ("move", "press", "glide")),
    ]


# Whatever holds

muscle_limits = st.builds(
    MuscleLimit,
    at_most=st.integers(0, 10),
    lowered_by=st.integers(0, 4),
    rests=st.booleans(),
    why=st.just(WHY),
)
reasons = st.none() | st.just(REASON)
any_limits = st.builds(
    Limits,
    caps=st.lists(
        st.builds(
            Caps,
            at_most=st.integers(0, 10),
            lowered_by=st.integers(0, 4),
            no_balls=st.booleans(),
        ),
        max_size=2,
    ).map(tuple),
    muscles=st.lists(st.tuples(st.sampled_from(Muscle), muscle_limits), max_size=4).map(tuple),
    nothing=st.none(),
    gentle=reasons,
    neck=reasons,
    routines=st.dictionaries(st.sampled_from(sorted(SHIPPED)), st.just(REASON), max_size=2),
    first=st.none(),
)
screenings = st.builds(
    Screening, st.frozensets(st.sampled_from(Tag), max_size=2), st.just(AgeBand.FROM_18_TO_49)
)
pressings = st.dictionaries(
    st.tuples(st.sampled_from(Muscle), st.sampled_from([Side.LEFT, Side.RIGHT])),
    st.integers(0, 400),
    max_size=4,
)


def both(one: Limits, two: Limits, first: Side | None) -> Limits:
    return Limits(
        caps=one.caps + two.caps,
        muscles=one.muscles + two.muscles,
        nothing=one.nothing or two.nothing,
        gentle=one.gentle or two.gentle,
        neck=one.neck or two.neck,
        routines={**one.routines, **two.routines},
        first=first,
    )


@given(
    st.sampled_from(sorted(SHIPPED)),
    screenings,
    pressings,
    any_limits,
    any_limits,
    st.sampled_from([None, Side.LEFT, Side.RIGHT]),
)
def test_more_limits_never_offer_more(
    name: str,
    screening: Screening,
    pressed: dict[Place, int],
    one: Limits,
    two: Limits,
    first: Side | None,
) -> None:
    loose = as_offered(SHIPPED[name], screening, pressed, replace(one, first=first))
    strict = as_offered(SHIPPED[name], screening, pressed, both(one, two, first))
    if isinstance(strict, Offered):
        assert isinstance(loose, Offered)
        assert strict.max_pressure <= loose.max_pressure
        left = [(step.do, step.side) for step in loose.routine.steps]
        assert [
            place
            for place in left
            if place in {(step.do, step.side) for step in strict.routine.steps}
        ] == [(step.do, step.side) for step in strict.routine.steps]
        most = {(step.do, step.side): step.pressure for step in loose.routine.steps}
        for step in strict.routine.steps:
            assert step.pressure <= most[step.do, step.side]


@given(st.sampled_from(sorted(SHIPPED)), any_limits)
def test_what_is_offered_keeps_every_limit_that_holds(name: str, limits: Limits) -> None:
    got = as_offered(SHIPPED[name], CLEAR, {}, limits)
    if not isinstance(got, Offered) or SHIPPED[name].is_gentle:
        return
    assert limits.gentle is None
    assert limits.neck is None or name not in BARRED["vascular"]
    assert name not in limits.routines
    for step in got.routine.steps:
        its_own = [one for muscle, one in limits.muscles if muscle in step.muscles]
        assert step.gentle or not any(one.rests for one in its_own)
        holding: list[Caps | MuscleLimit] = [*limits.caps, *its_own]
        assert all(step.pressure <= one.at_most for one in holding)
