"""Every step shows its move, on the side it is done, and says so to those who cannot see it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import product
from pathlib import Path
from typing import Any, Final

import pytest
from markupsafe import Markup
from msgspec.structs import replace

from selfcare.domain.moves import MoveName
from selfcare.domain.muscles import MAX_PRESSURE, NEVER_PRESSED, PLACES, SCM, Muscle
from selfcare.domain.routine import (
    STEP_KINDS,
    AnyStep,
    Breathe,
    ContractRelax,
    Glide,
    Move,
    Press,
    Rest,
    Routine,
    Side,
    Stretch,
    Tool,
)
from selfcare.page.drawings import FOLDER
from selfcare.page.move_words import TOLD, move_words
from selfcare.page.moves import move_drawing, move_of
from tests.domain.shipped import SHIPPED

FOLDER_OF_MOVES: Final = FOLDER / "moves"
FILES: Final = sorted(FOLDER_OF_MOVES.glob("*.svg"))
SVG: Final = "{http://www.w3.org/2000/svg}"
LARGEST: Final = 12 * 1024
A_PLACE_FOR_A_COLOUR: Final = ("fill", "stroke", "stop-color")
A_COLOUR: Final = re.compile(r"var\(--draw-[a-z-]+,#[0-9a-f]{6}\)|url\(#v-[a-z-]+\)|none")
STEPS: Final = [
    (routine, number, step)
    for routine in SHIPPED.values()
    for number, step in enumerate(routine.steps, start=1)
]


def named(value: object) -> str:
    match value:
        case Routine():
            return value.id
        case Path():
            return value.stem
        case int():
            return str(value)
    return ""


def a_step(kind: str, *muscles: Muscle, side: Side = Side.BOTH, **more: Any) -> AnyStep:
    of = STEP_KINDS[kind]
    made = of(do="Do it.", muscles=muscles, side=side, seconds=20, **more)
    assert isinstance(
        made, Press | Glide | Stretch | ContractRelax | Move | Breathe | Rest
    )  # AnyStep
    return made


def title(drawn: Markup | None) -> str:
    assert drawn is not None
    found = re.search(r"<title[^>]*>([^<]*)</title>", drawn)
    assert found is not None
    return found[1]


# What is shown


@pytest.mark.parametrize(("routine", "number", "step"), STEPS, ids=named)
@pytest.mark.parametrize("side", Side)
def test_every_step_of_every_shipped_routine_has_its_move_drawn(
    routine: Routine, number: int, step: AnyStep, side: Side
) -> None:
    drawn = move_drawing(step, routine.tool, side)

    assert drawn is not None, number
    assert drawn.startswith("<svg")
    assert title(drawn)


SOME_MOVES: Final = {
    ("trap-upper-squeeze", 1): MoveName.ROLL_SHOULDERS,
    ("trap-upper-squeeze", 2): MoveName.LIFT_SHOULDER_RIDGE,
    ("trap-upper-squeeze", 3): MoveName.EAR_AWAY,
    ("trap-upper-pir", 1): MoveName.EAR_AWAY_WITH_HAND,
    ("trap-upper-pir", 2): MoveName.PUSH_INTO_HAND,
    ("trap-lower-press", 1): MoveName.BALL_BELOW_BLADE,
    ("desk-two-minutes", 1): MoveName.SHOULDERS_TO_WALL,
    ("desk-two-minutes", 3): MoveName.PUSH_BACK_INTO_HANDS,
    ("subocc-fingertips", 2): MoveName.NOD_SMALL,
    ("subocc-chin-nod-pir", 2): MoveName.CHIN_BACK,
    ("subocc-two-balls", 2): MoveName.LIE_FLAT,
    ("occipitalis-pads", 1): MoveName.PADS_BACK_OF_HEAD,
    ("occipitalis-pads", 2): MoveName.SHIFT_BACK_OF_HEAD,
    ("temporalis-scalp-shift", 1): MoveName.CIRCLE_SIDES_OF_HEAD,
    ("temporalis-scalp-shift", 2): MoveName.SHIFT_FRONT_AND_BACK,
    ("temporalis-open", 2): MoveName.WARM_HANDS,
    ("migraine-quiet", 1): MoveName.DIM_AND_DRINK,
    ("migraine-quiet", 2): MoveName.PACK_ON_FOREHEAD,
    ("let-down-wind-down", 1): MoveName.WARM_PACK_SHOULDERS,
    ("occipitalis-rest", 1): MoveName.WARM_PACK_NECK,
    ("scalene-breath", 1): MoveName.HANDS_ON_RIBS,
    ("slow-breath", 1): MoveName.BREATHE_LOW,
    ("band-raise", 1): MoveName.RAISE_WITH_BAND,
    ("trap-middle-hug", 1): MoveName.HUG,
}


@pytest.mark.parametrize(("of", "expected"), [*SOME_MOVES.items()], ids=str)
def test_the_move_is_the_one_the_step_tells_of(of: tuple[str, int], expected: MoveName) -> None:
    routine = SHIPPED[of[0]]

    assert move_of(routine.steps[of[1] - 1], routine.tool) is expected


def test_a_routine_of_ones_own_gets_its_moves_from_what_it_says() -> None:
    thumb = a_step("press", Muscle.LEVATOR_SCAPULAE, Muscle.TRAPEZIUS_UPPER, side=Side.LEFT)

    assert move_of(thumb, Tool.FINGERS) is MoveName.PRESS_BLADE_CORNER
    assert move_of(thumb, Tool.HOOK) is MoveName.HOOK_BLADE_CORNER
    assert move_of(thumb, Tool.BALL) is MoveName.BALL_TOP_OF_BLADE


def test_a_routine_can_name_its_move() -> None:
    step = a_step("move", Muscle.SUBOCCIPITALS, side=Side.CENTER)

    assert move_of(step, Tool.NONE) is MoveName.CHIN_BACK
    assert move_of(replace(step, move=MoveName.NOD_SMALL), Tool.NONE) is MoveName.NOD_SMALL


@pytest.mark.parametrize(
    ("step", "tool"),
    [
        (a_step("press", Muscle.TRAPEZIUS_LOWER), Tool.FINGERS),
        (a_step("press", Muscle.MASSETER), Tool.BALL),
        (a_step("glide", Muscle.TEMPORALIS), Tool.BALL),
        (a_step("stretch", Muscle.MASSETER), Tool.NONE),
        (a_step("contract_relax", Muscle.TRAPEZIUS_UPPER, side=Side.CENTER), Tool.HAND),
        (a_step("move"), Tool.NONE),
        (a_step("rest"), Tool.NONE),
        (a_step("rest", Muscle.SCALENES), Tool.NONE),
    ],
)
def test_where_no_drawing_fits_there_is_none(step: AnyStep, tool: Tool) -> None:
    assert move_drawing(step, tool, step.side) is None


@pytest.mark.parametrize(
    ("muscle", "tool"), [*product(sorted(NEVER_PRESSED | PLACES), Tool)], ids=str
)
def test_nothing_that_must_not_be_pressed_is_drawn_being_pressed(
    muscle: Muscle, tool: Tool
) -> None:
    assert move_of(a_step("press", muscle), tool) is None
    assert move_of(a_step("glide", muscle), tool) is None


@pytest.mark.parametrize("muscle", sorted(SCM))
@pytest.mark.parametrize("tool", Tool)
def test_the_side_of_the_neck_is_only_ever_drawn_lifted(muscle: Muscle, tool: Tool) -> None:
    assert move_of(a_step("press", muscle), tool) in (None, MoveName.LIFT_NECK_FOLD)


def test_every_drawing_is_shown_by_some_step() -> None:
    anybody = {
        move_of(a_step(kind, muscle, side=side), tool)
        for kind, muscle, side, tool in product(STEP_KINDS, MAX_PRESSURE, Side, Tool)
    }
    shipped = {move_of(step, routine.tool) for routine, _, step in STEPS}

    assert {path.stem for path in FILES} == {str(name) for name in MoveName}
    assert set(MoveName) <= anybody | shipped


# What is said


def test_the_words_name_hand_and_side() -> None:
    step = a_step("press", Muscle.TRAPEZIUS_UPPER, side=Side.EACH)
    drawn = {side: move_drawing(step, Tool.FINGERS, side) for side in Side}

    assert title(drawn[Side.LEFT]) == "The right hand lifts the left shoulder ridge"
    assert title(drawn[Side.RIGHT]) == "The left hand lifts the right shoulder ridge"
    assert title(drawn[Side.EACH]) == f"{title(drawn[Side.LEFT])}; then the other side"


@pytest.mark.parametrize("name", MoveName)
def test_left_and_right_change_places_on_the_other_side(name: MoveName) -> None:
    def swapped(words: str) -> str:
        there = {"left": "right", "right": "left"}
        return re.sub(r"\b(left|right)\b", lambda found: there[found[1]], words)

    left, right = move_words(name, Side.LEFT), move_words(name, Side.RIGHT)

    assert right == swapped(left)
    assert (TOLD[name].right is None) == (re.search(r"\b(left|right)\b", left) is None)
    both = TOLD[name].both
    assert both is None or re.search(r"\b(left|right)\b", both.text) is None


@pytest.mark.parametrize(
    ("side", "shown"),
    [
        (Side.LEFT, "left"),
        (Side.RIGHT, "right"),
        (Side.EACH, "left"),
        (Side.BOTH, "both"),
        (Side.CENTER, "both"),
    ],
)
def test_the_drawing_is_turned_to_the_side(side: Side, shown: str) -> None:
    drawn = move_drawing(a_step("press", Muscle.TEMPORALIS), Tool.FINGERS, side)

    assert drawn is not None
    assert drawn.count(f'data-side="{shown}"') == 1


def test_a_page_may_show_a_move_twice() -> None:
    step = a_step("press", Muscle.TEMPORALIS)
    one = move_drawing(step, Tool.FINGERS, Side.LEFT)
    other = move_drawing(step, Tool.FINGERS, Side.LEFT, prefix="s2-")

    assert one is not None
    assert other is not None
    ids = [set(re.findall(r'\bid="([^"]+)"', drawn)) for drawn in (one, other)]
    assert ids[0]
    assert ids[0].isdisjoint(ids[1])
    assert set(re.findall(r'(?:href="#|url\(#)([^")]+)', other)) <= ids[1]


# How it is drawn


@pytest.fixture(params=FILES, ids=named)
def file(request: pytest.FixtureRequest) -> Path:
    """One drawing after the other."""
    found: Path = request.param
    return found


def parsed(file: Path) -> ET.Element:
    return ET.parse(file).getroot()  # noqa: S314 - the program's own files


def test_a_drawing_is_small_and_in_the_common_frame(file: Path) -> None:
    root = parsed(file)
    _, _, width, height = map(float, root.attrib["viewBox"].split())

    assert file.stat().st_size < LARGEST
    assert width / height == pytest.approx(7 / 6, abs=0.002)
    assert root.attrib["class"] == "drawing"
    assert root.attrib["data-side"] == "left"
    assert root.attrib["role"] == "img"


def test_a_drawing_names_and_describes_itself(file: Path) -> None:
    root = parsed(file)
    name, about = root.find(f"{SVG}title"), root.find(f"{SVG}desc")

    assert name is not None
    assert about is not None
    assert about.text
    assert root.attrib["aria-labelledby"].split() == [name.attrib["id"], about.attrib["id"]]
    assert re.search(r"\b(left|right)\b", about.text) is None, "it is mirrored"
    assert name.text == move_words(MoveName(file.stem), Side.LEFT)


def test_a_drawing_holds_no_style_script_or_link_to_elsewhere(file: Path) -> None:
    for element in parsed(file).iter():
        assert element.tag.removeprefix(SVG) not in ("style", "script", "image", "text", "a")
        for key, value in element.attrib.items():
            assert key != "style"
            assert not key.startswith("on")
            assert "href" not in key or value.startswith("#")


def test_a_drawing_takes_its_colours_from_the_theme(file: Path) -> None:
    for element in parsed(file).iter():
        for key in A_PLACE_FOR_A_COLOUR:
            assert A_COLOUR.fullmatch(element.get(key, "none")), element.attrib


def test_the_ids_of_a_drawing_are_its_own(file: Path) -> None:
    ids = [one for element in parsed(file).iter() if (one := element.get("id")) is not None]
    used = re.findall(r'(?:href="#|url\(#)([^")]+)', file.read_text(encoding="utf-8"))

    assert len(ids) == len(set(ids))
    assert all(one.startswith(f"v-{file.stem.replace('_', '-')}") for one in ids)
    assert set(used) <= set(ids)
