"""Somebody who checks in: types answers, and what the diary then holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from click.testing import Result

from selfcare.domain.checkin import CheckIn
from selfcare.domain.facts import (
    CheckedIn,
    Fact,
    NotYetBleeding,
    PeriodStarted,
    PromptAnswered,
    PromptClaimed,
    PromptShown,
)
from selfcare.domain.message import Message, message
from selfcare.domain.prompt import Answer, Asks, Prompt, PromptKind, Via
from selfcare.domain.week import DAY
from tests.cli.command_line import MONDAY, CommandLine, at

Typed = str | Callable[[], str]
TUESDAY = MONDAY + DAY
"""A workday after a workday, so that nothing is offered to be filled in."""


@dataclass
class Typist:
    """Types one answer after the other, then those that go with a question; else no more."""

    answers: list[Typed] = field(default_factory=list)
    replies: dict[str, str] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)

    def __call__(self, question: str = "") -> str:
        self.questions.append(question)
        if not self.answers:
            for part, reply in self.replies.items():
                if part in question:
                    return reply
            raise EOFError
        answer = self.answers.pop(0)
        return answer if isinstance(answer, str) else answer()


@dataclass
class Desk:
    """A command line with somebody before it who answers questions."""

    line: CommandLine
    typist: Typist

    def __call__(self, *arguments: str, answers: tuple[Typed, ...] = ()) -> Result:
        self.typist.answers = [*answers]
        self.typist.questions = []
        return self.line(*arguments)

    def text(self, *arguments: str, answers: tuple[Typed, ...] = ()) -> str:
        """Return what is printed, spaces made one; every answer must be taken."""
        result = self(*arguments, answers=answers)
        assert (result.exit_code, result.stderr) == (0, ""), result.output
        assert self.typist.answers == []
        return " ".join(result.stdout.split())

    def at(self, hour: int, minute: int = 0, day: date = TUESDAY) -> Desk:
        self.line.at(hour, minute, day)
        return self

    def note(self, *facts: Fact) -> None:
        with self.line.context() as context:
            for fact in facts:
                context.note(fact)

    @property
    def facts(self) -> list[Fact]:
        with self.line.context() as context:
            return [entry.fact for entry in context.diary.entries()]

    @property
    def noted(self) -> list[CheckIn]:
        return [fact.check_in for fact in self.facts if isinstance(fact, CheckedIn)]

    @property
    def check_in(self) -> CheckIn:
        (found,) = self.noted
        return found

    @property
    def of_cycle(self) -> list[Fact]:
        kinds = (PeriodStarted, NotYetBleeding)
        return [fact for fact in self.facts if isinstance(fact, kinds)]

    @property
    def answered(self) -> list[Answer]:
        return [fact.answer for fact in self.facts if isinstance(fact, PromptAnswered)]

    def check_in_on(self, day: date, **said: object) -> None:
        """Note a check-in on the evening of a day."""
        before = self.line.clock.at
        self.at(18, day=day)
        self.note(CheckedIn(CheckIn(day=day, **said)))  # type: ignore[arg-type] # real fields
        self.line.clock.at = before


def a_prompt(
    kind: PromptKind = PromptKind.CHECKIN,
    *,
    id_: str = "the-prompt",
    due: datetime | None = None,
    asks: Asks | None = None,
    detail: Message | None = None,
) -> Prompt:
    """Return a prompt of Tuesday, 16:30, that waits for an hour."""
    begins = due or at(16, 30, TUESDAY)
    return Prompt(
        id=id_,
        kind=kind,
        day=TUESDAY,
        due=begins,
        expires=begins + timedelta(hours=1),
        reason=message("It has its reason."),
        asks=asks,
        detail=detail,
    )


def show(desk: Desk, prompt: Prompt) -> Prompt:
    """Put a prompt on the screen."""
    desk.note(PromptClaimed(prompt, 1), PromptShown(prompt.id, 1, "desktop"))
    return prompt


def opened(desk: Desk, prompt: Prompt) -> Prompt:
    """Put a prompt on the screen and press its button."""
    show(desk, prompt)
    desk.note(PromptAnswered(prompt.id, 1, Answer.START, Via.NOTIFICATION))
    return prompt


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a desk on Tuesday at 16:40."""
    typist = Typist()
    monkeypatch.setattr("builtins.input", typist)
    return Desk(CommandLine(), typist).at(16, 40)
