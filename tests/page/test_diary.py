"""The calendar of the diary: every mark, and what is missing as missing."""

from __future__ import annotations

from datetime import date

import pytest

from selfcare.domain.checkin import CheckIn
from selfcare.domain.facts import (
    AlarmRaised,
    CheckedIn,
    GateOpened,
    NoticeTold,
    PeriodRemoved,
    PeriodStarted,
    StopReason,
    Treated,
)
from selfcare.domain.notice import NoticeId
from selfcare.domain.red_flags import Cause, Level
from selfcare.domain.week import DAY
from tests.page.a_diary import NO, SCRIPT, TODAY, YES, Keeper, fields_of, main_of, tables_of
from tests.page.reader import Reader


@pytest.fixture
def keeper(reader: Reader) -> Keeper:
    return Keeper(reader)


def november(day: int) -> date:
    return date(2026, 11, day)


# The days


def test_a_headache_has_its_number_in_a_field_of_its_colour(keeper: Keeper) -> None:
    for number in range(11):
        keeper.check(november(10 + number), headache=YES if number else NO, worst=number)

    found = fields_of(keeper.reader.text("/diary"))

    for number in range(11):
        field = found[10 + number]
        assert field.shown == str(number)
        assert f"s{number}" in field.classes
    assert found[17].sentence == "Tuesday, 17 November 2026: headache, 7 of 10 at its worst"
    assert found[10].sentence == "Tuesday, 10 November 2026: no headache"


def test_a_headache_without_strength_is_shown_as_such_and_not_as_0(keeper: Keeper) -> None:
    keeper.check(november(20), headache=YES)
    # Pain is poorly remembered, so a number said afterwards does not count.
    keeper.check(november(19), headache=YES, worst=6, on=november(21))

    found = fields_of(keeper.reader.text("/diary"))

    for day in (19, 20):
        assert found[day].shown == "x"
        assert found[day].classes == {"day-unrated"}
        assert "headache, not rated on the day itself" in found[day].sentence


def test_a_day_without_an_entry_is_dashed_and_never_0(keeper: Keeper) -> None:
    keeper.check(november(2), headache=NO)

    found = fields_of(keeper.reader.text("/diary"))

    assert found[2].shown == "0"
    for day in (1, *range(3, 24)):
        assert found[day].shown == "\u2013"
        assert "day-missing" in found[day].classes
        assert not any(one.startswith("s") for one in found[day].classes)
        assert found[day].sentence.endswith(": no entry")


def test_a_day_that_says_only_its_stress_is_missing_its_headache(keeper: Keeper) -> None:
    keeper.check(november(20), stress=5)

    field = fields_of(keeper.reader.text("/diary"))[20]

    assert "day-missing" in field.classes
    assert field.stress == "5"
    assert field.sentence.endswith("not said whether there was a headache; stress 5 of 10")


def test_stress_and_what_was_done_are_in_the_field_and_in_the_sentence(keeper: Keeper) -> None:
    keeper.check(november(20), headache=YES, worst=4, stress=0)
    keeper.session(november(20)).session(november(20), hour=13)
    keeper.session(november(20), stopped=StopReason.NO_TIME, hour=14)
    keeper.note(TODAY, Treated(treatment="1", on=november(20)))

    field = fields_of(keeper.reader.text("/diary"))[20]

    assert field.stress == "0"
    assert set(field.icons) == {"wave", "hands", "check"}
    assert field.sentence == (
        "Friday, 20 November 2026: headache, 4 of 10 at its worst; stress 0 of 10; 2 routines done;"
        " 1 routine stopped; session with a therapist"
    )


def test_today_stands_out_and_days_to_come_are_empty(keeper: Keeper) -> None:
    page = keeper.reader.text("/diary")
    found = fields_of(page)

    assert [day for day, field in found.items() if "day-today" in field.classes] == [23]
    assert max(found) == 23
    assert page.count('aria-current="date"') == 1
    assert [f'day-future"><span class="date">{day}<' in page for day in (24, 30)] == [True] * 2


# The cycle


def test_a_start_and_the_days_around_it_are_marked_once_the_cycle_is_on(keeper: Keeper) -> None:
    keeper.note(november(12), PeriodStarted(november(12)))

    found = fields_of(keeper.reader.text("/diary"))

    assert [day for day, field in found.items() if "drop" in field.icons] == [12]
    near = [day for day, field in found.items() if "day-window" in field.classes]
    assert near == [10, 11, 12, 13, 14]
    assert "bleeding began" in found[12].sentence
    assert found[10].sentence.endswith("one of the days around the start of bleeding")


@pytest.mark.parametrize("how", ["never noted", "taken back", "off by the settings", "paused"])
def test_no_word_of_the_cycle_is_on_any_page_while_it_is_off(keeper: Keeper, how: str) -> None:
    on = november(12)
    if how != "never noted":
        keeper.note(on, PeriodStarted(on))
    if how == "taken back":
        keeper.note(TODAY, PeriodRemoved(on), hour=9)
    if how in ("off by the settings", "paused"):
        mode = "off" if how.startswith("off") else "paused"
        keeper.line.configure(f'[cycle]\nmode = "{mode}"\n')

    for path in ("/diary", f"/diary/day?on={on}", "/diary/trends", "/notes", "/notes?also=2"):
        page = main_of(keeper.reader.text(path)).casefold()
        assert not any(word in page for word in ("bleed", "cycle", "period", "-2 to")), path
    found = fields_of(keeper.reader.text("/diary"))
    assert not any("day-window" in field.classes for field in found.values())


# The month as a table, and its counts


def test_the_table_says_the_same_as_the_calendar(keeper: Keeper) -> None:
    keeper.check(november(2), headache=YES, worst=7, stress=6).session(november(2))
    keeper.check(november(3), headache=YES).check(november(4), headache=NO, stress=0)
    keeper.note(TODAY, Treated(treatment="1", on=november(5)), PeriodStarted(november(6)))
    keeper.session(november(7), stopped=StopReason.NO_TIME)

    page = keeper.reader.text("/diary")
    (table,) = tables_of(page)
    head, *rows = table

    assert head == ["Day", "Headache", "Stress", "Routines", "Therapist", "Bleeding"]
    assert len(rows) == 23
    assert rows[1] == ["Monday 2", "7", "6", "1", "", ""]
    assert rows[2] == ["Tuesday 3", "yes, not rated", "", "", "", ""]
    assert rows[3] == ["Wednesday 4", "none", "0", "", "", "around it"]
    assert rows[4] == ["Thursday 5", "not noted", "", "", "yes", "around it"]
    assert rows[5] == ["Friday 6", "not noted", "", "", "", "began"]
    assert rows[6] == ["Saturday 7", "not noted", "", "0, 1 stopped", "", "around it"]
    for number, field in fields_of(page).items():
        row = rows[number - 1]
        assert row[2] == field.stress
        assert (row[1] == "not noted") == ("day-missing" in field.classes)
        assert row[1].isdecimal() == (field.shown.isdecimal() and field.shown != "0")
        assert bool(row[3]) == ("check" in field.icons or "stopped" in field.sentence)


def test_the_month_is_counted_with_what_it_is_out_of(keeper: Keeper) -> None:
    keeper.check(november(2), headache=YES, worst=8).check(november(3), headache=YES, worst=2)
    keeper.check(november(4), headache=NO).check(november(5), stress=3)

    said = main_of(keeper.reader.text("/diary"))

    assert "So far this month 2 headache days in 3 answered days." in said
    assert "20 days have no answer and are not counted." in said
    assert "Worst pain: mild (1 to 3) 1, severe (7 to 10) 1." in said


def test_one_answered_day_and_one_missing_one_are_said_in_good_words(keeper: Keeper) -> None:
    for day in range(1, 23):
        keeper.check(november(day), headache=YES if day == 1 else NO)

    said = main_of(keeper.reader.text("/diary"))

    assert "1 headache day in 22 answered days. 1 day has no answer and is not counted." in said


def test_an_empty_diary_has_a_calm_month(keeper: Keeper) -> None:
    page = keeper.reader.text("/diary")

    assert "No day has an answer yet." in main_of(page)
    assert 'rel="prev"' not in page
    assert 'rel="next"' not in page


# Other months


def test_a_correction_is_what_a_day_shows_however_late_it_came(keeper: Keeper) -> None:
    october = date(2026, 10, 5)
    keeper.check(october, headache=NO)
    with keeper.line.context() as context:
        (entry,) = context.diary.entries()
    keeper.note(TODAY, CheckedIn(CheckIn(day=october, headache=YES), entry.id), hour=9)

    assert fields_of(keeper.reader.text("/diary?month=2026-10"))[5].shown == "x"


def test_months_lead_to_one_another_from_the_first_entry_to_today(keeper: Keeper) -> None:
    keeper.check(date(2026, 9, 30), headache=NO)

    november_, october = (keeper.reader.text(f"/diary{q}") for q in ("", "?month=2026-10"))
    september = keeper.reader.text("/diary?month=2026-09")

    assert 'href="/diary?month=2026-10" rel="prev"' in november_
    assert 'rel="next"' not in november_
    assert 'href="/diary?month=2026-09" rel="prev"' in october
    assert 'href="/diary?month=2026-11" rel="next"' in october
    assert 'rel="prev"' not in september
    for month in ("2026-09", "2026-10", "2026-11"):
        assert f'<option value="{month}"' in september
    assert september.count("<option") == 3
    assert '<option value="2026-09" selected' in september


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("2026-12", "November 2026"), ("9999-12", "November 2026"), ("1999-01", "November 2026")],
)
def test_a_month_out_of_reach_becomes_the_nearest(keeper: Keeper, asked: str, shown: str) -> None:
    assert f"<h1>{shown}</h1>" in keeper.reader.text(f"/diary?month={asked}")


@pytest.mark.parametrize("asked", ["x", "2026-13", "2026", "2026-11-23x", SCRIPT, "0000-01"])
def test_what_is_no_month_is_said_and_not_run(keeper: Keeper, asked: str) -> None:
    answer = keeper.reader.get(f"/diary?month={asked}")

    assert answer.status_code == 422
    assert SCRIPT not in answer.text
    assert "is no month" in answer.text


def test_a_session_noted_for_an_earlier_year_makes_that_year_reachable(keeper: Keeper) -> None:
    keeper.note(TODAY, Treated(treatment="1", on=date(2024, 2, 29)), hour=9)

    page = keeper.reader.text("/diary?month=2024-02")

    assert "<h1>February 2024</h1>" in page
    assert "hands" in fields_of(page)[29].icons


# What is worth talking over

WORTH = 'aria-label="Worth talking over"'


def chronic(keeper: Keeper) -> None:
    for number in range(16):
        keeper.check(TODAY - number * DAY, headache=YES, worst=4, on=TODAY - number * DAY)


def test_what_the_diary_gives_reason_to_talk_over_is_told_once(keeper: Keeper) -> None:
    chronic(keeper)
    page = keeper.reader.text("/diary")

    assert "worth a doctor's appointment" in main_of(page)
    assert "does not rule anything out" in main_of(page)
    assert 'data-shown="/diary/shown"' in page
    assert not any(isinstance(one, NoticeTold) for one in keeper.facts())

    assert keeper.reader.post("/diary/shown", {"shown": "yes"}).status_code == 200
    told = [one for one in keeper.facts() if isinstance(one, NoticeTold)]
    assert told == [NoticeTold(NoticeId.CHRONIC_RANGE)]
    # On the day it was told it stays where it is, and is not told anew.
    again = keeper.reader.text("/diary")
    assert "worth a doctor's appointment" in main_of(again)
    assert "data-shown" not in again


def test_what_was_told_before_and_still_holds_can_be_looked_up(keeper: Keeper) -> None:
    chronic(keeper)
    keeper.note(TODAY - 5 * DAY, NoticeTold(NoticeId.CHRONIC_RANGE))

    page = keeper.reader.text("/diary")

    assert WORTH not in page
    assert "Said before What still holds" in main_of(page)
    assert "worth a doctor's appointment" in main_of(page)


def test_with_nothing_to_tell_nothing_is_told(keeper: Keeper) -> None:
    keeper.check(TODAY, headache=NO)
    page = keeper.reader.text("/diary")

    assert WORTH not in page
    assert "Said before" not in page
    keeper.reader.post("/diary/shown", {"shown": "yes"})
    assert not any(isinstance(one, NoticeTold) for one in keeper.facts())


def test_an_alarm_leads_to_its_text_and_nothing_else_is_told(keeper: Keeper) -> None:
    chronic(keeper)
    keeper.note(TODAY, AlarmRaised(Level.URGENT, Cause.FLAGS, TODAY), hour=9)

    page = keeper.reader.text("/diary")

    assert '<a href="/help">What to do now</a>' in page
    assert "worth a doctor's appointment" not in main_of(page)


def test_questions_that_wait_lead_to_the_gate(keeper: Keeper) -> None:
    keeper.note(TODAY, GateOpened(TODAY), hour=9)

    assert '<a href="/questions">To the questions</a>' in keeper.reader.text("/diary")


# What everybody may see


def test_the_name_of_the_tab_says_nothing_of_bodies(keeper: Keeper) -> None:
    for path in ("/diary", "/diary/day", "/diary/trends", "/diary/visits", "/notes"):
        page = keeper.reader.text(path)
        title = page[page.index("<title>") + 7 : page.index("</title>")]
        assert title in ("Diary \u2013 selfcare", "Notes \u2013 selfcare")
