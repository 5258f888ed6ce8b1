"""Check-ins as data: every key right and wrong, days, bleeding, offers, corrections."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from selfcare.app.check_in_data import KEYS
from selfcare.domain.checkin import (
    Aura,
    CheckIn,
    Headache,
    Medicine,
    MedicineClass,
    PainSide,
    PartOfDay,
    Sign,
    Sleep,
    Symptom,
    Tick,
    Zone,
)
from selfcare.domain.facts import (
    CheckedIn,
    PeriodRemoved,
    PeriodStarted,
)
from selfcare.domain.week import DAY
from tests.cli.check_ins import TUESDAY, Desk, desk
from tests.cli.command_line import MONDAY

__all__ = ["desk"]

HARD = {"stress": 8}


def as_json(desk: Desk, document: object, *arguments: str) -> Any:
    """Return what a check-in as data prints."""
    result = desk.line("checkin", "--json", "-", *arguments, feed=json.dumps(document))
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def refused(desk: Desk, document: object, *arguments: str) -> str:
    """Return what is said to data that cannot be, of which nothing may be stored."""
    before = desk.facts
    text = document if isinstance(document, str) else json.dumps(document)
    result = desk.line("checkin", "--json", "-", *arguments, feed=text)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert desk.facts == before
    return result.stderr


def kinds(found: Any) -> list[str]:
    return [offer["kind"] for offer in found["next"]]


# --- data: every key -------------------------------------------------------------------------

RIGHT: list[tuple[str, object, str, object]] = [
    ("day", "2026-11-24", "day", TUESDAY),
    ("headache", "no", "headache", Headache.NO),
    ("headache", "running", "headache", Headache.RUNNING),
    ("worst", 0, "worst", 0),
    ("worst", 10, "worst", 10),
    ("now", 3, "now", 3),
    ("began", "night", "began", PartOfDay.NIGHT),
    ("ended", "evening", "ended", PartOfDay.EVENING),
    ("zones", ["eye", "band", "shoulder"], "zones", (Zone.EYE, Zone.BAND, Zone.SHOULDER)),
    ("zones", ["eye", "eye"], "zones", (Zone.EYE,)),
    ("zones", [], "zones", ()),
    ("side", "both", "side", PainSide.BOTH),
    ("with", ["light", "worse_moving"], "symptoms", (Symptom.LIGHT, Symptom.WORSE_MOVING)),
    ("with", [], "symptoms", ()),
    ("with", None, "symptoms", None),
    ("aura", "usual", "aura", Aura.USUAL),
    ("aura_now", False, "aura_now", False),
    ("like_usual", False, "like_usual", False),
    ("medicine", [{"class": "simple"}], "medicine", (Medicine(MedicineClass.SIMPLE),)),
    (
        "medicine",
        [{"class": "triptan", "helped": False}, {"class": "triptan", "helped": False}],
        "medicine",
        (Medicine(MedicineClass.TRIPTAN, helped=False),) * 2,
    ),
    ("function", 3, "function", 3),
    ("stress", 6, "stress", 6),
    ("load", True, "load", True),
    ("stiffness", 10, "stiffness", 10),
    ("signs", ["yawning", "one_is_coming"], "signs", (Sign.YAWNING, Sign.ONE_IS_COMING)),
    ("sleep", "unusual", "sleep", Sleep.UNUSUAL),
    ("ticks", ["five_drinks"], "ticks", (Tick.FIVE_DRINKS,)),
]

WRONG: list[tuple[str, object, str]] = [
    ("day", "2026-02-29", "a date such as “2026-11-25”"),
    ("day", "yesterday", "a date such as “2026-11-25”"),
    ("day", "2026-11-24T10:00:00", "a date such as “2026-11-25”"),
    ("day", 24, "a date such as “2026-11-25”"),
    ("headache", "maybe", '"no", "yes", "running"'),
    ("headache", True, '"no", "yes", "running"'),
    ("worst", 11, "a whole number from 0 to 10"),
    ("worst", -1, "a whole number from 0 to 10"),
    ("worst", 4.5, "a whole number from 0 to 10"),
    ("worst", "4", "a whole number from 0 to 10"),
    ("worst", True, "a whole number from 0 to 10"),
    ("now", 11, "a whole number from 0 to 10"),
    ("began", "noon", '"night", "morning"'),
    ("ended", 5, '"night", "morning"'),
    ("zones", ["nose"], 'at most 3 of "temple", "forehead", "eye"'),
    ("zones", "eye", 'at most 3 of "temple"'),
    ("zones", ["eye", "ear", "band", "temple"], 'at most 3 of "temple"'),
    ("side", "middle", '"left", "right", "both"'),
    ("with", ["sound"], '"nausea", "light", "noise", "worse_moving", "throbbing", "pressing"'),
    ("with", {"light": True}, '"nausea"'),
    ("aura", "yes", '"none", "usual", "new", "long"'),
    ("aura_now", "no", "true or false"),
    ("like_usual", "yes", "true or false"),
    ("like_usual", 1, "true or false"),
    ("medicine", [{"class": "aspirin"}], '"triptan", "ergot", "opioid", "combination", "simple"'),
    ("medicine", [{"helped": True}], '"triptan"'),
    ("medicine", [{"class": "simple", "dose": 2}], '{"class": "simple", "helped": true}'),
    ("medicine", [{"class": "simple", "helped": "a bit"}], "“helped” true, false or left out"),
    ("medicine", ["simple"], "a list of objects"),
    ("medicine", {"class": "simple"}, "a list of objects"),
    ("function", 4, "a whole number from 0 to 3"),
    ("stress", 11, "a whole number from 0 to 10"),
    ("load", "heavy", "true or false"),
    ("stiffness", 12, "a whole number from 0 to 10"),
    ("signs", ["sad"], '"stiff_neck", "tired", "concentration"'),
    ("sleep", 8, '"fine", "broken", "unusual"'),
    ("ticks", ["beer"], '"missed_meal", "less_coffee", "five_drinks"'),
    ("flags", ["dizzy"], 'a list of "sudden_or_worst", "neurological", "meningism"'),
    ("flags", "none", 'a list of "sudden_or_worst"'),
    ("mistake", "yes", "true or false"),
    ("bleeding_started", "today", "a date such as “2026-11-25”"),
    ("bleeding_started", 1, "a date such as “2026-11-25”"),
]


@pytest.mark.parametrize(("key", "given", "field", "stored"), RIGHT)
def test_a_right_value_is_stored(
    desk: Desk, key: str, given: object, field: str, stored: object
) -> None:
    found = as_json(desk, {key: given})

    assert getattr(desk.check_in, field) == stored
    with desk.line.context() as context:
        entry, *_ = context.diary.entries()
    assert (found["saved"], kinds(found)) == (entry.id, [] if key != "zones" else kinds(found))


@pytest.mark.parametrize(("key", "given", "may_be"), WRONG)
def test_a_wrong_value_is_told_with_its_key_and_what_it_may_be(
    desk: Desk, key: str, given: object, may_be: str
) -> None:
    told = refused(desk, {"headache": "no", key: given})

    assert f"“{key}” cannot be " in told
    assert may_be in told


def test_every_key_was_tried_right_and_wrong() -> None:
    elsewhere = {"bleeding_started", "flags", "mistake"}
    assert {key for key, _, _, _ in RIGHT} | elsewhere == set(KEYS)
    assert {key for key, _, _ in WRONG} == set(KEYS)


@pytest.mark.parametrize("key", [key for key in KEYS if key != "day"])
def test_null_is_the_same_as_left_out(desk: Desk, key: str) -> None:
    as_json(desk, {key: None})

    assert desk.check_in == CheckIn(day=TUESDAY)
    assert desk.of_cycle == []


def test_every_key_but_the_day_can_be_left_out_and_so_can_the_day(desk: Desk) -> None:
    as_json(desk, {})
    as_json(desk, {"day": "2026-11-23"})

    assert desk.noted == [CheckIn(day=TUESDAY), CheckIn(day=MONDAY)]


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({"pain": 3}, "“pain” is not known here; the keys are day, headache, worst, now,"),
        ({"symptoms": ["light"]}, "“symptoms” is not known here"),
        ({"\u001b[31m{x}": 3}, "“ [31m{x}” is not known here"),
        ({"x" * 500: 3}, f"“{'x' * 40}…” is not known here"),
        ("", "This is not JSON"),
        ("{", "This is not JSON"),
        ("\x00", "This is not JSON"),
        ("[" * 5000, "This is not JSON"),
        ('{"worst": 1e999}', "This is not JSON"),
        ("[]", "needs to be an object"),
        ("null", "needs to be an object"),
        ('"no"', "needs to be an object"),
        (" " * 70_000, "more than answers to a few questions can be"),
    ],
)
def test_what_is_no_check_in_is_refused_in_one_sentence(
    desk: Desk, document: object, told: str
) -> None:
    assert told in refused(desk, document)


def test_everything_that_is_wrong_is_told_at_once(desk: Desk) -> None:
    told = refused(desk, {"worst": 11, "side": "up", "pain": 1, "stress": 5})

    assert all(f"“{key}”" in told for key in ("worst", "side", "pain"))
    assert "“stress”" not in told


def test_of_very_much_that_is_wrong_the_first_five_are_told(desk: Desk) -> None:
    told = refused(desk, {f"k{number}": number for number in range(3000)})

    assert "“k4”" in told
    assert "“k5”" not in told


def test_bytes_that_are_no_text_are_refused(desk: Desk) -> None:
    result = desk.line("checkin", "--json", "-", feed=b"\xff\xfe{}")  # type: ignore[arg-type] # bytes are allowed too

    assert result.exit_code == 1
    assert "This is not JSON" in result.stderr


def test_a_byte_order_mark_is_no_mistake_and_a_file_does_as_well(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "answers.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(HARD).encode())

    assert json.loads(desk.line.ok("checkin", "--json", str(file)))["saved"] == 1
    assert "cannot be read" in desk.line.mistake("checkin", "--json", str(tmp_path / "none.json"))


# --- data: days ------------------------------------------------------------------------------


@pytest.mark.parametrize("back", range(6))
def test_a_day_can_be_filled_in_up_to_five_days_back(desk: Desk, back: int) -> None:
    day = TUESDAY - back * DAY
    as_json(desk, {"day": str(day), "headache": "yes"})

    with desk.line.context() as context:
        (entry,) = context.diary.entries()
    assert isinstance(entry.fact, CheckedIn)
    assert (entry.fact.check_in.day, entry.day) == (day, TUESDAY)


@pytest.mark.parametrize("day", [TUESDAY - 6 * DAY, TUESDAY + DAY, date.min, date.max])
def test_no_other_day_can(desk: Desk, day: date) -> None:
    told = refused(desk, {"day": str(day)})

    assert f"from 2026-11-19 to 2026-11-24; {day} is not among them" in told


def test_pain_right_now_goes_with_today_only(desk: Desk) -> None:
    assert "“now” is how strong the pain is at this moment" in refused(
        desk, {"day": "2026-11-23", "now": 4}
    )
    as_json(desk, {"day": "2026-11-24", "now": 4})


def test_a_leap_day_is_a_day_like_any_other(desk: Desk) -> None:
    desk.at(9, day=date(2028, 3, 1))
    as_json(desk, {"day": "2028-02-29", "stress": 2})
    assert desk.check_in.day == date(2028, 2, 29)

    desk.at(9, day=date(2027, 3, 1))
    assert "“day” cannot be" in refused(desk, {"day": "2027-02-29"})


def test_today_is_the_date_on_the_wall_where_one_is(desk: Desk) -> None:
    desk.at(23, 30)
    as_json(desk, HARD)
    desk.line.clock.there = ZoneInfo("Asia/Tokyo")
    as_json(desk, HARD)
    assert [one.day for one in desk.noted] == [TUESDAY, TUESDAY + DAY]

    desk.line.clock.there = ZoneInfo("Europe/Berlin")
    assert "is not among them" in refused(desk, {"day": str(TUESDAY + DAY)})


def test_the_option_names_the_day_as_well(desk: Desk) -> None:
    as_json(desk, {"stress": 1}, "--on", "yesterday")
    as_json(desk, {"stress": 2, "day": "2026-11-23"}, "--on", "2026-11-23")
    assert {one.day for one in desk.noted} == {MONDAY}

    told = refused(desk, {"day": "2026-11-24"}, "--on", "yesterday")
    assert "leave one of them out" in told


def test_a_date_that_is_none_is_told_as_such(desk: Desk) -> None:
    result = desk("checkin", "--on", "last week")

    assert result.exit_code == 2
    assert "“last week” is not a date" in result.stderr


# --- data: bleeding --------------------------------------------------------------------------


def test_a_start_is_noted_apart_from_the_check_in(desk: Desk) -> None:
    found = as_json(desk, {"headache": "no", "bleeding_started": "2026-11-23"})

    assert desk.of_cycle == [PeriodStarted(MONDAY)]
    assert desk.check_in == CheckIn(day=TUESDAY, headache=Headache.NO)
    assert found["saved"] == 1


def test_the_first_start_turns_estimates_on_and_that_is_said_once(desk: Desk) -> None:
    first = as_json(desk, {"bleeding_started": "2026-11-20"})
    second = as_json(desk, {"bleeding_started": "2026-11-23"})

    (offer,) = [one for one in first["next"] if one["kind"] == "cycle"]
    assert "selfcare period remove" in offer["text"]
    assert "cycle" not in kinds(second)


def test_where_the_cycle_is_switched_off_the_start_is_kept_and_nothing_promised(
    desk: Desk,
) -> None:
    desk.line.configure('[cycle]\nmode = "off"\n')

    assert kinds(as_json(desk, {"bleeding_started": "2026-11-23"})) == []
    assert desk.of_cycle == [PeriodStarted(MONDAY)]


def test_the_same_start_told_again_is_not_noted_again_unless_it_was_taken_back(
    desk: Desk,
) -> None:
    as_json(desk, {"bleeding_started": "2026-11-23"})
    as_json(desk, {"bleeding_started": "2026-11-23"})
    assert desk.of_cycle == [PeriodStarted(MONDAY)]

    desk.note(PeriodRemoved(MONDAY))
    as_json(desk, {"bleeding_started": "2026-11-23"})
    assert desk.of_cycle == [PeriodStarted(MONDAY)] * 2


@pytest.mark.parametrize("day", [TUESDAY + DAY, TUESDAY - 61 * DAY, date.min])
def test_a_start_that_cannot_be_is_refused_with_the_whole_check_in(desk: Desk, day: date) -> None:
    told = refused(desk, {"headache": "no", "bleeding_started": str(day)})

    assert f"“bleeding_started” cannot be {day}; it may be a date from" in told


# --- data: what is offered -------------------------------------------------------------------


def test_high_stress_is_met_with_a_quiet_routine_and_one_kind_word(desk: Desk) -> None:
    found = as_json(desk, HARD)

    assert kinds(found) == ["routine", "tip"]
    assert found["next"][0]["routine"] == "slow-breath"
    assert "selfcare now slow-breath" in found["next"][0]["text"]
    for offer in found["next"]:
        assert not {"headache", "migraine", "attack", "risk"} & set(offer["text"].lower().split())


@pytest.mark.parametrize("said", [{"stress": 6}, {"stress": 8, "day": "2026-11-23"}, {"worst": 9}])
def test_without_high_stress_today_nothing_is_offered(desk: Desk, said: object) -> None:
    assert kinds(as_json(desk, said)) == []


def test_stress_above_ones_own_usual_is_high_too(desk: Desk) -> None:
    for number in range(1, 15):
        desk.check_in_on(TUESDAY - number * DAY, stress=2)

    assert kinds(as_json(desk, {"stress": 5})) == ["routine", "tip"]


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"ticks": ["missed_meal"]}, "meal"),
        ({"ticks": ["less_coffee"]}, "coffee"),
        ({"sleep": "broken"}, "usual times"),
    ],
)
def test_the_kind_word_goes_with_what_was_said(
    desk: Desk, said: dict[str, object], word: str
) -> None:
    assert word in as_json(desk, {**HARD, **said})["next"][-1]["text"]


def test_on_a_monday_the_weekend_can_be_filled_in_day_by_day(desk: Desk) -> None:
    desk.at(16, 40, MONDAY)
    found = as_json(desk, {"stress": 2})
    assert [(one["kind"], one["day"]) for one in found["next"]] == [
        ("fill_in", "2026-11-21"),
        ("fill_in", "2026-11-22"),
    ]

    found = as_json(desk, {"day": "2026-11-21", "headache": "no"})
    assert [one["day"] for one in found["next"]] == ["2026-11-22"]
    assert as_json(desk, {"day": "2026-11-22", "headache": "yes"})["next"] == []


def test_a_day_that_says_nothing_of_a_headache_is_still_missing(desk: Desk) -> None:
    desk.check_in_on(MONDAY - DAY, stress=3)
    desk.at(16, 40, MONDAY)

    assert len(as_json(desk, {"stress": 2})["next"]) == 2


def test_after_a_long_holiday_only_days_within_reach_are_offered(desk: Desk) -> None:
    desk.line.configure('[work]\ndays_off = ["2026-11-09..2026-11-23"]\n')
    found = as_json(desk, {"stress": 2})

    assert [one["day"] for one in found["next"]] == [f"2026-11-{day}" for day in range(19, 24)]


def test_around_the_start_of_bleeding_friday_is_among_the_days(desk: Desk) -> None:
    desk.note(PeriodStarted(MONDAY - DAY))
    desk.at(16, 40, MONDAY)

    found = as_json(desk, {"stress": 2})
    assert [one["day"] for one in found["next"]] == ["2026-11-20", "2026-11-21", "2026-11-22"]


def test_a_correction_asks_for_no_other_days(desk: Desk) -> None:
    desk.at(16, 40, MONDAY)
    number = as_json(desk, {"stress": 2})["saved"]

    assert as_json(desk, {"stress": 3}, "--correct", str(number))["next"] == []


def test_filling_in_is_not_offered_where_it_is_switched_off_or_on_a_day_off(desk: Desk) -> None:
    desk.at(16, 40, MONDAY)
    desk.line.configure("[checkins]\nfill_in = false\n")
    assert as_json(desk, {"stress": 2})["next"] == []

    desk.line.configure("")
    desk.at(16, 40, MONDAY - DAY)
    assert as_json(desk, {"stress": 2})["next"] == []


# --- data: corrections -----------------------------------------------------------------------


def test_a_correction_names_what_it_corrects_and_is_about_the_same_day(desk: Desk) -> None:
    as_json(desk, {"day": "2026-11-23", "headache": "yes"})
    as_json(desk, {"headache": "no"}, "--correct", "1")

    first, second = desk.facts
    assert second == CheckedIn(CheckIn(day=MONDAY, headache=Headache.NO), replaces=1)
    assert isinstance(first, CheckedIn)


def test_a_correction_can_be_corrected(desk: Desk) -> None:
    as_json(desk, {"stress": 1})
    as_json(desk, {"stress": 2}, "--correct", "1")
    as_json(desk, {"stress": 3}, "--correct", "2")

    assert "stress 3 of 10" in desk.line.ok("today")
    assert "stress 1 of 10" not in desk.line.ok("today")


@pytest.mark.parametrize("number", ["99", "2"])
def test_what_is_not_there_or_no_check_in_cannot_be_corrected(desk: Desk, number: str) -> None:
    as_json(desk, {"stress": 1})
    desk.note(PeriodStarted(MONDAY))

    assert f"no check-in with the number {number}" in refused(desk, {}, "--correct", number)


def test_a_correction_cannot_move_a_check_in_to_another_day(desk: Desk) -> None:
    as_json(desk, {"stress": 1})

    assert "cannot be about Monday, 2026-11-23" in refused(
        desk, {"day": "2026-11-23"}, "--correct", "1"
    )
    assert "cannot be about Monday" in refused(desk, {}, "--correct", "1", "--on", "yesterday")
    assert "leave --on out" in desk.line.mistake("checkin", "--correct", "1", "--on", "yesterday")


def test_a_check_in_of_six_days_ago_cannot_be_corrected_any_more(desk: Desk) -> None:
    as_json(desk, {"stress": 1})
    desk.at(10, day=TUESDAY + 6 * DAY)

    assert "is not among them" in refused(desk, {}, "--correct", "1")
