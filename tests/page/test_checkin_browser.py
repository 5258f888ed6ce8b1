"""Checking in, in a real browser: by mouse, by keys alone, by touch, and how few taps it takes."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from selfcare.app.check_in_keeping import read_kept
from selfcare.domain.checkin import (
    Aura,
    CheckIn,
    Headache,
    Medicine,
    MedicineClass,
    PainSide,
    Sleep,
    Symptom,
    Zone,
)
from selfcare.domain.facts import CheckedIn, NotYetBleeding
from tests.e2e.desktop import until
from tests.page.check_in_page import Finger, asks
from tests.page.living import NARROW, WIDE, LivingPage
from tests.page.looks import axe_violations, low_contrast, too_wide, without_focus_ring

Living = Callable[..., LivingPage]
TUESDAY = datetime(2026, 11, 24, 16, 40, tzinfo=UTC)
ENLARGED = ViewportSize(width=320, height=450)
"""A window of 640 by 900 at 200 per cent."""
BY_TOUCH = {"viewport": NARROW, "has_touch": True}
USUAL = {
    "headache": "yes",
    "worst": 6,
    "zones": ["temple"],
    "side": "right",
    "with": ["light"],
    "like_usual": True,
}


def noted(living: LivingPage) -> list[CheckIn]:
    """Return the check-ins of the diary."""
    return [one.check_in for one in living.day.facts("CheckedIn") if isinstance(one, CheckedIn)]


def note(living: LivingPage, folder: Path, *options: str, **said: Any) -> None:
    """Note a check-in by a command."""
    file = folder / "answers.json"
    file.write_text(json.dumps(said), encoding="utf-8")
    living.day.command("checkin", "--json", str(file), *options)


def saved(page: Page) -> None:
    """Wait until what was answered is stored."""
    page.wait_for_url("**/checkin/saved?entry=*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Noted")


def kept(living: LivingPage, name: str, value: str) -> None:
    """Wait until an answer has reached the file that keeps it."""
    until(
        lambda: any(
            value in one.fields.get(name, ()) for one in read_kept(living.folders.state).kept
        ),
        what=f"{name} {value}",
    )


def a_headache(finger: Finger, view: str = "front") -> None:
    """Answer every question of a headache that is still there, up to the stress of the day."""
    page = finger.page
    finger.pick("worst", "6")
    expect(page.locator("[data-strength]")).to_be_visible()
    finger.pick("now", "3")
    asks(page, "like_usual")
    finger.pick("like_usual", "yes")
    asks(page, "place")
    finger.zone(f"{view}-temple-left")
    asks(page, "symptoms")
    finger.pick("with", "pressing")
    asks(page, "medicine")
    finger.pick("medicine", "simple")
    asks(page, "function")
    finger.pick("function", "1")
    asks(page, "stress")


SAID = CheckIn(
    day=TUESDAY.date(),
    headache=Headache.RUNNING,
    worst=6,
    now=3,
    like_usual=True,
    zones=(Zone.TEMPLE,),
    side=PainSide.LEFT,
    symptoms=(Symptom.PRESSING,),
    aura=Aura.NONE,
    medicine=(Medicine(MedicineClass.SIMPLE),),
    function=1,
    stress=4,
)


# How few taps it takes


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
def test_a_headache_is_told_in_eight_taps(living: Living, *, touch: bool) -> None:
    found = living(TUESDAY)
    page = found.open("checkin", **(BY_TOUCH if touch else {}))
    finger = Finger(page, touch=touch)
    a_headache(finger)
    finger.button("4")
    saved(page)

    assert finger.taps == 8
    assert noted(found) == [SAID]


def test_with_the_question_about_bleeding_eight_are_enough(living: Living) -> None:
    found = living(TUESDAY)
    for day in ("2026-09-01", "2026-09-29", "2026-10-27"):
        found.day.command("period", "start", day)
    page = found.open("checkin")
    finger = Finger(page)
    finger.pick("bleeding", "not_yet")
    finger.pick("worst", "6")
    finger.pick("now", "3")
    for item, name, value in (
        ("like_usual", "like_usual", "yes"),
        ("place", "", "front-temple-left"),
        ("symptoms", "with", "pressing"),
        ("medicine", "medicine", "nothing"),
    ):
        asks(page, item)
        finger.pick(name, value) if name else finger.zone(value)
    asks(page, "stress")
    finger.button("4")
    saved(page)

    assert finger.taps == 8
    assert noted(found)[0].stress == 4
    assert found.day.facts("NotYetBleeding") == [NotYetBleeding(TUESDAY.date())]


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
def test_a_day_without_a_headache_is_two_taps(living: Living, *, touch: bool) -> None:
    found = living(TUESDAY)
    page = found.open("checkin", **(BY_TOUCH if touch else {}))
    finger = Finger(page, touch=touch)
    finger.pick("headache", "no")
    asks(page, "stress")
    finger.button("3")
    saved(page)

    assert finger.taps == 2
    assert noted(found) == [CheckIn(day=TUESDAY.date(), headache=Headache.NO, stress=3)]


# The answer about a draft comes back only once the day is saved, and that is known even later.
_A_SLOW_WAY_BACK = """() => {
  const real = window.fetch;
  let stored;
  const storing = new Promise((done) => { stored = done; });
  const told = new Promise((done) => { window.tellThatItIsStored = done; });
  window.fetch = async (path, options) => {
    const answer = await real(path, options);
    if (path === "/checkin/draft") {
      await storing;
      setTimeout(() => { window.heard = true; });
    }
    if (path !== "/checkin") return answer;
    stored();
    await told;
    return answer;
  };
}"""
_QUICK = """() => {
  for (const which of ["load", "sleep_broken"])
    document.querySelector(`[name=extra][value=${which}]`).click();
  document.querySelector("button.score[value='3']").click();
}"""


def test_quick_fingers_arrive_where_they_wanted(living: Living) -> None:
    found = living(TUESDAY)
    page = found.open("checkin")
    Finger(page).pick("headache", "no")
    asks(page, "stress")
    page.evaluate(_A_SLOW_WAY_BACK)
    page.evaluate(_QUICK)
    page.wait_for_function("() => window.heard === true")
    page.evaluate("window.tellThatItIsStored()")
    saved(page)

    (one,) = noted(found)
    assert (one.stress, one.load, one.sleep) == (3, True, Sleep.BROKEN)
    assert read_kept(found.folders.state).kept == ()


def test_my_usual_headache_is_one_tap(living: Living, tmp_path: Path) -> None:
    found = living(TUESDAY)
    note(found, tmp_path, "--on", "yesterday", **USUAL)
    page = found.open("checkin", **BY_TOUCH)
    finger = Finger(page, touch=True)
    finger.button("My usual headache")
    saved(page)

    assert finger.taps == 1
    latest = noted(found)[-1]
    assert (latest.day, latest.headache, latest.zones) == (
        TUESDAY.date(),
        Headache.YES,
        (Zone.TEMPLE,),
    )


# By keys alone


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def focus_on(page: Page, selector: str) -> None:
    """Press the Tab key until the focus is there; it must come."""
    for _ in range(60):
        if page.evaluate("(it) => document.activeElement?.matches(it)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(selector)


def test_by_keys_alone_and_the_enter_key_saves_nothing_by_itself(
    living: Living, tmp_path: Path
) -> None:
    found = living(TUESDAY)
    note(found, tmp_path, "--on", "yesterday", **USUAL)
    page = found.open("checkin")
    focus_on(page, "[name=headache]")
    press(page, "Space", "ArrowRight", "Enter")
    expect(page.locator("[name=headache][value=yes]")).to_be_checked()
    focus_on(page, "[name=worst]")
    press(page, "Space", "ArrowRight", "ArrowRight")
    expect(page.locator("[name=worst][value='3']")).to_be_checked()
    asks(page, "like_usual")
    focus_on(page, "[name=like_usual]")
    press(page, "ArrowRight", "Space")
    expect(page.locator("[name=like_usual][value=yes]")).to_be_checked()
    asks(page, "place")
    focus_on(page, "#front-vertex")
    press(page, "ArrowDown", "ArrowDown", "Space", "ArrowRight", "Enter")
    expect(page.locator("[data-picks]")).to_have_text("Forehead, both sides")
    asks(page, "symptoms")
    focus_on(page, "[name=with][value=throbbing]")
    press(page, "Space")
    asks(page, "medicine")
    focus_on(page, "[data-item=medicine] [data-skip]")
    press(page, "Enter")
    asks(page, "function")
    focus_on(page, "[name=function]")
    press(page, "Space", "ArrowRight")
    asks(page, "stress")
    assert len(noted(found)) == 1
    focus_on(page, "button.score[value='2']")
    press(page, "Enter")
    saved(page)

    assert noted(found)[1:] == [
        CheckIn(
            day=TUESDAY.date(),
            headache=Headache.YES,
            worst=3,
            like_usual=True,
            zones=(Zone.FOREHEAD,),
            side=PainSide.BOTH,
            symptoms=(Symptom.THROBBING,),
            aura=Aura.NONE,
            function=1,
            stress=2,
        )
    ]


def test_everything_can_be_chosen_from_the_list_as_well(living: Living) -> None:
    found = living(TUESDAY)
    page = found.open("checkin")
    finger = Finger(page)
    finger.pick("headache", "yes")
    asks(page, "like_usual").get_by_role("button", name="Leave this out").click()
    asks(page, "place").get_by_text("Choose from a list instead").click()
    finger.pick("zone", "eye")
    finger.pick("side", "right")
    expect(page.locator("#front-eye-right")).to_have_attribute("aria-checked", "true")
    expect(page.locator("#front-eye-left")).to_have_attribute("aria-checked", "false")
    finger.pick("side", "both")
    expect(page.locator("#front-eye-left")).to_have_attribute("aria-checked", "true")
    finger.pick("zone", "eye")
    expect(page.locator("#front-eye-left")).to_have_attribute("aria-checked", "false")
    finger.pick("zone", "arm_or_chest")
    finger.button("Save")
    page.wait_for_url("**/questions?entry=*")

    assert (noted(found)[0].zones, noted(found)[0].side) == ((Zone.ARM_OR_CHEST,), PainSide.BOTH)


# The drawing


def test_the_drawing_and_the_list_are_one(living: Living) -> None:
    page = living(TUESDAY).open("checkin")
    finger = Finger(page)
    finger.pick("headache", "yes")
    asks(page, "like_usual").get_by_role("button", name="Leave this out").click()
    asks(page, "place")
    picks = page.locator("[data-picks] span")

    finger.zone("front-ear-left")
    for view in ("front", "back", "leftside"):
        expect(page.locator(f"#{view}-ear-left")).to_have_attribute("aria-checked", "true")
    expect(page.locator("[name=zone][value=ear]")).to_be_checked()
    expect(page.locator("[name=side][value=left]")).to_be_checked()
    expect(picks).to_have_text(["In or behind the ear, left"])

    finger.zone("rightside-temple-right")
    expect(page.locator("[name=side][value=both]")).to_be_checked()
    expect(picks).to_have_text(["In or behind the ear, left", "Temple, right"])

    finger.zone("back-band")
    expect(picks).to_have_text(
        ["In or behind the ear, left", "Temple, right", "Like a band all round"]
    )
    finger.zone("back-vertex")
    expect(picks).to_have_count(3)
    expect(page.locator("[data-enough]")).to_contain_text("Three places are enough.")
    expect(page.locator("[name=zone]:checked")).to_have_count(3)

    finger.zone("back-ear-left")
    expect(picks).to_have_text(["Temple, right", "Like a band all round"])
    expect(page.locator("[name=side][value=right]")).to_be_checked()
    expect(page.locator("[data-enough]")).to_be_empty()


def test_on_a_narrow_page_one_view_is_shown_at_a_time(living: Living) -> None:
    page = living(TUESDAY).open("checkin", **BY_TOUCH)
    finger = Finger(page, touch=True)
    finger.pick("headache", "yes")
    asks(page, "like_usual").get_by_role("button", name="Leave this out").tap()
    asks(page, "place")

    assert page.locator(".bodymap:visible").count() == 1
    finger.zone("front-forehead-right")
    finger.pick("view", "back")
    expect(page.locator("#back-shoulder-left")).to_be_visible()
    finger.zone("back-shoulder-left")
    expect(page.locator("[data-picks] span")).to_have_text(["Forehead, right", "Shoulder, left"])
    box = page.locator("#back-base_of_skull-left").bounding_box()
    assert box is not None
    assert box["width"] >= 44


def test_none_of_these_and_the_others_put_one_another_out(living: Living) -> None:
    page = living(TUESDAY).open("checkin")
    page.goto(page.url.replace("/checkin", "/questions"))
    finger = Finger(page)
    finger.pick("flag", "fever")
    finger.pick("flag", "none")
    expect(page.locator("[name=flag]:checked")).to_have_count(1)
    finger.pick("flag", "trauma")
    expect(page.locator("[name=flag]:checked")).to_have_value("trauma")


# Nothing is lost


def test_a_reload_goes_on_where_it_was(living: Living) -> None:
    found = living(TUESDAY)
    page = found.open("checkin")
    a_headache(Finger(page))
    kept(found, "function", "1")
    page.reload()

    expect(page.get_by_text("What you answered before is still here.")).to_be_visible()
    asks(page, "stress")
    expect(page.locator("[data-picks]")).to_have_text("Temple, left")
    Finger(page).button("4")
    saved(page)
    assert noted(found) == [SAID]


def test_the_drawing_comes_back_as_it_was(living: Living) -> None:
    found = living(TUESDAY)
    page = found.open("checkin")
    finger = Finger(page)
    finger.pick("headache", "yes")
    asks(page, "like_usual").get_by_role("button", name="Leave this out").click()
    asks(page, "place")
    finger.zone("front-temple-left")
    finger.zone("front-eye-right")
    kept(found, "spots", "temple:left eye:right")
    page.reload()

    words = ["Temple, left", "Behind or around the eye, right"]
    expect(page.locator("[data-picks] span")).to_have_text(words)


def test_a_tab_that_is_closed_comes_back_in_another(living: Living) -> None:
    found = living(TUESDAY)
    page = found.open("checkin")
    Finger(page).pick("worst", "6")
    kept(found, "worst", "6")
    page.close()

    again = found.open("checkin")
    expect(again.locator("[name=worst][value='6']")).to_be_checked()
    asks(again, "like_usual")


def test_a_killed_page_process_loses_nothing(living: Living) -> None:
    found = living(TUESDAY)
    page = found.open("checkin")
    Finger(page).pick("worst", "6")
    kept(found, "worst", "6")
    found.kill()

    with page.expect_console_message():
        Finger(page).pick("now", "2")
    expect(page.get_by_text("selfcare has ended in the background.")).to_be_visible()
    expect(page.locator("[name=now][value='2']")).to_be_checked()
    found.complaints.clear()

    again = found.open("checkin")
    expect(again.locator("[name=worst][value='6']")).to_be_checked()
    assert noted(found) == []


def test_what_could_not_be_stored_stays_and_is_tried_again(living: Living) -> None:
    found = living(TUESDAY)
    page = found.open("checkin")
    Finger(page).pick("headache", "no")
    asks(page, "stress")
    page.route("**/checkin", lambda route: route.fulfill(status=500, body="no"))
    with page.expect_console_message():
        Finger(page).button("3")
    expect(page.get_by_text("This could not be stored just now.")).to_be_visible()
    found.complaints.clear()
    page.unroute("**/checkin")
    page.get_by_role("button", name="Try again").click()
    saved(page)

    assert noted(found) == [CheckIn(day=TUESDAY.date(), headache=Headache.NO, stress=3)]


def test_a_page_process_that_ends_stores_what_was_begun(living: Living) -> None:
    found = living(TUESDAY)
    page = found.open("checkin")
    Finger(page).pick("worst", "6")
    kept(found, "worst", "6")
    page.close()
    os.kill(found.state.pid, signal.SIGTERM)
    until(lambda: noted(found) or None, what="the check-in")

    assert noted(found) == [CheckIn(day=TUESDAY.date(), headache=Headache.YES, worst=6)]
    until(lambda: not read_kept(found.folders.state).kept, what="the end of what was kept")


def test_what_was_left_is_stored_when_a_page_process_comes_up(
    living: Living, tmp_path: Path
) -> None:
    home = tmp_path / "one"
    found = living(TUESDAY, home)
    page = found.open("checkin")
    Finger(page).pick("worst", "6")
    kept(found, "worst", "6")
    found.kill()
    page.close()
    found.complaints.clear()

    later = living(TUESDAY.replace(hour=17), home)
    later.address()
    until(lambda: noted(later) or None, what="the check-in")
    assert noted(later)[0].worst == 6


def test_two_tabs_show_the_same_answers(living: Living) -> None:
    found = living(TUESDAY)
    one = found.open("checkin")
    Finger(one).pick("worst", "6")
    kept(found, "worst", "6")
    other = one.context.new_page()
    other.goto(one.url)
    Finger(other).pick("like_usual", "no")
    kept(found, "like_usual", "no")

    one.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(one.locator("[name=like_usual][value=no]")).to_be_checked()


def test_nothing_of_this_is_wanted(living: Living) -> None:
    found = living(TUESDAY)
    page = found.open("checkin")
    Finger(page).pick("worst", "6")
    asks(page, "like_usual")
    page.get_by_text("Rather not note this").click()
    page.get_by_role("button", name="Leave without noting").click()
    page.wait_for_url("**/today")

    assert read_kept(found.folders.state).kept == ()
    assert noted(found) == []


# Other days, and corrections


def test_an_earlier_day_is_filled_in(living: Living) -> None:
    found = living(TUESDAY)
    page = found.open("checkin")
    page.goto(page.url + "?day=2026-11-20")
    finger = Finger(page)
    finger.pick("headache", "no")
    asks(page, "stress")
    finger.button("5")
    saved(page)

    expect(page.get_by_role("heading", level=1)).to_contain_text("as filled in afterwards")
    assert noted(found)[0].day.isoformat() == "2026-11-20"


def test_what_was_saved_is_corrected(living: Living) -> None:
    found = living(TUESDAY)
    page = found.open("checkin")
    a_headache(Finger(page))
    Finger(page).button("4")
    saved(page)
    page.get_by_role("link", name="Correct it").click()
    expect(page.locator("[name=stress][value='4']")).to_be_checked()
    expect(page.locator("[data-picks]")).to_have_text("Temple, left")
    Finger(page).pick("stress", "7")
    Finger(page).pick("helped_simple", "yes")
    Finger(page).button("Save the correction")
    page.wait_for_url("**/checkin/saved?entry=2")

    latest = noted(found)[-1]
    assert (latest.stress, latest.worst, latest.now) == (7, 6, 3)
    assert latest.medicine == (Medicine(MedicineClass.SIMPLE, helped=True),)


# Alarming symptoms


def test_an_emergency_and_a_slip_of_the_finger(living: Living) -> None:
    found = living(TUESDAY)
    page = found.open("checkin")
    page.get_by_role("link", name="New or alarming symptom").click()
    finger = Finger(page)
    finger.pick("flag", "neurological")
    finger.button("Go on")
    page.wait_for_url("**/help")
    expect(page.get_by_role("heading", level=1)).to_have_text("Stop here and get help now")
    expect(page.get_by_role("navigation")).to_have_count(0)

    page.get_by_text("That was ticked by mistake").click()
    finger.button("Ask me again")
    page.wait_for_url("**/questions")
    finger.pick("flag", "none")
    finger.button("Go on")
    saved(page)
    assert len(found.day.facts("TickedByMistake")) == 1


def test_a_strong_headache_asks_first_and_what_is_for_today_holds_until_checked(
    living: Living,
) -> None:
    found = living(TUESDAY)
    page = found.open("checkin", **BY_TOUCH)
    finger = Finger(page, touch=True)
    finger.pick("worst", "8")
    asks(page, "like_usual")
    finger.button("Save")
    page.wait_for_url("**/questions?entry=*")
    finger.pick("flag", "fever")
    finger.button("Go on")
    page.wait_for_url("**/help")
    expect(page.get_by_role("link", name="Notes for the visit")).to_be_visible()

    page.get_by_text("I have been checked", exact=True).tap()
    finger.button("Yes, I have been checked")
    page.wait_for_url("**/today")
    assert len(found.day.facts("Checked")) == 1


def test_what_a_doctor_should_see_soon(living: Living) -> None:
    page = living(TUESDAY).open("checkin")
    finger = Finger(page)
    finger.pick("worst", "5")
    asks(page, "like_usual")
    finger.pick("like_usual", "no")
    asks(page, "place")
    finger.button("Save")
    page.wait_for_url("**/questions?entry=*")
    finger.pick("flag", "none")
    finger.button("Go on")
    saved(page)

    soon = page.locator("main .notice-soon")
    expect(soon).to_contain_text("worth a doctor's appointment in the next days")
    expect(soon).to_contain_text("does not rule anything out")


# How it is to look at, in every state


def looks_well(page: Page) -> None:
    # Whatever a finger has chosen has the focus, but no ring until keys are used.
    page.evaluate("document.activeElement?.blur()")
    assert axe_violations(page) == []
    assert low_contrast(page) == []
    assert without_focus_ring(page) == []
    assert too_wide(page) == []


@pytest.mark.parametrize(
    ("size", "scheme"),
    [
        (WIDE, "light"),
        (WIDE, "dark"),
        (NARROW, "light"),
        (NARROW, "dark"),
        (ENLARGED, "light"),
    ],
    ids=["wide light", "wide dark", "narrow light", "narrow dark", "enlarged"],
)
def test_every_state_is_for_every_eye(
    living: Living, tmp_path: Path, scheme: str, size: ViewportSize
) -> None:
    found = living(TUESDAY)
    note(found, tmp_path, "--on", "yesterday", **USUAL)
    page = found.open("checkin", viewport=size, color_scheme=scheme)
    address = page.url
    looks_well(page)
    a_headache(Finger(page))
    page.get_by_text("Choose from a list instead").click()
    page.get_by_text("Rather not note this").click()
    looks_well(page)
    page.reload()
    looks_well(page)
    Finger(page).button("4")
    saved(page)
    looks_well(page)
    for path in ("?correct=2", "?day=2026-11-20", "?form=let_down", "?form=mid_cycle", "/saved"):
        page.goto(address + path)
        looks_well(page)
    for flag, leads in (("none", "saved"), ("fever", "help"), ("neurological", "help")):
        page.goto(address.replace("checkin", "questions"))
        looks_well(page)
        Finger(page).pick("flag", flag)
        looks_well(page)
        Finger(page).button("Go on")
        page.wait_for_url(f"**/{leads}*")
        looks_well(page)
    for summary in page.locator("summary").all():
        summary.click()
    looks_well(page)
    page.goto(address)
    looks_well(page)
