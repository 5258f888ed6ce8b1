"""What the diary view says about prompts, pauses and routines done. Only reads, never decides."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from selfcare.domain.facts import (
    CYCLE_FACTS,
    CheckedIn,
    DaemonStarted,
    DiaryView,
    Entry,
    NotToday,
    Paused,
    PromptAnswered,
    PromptClaimed,
    PromptDeferred,
    PromptHeld,
    PromptNotShown,
    PromptShown,
    Resumed,
    RoutineHidden,
    RoutineShownAgain,
    Screened,
    SessionEnded,
    SessionRated,
    SessionStarted,
    StopAsked,
    StressAdded,
    StressEnded,
    StressRemoved,
    TurnFinished,
)
from selfcare.domain.prompt import Answer, HeldBack, Prompt, Via
from selfcare.domain.screening import Screening
from selfcare.planning.alarm import CALM, AlarmState, read_alarm

_READ_ELSEWHERE: Final = frozenset(
    {CheckedIn, StressAdded, StressEnded, StressRemoved, *CYCLE_FACTS}
)
"""What is many in a long diary and says nothing here; looked past before anything is compared."""
_GIVEN_UP: Final = frozenset(
    {
        HeldBack.NO_ROUTINE,
        HeldBack.DO_NOT_DISTURB,
        HeldBack.FULL_SCREEN,
        HeldBack.CALL,
        HeldBack.RESTED,
    }
)
"""Why a prompt may be let go before it expires."""


class PromptState(Struct, frozen=True, kw_only=True):
    """What became of a claimed prompt in its latest round. Instants are UTC."""

    prompt: Prompt
    round: int
    claimed_at: datetime
    shown_at: datetime | None = None
    notifier: str | None = None
    failures: int = 0
    failed_at: datetime | None = None
    why_not_shown: str | None = None
    answer: PromptAnswered | None = None
    answered_at: datetime | None = None
    shown_before: datetime | None = None
    """When an earlier round was shown."""

    @property
    def came_at(self) -> datetime:
        """When it last came to the screen, or was on its way there.

        A round that was begun only to answer what was put off never came.
        """
        if self.answer is not None and self.shown_at is None and self.shown_before is not None:
            return self.shown_before
        return self.shown_at or self.claimed_at

    @property
    def settled(self) -> bool:
        """True when nothing is left to ask: any answer but "later"."""
        return self.answer is not None and self.answer.answer is not Answer.LATER

    @property
    def opened(self) -> bool:
        """True when it was opened and has no answer yet; that comes with the round after."""
        return (
            self.answer is not None
            and self.answer.answer is Answer.START
            and not self.prompt.kind.offers_routine
        )

    @property
    def answered_here(self) -> bool:
        """True when the notification itself took the answer."""
        return self.answer is not None and self.answer.via is Via.NOTIFICATION

    @property
    def expires(self) -> datetime:
        """When the prompt goes away unanswered; putting it off may move this."""
        if self.answer is not None and self.answer.expires is not None:
            return self.answer.expires
        return self.prompt.expires

    def remind_due(self, now: datetime) -> bool:
        """Return whether an unanswered prompt is to be shown once more at `now`."""
        reminder = self.prompt.remind_at
        return (
            reminder is not None
            and self.round == 1
            and self.answer is None
            and self.shown_at is not None
            and self.shown_at < reminder <= now < self.expires
        )

    @property
    def begun_at(self) -> datetime | None:
        """When the user began what was offered, or said that it was done."""
        begun = self.answer is not None and self.answer.answer in (Answer.START, Answer.DONE)
        return self.answered_at if begun else None

    @property
    def put_off_until(self) -> datetime | None:
        """When the prompt comes back after "later"."""
        return self.answer.until if self.answer is not None and not self.settled else None


class SessionState(Struct, frozen=True, kw_only=True):
    """A session and how far it got."""

    started: SessionStarted
    started_at: datetime
    day: date
    turns: tuple[TurnFinished, ...] = ()
    last_at: datetime
    ended: SessionEnded | None = None


class Deferral(Struct, frozen=True):
    """What a prompt waits for before it is shown, and since when (UTC)."""

    why: HeldBack
    since: datetime

    @property
    def is_occupied(self) -> bool:
        """True where it waits for somebody who is there, but busy."""
        return self.why is not HeldBack.NOBODY_THERE


class History(Struct, frozen=True, kw_only=True):
    """The diary view, put in order."""

    prompts: Mapping[str, PromptState]
    order: tuple[str, ...]
    """Ids of claimed prompts, the latest claim last."""
    held: Mapping[str, Entry]
    """Prompts that were noted as held back, by id."""
    sessions: tuple[SessionState, ...]
    screening: Screening | None
    screened_on: date | None
    paused: bool
    paused_until: datetime | None
    days_off_by_hand: frozenset[date]
    """Workdays the user said "not today" to."""
    daemon_started_at: datetime | None
    stop_asked: bool
    """Whether a command asked the program that runs now to end."""
    first_day: date | None
    alarm: AlarmState = CALM
    deferred: Mapping[str, Deferral] = {}
    """Prompts that began to wait for a better moment, by id."""
    paused_at: datetime | None = None
    """When the user paused, by the clock of that moment."""
    hidden: frozenset[str] = frozenset()
    """Ids of routines the user does not want to be offered."""

    def gave_up(self, prompt_id: str) -> bool:
        """Return whether the prompt was given up before its time was over."""
        entry = self.held.get(prompt_id)
        return (
            entry is not None and isinstance(entry.fact, PromptHeld) and entry.fact.why in _GIVEN_UP
        )

    @property
    def latest(self) -> PromptState | None:
        """The prompt claimed last, answered or not."""
        return self.prompts[self.order[-1]] if self.order else None

    def is_paused(self, now: datetime) -> bool:
        """Return whether the user wants no prompts at `now`.

        A pause made while the clock was ahead by more than its length is over once that is right.
        """
        if not self.paused or self.paused_until is None:
            return self.paused
        began = self.paused_at or now
        return began - (self.paused_until - began) < now < self.paused_until


def read_history(view: DiaryView) -> History:
    """Return what `view` says, in one pass over its entries."""
    prompts: dict[str, PromptState] = {}
    order: dict[str, None] = {}
    held: dict[str, Entry] = {}
    deferred: dict[str, Deferral] = {}
    sessions: dict[str, SessionState] = {}
    screened: Screening | None = None
    screened_on: date | None = None
    paused = False
    paused_at: datetime | None = None
    paused_until: datetime | None = None
    not_today: set[date] = set()
    daemon_started_at: datetime | None = None
    stop_asked = False
    hidden: set[str] = set()
    for entry in view.entries:
        fact = entry.fact
        if type(fact) in _READ_ELSEWHERE:
            continue
        match fact:
            case PromptClaimed(prompt=prompt) as claim:
                order.pop(prompt.id, None)
                order[prompt.id] = None
                prompts[prompt.id] = _claimed(claim, entry.at, prompts.get(prompt.id))
                # What a later round waits for is another wait.
                deferred.pop(prompt.id, None)
            case PromptShown() | PromptNotShown() | PromptAnswered() as became:
                _note_prompt(prompts, became, entry.at)
            case PromptHeld(prompt=prompt):
                held[prompt.id] = entry
            case PromptDeferred(prompt=name, why=why):
                before = deferred.get(name)
                now = Deferral(why, entry.at)
                goes_on = before is not None and before.is_occupied is now.is_occupied
                deferred[name] = replace(now, since=before.since) if goes_on and before else now
            case Paused(until=until):
                paused, paused_at, paused_until = True, entry.at, until
            case Resumed():
                paused, paused_at, paused_until = False, None, None
                not_today.clear()
            case NotToday(workday=workday):
                not_today.add(workday)
            case Screened(screening=screening):
                screened, screened_on = screening, entry.day
            case SessionStarted() | TurnFinished() | SessionEnded() | SessionRated():
                _note_session(sessions, entry)
            case DaemonStarted():
                daemon_started_at = entry.at
                # The order of the diary decides; the clock may have been wrong in between.
                stop_asked = False
            case StopAsked():
                stop_asked = True
            case RoutineHidden(routine=routine):
                hidden.add(routine)
            case RoutineShownAgain(routine=routine):
                hidden.discard(routine)
            case _:
                pass
    return History(
        prompts=prompts,
        order=tuple(order),
        held=held,
        deferred=deferred,
        sessions=tuple(sessions.values()),
        screening=screened,
        screened_on=screened_on,
        paused=paused,
        paused_at=paused_at,
        paused_until=paused_until,
        days_off_by_hand=frozenset(not_today),
        daemon_started_at=daemon_started_at,
        stop_asked=stop_asked,
        first_day=view.first_day,
        alarm=read_alarm(view.entries),
        hidden=frozenset(hidden),
    )


def _claimed(fact: PromptClaimed, at: datetime, before: PromptState | None) -> PromptState:
    return PromptState(
        prompt=fact.prompt,
        round=fact.round,
        claimed_at=at,
        shown_before=None if before is None else before.shown_at or before.shown_before,
    )


def _note_prompt(
    prompts: dict[str, PromptState],
    fact: PromptShown | PromptNotShown | PromptAnswered,
    at: datetime,
) -> None:
    state = prompts.get(fact.prompt)
    if state is None:
        return
    if fact.round == state.round + 1 and isinstance(fact, PromptAnswered) and state.opened:
        prompts[fact.prompt] = replace(state, round=fact.round, answer=fact, answered_at=at)
        return
    if state.round != fact.round:
        return
    match fact:
        case PromptShown(notifier=notifier):
            changed = replace(state, shown_at=at, notifier=notifier)
        case PromptNotShown(why=why):
            changed = replace(state, failures=state.failures + 1, failed_at=at, why_not_shown=why)
        case PromptAnswered():
            if state.answer is not None:
                return
            changed = replace(state, answer=fact, answered_at=at)
    prompts[fact.prompt] = changed


def _note_session(sessions: dict[str, SessionState], entry: Entry) -> None:
    match entry.fact:
        case SessionStarted(session=session) as started:
            sessions[session] = SessionState(
                started=started, started_at=entry.at, day=entry.day, last_at=entry.at
            )
        case TurnFinished(session=session) as turn if session in sessions:
            before = sessions[session]
            sessions[session] = replace(before, turns=(*before.turns, turn), last_at=entry.at)
        case SessionEnded(session=session) as ended if session in sessions:
            sessions[session] = replace(sessions[session], ended=ended, last_at=entry.at)
        case SessionRated(session=session, after=after) if session in sessions:
            over = sessions[session]
            if over.ended is not None:
                sessions[session] = replace(over, ended=replace(over.ended, after=after))
        case _:
            pass
