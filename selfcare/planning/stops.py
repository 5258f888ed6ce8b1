"""What a session that was stopped means for its muscles (domain handbook 3.2; 6, row 21)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from selfcare.domain.facts import SessionEnd, StopReason
from selfcare.domain.message import message
from selfcare.domain.muscles import Muscle
from selfcare.domain.offer import MuscleLimit
from selfcare.domain.stopping import LEVELS, StopLevel
from selfcare.domain.week import DAY
from selfcare.planning.history import SessionState

RESTS_FOR: Final = 2 * DAY
"""How long a muscle rests after a stop because of it: 48 hours (domain handbook 3.2)."""
LOWERED_BY: Final = 2
"""Points of pressure that are taken off afterwards (domain handbook 2.2)."""
OFF_AFTER: Final = 2
"""So many stops because of one's own headache end the pressing of a muscle (6, row 21)."""
OFF_WITHIN: Final = 30 * DAY
"""Within which they count, and how long the pressing is off after the first of the two."""

_RESTS: Final = MuscleLimit(
    rests=True, why=message("a muscle it works on rests for two days after you stopped there")
)
_LIGHTER: Final = MuscleLimit(
    lowered_by=LOWERED_BY, why=message("you stopped there the last time, so it starts lighter")
)
_OFF: Final = MuscleLimit(
    at_most=0, why=message("pressing there has been followed by your headache more than once")
)


def limits_after_stops(
    sessions: Iterable[SessionState], at: datetime
) -> Mapping[Muscle, MuscleLimit]:
    """Return what holds at the instant `at` for muscles whose routines were stopped.

    A muscle rests for 48 hours. Then it is pressed more lightly, until a session that pressed it
    ran to its end without more pain. After two stops for one's own headache within 30 days it is
    not pressed at all.
    """
    found: dict[Muscle, MuscleLimit] = {}
    own_headache: dict[Muscle, int] = {}
    for session in sorted(sessions, key=lambda one: (one.last_at, one.started.session)):
        if session.last_at > at or session.ended is None:
            continue
        if _ended_well(session):
            for muscle in pressed_in(session):
                if found.get(muscle) is _LIGHTER:
                    del found[muscle]
            continue
        reason = session.ended.stopped
        if reason is None or LEVELS[reason] is not StopLevel.LIGHTER:
            continue
        for muscle in _stopped_at(session):
            if reason is StopReason.OWN_HEADACHE and at - session.last_at < OFF_WITHIN:
                own_headache[muscle] = own_headache.get(muscle, 0) + 1
            found[muscle] = _RESTS if at - session.last_at < RESTS_FOR else _LIGHTER
    for muscle, count in own_headache.items():
        if count >= OFF_AFTER and found.get(muscle) is not _RESTS:
            found[muscle] = _OFF
    return found


def pressed_in(session: SessionState) -> frozenset[Muscle]:
    """Return the muscles that a session pressed, or was about to."""
    steps = session.started.steps
    return frozenset(muscle for step in steps if step.pressure > 0 for muscle in step.muscles)


def _ended_well(session: SessionState) -> bool:
    ended, before = session.ended, session.started.before
    if ended is None or ended.end is not SessionEnd.DONE:
        return False
    return ended.after is None or before is None or ended.after <= before


def _stopped_at(session: SessionState) -> frozenset[Muscle]:
    """Return the muscles of the step where it was stopped, of all steps where nobody knows."""
    steps = session.started.steps
    number = None if session.ended is None else session.ended.step
    known = number is not None and number < len(steps) and bool(steps[number].muscles)
    at = steps[number : number + 1] if known and number is not None else steps
    return frozenset(muscle for step in at for muscle in step.muscles)
