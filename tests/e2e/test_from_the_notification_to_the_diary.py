"""The main road: a real notification, its Start, a real browser, and the session in the diary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

from selfcare.domain.facts import PromptAnswered, SessionEnd, SessionEnded, SessionStarted
from selfcare.domain.prompt import Answer, Via
from selfcare.domain.questions import QUESTIONS, Reply
from tests.e2e.desktop import Desktop, Server, desktop, until
from tests.e2e.workday import Workday
from tests.page.living import WIDE, chromium
from tests.page.session_steps import QUICK, QUICK_TITLE, write_quick

pytestmark = pytest.mark.desktop

JUST_BEFORE = datetime(2026, 11, 23, 10, 29, 58, tzinfo=UTC)
BREAK = f"""
[[plan]]
id = "breaks"
routine = "{QUICK}"
at = ["10:30"]
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def gnome(tmp_path: Path) -> Iterator[Desktop]:
    with desktop(tmp_path) as found:
        yield found


@pytest.fixture
def dunst(tmp_path: Path) -> Iterator[Desktop]:
    with desktop(tmp_path, Server.DUNST) as found:
        yield found


def workday(home: Path, environment: dict[str, str]) -> Workday:
    """Return a Monday two seconds before its break, the welcome and the questions long past."""
    yesterday = Workday(home, environment, JUST_BEFORE - timedelta(days=1))
    yesterday.command("pause")
    yesterday.command("resume")
    answers = home / "answers.json"
    no = {question.tag.value: Reply.NO for question in QUESTIONS}
    answers.write_bytes(msgspec.json.encode({"answers": no, "age": 40}))
    yesterday.command("screen", "--json", str(answers))
    write_quick(home / "config")
    found = Workday(home, environment, JUST_BEFORE)
    found.write_config(BREAK)
    return found


def opened(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport=WIDE, reduced_motion="reduce").new_page()
    page.goto(address)
    return page


def test_start_on_the_notification_leads_through_the_session_into_the_diary(
    gnome: Desktop, tmp_path: Path, browser: Browser
) -> None:
    here = workday(tmp_path / "home", gnome.environment)
    with here.daemon():
        gnome.traffic.wait_for_notification()
        gnome.press(0)
        page = opened(browser, gnome.opened())
        expect(page.get_by_role("heading", level=1)).to_have_text(QUICK_TITLE)
        page.get_by_role("radio", name="4", exact=True).check()
        page.get_by_role("button", name="Start").click()
        page.get_by_role("button", name="Begin now").click()
        page.get_by_role("heading", name="How is it now?").wait_for(timeout=60_000)
        page.get_by_role("button", name=re.compile(r"^2\s+of 10")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Noted")
        (ended,) = here.wait_for("SessionEnded")
        status = here.status()

    (started,) = here.facts("SessionStarted")
    (answered,) = here.facts("PromptAnswered")
    assert isinstance(started, SessionStarted)
    assert isinstance(answered, PromptAnswered)
    assert (answered.answer, answered.via) == (Answer.START, Via.NOTIFICATION)
    assert (started.routine, started.prompt, started.before) == (QUICK, answered.prompt, 4)
    assert len(here.facts("TurnFinished")) == 3
    assert isinstance(ended, SessionEnded)
    assert ended.end is SessionEnd.DONE
    assert status["sessions_done_today"] == 1
    assert len(gnome.traffic.notified) == 1


def test_a_click_on_the_card_leads_to_the_same_page(
    dunst: Desktop, tmp_path: Path, browser: Browser
) -> None:
    here = workday(tmp_path / "home", dunst.environment)
    with here.daemon():
        dunst.traffic.wait_for_notification()
        dunst.dunst("action", "0")
        page = opened(browser, dunst.opened())

    expect(page.get_by_role("heading", level=1)).to_have_text(QUICK_TITLE)
    until(lambda: page.title() == "Session – selfcare", what="a neutral title")  # noqa: RUF001 - as the page writes it
