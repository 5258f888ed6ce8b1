"""The diary in a real browser: by mouse, keyboard and on a narrow screen, and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from selfcare.diary.store import Diary
from selfcare.domain.checkin import CheckIn
from selfcare.domain.facts import (
    CheckedIn,
    Fact,
    NoticeTold,
    PeriodStarted,
    Screened,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    TendernessNoted,
    Treated,
    TreatmentRated,
    TreatmentRemoved,
)
from selfcare.domain.muscles import Muscle
from selfcare.domain.screening import AgeBand, Screening
from selfcare.domain.tenderness import Tenderness
from selfcare.domain.week import DAY
from tests.page.a_diary import NO, PRESS, YES
from tests.page.living import NARROW, WIDE, LivingPage
from tests.page.looks import axe_violations, low_contrast, too_wide, without_focus_ring

TEN = datetime.fromisoformat("2026-11-24T10:00+00:00")
TODAY = TEN.date()
SCREENED = Screened(Screening(frozenset(), AgeBand.FROM_18_TO_49))
PAGES = (
    "/diary",
    "/diary?month=2026-10",
    "/diary/day",
    "/diary/day?on=2026-11-20",
    "/diary/trends",
    "/diary/visits",
    "/diary/visits/ask",
    "/diary/weekly",
    "/diary/weekly?again=1",
    "/notes?days=90&also=1&also=2",
)
Living = Callable[..., LivingPage]


def write(living: LivingPage, days: Iterable[tuple[date, Fact]]) -> None:
    """Note facts at ten on their days, without the page's doing."""
    living.folders.data.mkdir(parents=True, exist_ok=True)
    with Diary.open(living.folders.diary, may_migrate=True) as diary:
        for day, fact in days:
            at = TEN - timedelta(days=(TODAY - day).days)
            diary.append(fact, at=at, day=day)


def facts(living: LivingPage) -> list[Fact]:
    """Return all the diary holds."""
    with Diary.open(living.folders.diary, may_migrate=False) as diary:
        return [entry.fact for entry in diary.entries()]


def weeks() -> Iterable[tuple[date, Fact]]:
    """Yield ten weeks with something of everything."""
    yield TODAY - 70 * DAY, SCREENED
    for number in range(70, 0, -1):
        day = TODAY - number * DAY
        if number % 6 == 0:
            continue
        ached = number % 4 == 0
        yield (
            day,
            CheckedIn(
                CheckIn(
                    day=day,
                    headache=YES if ached else NO,
                    worst=number % 11 if ached and number % 3 else None,
                    function=number % 4 if ached else None,
                    stress=number % 11,
                )
            ),
        )
        if number % 3 == 0:
            name = f"s{number}"
            yield (
                day,
                SessionStarted(
                    session=name, routine="one", title="One", steps=(PRESS,), before=number % 7
                ),
            )
            yield day, SessionEnded(name, SessionEnd.DONE, after=number % 5)
        if number % 28 == 12:
            yield day, PeriodStarted(day)
        if number in (60, 40, 4):
            yield (
                day,
                Treated(
                    treatment=str(number), on=day, muscles=(Muscle.MASSETER,), note="Jaw and more"
                ),
            )
        if number in (15, 8):
            yield day, TendernessNoted((Tenderness(muscle=Muscle.MASSETER, left=4, mine=True),))


def go(living: LivingPage, page: Page, path: str) -> None:
    page.goto(f"{living.state.origin}{path}")


# By mouse and by keyboard


def test_a_day_of_the_calendar_leads_to_that_day_and_back(living: Living) -> None:
    one = living(at=TEN)
    write(one, weeks())
    page = one.open("diary")

    page.get_by_role("link", name="Friday, 20 November 2026").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Friday, 20 November 2026")
    page.get_by_role("link", name="Back to the month").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("November 2026")
    page.get_by_role("link", name="October").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("October 2026")
    page.get_by_label("Month", exact=True).select_option("2026-09")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("September 2026")


def test_the_calendar_works_by_keyboard_alone(living: Living) -> None:
    one = living(at=TEN)
    write(one, weeks())
    page = one.open("diary")

    page.get_by_role("link", name="Monday, 23 November 2026").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Tuesday, 24 November 2026")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Tuesday, 24 November 2026")


def test_what_is_due_is_noted_as_told_once_it_is_on_the_screen(living: Living) -> None:
    one = living(at=TEN)
    days = [TODAY - number * DAY for number in range(1, 17)]
    write(one, ((day, CheckedIn(CheckIn(day=day, headache=YES, worst=4))) for day in days))
    page = one.open("today")
    with page.expect_response("**/diary/shown") as answer:
        go(one, page, "/diary")

    assert answer.value.ok
    expect(page.get_by_label("Worth talking over")).to_be_visible()
    assert [type(fact) for fact in facts(one)].count(NoticeTold) == 1
    page.reload()
    expect(page.get_by_label("Worth talking over")).to_be_visible()
    assert [type(fact) for fact in facts(one)].count(NoticeTold) == 1


def test_a_session_with_a_therapist_is_noted_rated_and_taken_back(living: Living) -> None:
    one = living(at=TEN)
    page = one.open("diary")
    page.get_by_role("link", name="Therapist").click()
    page.wait_for_url("**/diary/visits")

    page.get_by_text("Choose, if you know them").click()
    page.get_by_label("masseter").check()
    page.get_by_label("A few words of your own").fill("Turning is easier")
    page.get_by_role("button", name="Note it").click()

    session = page.get_by_role("region", name="Tuesday, 24 November 2026")
    expect(session).to_contain_text("asseter; “Turning is easier”")
    page.wait_for_load_state()
    session.get_by_text("How much did it ease?").click()
    session.get_by_role("radio", name="7").check(force=True)
    session.get_by_role("button", name="Note it").click()
    expect(session).to_contain_text("relief 7 of 10")
    page.wait_for_load_state()
    session.get_by_text("Noted by mistake?").click()
    session.get_by_role("button", name="Take it back").click()

    expect(page.get_by_text("No session with a therapist is noted yet.")).to_be_visible()
    assert [type(fact) for fact in facts(one)] == [Treated, TreatmentRated, TreatmentRemoved]


def test_a_day_that_cannot_be_is_said_and_what_was_typed_stays(living: Living) -> None:
    one = living(at=TEN)
    page = one.open("diary")
    go(one, page, "/diary/visits")
    page.get_by_label("A few words of your own").fill("Kept")
    page.get_by_label("Day").evaluate("(day) => { day.max = ''; }")
    page.get_by_label("Day").fill("2026-12-24")

    with page.expect_response("**/diary/visits/add") as answer:
        page.get_by_role("button", name="Note it").click()

    assert answer.value.status == 422
    expect(page.get_by_role("alert")).to_contain_text("is still to come")
    expect(page.get_by_label("A few words of your own")).to_have_value("Kept")
    # The browser counts an answer that refuses as an error of its own.
    one.complaints.clear()


def test_the_weekly_check_goes_from_muscle_to_muscle_by_keyboard(living: Living) -> None:
    one = living(at=TEN)
    write(one, [(TODAY - DAY, SCREENED)])
    page = one.open("diary")
    page.get_by_role("link", name="Weekly check").click()
    page.wait_for_url("**/diary/weekly")
    shown = page.locator(".step:visible")
    first = shown.get_by_role("heading")
    expect(first).to_have_text(re.compile("trapezius"))

    shown.get_by_role("radio", name="4").first.focus()
    page.keyboard.press("Space")
    shown.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    expect(shown).to_contain_text("2 of 6")
    expect(shown.get_by_role("heading")).to_be_focused()
    shown.get_by_role("radio", name="9").first.focus()
    page.keyboard.press("Space")
    shown.get_by_role("button", name="Leave this one out").focus()
    page.keyboard.press("Enter")
    expect(shown).to_contain_text("3 of 6")
    shown.get_by_role("button", name="Back").focus()
    page.keyboard.press("Enter")
    expect(shown).to_contain_text("2 of 6")
    assert shown.locator("input:checked").count() == 0
    shown.get_by_role("button", name="End here").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Noted today, thank you")).to_be_visible()
    noted = facts(one)[-1]
    assert isinstance(noted, TendernessNoted)
    assert noted.muscles == (Tenderness(muscle=Muscle.TRAPEZIUS_UPPER, left=4),)


def test_the_last_muscle_left_out_is_left_out(living: Living) -> None:
    one = living(at=TEN)
    write(one, [(TODAY - DAY, SCREENED)])
    page = one.open("diary", viewport=NARROW)
    go(one, page, "/diary/weekly")
    shown = page.locator(".step:visible")
    shown.get_by_role("radio", name="2").last.check(force=True)
    for number in range(2, 7):
        shown.get_by_role("button", name="Next").click()
        expect(shown).to_contain_text(f"{number} of 6")
    shown.get_by_role("radio", name="8").first.check(force=True)
    shown.get_by_role("button", name="Leave this one out").click()

    expect(page.get_by_role("heading", name="Noted today, thank you")).to_be_visible()
    noted = facts(one)[-1]
    assert isinstance(noted, TendernessNoted)
    assert noted.muscles == (Tenderness(muscle=Muscle.TRAPEZIUS_UPPER, right=2),)


# On a narrow screen


def test_on_a_narrow_screen_stress_can_be_seen_and_a_finger_hits_a_day(living: Living) -> None:
    one = living(at=TEN)
    write(one, weeks())
    page = one.open("diary", viewport=NARROW)

    stress = page.locator(".day .stress")
    assert stress.count() > 10
    assert all(one_.is_visible() for one_ in stress.all())
    sizes = [one_.bounding_box() for one_ in page.locator("a.day").all()]
    assert all(size and size["width"] >= 43 and size["height"] >= 44 for size in sizes)
    assert too_wide(page) == []


def test_on_a_narrow_screen_the_weeks_open_at_the_newest(living: Living) -> None:
    one = living(at=TEN)
    write(one, weeks())
    page = one.open("diary", viewport=NARROW)
    go(one, page, "/diary/trends")

    page.wait_for_function(
        """() => [...document.querySelectorAll('[data-newest]')].every((one) =>
          one.scrollWidth > one.clientWidth
          && Math.abs(one.scrollLeft + one.clientWidth - one.scrollWidth) < 2)"""
    )


# The notes


def test_the_notes_are_styled_under_the_strict_policy_and_saved_as_a_file(living: Living) -> None:
    one = living(at=TEN)
    write(one, weeks())
    page = one.open("diary")
    go(one, page, "/notes?days=90&also=2")

    fill = page.locator(".sheet .strip .s7 rect").first
    expect(fill).to_have_css("fill", "rgb(111, 77, 125)")
    expect(page.locator(".sheet .tiles")).to_have_css("display", "grid")
    page.emulate_media(color_scheme="dark")
    expect(fill).to_have_css("fill", "rgb(183, 156, 200)")

    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as a file").click()
    assert saved.value.suggested_filename == "notes-2026-11-24.html"
    text = saved.value.path().read_text(encoding="utf-8")
    assert "Jaw and more" in text
    assert "<style>" in text


def test_other_notes_are_shown_once_they_are_chosen(living: Living) -> None:
    one = living(at=TEN)
    write(one, weeks())
    page = one.open("diary")
    page.get_by_role("link", name="Print notes").click()

    page.get_by_role("radio", name="90 days").check(force=True)
    page.get_by_role("checkbox", name="Days around the period").check(force=True)
    page.get_by_role("button", name="Show these").click()

    expect(page.locator(".sheet")).to_contain_text("(90 days)")
    expect(page.get_by_role("heading", name="Days around the period")).to_be_visible()


def test_on_paper_there_is_nothing_but_the_notes_on_one_sheet(living: Living) -> None:
    one = living(at=TEN)
    write(one, weeks())
    page = one.open("diary")
    go(one, page, "/notes")
    printed = page.evaluate("() => { window.print = () => { window.printed = true; }; }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("() => window.printed")
    assert printed is None

    page.emulate_media(media="print")
    for hidden in (".rail", ".ways", ".screen-only", ".skip"):
        assert not page.locator(hidden).first.is_visible(), hidden
    expect(page.locator(".sheet")).to_be_visible()
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True))
    assert len(sheets) == 1


def test_a_month_on_paper_has_its_calendar_and_all_of_its_table(living: Living) -> None:
    one = living(at=TEN)
    write(one, weeks())
    page = one.open("diary")
    go(one, page, "/diary?month=2026-10")
    page.emulate_media(media="print")

    assert not page.locator(".rail").is_visible()
    expect(page.get_by_role("link", name="Saturday 31", exact=True)).to_be_visible()
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True))
    assert len(sheets) == 2


# Open to everybody


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_open_to_everybody_in_every_light_and_size(living: Living, path: str) -> None:
    one = living(at=TEN)
    write(one, weeks())
    page = one.open("today")
    go(one, page, path)
    for details in page.locator("main details").all():
        details.evaluate("(one) => { one.open = true; }")
    for scheme in ("light", "dark"):
        for size in (WIDE, NARROW):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size(size)
            assert axe_violations(page) == []
            assert low_contrast(page) == []
            assert too_wide(page) == []
    assert without_focus_ring(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert too_wide(page) == []
