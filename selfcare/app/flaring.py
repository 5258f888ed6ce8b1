"""A headache right now: a quiet day, and one thing at a time (domain handbook 6, rows 5 and 6)."""

from __future__ import annotations

from selfcare.app.context import Context
from selfcare.app.gate import note_with_alarms
from selfcare.app.present import look
from selfcare.domain.attack import hurts
from selfcare.domain.checkin import CheckIn, Headache, Score, Symptom
from selfcare.domain.facts import CheckedIn, FlareBegan


def begin_quiet_day(context: Context) -> None:
    """Note that the rest of the day is to be quiet; once a day is enough."""
    today = context.today()
    if context.history().alarm.flare != today:
        context.note(FlareBegan(today))


def note_pain(context: Context, now: Score) -> None:
    """Note how strong it is at this moment; strong pain opens the gate."""
    today = context.today()
    said = CheckIn(day=today, headache=Headache.RUNNING if now else None, now=now)
    note_with_alarms(context, (CheckedIn(said),), today)


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
