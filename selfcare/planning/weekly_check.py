"""The weekly tenderness check: when it is due, and of which muscles.

Pressing can wake a headache (K7, Calandre 2006), so it waits on headache days and in the sensitive
days of the cycle, and presses nothing that the health questions keep out.
"""

from __future__ import annotations

from typing import Final

from selfcare.domain.muscles import MAX_PRESSURE, NEVER_PRESSED, SCM, Muscle
from selfcare.domain.offer import Offered, as_offered
from selfcare.domain.phases import TENDER_FROM
from selfcare.domain.routine import Press, Routine, Side
from selfcare.domain.week import DAY
from selfcare.domain.zones import ORDER, weights_of
from selfcare.planning.around import Around
from selfcare.planning.ranking import Setup
from selfcare.planning.situation import Row

EVERY: Final = 7 * DAY
"""How often the check comes (domain handbook 1.3)."""
ASKED: Final = tuple(muscle for muscle in ORDER if muscle not in NEVER_PRESSED | SCM)
"""Muscles that are looked at; the sides of the neck and its front are not pressed at all."""
ASKED_AT_ONCE: Final = 6
"""So many of them are asked at once; a check takes about two minutes."""
_LIGHTLY: Final = 3
"""How it feels when pressing just becomes uncomfortable (0 to 10)."""
_NOT_NOW: Final = frozenset(
    {
        Row.SUSPENDED,
        Row.GATE,
        Row.ARM_OR_CHEST,
        Row.DIFFERENT,
        Row.NECK_PAIN,
        Row.ATTACK,
        Row.EARLY_SIGNS,
        Row.WINDOW,
        Row.PAIN,
    }
)


def is_due(setup: Setup, around: Around) -> bool:
    """Return whether a week has gone by since the last check, and nothing speaks against one."""
    checked_on = around.body.phases.checked_on
    waited = checked_on is None or around.today - checked_on >= EVERY
    return waited and bool(muscles_to_check(setup, around))


def muscles_to_check(setup: Setup, around: Around) -> tuple[Muscle, ...]:
    """Return the muscles to look at now; none where the check waits.

    In front are those where it hurt in the last week, then those that were tender, then those
    nobody has looked at.
    """
    situation = setup.situation
    if setup.screening is None or _NOT_NOW & set(situation.rows) or _headache_today(around):
        return ()
    may_be_pressed = (
        muscle
        for muscle in ASKED
        if isinstance(as_offered(_probe(muscle), setup.screening, {}, situation.limits), Offered)
    )
    phases = situation.phases
    weights = weights_of(phases.zones)
    in_order = sorted(
        may_be_pressed,
        key=lambda one: (
            -weights.get(one, 0),
            phases.tenderness.get(one, 0) < TENDER_FROM,
            one in phases.tenderness,
            ORDER.index(one),
        ),
    )
    return tuple(in_order[:ASKED_AT_ONCE])


def _headache_today(around: Around) -> bool:
    noted = around.days.get(around.today)
    return noted is not None and bool(noted.headache)


def _probe(muscle: Muscle) -> Routine:
    """Return a routine that presses a muscle as the check does: ten seconds, hardly uncomfortable.

    What keeps such a routine out keeps the check out.
    """
    step = Press(
        do="Press with the pad of a finger until it just becomes uncomfortable.",
        muscles=(muscle,),
        side=Side.EACH,
        seconds=10,
        pressure=min(_LIGHTLY, MAX_PRESSURE[muscle]),
    )
    return Routine(id="tenderness-check", title="Check", muscles=(muscle,), steps=(step,))
