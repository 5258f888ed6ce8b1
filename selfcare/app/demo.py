"""A made-up person's time, lived through the program itself, in a folder of its own.

What is noted goes through the use cases that commands call, and each prompt is decided, claimed and
answered as the background program and its prompter do it, so the diary is like a real one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from selfcare import __version__
from selfcare.app.answering import answer_prompt
from selfcare.app.checking_in import Bleeding, save
from selfcare.app.clock import Clock
from selfcare.app.context import Context
from selfcare.app.course import TurnOver
from selfcare.app.cycle import note_start
from selfcare.app.demo_person import (
    TRAITS,
    Deed,
    FeelsForSpots,
    HasBeenChecked,
    IsTreated,
    MadeUpDay,
    Notes,
    NotesBleeding,
    Person,
    Reply,
    TakesBack,
    TellsOfStress,
    WantsQuiet,
)
from selfcare.app.demo_year import made_up
from selfcare.app.flaring import begin_quiet_day
from selfcare.app.gate import alarm_now, answer_gate, note_checked
from selfcare.app.instance import make_own_folder
from selfcare.app.present import Present, look
from selfcare.app.say import words
from selfcare.app.screening import Given, store_screening
from selfcare.app.session import begin, end_done, end_stopped, finish_turn
from selfcare.app.stress import add_stress
from selfcare.app.tenderness import muscles_to_check, note_tenderness, tenderness_is_due
from selfcare.app.treatments import add_treatment
from selfcare.config.paths import Folders
from selfcare.diary.recovery import Opened
from selfcare.diary.store import Diary
from selfcare.domain.checkin import CheckIn
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.facts import (
    DaemonStarted,
    DaemonStopped,
    NotYetBleeding,
    PeriodStarted,
    PromptClaimed,
    PromptHeld,
    PromptShown,
)
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, Asks, Held, HeldBack, Prompt, PromptKind, Via
from selfcare.domain.questions import QUESTIONS
from selfcare.domain.questions import Reply as Said
from selfcare.domain.red_flags import Flag
from selfcare.domain.timeline import turns
from selfcare.domain.week import DAY, MINUTE, instant
from selfcare.planning.delivery import Decision, decide
from selfcare.planning.history import PromptState
from selfcare.planning.hours import quiet_around

MADE_UP_FILE: Final = "MADE-UP.txt"
FIRST_THING: Final = time(7, 45)
ON_FROM: Final = time(8, 50)
ON_UNTIL: Final = time(18, 30)
LAST_THING: Final = time(23)
SECOND: Final = timedelta(seconds=1)
NOTIFIER: Final = "made-up"
"""Who took the prompts, as far as the diary says."""


@dataclass
class SetClock:
    """A clock that stands where it is set."""

    at: datetime
    there: tzinfo

    def now(self) -> datetime:
        """Return the instant it is set to, in UTC."""
        return self.at

    def monotonic(self) -> float:
        """Return its seconds."""
        return self.at.timestamp()

    def zone(self) -> tzinfo:
        """Return its zone."""
        return self.there


class MadeUpDiary(Diary):
    """A diary that is written faster, since its notes need not outlast a power cut."""

    def __init__(self, connection: Connection, file: tuple[int, int], path: Path) -> None:
        super().__init__(connection, file, path)
        connection.execute("PRAGMA synchronous = OFF")


def make_demo(folder: Path, person: Person, days: int, clock: Clock) -> None:
    """Make the diary of somebody made up in `folder`: the `days` up to yesterday by `clock`.

    Raise UserMistake where the folder holds anything, Trouble where it cannot be written.
    """
    _take(folder)
    zone = clock.zone()
    today = clock.now().astimezone(zone).date()
    root = folder.absolute()
    where = Folders(root / "config", root / "data", root / "state", root / "logs")
    year = made_up(person, today - days * DAY, days)
    its_clock = SetClock(instant(year[0].day, FIRST_THING, zone), zone)
    with MadeUpDiary.open(where.diary, may_migrate=False) as diary:
        context = Context(where, its_clock, Opened(diary, ()))
        no = dict.fromkeys((one.tag for one in QUESTIONS), Said.NO)
        store_screening(context, Given(no, TRAITS[person].age))
        for day in year:
            _Living(context, its_clock, day).live()


def _take(folder: Path) -> None:
    """Take an empty folder, or make one, and write into it that all of it is made up."""
    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise _not_written(folder, error) from error
    if taken:
        raise UserMistake(
            message(
                "{folder} is there already and holds something. Please name a folder that is empty"
                " or not there yet, so that nothing of yours is touched.",
                folder=str(folder),
            )
        )
    make_own_folder(folder)
    text = words(
        "Everything in this folder is made up. Nobody lived it: `selfcare demo` wrote it to show"
        " what the program does over time. It can be deleted."
    )
    try:
        (folder / MADE_UP_FILE).write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        raise _not_written(folder, error) from error


def _not_written(folder: Path, error: OSError) -> Trouble:
    return Trouble(
        message(
            "The folder {folder} cannot be used ({reason}). Check that it belongs to you and that"
            " the disk has room.",
            folder=str(folder),
            reason=error.strerror or str(error),
        )
    )


class _Living:
    """One day, lived through."""

    def __init__(self, context: Context, clock: SetClock, day: MadeUpDay) -> None:
        self._context = context
        self._clock = clock
        self._day = day
        self._deeds = list(day.deeds)
        self._replies = list(day.replies)
        self._on_screen: str | None = None
        self._stopped = False
        self._present: Present | None = None

    def live(self) -> None:
        """Let the day go by."""
        if self._day.on:
            self._live_until(ON_FROM)
            self._clock.at = self._at(ON_FROM)
            self._context.note(DaemonStarted(__version__))
            self._live_until(ON_UNTIL, prompted=True)
            self._clock.at = self._at(ON_UNTIL)
            self._context.note(DaemonStopped())
        self._live_until(LAST_THING)

    def _live_until(self, end: time, *, prompted: bool = False) -> None:
        """Do what there is to do up to `end`, answering prompts where they come."""
        self._present = None
        while True:
            moments = [self._at(self._deeds[0].at)] if self._deeds else []
            if prompted:
                decision = self._decide()
                if decision.show is not None:
                    self._show(decision.show, decision)
                    continue
                moments += [] if decision.wake is None else [decision.wake]
            moment = min(moments, default=self._at(end))
            if moment >= self._at(end):
                return
            self._clock.at = max(moment, self._clock.at)
            while self._deeds and self._at(self._deeds[0].at) <= self._clock.at:
                self._do(self._deeds.pop(0).deed)
                self._present = None

    def _at(self, there: time) -> datetime:
        return instant(self._day.day, there, self._clock.there)

    def _pass(self, minutes: int) -> None:
        self._clock.at += minutes * MINUTE

    # What comes from the program

    def _decide(self) -> Decision:
        """Return what the background program would do now."""
        present = self._look()
        around = present.around
        decision = decide(
            present.now,
            present.plan(self._day.day).prompts,
            history=present.history,
            settings=present.settings,
            on_screen=self._on_screen,
            quiet=quiet_around(self._day.day, present.settings, present.zone),
            meetings=around.meetings,
        )
        self._hold(decision.held)
        return decision

    def _look(self) -> Present:
        if self._present is None:
            self._present = look(self._context)
        if self._present.now != self._clock.at:
            self._present = replace(self._present, now=self._clock.at)
        return self._present

    def _hold(self, held: tuple[Held, ...]) -> None:
        for one in held:
            self._context.note(PromptHeld(one.prompt, one.why))
            self._present = None

    def _show(self, wanted: Prompt, decision: Decision) -> None:
        """Show a prompt, which somebody then does something about."""
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
        self._answer(PromptState(prompt=prompt, round=decision.round, claimed_at=now, shown_at=now))
        self._present = None

    def _answer(self, state: PromptState) -> None:
        self._pass(2)
        match state.prompt.kind:
            case PromptKind.ROUTINE:
                self._reply(state)
            case PromptKind.CHECKIN:
                self._check_in(state.prompt)
            case PromptKind.QUESTION if state.prompt.asks is Asks.SILENCE:
                answer_prompt(self._context, state, Answer.GO_ON, Via.COMMAND)
            case _:
                answer_prompt(self._context, state, Answer.DONE, Via.COMMAND)

    # What is done about it

    def _reply(self, state: PromptState) -> None:
        match self._replies.pop(0) if self._replies else Reply.SKIPS:
            case Reply.DOES:
                self._do_session(state)
            case Reply.SKIPS:
                answer_prompt(self._context, state, Answer.SKIP, Via.NOTIFICATION)
            case Reply.PUTS_OFF:
                answer_prompt(self._context, state, Answer.LATER, Via.NOTIFICATION)
            case Reply.LEAVES:
                pass

    def _do_session(self, state: PromptState) -> None:
        """Do the routine of a prompt from beginning to end, or stop in its first turn."""
        routine = self._context.in_force.library.routines[state.prompt.routine or ""]
        before = self._day.pain
        session = begin(self._context, routine, state, before)
        course = turns(session.steps)
        if self._day.stops is not None and not self._stopped:
            self._stopped = True
            broken_off = TurnOver(course[0], course[0].seconds // 2)
            self._clock.at += course[0].seconds // 2 * SECOND
            end_stopped(self._context, session, self._day.stops, broken_off=broken_off)
            if alarm_now(self._context).gate is not None:
                answer_gate(self._context, (Flag.NONE,))
            return
        for turn in course:
            self._clock.at += turn.seconds * SECOND
            finish_turn(self._context, session, TurnOver(turn, turn.seconds))
        end_done(self._context, session, min(10, max(0, before - self._day.eases)))

    def _check_in(self, prompt: Prompt) -> None:
        evening = self._day.evening
        if prompt.asks not in (Asks.DIARY, Asks.SHORT_DIARY):
            self._save(self._day.between)
        elif evening is not None:
            cycle = self._look().around.cycle
            asks = cycle.asks_bleeding(self._day.day)
            began = (
                PeriodStarted(self._day.day) if self._day.bleeds else NotYetBleeding(evening.day)
            )
            short = CheckIn(
                day=evening.day,
                headache=evening.headache,
                worst=evening.worst,
                stress=evening.stress,
            )
            said = evening if prompt.asks is Asks.DIARY else short
            self._save(said, bleeding=began if asks else None)

    def _save(
        self,
        said: CheckIn,
        flags: tuple[Flag, ...] = (Flag.NONE,),
        bleeding: Bleeding | None = None,
    ) -> None:
        """Note a check-in, and answer the questions about alarming symptoms where they come."""
        saved = save(self._context, said, bleeding=bleeding)
        if saved.assessment.asks:
            answer_gate(self._context, flags)

    def _do(self, deed: Deed) -> None:
        context = self._context
        match deed:
            case Notes(check_in=said, flags=flags):
                self._save(said, flags)
            case TakesBack():
                answer_gate(context, (Flag.NONE,), mistake=True)
            case HasBeenChecked():
                note_checked(context)
            case WantsQuiet():
                begin_quiet_day(context)
            case FeelsForSpots(found=found):
                present = look(context)
                wanted = muscles_to_check(present) if tenderness_is_due(present) else ()
                note_tenderness(context, tuple(one for one in found if one.muscle in wanted))
            case IsTreated(muscles=muscles, relief=relief):
                add_treatment(context, self._day.day, muscles=muscles, relief=relief)
            case TellsOfStress(name=name, first=first, last=last):
                add_stress(context, name, first=first.isoformat(), last=last.isoformat())
            case NotesBleeding():
                note_start(context, self._day.day)
