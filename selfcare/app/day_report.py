"""A day as it was, is or would be: every prompt with its fate, and what was done by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct

from selfcare.app.check_in_words import said
from selfcare.app.present import Present
from selfcare.app.status import Became, Fate
from selfcare.app.what_became import (
    fate_of_claimed,
    fate_of_held,
    fate_of_planned,
    fate_of_session,
)
from selfcare.domain.facts import PromptHeld
from selfcare.domain.message import Message, message
from selfcare.domain.prompt import Answer, Held, HeldBack, Prompt, PromptKind
from selfcare.domain.week import MINUTE
from selfcare.planning.noted import Noted, check_ins_about


class DayItem(Struct, frozen=True, kw_only=True):
    """One line of a day; `at` is UTC. What was done by hand has no prompt."""

    at: datetime
    title: Message
    routine: str | None
    fate: Fate
    prompt: Prompt | None = None


def report_day(present: Present, day: date, *, planned: bool = True) -> tuple[DayItem, ...]:
    """Return what the workday `day` holds, in the order of time.

    Without what is `planned` it is what the diary says: settings of today do not tell what a day
    long ago would have brought.
    """
    history = present.history
    items = [
        _item(state.prompt, fate_of_claimed(state, present), present)
        for state in history.prompts.values()
        if state.prompt.day == day
    ]
    known = set(history.prompts)
    plan = next(iter(present.plans(day, 1))) if planned else None
    for prompt in () if plan is None else plan.prompts:
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
        for held in (() if plan is None else plan.held)
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
    items += _check_ins(present, day)
    return tuple(sorted(items, key=lambda item: item.at))


def worth_telling(held: Held, present: Present) -> bool:
    """Return False for what is planned on a weekday without work: nobody expects it."""
    hours = present.settings.work.hours(held.prompt.day.weekday())
    return bool(hours) or held.why is not HeldBack.OUTSIDE_HOURS


def _check_ins(present: Present, day: date) -> Iterator[DayItem]:
    """Yield the check-ins about a day that no prompt had asked for."""
    for one in check_ins_about(present.entries, day):
        if not _was_asked_for(one, present):
            what = said(one.check_in) or message("nothing")
            about = (
                message("You noted: {what}.", what=what)
                if one.at_once
                else message("You filled it in afterwards: {what}.", what=what)
            )
            yield DayItem(
                at=one.at, title=message("Check-in"), routine=None, fate=Fate(Became.DONE, about)
            )


def _was_asked_for(noted: Noted, present: Present) -> bool:
    """Return whether a prompt was answered along with the check-in."""
    return any(
        state.prompt.kind is PromptKind.CHECKIN
        and state.prompt.day == noted.check_in.day
        and state.answer is not None
        and state.answer.answer is Answer.DONE
        and state.answered_at is not None
        and abs(state.answered_at - noted.at) < MINUTE
        for state in present.history.prompts.values()
    )


def _item(prompt: Prompt, fate: Fate, present: Present) -> DayItem:
    return DayItem(
        at=prompt.due,
        title=present.title(prompt),
        routine=prompt.routine,
        fate=fate,
        prompt=prompt,
    )
