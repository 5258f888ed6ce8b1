"""What a drawn move shows, in words, for those who cannot see it.

A sentence for each side, since other languages do not only change one word. Right and left are the
person's own; "the other hand" is never left to be worked out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from selfcare.app.say import say, words
from selfcare.domain.message import Message, message
from selfcare.domain.moves import MoveName
from selfcare.domain.routine import Side

N = MoveName


class Told(Struct, frozen=True):
    """A move in words on the left, on the right, and with both sides at once.

    Without `right` it has no side; without `both` only one side is done at a time.
    """

    left: Message
    right: Message | None = None
    both: Message | None = None


_PRESSED: Final[Mapping[MoveName, Told]] = {
    N.LIFT_SHOULDER_RIDGE: Told(
        message("The right hand lifts the left shoulder ridge"),
        message("The left hand lifts the right shoulder ridge"),
    ),
    N.PRESS_BLADE_CORNER: Told(
        message("The right hand reaches over the left shoulder to the corner of the blade"),
        message("The left hand reaches over the right shoulder to the corner of the blade"),
    ),
    N.HOOK_BLADE_CORNER: Told(
        message("A hook over the left shoulder, its knob on the corner of the blade"),
        message("A hook over the right shoulder, its knob on the corner of the blade"),
    ),
    N.DRAW_NECK_OUTWARD: Told(
        message("The fingers of the right hand draw the left back of the neck outward"),
        message("The fingers of the left hand draw the right back of the neck outward"),
    ),
    N.FINGERTIPS_SKULL_EDGE: Told(
        message("Fingertips of the left hand under the edge of the skull, on the left"),
        message("Fingertips of the right hand under the edge of the skull, on the right"),
        message("Fingertips of both hands under the edge of the skull"),
    ),
    N.FINGERTIPS_BESIDE_SPINE: Told(
        message("Fingertips of the left hand behind the neck, left of the spine"),
        message("Fingertips of the right hand behind the neck, right of the spine"),
        message("Fingertips of both hands behind the neck, beside the spine"),
    ),
    N.PADS_BACK_OF_HEAD: Told(
        message("Finger pads of the left hand on the left back of the head"),
        message("Finger pads of the right hand on the right back of the head"),
        message("Finger pads of both hands on the back of the head"),
    ),
    N.SHIFT_BACK_OF_HEAD: Told(
        message("Finger pads shift the scalp up and down, at the left back of the head"),
        message("Finger pads shift the scalp up and down, at the right back of the head"),
        message("Finger pads of both hands shift the scalp up and down, at the back of the head"),
    ),
    N.PADS_TEMPLES: Told(
        message("Finger pads of the left hand on the left temple"),
        message("Finger pads of the right hand on the right temple"),
        message("Finger pads of both hands on the temples"),
    ),
    N.STROKE_TEMPLES: Told(
        message("Finger pads of the left hand stroke up from the left temple"),
        message("Finger pads of the right hand stroke up from the right temple"),
        message("Finger pads of both hands stroke up from the temples"),
    ),
    N.PADS_FOREHEAD: Told(
        message("Finger pads of the left hand above the left eyebrow"),
        message("Finger pads of the right hand above the right eyebrow"),
        message("Finger pads of both hands above the eyebrows"),
    ),
    N.STROKE_FOREHEAD: Told(
        message("Finger pads of the left hand stroke up the left forehead"),
        message("Finger pads of the right hand stroke up the right forehead"),
        message("Finger pads of both hands stroke up the forehead"),
    ),
    N.PADS_CHEEKS: Told(
        message("Finger pads of the left hand on the left cheek"),
        message("Finger pads of the right hand on the right cheek"),
        message("Finger pads of both hands on the cheeks"),
    ),
    N.STROKE_CHEEKS: Told(
        message("Finger pads of the left hand stroke down the left cheek"),
        message("Finger pads of the right hand stroke down the right cheek"),
        message("Finger pads of both hands stroke down the cheeks"),
    ),
    N.CIRCLE_SIDES_OF_HEAD: Told(
        message("The left hand moves the scalp in small circles on the left side of the head"),
        message("The right hand moves the scalp in small circles on the right side of the head"),
        message("Whole hands move the scalp in small circles on both sides of the head"),
    ),
    N.SHIFT_FRONT_AND_BACK: Told(
        message("One hand on the forehead, one at the back of the head; they move the scalp"),
    ),
    N.LIFT_NECK_FOLD: Told(
        message("Thumb and bent finger lift a fold at the left side of the neck"),
        message("Thumb and bent finger lift a fold at the right side of the neck"),
    ),
    N.STROKE_COLLARBONE: Told(
        message("Flat fingers stroke outward along the left collarbone"),
        message("Flat fingers stroke outward along the right collarbone"),
    ),
    N.BALL_TOP_OF_BLADE: Told(
        message("A ball between the wall and the top of the left shoulder blade"),
        message("A ball between the wall and the top of the right shoulder blade"),
    ),
    N.BALL_BETWEEN_BLADES: Told(
        message("A ball at the wall, between the spine and the left shoulder blade"),
        message("A ball at the wall, between the spine and the right shoulder blade"),
    ),
    N.BALL_BELOW_BLADE: Told(
        message("A ball at the wall, at the lower inner edge of the left shoulder blade"),
        message("A ball at the wall, at the lower inner edge of the right shoulder blade"),
    ),
    N.LIE_ON_TWO_BALLS: Told(
        message("Lying on the back, two balls under the edge of the skull"),
    ),
}
_LENGTHENED_OR_PUSHED: Final[Mapping[MoveName, Told]] = {
    N.EAR_AWAY: Told(
        message("The ear sinks away from the left shoulder"),
        message("The ear sinks away from the right shoulder"),
    ),
    N.EAR_AWAY_WITH_HAND: Told(
        message("The head leans away from the left shoulder, the right hand rests on it"),
        message("The head leans away from the right shoulder, the left hand rests on it"),
    ),
    N.EAR_AWAY_HAND_ON_CHEST: Told(
        message("A hand lies below the left collarbone, the ear leans away from it"),
        message("A hand lies below the right collarbone, the ear leans away from it"),
    ),
    N.TURN_HAND_ON_CHEST: Told(
        message("A hand lies below the left collarbone, the face turns slowly toward it"),
        message("A hand lies below the right collarbone, the face turns slowly toward it"),
    ),
    N.LOOK_TO_ARMPIT: Told(
        message("The head turns and bows to the right; the left back of the neck grows long"),
        message("The head turns and bows to the left; the right back of the neck grows long"),
    ),
    N.BOW_HEAD: Told(message("The head bows forward by its own weight")),
    N.HUG: Told(message("Arms round oneself, the hands on the opposite shoulder blades")),
    N.PUSH_INTO_HAND: Told(
        message("The head pushes lightly to the left, into the right hand"),
        message("The head pushes lightly to the right, into the left hand"),
    ),
    N.PUSH_BACK_INTO_HANDS: Told(message("The head pushes lightly back, into the hands behind it")),
    N.CHEEK_INTO_PALM: Told(
        message("The left cheek turns lightly into the left palm; nothing moves"),
        message("The right cheek turns lightly into the right palm; nothing moves"),
    ),
    N.OPEN_AGAINST_FIST: Told(message("The mouth opens lightly against a fist under the chin")),
}
_MOVED: Final[Mapping[MoveName, Told]] = {
    N.TURN_SLOWLY: Told(message("The head turns slowly from side to side, chin level")),
    N.NOD_SMALL: Told(message("The head nods a very little")),
    N.CHIN_BACK: Told(message("The chin slides straight back, the neck grows long")),
    N.MOUTH_OPENS: Told(message("The mouth opens and closes slowly")),
    N.BROWS_UP: Told(message("The eyebrows rise a little")),
    N.SHRUG_AND_DROP: Told(
        message("The left shoulder rises to the ear and falls"),
        message("The right shoulder rises to the ear and falls"),
        message("Both shoulders rise to the ears and fall"),
    ),
    N.ROLL_SHOULDERS: Told(message("The shoulders roll slowly backwards")),
    N.BLADES_TOGETHER: Told(
        message("The left shoulder blade moves toward the spine and slightly down"),
        message("The right shoulder blade moves toward the spine and slightly down"),
        message("The shoulder blades move together and slightly down"),
    ),
    N.BLADES_DOWN: Told(
        message("The left shoulder blade slides down"),
        message("The right shoulder blade slides down"),
        message("Both shoulder blades slide down"),
    ),
    N.SHOULDERS_TO_WALL: Told(message("Standing at the wall, the shoulders move back to it")),
    N.WALL_SLIDES: Told(message("Back to the wall, the bent arms slide up and down")),
    N.RAISE_WITH_BAND: Told(
        message("Standing on an elastic band, both arms rise sideways to shoulder height")
    ),
}
_AT_REST: Final[Mapping[MoveName, Told]] = {
    N.HANDS_ON_RIBS: Told(message("Hands on the lower ribs, which widen with the breath")),
    N.BREATHE_LOW: Told(message("The belly moves out with the breath in")),
    N.JAW_LOOSE: Told(message("Lips closed, teeth apart, the jaw hangs")),
    N.SHOULDERS_HEAVY: Told(message("Both shoulders hang heavy")),
    N.LOOK_FAR: Told(message("Looking at something far away, chin level")),
    N.WARM_HANDS: Told(
        message("A warm hand over the left temple and cheek"),
        message("A warm hand over the right temple and cheek"),
        message("Warm hands over temples and cheeks"),
    ),
    N.WARM_PACK_SHOULDERS: Told(message("A warm pack on both shoulders")),
    N.WARM_PACK_NECK: Told(message("A warm pack at the back of head and neck")),
    N.PACK_ON_FOREHEAD: Told(message("Lying on the back, a cold or warm pack on the forehead")),
    N.DIM_AND_DRINK: Told(message("A dimmed lamp and a glass of water")),
    N.LIE_FLAT: Told(message("Lying on the back, the head rests flat")),
}
TOLD: Final[Mapping[MoveName, Told]] = {
    **_PRESSED,
    **_LENGTHENED_OR_PUSHED,
    **_MOVED,
    **_AT_REST,
}


def move_words(move: MoveName, side: Side) -> str:
    """Return what the drawing of a move shows when it is done on `side`."""
    told = TOLD[move]
    if told.right is None:
        return say(told.left)
    match side:
        case Side.LEFT:
            return say(told.left)
        case Side.RIGHT:
            return say(told.right)
        case Side.BOTH | Side.CENTER if told.both is not None:
            return say(told.both)
    return words("{move}; then the other side", move=told.left)
