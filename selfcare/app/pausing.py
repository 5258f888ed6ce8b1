"""Pauses: for a while, until a time, or for the rest of a workday; and why routines rest."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from selfcare.app.context import Context
from selfcare.domain.facts import NotToday, Paused, Resumed
from selfcare.domain.message import Message, message
from selfcare.domain.settings import Settings
from selfcare.domain.week import DAY
from selfcare.planning.alarm import GATE_FIRST, REST_UNTIL_CHECKED, AlarmState
from selfcare.planning.hours import hours_of


def pause_until(context: Context, until: datetime | None) -> None:
    """Show no prompts until `until` (UTC); None means until resumed."""
    context.note(Paused(until))


def not_today(context: Context) -> date:
    """Show no more prompts of the present workday and return its date."""
    workday = present_workday(context)
    context.note(NotToday(workday))
    return workday


def resume(context: Context) -> None:
    """End every pause and every "not today"."""
    context.note(Resumed())


def present_workday(context: Context) -> date:
    """Return the workday the present moment belongs to: a night shift belongs to its first day."""
    return workday_at(context.now(), context.in_force.settings, context.zone())


def workday_at(moment: datetime, settings: Settings, zone: tzinfo) -> date:
    """Return the workday an instant belongs to."""
    today = moment.astimezone(zone).date()
    yesterday = hours_of(today - DAY, settings, zone)
    if any(moment in window for window in yesterday.work):
        return today - DAY
    return today


def rest_words(alarm: AlarmState, today: date) -> Message | None:
    """Return why routines rest, None where they do not."""
    if alarm.suspended:
        return REST_UNTIL_CHECKED
    if alarm.gate is not None:
        return GATE_FIRST
    if alarm.flare == today:
        return message("The rest of the day is quiet, as you asked. To undo it: selfcare resume")
    return None
