"""Sessions in a real browser with the real process: the clock, the keys, the tabs, the looks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from selfcare.app.clock import SystemClock
from selfcare.app.course import A_GAP
from selfcare.diary.store import Diary
from selfcare.domain.facts import (
    Fact,
    FlareBegan,
    Screened,
    SessionEnd,
    SessionEnded,
    SessionRated,
    SessionStarted,
    StopReason,
    TurnFinished,
)
from selfcare.domain.screening import AgeBand, Screening
from selfcare.page.session_room import MOST_TABS
from tests.e2e.desktop import until
from tests.page.living import NARROW, PATIENCE_MS, LivingPage
from tests.page.looks import axe_violations, low_contrast, too_wide, without_focus_ring
from tests.page.session_steps import QUICK, QUICK_TITLE, write_quick

Living = Callable[..., LivingPage]
PRESSING = "trap-upper-squeeze"
CHOOSE = """(routine) => {
  import("/static/forms.js").then((forms) => forms.submit("/session/choose", {routine}));
}"""


@pytest.fixture
def home(living: Living) -> LivingPage:
    """Somebody who has answered the health questions, with a routine of a few seconds."""
    found = living()
    found.day.command("status")
    note(found, Screened(Screening(frozenset(), AgeBand.FROM_18_TO_49)))
    write_quick(found.folders.config)
    return found


def note(home: LivingPage, *facts: Fact) -> None:
    now = SystemClock().now()
    with Diary.open(home.folders.diary, may_migrate=False) as diary:
        diary.append_all(facts, at=now, day=now.date())


def chosen(page: Page, routine: str) -> Page:
    """Choose a routine as the page of routines does."""
    page.evaluate(CHOOSE, routine)
    expect(page.locator(f'input[name="routine"][value="{routine}"]')).to_be_attached()
    page.wait_for_load_state()
    return page


def begun(home: LivingPage, routine: str = QUICK, **options: Any) -> Page:
    """Begin a routine; its lead-in runs."""
    page = chosen(home.open("session", **options), routine)
    page.get_by_role("button", name="Start").click()
    return live(page)


def live(page: Page) -> Page:
    """Return the page once its script has been told where the session stands."""
    expect(page.locator("[data-player][data-live]")).to_be_attached()
    return page


def titled(page: Page, title: str) -> None:
    """Wait for the page of this heading, and for its scripts."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title, timeout=PATIENCE_MS)
    page.wait_for_load_state()


def seconds(page: Page) -> int:
    return int(page.locator("[data-secs]").inner_text())


def stage(page: Page, name: str) -> None:
    expect(page.locator("[data-name]")).to_have_text(name)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def turns(home: LivingPage) -> list[TurnFinished]:
    return [one for one in home.day.facts("TurnFinished") if isinstance(one, TurnFinished)]


def end(home: LivingPage) -> SessionEnded:
    (found,) = home.day.facts("SessionEnded")
    assert isinstance(found, SessionEnded)
    return found


def test_a_whole_session_from_its_first_page_to_the_diary(home: LivingPage) -> None:
    page = chosen(home.open("session"), QUICK)
    titled(page, QUICK_TITLE)
    page.get_by_label("4", exact=True).check()
    press(page, "Start")
    live(page)
    stage(page, "Get ready")
    press(page, "Begin now")
    stage(page, "Now")
    expect(page.get_by_text("Left side", exact=True)).to_be_visible()
    press(page, "Begin now")
    stage(page, "Change sides")
    expect(page.get_by_text("Right side", exact=True)).to_be_visible(timeout=PATIENCE_MS)
    titled(page, "How is it now?")
    page.get_by_role("button", name="2 of 10", exact=True).click()
    expect(page.get_by_text("That was it. Your diary has it.")).to_be_visible()

    (started,) = home.day.facts("SessionStarted")
    assert isinstance(started, SessionStarted)
    assert (started.before, started.title) == (4, QUICK_TITLE)
    assert [(turn.seconds, turn.skipped) for turn in turns(home)] == [
        (2, False),
        (2, False),
        (7, False),
    ]
    assert end(home).end is SessionEnd.DONE
    assert [one.after for one in home.day.facts("SessionRated") if type(one) is SessionRated] == [2]


def test_back_skip_and_pause(home: LivingPage) -> None:
    write_quick(home.folders.config, seconds=40)
    page = begun(home)
    press(page, "Skip this one")
    expect(page.get_by_text("Left side", exact=True)).to_be_visible()
    press(page, "Back")
    expect(page.get_by_text("Both sides", exact=True)).to_be_visible()
    press(page, "Pause")
    stage(page, "Paused")
    stood = seconds(page)
    press(page, "Go on")
    stage(page, "Get ready")
    page.wait_for_function(
        "(n) => Number(document.querySelector('[data-secs]').textContent) < n", arg=stood
    )

    assert [turn.skipped for turn in turns(home)] == [True]


def test_a_whole_session_with_keys_alone(home: LivingPage) -> None:
    write_quick(home.folders.config, seconds=40)
    page = chosen(home.open("session"), QUICK)
    focus(page, 'input[name="before"]')
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator("input[name=before]:checked")).to_have_value("3")
    page.keyboard.press("Enter")
    live(page)
    stage(page, "Get ready")
    page.keyboard.press("Enter")
    stage(page, "Now")
    page.keyboard.press("Space")
    stage(page, "Paused")
    page.keyboard.press("Space")
    stage(page, "Now")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Left side", exact=True)).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("Both sides", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    # Nothing that could be pressed by mistake has the focus.
    expect(dialog.get_by_role("heading")).to_be_focused()
    stage(page, "Paused")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.keyboard.press("Space")
    stage(page, "Get ready")
    for side in ("Left side", "Right side"):
        page.keyboard.press("ArrowRight")
        expect(page.get_by_text(side, exact=True)).to_be_visible()
    page.keyboard.press("ArrowRight")
    titled(page, "How is it now?")
    focus(page, 'button[name="after"][value="1"]')
    page.keyboard.press("Enter")
    expect(page.get_by_text("That was it. Your diary has it.")).to_be_visible()

    assert end(home).end is SessionEnd.DONE


def test_space_on_a_button_presses_the_button_and_nothing_else(home: LivingPage) -> None:
    page = begun(home)
    focus(page, "[data-stop]")
    page.keyboard.press("Space")

    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="Go on with the routine").click()
    stage(page, "Get ready")


def focus(page: Page, wanted: str) -> None:
    """Press Tab until the control has the focus."""
    page.evaluate("document.activeElement?.blur()")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"no key leads to {wanted}")


def test_a_reload_in_mid_step_goes_on_at_the_second(home: LivingPage) -> None:
    write_quick(home.folders.config, seconds=40)
    page = begun(home)
    press(page, "Begin now")
    page.wait_for_function("() => Number(document.querySelector('[data-secs]').textContent) <= 38")
    before = seconds(page)
    page.reload()
    live(page)
    stage(page, "Now")

    assert before - A_GAP <= seconds(page) <= before
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()


def test_a_killed_process_is_said_calmly_and_goes_on_at_its_step(home: LivingPage) -> None:
    write_quick(home.folders.config, seconds=40)
    page = begun(home)
    press(page, "Skip this one")
    expect(page.get_by_text("Left side", exact=True)).to_be_visible()
    press(page, "Begin now")
    stage(page, "Now")
    home.kill()
    said = page.locator("[data-lost] [data-said]")
    expect(said).to_contain_text("selfcare has ended in the background.")
    stood = seconds(page)
    fresh = live(home.open("session"))
    stage(fresh, "Paused")
    expect(fresh.locator("[data-note]")).to_have_text(
        "You had begun this one. It goes on at step 2 of 2."
    )
    expect(fresh.get_by_text("Left side", exact=True)).to_be_visible()
    press(fresh, "Go on")
    stage(fresh, "Get ready")

    assert seconds(page) == stood
    gone_without_complaint(home, page)


def gone_without_complaint(home: LivingPage, page: Page) -> None:
    """Close a page whose process is gone; the browser may complain of that alone."""
    page.close()
    assert [one for one in home.complaints if "net::ERR_" not in one] == []
    home.complaints.clear()


def test_two_tabs_show_the_same(home: LivingPage) -> None:
    write_quick(home.folders.config, seconds=40)
    one = begun(home)
    press(one, "Begin now")
    stage(one, "Now")
    two = live(home.open("session"))
    stage(two, "Now")
    press(two, "Pause")
    stage(one, "Paused")
    stage(two, "Paused")
    assert seconds(one) == seconds(two)
    press(one, "Go on")
    press(one, "Skip this one")

    expect(two.get_by_text("Left side", exact=True)).to_be_visible()
    press(two, "Skip this one")
    expect(one.get_by_text("Right side", exact=True)).to_be_visible()
    press(one, "Skip this one")
    for page in (one, two):
        titled(page, "How is it now?")
    assert len(turns(home)) == 3


def test_of_too_many_tabs_the_first_rests_and_wakes_with_a_press(home: LivingPage) -> None:
    write_quick(home.folders.config, seconds=60)
    first = begun(home)
    press(first, "Begin now")
    others = [live(home.open("session")) for _ in range(MOST_TABS)]
    press(others[-1], "Pause")
    stage(others[0], "Paused")
    stage(first, "Now")
    press(first, "Skip this one")

    expect(first.get_by_text("Left side", exact=True)).to_be_visible()
    stage(first, "Paused")


def test_a_closed_tab_makes_it_wait_and_coming_back_says_so(home: LivingPage) -> None:
    write_quick(home.folders.config, seconds=40)
    page = begun(home)
    press(page, "Begin now")
    page.wait_for_function("() => Number(document.querySelector('[data-secs]').textContent) <= 39")
    stood = seconds(page)
    page.close()
    closed = SystemClock().monotonic()
    until(lambda: SystemClock().monotonic() > closed + A_GAP + 1, what="the gap to be over")
    page = live(home.open("session"))
    stage(page, "Paused")
    expect(page.locator("[data-note]")).to_have_text("It waited for you, and goes on where it was.")

    assert stood - 2 <= seconds(page) <= stood
    press(page, "Go on")
    stage(page, "Now")


def test_a_tab_that_was_frozen_for_half_a_minute_shows_the_right_time(home: LivingPage) -> None:
    write_quick(home.folders.config, seconds=90)
    page = begun(home)
    beside = home.open("session")
    press(page, "Begin now")
    stage(beside, "Now")
    browser = page.context.new_cdp_session(page)
    browser.send("Page.setWebLifecycleState", {"state": "frozen"})
    began = seconds(beside)
    beside.wait_for_function(
        "(n) => Number(document.querySelector('[data-secs]').textContent) <= n",
        arg=began - 30,
        timeout=45_000,
    )
    browser.send("Page.setWebLifecycleState", {"state": "active"})
    page.wait_for_function(
        "(n) => Number(document.querySelector('[data-secs]').textContent) <= n", arg=began - 30
    )

    assert abs(seconds(page) - seconds(beside)) <= 1


@pytest.mark.parametrize(
    ("reason", "name", "leads"),
    [
        (StopReason.VISION, "Blurred or double vision, or loss of sight", "/help"),
        (StopReason.DIZZINESS, "Dizziness", "/questions"),
        (StopReason.SHARP_PAIN, "Sharp or shooting pain", "/session"),
    ],
)
def test_a_stop_with_its_reason(
    home: LivingPage, reason: StopReason, name: str, leads: str
) -> None:
    page = begun(home, PRESSING)
    press(page, "Stop")
    stage(page, "Paused")
    page.get_by_role("dialog").get_by_role("button", name=name).click()
    page.wait_for_url(re.compile(f"{leads}$"))
    expect(page.get_by_role("dialog")).to_have_count(0)

    assert end(home).stopped is reason
    if leads == "/session":
        expect(page.get_by_text("Good that you stopped.")).to_be_visible()
    if leads == "/help":
        expect(page.get_by_text("Stop here.")).to_be_visible()


def test_a_grave_reason_is_answered_although_the_process_is_gone(home: LivingPage) -> None:
    page = begun(home, PRESSING)
    press(page, "Stop")
    home.kill()
    page.get_by_role("dialog").get_by_role("button", name="Trouble speaking").click()

    expect(page.get_by_role("dialog")).to_contain_text("Stop here.")
    expect(page.get_by_role("dialog")).to_contain_text("Do not drive yourself.")
    gone_without_complaint(home, page)


def test_left_for_later_it_waits_on_today(home: LivingPage) -> None:
    page = begun(home)
    press(page, "Stop")
    page.get_by_role("button", name="Nothing is wrong").click()
    page.wait_for_url(re.compile("/today$"))

    assert home.day.facts("SessionEnded") == []


def test_what_comes_with_the_pain_is_asked_only_where_it_hurts(home: LivingPage) -> None:
    page = chosen(home.open("session"), PRESSING)
    company = page.get_by_text("Does one of these come with it?")
    expect(company).to_be_hidden()
    page.get_by_label("3", exact=True).check()
    expect(company).to_be_visible()
    page.get_by_label("8", exact=True).check()
    expect(company).to_be_hidden()
    page.get_by_label("3", exact=True).check()
    page.get_by_label("none of these").check()
    press(page, "Start")

    stage(page, "Get ready")


def test_during_an_attack_it_is_dim_nothing_moves_and_one_button_stops(home: LivingPage) -> None:
    note(home, FlareBegan(SystemClock().now().date()))
    page = begun(home, "migraine-quiet")
    expect(page.get_by_text("Dim the screen and the room")).to_be_visible()

    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.locator("main svg").count() == 0
    visible = page.locator("main button:visible")
    assert visible.all_inner_texts() == ["Stop"]
    assert page.evaluate("document.getAnimations().length") == 0
    assert axe_violations(page) == []
    assert low_contrast(page) == []
    press(page, "Stop")
    page.get_by_role("button", name="No time now").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("That is fine.")
    assert axe_violations(page) == []


HEARING = """
window.tones = 0; window.spoken = [];
window.AudioContext = class {
  currentTime = 0; destination = {};
  resume() {}
  createOscillator() { window.tones += 1;
    return { frequency: {}, connect: (next) => next, start() {}, stop() {} }; }
  createGain() { const set = () => {};
    return { gain: { setValueAtTime: set, linearRampToValueAtTime: set }, connect: (next) => next };
  }
};
window.voices = [["en-US", false], ["de-DE", true], ["en-IE", true]];
speechSynthesis.getVoices = () =>
  window.voices.map(([lang, localService]) => ({lang, localService}));
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
speechSynthesis.speak = (one) => { window.spoken.push([one.voice.lang, one.text]); one.onend?.(); };
navigator.wakeLock.request = async () => { window.awake = (window.awake ?? 0) + 1; return {}; };
"""


def test_sounds_and_spoken_steps_are_off_until_asked_for(home: LivingPage) -> None:
    page = begun(home)
    page.add_init_script(HEARING)
    page.reload()
    live(page)
    stage(page, "Get ready")
    assert page.evaluate("[window.tones, window.spoken.length]") == [0, 0]
    page.get_by_label("Sounds").check()
    page.get_by_label("Spoken steps").check()
    press(page, "Begin now")
    page.wait_for_function("() => window.spoken.some(([, text]) => text === 'Begin.')")

    assert page.evaluate("window.tones") >= 2
    assert {lang for lang, _ in page.evaluate("window.spoken")} == {"en-IE"}
    page.wait_for_function("() => window.spoken.some(([, text]) => text.includes('left side'))")
    assert page.evaluate("window.awake") >= 1


def test_without_a_voice_of_this_computer_none_is_offered(home: LivingPage) -> None:
    page = begun(home)
    page.add_init_script(HEARING)
    page.reload()
    live(page)
    expect(page.get_by_text("Spoken steps")).to_be_visible()
    page.evaluate("window.voices = [['en-US', false]]; speechSynthesis.onvoiceschanged();")

    expect(page.get_by_text("Spoken steps")).to_be_hidden()


def test_during_an_attack_nothing_sounds_although_it_was_asked_for_before(
    home: LivingPage,
) -> None:
    page = begun(home)
    page.add_init_script(HEARING)
    page.reload()
    live(page)
    page.get_by_label("Sounds").check()
    page.get_by_label("Spoken steps").check()
    note(home, FlareBegan(SystemClock().now().date()))
    page.evaluate(CHOOSE, "migraine-quiet")
    press(page, "Start")
    live(page)
    page.evaluate("import('/static/session-hearing.js').then((heard) => heard.cue('do'))")
    page.evaluate("import('/static/session-hearing.js').then((heard) => heard.say('Now'))")

    assert page.evaluate("[window.tones, window.spoken.length]") == [0, 0]


LISTENING = """() => {
  window.heard = [];
  const told = document.querySelector("[data-say]");
  const hear = () => window.heard.push(told.textContent);
  new MutationObserver(hear).observe(told, {childList: true, characterData: true, subtree: true});
}"""


def test_a_screen_reader_is_told_of_what_is_new_and_not_of_each_second(home: LivingPage) -> None:
    page = begun(home)
    page.evaluate(LISTENING)
    press(page, "Begin now")
    expect(page.get_by_text("Right side", exact=True)).to_be_visible(timeout=PATIENCE_MS)
    heard = json.dumps(page.evaluate("window.heard"))

    for told in ("Begin.", "Step 2 of 2, left side", "Get ready.", "Change to the other side"):
        assert told in heard
    assert len(page.evaluate("window.heard")) <= 6
    assert page.get_by_role("timer").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("narrow", [False, True], ids=["wide", "narrow"])
def test_every_state_is_good_to_look_at_for_everybody(
    home: LivingPage, scheme: str, *, narrow: bool
) -> None:
    options: dict[str, Any] = {"color_scheme": scheme}
    if narrow:
        options["viewport"] = NARROW
    write_quick(home.folders.config, seconds=60)
    page = home.open("session", **options)

    def looked_at() -> None:
        page.evaluate("document.activeElement?.blur()")
        assert axe_violations(page) == []
        assert too_wide(page) == []
        assert low_contrast(page) == []
        assert without_focus_ring(page) == []

    chosen(page, "trap-middle-ball")
    page.get_by_label("3", exact=True).check()
    looked_at()
    chosen(page, PRESSING)
    press(page, "Start")
    live(page)
    stage(page, "Get ready")
    looked_at()
    press(page, "Skip this one")
    expect(page.get_by_text("Left side", exact=True)).to_be_visible()
    press(page, "Begin now")
    stage(page, "Repetition 1 of 2")
    looked_at()
    press(page, "Stop")
    expect(page.get_by_role("dialog")).to_be_visible()
    looked_at()
    page.get_by_role("button", name="Sharp or shooting pain").click()
    titled(page, "How is it now?")
    looked_at()
    page.get_by_role("button", name="3 of 10", exact=True).click()
    titled(page, "Noted")
    looked_at()
    page.evaluate(CHOOSE, PRESSING)
    titled(page, "Not this one just now")
    looked_at()


def test_enlarged_to_twice_its_size_nothing_is_lost(home: LivingPage) -> None:
    page = begun(home, PRESSING, viewport={"width": 640, "height": 450})
    stage(page, "Get ready")

    assert too_wide(page) == []
    for name in ("Back", "Pause", "Skip this one", "Stop"):
        expect(page.get_by_role("button", name=name, exact=True)).to_be_in_viewport()


def test_at_320_pixels_nothing_is_lost(home: LivingPage) -> None:
    page = begun(home, PRESSING, viewport={"width": 320, "height": 640})
    stage(page, "Get ready")

    assert too_wide(page) == []


def test_where_less_motion_is_wanted_nothing_slides(home: LivingPage) -> None:
    page = begun(home)
    stage(page, "Get ready")

    assert page.evaluate("document.getAnimations().length") == 0
    duration = "getComputedStyle(document.querySelector('[data-ring]')).transitionDuration"
    assert page.evaluate(duration) == "0s"


def test_scripts_in_a_routine_are_words(home: LivingPage) -> None:
    script = "<script>window.caught = 1</script>"
    write_quick(
        home.folders.config, title=script, do=f"Roll. {script} <img src=x onerror=alert(1)>"
    )
    page = begun(home)
    expect(page.get_by_role("heading", level=1)).to_have_text(script)
    press(page, "Skip this one")
    expect(page.get_by_text("Left side", exact=True)).to_be_visible()

    assert page.evaluate("window.caught") is None
