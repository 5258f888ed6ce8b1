"""The atlas: muscles of head and neck, how firmly each may be pressed, and what is never pressed.

Pressure is felt discomfort from 0 (nothing) to 10 (worst). Limits are house rules inside the
ranges of the trials (domain handbook 2.2; K50 Hanten 2000, K52 Wilke 2018, K53 2008).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final


class Muscle(StrEnum):
    """A muscle, or a place that nothing may press."""

    TRAPEZIUS_UPPER = "trapezius_upper"
    TRAPEZIUS_MIDDLE = "trapezius_middle"
    TRAPEZIUS_LOWER = "trapezius_lower"
    SCM_STERNAL = "scm_sternal"
    SCM_CLAVICULAR = "scm_clavicular"
    SUBOCCIPITALS = "suboccipitals"
    TEMPORALIS = "temporalis"
    MASSETER = "masseter"
    SPLENIUS_CAPITIS = "splenius_capitis"
    SPLENIUS_CERVICIS = "splenius_cervicis"
    SEMISPINALIS = "semispinalis"
    LEVATOR_SCAPULAE = "levator_scapulae"
    SCALENES = "scalenes"
    FRONTALIS = "frontalis"
    OCCIPITALIS = "occipitalis"
    EYE = "eye"
    THROAT = "throat"
    FRONT_OF_NECK = "front_of_neck"


M = Muscle

SCM: Final = frozenset({M.SCM_STERNAL, M.SCM_CLAVICULAR})
TRAPEZIUS: Final = frozenset({M.TRAPEZIUS_UPPER, M.TRAPEZIUS_MIDDLE, M.TRAPEZIUS_LOWER})
FACE: Final = frozenset({M.TEMPORALIS, M.MASSETER, M.FRONTALIS, M.OCCIPITALIS})
SCALP: Final = frozenset({M.TEMPORALIS, M.FRONTALIS, M.OCCIPITALIS})
JAW: Final = frozenset({M.TEMPORALIS, M.MASSETER})
NECK: Final = frozenset(
    {
        M.TRAPEZIUS_UPPER,
        M.SCM_STERNAL,
        M.SCM_CLAVICULAR,
        M.SUBOCCIPITALS,
        M.SPLENIUS_CAPITIS,
        M.SPLENIUS_CERVICIS,
        M.SEMISPINALIS,
        M.LEVATOR_SCAPULAE,
        M.SCALENES,
    }
)
NEVER_PRESSED: Final = frozenset({M.SCALENES, M.EYE, M.THROAT, M.FRONT_OF_NECK})
PLACES: Final = frozenset({M.EYE, M.THROAT, M.FRONT_OF_NECK})
"""Not muscles: places a file may name only so that pressing there is refused."""

MAX_PRESSURE: Final[dict[Muscle, int]] = {
    M.TRAPEZIUS_UPPER: 6,
    M.TRAPEZIUS_MIDDLE: 6,
    M.TRAPEZIUS_LOWER: 6,
    M.LEVATOR_SCAPULAE: 6,
    M.SPLENIUS_CAPITIS: 4,
    M.SPLENIUS_CERVICIS: 4,
    M.SEMISPINALIS: 4,
    M.SUBOCCIPITALS: 4,
    M.TEMPORALIS: 4,
    M.MASSETER: 4,
    M.FRONTALIS: 4,
    M.OCCIPITALIS: 4,
    M.SCM_STERNAL: 3,
    M.SCM_CLAVICULAR: 3,
    M.SCALENES: 0,
    M.EYE: 0,
    M.THROAT: 0,
    M.FRONT_OF_NECK: 0,
}

GROUPS: Final[dict[str, tuple[Muscle, ...]]] = {
    "trapezius": (M.TRAPEZIUS_UPPER, M.TRAPEZIUS_MIDDLE, M.TRAPEZIUS_LOWER),
    "sternocleidomastoid": (M.SCM_STERNAL, M.SCM_CLAVICULAR),
    "splenius": (M.SPLENIUS_CAPITIS, M.SPLENIUS_CERVICIS),
}
"""Everyday names a plan may use for several muscles at once."""

LABELS: Final[dict[Muscle, str]] = {
    M.TRAPEZIUS_UPPER: "upper trapezius (ridge between neck and shoulder)",
    M.TRAPEZIUS_MIDDLE: "middle trapezius (between spine and shoulder blade)",
    M.TRAPEZIUS_LOWER: "lower trapezius (lower inner edge of the shoulder blade)",
    M.SCM_STERNAL: "sternocleidomastoid, front strand (rope from breastbone to ear)",
    M.SCM_CLAVICULAR: "sternocleidomastoid, deep strand (rope from collarbone to ear)",
    M.SUBOCCIPITALS: "suboccipitals (small muscles under the edge of the skull)",
    M.TEMPORALIS: "temporalis (temple)",
    M.MASSETER: "masseter (cheek, in front of the ear)",
    M.SPLENIUS_CAPITIS: "splenius capitis (back and side of the neck, below the skull)",
    M.SPLENIUS_CERVICIS: "splenius cervicis (lower back of the neck)",
    M.SEMISPINALIS: "semispinalis (beside the neck spine)",
    M.LEVATOR_SCAPULAE: "levator scapulae (side of the neck to the shoulder blade)",
    M.SCALENES: "scalenes (side of the neck above the collarbone)",
    M.FRONTALIS: "frontalis (forehead)",
    M.OCCIPITALIS: "occipitalis (back of the scalp)",
    M.EYE: "eye",
    M.THROAT: "throat",
    M.FRONT_OF_NECK: "front of the neck",
}


def first_muscle(named: Iterable[Muscle]) -> Muscle | None:
    """Return the first that is a muscle, not a mere place; None where none is."""
    return next((one for one in named if one not in PLACES), None)
