"""The move of a step, drawn: chosen by what the step is, so that anybody's routine gets one.

A file may name the move; otherwise kind, tool, side and the first muscle that has one decide.
Where nothing fits there is none, and the sign of the step remains: a wrong drawing would be worse.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from markupsafe import Markup

from selfcare.domain.moves import MoveName
from selfcare.domain.muscles import SCM, Muscle
from selfcare.domain.routine import (
    AnyStep,
    Breathe,
    ContractRelax,
    Glide,
    Move,
    Press,
    Rest,
    Side,
    Step,
    Stretch,
    Tool,
)
from selfcare.page.drawings import told_drawing
from selfcare.page.move_words import move_words

_BY_HAND: Final = frozenset({Tool.NONE, Tool.FINGERS, Tool.HAND, Tool.HANDS, Tool.FINGERS_OR_HOOK})
_ONE_SIDE: Final = frozenset({Side.EACH, Side.LEFT, Side.RIGHT})

By = Mapping[Muscle, MoveName]
M = Muscle
N = MoveName
_STRANDS: Final = tuple(sorted(SCM))
_SPLENIUS: Final = (M.SPLENIUS_CAPITIS, M.SPLENIUS_CERVICIS)
_TRAPEZIUS: Final = (M.TRAPEZIUS_UPPER, M.TRAPEZIUS_MIDDLE, M.TRAPEZIUS_LOWER)
_UPPER_NECK: Final = (M.SUBOCCIPITALS, M.SEMISPINALIS)
_JAW: Final = (M.TEMPORALIS, M.MASSETER)

_PRESSED_BY_HAND: Final[By] = {
    M.TRAPEZIUS_UPPER: N.LIFT_SHOULDER_RIDGE,
    M.LEVATOR_SCAPULAE: N.PRESS_BLADE_CORNER,
    M.SUBOCCIPITALS: N.FINGERTIPS_SKULL_EDGE,
    M.SEMISPINALIS: N.FINGERTIPS_BESIDE_SPINE,
    M.OCCIPITALIS: N.PADS_BACK_OF_HEAD,
    M.TEMPORALIS: N.PADS_TEMPLES,
    M.FRONTALIS: N.PADS_FOREHEAD,
    M.MASSETER: N.PADS_CHEEKS,
    **dict.fromkeys(_SPLENIUS, N.DRAW_NECK_OUTWARD),
    **dict.fromkeys(_STRANDS, N.LIFT_NECK_FOLD),
}
_PRESSED_BY_WHOLE_HANDS: Final[By] = {
    **_PRESSED_BY_HAND,
    M.TEMPORALIS: N.CIRCLE_SIDES_OF_HEAD,
    M.FRONTALIS: N.SHIFT_FRONT_AND_BACK,
    M.OCCIPITALIS: N.SHIFT_FRONT_AND_BACK,
}
_PRESSED: Final[Mapping[Tool, By]] = {
    **dict.fromkeys(_BY_HAND, _PRESSED_BY_HAND),
    Tool.HANDS: _PRESSED_BY_WHOLE_HANDS,
    Tool.HOOK: {M.LEVATOR_SCAPULAE: N.HOOK_BLADE_CORNER},
    Tool.TWO_BALLS: dict.fromkeys(_UPPER_NECK, N.LIE_ON_TWO_BALLS),
    Tool.BALL: {
        M.TRAPEZIUS_UPPER: N.BALL_TOP_OF_BLADE,
        M.TRAPEZIUS_MIDDLE: N.BALL_BETWEEN_BLADES,
        M.TRAPEZIUS_LOWER: N.BALL_BELOW_BLADE,
    },
}
_STROKED: Final[By] = {
    M.TEMPORALIS: N.STROKE_TEMPLES,
    M.FRONTALIS: N.STROKE_FOREHEAD,
    M.MASSETER: N.STROKE_CHEEKS,
    M.OCCIPITALIS: N.SHIFT_BACK_OF_HEAD,
    **dict.fromkeys(_STRANDS, N.STROKE_COLLARBONE),
}
_LENGTHENED: Final[By] = {
    M.TRAPEZIUS_UPPER: N.EAR_AWAY,
    M.TRAPEZIUS_MIDDLE: N.HUG,
    M.LEVATOR_SCAPULAE: N.LOOK_TO_ARMPIT,
    M.SCALENES: N.EAR_AWAY_HAND_ON_CHEST,
    **dict.fromkeys(_SPLENIUS, N.LOOK_TO_ARMPIT),
    **dict.fromkeys(_STRANDS, N.TURN_HAND_ON_CHEST),
    **dict.fromkeys(_UPPER_NECK, N.BOW_HEAD),
}
_PUSHED_TO_A_SIDE: Final[By] = {
    M.TRAPEZIUS_UPPER: N.PUSH_INTO_HAND,
    M.SCALENES: N.PUSH_INTO_HAND,
    **dict.fromkeys((*_SPLENIUS, *_STRANDS), N.CHEEK_INTO_PALM),
}
_PUSHED: Final[By] = {
    **dict.fromkeys(_UPPER_NECK, N.PUSH_BACK_INTO_HANDS),
    **dict.fromkeys(_JAW, N.OPEN_AGAINST_FIST),
}
_MOVED: Final[By] = {
    M.FRONTALIS: N.BROWS_UP,
    M.LEVATOR_SCAPULAE: N.SHRUG_AND_DROP,
    M.TRAPEZIUS_UPPER: N.SHRUG_AND_DROP,
    M.TRAPEZIUS_MIDDLE: N.BLADES_TOGETHER,
    M.TRAPEZIUS_LOWER: N.BLADES_DOWN,
    **dict.fromkeys(_UPPER_NECK, N.CHIN_BACK),
    **dict.fromkeys(_JAW, N.MOUTH_OPENS),
    **dict.fromkeys((*_SPLENIUS, *_STRANDS), N.TURN_SLOWLY),
}
_WITH_BAND: Final[By] = dict.fromkeys(_TRAPEZIUS, N.RAISE_WITH_BAND)
_RESTED: Final[By] = {
    M.FRONTALIS: N.LOOK_FAR,
    **dict.fromkeys(_UPPER_NECK, N.LOOK_FAR),
    **dict.fromkeys(_JAW, N.JAW_LOOSE),
    **dict.fromkeys(_TRAPEZIUS, N.SHOULDERS_HEAVY),
}
_WARMED: Final[By] = {
    M.OCCIPITALIS: N.WARM_PACK_NECK,
    **dict.fromkeys((*_UPPER_NECK, *_SPLENIUS), N.WARM_PACK_NECK),
    M.LEVATOR_SCAPULAE: N.WARM_PACK_SHOULDERS,
    **dict.fromkeys(_TRAPEZIUS, N.WARM_PACK_SHOULDERS),
}


def move_drawing(step: AnyStep, tool: Tool, side: Side, prefix: str = "") -> Markup | None:
    """Return the move of a step on `side`, named in the user's language; None for no such drawing.

    `side` is the side being done; for `each` the left one is shown. Give a `prefix` where a page
    shows a move more than once: ids must stay unique.
    """
    name = move_of(step, tool)
    if name is None:
        return None
    shown = {Side.LEFT: "left", Side.EACH: "left", Side.RIGHT: "right"}.get(side, "both")
    own = f"v-{name.value.replace('_', '-')}"
    return told_drawing(f"moves/{name.value}", own, shown, move_words(name, side), prefix)


def move_of(step: Step, tool: Tool) -> MoveName | None:
    """Return the move a step shows: the one its file names, or what its values tell."""
    if step.move is not None:
        return step.move
    match step:
        case Press():
            return _first(step, _PRESSED.get(tool, {}))
        case Glide():
            return _first(step, _STROKED) if tool in _BY_HAND else None
        case Stretch():
            found = _first(step, _LENGTHENED)
            held = found is N.EAR_AWAY and tool is Tool.HAND
            return N.EAR_AWAY_WITH_HAND if held else found
        case ContractRelax():
            return _first(step, _PUSHED_TO_A_SIDE if step.side in _ONE_SIDE else _PUSHED)
        case Move():
            return _first(step, _WITH_BAND if tool is Tool.ELASTIC_BAND else _MOVED)
        case Breathe():
            return N.HANDS_ON_RIBS if step.side is Side.BOTH else N.BREATHE_LOW
        case Rest():
            return _rested(step, tool)
    return None


def _rested(step: Rest, tool: Tool) -> MoveName | None:
    match tool:
        case Tool.WARM_PACK:
            return _first(step, _WARMED)
        case Tool.COLD_OR_WARM_PACK:
            return N.PACK_ON_FOREHEAD
        case Tool.TWO_BALLS:
            return N.LIE_FLAT
    return _first(step, _RESTED)


def _first(step: Step, moves: By) -> MoveName | None:
    return next((moves[muscle] for muscle in step.muscles if muscle in moves), None)
