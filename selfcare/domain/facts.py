"""Everything the diary can hold, and the view of it that planning gets.

Facts are appended and never changed or deleted; a correction is a new fact. The one exception is
`forget`, which erases what is of the cycle. A day without facts is missing, not free of pain. To
add a kind of fact, add its class and its name in `Fact`.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Final, get_args

from msgspec import Struct

from selfcare.domain.checkin import CheckIn, Score
from selfcare.domain.muscles import Muscle
from selfcare.domain.notice import NoticeId
from selfcare.domain.prompt import Answer, HeldBack, Prompt, Via, of_cycle
from selfcare.domain.red_flags import Cause, Flag, Level
from selfcare.domain.routine import AnyStep, Side
from selfcare.domain.screening import Screening
from selfcare.domain.stress import StressKind
from selfcare.domain.tenderness import Tenderness


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


class PromptDeferred(Struct, frozen=True, tag=True):
    """A prompt that is due began to wait for a better moment; it may still come."""

    prompt: str
    why: HeldBack


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


class SessionRated(Struct, frozen=True, tag=True):
    """How strong it hurt after a session, said once its end had been noted."""

    session: str
    after: Score


class CheckedIn(Struct, frozen=True, tag=True):
    """A check-in was noted; `replaces` is the entry it corrects.

    It is late when the entry's day is not the day it is about.
    """

    check_in: CheckIn
    replaces: int | None = None


class GateOpened(Struct, frozen=True, tag=True):
    """What was noted about the day `on` opened the questions about alarming symptoms.

    Written along with it, so that they wait for an answer however long. With `after_stop` a stop
    opened them.
    """

    on: date
    after_stop: bool = False


class GateAnswered(Struct, frozen=True, tag=True):
    """The questions about alarming symptoms were answered, about the day `on`."""

    flags: tuple[Flag, ...]
    on: date


class AlarmRaised(Struct, frozen=True, tag=True):
    """What was noted about the day `on` belongs before a doctor; written along with it.

    E and U suspend all routines, D with neck pain those of the neck, until `Checked`.
    """

    level: Level
    cause: Cause
    on: date


class TickedByMistake(Struct, frozen=True, tag=True):
    """What was ticked about the day `on` was a mistake; the gate is asked anew.

    With `said`, what a check-in said and what raised an alarm is corrected, too.
    """

    on: date
    said: bool = False


class PressingEnded(Struct, frozen=True, tag=True):
    """Muscles are not pressed any more, until a therapist has treated them."""

    muscles: tuple[Muscle, ...]


class Checked(Struct, frozen=True, tag=True):
    """The user has been checked: alarms raised before are over."""


class FlareBegan(Struct, frozen=True, tag=True):
    """The user asked for a quiet day, `on`, because of a headache."""

    on: date


class TendernessNoted(Struct, frozen=True, tag=True):
    """The weekly check: how tender muscles were."""

    muscles: tuple[Tenderness, ...]


class Treated(Struct, frozen=True, tag=True, kw_only=True):
    """A session with a therapist on the day `on`; `relief` is 0 (none) to 10 (all of it)."""

    treatment: str
    on: date
    muscles: tuple[Muscle, ...] = ()
    note: str = ""
    relief: Score | None = None


class TreatmentRemoved(Struct, frozen=True, tag=True):
    """A session with a therapist was noted by mistake."""

    treatment: str


class TreatmentRated(Struct, frozen=True, tag=True):
    """How much a session with a therapist eased, said once it had been noted: 0 to 10 (all)."""

    treatment: str
    relief: Score


class NoticeTold(Struct, frozen=True, tag=True):
    """A notice was told; `about` is the muscle, routine or class it is about, where it has one."""

    notice: NoticeId
    about: str = ""


class OutlookSwitched(Struct, frozen=True, tag=True):
    """The user wants to see the outlook, or not."""

    shown: bool


class RoutineHidden(Struct, frozen=True, tag=True):
    """The user does not want to be offered a routine."""

    routine: str
    title: str


class RoutineShownAgain(Struct, frozen=True, tag=True):
    """A routine that was hidden may be offered again."""

    routine: str
    title: str


class StressAdded(Struct, frozen=True, tag=True, kw_only=True):
    """The user told of a stressful time; `last` is None until it is said when it ends."""

    period: str
    name: str
    first: date
    last: date | None
    kind: StressKind
    deadline: date | None = None


class StressEnded(Struct, frozen=True, tag=True):
    """A stressful time told before ends with the day `last`."""

    period: str
    last: date


class StressRemoved(Struct, frozen=True, tag=True):
    """A stressful time was told by mistake."""

    period: str


class PeriodStarted(Struct, frozen=True, tag=True):
    """Bleeding began on the day `on`."""

    on: date


class PeriodRemoved(Struct, frozen=True, tag=True):
    """The start on the day `on` was noted by mistake."""

    on: date


class NotYetBleeding(Struct, frozen=True, tag=True):
    """Asked on the day `on` whether bleeding has begun, the user said not yet."""

    on: date


class CyclePaused(Struct, frozen=True, tag=True):
    """From the day `on` no cycle questions and no forecast: pregnancy, after birth, or a wish."""

    on: date


class CycleResumed(Struct, frozen=True, tag=True):
    """The pause of the cycle ends with the day before `on`."""

    on: date


CycleFact = PeriodStarted | PeriodRemoved | NotYetBleeding | CyclePaused | CycleResumed
"""What only the cycle is about. `forget` erases it, and all about prompts of the cycle."""

CYCLE_FACTS: Final[tuple[type[CycleFact], ...]] = get_args(CycleFact)

Fact = (
    DaemonStarted
    | DaemonStopped
    | StopAsked
    | PromptClaimed
    | PromptShown
    | PromptNotShown
    | PromptAnswered
    | PromptDeferred
    | PromptHeld
    | Paused
    | NotToday
    | Resumed
    | Screened
    | SessionStarted
    | TurnFinished
    | SessionEnded
    | SessionRated
    | CheckedIn
    | GateOpened
    | GateAnswered
    | AlarmRaised
    | TickedByMistake
    | PressingEnded
    | Checked
    | FlareBegan
    | TendernessNoted
    | Treated
    | TreatmentRemoved
    | TreatmentRated
    | NoticeTold
    | OutlookSwitched
    | RoutineHidden
    | RoutineShownAgain
    | StressAdded
    | StressEnded
    | StressRemoved
    | PeriodStarted
    | PeriodRemoved
    | NotYetBleeding
    | CyclePaused
    | CycleResumed
)


def is_of_cycle(fact: Fact) -> bool:
    """Return whether `forget` erases the fact: the cycle's own, its prompts, and hormones told."""
    match fact:
        case PeriodStarted() | PeriodRemoved() | NotYetBleeding() | CyclePaused() | CycleResumed():
            return True
        case NoticeTold(notice=NoticeId.AURA_WITH_HORMONES):
            return True
        case PromptClaimed(prompt=prompt) | PromptHeld(prompt=prompt):
            return of_cycle(prompt.id)
        case PromptShown(prompt=name) | PromptNotShown(prompt=name) | PromptAnswered(prompt=name):
            return of_cycle(name)
        case PromptDeferred(prompt=name):
            return of_cycle(name)
        case _:
            return False


class Entry(Struct, frozen=True):
    """A fact as the diary holds it: `at` is UTC, `day` the date on the wall when it was noted."""

    id: int
    at: datetime
    day: date
    fact: Fact


class DiaryView(Struct, frozen=True):
    """What planning may know of the diary.

    `entries` are the recent facts in the order they were noted. However old they are, there are
    also the latest screening, all that was told of stressful times, alarms, treatments, notices and
    hidden routines, and all of the cycle but its prompts and the "not yet" said to them.
    `first_day` is the day of the first fact ever, None in an empty diary.
    """

    entries: tuple[Entry, ...] = ()
    first_day: date | None = None
