"""Finds out how selfcare is doing, and until when that is so if nothing else happens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from selfcare.app.configuration import InForce
from selfcare.app.context import Context
from selfcare.app.instance import is_held
from selfcare.app.lives import is_safe_mode
from selfcare.app.pausing import rest_words, workday_at
from selfcare.app.present import Present, look, next_prompt
from selfcare.app.status import NotShownToday, Status
from selfcare.app.what_became import ahead, told
from selfcare.domain.facts import Entry, PromptNotShown, PromptShown, SessionEnd
from selfcare.domain.week import DAY
from selfcare.planning.delivery import A_DAY_AHEAD, open_prompt
from selfcare.planning.hours import hours_of


def status(context: Context) -> Status:
    """Return how things stand."""
    running = is_held(context.folders.state)
    return take_stock(
        look(context.as_background()),
        context.in_force,
        running=running,
        safe_mode=running and is_safe_mode(context.folders.state),
        unreadable=context.diary.unreadable,
    )


def take_stock(
    present: Present, in_force: InForce, *, running: bool, safe_mode: bool, unreadable: int
) -> Status:
    """Return how things stand at a moment; `unreadable` counts entries left out of it."""
    history = present.history
    waiting = open_prompt(present.now, history)
    latest = history.latest if waiting is None else None
    coming = next_prompt(present)
    errors = len(in_force.errors)
    paused = history.is_paused(present.now)
    workday = workday_at(present.now, in_force.settings, present.zone)
    return Status(
        now=present.now,
        running=running,
        safe_mode=safe_mode,
        open=None if waiting is None else told(waiting, present),
        last=None if latest is None else told(latest, present),
        next=None if coming is None else ahead(coming, present),
        paused=paused,
        paused_until=history.paused_until if paused else None,
        not_today=workday in history.days_off_by_hand,
        rests=rest_words(history.alarm, present.today),
        notifier=_notifier_last_used(present.entries),
        not_shown=not_shown_today(present),
        errors=errors,
        notes=len(in_force.problems) - errors,
        settings_broken=in_force.broken,
        screened_on=history.screened_on,
        sessions_done_today=sum(
            session.ended is not None
            and session.ended.end is SessionEnd.DONE
            and session.day == present.today
            for session in history.sessions
        ),
        unreadable_entries=unreadable,
    )


def stands_until(found: Status, present: Present, in_force: InForce) -> datetime:
    """Return the first instant at which a status may be another without anybody's doing (UTC).

    Where what comes next is due already, that is the moment itself.
    """
    return min(one for one in _changes(found, present, in_force) if one >= present.now)


def _changes(found: Status, present: Present, in_force: InForce) -> Iterator[datetime]:
    tomorrow = datetime.combine(present.today + DAY, time(), tzinfo=present.zone)
    yield tomorrow.astimezone(UTC)
    if found.next is not None:
        yield found.next.at
    if found.paused_until is not None:
        yield found.paused_until
    latest = present.history.latest
    if latest is not None:
        yield latest.expires
        # A clock that was far ahead makes it be open only then.
        yield latest.prompt.due - A_DAY_AHEAD
        if latest.put_off_until is not None:
            yield latest.put_off_until
    for window in hours_of(present.today - DAY, in_force.settings, present.zone).work:
        yield from (window.start, window.end)


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
