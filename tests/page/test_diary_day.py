"""A day of the diary: everything about it in words, and the way to change what was wrong."""

from __future__ import annotations

import re
from datetime import date

import pytest

from selfcare.domain.checkin import CheckIn
from selfcare.domain.facts import (
    CheckedIn,
    Paused,
    PeriodRemoved,
    PeriodStarted,
    PromptAnswered,
    PromptClaimed,
    PromptShown,
    StopReason,
    StressAdded,
    TendernessNoted,
    Treated,
    TreatmentRemoved,
)
from selfcare.domain.message import message
from selfcare.domain.muscles import Muscle
from selfcare.domain.prompt import Answer, Prompt, PromptKind, Via
from selfcare.domain.stress import StressKind
from selfcare.domain.tenderness import Tenderness
from selfcare.domain.week import DAY
from tests.cli.command_line import at
from tests.page.a_diary import NO, SCRIPT, TODAY, YES, Keeper, fields_of, main_of
from tests.page.check_in_page import check_in
from tests.page.reader import Reader

LONG_AGO = date(2024, 3, 5)


@pytest.fixture
def keeper(reader: Reader) -> Keeper:
    return Keeper(reader)


def day(keeper: Keeper, on: date) -> str:
    return keeper.reader.text(f"/diary/day?on={on}")


@pytest.mark.parametrize("on", [TODAY - DAY, TODAY - 40 * DAY, LONG_AGO], ids=str)
def test_a_day_tells_all_that_was_noted_about_it_however_long_ago(keeper: Keeper, on: date) -> None:
    prompt = Prompt(
        id=f"{on}/breaks/1",
        kind=PromptKind.ROUTINE,
        day=on,
        due=at(11, day=on),
        expires=at(12, day=on),
        reason=message("It has its reason."),
        entry="breaks",
        routine="four-muscles-gentle",
    )
    keeper.note(on, PromptClaimed(prompt, 1), PromptShown(prompt.id, 1, "desktop"), hour=11)
    keeper.note(on, PromptAnswered(prompt.id, 1, Answer.SKIP, Via.NOTIFICATION), hour=11)
    keeper.session(on, "Shoulders", before=5, after=3)
    keeper.session(on, "Jaw", before=2, stopped=StopReason.OWN_HEADACHE, hour=14)
    keeper.check(on, headache=YES, worst=6, stress=7)
    keeper.note(on, TendernessNoted((Tenderness(muscle=Muscle.MASSETER, left=4, mine=True),)))
    keeper.note(on, Treated(treatment="1", on=on, note="Turning is easier", relief=4))

    said = main_of(day(keeper, on))

    assert f"{on.day} {on:%B} {on.year}" in said
    assert "headache, 6 of 10 at its worst; stress 7 of 10; 1 routine done; 1 routine" in said
    assert "headache; 6 of 10 at its worst; stress 7 of 10 noted at 18:00" in said
    assert "12:00 Shoulders done at 12:00; 2 minutes in all; pain 5 of 10 before, 3 after" in said
    assert (
        "14:00 Jaw stopped at 14:00; my usual headache starts, or rises by 2 or more; in step 2"
        " of 2; 2 minutes in all; pain before: 2 of 10"
    ) in said
    assert "masseter: left 4; it felt like your headache" in said
    assert "relief 4 of 10; “Turning is easier”" in said
    assert re.search(r"11:00 \S.* You let it go at 11:00\.", said)


def test_what_happened_on_other_days_is_not_told(keeper: Keeper) -> None:
    on = TODAY - 3 * DAY
    keeper.session(on - DAY, "Shoulders").session(on + DAY, "Jaw")
    keeper.check(on - DAY, headache=NO).check(on + DAY, headache=NO)

    said = main_of(day(keeper, on))

    assert "No check-in about this day. It counts as missing" in said
    assert "Shoulders" not in said
    assert "Jaw" not in said


def test_a_day_without_anything_says_so(keeper: Keeper) -> None:
    keeper.check(TODAY - 30 * DAY, headache=NO)

    said = main_of(day(keeper, TODAY - 20 * DAY))

    assert "no entry" in said.casefold()
    assert said.count("None on this day.") == 2


# Corrections


def test_within_five_days_a_day_can_be_added_to_and_corrected(keeper: Keeper) -> None:
    for number in (0, 5, 6):
        keeper.check(TODAY - number * DAY, headache=NO)
    for number, reachable in ((0, True), (5, True), (6, False)):
        on = TODAY - number * DAY
        page = day(keeper, on)
        assert (f'href="/checkin?day={on}"' in page) is reachable
        assert bool(re.search(r'href="/checkin\?correct=\d+"', page)) is reachable


def test_the_number_to_correct_is_that_of_the_check_in_that_holds(keeper: Keeper) -> None:
    keeper.check(TODAY, headache=NO)
    with keeper.line.context() as context:
        (first,) = context.diary.entries()
        second = context.note(CheckedIn(CheckIn(day=TODAY, headache=YES, worst=3), first.id))
        third = context.note(CheckedIn(CheckIn(day=TODAY, stress=2)))

    page = day(keeper, TODAY)

    assert re.findall(r"correct=(\d+)", page) == [str(second.id), str(third.id)]
    assert "You corrected what you noted about Monday, 23 November 2026" in main_of(page)
    assert "headache, 3 of 10 at its worst; stress 2 of 10" in main_of(page)


def test_a_correction_through_the_page_is_what_the_calendar_shows(keeper: Keeper) -> None:
    keeper.check(TODAY, headache=NO)
    (way,) = re.findall(r'href="(/checkin\?correct=\d+)"', day(keeper, TODAY))

    check_in(keeper.reader, {"headache": "yes", "worst": "2"}, way)

    field = fields_of(keeper.reader.text("/diary"))[TODAY.day]
    assert (field.shown, "s2" in field.classes) == ("2", True)
    assert "headache; 2 of 10 at its worst" in main_of(day(keeper, TODAY))


def test_a_day_filled_in_through_the_page_is_no_longer_missing(keeper: Keeper) -> None:
    on = TODAY - 3 * DAY
    (way,) = re.findall(r'href="(/checkin\?day=[\d-]+)"', day(keeper, on))

    check_in(keeper.reader, {"headache": "no"}, way)

    assert fields_of(keeper.reader.text("/diary"))[on.day].shown == "0"


def test_a_day_filled_in_afterwards_says_when(keeper: Keeper) -> None:
    keeper.check(TODAY - 2 * DAY, headache=YES, on=TODAY - DAY)

    page = day(keeper, TODAY - 2 * DAY)

    assert "noted on Sunday, 22 November 2026" in main_of(page)
    assert "You filled in" not in main_of(day(keeper, TODAY - DAY)).partition("All entries")[0]


def test_a_session_with_a_therapist_can_be_taken_back(keeper: Keeper) -> None:
    keeper.note(TODAY, Treated(treatment="7", on=TODAY - DAY), hour=9)
    assert "Session with a therapist" in day(keeper, TODAY - DAY)

    leads = keeper.reader.goes(
        "/diary/day/back", {"what": "visit", "number": "7", "on": f"{TODAY - DAY}"}
    )

    assert leads == f"/diary/day?on={TODAY - DAY}"
    assert keeper.facts()[-1] == TreatmentRemoved("7")
    assert "Session with a therapist" not in day(keeper, TODAY - DAY).partition("All entries")[0]


def test_a_start_of_bleeding_can_be_taken_back(keeper: Keeper) -> None:
    on = TODAY - 4 * DAY
    keeper.note(TODAY, PeriodStarted(on), hour=9)
    assert "You noted that bleeding began on this day." in main_of(day(keeper, on))

    keeper.reader.goes("/diary/day/back", {"what": "start", "on": f"{on}"})

    assert keeper.facts()[-1] == PeriodRemoved(on)
    assert "bleeding" not in main_of(day(keeper, on))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"what": "visit", "number": "9", "on": "2026-11-22"}, "no session with the number “9”."),
        ({"what": "start", "on": "2026-11-22"}, "No start is noted on Sunday, 22 November 2026."),
        ({"what": "start", "on": "soon"}, "“soon” is no day"),
    ],
)
def test_what_is_not_there_cannot_be_taken_back(
    keeper: Keeper, fields: dict[str, str], said: str
) -> None:
    assert said in keeper.reader.refused("/diary/day/back", fields)
    assert keeper.facts() == []


def test_what_nobody_offers_to_take_back_is_refused(keeper: Keeper) -> None:
    assert keeper.reader.post("/diary/day/back", {"what": "pause"}).status_code == 400


# The way there


def test_days_lead_to_one_another_up_to_today(keeper: Keeper) -> None:
    page = day(keeper, TODAY)

    assert f'href="/diary/day?on={TODAY - DAY}" rel="prev"' in page
    assert 'rel="next"' not in page
    assert f'href="/diary/day?on={TODAY}" rel="next"' in day(keeper, TODAY - DAY)
    assert 'href="/diary?month=2026-11"' in page


@pytest.mark.parametrize(
    ("on", "said"),
    [("2026-11-24", "is still to come"), ("yesterday", "is no day"), (SCRIPT, "is no day")],
)
def test_what_cannot_be_a_day_is_said(keeper: Keeper, on: str, said: str) -> None:
    answer = keeper.reader.get(f"/diary/day?on={on}")

    assert answer.status_code == 422
    assert said in answer.text
    assert SCRIPT not in answer.text


@pytest.mark.parametrize("on", ["0001-01-01", "1999-12-31"])
def test_a_day_before_anything_can_be_noted_is_said_to_be_so(keeper: Keeper, on: str) -> None:
    answer = keeper.reader.get(f"/diary/day?on={on}")

    assert answer.status_code == 422
    assert "Nothing is noted about days as long ago as that." in answer.text


# Whose words they are


def test_words_of_the_user_are_shown_as_words_and_nothing_else(keeper: Keeper) -> None:
    keeper.session(TODAY, SCRIPT)
    keeper.note(
        TODAY,
        Treated(treatment="1", on=TODAY, note=SCRIPT),
        StressAdded(period="1", name=SCRIPT, first=TODAY, last=None, kind=StressKind.EMOTIONAL),
        Paused(None),
        hour=9,
    )

    page = day(keeper, TODAY)

    assert SCRIPT not in page
    assert main_of(page).count(SCRIPT) >= 4
    assert "You paused selfcare until further notice." in main_of(page)
