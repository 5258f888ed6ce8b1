"""When rest comes before any exercise."""

from __future__ import annotations

from typing import Final

from selfcare.domain.checkin import Aura, CheckIn, Headache, Symptom

PAIN_GATE: Final = 7
"""Pain from which on nothing but rest is offered (domain handbook 6)."""
_OF_AN_ATTACK: Final = {Symptom.NAUSEA, Symptom.LIGHT, Symptom.NOISE, Symptom.WORSE_MOVING}


def may_be_an_attack(check_in: CheckIn) -> bool:
    """Return whether rest comes before any exercise (domain handbook 6, rows 5 and 6)."""
    strongest = max(check_in.now or 0, check_in.worst or 0)
    return check_in.headache is Headache.RUNNING and (
        strongest >= PAIN_GATE
        or bool(_OF_AN_ATTACK & set(check_in.symptoms or ()))
        or check_in.aura not in (None, Aura.NONE)
    )
