"""Every page in every state: for eyes that see little or are dazzled, for keys, and enlarged."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from selfcare.app.demo_person import Person
from selfcare.page.words import COMMANDS
from tests.made_up import year_of
from tests.page.looks import axe_violations, low_contrast, too_wide, without_focus_ring
from tests.page.states import LOOKS, STATES, Look, State, shown, take_look

TWICE_AS_LARGE = ViewportSize(width=640, height=450)
"""A window of 1280 by 900 at 200 %."""
AS_NARROW_AS_CAN_BE = ViewportSize(width=320, height=640)
WIDEST = ViewportSize(width=1920, height=1080)


NOT_NEUTRAL = re.compile(
    r"pain|ache|migraine|cycle|period|bleed|muscle|symptom|trigger|trapez|neck|temple|jaw|shoulder"
    r"|tender|medicine|doctor",
    re.IGNORECASE,
)
A_COMMAND = re.compile(rf"\bselfcare ({'|'.join(COMMANDS)})\b")


@pytest.fixture(scope="session")
def diaries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the home with a designer's year, which nobody writes to."""
    return year_of(Person(2), tmp_path_factory)


@pytest.mark.parametrize("state", STATES, ids=str)
def test_a_state_suits_everybody(
    state: State, browser: Browser, diaries: Path, tmp_path: Path
) -> None:
    found: list[str] = []

    def ask(look: str, question: Callable[[Page], list[str]], page: Page) -> None:
        found.extend(f"{look} {question.__name__}: {one}" for one in question(page))

    with shown(state, browser, diaries, tmp_path) as page:
        ask("words", not_neutral, page)
        ask("words", asks_for_a_terminal, page)
        for look in LOOKS:
            take_look(page, look)
            ask(str(look), axe_violations, page)
            ask(str(look), low_contrast, page)
            ask(str(look), too_wide, page)
        for size in (TWICE_AS_LARGE, AS_NARROW_AS_CAN_BE, WIDEST):
            take_look(page, Look("light", size))
            ask(f"{size['width']} px", too_wide, page)
        take_look(page, LOOKS[0])
        ask("keys", without_focus_ring, page)

    assert found == []


def not_neutral(page: Page) -> list[str]:
    """Return what title and address tell to somebody who looks over a shoulder, or at the history.

    A browser keeps the addresses that links and forms lead to.
    """
    to: list[str] = page.evaluate(
        """[...document.querySelectorAll("a[href], form[action], [formaction]")]
          .flatMap((one) => ["href", "action", "formaction"].map((name) => one.getAttribute(name)))
          .filter((path) => path && !path.startsWith("#"))"""
    )
    return [one for one in (page.title(), page.url, *to) if NOT_NEUTRAL.search(one)]


def asks_for_a_terminal(page: Page) -> list[str]:
    """Return the commands that somebody is asked to type."""
    return A_COMMAND.findall(page.inner_text("body"))
