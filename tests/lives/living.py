"""Lives somebody's life through the real engine, diary and use cases, under a told clock.

Only the edges are stand-ins: the clock, the screen, the calendars, and the files, whose settings
are put in force at once. A seed makes the same life each time; what happened is kept as a script.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from pathlib import Path
from random import Random
from typing import cast
from unittest.mock import patch
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from selfcare.app.answering import AnswerOutcome, answer_prompt, waiting_prompt
from selfcare.app.checking_in import save
from selfcare.app.configuration import InForce
from selfcare.app.context import Context
from selfcare.app.course import TurnOver
from selfcare.app.cycle import note_start
from selfcare.app.demo import folders_in
from selfcare.app.flaring import begin_quiet_day
from selfcare.app.gate import alarm_now, answer_gate, note_checked
from selfcare.app.offering import routine_named
from selfcare.app.pausing import not_today, pause_until, resume
from selfcare.app.prompt_order import PromptOrder
from selfcare.app.session import Session, begin, end_done, finish_turn, mark_done
from selfcare.app.stress import add_stress
from selfcare.app.watching import ConfigurationWatch
from selfcare.config.library import Library, read_library
from selfcare.config.paths import shipped_routines
from selfcare.daemon import engine
from selfcare.daemon.children import Child
from selfcare.daemon.engine import Engine
from selfcare.diary.fleeting import FleetingDiary
from selfcare.diary.recovery import Opened
from selfcare.diary.rows import NewRow
from selfcare.domain.calendar import CalendarReading
from selfcare.domain.checkin import CheckIn, Headache
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import DaemonStarted, DaemonStopped, Fact, Screened
from selfcare.domain.presence import IDLE_SECONDS, Presence, Sensed
from selfcare.domain.prompt import Answer, Prompt, PromptKind, Via
from selfcare.domain.red_flags import Flag
from selfcare.domain.screening import AgeBand, Screening
from selfcare.domain.settings import Settings
from selfcare.domain.timeline import turns
from selfcare.domain.week import DaysOff, Window
from selfcare.planning.around import Around
from selfcare.planning.planner import DayPlan, plan
from tests.fakes import RememberingPrompter, ToldCalendars, ToldClock, ToldSenses
from tests.lives import person as made_up
from tests.lives.judge import Acknowledged, Judge, Verdict
from tests.lives.person import JOURNEYS, Deed, Person, Reaction
from tests.lives.wall_clock import DAY, MINUTE, Moment

A_LITTLE = timedelta(seconds=1)
A_HEARTBEAT = timedelta(seconds=30)
LONGEST_LOOK = 30 * MINUTE
"""How long nobody looks while a prompt waits; the real loop looks twice a minute."""


WHY_BUSY = {"do_not_disturb": "do_not_disturb", "full_screen": "full_screen", "in_call": "call"}
"""What a sensor may tell, and the setting that minds it."""


@dataclass
class ToldFiles:
    """The user's files, as they are told to be."""

    in_force: InForce
    to_tell: tuple[()] = ()


class WatchedDiary(FleetingDiary):
    """A diary that tells of each fact as it is noted."""

    tell: Callable[[Fact], None]

    def _insert(self, fact: Fact, row: NewRow) -> int:
        number = super()._insert(fact, row)
        self.tell(fact)
        return number


class WatchedPrompter(RememberingPrompter):
    """A prompter that tells of each prompt before it shows it."""

    tell: Callable[[PromptOrder], None]

    def start(self, order: PromptOrder) -> Child:
        self.tell(order)
        self.children = self.on_screen
        return super().start(order)


class WatchedEngine(Engine):
    """An engine that tells when the next prompt lapses that nobody has seen."""

    planned: tuple[Prompt, ...] = ()

    def _prompts(self, now: datetime, known: Around) -> tuple[Prompt, ...]:
        self.planned = super()._prompts(now, known)
        return self.planned

    def next_lapse(self, now: datetime) -> datetime | None:
        seen = self._history.prompts if self._history is not None else {}
        lapses = [one.expires for one in self.planned if one.due <= now and one.id not in seen]
        return min((at for at in lapses if at > now), default=None)


class RememberedPlans:
    """The real plans of the days around, kept while nothing that they follow from changes."""

    def __init__(self) -> None:
        self._around: Around | None = None
        self._plans: dict[date, DayPlan] = {}

    def __call__(self, day: date, around: Around) -> DayPlan:
        if around is not self._around:
            self._around, self._plans = around, {}
        if day not in self._plans:
            self._plans[day] = plan(day, around)
        return self._plans[day]


@lru_cache(maxsize=1)
def library() -> Library:
    return read_library(Path("there-is-none"), shipped_routines())


def in_force(settings: Settings) -> InForce:
    return InForce(settings, library(), (), broken=False)


@dataclass
class Lived:
    """What became of a life."""

    judge: Judge
    script: list[str]

    @property
    def verdicts(self) -> list[Verdict]:
        return self.judge.verdicts


def live(seed: int, home: str, days: int, folder: Path) -> Lived:
    """Live the life of a seed in a folder of its own."""
    chance = Random(seed)  # noqa: S311 - only to be the same each time
    with _Life.begun(chance, made_up.somebody(chance, home, days), folder) as life:
        life.live()
        return Lived(life.judge, life.script)


class _Life:
    """A computer and who sits before it."""

    def __init__(self, chance: Random, person: Person, diary: WatchedDiary, folder: Path) -> None:
        self.chance = chance
        self.person = person
        self.script: list[str] = []
        self.judge = Judge(tell=lambda found: self.script.append(f"AGAINST THE RULES: {found}"))
        self.clock = ToldClock(person.first, person.zone)
        self.settings = person.settings
        self.diary = diary
        self.diary.tell = lambda fact: self.judge.noted(self._moment(), fact)
        self.context = self._context(folder)
        self.folder = folder
        self.files = ToldFiles(in_force(self.settings))
        self.calendars = ToldCalendars()
        self.prompter = WatchedPrompter(self.context)
        self.prompter.tell = self._appears
        self.senses = ToldSenses()
        self.busy: tuple[str, datetime] | None = None
        """What the user is busy with, and since when."""
        self.left: datetime | None = None
        """When nobody was left at the computer."""
        self.kept_until: datetime | None = None
        """When something of these last kept prompts away."""
        self.engine: WatchedEngine | None = None
        self.plans = RememberedPlans()
        self.acknowledged: list[Acknowledged] = []
        self.gap = False
        self._events: list[tuple[datetime, int, str, Callable[[], None]]] = []
        self._number = 0
        self._appeared: list[PromptOrder] = []

    @classmethod
    @contextmanager
    def begun(cls, chance: Random, person: Person, folder: Path) -> Iterator[_Life]:
        where = folders_in(folder)
        with WatchedDiary.open(where.diary, may_migrate=True) as diary:
            diary.hurry()
            life = cls(chance, person, diary, folder)
            with patch.object(engine, "plan", life.plans):
                yield life

    def _context(self, folder: Path) -> Context:
        return Context(
            folders_in(folder), self.clock, Opened(self.diary), configured=in_force(self.settings)
        )

    def _moment(self) -> Moment:
        reading = self.calendars.readings[0] if self.calendars.readings else None
        return Moment(
            self.clock.now(),
            cast("ZoneInfo", self.clock.there),
            self.settings,
            reading.meetings if reading else (),
            reading.days_off if reading else (),
            self._kept_for(),
            None if self.kept_until is None else self.clock.at - self.kept_until,
            self.gap,
            self.clock.wall_shift,
        )

    def _kept_for(self) -> timedelta | None:
        """Return how long the user has been busy or away, of what is to be minded."""
        at, minded = self.clock.at, self.settings.presence
        spells = []
        if self.busy is not None and getattr(minded, WHY_BUSY[self.busy[0]]):
            spells.append(at - self.busy[1])
        gone = None if self.left is None else at - self.left - timedelta(seconds=IDLE_SECONDS)
        if minded.away and gone is not None and gone >= timedelta():
            spells.append(gone)
        return max(spells, default=None)

    def _feel(self) -> None:
        """Let the sensors know how things are."""
        idle = None if self.left is None else int((self.clock.at - self.left).total_seconds())
        self.senses.presence = Presence(idle_seconds=idle)
        if self.busy is not None:
            self.senses.presence = replace(self.senses.presence, **{self.busy[0]: Sensed.YES})
        if self._kept_for() is not None:
            self.kept_until = self.clock.at

    # The time that passes

    def live(self) -> None:
        self._say(f"a life in {self.person.zone.key}: {self.settings}")
        if self.chance.random() < 0.8:
            self._know_since_long()
        self._start()
        for after, deed in made_up.deeds(self.chance, self.person):
            self._plan_event(self.person.first + after, deed.value, self._deed(deed))
        end = self.person.first + self.person.days * DAY
        while self._events and self._events[0][0] < end:
            at, _, what, deed_ = heapq.heappop(self._events)
            self._live_until(at)
            if what:
                self._say(what)
            with suppress(UserMistake):
                deed_()
            self._look()
        self._live_until(end)
        self._stop()
        self.judge.ended(self._moment(), self.diary.entries(), self.acknowledged)

    def _live_until(self, moment: datetime) -> None:
        """Let the time pass as the loop would, with the longest looks apart that tell the same.

        Each day is looked at as it begins, as things become due, and as they lapse, with a look
        just before: so nothing that was over then can have come in between.
        """
        while self.engine is not None:
            wake = self._look()
            left = moment - self.clock.at
            if left <= timedelta():
                return
            step = min(left, LONGEST_LOOK) if self.judge.waits else left
            now, wall = self.clock.now(), self._moment().wall
            if wake is not None:
                step = min(step, max(wake - now, A_LITTLE))
            ends = [datetime.combine(wall.date() + DAY, time()) - wall]
            lapses = self.engine.next_lapse(now)
            ends += [] if lapses is None else [lapses - now]
            for end in ends:
                step = min(step, end - A_HEARTBEAT if end > A_HEARTBEAT else end)
            self.clock.pass_by(step)
            if self._events and self._events[0][0] < moment:
                # Something appeared, and somebody does something about it before.
                self._plan_event(moment, "", lambda: None)
                return
        self.clock.pass_by(max(moment - self.clock.at, timedelta()))

    def _look(self) -> datetime | None:
        if self.engine is None:
            return None
        self._feel()
        beat = self.engine.tick(self.clock.now(), self.clock.zone())
        self.judge.looked(self._moment(), cache(self._plan))
        self.gap = False
        for order in self._appeared:
            self._react(order)
        self._appeared.clear()
        return beat.wake

    def _plan(self, day: date) -> DayPlan:
        """Return the plan as the account of the day tells it, by all that is noted now."""
        assert self.engine is not None
        today = self._moment().today
        known = self.engine._known(self.clock.zone(), today, self.engine._read(today))
        return self.plans(day, known)

    def _plan_event(self, at: datetime, what: str, deed: Callable[[], None]) -> None:
        self._number += 1
        heapq.heappush(self._events, (at, self._number, what, deed))

    def _say(self, what: str) -> None:
        self.script.append(f"{self._moment().wall:%Y-%m-%d %H:%M:%S} {what}")

    # The computer

    def _know_since_long(self) -> None:
        screening = Screening(frozenset(), AgeBand.FROM_18_TO_49)
        at = self.clock.now() - 30 * DAY
        self.clock.at, now = at, self.clock.at
        self.context.note(Screened(screening))
        self.clock.at = now

    def _start(self) -> None:
        self.context.note(DaemonStarted("0"))
        self.engine = WatchedEngine(
            self.diary,
            cast("ConfigurationWatch", self.files),
            self.prompter,
            self.calendars,
            self.senses,
        )

    def _stop(self, *, killed: bool = False) -> None:
        if self.engine is None:
            return
        if killed:
            for child in self.prompter.on_screen:
                child.close()
        else:
            self.engine.close()
            self.context.note(DaemonStopped())
        self.engine = None
        self.judge.away()

    def _appears(self, order: PromptOrder) -> None:
        self._say(f"shows {order.prompt} (round {order.round})")
        others = len(self.prompter.on_screen)
        self.judge.appeared(self._moment(), order.prompt, others, works=self.prompter.works)
        self._appeared.append(order)

    # The person

    def _deed(self, deed: Deed) -> Callable[[], None]:
        doing: dict[Deed, Callable[[], None]] = {
            Deed.NOTHING: lambda: None,
            Deed.SLEEP: lambda: self._sleep(self.chance.randint(1, 240) * MINUTE),
            Deed.SLEEP_LONG: lambda: self._sleep(self.chance.randint(10, 100) * 60 * MINUTE),
            Deed.RESTART: self._restart,
            Deed.KILL: self._kill,
            Deed.OFF: self._switch_off,
            Deed.CLOCK: self._set_clock,
            Deed.CLOCK_RIGHT: self._set_clock_right,
            Deed.TRAVEL: self._travel,
            Deed.EDIT: self._edit,
            Deed.PAUSE: self._pause,
            Deed.RESUME: lambda: resume(self.context),
            Deed.NOT_TODAY: lambda: (not_today(self.context), None)[-1],
            Deed.QUIET_DAY: lambda: begin_quiet_day(self.context),
            Deed.MEETING: self._meeting,
            Deed.CHECK_IN: self._check_in,
            Deed.SESSION: self._session_by_hand,
            Deed.NO_SCREEN: lambda: setattr(self.prompter, "works", False),
            Deed.SCREEN: lambda: setattr(self.prompter, "works", True),
            Deed.CHILD_DIES: self._child_dies,
            Deed.STRESS: self._stress,
            Deed.BLEEDING: self._bleeding,
            Deed.GATE: self._gate,
            Deed.BUSY: self._is_busy,
            Deed.FREE: self._free,
            Deed.LEAVES: self._leaves,
            Deed.BACK: self._back,
        }
        return doing[deed]

    def _sleep(self, time: timedelta) -> None:
        self.clock.sleep_through(time)
        self.gap = True
        self._say(f"wakes after {time}")

    def _restart(self) -> None:
        self._stop()
        self._start()

    def _kill(self) -> None:
        self._stop(killed=True)
        self._start()

    def _switch_off(self) -> None:
        self._stop()
        self.clock.sleep_through(self.chance.randint(1, 600) * MINUTE)
        self._say("starts again")
        self._start()
        self.gap = True

    def _set_clock(self) -> None:
        size = self.chance.choice([1, 1, 60, 60, 60 * 24, 60 * 24 * 100])
        minutes = self.chance.randint(1, 20) * size * self.chance.choice([1, -1])
        self.clock.wall_shift += minutes * MINUTE
        self.gap = True
        self._say(f"the clock is wrong by {self.clock.wall_shift}")

    def _set_clock_right(self) -> None:
        self.clock.wall_shift = timedelta()
        self.gap = True
        self._say("the clock is right")

    def _travel(self) -> None:
        there = self.chance.choice([self.person.zone.key, *JOURNEYS])
        self.clock.there = ZoneInfo(there)
        self.gap = True
        self._say(f"now in {there}")

    def _edit(self) -> None:
        self.settings = made_up.edited(self.chance, self.settings, self._moment().today)
        self.files.in_force = in_force(self.settings)
        self.context = self._context(self.folder)
        self.prompter.context = self.context
        self._say(f"now {self.settings}")

    def _pause(self) -> None:
        minutes = self.chance.choice([None, 15, 60, 60 * 24])
        if minutes is None:
            after = self.chance.randint(1, 48) * 60 * MINUTE
            ends = Deed.RESUME
            self._plan_event(self.clock.at + after, ends.value, self._deed(ends))
        until = None if minutes is None else self.clock.now() + minutes * MINUTE
        pause_until(self.context, until)

    def _meeting(self) -> None:
        now = self.clock.now()
        begins = now + self.chance.choice([0, 0, 10, 60]) * MINUTE
        meeting = Window(begins, begins + self.chance.choice([20, 30, 45, 90]) * MINUTE)
        today = self._moment().today
        off: tuple[DaysOff, ...] = ()
        if self.chance.random() < 0.1:
            off = (DaysOff(today + DAY, today + DAY),)
        self.calendars.readings = (
            CalendarReading(
                first=today - 30 * DAY, last=today + 60 * DAY, meetings=(meeting,), days_off=off
            ),
        )
        self._say(f"until {meeting.end:%H:%M} UTC, days off {off}")

    def _check_in(self) -> None:
        chance = self.chance
        check_in = CheckIn(
            day=self._moment().today,
            headache=chance.choice([Headache.NO, Headache.NO, Headache.YES]),
            now=chance.choice([None, None, 0, 3, 8]),
            stress=chance.choice([None, 1, 5, 9]),
        )
        saved = save(self.context, check_in)
        self.acknowledged.append((f"{saved.id}", check_in))
        if saved.assessment.asks:
            if chance.random() < 0.8:
                answer_gate(self.context, (chance.choice([Flag.NONE] * 9 + [Flag.FEVER]),))
            after = chance.randint(1, 30) * 60 * MINUTE
            self._plan_event(self.clock.at + after, Deed.GATE.value, self._deed(Deed.GATE))

    def _gate(self) -> None:
        alarm = alarm_now(self.context)
        if alarm.raised:
            note_checked(self.context)
        elif alarm.gate is not None:
            answer_gate(self.context, (Flag.NONE,))

    def _is_busy(self) -> None:
        self.busy = (self.chance.choice([*WHY_BUSY]), self.clock.at)
        self._ends_after(Deed.FREE)

    def _free(self) -> None:
        self.busy = None

    def _leaves(self) -> None:
        self.left = self.clock.at
        self._ends_after(Deed.BACK)

    def _back(self) -> None:
        self.left = None

    def _ends_after(self, deed: Deed) -> None:
        after = self.chance.choice([2, 10, 25, 40, 150]) * MINUTE
        self._plan_event(self.clock.at + after, deed.value, self._deed(deed))

    def _session_by_hand(self) -> None:
        session = begin(self.context, routine_named(self.context, "slow-breath"))
        self._goes_through(session)

    def _goes_through(self, session: Session) -> None:
        """Do the steps of a session one after the other, or leave it somewhere in the middle."""
        for turn in turns(session.steps):
            if self.chance.random() < 0.1:
                return
            finish_turn(self.context, session, TurnOver(turn, turn.seconds))
        end_done(self.context, session)

    def _child_dies(self) -> None:
        for child in self.prompter.on_screen:
            child.code = -9

    def _stress(self) -> None:
        first = self._moment().today + self.chance.randrange(3) * DAY
        last = first + self.chance.randrange(5) * DAY
        name = f"Time {self._number} {len(self.script)}"
        add_stress(self.context, name, first=f"{first}", last=f"{last}")

    def _bleeding(self) -> None:
        note_start(self.context, self._moment().today - self.chance.randrange(27) * DAY)

    # What is done about a prompt

    def _react(self, order: PromptOrder) -> None:
        if not self.prompter.works:
            return
        reaction = self.chance.choice(self.person.reactions)
        after = self.chance.choice([10, 120, 600, 1200, 3000, 9000]) * A_LITTLE
        if reaction is not Reaction.IGNORES:
            self._plan_event(
                self.clock.at + after,
                f"{reaction.value}: {order.prompt}",
                lambda: self._do_about(order.prompt, reaction),
            )

    def _do_about(self, prompt: str, reaction: Reaction) -> None:
        state = waiting_prompt(self.context)
        if state is None or state.prompt.id != prompt:
            self._say("it is not open any more")
            return
        routine = library().routines.get(state.prompt.routine or "")
        if reaction is Reaction.CHECKS_IN and state.prompt.kind is PromptKind.CHECKIN:
            self._check_in()
        elif reaction is Reaction.DOES and state.prompt.kind.offers_routine:
            mark_done(self.context)
        elif reaction is Reaction.STARTS and routine is not None:
            self._goes_through(begin(self.context, routine, state))
        else:
            answer = _ANSWERS.get(reaction, Answer.DONE)
            via = self.chance.choice([Via.COMMAND, Via.NOTIFICATION])
            done = answer_prompt(self.context, state, answer, via)
            self._say(f"{answer}: {done.outcome}")
            if done.outcome in (AnswerOutcome.NOTED, AnswerOutcome.LAPSES):
                self.acknowledged.append((prompt, answer))
            if via is Via.NOTIFICATION:
                # The card is gone with its button.
                for child in self.prompter.on_screen:
                    child.code = 0


_ANSWERS = {
    Reaction.PUTS_OFF: Answer.LATER,
    Reaction.SKIPS: Answer.SKIP,
    Reaction.CLOSES: Answer.CLOSED,
    Reaction.WANTS_FEWER: Answer.FEWER,
    Reaction.STARTS: Answer.START,
}
