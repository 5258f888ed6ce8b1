"""Made-up lives for property tests: settings, and what happens between one look and the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st
from msgspec.structs import replace

from selfcare.domain.checkin import CheckIn, Headache
from selfcare.domain.facts import (
    CheckedIn,
    DaemonStarted,
    DiaryView,
    Entry,
    Fact,
    Paused,
    PeriodStarted,
    PromptAnswered,
    PromptClaimed,
    PromptHeld,
    PromptNotShown,
    PromptShown,
    Resumed,
    StressAdded,
)
from selfcare.domain.prompt import Answer, Prompt, Via
from selfcare.domain.settings import PlanEntry, Prompts, Settings, Work
from selfcare.domain.stress import StressKind
from selfcare.domain.week import DAY, MINUTE, ClockRange, Window
from selfcare.planning.around import Around, around
from selfcare.planning.delivery import Decision, decide, open_prompt
from selfcare.planning.history import History, read_history
from selfcare.planning.hours import quiet_around
from selfcare.planning.planner import plan

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")

times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))


usual_hours = st.sampled_from(
    [
        (ClockRange(time(9), time(17, 30)),),
        (ClockRange(time(8), time(12)), ClockRange(time(13), time(20))),
        (ClockRange(time(22), time(6)),),
        (ClockRange(time(0), time(23, 45)),),
    ]
)


@st.composite
def odd_hours(draw: st.DrawFn) -> tuple[ClockRange, ...]:
    start, end = draw(times), draw(times)
    return () if start == end else (ClockRange(start, end),)


hours = st.one_of(usual_hours, usual_hours, odd_hours())


@st.composite
def plan_entries(draw: st.DrawFn, number: int) -> PlanEntry:
    name = f"entry-{number}"
    if draw(st.booleans()):
        return PlanEntry(id=name, every_minutes=draw(st.integers(10, 120)))
    return PlanEntry(id=name, at=tuple(sorted(draw(st.sets(times, min_size=2, max_size=8)))))


@st.composite
def settings(draw: st.DrawFn) -> Settings:
    week = draw(hours)
    return Settings(
        work=Work(mon=week, tue=week, wed=week, thu=week, fri=week, sat=draw(hours), sun=week),
        prompts=Prompts(
            daily_cap=draw(st.integers(0, 8)),
            first_week_cap=draw(st.integers(0, 3)),
            spacing_minutes=draw(st.sampled_from([0, 15, 30, 60])),
            expiry_minutes=draw(st.sampled_from([5, 30, 60, 120])),
            quiet_hours=draw(st.one_of(st.just(()), odd_hours())),
        ),
        plan=tuple(draw(plan_entries(number)) for number in range(draw(st.integers(1, 3)))),
    )


@dataclass(frozen=True)
class Deed:
    """Something that happens; the time that goes by first may be negative: a clock set back."""

    passes: timedelta
    what: str


passing = st.one_of(
    st.sampled_from([timedelta(seconds=5), MINUTE, 10 * MINUTE, 25 * MINUTE, 45 * MINUTE]),
    st.integers(1, 60).map(lambda minutes: minutes * MINUTE),
    st.integers(1, 60).map(lambda minutes: minutes * MINUTE),
    st.sampled_from([timedelta(hours=3), timedelta(hours=13)]),
)
set_back = st.integers(1, 300).map(lambda minutes: -minutes * MINUTE)
deeds = st.sampled_from(
    ["look"] * 6
    + ["start", "skip"] * 3
    + ["later", "later", "resume", "resume"]
    + ["pause", "restart", "no screen", "new plan"]
    + ["a bad day", "a good day", "bleeding", "a hard week", "a meeting"]
)


def steady_lives(most: int = 50) -> st.SearchStrategy[list[Deed]]:
    """Lives in which the clock only goes forward."""
    return st.lists(st.builds(Deed, passing, deeds), min_size=20, max_size=most)


def jumping_lives(most: int = 50) -> st.SearchStrategy[list[Deed]]:
    """Lives in which the clock is also set back."""
    return st.lists(
        st.builds(Deed, st.one_of(passing, set_back), deeds), min_size=20, max_size=most
    )


@dataclass
class Life:
    """A diary in memory and the decisions made over it, as the engine would make them."""

    settings: Settings
    zone: ZoneInfo
    now: datetime
    first_day: date
    entries: list[Entry] = field(default_factory=list)
    new: list[tuple[datetime, Prompt]] = field(default_factory=list)
    shown: list[tuple[datetime, Prompt, int]] = field(default_factory=list)
    on_screen: str | None = None
    meetings: tuple[Window, ...] = ()

    def note(self, fact: Fact) -> None:
        day = self.now.astimezone(self.zone).date()
        self.entries.append(Entry(len(self.entries) + 1, self.now, day, fact))

    def history(self) -> History:
        return read_history(DiaryView(tuple(self.entries), self.first_day))

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def around(self) -> Around:
        known = around(
            self.today,
            zone=self.zone,
            settings=self.settings,
            history=self.history(),
            entries=self.entries,
        )
        return replace(known, meetings=self.meetings)

    def decide(self) -> Decision:
        known = self.around()
        prompts = [
            prompt
            for day in (self.today - DAY, self.today, self.today + DAY)
            for prompt in plan(day, known).prompts
        ]
        return decide(
            self.now,
            prompts,
            history=known.history,
            settings=self.settings,
            on_screen=self.on_screen,
            quiet=quiet_around(self.today, self.settings, self.zone),
            meetings=self.meetings,
        )

    def look(self, *, screen: bool = True) -> None:
        decision = self.decide()
        for held in decision.held:
            self.note(PromptHeld(held.prompt, held.why))
        if decision.keep != self.on_screen:
            self.on_screen = None
        if decision.show is None:
            return
        if decision.claim:
            self.note(PromptClaimed(decision.show, decision.round))
            if decision.round == 1:
                self.new.append((self.now, decision.show))
        self.shown.append((self.now, decision.show, decision.round))
        if screen:
            self.on_screen = decision.show.id
            self.note(PromptShown(decision.show.id, decision.round, "remembered"))
        else:
            self.note(PromptNotShown(decision.show.id, decision.round, "no screen"))

    def answer(self, answer: Answer) -> None:
        state = open_prompt(self.now, self.history())
        if state is None or state.answer is not None:
            return
        until = self.now + 10 * MINUTE if answer is Answer.LATER else None
        self.note(PromptAnswered(state.prompt.id, state.round, answer, Via.COMMAND, until))

    def live(self, deeds: list[Deed]) -> None:
        self.note(DaemonStarted("0"))
        for deed in deeds:
            self.now += deed.passes
            if deed.what != "no screen":
                self.look()
            match deed.what:
                case "no screen":
                    self.look(screen=False)
                case "new plan":
                    self.settings = with_fewer_times(self.settings)
                case "start" | "later" | "skip":
                    self.answer(Answer(deed.what))
                case "pause":
                    self.note(Paused(None))
                case "resume":
                    self.note(Resumed())
                case "restart":
                    self.on_screen = None
                    self.note(DaemonStarted("0"))
                case "a bad day":
                    self.note(CheckedIn(CheckIn(day=self.today, headache=Headache.YES, stress=8)))
                case "a good day":
                    self.note(CheckedIn(CheckIn(day=self.today, headache=Headache.NO, stress=1)))
                case "bleeding":
                    self.note(PeriodStarted(self.today - 26 * DAY))
                case "a hard week":
                    self.note(a_hard_week(self.today))
                case "a meeting":
                    self.meetings = (Window(self.now, self.now + 40 * MINUTE),)
            self.look()


def a_hard_week(today: date) -> StressAdded:
    return StressAdded(
        period=f"{today}",
        name="Month end",
        first=today + DAY,
        last=today + 5 * DAY,
        kind=StressKind.EMOTIONAL,
        deadline=today + 5 * DAY,
    )


def with_fewer_times(settings: Settings) -> Settings:
    """Return the settings after an edit that shifts every slot number."""
    plan = tuple(replace(entry, at=entry.at[1:]) for entry in settings.plan)
    return replace(settings, plan=plan)


def life(settings: Settings, zone: str, days_known: int = 30) -> Life:
    """Return a life that begins on a Sunday before the autumn change in Europe."""
    start = datetime(2026, 10, 23, 6, tzinfo=UTC)
    return Life(settings, ZoneInfo(zone), start, start.date() - timedelta(days=days_known))
