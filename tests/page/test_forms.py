"""Forms: what is pressed counts, also early, twice, or while nobody answers."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Route, expect

from selfcare.domain.facts import Paused
from tests.e2e.desktop import until
from tests.page.living import LivingPage

HOUR = "1 hour"


def test_a_press_before_the_scripts_are_there_is_sent_once_they_are(
    living: Callable[..., LivingPage],
) -> None:
    here = living()
    page = here.open()
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/static/forms.js", hold_the_first)
    page.goto(f"{here.state.origin}/today", wait_until="commit")
    button = page.get_by_role("button", name=HOUR)
    button.click()
    button.click()
    assert here.day.facts("Paused") == []
    until(lambda: held, what="the script being asked for")
    held[0].continue_()

    expect(page.get_by_role("button", name="Go on").first).to_be_visible()

    (paused,) = here.day.facts("Paused")
    assert isinstance(paused, Paused)


def test_a_button_pressed_twice_counts_once(living: Callable[..., LivingPage]) -> None:
    here = living()
    page = here.open()
    page.get_by_role("button", name=HOUR).dblclick()

    expect(page.get_by_role("button", name="Go on").first).to_be_visible()

    assert len(here.day.facts("Paused")) == 1


def test_what_cannot_be_sent_is_kept_and_can_be_tried_again(
    living: Callable[..., LivingPage],
) -> None:
    here = living()
    page = here.open()
    page.route("**/today/pause", lambda route: route.abort())
    page.get_by_role("button", name=HOUR).click()
    told = page.get_by_role("alert")
    expect(told).to_contain_text("selfcare has ended in the background")
    assert here.day.facts("Paused") == []

    page.unroute("**/today/pause")
    told.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("button", name="Go on").first).to_be_visible()

    assert len(here.day.facts("Paused")) == 1
    # The browser tells of the request that was cut off; nothing else.
    here.complaints = [one for one in here.complaints if "ERR_FAILED" not in one]


def test_an_open_page_says_so_when_its_process_is_gone(living: Callable[..., LivingPage]) -> None:
    here = living()
    page = here.open()
    here.kill()
    page.get_by_role("button", name=HOUR).click()

    expect(page.get_by_role("alert")).to_contain_text("please open selfcare once more")

    here.complaints = [one for one in here.complaints if "ERR_CONNECTION" not in one]
