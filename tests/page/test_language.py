"""No sentence of a page escapes translation: in a language of dots only names and data remain.

The same made-up language as in tests/contracts/test_language.py, spoken to somebody who reads every
page, with what is told to screen readers.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from selfcare.app import say as say_module
from selfcare.page.application import VIEWS
from tests.cli.command_line import CommandLine
from tests.contracts.test_language import LETTER, an_ordinary_day, in_dots, words_of_the_routines
from tests.page.reader import Reader

TOLD_ASIDE = ("aria-label", "alt", "title", "placeholder", "data-gone", "data-failed", "data-wait")
"""Attributes that somebody reads or hears."""
NOT_READ = ("script", "style", "code", "option")
PAGES = sorted(
    way.path
    for view in VIEWS
    for way in view
    if way.method == "GET" and not way.path.endswith("/events")
)
NAMES = ("selfcare", "ones", "twos", "desktop", "config.toml", "JavaScript", "SELFCARE_HOME")
NOT_RATED = re.compile(r"\bx\b")
"""What stands in the field of a day whose headache was not rated."""


class Heard(HTMLParser):
    """All that a page says."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NOT_READ:
            self._open.append(tag)
        self.said += [value for name, value in attrs if name in TOLD_ASIDE and value]

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._open:
            self.said.append(data.strip())


@pytest.fixture
def dots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak the language of dots."""
    monkeypatch.setattr(say_module, "_translator", lambda: in_dots)


def escaped(html: str, home: str) -> list[str]:
    heard = Heard()
    heard.feed(html)
    data = sorted({*words_of_the_routines(), *NAMES}, key=len, reverse=True)
    found = []
    for text in heard.said:
        left = re.sub(rf"{re.escape(home)}[\w./-]*", "", text)
        for value in data:
            left = left.replace(value, "")
        if LETTER.search(NOT_RATED.sub("", left)):
            found.append(text)
    return found


@pytest.mark.usefixtures("dots")
@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_nothing_that_nobody_translated(path: str, home: object) -> None:
    line = CommandLine()
    an_ordinary_day(line)
    reader = Reader(line.clock)
    try:
        answer = reader.get(path)
    finally:
        reader.close()

    assert answer.status_code < 500
    assert escaped(answer.text, str(home)) == []
