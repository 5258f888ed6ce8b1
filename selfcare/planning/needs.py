"""Which muscles to look after now, and why (domain handbook 1.3; 6, rows 7, 18 and 19)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec import Struct

from selfcare.domain.checkin import Zone
from selfcare.domain.message import Message, message
from selfcare.domain.muscles import Muscle
from selfcare.domain.phases import TENDER_FROM, MuscleState
from selfcare.domain.routine import Routine
from selfcare.domain.zones import ORDER, TENDERNESS_WEIGHT, WORDS, ranked, weights_of
from selfcare.planning.past import Past
from selfcare.planning.situation import Situation

_FELT: Final = message("tender here, and it felt like your headache")
_POINTED_TO: Final = message("where it hurt lately points to it")


class Need(Struct, frozen=True):
    """A muscle to look after now, and why."""

    muscle: Muscle
    why: Message


def needs_named(
    muscles: Iterable[Muscle], past: Past, routines: Mapping[str, Routine]
) -> Iterator[Need]:
    """Yield the muscles somebody named, the one least recently served in front."""
    for muscle in sorted(muscles, key=lambda one: past.last_served(one, routines)):
        yield Need(muscle, message("it is one of the muscles you asked for"))


def needs_of(situation: Situation, past: Past, routines: Mapping[str, Routine]) -> Iterator[Need]:
    """Yield the muscles to look after, the first to come in front.

    Where it hurts comes before what is active, and that before what was tender at the last check.
    """
    phases = situation.phases
    if situation.zones:
        for muscle in ranked(situation.zones, phases.tenderness):
            yield Need(muscle, _because_of(muscle, situation.zones))
        return
    if phases.active:
        weights = weights_of(phases.zones)
        active = [one for one in Muscle if phases.state(one) is MuscleState.ACTIVE]
        for muscle in sorted(
            active,
            key=lambda one: (
                -(weights.get(one, 0) + TENDERNESS_WEIGHT * phases.tenderness.get(one, 0)),
                ORDER.index(one),
            ),
        ):
            yield Need(muscle, _FELT if muscle in phases.recognised else _POINTED_TO)
        return
    tender = [
        one
        for one in Muscle
        if phases.tenderness.get(one, 0) >= TENDER_FROM
        and phases.state(one) is not MuscleState.QUIET
    ]
    for muscle in sorted(
        tender,
        key=lambda one: (
            past.last_served(one, routines),
            -phases.tenderness[one],
            ORDER.index(one),
        ),
    ):
        yield Need(muscle, message("it was tender at the last check"))


def _because_of(muscle: Muscle, zones: Iterable[Zone]) -> Message:
    weights = [(zone, weights_of((zone,)).get(muscle, 0)) for zone in zones]
    zone, _ = max(weights, key=lambda pair: pair[1])
    return message("for “{zone}” it is among the first to look after", zone=WORDS[zone])
