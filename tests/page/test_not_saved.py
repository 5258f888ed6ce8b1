"""A full disk under the page: what was entered stays, is tried again, and nothing pretends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from selfcare.app.clock import SystemClock
from selfcare.diary.store import Diary
from selfcare.domain.checkin import CheckIn, Headache
from selfcare.domain.facts import CheckedIn, Screened, SessionEnd, SessionEnded, TurnFinished
from selfcare.domain.screening import AgeBand, Screening
from tests.cli.command_line import CommandLine
from tests.e2e.desktop import until
from tests.full_disk import clear, fill
from tests.page.check_in_page import Finger, asks, form_of
from tests.page.living import LivingPage
from tests.page.reader import Fields, Reader
from tests.page.session_steps import QUICK, write_quick
from tests.page.test_session_browser import CHOOSE
from tests.page.test_settings import ALL_NO

Living = Callable[..., LivingPage]
TUESDAY = datetime(2026, 11, 24, 16, 40, tzinfo=UTC)
GENTLE = "four-muscles-gentle"
HELD = "Not saved yet; it is kept here. The diary could not be written:"
FORMS: Mapping[str, Fields] = {
    "/today/note": {"what": "stress", "stress": "4"},
    "/today/pause": {"length": "hour"},
    "/today/outlook": {"shown": "no"},
    "/quiet": {"quiet": "yes"},
    "/times/add": {
        "name": "A deadline",
        "first": "2026-11-25",
        "last": "2026-11-26",
        "kind": "emotional",
    },
    "/days/pause": {},
    "/questions": {"flag": "none"},
    "/diary/visits/add": {"on": "2026-11-23", "note": "shoulders"},
    "/diary/weekly": {"muscle": ["masseter"], "left.masseter": "2"},
    "/settings/health": {**ALL_NO, "age": "40"},
    "/routines/hide": {"routine": GENTLE},
    "/session/begin": {"routine": GENTLE},
}


def refuse_writing(reader: Reader, *, yes: bool) -> None:
    """Let SQLite refuse every change for the page's diary, or let it change again."""

    def run() -> None:
        reader.home.context().diary._connection.execute(f"PRAGMA query_only = {int(yes)}")

    reader._thread.submit(run).result()


def count() -> int:
    with CommandLine().context() as context:
        return len(list(context.diary.entries()))


@pytest.mark.parametrize("path", FORMS)
def test_a_form_that_could_not_be_saved_says_so_is_held_and_can_be_sent_again(
    reader: Reader, path: str
) -> None:
    CommandLine().screen()
    refuse_writing(reader, yes=True)
    before = count()

    answer = reader.post(path, FORMS[path])

    assert answer.status_code == 503
    assert answer.json()["held"] is True
    assert answer.json()["said"].startswith(HELD)
    assert "to" not in answer.json()
    assert count() == before

    refuse_writing(reader, yes=False)
    assert reader.goes(path, FORMS[path])
    assert count() > before


def test_a_check_in_that_could_not_be_saved_is_kept_in_its_file_and_saved_later(
    reader: Reader,
) -> None:
    form = {**form_of(reader), "headache": "no", "stress": "3"}
    refuse_writing(reader, yes=True)

    answer = reader.post("/checkin", form)
    assert (answer.status_code, answer.json()["held"]) == (503, True)
    assert 'value="3" checked' in reader.text("/checkin")

    refuse_writing(reader, yes=False)
    assert reader.goes("/checkin", form).startswith("/checkin/saved")


def test_a_mistake_of_the_users_is_not_offered_again(reader: Reader) -> None:
    answer = reader.post("/settings/health", {**ALL_NO, "age": "four"})

    assert answer.status_code == 422
    assert answer.json()["held"] is False


# Real disks, real browsers


def page_of(living: LivingPage) -> int:
    return living.state.pid


@pytest.mark.skipif(sys.platform != "linux", reason="limits another process")
def test_a_check_in_on_a_full_disk_waits_with_try_again_until_there_is_room(
    living: Living,
) -> None:
    found = living(TUESDAY)
    page = found.open("checkin")
    Finger(page).pick("headache", "no")
    asks(page, "stress")
    fill(page_of(found))
    with page.expect_console_message():
        Finger(page).button("3")
    lost = page.get_by_role("alert")
    expect(lost).to_contain_text("Not saved yet; it is kept here. The diary could not be written")
    again = page.get_by_role("button", name="Try again")
    with page.expect_console_message():
        again.click()
    expect(lost).to_contain_text("Not saved yet")
    assert found.day.facts("CheckedIn") == []
    found.complaints.clear()

    clear(page_of(found))
    again.click()
    page.wait_for_url("**/checkin/saved?entry=*")

    noted = [one.check_in for one in found.day.facts("CheckedIn") if isinstance(one, CheckedIn)]
    assert noted == [CheckIn(day=TUESDAY.date(), headache=Headache.NO, stress=3)]


@pytest.mark.skipif(sys.platform != "linux", reason="limits another process")
def test_a_turn_on_a_full_disk_waits_and_is_stored_once_there_is_room(living: Living) -> None:
    found = living()
    found.day.command("status")
    write_quick(found.folders.config)
    now = SystemClock().now()
    with Diary.open(found.folders.diary, may_migrate=False) as diary:
        screened = Screened(Screening(frozenset(), AgeBand.FROM_18_TO_49))
        diary.append(screened, at=now, day=now.date())
    page = _begun(found)
    fill(page_of(found))
    page.get_by_role("button", name="Begin now").click()
    expect(page.locator("[data-note]")).to_contain_text(
        "It waits, because this could not be stored."
    )
    assert found.day.facts("TurnFinished") == []

    clear(page_of(found))
    page.locator('[data-run="run"], [data-run]').first.click()
    until(lambda: found.day.facts("TurnFinished") or None, what="the turn")
    ended = until(lambda: found.day.facts("SessionEnded") or None, what="the end")

    assert (
        len([one for one in found.day.facts("TurnFinished") if isinstance(one, TurnFinished)]) == 3
    )
    assert [one.end for one in ended if isinstance(one, SessionEnded)] == [SessionEnd.DONE]


def _begun(found: LivingPage) -> Page:
    page = found.open("session")
    page.evaluate(CHOOSE, QUICK)
    expect(page.locator(f'input[name="routine"][value="{QUICK}"]')).to_be_attached()
    page.wait_for_load_state()
    page.get_by_role("button", name="Start").click()
    expect(page.locator("[data-player][data-live]")).to_be_attached()
    return page
