"""Today in a real browser: by mouse and keyboard, kept up to date, and open to everybody."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from selfcare.app.clock import SystemClock
from selfcare.diary.store import Diary
from selfcare.domain.checkin import CheckIn
from selfcare.domain.facts import (
    AlarmRaised,
    CheckedIn,
    Fact,
    Paused,
    PeriodStarted,
    PromptAnswered,
    PromptClaimed,
    PromptShown,
    Screened,
)
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, Asks, Prompt, PromptKind, Via
from selfcare.domain.red_flags import Cause, Level
from selfcare.domain.screening import AgeBand, Screening
from selfcare.domain.week import DAY
from tests.cli.command_line import MONDAY
from tests.page.living import NARROW, WIDE, LivingPage
from tests.page.looks import axe_violations, low_contrast, too_wide, without_focus_ring

TEN = datetime.fromisoformat("2026-11-23T10:00+00:00")
GENTLE = "four-muscles-gentle"
SCREENED = Screened(Screening(frozenset(), AgeBand.FROM_18_TO_49))
Living = Callable[..., LivingPage]


def write(living: LivingPage, *noted: Fact, at: datetime = TEN) -> None:
    """Note facts in the diary of a page, without its doing."""
    living.folders.data.mkdir(parents=True, exist_ok=True)
    with Diary.open(living.folders.diary, may_migrate=True) as diary:
        for fact in noted:
            diary.append(fact, at=at, day=at.date())


def a_prompt(kind: PromptKind = PromptKind.ROUTINE, **fields: Any) -> Prompt:
    """Return a prompt of ten o'clock that waits for an hour."""
    return Prompt(
        id="the-prompt",
        kind=kind,
        day=MONDAY,
        due=TEN - timedelta(minutes=1),
        expires=TEN + timedelta(hours=1),
        reason=message("It has its reason."),
        **fields,
    )


def shown(prompt: Prompt) -> tuple[Fact, ...]:
    """Return what the diary holds once a prompt stands on the screen."""
    return (PromptClaimed(prompt, 1), PromptShown(prompt.id, 1, "desktop"))


def faults(page: Page) -> dict[str, list[str]]:
    """Return what is wrong for eyes, keys and narrow windows."""
    found = {
        "axe": axe_violations(page),
        "too wide": too_wide(page),
        "low contrast": low_contrast(page),
        "no ring": without_focus_ring(page),
    }
    return {name: faulty for name, faulty in found.items() if faulty}


def test_stress_is_noted_by_mouse_and_taken_back(living: Living) -> None:
    one = living(at=TEN)
    write(one, SCREENED)
    page = one.open()

    page.get_by_text("Stress", exact=True).click()
    page.get_by_role("button", name="4", exact=True).click()
    noted = page.get_by_role("region", name="Just noted")
    expect(noted).to_contain_text("stress 4 of 10")
    expect(noted).to_be_focused()
    noted.get_by_role("button", name="Take it back").click()
    expect(noted).to_contain_text("It is taken back.")
    found = [fact.check_in for fact in one.day.facts("CheckedIn") if isinstance(fact, CheckedIn)]
    assert found == [CheckIn(day=MONDAY, stress=4), CheckIn(day=MONDAY)]


def test_by_keyboard_alone_a_pause_begins_and_ends(living: Living) -> None:
    one = living(at=TEN)
    write(one, SCREENED)
    page = one.open()

    reach(page, "1 hour")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing comes by itself for now")
    reach(page, "Go on")
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing waits for you just now")
    assert len(one.day.facts("Resumed")) == 1


def reach(page: Page, name: str) -> None:
    """Press Tab until the button of that name has the focus."""
    page.wait_for_load_state()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    pytest.fail(f"“{name}” cannot be reached by keyboard")


def test_an_answer_given_elsewhere_disappears_without_a_reload(living: Living) -> None:
    one = living(at=TEN)
    prompt = a_prompt(routine=GENTLE)
    write(one, SCREENED, *shown(prompt))
    page = one.open()
    expect(page.get_by_role("button", name="Skip")).to_be_visible()
    page.evaluate("window.stayed = true")

    write(one, PromptAnswered(prompt.id, 1, Answer.SKIP, Via.NOTIFICATION))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing waits for you just now")
    expect(page.get_by_role("button", name="Skip")).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("Nothing waits for you just now")
    assert page.evaluate("window.stayed")


def test_whoever_is_about_to_note_something_is_not_interrupted(living: Living) -> None:
    one = living(at=TEN)
    write(one, SCREENED)
    page = one.open()
    page.get_by_text("Stress", exact=True).click()

    write(one, Paused(None))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing comes by itself for now")
    expect(page.get_by_role("button", name="4", exact=True)).to_be_visible()


def test_a_second_answer_is_told_so_and_the_page_stays(living: Living) -> None:
    one = living(at=TEN)
    prompt = a_prompt(routine=GENTLE)
    write(one, SCREENED, *shown(prompt))
    page = one.open()

    write(one, PromptAnswered(prompt.id, 1, Answer.SKIP, Via.NOTIFICATION))
    with page.expect_response("**/today/answer") as answered:
        page.get_by_role("button", name="In 10 min").click()
    assert answered.value.status == 422
    expect(page.get_by_role("alert")).to_contain_text("It has just been answered elsewhere.")
    # The browser itself remarks on every answer that is no success.
    one.complaints.clear()


def test_a_date_is_asked_for_only_where_something_is_due(living: Living) -> None:
    one = living(at=TEN)
    write(one, SCREENED)
    page = one.open()
    page.get_by_role("link", name="A stressful time").click()

    expect(page.get_by_label("Due on")).to_be_hidden()
    page.get_by_role("radio", name="Something is due").check()
    expect(page.get_by_label("From")).to_be_hidden()
    page.get_by_label("What is it?").fill("Tax return")
    page.get_by_label("Due on").fill("2026-11-27")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("region", name="To come")).to_contain_text("Tax return")


def test_a_headache_now_leads_to_a_dim_page_with_one_thing_on_it(living: Living) -> None:
    one = living(at=TEN)
    write(one, SCREENED)
    page = one.open()
    page.get_by_role("link", name="Headache now").click()

    page.get_by_role("radio", name="6", exact=True).check()
    page.get_by_role("checkbox", name="nausea").check()
    page.get_by_role("button", name="Note it, and keep today quiet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The rest of the day is quiet")
    expect(page.locator("body")).to_have_css("background-color", "rgb(25, 22, 20)")
    assert page.locator(".btn-primary").count() == 1


STATES: dict[str, tuple[Fact, ...]] = {
    "first": (),
    "next": (SCREENED, PeriodStarted(MONDAY - 56 * DAY), PeriodStarted(MONDAY - 28 * DAY)),
    "prompt": (SCREENED, *shown(a_prompt(routine=GENTLE))),
    "check-in": (SCREENED, *shown(a_prompt(PromptKind.CHECKIN, asks=Asks.DIARY))),
    "question": (SCREENED, *shown(a_prompt(PromptKind.QUESTION, asks=Asks.START_MISSED))),
    "paused": (SCREENED, Paused(None)),
    "alarm": (SCREENED, AlarmRaised(Level.URGENT, Cause.FLAGS, MONDAY)),
}


@pytest.mark.parametrize("state", STATES)
def test_everybody_can_use_today_in_every_state(living: Living, state: str) -> None:
    one = living(at=TEN)
    write(one, *STATES[state])
    page = one.open()
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert in_every_light(page) == []


def test_everybody_can_use_the_pages_behind_it(living: Living) -> None:
    one = living(at=TEN)
    write(one, *STATES["next"])
    page = one.open()
    origin = "/".join(page.url.split("/")[:3])
    for path in ("/quiet", "/quiet/now", "/times", "/days", "/days/erase", "/days/erased"):
        page.goto(origin + path)
        assert in_every_light(page) == [], path


def in_every_light(page: Page) -> list[object]:
    """Return what is wrong in light and dark, in a wide and a narrow window."""
    found: list[object] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for size in (WIDE, NARROW):
            page.set_viewport_size(size)
            if faults(page):
                found.append((scheme, size["width"], faults(page)))
    return found


def test_the_background_program_is_started_with_one_button(living: Living) -> None:
    one = living()
    write(one, SCREENED, at=SystemClock().now())
    page = one.open()

    page.get_by_role("button", name="Start it in the background").click()
    expect(page.get_by_text("selfcare is not running.")).to_have_count(0)
    assert one.day.status()["running"]
    one.day.command("stop")


def test_start_leads_to_the_session_of_what_was_offered(living: Living) -> None:
    one = living(at=TEN)
    write(one, SCREENED, *shown(a_prompt(routine=GENTLE)))
    page = one.open()

    page.get_by_role("button", name="Start", exact=True).click()
    expect(page).to_have_url(re.compile(r"/session$"))
    expect(page.get_by_role("heading", name="Two quiet minutes")).to_be_visible()


def test_start_now_leads_to_the_session_of_what_comes_next(living: Living) -> None:
    one = living(at=TEN)
    write(one, SCREENED)
    page = one.open()
    title = page.locator("#lead").inner_text()

    page.get_by_role("button", name="Start now").click()
    expect(page).to_have_url(re.compile(r"/session$"))
    expect(page.get_by_role("heading", name=title)).to_be_visible()


def test_what_waits_first_leads_to_its_questions_and_back(living: Living) -> None:
    one = living(at=TEN)
    write(one, SCREENED)
    page = one.open()
    page.get_by_role("link", name="Headache now").click()
    page.get_by_role("radio", name="9", exact=True).check()
    page.get_by_role("button", name="Only note it").click()

    expect(page).to_have_url(re.compile(r"/questions$"))
    page.goto(page.url.replace("/questions", "/today"))
    expect(page.get_by_role("link", name="To the questions")).to_be_visible()
