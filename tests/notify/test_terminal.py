from __future__ import annotations

import asyncio
import io
import os
import sys

import pytest

from selfcare.notify.notifier import Card, NotShown, Standing
from selfcare.notify.terminal import Terminal

CARD = Card(title="Two-minute break", body="To begin: selfcare now\x1b[2J", timeout_seconds=60)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_in_a_terminal_the_card_is_plain_lines() -> None:
    reading, writing = os.openpty()
    with open(writing, "w", encoding="utf-8") as output:  # noqa: PTH123 - a descriptor
        finding = asyncio.run(Terminal(output).probe())
        asyncio.run(Terminal(output).show(CARD, lambda _event: None))
        said = os.read(reading, 4096).decode()
    os.close(reading)

    assert finding.standing is Standing.WORKS
    assert said == "\r\nTwo-minute break\r\nTo begin: selfcare now[2J\r\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_letters_the_terminal_does_not_know_are_replaced() -> None:
    reading, writing = os.openpty()
    with open(writing, "w", encoding="ascii") as output:  # noqa: PTH123 - a descriptor
        card = Card(title="Pause für Dich 🧘", body="", timeout_seconds=60)
        asyncio.run(Terminal(output).show(card, lambda _event: None))
        said = os.read(reading, 4096).decode()
    os.close(reading)

    assert "Pause f?r Dich ?" in said


def test_without_a_terminal_it_is_told() -> None:
    with pytest.raises(NotShown, match="not started from a terminal"):
        asyncio.run(Terminal(io.StringIO()).show(CARD, lambda _event: None))


def test_an_output_that_was_closed_is_no_terminal() -> None:
    output = io.StringIO()
    output.close()

    assert asyncio.run(Terminal(output).probe()).standing is Standing.FAILS
