"""A headache right now: a quiet day, and one thing at a time (domain handbook 6, rows 5 and 6)."""

from __future__ import annotations

from enum import StrEnum

from selfcare.app.context import Context
from selfcare.app.gate import note_with_alarms
from selfcare.app.offering import Moment
from selfcare.app.present import look
from selfcare.domain.attack import hurts
from selfcare.domain.checkin import CheckIn, Score, Symptom
from selfcare.domain.facts import CheckedIn, FlareBegan
from selfcare.domain.gate import PAIN_GATE
from selfcare.domain.routine import Phase, Routine
from selfcare.planning.situation import Row


class AskedBefore(StrEnum):
    """What is asked between the number before a routine and its first step."""

    GATE = "gate"
    COMPANY = "company"
    NOTHING = "nothing"


def begin_quiet_day(context: Context) -> None:
    """Note that the rest of the day is to be quiet; once a day is enough."""
    today = context.today()
    if context.history().alarm.flare != today:
        context.note(FlareBegan(today))


def asked_before(context: Context, routine: Routine, before: Score) -> AskedBefore:
    """Return what is asked once somebody said how much it hurts `before` a routine.

    Strong pain opens the gate; where something is pressed, what comes with the pain decides.
    """
    if before >= PAIN_GATE:
        return AskedBefore.GATE
    if routine.presses and knows_too_little(context, before):
        return AskedBefore.COMPANY
    return AskedBefore.NOTHING


def is_in_attack(moment: Moment, routine: Routine | None) -> bool:
    """Return whether one thing at a time is all there should be: a headache that needs rest."""
    rests = routine is not None and routine.phase is Phase.ATTACK
    return rests or Row.ATTACK in moment.setup.situation.rows


def knows_too_little(context: Context, now: Score) -> bool:
    """Return whether it hurts and nobody knows yet what comes with it (row 7)."""
    said = look(context).around.body.said
    return now > 0 and (said is None or not hurts(said) or said.symptoms is None)


def note_company(context: Context, now: Score, symptom: Symptom | None) -> None:
    """Note how strong it hurts and what comes with it, None for nothing."""
    today = context.today()
    symptoms = () if symptom is None else (symptom,)
    said = CheckIn(day=today, now=now, symptoms=symptoms)
    note_with_alarms(context, (CheckedIn(said),), today)
