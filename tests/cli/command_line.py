"""A command line under a told clock, and a diary to prepare."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from click.testing import CliRunner, Result

from selfcare.app.context import Context, open_context
from selfcare.app.present import look
from selfcare.cli.command import Edge
from selfcare.cli.main import commands
from selfcare.config.paths import folders
from selfcare.domain.facts import (
    PromptClaimed,
    PromptShown,
    Screened,
    SessionEnd,
    SessionEnded,
    SessionStarted,
)
from selfcare.domain.prompt import Prompt
from selfcare.domain.screening import AgeBand, Screening
from tests.fakes import ToldClock

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = date(2026, 11, 23)
BREAKS_ONLY = "[checkins]\ndiary = false\nweek = false\n"
"""Settings whose plan has nothing but its breaks: 10:30 and 15:00 in the first week."""


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    """Return a wall time in Berlin as UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


@dataclass
class CommandLine:
    """Runs commands at a time of its own."""

    clock: ToldClock = field(default_factory=lambda: ToldClock(at(10), BERLIN))

    def __call__(self, *arguments: str, feed: str | None = None) -> Result:
        return CliRunner().invoke(commands, arguments, obj=Edge(self.clock), input=feed)

    def ok(self, *arguments: str) -> str:
        result = self(*arguments)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    def data(self, *arguments: str) -> Any:
        return json.loads(self.ok(*arguments, "--json"))

    def mistake(self, *arguments: str) -> str:
        result = self(*arguments)
        assert (result.exit_code, result.stdout) == (1, "")
        return result.stderr

    def at(self, hour: int, minute: int = 0, day: date = MONDAY) -> CommandLine:
        self.clock.at = at(hour, minute, day)
        return self

    def with_breaks_only(self) -> CommandLine:
        self.configure(BREAKS_ONLY)
        return self

    @contextmanager
    def context(self) -> Iterator[Context]:
        with open_context(self.clock) as context:
            yield context

    def show_next(self) -> Prompt:
        """Claim and show the first prompt of today that nobody has claimed."""
        with self.context() as context:
            present = look(context)
            (plan,) = present.plans(context.today(), 1)
            prompt = next(one for one in plan.prompts if one.id not in present.history.prompts)
            assert prompt.due <= context.now(), f"{prompt.id} is not due yet"
            claimed = PromptClaimed(prompt, 1)
            assert context.diary.claim(claimed, at=context.now(), day=context.today())
            context.note(PromptShown(prompt.id, 1, "desktop"))
        return prompt

    def do_session(self, routine: str, title: str, prompt: str | None = None) -> None:
        with self.context() as context:
            context.note(
                SessionStarted(session="s1", routine=routine, title=title, steps=(), prompt=prompt)
            )
            context.note(SessionEnded("s1", SessionEnd.DONE))

    def screen(self) -> None:
        with self.context() as context:
            context.note(Screened(Screening(frozenset(), AgeBand.FROM_18_TO_49)))

    def configure(self, text: str) -> None:
        where = folders()
        where.config.mkdir(parents=True, exist_ok=True)
        where.config_file.write_text(text, encoding="utf-8")
