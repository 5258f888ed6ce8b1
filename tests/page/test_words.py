"""What the page says of a sentence that was written for a terminal."""

from __future__ import annotations

from datetime import date

import pytest

from selfcare.cli.main import SECTIONS
from selfcare.domain.message import message
from selfcare.page.words import COMMANDS, told, without_commands
from selfcare.planning.day_words import date_words


def test_every_command_is_known() -> None:
    assert sorted(COMMANDS) == sorted(name for _, entries in SECTIONS for name in entries)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("selfcare is running.", "selfcare is running."),
        ("It waits for you. To begin: selfcare now", "It waits for you."),
        ("Paused. To see it: selfcare period resume. It is kept.", "Paused. It is kept."),
        (
            "If you like, two quiet minutes without any pressing: selfcare now slow-breath",
            "If you like, two quiet minutes without any pressing.",
        ),
        ("How tender are the spots? selfcare tender", "How tender are the spots?"),
        (
            "Get advice today. Until then: no massage. `selfcare notes --days 30` prints them.",
            "Get advice today. Until then: no massage.",
        ),
        (
            "Nothing keeps one out. If it changes, `selfcare screen` asks again.",
            "Nothing keeps one out.",
        ),
        (
            "First there are questions; `selfcare screen` asks them. Until then it waits.",
            "First there are questions. Until then it waits.",
        ),
        ("selfcare keeps its files here: /home/anna", "selfcare keeps its files here: /home/anna"),
    ],
)
def test_the_sentence_with_a_command_goes_and_the_others_stay(written: str, said: str) -> None:
    assert without_commands(written) == said


def test_dates_are_said_in_full() -> None:
    said = message("It began on {day}.", day=date_words(date(2026, 11, 24)))

    assert told(said) == "It began on Tuesday, 24 November 2026."
