"""Everything the diary can hold, and the view of it that planning gets.

Facts are appended and never changed; a correction is a new fact. A day without facts is missing,
not free of pain. To add a kind of fact, add its class and its name in `Fact`.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from selfcare.domain.prompt import Answer, HeldBack, Prompt, Via
from selfcare.domain.routine import AnyStep, Side
from selfcare.domain.screening import Screening

Score = Annotated[int, Meta(ge=0, le=10)]
"""0 (none) to 10 (worst)."""


class StopReason(StrEnum):
    """Why a session was stopped (domain handbook 3.2)."""

    SHARP_PAIN = "sharp_pain"
    OWN_HEADACHE = "own_headache"
    PULSE = "pulse"
    DIZZINESS = "dizziness"
    FAINTNESS = "faintness"
    NAUSEA = "nausea"
    TINGLING = "tingling"
    RINGING = "ringing"
    VISION = "vision"
    SPEECH = "speech"
    SWALLOWING = "swallowing"
    NUMBNESS = "numbness"
    WEAKNESS = "weakness"
    COLLAPSE = "collapse"
    NO_TIME = "no_time"
    OTHER = "other"


class SessionEnd(StrEnum):
    """How a session ended."""

    DONE = "done"
    STOPPED = "stopped"


class DaemonStarted(Struct, frozen=True, tag=True):
    """The background program began."""

    version: str


class DaemonStopped(Struct, frozen=True, tag=True):
    """The background program ended in good order."""


class StopAsked(Struct, frozen=True, tag=True):
    """A command asked the background program to end."""


class PromptClaimed(Struct, frozen=True, tag=True):
    """A prompt was taken out of the plan to be shown; written before it is shown.

    `round` counts from 1 and rises by one each time the user puts the prompt off.
    """

    prompt: Prompt
    round: int


class PromptShown(Struct, frozen=True, tag=True):
    """A notifier took the prompt: handed over, which is not the same as seen."""

    prompt: str
    round: int
    notifier: str


class PromptNotShown(Struct, frozen=True, tag=True):
    """No notifier could show the prompt; `why` is a technical sentence for `doctor`."""

    prompt: str
    round: int
    why: str


class PromptAnswered(Struct, frozen=True, tag=True):
    """The user answered. A prompt put off comes back at `until` and lasts to `expires` (UTC)."""

    prompt: str
    round: int
    answer: Answer
    via: Via
    until: datetime | None = None
    expires: datetime | None = None


class PromptHeld(Struct, frozen=True, tag=True):
    """A prompt that fell due and was not offered, for good."""

    prompt: Prompt
    why: HeldBack


class Paused(Struct, frozen=True, tag=True):
    """No prompts until `until` (UTC), or until resumed."""

    until: datetime | None


class NotToday(Struct, frozen=True, tag=True):
    """No more prompts of the workday `workday`."""

    workday: date


class Resumed(Struct, frozen=True, tag=True):
    """Pauses and "not today" are over."""


class Screened(Struct, frozen=True, tag=True):
    """The health questions were answered."""

    screening: Screening


class SessionStarted(Struct, frozen=True, tag=True):
    """A routine was begun; `steps` are those offered, doses already lowered."""

    session: str
    routine: str
    title: str
    steps: tuple[AnyStep, ...]
    prompt: str | None = None
    before: Score | None = None


class TurnFinished(Struct, frozen=True, tag=True):
    """One step on one side is over; `seconds` were spent, `skipped` when not done."""

    session: str
    step: int
    side: Side
    seconds: int
    skipped: bool = False


class SessionEnded(Struct, frozen=True, tag=True):
    """A session is over; `stopped` says why, `step` where."""

    session: str
    end: SessionEnd
    stopped: StopReason | None = None
    step: int | None = None
    after: Score | None = None


Fact = (
    DaemonStarted
    | DaemonStopped
    | StopAsked
    | PromptClaimed
    | PromptShown
    | PromptNotShown
    | PromptAnswered
    | PromptHeld
    | Paused
    | NotToday
    | Resumed
    | Screened
    | SessionStarted
    | TurnFinished
    | SessionEnded
)


class Entry(Struct, frozen=True):
    """A fact as the diary holds it: `at` is UTC, `day` the date on the wall when it was noted."""

    id: int
    at: datetime
    day: date
    fact: Fact


class DiaryView(Struct, frozen=True):
    """What planning may know of the diary.

    `entries` are the recent facts in the order they were noted, with the latest screening however
    old it is. `first_day` is the day of the first fact ever, None in an empty diary.
    """

    entries: tuple[Entry, ...] = ()
    first_day: date | None = None
