"""What `status --json` prints; see `data.py` for what holds of all such data."""

from __future__ import annotations

from datetime import datetime, tzinfo

from msgspec import Struct

from selfcare.app.say import say
from selfcare.app.status import Ahead, Status, Told


class ToldData(Struct, frozen=True, kw_only=True):
    """A prompt that was shown."""

    id: str
    kind: str
    at: str
    title: str
    routine: str | None
    reason: str
    became: str
    about: str


class AheadData(Struct, frozen=True, kw_only=True):
    """A prompt to come."""

    id: str
    kind: str
    at: str
    title: str
    routine: str | None
    reason: str


class NotShownData(Struct, frozen=True):
    """Prompts of today that could not be shown."""

    prompts: int
    why: str | None


class ProblemCounts(Struct, frozen=True):
    """How many problems the user's files have."""

    errors: int
    notes: int


class StatusData(Struct, frozen=True, kw_only=True):
    """What `status --json` prints."""

    running: bool
    safe_mode: bool
    open: ToldData | None
    last: ToldData | None
    next: AheadData | None
    paused: bool
    paused_until: str | None
    not_today: bool
    rests: str | None
    notifier: str | None
    not_shown_today: NotShownData
    problems: ProblemCounts
    settings_broken: bool
    screened_on: str | None
    sessions_done_today: int
    unreadable_entries: int


def local(moment: datetime, zone: tzinfo) -> str:
    """Return an instant as local time with offset, whole seconds."""
    return moment.astimezone(zone).isoformat(timespec="seconds")


def status_data(found: Status, zone: tzinfo) -> StatusData:
    """Return the status as data."""
    return StatusData(
        running=found.running,
        safe_mode=found.safe_mode,
        open=told_data(found.open, zone),
        last=told_data(found.last, zone),
        next=ahead_data(found.next, zone),
        paused=found.paused,
        paused_until=None if found.paused_until is None else local(found.paused_until, zone),
        not_today=found.not_today,
        rests=None if found.rests is None else say(found.rests),
        notifier=found.notifier,
        not_shown_today=NotShownData(found.not_shown.prompts, found.not_shown.why),
        problems=ProblemCounts(found.errors, found.notes),
        settings_broken=found.settings_broken,
        screened_on=None if found.screened_on is None else found.screened_on.isoformat(),
        sessions_done_today=found.sessions_done_today,
        unreadable_entries=found.unreadable_entries,
    )


def told_data(told: Told | None, zone: tzinfo) -> ToldData | None:
    """Return a prompt that was shown as data."""
    if told is None:
        return None
    return ToldData(
        id=told.prompt.id,
        kind=told.prompt.kind.value,
        at=local(told.at, zone),
        title=say(told.title),
        routine=told.prompt.routine,
        reason=say(told.prompt.reason),
        became=told.fate.became.value,
        about=say(told.fate.about),
    )


def ahead_data(ahead: Ahead | None, zone: tzinfo) -> AheadData | None:
    """Return a prompt to come as data."""
    if ahead is None:
        return None
    return AheadData(
        id=ahead.prompt.id,
        kind=ahead.prompt.kind.value,
        at=local(ahead.at, zone),
        title=say(ahead.title),
        routine=ahead.prompt.routine,
        reason=say(ahead.prompt.reason),
    )
