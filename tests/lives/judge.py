"""Judges a life by the rules in words, not by the program's own reckoning.

It is told every fact as it is noted, every prompt as it appears, and every look of the program.
What it finds is a `Verdict`; a life without one was lived as the rules say.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from selfcare.domain.checkin import CheckIn
from selfcare.domain.facts import (
    AlarmRaised,
    CheckedIn,
    DaemonStarted,
    Entry,
    Fact,
    FlareBegan,
    GateOpened,
    NotToday,
    Paused,
    PromptAnswered,
    PromptClaimed,
    PromptHeld,
    Resumed,
    SessionEnded,
    SessionStarted,
    TurnFinished,
)
from selfcare.domain.message import Message
from selfcare.domain.prompt import Answer, Asks, Held, HeldBack, Prompt, PromptKind
from selfcare.domain.settings import Settings
from selfcare.planning.planner import DayPlan
from tests.lives.wall_clock import DAY, MINUTE, Moment, Slot, is_decent, is_open, is_quiet, slots

FIRST_WEEK = 7 * DAY
FEWER_HOLDS = 28 * DAY
RECENT = 60 * DAY
"""How far back anybody looks."""
SESSION_GOES_ON = 10 * MINUTE
SLACK = 3 * MINUTE
JUST_NOW = timedelta(seconds=20)
"""How old what the sensors said may be."""
LONGEST_ASK = 6 * MINUTE
"""How soon the sensors are asked again while a prompt waits, and a little."""
KEPT = frozenset(
    {
        HeldBack.DO_NOT_DISTURB,
        HeldBack.FULL_SCREEN,
        HeldBack.CALL,
        HeldBack.RESTED,
        HeldBack.NOBODY_THERE,
    }
)
"""Why a prompt that waits for the user to be free is let go."""
MOST_CHECK_INS = 2
MOST_PAIN = 7
SATURDAY = 5
DIARY = frozenset({Asks.DIARY, Asks.SHORT_DIARY})
ALARMING = (AlarmRaised, FlareBegan, GateOpened)


Acknowledged = tuple[str, Answer | CheckIn]
"""An answer and the prompt it is to, or a check-in and its number in the diary."""


class Fault(StrEnum):
    """What can be wrong with a life."""

    TWICE = "twice"
    LOST = "lost"
    OUTSIDE = "outside hours"
    OVER_CAP = "over the cap"
    TOO_CLOSE = "too close"
    IN_SILENCE = "in silence"
    TOGETHER = "two at once"
    VANISHED = "answer vanished"
    UNBIDDEN = "to somebody busy or away"


@dataclass(frozen=True)
class Verdict:
    """Something that went against the rules."""

    fault: Fault
    at: datetime
    what: str

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.fault}: {self.what}"


class _Came(NamedTuple):
    """When something came, by the computer's clock and in truth; the clock may be set after it."""

    at: datetime
    true: datetime
    rest: timedelta = timedelta()
    """How long nothing new comes after it at least, whatever the spacing."""


@dataclass
class _Waiting:
    slot: Slot
    since: datetime
    until: datetime


@dataclass
class Judge:
    """What is known of a life so far, and what was found wrong with it."""

    tell: Callable[[Verdict], None]
    verdicts: list[Verdict] = field(default_factory=list)
    due: int = 0
    """How many prompts fell due inside the hours while the program looked."""
    shown: int = 0
    """How many were shown for the first time."""
    _first_day: date | None = None
    _claimed: dict[str, Prompt] = field(default_factory=dict)
    _rounds: set[tuple[str, int]] = field(default_factory=set)
    _settled: set[str] = field(default_factory=set)
    _answered: dict[str, list[Answer]] = field(default_factory=dict)
    _held: dict[str, HeldBack] = field(default_factory=dict)
    _causes: dict[tuple[object, ...], str] = field(default_factory=dict)
    _of_day: Counter[date] = field(default_factory=Counter)
    _active: set[date] = field(default_factory=set)
    _paused: bool = False
    _paused_from: datetime | None = None
    _paused_until: datetime | None = None
    _not_today: set[date] = field(default_factory=set)
    _alarmed: bool = False
    _shown: list[_Came] = field(default_factory=list)
    _sessions: dict[str, _Came] = field(default_factory=dict)
    """When each was last heard of."""
    _waiting: dict[str, _Waiting] = field(default_factory=dict)
    _looked_at: datetime | None = None
    _slots_by: Settings | None = None
    _slots: dict[tuple[object, ...], tuple[Slot, ...]] = field(default_factory=dict)

    @property
    def waits(self) -> bool:
        """Whether anything that fell due is neither shown nor held back yet."""
        return bool(self._waiting)

    # What it is told

    def noted(self, moment: Moment, fact: Fact) -> None:
        """Take a fact, just noted."""
        if self._first_day is None:
            self._first_day = moment.today
        match fact:
            case PromptClaimed(prompt=prompt, round=number):
                self._claim(moment, prompt, number)
            case PromptAnswered(prompt=name, answer=answer):
                self._answered.setdefault(name, []).append(answer)
                if answer is not Answer.LATER:
                    self._settled.add(name)
            case PromptHeld(prompt=prompt, why=why):
                self._held[prompt.id] = why
                self._check_noted_reason(moment, prompt, why)
            case Paused(until=until):
                self._paused, self._paused_from, self._paused_until = True, moment.now, until
            case Resumed():
                self._paused = False
                self._not_today.clear()
            case NotToday(workday=day):
                self._not_today.add(day)
            case SessionStarted(session=session) | TurnFinished(session=session):
                self._sessions[session] = _Came(moment.now, moment.true, SESSION_GOES_ON)
                self._active.add(moment.today)
            case SessionEnded(session=session):
                self._sessions[session] = _Came(moment.now, moment.true)
                self._alarmed = self._alarmed or fact.stopped is not None
            case CheckedIn():
                self._active.add(moment.today)
                self._alarmed = self._alarmed or (fact.check_in.now or 0) >= MOST_PAIN
            case DaemonStarted():
                self._forget_what_lapsed(moment)
            case _:
                self._alarmed = self._alarmed or isinstance(fact, ALARMING)

    def appeared(self, moment: Moment, name: str, on_screen: int, *, works: bool) -> None:
        """Take a prompt that is handed to the screen, which `works` or not, beside others."""
        if name in self._settled:
            self._find(Fault.TWICE, moment, f"{name} appears after its answer")
        if name not in self._claimed:
            self._find(Fault.TWICE, moment, f"{name} appears without a claim")
        if on_screen:
            self._find(Fault.TOGETHER, moment, f"{name} appears beside {on_screen} others")
        if self._is_paused(moment.now):
            self._find(Fault.IN_SILENCE, moment, f"{name} appears in a pause")
        if is_quiet(moment.now, moment):
            self._find(Fault.OUTSIDE, moment, f"{name} appears in quiet hours")
        if works:
            self._shown = [*self._shown[-400:], _Came(moment.now, moment.true)]

    def looked(self, moment: Moment, plan: Callable[[date], DayPlan]) -> None:
        """Take a look of the program."""
        before, self._looked_at = self._looked_at, moment.now
        near = [moment.today + days * DAY for days in (-1, 0, 1)]
        if before is not None and not moment.gap:
            for day in near:
                for slot in self._slots_of(day, moment):
                    if before < slot.due <= moment.now:
                        self._fell_due(slot, moment, plan)
        for waiting in list(self._waiting.values()):
            if waiting.slot.day in near:
                self._see_after(waiting, moment, plan)
            else:
                del self._waiting[waiting.slot.id]

    def away(self) -> None:
        """Take it that the program stops."""
        self._looked_at = None

    def ended(
        self, moment: Moment, entries: Iterable[Entry], acknowledged: Iterable[Acknowledged]
    ) -> None:
        """Take the diary as it is in the end, and all that the user was told is noted."""
        left: Counter[Acknowledged] = Counter()
        for entry in entries:
            match entry.fact:
                case PromptAnswered(prompt=name, answer=answer):
                    left[name, answer] += 1
                case CheckedIn(check_in=check_in):
                    left[f"{entry.id}", check_in] += 1
                case _:
                    pass
        for one in acknowledged:
            left[one] -= 1
            if left[one] < 0:
                self._find(Fault.VANISHED, moment, f"{one}")

    # Claims

    def _claim(self, moment: Moment, prompt: Prompt, number: int) -> None:
        now = moment.now
        if prompt.id in self._settled:
            self._find(Fault.TWICE, moment, f"{prompt.id} is claimed after its answer")
        if (prompt.id, number) in self._rounds:
            self._find(Fault.TWICE, moment, f"{prompt.id} is claimed twice for round {number}")
        self._rounds.add((prompt.id, number))
        kept = moment.kept_for
        if prompt.kind is not PromptKind.WELCOME and kept is not None and kept > JUST_NOW:
            self._find(Fault.UNBIDDEN, moment, f"{prompt.id} is shown to somebody busy or away")
        if number > 1:
            return
        self._claimed[prompt.id] = prompt
        self.shown += 1
        for cause in _causes_of(prompt):
            other = self._causes.setdefault(cause, prompt.id)
            if other != prompt.id:
                self._find(Fault.TWICE, moment, f"{prompt.id} has the cause of {other}: {cause}")
        if prompt.kind.counts:
            self._of_day[prompt.day] += 1
            cap = self._cap(prompt.day, moment)
            if self._of_day[prompt.day] > cap:
                count = self._of_day[prompt.day]
                self._find(Fault.OVER_CAP, moment, f"{prompt.id} is number {count}, the cap {cap}")
            if not _may_come(now, prompt, moment):
                self._find(Fault.OUTSIDE, moment, f"{prompt.id} is shown")
        spacing = moment.settings.prompts.spacing_minutes * MINUTE
        if prompt.kind is not PromptKind.NOTICE and self._is_busy(moment, spacing):
            self._find(Fault.TOO_CLOSE, moment, f"{prompt.id} is shown")
        self._shown = [*self._shown[-400:], _Came(now, moment.true)]

    def _cap(self, day: date, moment: Moment) -> int:
        prompts = moment.settings.prompts
        caps = [prompts.daily_cap]
        if self._first_day is None or day < self._first_day + FIRST_WEEK:
            caps.append(prompts.first_week_cap)
        if self._wants_fewer(day) or (
            prompts.fewer_after_days and self._silent_days(day) >= prompts.fewer_after_days
        ):
            caps.append(prompts.fewer_cap)
        return min(caps)

    def _wants_fewer(self, day: date) -> bool:
        return any(
            Answer.FEWER in answers
            and self._claimed[name].day <= day
            and day <= self._claimed[name].day + FEWER_HOLDS
            for name, answers in self._answered.items()
            if name in self._claimed
        )

    def _silent_days(self, day: date) -> int:
        days: defaultdict[date, bool] = defaultdict(bool)
        for name, prompt in self._claimed.items():
            if prompt.kind.counts and day - RECENT <= prompt.day < day:
                days[prompt.day] |= bool(self._answered.get(name)) or prompt.day in self._active
        count = 0
        for there in sorted({*days, *(one for one in self._active if one < day)}, reverse=True):
            if days.get(there, True):
                break
            count += 1
        return count

    def _is_busy(self, moment: Moment, spacing: timedelta) -> bool:
        """Return whether the least spacing from what was shown or done is not over yet.

        It is over when it is so by the clock, or in truth, where that was set back since.
        """
        return any(
            timedelta() <= moment.now - one.at < rest and moment.true - one.true < rest
            for one, rest in self._rests(spacing)
        )

    def _rests(self, spacing: timedelta) -> list[tuple[_Came, timedelta]]:
        return [(one, max(spacing, one.rest)) for one in (*self._shown, *self._sessions.values())]

    # What falls due

    def _slots_of(self, day: date, moment: Moment) -> tuple[Slot, ...]:
        if moment.settings is not self._slots_by:
            self._slots_by = moment.settings
            self._slots.clear()
        key = (day, moment.zone, moment.days_off)
        if key not in self._slots:
            self._slots[key] = tuple(slots(day, moment))
        return self._slots[key]

    def _fell_due(self, slot: Slot, moment: Moment, plan: Callable[[date], DayPlan]) -> None:
        self.due += 1
        if slot.id in self._claimed or slot.id in self._held:
            return
        planned = plan(slot.day)
        if any(one.id == slot.id for one in planned.prompts):
            stays = moment.settings.prompts.expiry_minutes * MINUTE
            self._waiting[slot.id] = _Waiting(slot, moment.now, slot.due + stays + SLACK)
            return
        held = next((one for one in planned.held if one.prompt.id == slot.id), None)
        if held is None:
            self._find(Fault.LOST, moment, f"{slot.id} is neither planned nor held back")
        elif not self._is_true(held, slot, planned, moment):
            self._find(Fault.LOST, moment, f"{slot.id} is held back, and it is not so: {held.why}")

    def _see_after(
        self, waiting: _Waiting, moment: Moment, plan: Callable[[date], DayPlan]
    ) -> None:
        slot, now = waiting.slot, moment.now
        if slot.id in self._claimed or slot.id in self._held or slot.due > now:
            del self._waiting[slot.id]
            return
        planned = plan(slot.day)
        there = next((one for one in planned.prompts if one.id == slot.id), None)
        if there is None or there.due > now:
            # An edit, a flight or a meeting changed the plan; it is judged anew as it falls due.
            del self._waiting[slot.id]
        elif there.expires <= now - SLACK and now > waiting.until and waiting.since < now:
            del self._waiting[slot.id]
            self._find(Fault.LOST, moment, f"{slot.id} went by without a word")
        elif now < there.expires and not moment.gap and not self._excuse(there, moment):
            del self._waiting[slot.id]
            self._find(Fault.LOST, moment, f"{slot.id} waits, and nothing holds it up")

    def _excuse(self, prompt: Prompt, moment: Moment) -> bool:
        """Return whether something holds a prompt up at this moment."""
        now, settings = moment.now, moment.settings
        spacing = settings.prompts.spacing_minutes * MINUTE
        return (
            self._is_paused(now)
            or is_quiet(now, moment)
            or prompt.day in self._not_today
            or self._alarmed
            or _was_just_kept(moment)
            or (settings.meetings.wait and any(now in one for one in moment.meetings))
            or any(abs(now - one.at) < rest or one.at == now for one, rest in self._rests(spacing))
        )

    def _forget_what_lapsed(self, moment: Moment) -> None:
        """Let go of what lapsed while the program was off; the user is told that it was off."""
        self._waiting = {
            name: one for name, one in self._waiting.items() if moment.now < one.until - SLACK
        }

    # Reasons

    def _check_noted_reason(self, moment: Moment, prompt: Prompt, why: HeldBack) -> None:
        if prompt.id in self._claimed:
            self._find(Fault.LOST, moment, f"{prompt.id} is noted as held back, and was shown")
        if not self._is_noted_rightly(moment, prompt, why):
            self._find(Fault.LOST, moment, f"{prompt.id} is noted as {why}, and it is not so")

    def _is_noted_rightly(self, moment: Moment, prompt: Prompt, why: HeldBack) -> bool:
        last = prompt.expires - timedelta.resolution
        match why:
            case HeldBack.PAUSED:
                return self._is_paused(last)
            case HeldBack.AWAY:
                return moment.gap
            case HeldBack.QUIET_HOURS:
                return is_quiet(last, moment)
            case HeldBack.TOO_CLOSE:
                spacing = moment.settings.prompts.spacing_minutes * MINUTE
                return any(abs(last - one.at) < rest for one, rest in self._rests(spacing))
            case HeldBack.MEETING:
                return any(
                    one.start < prompt.expires and prompt.due < one.end for one in moment.meetings
                )
            case HeldBack.PLAN_CHANGED:
                # Over at the last look, it would have been noted there.
                return self._looked_at is not None and prompt.expires <= self._looked_at
            case _:
                return why not in KEPT or _was_just_kept(moment)

    def _is_true(self, held: Held, slot: Slot, planned: DayPlan, moment: Moment) -> bool:
        """Return whether the reason for holding a prompt back is so."""
        settings = moment.settings
        counting = [one for one in planned.prompts if one.kind.counts]
        match held.why:
            case HeldBack.CAP:
                cap = min(self._cap(slot.day, moment), settings.prompts.fewer_cap)
                check_ins = sum(one.kind is PromptKind.CHECKIN for one in counting)
                return (
                    len(counting) >= min(cap, settings.prompts.daily_cap)
                    or (not slot.entry and check_ins >= MOST_CHECK_INS)
                    or any(one.why is HeldBack.FOLDED for one in planned.held)
                    or slot.day in self._not_today
                )
            case HeldBack.TOO_CLOSE:
                spacing = settings.prompts.spacing_minutes * MINUTE
                others = [*counting, *(one.prompt for one in planned.held)]
                return any(
                    one.id != slot.id and (one.due == slot.due or abs(one.due - slot.due) < spacing)
                    for one in others
                )
            case HeldBack.NOT_TODAY:
                return slot.day in self._not_today
            case HeldBack.MEETING:
                return any(slot.due in one for one in moment.meetings)
            case HeldBack.QUIET_DAY | HeldBack.GATE_FIRST | HeldBack.CHECKED_FIRST:
                return self._alarmed
            case HeldBack.DONE_ALREADY:
                return slot.day in self._active
            case HeldBack.FOLDED if not slot.entry:
                return any(
                    one.day == slot.day and one.asks in DIARY for one in self._claimed.values()
                )
            case HeldBack.FOLDED:
                return self._was_shown_before(held.prompt) or any(
                    one.entry == slot.entry and one.due >= slot.due
                    for one in self._claimed.values()
                )
            case _:
                # Outside the hours, quiet, a day off: it fell due inside them.
                return False

    def _was_shown_before(self, prompt: Prompt) -> bool:
        """Return whether what brings about a prompt has brought about another one."""
        return any(self._causes.get(one, prompt.id) != prompt.id for one in _causes_of(prompt))

    def _is_paused(self, now: datetime) -> bool:
        """Return whether a pause holds; it never lasts longer than twice what was wished for."""
        if not self._paused or self._paused_from is None or self._paused_until is None:
            return self._paused
        lasts = self._paused_until - self._paused_from
        return self._paused_from - lasts < now < self._paused_until

    def _find(self, fault: Fault, moment: Moment, what: str) -> None:
        found = Verdict(fault, moment.wall, what)
        self.verdicts.append(found)
        self.tell(found)


def _was_just_kept(moment: Moment) -> bool:
    """Return whether the user is busy or away, or was so when the sensors were last asked."""
    return moment.kept_before is not None and moment.kept_before <= LONGEST_ASK


def _may_come(now: datetime, prompt: Prompt, moment: Moment) -> bool:
    """Return whether a prompt may come for the first time at this moment of its workday."""
    if prompt.asks is Asks.WEEKEND:
        wanted = moment.settings.checkins.weekend and prompt.day.weekday() == SATURDAY
        return wanted and prompt.day == moment.today and is_decent(now, moment.zone)
    if prompt.kind is not PromptKind.ROUTINE and not is_decent(now, moment.zone):
        return False
    return is_open(now, prompt.day, moment)


def _causes_of(prompt: Prompt) -> Iterable[tuple[object, ...]]:
    """Yield what may bring about one prompt only."""
    if prompt.kind is PromptKind.CHECKIN:
        yield (prompt.day, "diary" if prompt.asks in DIARY else prompt.asks)
    at = _time_in(prompt.reason)
    if prompt.entry and at is not None:
        yield (prompt.day, prompt.entry, at)


def _time_in(reason: Message) -> time | None:
    """Return the time of the plan that a reason names, deep in it or not."""
    for name, value in reason.values:
        if isinstance(value, Message):
            found = _time_in(value)
            if found is not None:
                return found
        elif name == "time" and isinstance(value, str):
            return time.fromisoformat(value)
    return None
