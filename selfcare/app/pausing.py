"""Pauses: for a while, until a time, or for the rest of a workday."""

from __future__ import annotations

from datetime import date, datetime

from selfcare.app.context import Context
from selfcare.domain.facts import NotToday, Paused, Resumed
from selfcare.domain.week import DAY
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
    today = context.today()
    yesterday = hours_of(today - DAY, context.in_force.settings, context.zone())
    if any(context.now() in window for window in yesterday.work):
        return today - DAY
    return today
