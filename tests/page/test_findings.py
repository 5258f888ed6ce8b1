"""What is wrong with the user's files, wherever the page tells it."""

from __future__ import annotations

import pytest

from selfcare.config.paths import folders
from tests.cli.command_line import CommandLine
from tests.page.reader import Reader
from tests.page.today_desk import line, main_of

__all__ = ["line"]


@pytest.mark.parametrize("path", ["/today", "/settings"])
def test_no_page_tells_a_command_that_mends_the_settings(
    reader: Reader, line: CommandLine, path: str
) -> None:
    line.screen()
    file = folders().config_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        '[[plan]]\nname = "breaks"\nroutine = "zzzzzzzzzzzz"\nat = ["11:00"]\n', encoding="utf-8"
    )

    said = main_of(reader.text(path))

    assert "here is no routine called" in said
    assert "selfcare routines" not in said
