"""Which alarms go into the diary along with what is noted, and what a correction takes back.

The one rule: an alarm is noted together with its cause, in one piece, so that nothing can be in
the diary without what follows from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from selfcare.domain.checkin import CheckIn
from selfcare.domain.facts import (
    AlarmRaised,
    CheckedIn,
    Entry,
    Fact,
    GateAnswered,
    SessionEnded,
    TickedByMistake,
)
from selfcare.domain.gate import aura_level, is_new_neck_pain, is_risky
from selfcare.domain.red_flags import Cause, Level, level_of
from selfcare.domain.screening import Tag
from selfcare.domain.stopping import LEVELS, StopLevel
from selfcare.planning.alarm import AlarmState, read_alarm

_OF_CHECK_INS = frozenset({Cause.AURA, Cause.KNOWN_RISK, Cause.NECK_PAIN})


def with_alarms(
    facts: Sequence[Fact],
    entries: Iterable[Entry],
    *,
    tags: frozenset[Tag],
    on: date,
    at: datetime,
    today: date,
) -> tuple[Fact, ...]:
    """Return `facts`, about to be noted about the day `on`, with the alarms that follow from them.

    `entries` are the diary so far; `tags` those of the health questions. A correction that takes
    back what raised an alarm asks the gate anew, and what else raised one stays in force.
    """
    known = tuple(entries)
    before = read_alarm(known)
    pending = _pending(facts, known, at, today)
    after = read_alarm((*known, *pending))
    kept: tuple[AlarmRaised, ...] = ()
    if _takes_back(facts, before, after.said.get(on), tags, on):
        facts = (TickedByMistake(on), *facts)
        pending = _pending(facts, known, at, today)
        after = read_alarm((*known, *pending))
        kept = tuple(
            one for one in before.raised if one.on == on and one.cause not in _OF_CHECK_INS
        )
    found = dict.fromkeys(
        (
            *kept,
            *_of_facts(facts, before, tags, on),
            *_of_said(after.said.get(on), tags, on),
        )
    )
    return (*facts, *(one for one in found if one not in after.raised))


def _pending(
    facts: Iterable[Fact], known: tuple[Entry, ...], at: datetime, today: date
) -> tuple[Entry, ...]:
    first = 1 + max((entry.id for entry in known), default=0)
    return tuple(Entry(number, at, today, fact) for number, fact in enumerate(facts, first))


def _takes_back(
    facts: Iterable[Fact],
    before: AlarmState,
    said: CheckIn | None,
    tags: frozenset[Tag],
    on: date,
) -> bool:
    """Return whether a corrected check-in no longer says what raised an alarm."""
    if not any(isinstance(fact, CheckedIn) and fact.replaces is not None for fact in facts):
        return False
    causes = {one.cause for one in before.raised if one.on == on} & _OF_CHECK_INS
    return not causes <= {one.cause for one in _of_said(said, tags, on)}


def _of_facts(
    facts: Iterable[Fact], before: AlarmState, tags: frozenset[Tag], on: date
) -> Iterator[AlarmRaised]:
    corrected = False
    for fact in facts:
        match fact:
            case TickedByMistake():
                corrected = True
            case GateAnswered(flags=flags):
                level = level_of(flags, tags)
                if level is not None and level.suspends:
                    yield AlarmRaised(level, Cause.FLAGS, on)
                elif before.after_stop and not corrected:
                    yield AlarmRaised(Level.URGENT, Cause.STOP, on)
            case SessionEnded(stopped=reason) if reason is not None:
                if LEVELS[reason] is StopLevel.EMERGENCY:
                    yield AlarmRaised(Level.EMERGENCY, Cause.STOP, on)
            case _:
                pass


def _of_said(said: CheckIn | None, tags: frozenset[Tag], on: date) -> Iterator[AlarmRaised]:
    if said is None:
        return
    aura = aura_level(said)
    if aura is not None:
        yield AlarmRaised(aura, Cause.AURA, on)
    if is_risky(said, tags):
        yield AlarmRaised(Level.URGENT, Cause.KNOWN_RISK, on)
    if is_new_neck_pain(said):
        yield AlarmRaised(Level.SOON, Cause.NECK_PAIN, on)
