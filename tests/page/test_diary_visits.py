"""Sessions with a therapist, and the weekly check, through the page."""

from __future__ import annotations

import re

import pytest

from selfcare.domain.checkin import CheckIn
from selfcare.domain.facts import (
    CheckedIn,
    Screened,
    TendernessNoted,
    Treated,
    TreatmentRated,
    TreatmentRemoved,
)
from selfcare.domain.muscles import NEVER_PRESSED, Muscle
from selfcare.domain.screening import AgeBand, Screening
from selfcare.domain.tenderness import Tenderness
from selfcare.domain.week import DAY
from tests.page.a_diary import NO, SCRIPT, TODAY, YES, Keeper, main_of
from tests.page.reader import Reader

SCREENED = Screened(Screening(frozenset(), AgeBand.FROM_18_TO_49))


@pytest.fixture
def keeper(reader: Reader) -> Keeper:
    return Keeper(reader)


# Sessions with a therapist


def test_a_session_is_noted_with_its_day_its_muscles_and_a_few_words(keeper: Keeper) -> None:
    leads = keeper.reader.goes(
        "/diary/visits/add",
        {
            "on": f"{TODAY - DAY}",
            "muscle": ["masseter", "temporalis"],
            "note": "  Turning  is easier ",
        },
    )

    assert leads == "/diary/visits"
    assert keeper.facts() == [
        Treated(
            treatment="1",
            on=TODAY - DAY,
            muscles=(Muscle.MASSETER, Muscle.TEMPORALIS),
            note="Turning is easier",
        )
    ]
    said = main_of(keeper.reader.text("/diary/visits"))
    assert "Sunday, 22 November 2026 masseter; temporalis; “Turning is easier”" in said
    assert (
        "These muscles rest; from Wednesday, 25 November 2026 on they may be pressed again." in said
    )
    assert "In the four weeks before the first session: no day noted." in said


def test_a_day_alone_is_enough(keeper: Keeper) -> None:
    keeper.reader.goes("/diary/visits/add", {"on": f"{TODAY}", "note": ""})

    assert keeper.facts() == [Treated(treatment="1", on=TODAY)]
    assert "rest; from" not in main_of(keeper.reader.text("/diary/visits"))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Please choose the day of the session."),
        ({"on": "soon"}, "“soon” is no day"),
        ({"on": "2026-11-24"}, "is still to come"),
        ({"on": "1990-01-01"}, "more than 20 years back"),
        ({"on": "2026-11-20", "muscle": "elbow"}, "knows no muscle “elbow”"),
        ({"on": "2026-11-20", "note": "x" * 301}, "300 characters at most"),
    ],
)
def test_what_cannot_be_noted_is_said(keeper: Keeper, fields: dict[str, str], said: str) -> None:
    assert said in keeper.reader.refused("/diary/visits/add", fields)
    assert keeper.facts() == []


def test_how_much_it_eased_is_said_later_and_can_be_changed(keeper: Keeper) -> None:
    keeper.note(TODAY, Treated(treatment="1", on=TODAY - 2 * DAY), hour=9)
    assert "How much did it ease?" in keeper.reader.text("/diary/visits")

    keeper.reader.goes("/diary/visits/relief", {"number": "1", "relief": "6"})
    page = keeper.reader.text("/diary/visits")
    assert "relief 6 of 10" in main_of(page)
    assert "Change how much it eased" in page
    assert 'value="6" checked' in page

    keeper.reader.goes("/diary/visits/relief", {"number": "1", "relief": "0"})
    assert "relief 0 of 10" in main_of(keeper.reader.text("/diary/visits"))
    assert keeper.facts()[1:] == [TreatmentRated("1", 6), TreatmentRated("1", 0)]


@pytest.mark.parametrize("relief", ["", "11", "-1", "six", "6.5", "٣", "0100", "9" * 5000])
def test_what_is_no_number_from_0_to_10_is_refused(keeper: Keeper, relief: str) -> None:
    keeper.note(TODAY, Treated(treatment="1", on=TODAY), hour=9)

    said = keeper.reader.refused("/diary/visits/relief", {"number": "1", "relief": relief})

    assert said == "Please choose a number from 0 to 10."


def test_a_session_noted_by_mistake_is_taken_back(keeper: Keeper) -> None:
    keeper.note(TODAY, Treated(treatment="1", on=TODAY), hour=9)

    keeper.reader.goes("/diary/visits/remove", {"number": "1"})

    assert keeper.facts()[-1] == TreatmentRemoved("1")
    assert "No session with a therapist is noted yet." in keeper.reader.text("/diary/visits")
    assert "no session" in keeper.reader.refused("/diary/visits/remove", {"number": "1"})
    assert "no session" in keeper.reader.refused(
        "/diary/visits/relief", {"number": "1", "relief": "3"}
    )


def test_the_latest_sessions_come_first_and_many_stay_light(keeper: Keeper) -> None:
    for number in range(40):
        treated = Treated(treatment=str(number), on=TODAY - number * DAY, note=f"No. {number}.")
        keeper.note(TODAY, treated, hour=9)

    page = keeper.reader.text("/diary/visits")

    order = [int(one) for one in re.findall(r"“No\. (\d+)\.”", page)]
    assert order == list(range(40))
    assert page.count('action="/diary/visits/relief"') == 10
    assert len(page) < 60_000


def test_words_about_a_session_are_shown_as_words(keeper: Keeper) -> None:
    keeper.reader.goes("/diary/visits/add", {"on": f"{TODAY}", "note": SCRIPT})

    page = keeper.reader.text("/diary/visits")
    assert SCRIPT not in page
    assert SCRIPT in main_of(page)


def test_what_to_ask_a_therapist_says_when_a_doctor_comes_first(keeper: Keeper) -> None:
    page = keeper.reader.text("/diary/visits/ask")

    assert page.count("?</strong>") == 5
    assert "A doctor comes first if a headache is new" in main_of(page)
    assert "what they will do for you nobody can say beforehand" in main_of(page)
    assert "data-print" in page


# The weekly check


def test_the_check_shows_each_muscle_with_its_drawing_and_asks_for_both_sides(
    keeper: Keeper,
) -> None:
    keeper.note(TODAY, SCREENED, hour=9)

    page = keeper.reader.text("/diary/weekly")

    names = re.findall(r'name="muscle" value="(\w+)"', page)
    assert len(names) == len(set(names)) == 6
    assert not {Muscle(one) for one in names} & NEVER_PRESSED
    for name in names:
        assert page.count(f'name="left.{name}"') == page.count(f'name="right.{name}"') == 11
        assert f'id="m-{name.replace("_", "-")}-t"' in page
        assert page.count(f'name="mine.{name}"') == 1
    assert page.count("step-now") == 1
    assert len(page) < 250_000


def test_what_was_found_is_noted_and_what_was_left_out_is_not(keeper: Keeper) -> None:
    keeper.note(TODAY, SCREENED, hour=9)

    leads = keeper.reader.goes(
        "/diary/weekly",
        {
            "muscle": ["masseter", "temporalis", "suboccipitals", "occipitalis"],
            "left.masseter": "4",
            "right.masseter": "0",
            "mine.masseter": "yes",
            "right.temporalis": "2",
            "weak.occipitalis": "yes",
        },
    )

    assert leads == "/diary/weekly"
    assert keeper.facts()[-1] == TendernessNoted(
        (
            Tenderness(muscle=Muscle.MASSETER, left=4, right=0, mine=True),
            Tenderness(muscle=Muscle.TEMPORALIS, right=2),
            Tenderness(muscle=Muscle.OCCIPITALIS, weak=True),
        )
    )
    said = main_of(keeper.reader.text("/diary/weekly"))
    assert "Noted today, thank you" in said
    assert "masseter: left 4; right 0; it felt like your headache" in said
    assert "temporalis: right 2" in said
    assert "occipitalis: weak or quickly tired" in said
    assert "The next look: Monday, 30 November 2026." in said
    assert 'name="muscle"' in keeper.reader.text("/diary/weekly?again=1")


def test_with_everything_left_out_nothing_is_noted(keeper: Keeper) -> None:
    assert keeper.reader.goes("/diary/weekly", {"muscle": ["masseter"]}) == "/diary"
    assert keeper.facts() == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"muscle": "masseter", "left.masseter": "11"}, "Please choose a number from 0 to 10."),
        ({"muscle": "elbow", "left.elbow": "1"}, "“elbow” is not one of the muscles"),
        ({"muscle": "throat", "left.throat": "1"}, "“throat” is never pressed"),
    ],
)
def test_what_cannot_be_found_there_is_refused(
    keeper: Keeper, fields: dict[str, str], said: str
) -> None:
    assert said in keeper.reader.refused("/diary/weekly", fields)
    assert keeper.facts() == []


def test_the_check_waits_on_a_day_with_a_headache_and_before_the_health_questions(
    keeper: Keeper,
) -> None:
    assert "The check can wait." in keeper.reader.text("/diary/weekly")

    keeper.note(TODAY, SCREENED, CheckedIn(CheckIn(day=TODAY, headache=YES, worst=3)), hour=9)
    page = keeper.reader.text("/diary/weekly")
    assert "The check can wait." in page
    assert 'name="muscle"' not in page


def test_a_week_later_the_check_asks_again(keeper: Keeper) -> None:
    found = TendernessNoted((Tenderness(muscle=Muscle.MASSETER, left=1),))
    keeper.note(TODAY - 6 * DAY, SCREENED, found).check(TODAY, headache=NO, on=TODAY - DAY)
    assert "What you found on Tuesday, 17 November 2026" in keeper.reader.text("/diary/weekly")

    keeper.line.at(10, day=TODAY + DAY)
    assert 'name="muscle"' in keeper.reader.text("/diary/weekly")
