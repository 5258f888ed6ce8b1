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
    DiaryView,
    Entry,
    Fact,
    GateAnswered,
    GateOpened,
    PressingEnded,
    SessionEnded,
    StopReason,
    TickedByMistake,
)
from selfcare.domain.gate import aura_level, is_new_neck_pain, is_risky
from selfcare.domain.red_flags import Cause, Level, level_of
from selfcare.domain.screening import Tag
from selfcare.domain.stopping import LEVELS, StopLevel
from selfcare.planning.alarm import OF_CHECK_INS, AlarmState, read_alarm
from selfcare.planning.history import read_history
from selfcare.planning.stops import muscles_to_spare, spared_muscles


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
    back what raised an alarm asks the gate anew, and what else raised one stays in force. The
    second stop for one's own headache within 30 days ends the pressing of its muscle.
    """
    known = tuple(entries)
    before = read_alarm(known)
    after = read_alarm((*known, *_pending(facts, known, at, today)))
    kept: tuple[AlarmRaised, ...] = ()
    if _takes_back(facts, before, after.said.get(on), tags, on):
        if not any(isinstance(fact, TickedByMistake) for fact in facts):
            kept = tuple(
                one for one in before.raised if one.on == on and one.cause not in OF_CHECK_INS
            )
        others = (fact for fact in facts if not isinstance(fact, TickedByMistake))
        facts = (TickedByMistake(on, said=True), *others)
        after = read_alarm((*known, *_pending(facts, known, at, today)))
    taken_back = [fact for fact in facts if isinstance(fact, TickedByMistake)]
    asked = read_alarm((*known, *_pending(taken_back, known, at, today)))
    found = dict.fromkeys(
        (*kept, *_of_facts(facts, asked, tags, on), *_of_said(after.said.get(on), tags, on))
    )
    alarms = tuple(one for one in found if one not in after.raised)
    opened = _opened(before, after)
    return (*facts, *opened, *alarms, *_spared(facts, known, at, today))


def _opened(before: AlarmState, after: AlarmState) -> tuple[GateOpened, ...]:
    """Return the fact that the gate waits, where it did not do so before."""
    if after.gate is None or (before.gate, before.after_stop) == (after.gate, after.after_stop):
        return ()
    return (GateOpened(after.gate, after.after_stop),)


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
    """Return whether a correction leaves out what a check-in said and what raised an alarm."""
    corrects = any(
        isinstance(fact, TickedByMistake)
        or (isinstance(fact, CheckedIn) and fact.replaces is not None)
        for fact in facts
    )
    causes = {one.cause for one in before.raised if one.on == on} & OF_CHECK_INS
    return corrects and not causes <= {one.cause for one in _of_said(said, tags, on)}


def _spared(
    facts: Iterable[Fact], known: tuple[Entry, ...], at: datetime, today: date
) -> Iterator[PressingEnded]:
    if not any(
        isinstance(fact, SessionEnded) and fact.stopped is StopReason.OWN_HEADACHE for fact in facts
    ):
        return
    noted = (*known, *_pending(facts, known, at, today))
    already = spared_muscles(noted)
    more = tuple(
        muscle
        for muscle in muscles_to_spare(read_history(DiaryView(noted)).sessions, at)
        if muscle not in already
    )
    if more:
        yield PressingEnded(more)


def _of_facts(
    facts: Iterable[Fact], asked: AlarmState, tags: frozenset[Tag], on: date
) -> Iterator[AlarmRaised]:
    """Yield what answers and stops raise; `asked` is how things stood when the gate was asked."""
    for fact in facts:
        match fact:
            case GateAnswered(flags=flags):
                level = level_of(flags, tags)
                if level is not None and level.suspends:
                    yield AlarmRaised(level, Cause.FLAGS, on)
                elif asked.after_stop and asked.gate is not None and on >= asked.gate:
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
