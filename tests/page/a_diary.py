"""A diary made for a test, and what the pages of the diary say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import unescape
from typing import Any

from selfcare.domain.checkin import CheckIn, Headache
from selfcare.domain.facts import (
    CheckedIn,
    Fact,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    StopReason,
    TurnFinished,
)
from selfcare.domain.muscles import Muscle
from selfcare.domain.routine import Press, Side
from tests.cli.command_line import MONDAY, CommandLine
from tests.page.reader import Reader

YES, NO = Headache.YES, Headache.NO
SCRIPT = "<script>alert(1)</script>"
PRESS = Press(do="Hold.", muscles=(Muscle.MASSETER,), side=Side.LEFT, seconds=20, pressure=3)


@dataclass
class Keeper:
    """Somebody who keeps a diary, and reads it on Monday at ten."""

    reader: Reader

    def __post_init__(self) -> None:
        self.line = CommandLine(self.reader.clock)
        self._sessions = 0

    def note(self, day: date, *facts: Fact, hour: int = 18) -> Keeper:
        """Note facts at an hour of a day, and come back to Monday at ten."""
        with self.line.at(hour, day=day).context() as context:
            for fact in facts:
                context.note(fact)
        self.line.at(10)
        return self

    def check(self, day: date, *, on: date | None = None, **said: Any) -> Keeper:
        """Note a check-in about a day, on that day or later."""
        return self.note(on or day, CheckedIn(CheckIn(day=day, **said)))

    def session(
        self,
        day: date,
        title: str = "One",
        *,
        before: int | None = None,
        after: int | None = None,
        stopped: StopReason | None = None,
        hour: int = 12,
    ) -> Keeper:
        """Do a routine that presses the masseter; each title is a routine of its own."""
        self._sessions += 1
        name = f"s{self._sessions}"
        end = SessionEnd.DONE if stopped is None else SessionEnd.STOPPED
        return self.note(
            day,
            SessionStarted(
                session=name,
                routine=title.casefold(),
                title=title,
                steps=(PRESS, PRESS),
                before=before,
            ),
            TurnFinished(session=name, step=0, side=Side.LEFT, seconds=120),
            SessionEnded(name, end, stopped=stopped, step=1 if stopped else None, after=after),
            hour=hour,
        )

    def facts(self) -> list[Fact]:
        """Return all the diary holds."""
        with self.line.context() as context:
            return [entry.fact for entry in context.diary.entries()]


@dataclass(frozen=True)
class Field:
    """A day in the calendar as it is drawn and as it is said."""

    classes: frozenset[str]
    sentence: str
    shown: str
    stress: str
    icons: tuple[str, ...]


def fields_of(page: str) -> dict[int, Field]:
    """Return the days of the calendar that lead somewhere, by their number."""
    found = {}
    for classes, inside in re.findall(r'<a class="day ([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL):
        number = re.search(r'<span class="date"[^>]*>(\d+)<', inside)
        shown = re.search(r'<span class="pain"[^>]*>([^<]*)<', inside)
        said = re.search(r'<span class="hidden-text">([^<]*)<', inside)
        stress = re.search(r'<span class="stress">.*?</svg>(\d+)<', inside, re.DOTALL)
        assert number is not None
        assert shown is not None
        assert said is not None
        found[int(number[1])] = Field(
            classes=frozenset(classes.split()),
            sentence=unescape(said[1]),
            shown=shown[1],
            stress="" if stress is None else stress[1],
            icons=tuple(re.findall(r"#i-(\w+)", inside)),
        )
    return found


def tables_of(page: str) -> list[list[list[str]]]:
    """Return the data tables of a page: rows of cells, the head first."""
    return [
        [
            [plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
            for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
        ]
        for table in re.findall(r'<table class="table[^"]*">(.*?)</table>', page, re.DOTALL)
    ]


def main_of(page: str) -> str:
    """Return what a page says without its shell, as plain text with single spaces."""
    inside = page[page.index("<main") : page.index("</main>")]
    inside = re.sub(r"<svg.*?</svg>|<style>.*?</style>", " ", inside, flags=re.DOTALL)
    return plain(inside)


def plain(markup: str) -> str:
    """Return the words between the marks."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())


LAST_MONTH = date(2026, 10, 1)
TODAY = MONDAY
