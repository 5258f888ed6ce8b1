"""Plays a day script: a made-up user, a made-up clock, and the real engine, files and diary.

A script is read line by line. First what holds (`zone`, `work`, `plan`, any setting), then what
happens, each line with a time on the wall and a sentence. `shows` lines are what must appear, in
this order and in this minute; anything else that appears fails the script.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from selfcare.app.answering import answer_prompt, waiting_prompt
from selfcare.app.clock import EARLIEST
from selfcare.app.context import Context, open_context
from selfcare.app.day_report import report_day
from selfcare.app.offering import routine_named
from selfcare.app.pausing import not_today, pause_until, resume
from selfcare.app.present import look
from selfcare.app.say import say
from selfcare.app.session import begin, mark_done
from selfcare.app.watching import ConfigurationWatch
from selfcare.daemon.engine import Engine
from selfcare.domain.calendar import CalendarReading
from selfcare.domain.facts import DaemonStarted, DaemonStopped, Screened, StopAsked
from selfcare.domain.presence import Sensed
from selfcare.domain.prompt import Answer, Via
from selfcare.domain.screening import AgeBand, Screening
from selfcare.domain.week import Window
from tests.days import body_words
from tests.fakes import RememberingPrompter, ToldCalendars, ToldClock, ToldSenses

LINE = re.compile(r"(?:(?P<day>\d{4}-\d\d-\d\d)\s+)?(?P<at>\d\d:\d\d)\s+(?P<what>.+)")
LONGEST_STEP = timedelta(seconds=30)
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@dataclass
class Person:
    """The made-up user's computer."""

    context: Context
    clock: ToldClock
    prompter: RememberingPrompter
    config: dict[str, list[str]] = field(default_factory=dict)
    """The lines below each heading. A script that wants the check-in of the day says when."""
    engine: Engine | None = None
    watch: ConfigurationWatch | None = None
    calendars: ToldCalendars = field(default_factory=ToldCalendars)
    senses: ToldSenses = field(default_factory=ToldSenses)
    checked: int = 0
    fold: int = 0

    def start(self) -> None:
        self.context.note(DaemonStarted("0"))
        self.watch = ConfigurationWatch(self.context.folders)
        self.engine = Engine(
            self.context.diary, self.watch, self.prompter, self.calendars, self.senses
        )

    def stop(self) -> None:
        assert self.engine is not None
        self.engine.close()
        self.context.note(DaemonStopped())
        self.engine = None

    def live_until(self, moment: datetime, longest: timedelta = LONGEST_STEP) -> None:
        """Let the time pass, the engine ticking as its loop would; `moment` is true UTC.

        `longest` is the longest wait between two ticks when nothing is due.
        """
        if self.engine is None or self.watch is None:
            self.clock.pass_by(moment - self.clock.at)
            return
        while True:
            self.watch.look()
            beat = self.engine.tick(self.clock.now(), self.clock.zone())
            left = moment - self.clock.at
            if left <= timedelta():
                return
            step = min(left, longest)
            if beat.wake is not None and beat.wake > self.clock.now():
                step = min(step, beat.wake - self.clock.now())
            self.clock.pass_by(step)

    def write_config(self) -> None:
        lines = []
        self.config.setdefault("checkins", ["diary = false", "week = false"])
        for heading in ("work", "prompts", "checkins", "cycle", "presence"):
            if heading in self.config:
                lines += [f"[{heading}]", *self.config[heading]]
        lines += self.config.get("plan", [])
        path = self.context.folders.config_file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def news(self) -> list[str]:
        """Return what was shown since the last call, as `HH:MM title`."""
        fresh = self.prompter.shown[self.checked :]
        self.checked = len(self.prompter.shown)
        return [f"{self._wall(at):%H:%M} {order.title}" for at, order in fresh]

    def _wall(self, at: datetime) -> datetime:
        return at.astimezone(self.clock.there)


def play(script: Path) -> None:
    """Play `script`; raises AssertionError with its line where the day went otherwise."""
    text = script.read_text(encoding="utf-8")
    lines = [
        (number, line.split("#")[0].strip())
        for number, line in enumerate(text.splitlines(), 1)
        if line.split("#")[0].strip()
    ]
    clock = ToldClock(EARLIEST)
    with open_context(clock) as context:
        person = Person(context, clock, RememberingPrompter(context))
        day: date | None = None
        for number, line in lines:
            where = f"{script.name}:{number}: {line}"
            found = LINE.fullmatch(line)
            if found is None:
                _given(person, line, where)
                continue
            day = date.fromisoformat(found["day"]) if found["day"] else day
            assert day is not None, where
            at = datetime.combine(day, time.fromisoformat(found["at"]), tzinfo=clock.there)
            at = at.replace(fold=person.fold)
            _happens(person, at.astimezone(UTC) - clock.wall_shift, found["what"], where)
        assert person.news() == [], f"{script.name}: more was shown than the script says"


def _given(person: Person, line: str, where: str) -> None:
    word, _, rest = line.partition(" ")
    match word:
        case "zone":
            person.clock.there = ZoneInfo(rest)
        case "work":
            days, hours = rest.split(" ", 1)
            ranges = ", ".join(f'"{one}"' for one in hours.split())
            work = person.config.setdefault("work", [f"{name} = []" for name in WEEKDAYS])
            for name in _weekdays(days):
                work[WEEKDAYS.index(name)] = f"{name} = [{ranges if hours != 'off' else ''}]"
        case "off":
            person.config.setdefault("work", []).append(
                "days_off = [" + ", ".join(f'"{one}"' for one in rest.split()) + "]"
            )
        case "plan":
            person.config.setdefault("plan", []).extend(_plan(rest))
        case "checkin":
            person.config["checkins"] = [f'at = "{rest.removeprefix("at ")}"', "week = false"]
        case "set":
            person.config.setdefault("prompts", []).append(rest)
        case "senses":
            person.config.setdefault("presence", []).append(rest)
        case "known":
            # The diary began long ago, so that the first week's lower cap is over.
            since = date.fromisoformat(rest.removeprefix("since "))
            screening = Screening(frozenset(), AgeBand.FROM_18_TO_49)
            at = datetime.combine(since, time(8), tzinfo=UTC)
            person.context.diary.append(Screened(screening), at=at, day=since)
        case _:
            raise AssertionError(where)


def _plan(rest: str) -> Iterator[str]:
    name, what = rest.split(": ", 1)
    yield "[[plan]]"
    yield f'id = "{name}"'
    routines, _, when = what.partition(" at ") if " at " in what else what.partition(" every ")
    names = [one.strip() for one in routines.split(",")]
    if len(names) == 1:
        yield f'routine = "{names[0]}"'
    else:
        yield "rotate = [" + ", ".join(f'"{one}"' for one in names) + "]"
    if " at " in what:
        yield "at = [" + ", ".join(f'"{one}"' for one in when.split()) + "]"
    else:
        yield f"every_minutes = {when.split()[0]}"


def _weekdays(text: str) -> list[str]:
    if "-" in text:
        first, last = text.split("-")
        return WEEKDAYS[WEEKDAYS.index(first) : WEEKDAYS.index(last) + 1]
    return text.split(",")


def _happens(person: Person, moment: datetime, what: str, where: str) -> None:
    shows = re.fullmatch(r'shows "(.+)"', what)
    if shows:
        person.live_until(moment + timedelta(seconds=59))
        expected = [f"{_wall(person, moment):%H:%M} {shows[1]}"]
        assert person.news() == expected, where
        return
    person.live_until(moment)
    assert person.news() == [], where
    if what in _DEEDS:
        _DEEDS[what](person)
        return
    for pattern, deed in _DEEDS_WITH_MORE.items():
        found = re.fullmatch(pattern, what)
        if found:
            deed(person, found[1])
            return
    assert _is_about_the_body(person, what, where), f"nobody knows this sentence: {where}"


def _is_about_the_body(person: Person, what: str, where: str) -> bool:
    """Do, or check, what a sentence about somebody's body says; False where it is none."""
    try:
        if what in body_words.DEEDS:
            body_words.DEEDS[what](person.context)
            return True
        for pattern, deed in body_words.DEEDS_WITH_MORE.items():
            found = re.fullmatch(pattern, what)
            if found:
                deed(person.context, found[1])
                return True
    except AssertionError as error:
        text = f"{where}: {error}"
        raise AssertionError(text) from error
    return False


def _wall(person: Person, moment: datetime) -> datetime:
    return (moment + person.clock.wall_shift).astimezone(person.clock.there)


def _answer(answer: Answer) -> Callable[[Person], None]:
    def deed(person: Person) -> None:
        state = waiting_prompt(person.context)
        assert state is not None, "nothing is open"
        answer_prompt(person.context, state, answer, Via.COMMAND)

    return deed


def _start(person: Person) -> None:
    if person.config:
        person.write_config()
    person.start()
    # The welcome of a first day is told in its own script.


def _until(person: Person, text: str) -> datetime:
    there = person.clock.there
    if len(text) > 5:
        return datetime.fromisoformat(text).replace(tzinfo=there).astimezone(UTC)
    today = person.clock.now().astimezone(there).date()
    return datetime.combine(today, time.fromisoformat(text), tzinfo=there).astimezone(UTC)


def _sleep(person: Person, until: str) -> None:
    person.clock.sleep_through(_until(person, until) - person.clock.now())


def _meeting(person: Person, until: str) -> None:
    now = person.clock.now()
    today = now.astimezone(person.clock.there).date()
    meeting = Window(now, _until(person, until))
    person.calendars.readings = (CalendarReading(first=today, last=today, meetings=(meeting,)),)


def _set_clock(person: Person, to: str) -> None:
    person.clock.wall_shift += _until(person, to) - person.clock.now()


def _travel(person: Person, zone: str) -> None:
    person.clock.there = ZoneInfo(zone)


def _edit(person: Person, plan: str) -> None:
    person.config["plan"] = list(_plan(plan))
    person.write_config()


def _break_config(person: Person) -> None:
    person.context.folders.config_file.write_text("[work\n", encoding="utf-8")


def _start_again(person: Person) -> None:
    person.start()


def _second_pass(person: Person) -> None:
    """From here on, times on the wall mean the second pass of the repeated hour."""
    person.fold = 1


def _ask_to_stop(person: Person) -> None:
    person.context.note(StopAsked())


def _begin_by_hand(person: Person) -> None:
    begin(person.context, routine_named(person.context, "slow-breath"))


def _end_by_hand(person: Person) -> None:
    mark_done(person.context)


def _kill_child(person: Person) -> None:
    person.prompter.children[-1].code = -9


def _break_config_again(person: Person) -> None:
    person.context.folders.config_file.write_text("[[plan]\n", encoding="utf-8")


def _no_screen(person: Person) -> None:
    person.prompter.works = False


def _screen_again(person: Person) -> None:
    person.prompter.works = True


def _senses(**told: Sensed) -> Callable[[Person], None]:
    def deed(person: Person) -> None:
        person.senses.presence = replace(person.senses.presence, **told)

    return deed


def _leave(person: Person) -> None:
    person.senses.left_at = person.clock.now()


def _come_back(person: Person) -> None:
    person.senses.left_at = None


def _were_asked(person: Person, times: str) -> None:
    assert len(person.senses.asked) == int(times), person.senses.asked
    person.senses.asked.clear()


def _today_says(person: Person, words: str) -> None:
    present = look(person.context)
    told = [say(item.fate.about) for item in report_day(present, present.today)]
    assert words in told, told


def _nothing(person: Person) -> None:
    assert person.context is not None


def _nothing_on_screen(person: Person) -> None:
    assert person.prompter.on_screen == []


_DEEDS: dict[str, Callable[[Person], None]] = {
    "selfcare starts": _start,
    "selfcare ends": Person.stop,
    "selfcare starts again with the broken file": _start_again,
    "the clock goes back": _second_pass,
    "a command asks it to stop": _ask_to_stop,
    "the user begins a routine by hand": _begin_by_hand,
    "the user ends the routine": _end_by_hand,
    "what shows it is killed": _kill_child,
    "the user starts it": _answer(Answer.START),
    "the user skips it": _answer(Answer.SKIP),
    "the user puts it off": _answer(Answer.LATER),
    "the user says not today": lambda person: (not_today(person.context), None)[1],
    "the user pauses": lambda person: pause_until(person.context, None),
    "the user resumes": lambda person: resume(person.context),
    "the screen is gone": _no_screen,
    "the screen is back": _screen_again,
    "config.toml is broken": _break_config,
    "config.toml is broken in another way": _break_config_again,
    "do not disturb is switched on": _senses(do_not_disturb=Sensed.YES),
    "do not disturb is switched off": _senses(do_not_disturb=Sensed.NO),
    "a film fills the screen": _senses(full_screen=Sensed.YES),
    "the film is over": _senses(full_screen=Sensed.NO),
    "a call begins": _senses(in_call=Sensed.YES),
    "the call is over": _senses(in_call=Sensed.NO),
    "the screen is locked": _senses(locked=Sensed.YES),
    "the screen is unlocked": _senses(locked=Sensed.NO),
    "the user leaves the computer": _leave,
    "the user is back": _come_back,
    "nothing is on the screen": _nothing_on_screen,
    "nothing more": _nothing,
}
_DEEDS_WITH_MORE: dict[str, Callable[[Person, str], None]] = {
    r"the computer sleeps until (.+)": _sleep,
    r"a meeting begins that lasts until (.+)": _meeting,
    r"the clock is set to (.+)": _set_clock,
    r"the user lands in (.+)": _travel,
    r"the user pauses until (.+)": lambda person, text: pause_until(
        person.context, _until(person, text)
    ),
    r"the plan becomes (.+)": _edit,
    r"today says \"(.+)\"": _today_says,
    r"the sensors were asked (\d+) times?": _were_asked,
}
