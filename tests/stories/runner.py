"""Plays a story with the real commands under a told clock, and compares each plan with it.

Answers, starts and check-ins go through the commands too. Where days must pass with prompts on the
screen, the real engine runs, as in the day scripts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from difflib import ndiff
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from selfcare.app.answering import answer_prompt, waiting_prompt
from selfcare.app.clock import EARLIEST
from selfcare.app.context import open_context
from selfcare.app.present import look
from selfcare.config.paths import folders
from selfcare.domain.facts import Screened
from selfcare.domain.prompt import Answer, Asks, PromptKind, Via
from selfcare.domain.routine import Routine, Tool
from selfcare.domain.screening import AgeBand, Screening
from tests.cli.command_line import CommandLine
from tests.days.runner import Person
from tests.fakes import RememberingPrompter, ToldClock
from tests.stories.calendar_file import calendar_file
from tests.stories.story import DAY, SATURDAY, ExpectedDay, ExpectedPrompt, Moment, Story

DAY_BEGINS = time(8)
LONGEST_STEP = timedelta(minutes=10)
SHORT_SECONDS = 180
BALLS = frozenset({Tool.BALL, Tool.TWO_BALLS})
DAILY = {"diary": "/diary/", "week": "/week/"}
"""Signals that every story leaves out: they are there exactly when their prompt is."""
TELLING = frozenset({PromptKind.HEADS_UP, PromptKind.SUMMARY})
"""Kinds whose words in a story are for its reader alone."""
NOT_NEUTRAL = re.compile(
    r"\b(cycles?|periods?|bleed\w*|menstru\w*|menses|ovulat\w*|hormon\w*|pills?|pregnan\w*|pains?"
    r"|painful|\w*aches?|aching|migraines?|sore\w*|tender\w*|symptoms?|nausea|dizz\w*|stiff\w*"
    r"|muscles?|neck|heads?|skull|scalp|forehead|face|eyes?|ears?|jaw|teeth|cheeks?|temples?"
    r"|throat|shoulders?|trapezius|levator\w*|scalenes?|masseter|temporalis|suboccipitals?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Planned:
    """A prompt as `plan --json` lists it, with what only the plan itself knows of it."""

    data: dict[str, Any]
    asks: Asks | None
    routine: Routine | None

    @property
    def due(self) -> datetime:
        return datetime.fromisoformat(self.data["due"])

    @property
    def signals(self) -> frozenset[str]:
        return frozenset(self.data["signals"])

    @property
    def kind(self) -> PromptKind:
        return PromptKind(self.data["kind"])


@dataclass
class Telling:
    """A story under way."""

    story: Story
    line: CommandLine
    zone: ZoneInfo
    known: date
    cap: int

    def set_clock(self, at: datetime) -> None:
        self.line.clock.at = at.replace(tzinfo=self.zone).astimezone(UTC)

    def set_up(self, folder: Path) -> None:
        calendar = folder / "calendar.ics"
        calendar.write_text(calendar_file(self.story.calendar), encoding="utf-8", newline="")
        config = "\n".join(self.story.config).replace("{calendar}", calendar.as_posix())
        self.line.configure(config + "\n")
        assert folders().config_file.is_file()
        self.set_clock(datetime.combine(self.known, DAY_BEGINS))
        with self.line.context() as context:
            context.note(Screened(Screening(frozenset(), AgeBand.FROM_18_TO_49)))

    def tell(self, moment: Moment) -> None:
        where = f"{self.story.name}.story:{moment.line}: {moment.what}"
        for pattern, deed in _DEEDS.items():
            found = re.fullmatch(pattern, moment.what)
            if found:
                self.set_clock(moment.when)
                deed(self, moment, *found.groups())
                return
        raise AssertionError(f"nobody knows this sentence: {where}")


def play(story: Story, folder: Path) -> None:
    """Play a story; raises AssertionError with every difference of the first plan that differs."""
    zone = ZoneInfo(story.given["zone"])
    clock = ToldClock(EARLIEST, zone)
    known = date.fromisoformat(story.given["known since"])
    telling = Telling(story, CommandLine(clock), zone, known, int(story.given["at most"]))
    telling.set_up(folder)
    for moment in story.moments:
        telling.tell(moment)


def _check_in(telling: Telling, moment: Moment, said: str) -> None:
    number = (moment.last - moment.first).days + 1
    for day in (moment.first + one * DAY for one in range(number)):
        if number > 1 and day.weekday() >= SATURDAY:
            continue
        telling.set_clock(datetime.combine(day, moment.at))
        entry = json.dumps({"day": day.isoformat(), **dict(_said(said))})
        result = telling.line("checkin", "--json", "-", feed=entry)
        assert (result.exit_code, result.stderr) == (0, ""), result.output
        assert json.loads(result.stdout)["saved"], result.output


def _said(text: str) -> Iterator[tuple[str, object]]:
    for one in text.split(", "):
        word, _, number = one.rpartition(" ")
        if number.isdigit():
            yield word, int(number)
        else:
            yield "headache", {"no headache": "no", "a headache": "yes"}[one]


def _note_starts(telling: Telling, _moment: Moment, days: str) -> None:
    for day in days.split():
        telling.line.ok("period", "start", day)


def _pause(telling: Telling, _moment: Moment) -> None:
    telling.line.ok("period", "pause")


def _resume(telling: Telling, _moment: Moment) -> None:
    telling.line.ok("period", "resume")


def _run_unanswered(telling: Telling, moment: Moment) -> None:
    until = datetime.combine(moment.last, moment.at)
    shown = _run(telling, moment.first, until, None)
    for day in (moment.first + one * DAY for one in range((moment.last - moment.first).days + 1)):
        assert (day in shown) == (day.weekday() < SATURDAY), f"nothing was shown on {day}"


def _run_answered(telling: Telling, moment: Moment, answer: str) -> None:
    _run(telling, moment.first, moment.when, Answer(answer.replace(" ", "_")))


def _run(telling: Telling, first: date, until: datetime, answer: Answer | None) -> set[date]:
    """Let selfcare run, answer what is open in the end, and return the days it showed something."""
    clock = telling.line.clock
    telling.set_clock(datetime.combine(first, DAY_BEGINS))
    with open_context(clock) as context:
        person = Person(context, clock, RememberingPrompter(context))
        person.start()
        person.live_until(until.replace(tzinfo=telling.zone).astimezone(UTC), LONGEST_STEP)
        if answer is not None:
            state = waiting_prompt(context)
            assert state is not None, "nothing is open that could be answered"
            answer_prompt(context, state, answer, Via.COMMAND)
        person.stop()
        return {at.astimezone(telling.zone).date() for at, _ in person.prompter.shown}


def _compare(telling: Telling, moment: Moment, days: str) -> None:
    expected = moment.days
    told = [day.day for day in expected]
    assert len(told) == int(days), f"line {moment.line}: {len(told)} days are told, not {days}"
    assert all(b - a == DAY for a, b in pairwise(told)), moment.line
    planned = _plan(telling, told[0], len(told))
    was: list[str] = []
    should: list[str] = []
    for day in expected:
        these = [one for one in planned if one.due.date() == day.day]
        should += _lines_of(day)
        was += list(_as_planned(day, these))
        _check_always(telling, day.day, these)
    difference = "\n".join(ndiff(should, was))
    where = f"{telling.story.name}.story:{moment.line}: the story (-) and the plan (+)"
    assert was == should, f"{where}\n{difference}"


def _plan(telling: Telling, first: date, days: int) -> list[Planned]:
    data = telling.line.data("plan", "--from", first.isoformat(), "--days", str(days))
    with telling.line.context() as context:
        present = look(context)
        prompts = {one.id: one for day in present.plans(first, days) for one in day.prompts}
        routines = present.routines
    assert [one["id"] for one in data] == list(prompts), "plan --json leaves prompts out"
    return [
        Planned(one, prompts[one["id"]].asks, routines.get(one["routine"] or "")) for one in data
    ]


def _lines_of(day: ExpectedDay) -> list[str]:
    if not day.prompts:
        return [f"{day.day:%a %Y-%m-%d}  nothing"]
    return [
        f"{day.day:%a %Y-%m-%d}  {', '.join(day.signals)}",
        *(f"  {one.at:%H:%M}  {one.kind}  {one.what}  ({one.id})" for one in day.prompts),
    ]


def _as_planned(day: ExpectedDay, planned: list[Planned]) -> Iterator[str]:
    """Yield the lines of a planned day, in the story's words where it says the same."""
    if not planned:
        yield f"{day.day:%a %Y-%m-%d}  nothing"
        return
    signals = planned[0].signals - DAILY.keys()
    same = signals == set(day.signals)
    yield f"{day.day:%a %Y-%m-%d}  {', '.join(day.signals if same else sorted(signals))}"
    by_time = {one.at: one for one in day.prompts}
    for one in planned:
        expected = by_time.get(one.due.time())
        what = expected.what if expected and _is_what(expected, one) else _what(one)
        name = expected.id if expected and _is_id(expected.id, one) else one.data["id"]
        yield f"  {one.due:%H:%M}  {one.kind.value}  {what}  ({name})"


def _is_id(expected: str, planned: Planned) -> bool:
    pattern = re.escape(expected).replace("…", r".+")
    return re.fullmatch(pattern, planned.data["id"]) is not None


def _is_what(expected: ExpectedPrompt, planned: Planned) -> bool:
    routine = planned.routine
    if planned.kind in TELLING:
        return expected.kind == planned.kind.value
    if routine is None:
        return expected.what == _what(planned)
    match expected.what:
        case "gentle":
            return _is_short(routine) and not _touches(routine)
        case "without a ball":
            return routine.tool not in BALLS
        case name:
            return name == routine.id


def _is_short(routine: Routine) -> bool:
    return routine.total_seconds <= SHORT_SECONDS


def _touches(routine: Routine) -> bool:
    return any(step.presses or step.pressure for step in routine.steps)


def _what(planned: Planned) -> str:
    if planned.asks is not None:
        return {Asks.LET_DOWN: "let-down", Asks.MID_CYCLE: "mid-cycle"}.get(
            planned.asks, planned.asks.value.replace("_", " ")
        )
    return planned.routine.id if planned.routine is not None else planned.data["title"]


def _check_always(telling: Telling, day: date, planned: list[Planned]) -> None:
    """Check what holds on every day of every story."""
    where = f"{telling.story.name}.story, {day}"
    assert sum(one.kind.counts for one in planned) <= telling.cap, f"{where}: too many prompts"
    for earlier, later in pairwise(planned):
        apart = later.due - earlier.due
        assert apart >= timedelta(minutes=30), f"{where}: {apart} between two prompts"
    assert len({one.signals for one in planned}) <= 1, f"{where}: signals differ within the day"
    for signal, part in DAILY.items():
        if any(part in one.data["id"] for one in planned):
            assert signal in planned[0].signals, f"{where}: a prompt without its signal {signal}"
    for one in planned:
        assert time(9) <= one.due.time() <= time(20), f"{where}: {one.due:%H:%M}"
        assert one.data["reason"], f"{where}: {one.data['id']} has no reason"
        for text in (one.data["title"], one.data["body"]):
            found = NOT_NEUTRAL.search(text)
            assert found is None, f"{where}: others could read “{found and found[0]}” in “{text}”"


_DEEDS: dict[str, Callable[..., None]] = {
    r"the plan of (\d+) days?": _compare,
    r"(?:each workday )?s?he checks in: (.+)": _check_in,
    r"s?he notes period starts: (.+)": _note_starts,
    r"s?he pauses the cycle": _pause,
    r"s?he takes up the cycle again": _resume,
    r"selfcare runs and s?he answers nothing": _run_unanswered,
    r"selfcare runs and s?he answers: (.+)": _run_answered,
}
