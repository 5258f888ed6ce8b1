"""When rest comes before any exercise, and when an attack may be on its way."""

from __future__ import annotations

from typing import Final

from selfcare.domain.checkin import Aura, CheckIn, Headache, Sign, Symptom
from selfcare.domain.gate import PAIN_GATE, has_headache

EARLY_SIGNS: Final = 2
"""So many early signs at once may be an attack starting (domain handbook 6, row 17; K89)."""
STIFF_FROM: Final = 5
"""A neck as stiff as this (0 to 10) counts as the early sign of that name [design]."""
_OF_AN_ATTACK: Final = {Symptom.NAUSEA, Symptom.LIGHT, Symptom.NOISE, Symptom.WORSE_MOVING}


def pain_now(said: CheckIn) -> int | None:
    """Return how strong it hurts by what was said last, None where it hurts and nobody knows."""
    if said.now is not None:
        return said.now
    if said.worst is not None:
        return said.worst
    return None if has_headache(said) else 0


def hurts(said: CheckIn) -> bool:
    """Return whether there is pain by what was said last."""
    return pain_now(said) != 0


def may_be_an_attack(said: CheckIn) -> bool:
    """Return whether rest comes before any exercise (domain handbook 6, rows 5 and 6).

    An aura counts before the pain, too, unless there was no headache.
    """
    if said.aura not in (None, Aura.NONE) and said.headache is not Headache.NO:
        return True
    return (pain_now(said) or 0) >= PAIN_GATE or (
        hurts(said) and bool(_OF_AN_ATTACK & set(said.symptoms or ()))
    )


def may_be_coming(said: CheckIn) -> bool:
    """Return whether one may be on its way: two early signs, or the feeling (row 17)."""
    signs = set(said.signs)
    if (said.stiffness or 0) >= STIFF_FROM:
        signs.add(Sign.STIFF_NECK)
    return Sign.ONE_IS_COMING in signs or len(signs) >= EARLY_SIGNS
