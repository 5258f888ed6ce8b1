"""The questions about alarming symptoms: answered, taken back, and the word of having been checked.

Page, terminal and programs all go through here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from selfcare.app.context import RECENT, Context
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import Checked, Entry, Fact, GateAnswered, TickedByMistake
from selfcare.domain.message import message
from selfcare.domain.red_flags import Flag
from selfcare.planning.alarm import OF_CHECK_INS, AlarmState
from selfcare.planning.history import read_history
from selfcare.planning.raising import with_alarms

AT_ANY_TIME: Final = message(
    "If anything changes, or you are worried, please have it looked at. These questions come at any"
    " time: selfcare alarm"
)
"""Said where nothing was ticked that calls for help."""


def alarm_now(context: Context) -> AlarmState:
    """Return what is in force now."""
    return context.history().alarm


def note_with_alarms(
    context: Context, facts: Sequence[Fact], on: date, *, today: date | None = None
) -> tuple[Entry, ...]:
    """Note facts about the day `on` with the alarms that follow from them, all or none."""
    view = context.diary.view(since=context.today() - RECENT)
    screening = read_history(view).screening
    tags = frozenset() if screening is None else screening.tags
    now, noted_on = context.now(), today or context.today()
    found = with_alarms(facts, view.entries, tags=tags, on=on, at=now, today=noted_on)
    entries = context.diary.append_all(found, at=now, day=noted_on)
    context.ring()
    return entries


def answer_gate(context: Context, flags: tuple[Flag, ...], *, mistake: bool = False) -> int:
    """Note what was ticked; with `mistake` what was ticked before is taken back first.

    It is about the day the gate waits for, the day of the alarm that is taken back, or today.
    Return the number of the answer.
    """
    on = gate_day(context, mistake=mistake)
    facts: list[Fact] = [TickedByMistake(on)] if mistake else []
    entries = note_with_alarms(context, [*facts, GateAnswered(flags, on)], on)
    return next(one.id for one in entries if isinstance(one.fact, GateAnswered))


def take_back(context: Context) -> None:
    """Note that a tick was a mistake; the gate waits for a new answer."""
    on = gate_day(context, mistake=True)
    note_with_alarms(context, [TickedByMistake(on)], on)


def gate_day(context: Context, *, mistake: bool = False) -> date:
    """Return the day an answer is about; a `mistake` is about the day ticked last."""
    alarm = alarm_now(context)
    ticked = [one.on for one in alarm.raised if one.cause not in OF_CHECK_INS]
    if mistake and ticked:
        return ticked[-1]
    return alarm.gate or context.today()


def note_checked(context: Context) -> None:
    """Note that the user has been checked; raise UserMistake where nothing waits for it."""
    alarm = alarm_now(context)
    if not alarm.resting and not alarm.raised:
        raise UserMistake(message("Nothing waits for that: routines come as planned."))
    context.note(Checked())
