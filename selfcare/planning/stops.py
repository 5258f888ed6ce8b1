"""What a session that was stopped means for its muscles (domain handbook 3.2; 6, row 21)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from operator import attrgetter
from typing import Final

from selfcare.domain.facts import (
    Entry,
    PressingEnded,
    SessionEnd,
    StopReason,
    Treated,
    TreatmentRemoved,
)
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
"""Within which they count."""

_RESTS: Final = MuscleLimit(
    rests=True, why=message("a muscle it works on rests for two days after you stopped there")
)
_LIGHTER: Final = MuscleLimit(
    lowered_by=LOWERED_BY, why=message("you stopped there the last time, so it starts lighter")
)


def limits_after_stops(
    sessions: Iterable[SessionState], at: datetime
) -> Mapping[Muscle, MuscleLimit]:
    """Return what holds at the instant `at` for muscles whose routines were stopped.

    A muscle rests for 48 hours. Then it is pressed more lightly, until a session that pressed it
    ran to its end without more pain.
    """
    found: dict[Muscle, MuscleLimit] = {}
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
            found[muscle] = _RESTS if at - session.last_at < RESTS_FOR else _LIGHTER
    return found


def muscles_to_spare(sessions: Iterable[SessionState], at: datetime) -> tuple[Muscle, ...]:
    """Return the muscles that one's own headache followed twice within the 30 days up to `at`.

    They are not pressed any more (`PressingEnded`).
    """
    times = Counter(
        muscle
        for session in sessions
        if session.ended is not None
        and session.ended.stopped is StopReason.OWN_HEADACHE
        and at - session.last_at < OFF_WITHIN
        for muscle in _stopped_at(session)
    )
    return tuple(sorted(muscle for muscle, count in times.items() if count >= OFF_AFTER))


def spared_muscles(entries: Iterable[Entry]) -> frozenset[Muscle]:
    """Return the muscles whose pressing was ended, and that no therapist has treated since."""
    noted = sorted(entries, key=attrgetter("id"))
    removed = {one.fact.treatment for one in noted if isinstance(one.fact, TreatmentRemoved)}
    spared: set[Muscle] = set()
    for entry in noted:
        match entry.fact:
            case PressingEnded(muscles=muscles):
                spared |= set(muscles)
            case Treated(treatment=treatment, muscles=muscles) if treatment not in removed:
                spared -= set(muscles)
            case _:
                pass
    return frozenset(spared)


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
