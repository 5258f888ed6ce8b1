"""selfcare in the menu of programs, and started with the computer, from its own page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.page.living import LivingPage

AUTOSTART = Path(".config/autostart/selfcare.desktop")
ENTRY = Path(".local/share/applications/selfcare.desktop")


def test_first_steps_put_selfcare_into_the_menu_and_settings_take_it_out(
    living: Callable[..., LivingPage],
) -> None:
    here = living()
    page = here.open("settings")
    page.goto(f"{here.state.origin}/first-steps?step=7")
    assert not (here.home / ENTRY).exists()

    page.get_by_role("button", name="Put it into the menu").click()
    expect(page.get_by_role("button", name="Take it out of the menu")).to_be_visible()

    assert page.url.endswith("/first-steps?step=7")
    assert (here.home / ENTRY).exists()

    page.goto(f"{here.state.origin}/settings")
    page.get_by_role("button", name="Take it out of the menu").click()
    expect(page.get_by_role("button", name="Put it into the menu")).to_be_visible()

    assert not (here.home / ENTRY).exists()


def test_first_steps_let_it_start_with_the_computer_and_settings_let_it_be(
    living: Callable[..., LivingPage],
) -> None:
    here = living()
    page = here.open("settings")
    page.goto(f"{here.state.origin}/first-steps?step=7")
    expect(page.get_by_text("the same button, here and in the settings")).to_be_visible()
    assert not (here.home / AUTOSTART).exists()

    page.get_by_role("button", name="Start with the computer").click()
    expect(page.get_by_text("selfcare starts with the computer.")).to_be_visible()

    assert page.url.endswith("/first-steps?step=7")
    assert (here.home / AUTOSTART).exists()

    page.goto(f"{here.state.origin}/settings")
    page.get_by_role("button", name="Do not start with the computer").click()
    expect(page.get_by_role("button", name="Start with the computer", exact=True)).to_be_visible()

    assert page.url.endswith("/settings#autostart")
    assert not (here.home / AUTOSTART).exists()
