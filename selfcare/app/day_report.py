"""A day as it was, is or would be: every prompt with what became of it, and sessions by hand."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from selfcare.app.present import Present
from selfcare.app.what_became import (
    Fate,
    fate_of_claimed,
    fate_of_held,
    fate_of_planned,
    fate_of_session,
)
from selfcare.domain.facts import PromptHeld
from selfcare.domain.message import Message, message
from selfcare.domain.prompt import Held, HeldBack, Prompt


class DayItem(Struct, frozen=True, kw_only=True):
    """One line of a day; `at` is UTC. Sessions begun by hand have no prompt."""

    at: datetime
    title: Message
    routine: str | None
    fate: Fate
    prompt: Prompt | None = None


def report_day(present: Present, day: date) -> tuple[DayItem, ...]:
    """Return what the workday `day` holds, in the order of time."""
    history = present.history
    items = [
        _item(state.prompt, fate_of_claimed(state, present), present)
        for state in history.prompts.values()
        if state.prompt.day == day
    ]
    (plan,) = present.plans(day, 1)
    known = set(history.prompts)
    for prompt in plan.prompts:
        if prompt.id not in known:
            items.append(_item(prompt, fate_of_planned(prompt, present), present))
            known.add(prompt.id)
    for entry in history.held.values():
        fact = entry.fact
        if isinstance(fact, PromptHeld) and fact.prompt.day == day and fact.prompt.id not in known:
            items.append(_item(fact.prompt, fate_of_held(fact), present))
            known.add(fact.prompt.id)
    items += [
        _item(held.prompt, fate_of_held(held), present)
        for held in plan.held
        if held.prompt.id not in known and worth_telling(held, present)
    ]
    items += [
        DayItem(
            at=session.started_at,
            title=message("{title}, begun by you", title=session.started.title),
            routine=session.started.routine,
            fate=fate_of_session(session, present),
        )
        for session in history.sessions
        if session.day == day and session.started.prompt is None
    ]
    return tuple(sorted(items, key=lambda item: item.at))


def worth_telling(held: Held, present: Present) -> bool:
    """Return False for what is planned on a weekday without work: nobody expects it."""
    hours = present.settings.work.hours(held.prompt.day.weekday())
    return bool(hours) or held.why is not HeldBack.OUTSIDE_HOURS


def _item(prompt: Prompt, fate: Fate, present: Present) -> DayItem:
    return DayItem(
        at=prompt.due,
        title=present.title(prompt),
        routine=prompt.routine,
        fate=fate,
        prompt=prompt,
    )
