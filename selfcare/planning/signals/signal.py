"""A signal: a reason to ask or to offer something else on a day, and what it changes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

from selfcare.domain.message import Message
from selfcare.domain.offer import Caps
from selfcare.domain.prompt import Asks, Held, Prompt, PromptKind
from selfcare.domain.week import MINUTE
from selfcare.planning.around import Around

NOTES_AT: Final = time(9, 30)
"""When notes for the days ahead, and questions, come (domain handbook 4.3)."""
NOTE_STAYS: Final = 3 * 60 * MINUTE
"""How long a note or a question waits, unless the next prompt falls due."""


class SignalId(StrEnum):
    """What a day has about it."""

    DIARY = "diary"
    DEADLINE_EVE = "deadline_eve"
    DEADLINE = "deadline"
    STRESSFUL_TIME = "stressful_time"
    STRESS_START = "stress_start"
    STRESS_HIGH = "stress_high"
    LET_DOWN = "let_down"
    WEEKEND = "weekend"
    PERIOD_AHEAD = "period_ahead"
    WINDOW = "window"
    START_MISSED = "start_missed"
    WINDOW_OVER = "window_over"
    MID_CYCLE = "mid_cycle"
    SILENCE = "silence"
    FEWER = "fewer"
    WEEK = "week"
    AGAIN = "again"


class Signal(Struct, frozen=True, kw_only=True):
    """Why a day is not like any other, and what that changes, a sentence each.

    `gentle` completes the reason of the day's breaks, which become short and without pressing.
    `caps` lower pressure on that day; `cap` is the most prompts of the day.
    """

    id: SignalId
    reason: Message
    changes: Message
    prompts: tuple[Prompt, ...] = ()
    held: tuple[Held, ...] = ()
    gentle: Message | None = None
    caps: Caps | None = None
    cap: int | None = None


def prompt_at(
    due: datetime,
    day: date,
    around: Around,
    *,
    id_: str,
    kind: PromptKind,
    reason: Message,
    stays: timedelta = NOTE_STAYS,
    asks: Asks | None = None,
    detail: Message | None = None,
    routine: str | None = None,
    remind_at: datetime | None = None,
) -> Prompt:
    """Return a prompt that lasts for `stays`, but not beyond the hours it lies in."""
    end = around.end_of(due, day)
    return Prompt(
        id=id_,
        kind=kind,
        day=day,
        due=due,
        expires=min(due + stays, end) if end > due else due + stays,
        reason=reason,
        asks=asks,
        detail=detail,
        routine=routine,
        remind_at=remind_at,
    )
