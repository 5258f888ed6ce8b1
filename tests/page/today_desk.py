"""Somebody at the page of today: a command line beside it, prompts, and what the page says."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from selfcare.domain.facts import Fact, PromptClaimed, PromptShown
from selfcare.domain.message import Message, message
from selfcare.domain.prompt import Asks, Prompt, PromptKind
from tests.cli.command_line import MONDAY, CommandLine, at
from tests.page.reader import Reader

SCRIPT = "<script>alert(1)</script>"
GENTLE = "four-muscles-gentle"
TITLE = "Two quiet minutes"


@pytest.fixture
def line(reader: Reader) -> CommandLine:
    """Return a command line beside the page: the same hour, the same diary."""
    return CommandLine(reader.clock)


def answer(prompt: Prompt, given: str, round_: int = 1) -> dict[str, str]:
    """Return the fields of a button of a prompt."""
    return {"prompt": prompt.id, "round": str(round_), "answer": given}


def facts(line: CommandLine) -> list[Fact]:
    """Return all the diary holds."""
    with line.context() as context:
        return [entry.fact for entry in context.diary.entries()]


def note(line: CommandLine, *noted: Fact) -> None:
    """Note facts at the present hour."""
    with line.context() as context:
        for fact in noted:
            context.note(fact)


def a_prompt(
    kind: PromptKind,
    *,
    asks: Asks | None = None,
    detail: Message | None = None,
    routine: str | None = None,
    id_: str = "the-prompt",
) -> Prompt:
    """Return a prompt that fell due a moment ago and waits for an hour."""
    due = at(9, 55)
    return Prompt(
        id=id_,
        kind=kind,
        day=MONDAY,
        due=due,
        expires=due + timedelta(hours=1),
        reason=message("It has its reason."),
        asks=asks,
        detail=detail,
        routine=routine,
    )


def show(line: CommandLine, prompt: Prompt) -> Prompt:
    """Put a prompt on the screen."""
    note(line, PromptClaimed(prompt, 1), PromptShown(prompt.id, 1, "desktop"))
    return prompt


def main_of(page: str) -> str:
    """Return what a page says, without its shell, as plain text with single spaces."""
    inside = page[page.index("<main") : page.index("</main>")]
    inside = re.sub(r"<svg.*?</svg>", "", inside, flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]*>", " ", inside).split())


def lead_of(page: str) -> str:
    """Return the part that leads."""
    return page[page.index('data-part="lead"') : page.index('data-part="day"')]
