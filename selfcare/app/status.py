"""How selfcare is doing at this moment, as one value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from msgspec import Struct

from selfcare.app.context import Context
from selfcare.app.instance import is_held
from selfcare.app.lives import is_safe_mode
from selfcare.app.pausing import present_workday
from selfcare.app.present import Present, look, next_prompt
from selfcare.app.why import Ahead, Told, ahead, rest_words, told
from selfcare.domain.facts import Entry, PromptNotShown, PromptShown, SessionEnd
from selfcare.domain.message import Message
from selfcare.planning.delivery import open_prompt


class NotShownToday(Struct, frozen=True):
    """Prompts of today that no notifier could show, and why the last one failed."""

    prompts: int
    why: str | None


class Status(Struct, frozen=True, kw_only=True):
    """What `status` tells. Instants are UTC; `paused_until` None in a pause means until resumed."""

    now: datetime
    running: bool
    safe_mode: bool
    """Whether it runs without the user's files, after three crashes in a row."""
    open: Told | None
    last: Told | None
    """The last prompt that is over, with what became of it."""
    next: Ahead | None
    paused: bool
    paused_until: datetime | None
    not_today: bool
    rests: Message | None
    """Why routines rest: an alarming symptom, an unanswered gate, or a quiet day."""
    notifier: str | None
    not_shown: NotShownToday
    errors: int
    notes: int
    settings_broken: bool
    screened_on: date | None
    sessions_done_today: int
    unreadable_entries: int


def status(context: Context) -> Status:
    """Return how things stand."""
    files, context = context.in_force, context.as_background()
    present = look(context)
    history = present.history
    waiting = open_prompt(present.now, history)
    latest = history.latest if waiting is None else None
    coming = next_prompt(present)
    problems = files.problems
    errors = len(files.errors)
    paused = history.is_paused(present.now)
    running = is_held(context.folders.state)
    return Status(
        now=present.now,
        running=running,
        safe_mode=running and is_safe_mode(context.folders.state),
        open=None if waiting is None else told(waiting, present),
        last=None if latest is None else told(latest, present),
        next=None if coming is None else ahead(coming, present),
        paused=paused,
        paused_until=history.paused_until if paused else None,
        not_today=present_workday(context) in history.days_off_by_hand,
        rests=rest_words(history.alarm, present.today),
        notifier=_notifier_last_used(present.entries),
        not_shown=not_shown_today(present),
        errors=errors,
        notes=len(problems) - errors,
        settings_broken=files.broken,
        screened_on=history.screened_on,
        sessions_done_today=sum(
            session.ended is not None
            and session.ended.end is SessionEnd.DONE
            and session.day == present.today
            for session in history.sessions
        ),
        unreadable_entries=context.diary.unreadable,
    )


def _notifier_last_used(entries: Sequence[Entry]) -> str | None:
    for entry in reversed(entries):
        if isinstance(entry.fact, PromptShown):
            return entry.fact.notifier
    return None


def not_shown_today(present: Present) -> NotShownToday:
    """Return what could not be shown today."""
    entries, today = present.entries, present.today
    failed: dict[str, str] = {}
    for entry in entries:
        match entry.fact:
            case PromptNotShown(prompt=prompt, why=why) if entry.day == today:
                failed.pop(prompt, None)
                failed[prompt] = why
            case PromptShown(prompt=prompt):
                failed.pop(prompt, None)
            case _:
                pass
    return NotShownToday(len(failed), next(reversed(failed.values()), None))
