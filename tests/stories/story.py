"""A story as its file tells it: what is given, what happens, and what each plan must say.

A file begins with a title and some lines for the reader. `Given`, `config.toml`, `calendar.ics` and
`An ordinary day` head indented blocks. Then come moments, in order: something that happens, or a
plan that is asked for, with its days indented below it and their prompts below those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

DAY = timedelta(days=1)
SATURDAY = 5
_GIVEN = re.compile(r"(?P<name>zone|known since|at most) (?P<value>\S+)(?: prompts a day)?")
_BLOCKS = ("Given", "config.toml", "calendar.ics", "An ordinary day")
_MOMENT = re.compile(
    r"(?P<first>\d{4}-\d\d-\d\d)(?: to (?P<last>\d{4}-\d\d-\d\d))? (?P<at>\d\d:\d\d)  (?P<what>.+)"
)
_ONE_DAY = re.compile(r"(?P<name>\w{3}) (?P<day>\d{4}-\d\d-\d\d)  (?P<rest>.+)")
_MANY_DAYS = re.compile(
    r"\w{3} (?P<first>\d{4}-\d\d-\d\d) to \w{3} (?P<last>\d{4}-\d\d-\d\d)  ordinary on workdays"
)
_PROMPT = re.compile(
    r"(?P<at>\d\d:\d\d)  (?P<kind>[a-z_]+) +(?P<what>\S+(?: \S+)*) +\((?P<id>\S+)\)"
)


@dataclass(frozen=True)
class ExpectedPrompt:
    """One line: `what` is a routine or a property of it, what is asked, or words for the reader.

    In `id`, … stands for anything.
    """

    at: time
    kind: str
    what: str
    id: str

    def on(self, day: date) -> ExpectedPrompt:
        return replace(self, id=self.id.replace("{day}", day.isoformat()))


@dataclass(frozen=True)
class ExpectedDay:
    """What a day must bring: its prompts in order, and the signals that are in force."""

    day: date
    signals: tuple[str, ...] = ()
    prompts: tuple[ExpectedPrompt, ...] = ()


@dataclass(frozen=True)
class Moment:
    """Something that happens, or a plan that is asked for and then `days` follow."""

    line: int
    first: date
    last: date
    at: time
    what: str
    days: tuple[ExpectedDay, ...] = ()

    @property
    def when(self) -> datetime:
        return datetime.combine(self.first, self.at)


@dataclass
class Story:
    """Everything one file says."""

    name: str
    given: dict[str, str] = field(default_factory=dict)
    config: list[str] = field(default_factory=list)
    calendar: list[str] = field(default_factory=list)
    ordinary: list[ExpectedPrompt] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)


def read_story(path: Path) -> Story:
    """Return the story of a file. Raises AssertionError with the line that nobody understands."""
    story = Story(path.stem)
    block = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path.name}:{number}: {line}"
        if not line.strip():
            continue
        if not line.startswith(" "):
            moment = _MOMENT.fullmatch(line)
            if moment:
                block = "moment"
                story.moments.append(_moment(number, moment))
            else:
                assert line in _BLOCKS or block == "", where
                block = line if line in _BLOCKS else ""
            continue
        match block:
            case "Given":
                given = _GIVEN.fullmatch(line.strip())
                assert given, where
                story.given[given["name"]] = given["value"]
            case "config.toml":
                story.config.append(line.strip())
            case "calendar.ics":
                story.calendar.append(line.strip())
            case "An ordinary day":
                story.ordinary.append(_prompt(line, where))
            case "moment":
                days = _with(story, story.moments[-1].days, line, where)
                story.moments[-1] = replace(story.moments[-1], days=days)
            case _:
                raise AssertionError(where)
    return story


def _moment(number: int, found: re.Match[str]) -> Moment:
    first = date.fromisoformat(found["first"])
    last = date.fromisoformat(found["last"]) if found["last"] else first
    return Moment(number, first, last, time.fromisoformat(found["at"]), found["what"])


def _prompt(line: str, where: str) -> ExpectedPrompt:
    found = _PROMPT.fullmatch(line.strip())
    assert found, where
    return ExpectedPrompt(
        time.fromisoformat(found["at"]), found["kind"], found["what"].strip(), found["id"]
    )


def _with(
    story: Story, days: tuple[ExpectedDay, ...], line: str, where: str
) -> tuple[ExpectedDay, ...]:
    if line.startswith("    "):
        assert days, where
        prompt = _prompt(line, where).on(days[-1].day)
        return (*days[:-1], replace(days[-1], prompts=(*days[-1].prompts, prompt)))
    many = _MANY_DAYS.fullmatch(line.strip())
    if many:
        span = _dates(date.fromisoformat(many["first"]), date.fromisoformat(many["last"]))
        return (
            *days,
            *(_ordinary(story, day) if day.weekday() < SATURDAY else ExpectedDay(day)
              for day in span),
        )  # fmt: skip
    found = _ONE_DAY.fullmatch(line.strip())
    assert found, where
    day = date.fromisoformat(found["day"])
    assert f"{day:%a}" == found["name"], f"{where}: this is a {day:%A}"
    match found["rest"]:
        case "ordinary":
            return (*days, _ordinary(story, day))
        case "nothing":
            return (*days, ExpectedDay(day))
        case signals:
            return (*days, ExpectedDay(day, tuple(signals.split(", "))))


def _ordinary(story: Story, day: date) -> ExpectedDay:
    return ExpectedDay(day, (), tuple(one.on(day) for one in story.ordinary))


def _dates(first: date, last: date) -> Iterator[date]:
    return (first + number * DAY for number in range((last - first).days + 1))
