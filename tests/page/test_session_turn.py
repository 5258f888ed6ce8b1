"""What is shown of a turn: for every step of every shipped routine, and for odd ones."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from selfcare.app.course import Course, course_of
from selfcare.domain.muscles import MAX_PRESSURE, PLACES, Muscle
from selfcare.domain.routine import Press, Rest, Routine, Side, Stretch
from selfcare.page.rendering import page
from selfcare.page.session_scene import Scene
from selfcare.page.session_turn import TurnShown, turn_shown
from tests.domain.shipped import SHIPPED

SCENE = Scene(
    number=0,
    stage="ready",
    rep=1,
    paused=False,
    name="Get ready",
    note="",
    left=14.2,
    of=15,
    spent=0,
    turn_seconds=30,
    rest="about 2 minutes left",
)


def every_turn(routine: Routine) -> list[Course]:
    whole = course_of(
        [replace(one, muscles=one.muscles or routine.muscles) for one in routine.steps]
    )
    return [replace(whole, number=number) for number in range(len(whole.turns))]


def html_of(shown: TurnShown) -> str:
    return page("session_turn.html", turn=shown, scene=SCENE)


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_every_turn_of_a_shipped_routine_is_drawn_on_its_side_and_stays_light(name: str) -> None:
    routine = SHIPPED[name]
    for course in every_turn(routine):
        shown = turn_shown(routine.title, course, routine)
        html = html_of(shown)
        ids = re.findall(r' id="([^"]+)"', html)

        assert len(ids) == len(set(ids))
        assert len(html) < 100_000
        assert (shown.place is not None) is not course.step.gentle
        if course.turn.side in (Side.LEFT, Side.RIGHT) and shown.place is not None:
            assert f'data-side="{course.turn.side}"' in shown.place
            assert f", {course.turn.side} side</title>" in shown.place
        if shown.pressing is not None:
            limits = [MAX_PRESSURE[muscle] for muscle in course.step.muscles]
            assert shown.pressing.aim <= shown.pressing.most <= min(limits)
            assert shown.pressing.fields.count("aim") == 1


def course(*steps: Press | Stretch | Rest) -> Course:
    return course_of(steps)


def pressing(**values: int) -> Press:
    return Press(
        do="Hold.",
        side=Side.LEFT,
        seconds=20,
        muscles=(Muscle.TRAPEZIUS_UPPER,),
        pressure=values.get("pressure", 4),
    )


def test_where_the_file_is_gone_the_limit_is_what_the_step_says() -> None:
    shown = turn_shown("Gone", course(pressing()), None)

    assert shown.pressing is not None
    assert (shown.pressing.aim, shown.pressing.most) == (4, 4)


def test_a_step_as_its_file_has_it_may_reach_the_limit_of_its_muscle() -> None:
    step = pressing()
    routine = Routine(id="own", title="Own", muscles=step.muscles, steps=(step,))
    shown = turn_shown("Own", course(step), routine)

    assert shown.pressing is not None
    assert (shown.pressing.aim, shown.pressing.most) == (4, 6)
    assert shown.pressing.fields == ("to",) * 3 + ("aim",) + ("ok",) * 2 + ("over",) * 4


@pytest.mark.parametrize("place", sorted(PLACES))
def test_a_place_that_is_no_muscle_has_no_drawing_and_breaks_nothing(place: Muscle) -> None:
    step = Stretch(do="Look far away.", side=Side.CENTER, seconds=20, muscles=(place,))
    shown = turn_shown("Far", course(step), None)

    assert shown.place is None
    assert shown.side == ""
    assert "<svg" in html_of(shown)


def test_the_sign_of_a_kind_says_nothing_that_the_words_do_not() -> None:
    html = html_of(
        turn_shown("Two", course(pressing(), Rest(do="Rest.", side=Side.CENTER, seconds=20)), None)
    )

    assert 'aria-label="Rest"' not in html
    assert "Next: Rest." in html
