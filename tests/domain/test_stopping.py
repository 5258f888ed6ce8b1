from __future__ import annotations

import pytest

from selfcare.app.say import say
from selfcare.domain.facts import StopReason
from selfcare.domain.red_flags import emergency_number
from selfcare.domain.stopping import REASONS, StopLevel, has_risen, stop_advice


@pytest.mark.parametrize(
    ("level", "reasons"),
    [
        (
            StopLevel.EMERGENCY,
            ["vision", "speech", "swallowing", "numbness", "weakness", "collapse"],
        ),
        (StopLevel.URGENT, ["dizziness", "faintness", "nausea", "tingling", "ringing"]),
        (StopLevel.LIGHTER, ["sharp_pain", "own_headache", "pulse"]),
        (StopLevel.NONE, ["no_time", "other"]),
    ],
)
def test_a_reason_leads_to_its_level(level: StopLevel, reasons: list[str]) -> None:
    assert [one.value for one in StopReason if stop_advice(one).level is level] == sorted(
        reasons, key=[one.value for one in StopReason].index
    )


def test_every_reason_has_words() -> None:
    assert set(REASONS) == set(StopReason)
    assert len({say(words) for words in REASONS.values()}) == len(StopReason)


@pytest.mark.parametrize(
    ("country", "number"),
    [
        ("DE", "112"),
        ("pl", "112"),
        ("GB", "999"),
        ("UK", "999"),
        ("US", "911"),
        ("CA", "911"),
        ("AU", "000"),
        ("JP", "your emergency number"),
        ("", "your emergency number"),
        (None, "your emergency number"),
    ],
)
def test_the_emergency_number_is_that_of_the_country(country: str | None, number: str) -> None:
    assert say(emergency_number(country)) == number
    said = say(stop_advice(StopReason.SPEECH, country).text)
    assert f"Call {number} now or have someone take you to an emergency department." in said


def test_the_texts_of_the_handbook_stand_as_they_are() -> None:
    assert say(stop_advice(StopReason.COLLAPSE, "AT").text) == (
        "Stop here. What you ticked can be a sign of something that needs treatment right away. "
        "Call 112 now or have someone take you to an emergency department. Do not drive yourself. "
        "No exercise from this program until a doctor has seen you."
    )
    assert say(stop_advice(StopReason.NAUSEA).text) == (
        "Please get medical advice today \u2013 your doctor, an urgent-care line or clinic. Until "
        "then: no massage or stretching of head and neck. `selfcare notes --days 30` prints your "
        "notes for the visit."
    )


@pytest.mark.parametrize(
    ("before", "after", "risen"), [(4, 5, False), (4, 6, True), (0, 2, True), (None, 9, False)]
)
def test_a_headache_has_risen_from_two_points_on(
    before: int | None, after: int, risen: bool
) -> None:
    assert has_risen(before, after) is risen
