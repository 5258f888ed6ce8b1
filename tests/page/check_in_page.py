"""Somebody who checks in on the page: the fields of its form, and taps on what can be seen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.page.reader import Fields, Reader

Form = dict[str, str | Sequence[str]]
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def form_of(reader: Reader, path: str = "/checkin") -> Form:
    """Return the hidden fields of a check-in's form, as its page has them."""
    return {name: value for name, value in _HIDDEN.findall(reader.text(path)) if name != "spots"}


def check_in(reader: Reader, fields: Fields, path: str = "/checkin") -> str:
    """Fill in the form of a check-in and save it; return where it leads."""
    return reader.goes("/checkin", {**form_of(reader, path), **fields})


def draft(reader: Reader, form: Fields, **fields: str | Sequence[str]) -> Mapping[str, Any]:
    """Send the answers as they stand, and return what the script hears."""
    answer = reader.post("/checkin/draft", {**form, **fields})
    assert answer.status_code == 200, answer.text
    found: Mapping[str, Any] = answer.json()
    return found


class Finger:
    """Taps on a page, or clicks on it, and counts how often."""

    def __init__(self, page: Page, *, touch: bool = False) -> None:
        self.page = page
        self.touch = touch
        self.taps = 0

    def __call__(self, target: Locator) -> None:
        """Tap on what can be seen."""
        if self.touch:
            target.tap()
        else:
            target.click()
        self.taps += 1

    def pick(self, name: str, value: str) -> None:
        """Tap on a choice."""
        self(self.page.locator(f'[name="{name}"][value="{value}"]:visible'))

    def button(self, name: str) -> None:
        """Tap on a button."""
        self(self.page.get_by_role("button", name=name, exact=True))

    def zone(self, name: str) -> None:
        """Tap on a place of the drawing, such as front-temple-left."""
        self(self.page.locator(f"#{name}"))


def asks(page: Page, item: str) -> Locator:
    """Return a question, once it is to be seen."""
    found = page.locator(f'[data-item="{item}"]')
    expect(found).to_be_visible()
    return found
