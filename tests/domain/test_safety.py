from __future__ import annotations

from pathlib import Path

import pytest
import tomli
from msgspec.structs import replace

from selfcare.app.say import say
from selfcare.domain import safety
from selfcare.domain.muscles import Muscle
from selfcare.domain.routine import AnyStep, Need, Routine, Tool
from selfcare.domain.safety import NECK_LOCKING, bars, neck_ok
from selfcare.domain.screening import AgeBand, Screening, Tag
from tests.domain.routines import (
    CHEEK,
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
from tests.domain.shipped import SHIPPED

BARRED: dict[str, list[str]] = tomli.loads(
    (Path(__file__).parents[1] / "data" / "barred_by_tag.toml").read_text(encoding="utf-8")
)
EVERY_ROUTINE = pytest.mark.parametrize("name", sorted(SHIPPED))
M = Muscle


def screened(*tags: Tag, age_band: AgeBand = AgeBand.FROM_18_TO_49) -> Screening:
    return Screening(frozenset(tags), age_band)


def barred(judged: Routine, *tags: Tag) -> bool:
    return bars(judged, screened(*tags)) is not None


def test_the_list_by_hand_knows_every_tag_and_only_real_routines() -> None:
    assert set(BARRED) == {"always", "gentle", *Tag}
    assert {name for names in BARRED.values() for name in names} == set(SHIPPED)
    assert all(len(names) == len(set(names)) for names in BARRED.values())


@EVERY_ROUTINE
@pytest.mark.parametrize("tag", list(Tag))
def test_a_tag_keeps_out_the_routines_listed_by_hand(tag: Tag, name: str) -> None:
    assert barred(SHIPPED[name], tag) is (name in BARRED[tag] + BARRED["always"])


@EVERY_ROUTINE
def test_with_nothing_found_only_the_locked_routine_stays_out(name: str) -> None:
    assert barred(SHIPPED[name]) is (name in BARRED["always"])


@EVERY_ROUTINE
def test_before_any_screening_only_gentle_routines_pass(name: str) -> None:
    reason = bars(SHIPPED[name], None)
    assert (reason is None) is (name in BARRED["gentle"])
    assert reason is None or "`selfcare screen`" in say(reason)


@EVERY_ROUTINE
def test_tags_add_up(name: str) -> None:
    tags = [tag for tag in Tag if tag is not Tag.MINOR]
    listed = {name for tag in tags for name in BARRED[tag]} | set(BARRED["always"])
    assert barred(SHIPPED[name], *tags) is (name in listed)


@pytest.mark.parametrize("name", BARRED["gentle"])
def test_a_gentle_routine_passes_whatever_is_known(name: str) -> None:
    assert not barred(SHIPPED[name], *Tag)


@pytest.mark.parametrize("tag", list(Tag))
def test_the_reason_says_what_it_comes_from(tag: Tag) -> None:
    reasons = {bars(SHIPPED[name], screened(tag)) for name in BARRED[tag]}
    assert len(reasons) == (1 if BARRED[tag] else 0)
    assert all(reason is not None and say(reason).endswith(".") for reason in reasons)


@pytest.mark.parametrize("tag", list(Tag))
def test_the_neck_is_ok_without_a_tag_that_locks_it(tag: Tag) -> None:
    locking = tag in {*NECK_LOCKING, Tag.MINOR}
    assert neck_ok(screened(tag)) is not locking
    asks = routine(move(muscles=CHEEK), rest(), needs=(Need.NECK_OK,))
    assert barred(asks, tag) is locking
    assert neck_ok(screened())


def test_the_pinch_stays_locked_for_everybody() -> None:
    assert not safety.SCM_PINCH_RELEASED
    reason = bars(SHIPPED["scm-pinch"], screened())
    assert reason == safety.SCM_LOCKED


def test_a_pinch_that_hides_its_need_is_locked_all_the_same() -> None:
    assert barred(routine(press(12), rest(), muscles=ROPE))
    assert barred(routine(glide(pressure=0), rest(), muscles=ROPE))


@pytest.mark.parametrize(
    ("screening", "unlocked"),
    [
        (screened(), True),
        (screened(Tag.JAW), True),
        (screened(age_band=AgeBand.FROM_50), False),
        (screened(age_band=AgeBand.UNKNOWN), False),
        *((screened(tag), False) for tag in sorted(NECK_LOCKING)),
    ],
)
def test_once_released_the_pinch_still_asks_for_a_young_clear_neck(
    monkeypatch: pytest.MonkeyPatch, screening: Screening, unlocked: bool
) -> None:
    monkeypatch.setattr(safety, "SCM_PINCH_RELEASED", True)
    assert (bars(SHIPPED["scm-pinch"], screening) is None) is unlocked


WRONG = (M.TRAPEZIUS_LOWER,)
"""A muscle that is neither of the neck nor of the face."""


@pytest.mark.parametrize("tag", sorted(NECK_LOCKING))
@pytest.mark.parametrize(
    "step",
    [
        stretch(do="Turn the head to the left."),
        stretch(do="Let the neck grow long."),
        stretch(do="Nose to the armpit."),
        stretch(do="Chin to the chest."),
        move("Turn the HEAD slowly."),
        move("Chin back, let go."),
        push(do="Push the head into the hand."),
        push(do="Hands behind the neck, push."),
        push(do="Palm against the nose, push."),
        press(do="Press beside the neck."),
        press(do="Thumb on the throat."),
        stretch(do="Let the ear sink toward the shoulder."),
        move("Turn the face far to the left, then look over the shoulder."),
        move("Half-turns left and right."),
        move("Look over your shoulder."),
        move("Let one ear sink toward the shoulder."),
        move("Das Kinn zur Brust."),
        move("Den Kopf langsam drehen."),
        move("Das Gesicht weit nach links drehen."),
        move("Das Ohr zur Schulter sinken lassen."),
        move("Blick über die Schulter."),
        replace(move("Slowly, in the easy range."), caution="Only as far as the head will turn."),
        push(do="Turn into the palm."),
        push(do="Mit der Hand in den Nacken, dagegenhalten."),
        press(do="Fingertips below the edge of the skull."),
        press(do="Along the cervical spine."),
        press(do="Daumen seitlich am Hals."),
        replace(press(), caution="Let the ear sink toward the shoulder meanwhile."),
    ],
)
@pytest.mark.parametrize("muscle", [WRONG, CHEEK])
def test_a_mislabelled_step_for_the_neck_does_not_escape(
    tag: Tag, step: AnyStep, muscle: tuple[Muscle, ...]
) -> None:
    assert barred(routine(replace(step, muscles=muscle), rest()), tag)


@pytest.mark.parametrize("tag", sorted(NECK_LOCKING - {Tag.BONE}))
@pytest.mark.parametrize(
    "step",
    [
        push(do="Fist under the chin, open the mouth."),
        move("Raise the forehead."),
        press(do="Hands on the sides of the head."),
        move("Draw the shoulder blades together."),
        move("Open slowly, close slowly, shoulders loose."),
        replace(press(do="Two pads on the thick part."), caution="Stay off the throat."),
    ],
)
def test_words_that_only_sound_like_the_neck_do_not_bar(tag: Tag, step: AnyStep) -> None:
    assert not barred(routine(replace(step, muscles=CHEEK), rest()), tag)


@pytest.mark.parametrize("tag", sorted(NECK_LOCKING))
@pytest.mark.parametrize("place", [M.THROAT, M.FRONT_OF_NECK, M.SCALENES, M.SCM_CLAVICULAR])
def test_front_and_side_of_the_neck_are_neck(tag: Tag, place: Muscle) -> None:
    assert barred(routine(stretch(), muscles=(place,)), tag)


@pytest.mark.parametrize("tag", [Tag.BLEEDING, Tag.INFECTION, Tag.AGE50_NEW])
def test_a_stroke_without_pressure_still_touches(tag: Tag) -> None:
    assert barred(routine(glide(pressure=0), rest(), muscles=(M.TEMPORALIS,)), tag)


@pytest.mark.parametrize(
    ("tool", "out"),
    [
        (Tool.BALL, True),
        (Tool.HOOK, True),
        (Tool.FINGERS_OR_HOOK, True),
        (Tool.TWO_BALLS, True),
        (Tool.ELASTIC_BAND, True),
        (Tool.WARM_PACK, False),
        (Tool.HAND, False),
        (Tool.NONE, False),
    ],
)
def test_with_bleeding_tools_stay_away(tool: Tool, out: bool) -> None:
    assert barred(routine(stretch(), tool=tool), Tag.BLEEDING) is out


@pytest.mark.parametrize(
    ("step", "out"),
    [
        (press(muscles=CHEEK), True),
        (glide(muscles=CHEEK), True),
        (push(muscles=CHEEK), True),
        (push(muscles=(M.TEMPORALIS,)), True),
        (press(muscles=(M.TEMPORALIS,)), False),
        (move(muscles=CHEEK), False),
        (push(muscles=(M.FRONTALIS,)), False),
    ],
)
def test_a_sore_jaw_is_neither_pressed_on_the_cheek_nor_resisted(step: AnyStep, out: bool) -> None:
    assert barred(routine(step, rest()), Tag.JAW) is out


@pytest.mark.parametrize(
    ("step", "out"),
    [
        (press(muscles=(M.OCCIPITALIS,)), False),
        (move(muscles=CHEEK), False),
        (push(muscles=CHEEK), True),
        (move(muscles=(M.TRAPEZIUS_MIDDLE,)), True),
        (move(muscles=(M.TEMPORALIS, M.TRAPEZIUS_MIDDLE)), True),
    ],
)
def test_with_weak_bones_only_the_face_without_resistance_is_open(step: AnyStep, out: bool) -> None:
    assert barred(routine(step, breathe()), Tag.BONE) is out


def test_one_barred_step_takes_the_whole_routine_out() -> None:
    assert barred(routine(breathe(), move(muscles=CHEEK), stretch()), Tag.NERVE)


def test_a_step_without_muscles_counts_for_those_of_its_routine() -> None:
    assert barred(routine(stretch(muscles=()), rest()), Tag.TRAUMA)
    assert not barred(routine(stretch(muscles=()), rest(), muscles=WRONG), Tag.TRAUMA)


def test_work_on_no_muscle_at_all_does_not_pass_the_allow_list() -> None:
    assert barred(routine(move(muscles=()), rest(), muscles=()), Tag.BONE)


@pytest.mark.parametrize("tag", sorted(NECK_LOCKING))
@pytest.mark.parametrize(
    ("muscles", "out"),
    [
        ((M.TRAPEZIUS_MIDDLE,), False),
        ((M.TRAPEZIUS_MIDDLE, M.TRAPEZIUS_LOWER), False),
        ((M.TRAPEZIUS_MIDDLE, M.MASSETER), True),
        (CHEEK, True),
        ((M.TEMPORALIS,), True),
        ((M.OCCIPITALIS,), True),
    ],
)
def test_every_stretch_is_for_the_neck_unless_it_is_for_the_back_alone(
    tag: Tag, muscles: tuple[Muscle, ...], out: bool
) -> None:
    held = routine(stretch(do="Lean away to a mild pull.", muscles=muscles))
    assert barred(held, tag) is (out or tag is Tag.BONE)


DOUBTED = [*(tag for tag in Tag if tag is not Tag.IMMUNITY)]
WORK_IN_A_PAUSE = [
    "Press the thumb into the side of the throat and hold, and turn your head back.",
    "Lean the ball into the neck.",
    "Both thumbs into the hollow.",
    "Massage the temples.",
    "Knead the ridge.",
    "Rubbing the scalp.",
    "Look over your shoulder.",
    "Let the ear sink toward the shoulder.",
    "Daumen fest drücken und halten.",
    "Den Nacken massieren.",
    "Das Gesicht nach links drehen.",
    "Zieh den Arm zur Seite.",
]


@pytest.mark.parametrize("said", WORK_IN_A_PAUSE)
@pytest.mark.parametrize("step", [rest(), breathe()])
def test_a_pause_whose_words_speak_of_work_is_not_gentle(said: str, step: AnyStep) -> None:
    disguised = routine(replace(step, do=said))
    assert not safety.is_gentle(disguised)
    assert bars(disguised, None) == safety.NOT_SCREENED
    assert all(barred(disguised, tag) for tag in DOUBTED)
    assert not barred(disguised)
    assert not barred(disguised, Tag.IMMUNITY)


@pytest.mark.parametrize("tag", DOUBTED)
def test_work_in_the_caution_or_beside_harmless_steps_is_seen_as_well(tag: Tag) -> None:
    warned = replace(rest(), caution="Press the throat only while breathing out.")
    assert barred(routine(warned), tag)
    face = (M.FRONTALIS,)
    assert barred(routine(move("Raise the brows.", muscles=face), rest("Knead the neck.")), tag)


def test_the_reason_names_the_step_the_word_and_the_cure() -> None:
    reason = bars(routine(rest("Lean the ball into the neck and wait there.")), screened(Tag.BONE))
    assert reason is not None
    assert say(reason) == (
        "The step “Lean the ball into the neck …” is written as a pause, and its words say “Lean "
        "the ball into”. With your answers to the health questions it waits until that is clear. "
        "In a file of your own, choose the kind that fits: press, glide, stretch, contract_relax "
        "or move."
    )


@pytest.mark.parametrize(
    ("disguised", "said"),
    [
        (routine(rest(), tool=Tool.BALL), "leave out the tool"),
        (routine(rest(), tool=Tool.ELASTIC_BAND), "leave out the tool"),
        (routine(rest(), needs=(Need.NECK_OK,)), "leave out needs"),
        (routine(breathe(), needs=(Need.NECK_OK, Need.SCM_UNLOCKED)), "leave out needs"),
    ],
)
def test_pauses_with_a_working_tool_or_a_need_are_not_gentle(disguised: Routine, said: str) -> None:
    assert not safety.is_gentle(disguised)
    assert bars(disguised, None) == safety.NOT_SCREENED
    for tag in DOUBTED:
        reason = bars(disguised, screened(tag))
        assert reason is not None
        assert said in say(reason)
        assert "Let the shoulders hang." in say(reason) or "Breathe slowly." in say(reason)


def test_screened_clean_a_need_is_still_asked_for() -> None:
    assert not barred(routine(rest(), needs=(Need.NECK_OK,)))
    assert bars(routine(rest(), needs=(Need.SCM_UNLOCKED,)), screened()) == safety.SCM_LOCKED


@pytest.mark.parametrize(
    "said",
    [
        "No pressing, no stretching.",
        "Nicht drücken, nur atmen.",
        "Lean back into the chair.",
        "Breathe in through the nose, down to the chest.",
        "Drape a warm cloth over your shoulders.",
        "Turn off the light.",
        "Return to your breath.",
    ],
)
def test_words_of_a_true_pause_stay_gentle(said: str) -> None:
    assert safety.is_gentle(routine(rest(said)))
    assert not barred(routine(rest(said)), *Tag)


def test_a_pause_with_pressure_is_not_gentle() -> None:
    pressing_pause = routine(replace(rest(), pressure=3))
    assert bars(pressing_pause, None) == safety.NOT_SCREENED
    assert barred(pressing_pause, Tag.INFECTION)
