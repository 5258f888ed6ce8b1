"""Alarming symptoms, a headache right now, tender spots and the choice, as a person types them."""

from __future__ import annotations

import json

import pytest

from selfcare.domain.facts import (
    AlarmRaised,
    Checked,
    CheckedIn,
    FlareBegan,
    GateAnswered,
    GateOpened,
    Screened,
    SessionStarted,
    TendernessNoted,
    TickedByMistake,
)
from selfcare.domain.muscles import Muscle
from selfcare.domain.red_flags import GATE, Cause, Flag, Level
from selfcare.domain.screening import AgeBand, Screening, Tag
from selfcare.domain.tenderness import Tenderness
from tests.cli.check_ins import TUESDAY, Desk, desk

__all__ = ["desk"]

NUMBER_OF = {one.flag: str(number) for number, one in enumerate(GATE, start=1)}


def screened(desk: Desk, *tags: Tag) -> Desk:
    desk.note(Screened(Screening(frozenset(tags), AgeBand.FROM_18_TO_49)))
    return desk


# alarm and checked


def test_none_of_these_comes_first_and_changes_nothing(desk: Desk) -> None:
    text = desk.text("alarm", answers=("0",))

    assert text.index("None of these") < text.index("full force")
    assert desk.facts == [GateAnswered((Flag.NONE,), TUESDAY)]
    assert "Noted, thank you." in text


def test_an_emergency_says_whom_to_call_and_stays_until_it_is_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    text = desk.text("alarm", answers=(NUMBER_OF[Flag.NEUROLOGICAL], ""))

    assert "Call 112 now" in text
    assert "does not rule anything out" in text
    assert "Press Enter when you have read this." in desk.typist.questions[-1]
    assert AlarmRaised(Level.EMERGENCY, Cause.FLAGS, TUESDAY) in desk.facts


def test_several_can_be_ticked_and_the_gravest_counts(desk: Desk) -> None:
    both = f"{NUMBER_OF[Flag.NEW_MEDICINE]} {NUMBER_OF[Flag.FEVER]}"
    text = desk.text("alarm", answers=(both, ""))

    assert "get medical advice today" in text
    assert desk.facts[0] == GateAnswered((Flag.NEW_MEDICINE, Flag.FEVER), TUESDAY)


def test_what_is_no_answer_is_asked_again(desk: Desk) -> None:
    desk.text("alarm", answers=("99", "x", "", "0"))

    assert desk.facts == [GateAnswered((Flag.NONE,), TUESDAY)]


def test_left_unanswered_nothing_is_noted(desk: Desk) -> None:
    assert "Left as it is." in desk.text("alarm", answers=("q",))
    assert desk.facts == []


def test_a_slip_of_the_finger_is_taken_back_and_asked_anew(desk: Desk) -> None:
    desk.text("alarm", answers=(NUMBER_OF[Flag.FEVER], ""))
    text = desk.text("alarm", answers=("m", "0"))

    assert "Here they are once more." in text
    assert desk.facts[-3:] == [
        TickedByMistake(TUESDAY),
        GateOpened(TUESDAY),
        GateAnswered((Flag.NONE,), TUESDAY),
    ]
    assert not json.loads(desk.line.ok("choose", "--json"))["suspended"]


def test_a_slip_that_is_told_and_then_left_is_kept_and_still_rests(desk: Desk) -> None:
    desk.text("alarm", answers=(NUMBER_OF[Flag.FEVER], ""))
    desk.text("alarm", answers=("m", "q"))

    assert TickedByMistake(TUESDAY) in desk.facts
    found = json.loads(desk.line.ok("choose", "--json"))
    assert (found["asks"], found["routine"], found["suspended"]) == (["flags"], None, True)


def test_routines_come_again_once_one_has_been_checked(desk: Desk) -> None:
    desk.text("alarm", answers=(NUMBER_OF[Flag.FEVER], ""))
    assert "Routines rest" in desk.line.mistake("now", "slow-breath")
    desk.line.ok("checked")

    assert desk.facts[-1] == Checked()
    assert json.loads(desk.line.ok("choose", "--json"))["routine"] is not None


def test_without_an_alarm_there_is_nothing_to_be_checked_for(desk: Desk) -> None:
    assert "Nothing waits for that" in desk.line.mistake("checked")


# The gate in a check-in


def test_an_exclamation_mark_opens_the_gate_in_the_midst_of_a_check_in(desk: Desk) -> None:
    desk.text("checkin", answers=("y", "!", NUMBER_OF[Flag.FEVER], ""))

    kinds = [type(fact) for fact in desk.facts]
    assert kinds == [CheckedIn, GateAnswered, AlarmRaised]


def test_a_headache_unlike_usual_asks_the_gate_and_then_names_a_doctor(desk: Desk) -> None:
    text = desk.text("checkin", answers=("4", "n", "", "", "", "", "", "0"))

    assert "worth a doctor's appointment" in text
    assert "unlike your usual ones" in text


# flare


def test_a_flare_makes_the_day_quiet_and_offers_rest(desk: Desk) -> None:
    screened(desk)
    text = desk.text("flare", answers=("5", "q"))

    assert FlareBegan(TUESDAY) in desk.facts
    assert "selfcare now migraine-quiet" in text
    assert not any(isinstance(fact, SessionStarted) for fact in desk.facts)
    assert "quiet" in desk.line.ok("status")


def test_flare_offers_no_routine_that_was_hidden(desk: Desk) -> None:
    desk.text("routines", "hide", "migraine-quiet")

    text = desk.text("flare", answers=("5", "q"))

    assert "migraine-quiet" not in text
    assert "Nothing is pressed or stretched." in text


def test_strong_pain_in_a_flare_asks_the_gate_first(desk: Desk) -> None:
    text = desk.text("flare", answers=("9", NUMBER_OF[Flag.SUDDEN_OR_WORST], ""))

    assert "Stop here." in text
    assert "Nothing is pressed or stretched." not in text


def test_resume_ends_a_quiet_day(desk: Desk) -> None:
    desk.text("flare", answers=("", "q"))
    assert "Going on" in desk.line.ok("resume")
    assert "quiet" not in desk.line.ok("status")


# tender


def test_a_number_for_each_side_and_two_ticks(desk: Desk) -> None:
    screened(desk)
    text = desk.text("tender", answers=("4 2 m", "3 w", "", "11 1", "0 0", "q"))

    (noted,) = [fact for fact in desk.facts if isinstance(fact, TendernessNoted)]
    assert noted.muscles == (
        Tenderness(muscle=Muscle.TRAPEZIUS_UPPER, left=4, right=2, mine=True),
        Tenderness(muscle=Muscle.SUBOCCIPITALS, left=3, right=3, weak=True),
        Tenderness(muscle=Muscle.MASSETER, left=0, right=0),
    )
    assert "tender here, and it felt like your headache" in text


@pytest.mark.parametrize("tags", [None, (Tag.BLEEDING,), (Tag.MINOR,)])
def test_nobody_is_asked_to_press_where_pressing_is_left_out(
    desk: Desk, tags: tuple[Tag, ...] | None
) -> None:
    if tags is not None:
        screened(desk, *tags)

    assert "The check can wait." in desk.text("tender")


def test_on_a_day_with_a_headache_the_check_waits(desk: Desk) -> None:
    screened(desk)
    desk.text("checkin", answers=("2", "", "", "", "", "", ""))

    assert "The check can wait." in desk.text("tender")


def test_the_throat_is_never_pressed_also_not_to_try_it(desk: Desk) -> None:
    result = desk.line("tender", "--json", "-", feed='{"throat": {"left": 1}}')

    assert result.exit_code == 1
    assert "never pressed" in result.stderr


# choose


def test_choose_says_what_fits_why_and_what_waits(desk: Desk) -> None:
    screened(desk)
    desk.text("tender", answers=("5 5 m", "q"))
    text = desk.text("choose", answers=())

    assert "What fits: “" in text
    assert "it felt like your headache" in text
    assert "After it:" in text


def test_the_side_that_hurts_comes_first_and_the_other_is_shorter(desk: Desk) -> None:
    screened(desk)
    found = json.loads(desk.line.ok("choose", "--zones", "neck_side", "--side", "right", "--json"))

    assert any("The side that hurts comes first" in reason for reason in found["reasons"])


def test_a_place_that_is_none_is_told_with_those_there_are(desk: Desk) -> None:
    result = desk.line("choose", "--zones", "nose")

    assert result.exit_code == 2
    assert "temple" in result.stderr
