"""A made-up day, lived through the program itself.

What is noted goes through the use cases that commands call, and each prompt is decided, claimed and
answered as the background program and its prompter do it, so the diary is like a real one.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo
from typing import Final, Protocol

from msgspec.structs import replace

from selfcare import __version__
from selfcare.app.answering import answer_prompt
from selfcare.app.checking_in import Bleeding, save
from selfcare.app.context import Context
from selfcare.app.course import TurnOver
from selfcare.app.cycle import note_start
from selfcare.app.demo_person import (
    Deed,
    FeelsForSpots,
    HasBeenChecked,
    IsTreated,
    MadeUpDay,
    Notes,
    NotesBleeding,
    Reply,
    TakesBack,
    TellsOfStress,
    WantsQuiet,
)
from selfcare.app.flaring import begin_quiet_day
from selfcare.app.gate import alarm_now, answer_gate, note_checked
from selfcare.app.present import Present, look
from selfcare.app.session import Session, begin, end_done, end_stopped, finish_turn
from selfcare.app.stress import add_stress
from selfcare.app.tenderness import note_tenderness, tenderness_is_due
from selfcare.app.treatments import add_treatment
from selfcare.domain.checkin import CheckIn
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import (
    DaemonStarted,
    DaemonStopped,
    NotYetBleeding,
    PeriodStarted,
    PromptAnswered,
    PromptClaimed,
    PromptHeld,
    PromptShown,
    StopReason,
)
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, Asks, Held, HeldBack, Prompt, PromptKind, Via
from selfcare.domain.red_flags import Flag
from selfcare.domain.timeline import Turn, turns
from selfcare.domain.week import MINUTE, instant
from selfcare.planning.delivery import Decision, decide
from selfcare.planning.history import PromptState
from selfcare.planning.hours import quiet_around

ON_FROM: Final = time(8, 50)
"""When the computer is switched on."""
ON_UNTIL: Final = time(18, 30)
LAST_THING: Final = time(23)
A_MOMENT: Final = 2 * MINUTE
"""From a prompt to what is done about it."""
SECOND: Final = timedelta(seconds=1)
NOTIFIER: Final = "desktop"
"""Who took the prompts, as far as the diary says."""


class MovableClock(Protocol):
    """A clock that is set, in UTC."""

    at: datetime

    def zone(self) -> tzinfo:
        """Return its zone."""


def live(context: Context, clock: MovableClock, day: MadeUpDay) -> None:
    """Let a day go by; `clock` is the clock of `context`."""
    _Living(context, clock, day).live()


class _Living:
    def __init__(self, context: Context, clock: MovableClock, day: MadeUpDay) -> None:
        self._context = context
        self._clock = clock
        self._day = day
        self._deeds = list(day.deeds)
        self._replies = list(day.replies)
        self._stops = day.stops
        self._on_screen: str | None = None
        self._no_more = False
        """Whether nothing more can come today: the last prompt was the check-in of the day."""
        self._present: Present | None = None
        """The moment as last looked at; None once something was noted that changes it."""

    def live(self) -> None:
        if self._day.on:
            self._live_until(ON_FROM)
            self._context.note(DaemonStarted(__version__))
            self._live_until(ON_UNTIL, prompted=True)
            self._context.note(DaemonStopped())
        self._live_until(LAST_THING)

    def _live_until(self, end: time, *, prompted: bool = False) -> None:
        """Do what there is to do up to `end`, answering prompts where they come."""
        while True:
            moments = [self._at(end), *(self._at(one.at) for one in self._deeds[:1])]
            if prompted and not self._no_more:
                decision = self._decide()
                if decision.show is not None:
                    self._show(decision.show, decision)
                    continue
                moments += [] if decision.wake is None else [decision.wake]
            self._clock.at = max(self._clock.at, min(moments))
            if self._clock.at >= self._at(end):
                return
            while self._deeds and self._at(self._deeds[0].at) <= self._clock.at:
                self._do(self._deeds.pop(0).deed)
                self._present = None

    def _at(self, there: time) -> datetime:
        return instant(self._day.day, there, self._clock.zone())

    # What the program does

    def _look(self) -> Present:
        if self._present is None:
            self._present = look(self._context)
        return self._present

    def _decide(self) -> Decision:
        """Return what the background program would do now; what it holds back is noted."""
        present = self._look()
        decision = decide(
            self._clock.at,
            present.plan(self._day.day).prompts,
            history=present.history,
            settings=present.settings,
            on_screen=self._on_screen,
            quiet=quiet_around(self._day.day, present.settings, present.zone),
            meetings=present.around.meetings,
        )
        self._hold(decision.held)
        return decision

    def _hold(self, held: tuple[Held, ...]) -> None:
        for one in held:
            self._context.note(PromptHeld(one.prompt, one.why))
            self._present = None

    def _show(self, wanted: Prompt, decision: Decision) -> None:
        """Show a prompt, and let something be done about it."""
        prompt = self._look().settled(wanted)
        if prompt.routine is None and prompt.kind.offers_routine:
            why = message("No routine of yours may run now.")
            self._hold((Held(prompt, HeldBack.NO_ROUTINE, why),))
            return
        now = self._clock.at
        if decision.claim:
            claimed = PromptClaimed(prompt, decision.round)
            self._context.diary.claim(claimed, at=now, day=self._day.day)
        self._context.note(PromptShown(prompt.id, decision.round, NOTIFIER))
        self._on_screen = prompt.id
        state = PromptState(
            prompt=prompt, round=decision.round, claimed_at=now, shown_at=now, notifier=NOTIFIER
        )
        self._take_over(state)
        self._clock.at += A_MOMENT
        self._react(state)

    def _take_over(self, state: PromptState) -> None:
        """Know what became of a prompt as if the diary had been read anew, which takes longer."""
        present = self._look()
        history = present.history
        name = state.prompt.id
        history = replace(
            history,
            prompts={**history.prompts, name: state},
            order=(*(one for one in history.order if one != name), name),
        )
        self._present = replace(present, around=replace(present.around, history=history))

    # What is done about it

    def _react(self, state: PromptState) -> None:
        if self._day.silent and state.prompt.asks is not Asks.SILENCE:
            return
        match state.prompt.kind:
            case PromptKind.ROUTINE:
                self._reply(state)
            case PromptKind.CHECKIN:
                self._check_in(state.prompt)
            case PromptKind.QUESTION if state.prompt.asks is Asks.SILENCE:
                self._answer(state, Answer.GO_ON)
            case _:
                self._answer(state, Answer.DONE)

    def _reply(self, state: PromptState) -> None:
        match self._replies.pop(0) if self._replies else Reply.SKIPS:
            case Reply.DOES:
                self._do_session(state)
                self._present = None
            case Reply.SKIPS:
                self._answer(state, Answer.SKIP)
            case Reply.PUTS_OFF:
                answer_prompt(self._context, state, Answer.LATER, Via.NOTIFICATION)
                self._present = None
            case Reply.LEAVES:
                pass

    def _answer(self, state: PromptState, answer: Answer) -> None:
        answer_prompt(self._context, state, answer, Via.NOTIFICATION)
        said = PromptAnswered(state.prompt.id, state.round, answer, Via.NOTIFICATION)
        self._take_over(replace(state, answer=said, answered_at=self._clock.at))

    def _do_session(self, state: PromptState) -> None:
        """Do the routine of a prompt, or stop in the midst of its first turn."""
        routine = self._context.in_force.library.routines[state.prompt.routine or ""]
        try:
            session = begin(self._context, routine, state, self._day.pain)
        except UserMistake:
            # What was noted since it was offered speaks against it.
            self._answer(state, Answer.SKIP)
            return
        course = turns(session.steps)
        if self._stops is not None:
            self._stop(session, course[0], self._stops)
            self._stops = None
            return
        for turn in course:
            self._clock.at += turn.seconds * SECOND
            finish_turn(self._context, session, TurnOver(turn, turn.seconds))
        pain = self._day.pain
        end_done(self._context, session, max(0, pain - self._day.eases) if pain else 0)

    def _stop(self, session: Session, turn: Turn, reason: StopReason) -> None:
        seconds = turn.seconds // 2
        self._clock.at += seconds * SECOND
        end_stopped(self._context, session, reason, broken_off=TurnOver(turn, seconds))
        if alarm_now(self._context).gate is not None:
            answer_gate(self._context, (Flag.NONE,))

    def _check_in(self, prompt: Prompt) -> None:
        """Answer what a check-in asks; a short one asks less."""
        said = self._day.evening
        if prompt.asks not in (Asks.DIARY, Asks.SHORT_DIARY):
            said = self._day.between
        elif said is not None and prompt.asks is Asks.SHORT_DIARY:
            said = CheckIn(
                day=said.day, headache=said.headache, worst=said.worst, stress=said.stress
            )
        if said is not None:
            is_diary = prompt.asks in (Asks.DIARY, Asks.SHORT_DIARY)
            planned = self._look().plan(self._day.day).prompts
            # What a check-in brings about comes hours later, when the work is over.
            self._no_more = is_diary and all(one.due <= prompt.due for one in planned)
            self._save(said, asked=is_diary)
            self._present = None

    def _save(
        self, said: CheckIn, flags: tuple[Flag, ...] = (Flag.NONE,), *, asked: bool = False
    ) -> None:
        """Note a check-in, and answer the questions about alarming symptoms where they come."""
        bleeding: Bleeding | None = None
        if asked and self._look().around.cycle.asks_bleeding(said.day):
            bleeding = PeriodStarted(said.day) if self._day.bleeds else NotYetBleeding(said.day)
        saved = save(self._context, said, bleeding=bleeding)
        if saved.assessment.asks:
            answer_gate(self._context, flags)

    # What they do by themselves

    def _do(self, deed: Deed) -> None:
        context = self._context
        match deed:
            case Notes(check_in=said, flags=flags):
                self._save(said, flags)
            case TakesBack():
                answer_gate(context, (Flag.NONE,), mistake=True)
            case HasBeenChecked():
                if alarm_now(context).raised:
                    note_checked(context)
            case WantsQuiet():
                begin_quiet_day(context)
            case FeelsForSpots(found=found):
                if tenderness_is_due(look(context)):
                    note_tenderness(context, found)
            case IsTreated(muscles=muscles, relief=relief):
                add_treatment(context, self._day.day, muscles=muscles, relief=relief)
            case TellsOfStress(name=name, first=first, last=last):
                add_stress(context, name, first=first.isoformat(), last=last.isoformat())
            case NotesBleeding():
                note_start(context, self._day.day)
