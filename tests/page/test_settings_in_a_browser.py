"""The settings and the first steps in a real browser: by mouse, by keys alone, for every eye."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from selfcare.app.context import open_context
from selfcare.config.paths import HOME_VARIABLE
from selfcare.config.settings_file import read_settings
from selfcare.domain.facts import PeriodStarted, Screened
from selfcare.domain.settings import Settings
from selfcare.page.views.first_steps import STEPS
from tests.e2e.desktop import desktop
from tests.page.living import NARROW, WIDE, LivingPage
from tests.page.looks import axe_violations, low_contrast, too_wide, without_focus_ring

STEP_PATHS = [f"/first-steps?step={number + 1}" for number in range(len(STEPS))]
HEAVIEST = 250_000
"""Bytes of a page with its drawings, its styles and scripts."""
FILE = """\
# kept as it is
[prompts]
daily_cap = 4 # many
"""


@pytest.fixture
def here(living: Callable[..., LivingPage], monkeypatch: pytest.MonkeyPatch) -> LivingPage:
    found = living()
    monkeypatch.setenv(HOME_VARIABLE, str(found.home))
    return found


def write(here: LivingPage, text: str = FILE) -> Path:
    file = here.folders.config_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def settings_in(here: LivingPage) -> Settings:
    found = read_settings(here.folders.config_file, None).value
    assert found is not None
    return found


def go(page: Page, path: str) -> Page:
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + path)
    return page


def has_focus(page: Page, selector: str) -> bool:
    found: bool = page.evaluate("(one) => document.activeElement.matches(one)", selector)
    return found


def tab_to(page: Page, selector: str) -> None:
    """Go forward with the Tab key alone until `selector` has the focus."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if has_focus(page, selector):
            return
    raise AssertionError(f"no Tab leads to {selector}")


def save(page: Page) -> None:
    page.locator("[data-bar] button").click()
    expect(page.locator("dialog")).to_be_visible()
    page.locator("[data-write]").click()
    page.wait_for_url("**/settings?saved=*")


# --- by mouse --------------------------------------------------------------------------------


def test_a_change_is_shown_as_lines_and_written_when_save_is_pressed(here: LivingPage) -> None:
    file = write(here)
    page = here.open("settings")
    expect(page.locator("[data-bar]")).to_be_hidden()

    page.locator("[name='prompts.daily_cap']").fill("2")
    page.get_by_role("switch", name="A sound with each prompt").check()
    page.locator("[data-bar] button").click()

    dialog = page.get_by_role("dialog", name="What will be written")
    expect(dialog.locator(".gone")).to_have_text(["goes: daily_cap = 4 # many"])
    expect(dialog.locator(".come")).to_have_text(
        ["comes: daily_cap = 2 # many", "comes: sound = true"]
    )
    expect(dialog.locator("h2")).to_be_focused()
    assert file.read_text() == FILE
    dialog.get_by_role("button", name="Save").click()

    page.wait_for_url("**/settings?saved=*")
    assert file.read_text() == FILE.replace("= 4", "= 2") + "sound = true\n"
    assert (file.parent / "config.toml.bak").read_text() == FILE
    expect(page.get_by_role("status").first).to_contain_text("Saved.")


def test_not_yet_writes_nothing_and_keeps_what_was_typed(here: LivingPage) -> None:
    file = write(here)
    page = here.open("settings")
    page.locator("[name='prompts.daily_cap']").fill("2")
    page.locator("[data-bar] button").click()

    page.locator("[data-leave]").click()

    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator("[name='prompts.daily_cap']")).to_have_value("2")
    assert file.read_text() == FILE


def test_what_is_changed_back_is_no_change(here: LivingPage) -> None:
    write(here)
    page = here.open("settings")

    page.locator("[name='prompts.daily_cap']").fill("2")
    expect(page.locator("[data-bar]")).to_be_visible()
    page.locator("[name='prompts.daily_cap']").fill("4")

    expect(page.locator("[data-bar]")).to_be_hidden()


def test_what_cannot_be_is_told_beside_its_field_which_gets_the_focus(here: LivingPage) -> None:
    write(here)
    page = here.open("settings")
    page.get_by_text("More", exact=True).nth(0).click()
    page.locator("[name='prompts.fewer_cap']").fill("13")
    page.get_by_text("More", exact=True).nth(0).click()
    expect(page.locator("[name='prompts.fewer_cap']")).to_be_hidden()

    page.locator("[data-bar] button").click()

    field = page.locator("[name='prompts.fewer_cap']")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[data-setting='prompts.fewer_cap'] [data-wrong]")).to_have_text(
        "This is to be a whole number from 0 to 12."
    )
    expect(page.locator("dialog")).to_be_hidden()
    field.fill("1")
    save(page)
    assert settings_in(here).prompts.fewer_cap == 1


def test_hours_and_times_come_and_go(here: LivingPage) -> None:
    page = here.open("settings")
    monday = page.locator("[data-setting='work.mon']")
    monday.get_by_role("button", name="Other hours too").click()
    expect(monday.get_by_label("From").nth(1)).to_be_focused()
    monday.get_by_label("To", exact=True).nth(0).fill("12:00")
    monday.get_by_label("From").nth(1).fill("22:00")
    monday.get_by_label("To", exact=True).nth(1).fill("02:00")
    page.locator("[data-setting='work.sat'] [role=switch]").check()
    page.locator("[data-setting='work.fri'] [role=switch]").uncheck()
    page.get_by_role("button", name="Copy the first day").click()
    page.locator("[data-setting='plan.breaks.when'] [data-take-out]").nth(1).click()
    page.get_by_role("button", name="Another time").click()
    page.locator("[data-setting='plan.breaks.when'] input[type=time]").nth(2).fill("11:15")
    page.get_by_role("button", name="Add days").click()
    page.get_by_label("First day", exact=True).fill("2026-12-24")

    save(page)

    found = settings_in(here)
    assert [str(one) for one in found.work.mon] == ["09:00-12:00", "22:00-02:00"]
    assert found.work.sat == found.work.tue == found.work.mon
    assert found.work.fri == found.work.sun == ()
    assert [f"{at:%H:%M}" for at in found.plan[0].at] == ["10:30", "15:00", "11:15"]
    assert [str(one) for one in found.work.days_off] == ["2026-12-24"]


def test_a_file_edited_meanwhile_is_shown_anew_and_keeps_the_edit(here: LivingPage) -> None:
    file = write(here)
    page = here.open("settings")
    page.locator("[name='prompts.daily_cap']").fill("2")
    page.locator("[data-bar] button").click()
    expect(page.locator("dialog")).to_be_visible()
    file.write_text(FILE + "sound = true\n")

    page.locator("[data-write]").click()

    expect(page.locator("dialog [data-said]")).to_contain_text("has changed meanwhile")
    assert file.read_text() == FILE + "sound = true\n"
    page.locator("[data-write]").click()
    page.wait_for_url("**/settings?saved=*")
    assert file.read_text() == FILE.replace("= 4", "= 2") + "sound = true\n"


def test_a_file_that_breaks_meanwhile_is_told_where_it_can_be_read(here: LivingPage) -> None:
    file = write(here)
    page = here.open("settings")
    page.locator("[name='prompts.daily_cap']").fill("2")
    page.locator("[data-bar] button").click()
    expect(page.locator("dialog")).to_be_visible()
    file.write_text("broken")

    page.locator("[data-write]").click()

    expect(page.locator("[data-lost]")).to_contain_text("cannot be read")
    expect(page.locator("dialog")).to_be_hidden()
    assert file.read_text() == "broken"
    assert "422" in here.complaints.pop()


def test_when_the_page_process_is_gone_what_was_typed_stays(here: LivingPage) -> None:
    write(here)
    page = here.open("settings")
    page.locator("[name='prompts.daily_cap']").fill("2")
    here.kill()

    page.locator("[data-bar] button").click()

    expect(page.locator("[data-lost]")).to_contain_text("ended in the background")
    expect(page.locator("[name='prompts.daily_cap']")).to_have_value("2")
    assert "ERR_CONNECTION_REFUSED" in here.complaints.pop()


def test_a_test_notification_without_a_desktop_is_told_kindly(here: LivingPage) -> None:
    page = here.open("settings")

    page.get_by_role("button", name="Show a test notification").click()

    expect(page.locator("[data-result]")).to_contain_text("Nothing is lost by that", timeout=60_000)
    page.get_by_text("Details for somebody who knows computers").click()
    expect(page.locator("[data-test] li").first).to_be_visible()


# --- by keys alone ---------------------------------------------------------------------------


def test_first_steps_go_by_keys_alone(here: LivingPage) -> None:
    page = go(here.open("settings"), STEP_PATHS[0])
    keys = page.keyboard

    tab_to(page, "a.btn-primary")
    keys.press("Enter")
    expect(page.get_by_text("Step 2 of 7")).to_be_visible()
    for question in ("vascular", "syncope"):
        tab_to(page, f"[name='health.{question}']")
        keys.press("Space")
    keys.press("ArrowRight")
    tab_to(page, "#age")
    keys.type("40")
    tab_to(page, "form button")
    keys.press("Enter")
    expect(page.get_by_text("Thank you, this is stored.")).to_be_visible()

    tab_to(page, "a.btn-primary")
    keys.press("Enter")
    expect(page.get_by_text("Step 3 of 7")).to_be_visible()
    tab_to(page, "[name='work.sat.on']")
    keys.press("Space")
    tab_to(page, "[data-settings] button.btn-primary")
    keys.press("Enter")
    expect(page.locator("dialog h2")).to_be_focused()
    expect(page.locator("dialog .come")).to_have_text(['comes: sat = ["09:00-17:30"]'])
    assert not here.folders.config_file.exists()
    keys.press("Tab")
    keys.press("Enter")

    expect(page.get_by_text("Step 4 of 7")).to_be_visible()
    tab_to(page, "[name='prompts.daily_cap']")
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(page.locator("dialog h2")).to_be_focused()
    keys.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    keys.press("Enter")
    expect(page.locator("dialog h2")).to_be_focused()
    tab_to(page, "[data-write]")
    keys.press("Enter")

    expect(page.get_by_text("Step 5 of 7")).to_be_visible()
    tab_to(page, "[name='plan.breaks.what']")
    keys.press("ArrowRight")
    tab_to(page, "[value=masseter]")
    keys.press("Space")
    tab_to(page, "[data-settings] button.btn-primary")
    keys.press("Enter")
    tab_to(page, "[data-write]")
    keys.press("Enter")

    expect(page.get_by_text("Step 6 of 7")).to_be_visible()
    tab_to(page, "a.btn-quiet")
    keys.press("Enter")
    expect(page.get_by_text("Step 7 of 7")).to_be_visible()
    tab_to(page, "a.btn-primary")
    keys.press("Enter")
    page.wait_for_url("**/today")

    found = settings_in(here)
    assert str(found.work.sat[0]) == "09:00-17:30"
    assert found.prompts.daily_cap == 3
    assert found.plan[0].muscles == ("masseter",)
    with open_context() as context:
        (screened,) = [
            one.fact for one in context.diary.entries() if isinstance(one.fact, Screened)
        ]
    assert {"vascular", "syncope"} - screened.screening.tags == {"vascular"}


def test_every_step_can_be_left_out_and_then_nothing_is_written(here: LivingPage) -> None:
    page = go(here.open("settings"), STEP_PATHS[0])
    page.get_by_role("link", name="Go on").click()
    for number in range(2, 7):
        expect(page.get_by_text(f"Step {number} of 7")).to_be_visible()
        page.get_by_role("link", name="Leave this out").click()
    page.get_by_role("link", name="To today").click()

    page.wait_for_url("**/today")
    assert not here.folders.config.exists()
    with open_context() as context:
        assert [one for one in context.diary.entries() if isinstance(one.fact, Screened)] == []


def test_save_and_go_on_without_a_change_only_goes_on(here: LivingPage) -> None:
    page = go(here.open("settings"), STEP_PATHS[2])

    page.get_by_role("button", name="Save and go on").click()

    expect(page.get_by_text("Step 4 of 7")).to_be_visible()
    assert not here.folders.config.exists()


def test_a_first_day_is_said_before_it_is_noted(here: LivingPage) -> None:
    page = go(here.open("settings"), STEP_PATHS[5])
    expect(page.get_by_label("First day of any one of your packs")).to_be_hidden()
    page.get_by_label("First day of your last bleeding").fill("2099-01-01")
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator("#wrong-start")).to_contain_text("still to come")

    today = page.evaluate("new Date().toISOString().slice(0, 10)")
    page.get_by_label("First day of your last bleeding").fill(today)
    page.get_by_role("button", name="Save and go on").click()
    expect(page.locator("dialog [data-notes]")).to_contain_text("Into your diary: bleeding began")
    page.locator("[data-write]").click()
    expect(page.get_by_text("Step 7 of 7")).to_be_visible()

    with open_context() as context:
        (noted,) = [
            one.fact for one in context.diary.entries() if isinstance(one.fact, PeriodStarted)
        ]
    assert noted.on.isoformat() == today


# --- for every eye ---------------------------------------------------------------------------


def look_at(page: Page, where: str) -> None:
    assert axe_violations(page) == [], where
    assert too_wide(page) == [], where
    assert low_contrast(page) == [], where


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_every_page_and_state_is_good_to_look_at(
    here: LivingPage, scheme: str, size: dict[str, int]
) -> None:
    page = here.open("settings", viewport=size, color_scheme=scheme)
    look_at(page, "settings")
    for path in STEP_PATHS:
        go(page, path)
        look_at(page, path)
        assert scheme == "dark" or without_focus_ring(page) == [], path

    go(page, STEP_PATHS[4]).locator("[value=muscles]").check()
    page.locator("[value=masseter]").check()
    look_at(page, "muscles chosen")
    go(page, "/settings")
    for summary in page.locator("summary:visible").all():
        summary.click()
    look_at(page, "all of it open")
    assert scheme == "dark" or without_focus_ring(page) == []
    page.locator("[name='prompts.daily_cap']").fill("99")
    page.locator("[data-bar] button").click()
    expect(page.locator("[data-wrong]:visible")).to_have_count(1)
    look_at(page, "refused")
    page.locator("[name='prompts.daily_cap']").fill("2")
    page.locator("[data-bar] button").click()
    expect(page.locator("dialog")).to_be_visible()
    look_at(page, "lines")
    page.locator("[data-write]").click()
    page.wait_for_url("**/settings?saved=*")
    look_at(page, "saved")
    write(here, "[prompts]\ndaily_cap = 99\n")
    page.reload()
    look_at(page, "broken")


@pytest.mark.parametrize("path", ["/settings", *STEP_PATHS])
def test_at_320_pixels_and_enlarged_nothing_is_lost(here: LivingPage, path: str) -> None:
    page = here.open("settings", viewport={"width": 320, "height": 640})

    go(page, path)

    assert too_wide(page) == []


def test_no_page_is_heavier_than_it_may_be(here: LivingPage) -> None:
    page = here.open("settings")
    for path in ("/settings", *STEP_PATHS):
        go(page, path)
        sizes: list[int] = page.evaluate(
            "performance.getEntriesByType('navigation')"
            ".concat(performance.getEntriesByType('resource')).map((one) => one.decodedBodySize)"
        )
        assert len(sizes) > 5
        assert sum(sizes) < HEAVIEST, (path, sum(sizes))


# --- a real notification ---------------------------------------------------------------------


@pytest.mark.desktop
def test_a_test_notification_is_really_shown(tmp_path: Path, browser: Browser) -> None:
    with desktop(tmp_path) as real:
        here = LivingPage(tmp_path / "home", browser, None, real.environment)
        try:
            page = here.open("settings")
            page.get_by_role("button", name="Show a test notification").click()
            expect(page.locator("[data-result]")).to_contain_text(
                "Your desktop has taken a test notification.", timeout=60_000
            )
            expect(page.locator("[data-result]")).not_to_contain_text("no buttons")
            real.pop_up()
        finally:
            here.end()
