"""What most of these tests begin with: a command line of an own home, its clock and its diary."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from selfcare.app.context import Context
from tests.cli.command_line import CommandLine
from tests.fakes import ToldClock


@pytest.fixture
def line() -> CommandLine:
    return CommandLine()


@pytest.fixture
def clock(line: CommandLine) -> ToldClock:
    return line.clock


@pytest.fixture
def context(line: CommandLine) -> Iterator[Context]:
    with line.context() as opened:
        yield opened
