"""A prompt: something the program offers once, and what becomes of it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from selfcare.domain.message import Message


class PromptKind(StrEnum):
    """What a prompt is about. Welcome and notice answer something the user did or must know."""

    ROUTINE = "routine"
    WELCOME = "welcome"
    NOTICE = "notice"

    @property
    def counts(self) -> bool:
        """True when the kind counts toward the day's cap."""
        return self is PromptKind.ROUTINE

    @property
    def offers_routine(self) -> bool:
        """True when a routine belongs to the kind."""
        return self in (PromptKind.ROUTINE, PromptKind.WELCOME)

    @property
    def rank(self) -> int:
        """Who keeps a place when the cap bites: the lowest number first."""
        return {PromptKind.NOTICE: 0, PromptKind.WELCOME: 1, PromptKind.ROUTINE: 9}[self]


class Prompt(Struct, frozen=True, kw_only=True):
    """An offer with its time. The id comes from the cause, never from a wall time or routine.

    `due` and `expires` are UTC; `day` is the workday it belongs to. `routine` is settled when the
    prompt is claimed. `detail` is what a notice tells, shown only in plain wording.
    """

    id: str
    kind: PromptKind
    day: date
    due: datetime
    expires: datetime
    reason: Message
    entry: str = ""
    routine: str | None = None
    detail: Message | None = None


class Answer(StrEnum):
    """What the user did with a prompt."""

    START = "start"
    LATER = "later"
    SKIP = "skip"
    DONE = "done"
    CLOSED = "closed"
    SCREEN = "screen"


class Via(StrEnum):
    """Where an answer came from."""

    NOTIFICATION = "notification"
    COMMAND = "command"


class HeldBack(StrEnum):
    """Why a planned prompt was not offered."""

    OUTSIDE_HOURS = "outside_hours"
    QUIET_HOURS = "quiet_hours"
    DAY_OFF = "day_off"
    TOO_CLOSE = "too_close"
    CAP = "cap"
    PAUSED = "paused"
    NOT_TODAY = "not_today"
    FOLDED = "folded"
    AWAY = "away"
    NO_ROUTINE = "no_routine"
    NOT_SHOWN = "not_shown"


class Held(Struct, frozen=True):
    """A prompt that is not offered, and why."""

    prompt: Prompt
    why: HeldBack
    reason: Message
