"""How selfcare is doing at a moment, as one value; light, for the command that asks for it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from selfcare.domain.message import Message
from selfcare.domain.prompt import Prompt


class Became(StrEnum):
    """The fate of a prompt so far."""

    AHEAD = "ahead"
    WAITING = "waiting"
    OPEN = "open"
    PUT_OFF = "put_off"
    STARTED = "started"
    DONE = "done"
    STOPPED = "stopped"
    SKIPPED = "skipped"
    CLOSED = "closed"
    LAPSED = "lapsed"
    NOT_SHOWN = "not_shown"
    HELD_BACK = "held_back"
    PASSED_BY = "passed_by"


class Fate(Struct, frozen=True):
    """What became of a prompt, and the sentence that says so."""

    became: Became
    about: Message


class Told(Struct, frozen=True, kw_only=True):
    """A prompt that was claimed, and what became of it."""

    prompt: Prompt
    at: datetime
    title: Message
    fate: Fate


class Ahead(Struct, frozen=True, kw_only=True):
    """A prompt to come, and when it is shown if nothing changes (UTC)."""

    prompt: Prompt
    at: datetime
    title: Message


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
