"""A prompt: something the program offers once, and what becomes of it."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import Final

from msgspec import Struct

from selfcare.domain.message import Message


class PromptKind(StrEnum):
    """What a prompt is about. Welcome and notice answer something the user did or must know."""

    ROUTINE = "routine"
    CHECKIN = "checkin"
    HEADS_UP = "heads_up"
    QUESTION = "question"
    SUMMARY = "summary"
    WELCOME = "welcome"
    NOTICE = "notice"

    @property
    def counts(self) -> bool:
        """True when the kind counts toward the day's cap."""
        return self not in (PromptKind.WELCOME, PromptKind.NOTICE)

    @property
    def offers_routine(self) -> bool:
        """True when a routine belongs to the kind."""
        return self in (PromptKind.ROUTINE, PromptKind.WELCOME)


class Asks(StrEnum):
    """What a check-in or a question asks about."""

    DIARY = "diary"
    SHORT_DIARY = "short_diary"
    LET_DOWN = "let_down"
    WEEKEND = "weekend"
    MID_CYCLE = "mid_cycle"
    START_MISSED = "start_missed"
    SILENCE = "silence"
    AGAIN = "again"


OF_CYCLE: Final = "cycle/"
"""How the ids of prompts begin that exist only because of the cycle."""


def of_cycle(prompt_id: str) -> bool:
    """Return whether a prompt exists only because of the cycle."""
    return prompt_id.startswith(OF_CYCLE)


class Prompt(Struct, frozen=True, kw_only=True):
    """An offer with its time. The id comes from the cause, never from a wall time or routine.

    `due` and `expires` are UTC; `day` is the workday it belongs to. `routine` is settled when the
    prompt is claimed. `detail` is what a notice, a heads-up or a summary tells, shown on a screen
    others may see only in plain wording. At `remind_at` it is shown once more if unanswered.
    `gentle` asks for a short routine without pressing. `at` is the time that a plan has it at.
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
    asks: Asks | None = None
    remind_at: datetime | None = None
    gentle: bool = False
    at: time | None = None

    @property
    def rank(self) -> int:
        """Who keeps a place when the cap bites: the lowest first (ARCHITECTURE.md, rule 6)."""
        match self.kind:
            # Asked most often, so first.
            case PromptKind.ROUTINE:
                return 7 if self.entry else 6
            case PromptKind.CHECKIN:
                return 3 if self.asks in (Asks.DIARY, Asks.SHORT_DIARY) else 4
            case PromptKind.SUMMARY:
                return 5
            case PromptKind.QUESTION | PromptKind.HEADS_UP:
                return 2
            case PromptKind.WELCOME:
                return 1
            case PromptKind.NOTICE:
                return 0


class Answer(StrEnum):
    """What the user did with a prompt."""

    START = "start"
    LATER = "later"
    SKIP = "skip"
    DONE = "done"
    CLOSED = "closed"
    SCREEN = "screen"
    PAUSE = "pause"
    FEWER = "fewer"
    GO_ON = "go_on"


class Via(StrEnum):
    """Where an answer came from."""

    NOTIFICATION = "notification"
    COMMAND = "command"
    PAGE = "page"


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
    MEETING = "meeting"
    DONE_ALREADY = "done_already"
    NOT_SHOWN = "not_shown"
    CHECKED_FIRST = "checked_first"
    GATE_FIRST = "gate_first"
    QUIET_DAY = "quiet_day"
    DO_NOT_DISTURB = "do_not_disturb"
    FULL_SCREEN = "full_screen"
    CALL = "call"
    NOBODY_THERE = "nobody_there"
    RESTED = "rested"
    PLAN_CHANGED = "plan_changed"


class Held(Struct, frozen=True):
    """A prompt that is not offered, and why."""

    prompt: Prompt
    why: HeldBack
    reason: Message
