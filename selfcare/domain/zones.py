"""Where it hurts, and which muscles are looked at for it, in which order (domain handbook 1.3).

A starting order, never a diagnosis: experts expect no fixed place of referred pain (K20,
Fernández-de-las-Peñas & Dommerholt 2018; list for the forehead K43, Kent 2011).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from selfcare.domain.checkin import Zone
from selfcare.domain.message import Message, message
from selfcare.domain.muscles import Muscle

M = Muscle
FIRST: Final = 3
NEXT: Final = 2
ALSO: Final = 1

WEIGHTS: Final[Mapping[Zone, Mapping[Muscle, int]]] = {
    Zone.TEMPLE: {
        M.TEMPORALIS: FIRST,
        M.TRAPEZIUS_UPPER: FIRST,
        M.SUBOCCIPITALS: NEXT,
        M.SPLENIUS_CERVICIS: NEXT,
        M.SCM_STERNAL: ALSO,
        M.SEMISPINALIS: ALSO,
    },
    Zone.FOREHEAD: {
        M.SCM_CLAVICULAR: FIRST,
        M.FRONTALIS: FIRST,
        M.SUBOCCIPITALS: NEXT,
        M.SEMISPINALIS: NEXT,
        M.SCM_STERNAL: ALSO,
        M.TEMPORALIS: ALSO,
    },
    Zone.EYE: {
        M.SPLENIUS_CERVICIS: FIRST,
        M.SUBOCCIPITALS: FIRST,
        M.SCM_STERNAL: NEXT,
        M.TEMPORALIS: NEXT,
        M.TRAPEZIUS_UPPER: ALSO,
        M.OCCIPITALIS: ALSO,
        M.MASSETER: ALSO,
    },
    Zone.VERTEX: {M.SPLENIUS_CAPITIS: FIRST, M.SCM_STERNAL: NEXT, M.OCCIPITALIS: ALSO},
    Zone.BACK_OF_HEAD: {
        M.SUBOCCIPITALS: FIRST,
        M.SEMISPINALIS: FIRST,
        M.TRAPEZIUS_UPPER: NEXT,
        M.OCCIPITALIS: NEXT,
        M.SCM_STERNAL: ALSO,
        M.SPLENIUS_CAPITIS: ALSO,
    },
    Zone.BASE_OF_SKULL: {
        M.SUBOCCIPITALS: FIRST,
        M.SEMISPINALIS: NEXT,
        M.TRAPEZIUS_LOWER: NEXT,
        M.LEVATOR_SCAPULAE: ALSO,
    },
    Zone.EAR: {
        M.SCM_CLAVICULAR: FIRST,
        M.MASSETER: FIRST,
        M.TRAPEZIUS_UPPER: NEXT,
        M.TEMPORALIS: ALSO,
    },
    Zone.JAW_TEETH_CHEEK: {
        M.MASSETER: FIRST,
        M.TEMPORALIS: FIRST,
        M.SCM_STERNAL: NEXT,
        M.TRAPEZIUS_UPPER: ALSO,
    },
    Zone.NECK_SIDE: {
        M.TRAPEZIUS_UPPER: FIRST,
        M.LEVATOR_SCAPULAE: FIRST,
        M.SPLENIUS_CERVICIS: NEXT,
        M.SCM_STERNAL: NEXT,
        M.SCM_CLAVICULAR: NEXT,
        M.SCALENES: ALSO,
    },
    Zone.NECK_SHOULDER_ANGLE: {
        M.LEVATOR_SCAPULAE: FIRST,
        M.TRAPEZIUS_UPPER: FIRST,
        M.SPLENIUS_CERVICIS: NEXT,
        M.TRAPEZIUS_MIDDLE: ALSO,
        M.TRAPEZIUS_LOWER: ALSO,
    },
    Zone.BAND: {
        M.SUBOCCIPITALS: FIRST,
        M.TEMPORALIS: FIRST,
        M.TRAPEZIUS_UPPER: NEXT,
        M.SEMISPINALIS: NEXT,
        M.FRONTALIS: ALSO,
        M.MASSETER: ALSO,
    },
    Zone.SHOULDER: {
        M.TRAPEZIUS_UPPER: FIRST,
        M.LEVATOR_SCAPULAE: FIRST,
        M.TRAPEZIUS_MIDDLE: NEXT,
        M.TRAPEZIUS_LOWER: ALSO,
    },
    # No routine: the question of the gate about chest and arm comes first.
    Zone.ARM_OR_CHEST: {},
}
"""How soon a muscle is looked at for a zone; a muscle that is not named, not at all."""

WORDS: Final[dict[Zone, Message]] = {
    Zone.TEMPLE: message("temple"),
    Zone.FOREHEAD: message("forehead"),
    Zone.EYE: message("behind or around the eye"),
    Zone.VERTEX: message("top of the head"),
    Zone.BACK_OF_HEAD: message("back of the head"),
    Zone.BASE_OF_SKULL: message("where neck and skull meet"),
    Zone.EAR: message("in or behind the ear"),
    Zone.JAW_TEETH_CHEEK: message("jaw, teeth, cheek"),
    Zone.NECK_SIDE: message("side of the neck"),
    Zone.NECK_SHOULDER_ANGLE: message("between neck and shoulder"),
    Zone.BAND: message("like a band all round"),
    Zone.SHOULDER: message("shoulder"),
    Zone.ARM_OR_CHEST: message("arm or chest"),
}
"""How each zone is called."""

NECK_ZONES: Final = frozenset({Zone.NECK_SIDE, Zone.NECK_SHOULDER_ANGLE, Zone.BASE_OF_SKULL})
"""Where new pain on one side, unlike usual, opens the gate (domain handbook 3.3)."""

TENDERNESS_WEIGHT: Final = 0.3
"""What a point of tenderness adds to the weight of a zone (domain handbook 1.3)."""
MOST_MUSCLES: Final = 3
"""Muscles of one session at most (domain handbook 1.3)."""

ORDER: Final = (
    M.TRAPEZIUS_UPPER,
    M.SUBOCCIPITALS,
    M.TEMPORALIS,
    M.MASSETER,
    *(
        muscle
        for muscle in Muscle
        if muscle not in (M.TRAPEZIUS_UPPER, M.SUBOCCIPITALS, M.TEMPORALIS, M.MASSETER)
    ),
)
"""Who comes first of muscles that weigh the same (domain handbook 6, row 19)."""


def weights_of(zones: Iterable[Zone]) -> dict[Muscle, int]:
    """Return the weight of each muscle for the zones together: its highest in any of them."""
    found: dict[Muscle, int] = {}
    for zone in zones:
        for muscle, weight in WEIGHTS[zone].items():
            found[muscle] = max(weight, found.get(muscle, 0))
    return found


def ranked(zones: Iterable[Zone], tenderness: Mapping[Muscle, int]) -> tuple[Muscle, ...]:
    """Return the muscles of the zones, those to look at first in front.

    Weight of the zone plus 0.3 a point of the last tenderness (0 to 10); see `ORDER` for ties.
    """
    weights = weights_of(zones)
    return tuple(
        sorted(
            weights,
            key=lambda muscle: (
                -(weights[muscle] + TENDERNESS_WEIGHT * tenderness.get(muscle, 0)),
                ORDER.index(muscle),
            ),
        )
    )
