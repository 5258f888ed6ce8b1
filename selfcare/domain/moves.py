"""The moves that are drawn, so that a routine can say which of them a step shows.

To add one: its name here, its drawing and its words (docs/DESIGN.md, "A move").
"""

from __future__ import annotations

from enum import StrEnum


class MoveName(StrEnum):
    """A move as it is drawn. Values of a step mostly tell it; a file may name it."""

    # pressed or stroked with the hands
    LIFT_SHOULDER_RIDGE = "lift_shoulder_ridge"
    PRESS_BLADE_CORNER = "press_blade_corner"
    DRAW_NECK_OUTWARD = "draw_neck_outward"
    FINGERTIPS_SKULL_EDGE = "fingertips_skull_edge"
    FINGERTIPS_BESIDE_SPINE = "fingertips_beside_spine"
    PADS_BACK_OF_HEAD = "pads_back_of_head"
    SHIFT_BACK_OF_HEAD = "shift_back_of_head"
    PADS_TEMPLES = "pads_temples"
    STROKE_TEMPLES = "stroke_temples"
    PADS_FOREHEAD = "pads_forehead"
    STROKE_FOREHEAD = "stroke_forehead"
    PADS_CHEEKS = "pads_cheeks"
    STROKE_CHEEKS = "stroke_cheeks"
    CIRCLE_SIDES_OF_HEAD = "circle_sides_of_head"
    SHIFT_FRONT_AND_BACK = "shift_front_and_back"
    LIFT_NECK_FOLD = "lift_neck_fold"
    STROKE_COLLARBONE = "stroke_collarbone"
    # pressed with a tool
    HOOK_BLADE_CORNER = "hook_blade_corner"
    BALL_TOP_OF_BLADE = "ball_top_of_blade"
    BALL_BETWEEN_BLADES = "ball_between_blades"
    BALL_BELOW_BLADE = "ball_below_blade"
    LIE_ON_TWO_BALLS = "lie_on_two_balls"
    # lengthened
    EAR_AWAY = "ear_away"
    EAR_AWAY_WITH_HAND = "ear_away_with_hand"
    EAR_AWAY_HAND_ON_CHEST = "ear_away_hand_on_chest"
    TURN_HAND_ON_CHEST = "turn_hand_on_chest"
    LOOK_TO_ARMPIT = "look_to_armpit"
    BOW_HEAD = "bow_head"
    HUG = "hug"
    # pushed lightly, then let go
    PUSH_INTO_HAND = "push_into_hand"
    PUSH_BACK_INTO_HANDS = "push_back_into_hands"
    CHEEK_INTO_PALM = "cheek_into_palm"
    OPEN_AGAINST_FIST = "open_against_fist"
    # moved
    TURN_SLOWLY = "turn_slowly"
    NOD_SMALL = "nod_small"
    CHIN_BACK = "chin_back"
    MOUTH_OPENS = "mouth_opens"
    BROWS_UP = "brows_up"
    SHRUG_AND_DROP = "shrug_and_drop"
    ROLL_SHOULDERS = "roll_shoulders"
    BLADES_TOGETHER = "blades_together"
    BLADES_DOWN = "blades_down"
    SHOULDERS_TO_WALL = "shoulders_to_wall"
    WALL_SLIDES = "wall_slides"
    RAISE_WITH_BAND = "raise_with_band"
    # breathed
    HANDS_ON_RIBS = "hands_on_ribs"
    BREATHE_LOW = "breathe_low"
    # let go
    JAW_LOOSE = "jaw_loose"
    SHOULDERS_HEAVY = "shoulders_heavy"
    LOOK_FAR = "look_far"
    WARM_HANDS = "warm_hands"
    WARM_PACK_SHOULDERS = "warm_pack_shoulders"
    WARM_PACK_NECK = "warm_pack_neck"
    PACK_ON_FOREHEAD = "pack_on_forehead"
    DIM_AND_DRINK = "dim_and_drink"
    LIE_FLAT = "lie_flat"
