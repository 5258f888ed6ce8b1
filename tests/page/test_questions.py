"""The questions about alarming symptoms on the page, and what they lead to."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from selfcare.domain.checkin import Headache
from selfcare.domain.facts import (
    AlarmRaised,
    Checked,
    GateAnswered,
    GateOpened,
    Screened,
    TickedByMistake,
)
from selfcare.domain.red_flags import GATE, Cause, Flag, Level
from selfcare.domain.screening import AgeBand, Screening
from selfcare.page.leading import first_of_all
from tests.cli.check_ins import TUESDAY, Desk, desk
from tests.page.check_in_page import check_in
from tests.page.reader import Reader, reading

__all__ = ["desk"]

EMERGENCIES = [one.flag for one in GATE if one.level is Level.EMERGENCY]
FOR_TODAY = [one.flag for one in GATE if one.level is Level.URGENT]


@pytest.fixture
def reader(desk: Desk) -> Iterator[Reader]:
    """Somebody at the page on Tuesday at 16:40, whose diary the desk shares; screened."""
    desk.note(Screened(Screening(frozenset(), AgeBand.FROM_18_TO_49)))
    with reading(desk.line.clock) as found:
        yield found


def tick(reader: Reader, *flags: Flag) -> str:
    """Tick on the gate, and return where it leads."""
    return reader.goes("/questions", {"flag": [one.value for one in flags]})


def stands_alone(text: str) -> bool:
    """Return whether neither the rail nor a routine is on a page."""
    return not any(part in text for part in ('class="rail"', "/routines", "/session", "/today"))


# The questions


def test_none_of_these_comes_first_then_every_question(reader: Reader) -> None:
    text = reader.text("/questions")
    flags = re.findall(r'name="flag" value="(\w+)"', text)

    assert flags == [Flag.NONE, *(one.flag for one in GATE)]
    assert 'data-theme="dark"' in text
    assert "<title>Questions " in text
    assert 'class="rail"' not in text


def test_none_of_these_is_noted_and_thanked_for(reader: Reader, desk: Desk) -> None:
    text = reader.text(tick(reader, Flag.NONE))

    assert desk.facts[-1] == GateAnswered((Flag.NONE,), TUESDAY)
    assert "Noted, thank you" in text
    assert "These questions come at any time." in text
    assert "selfcare alarm" not in text


def test_no_answer_is_no_answer(reader: Reader, desk: Desk) -> None:
    before = desk.facts

    assert "None of these" in reader.refused("/questions")
    assert reader.refused("/questions", {"flag": "knee"})
    assert desk.facts == before


def test_the_questions_say_kindly_why_they_come_first(reader: Reader) -> None:
    assert "is a reason to look at these first" not in reader.text("/questions")
    leads = check_in(reader, {"worst": "8", "like_usual": "yes"})

    assert re.fullmatch(r"/questions\?entry=\d+", leads)
    assert "is a reason to look at these first" in reader.text(leads)


def test_after_the_questions_it_goes_on_with_the_check_in(reader: Reader) -> None:
    leads = check_in(reader, {"worst": "8", "like_usual": "yes"})
    number = leads.partition("=")[2]
    assert f'name="entry" value="{number}"' in reader.text(leads)
    after = reader.goes("/questions", {"flag": "none", "entry": number})

    assert after == f"/checkin/saved?entry={number}"
    assert "What would fit now" in reader.text(after)


def test_while_the_questions_wait_no_routine_is_offered(reader: Reader) -> None:
    leads = check_in(reader, {"worst": "8", "stress": "9"})
    text = reader.text(f"/checkin/saved?entry={leads.partition('=')[2]}")

    assert "/session/choose" not in text
    assert 'href="/questions"' in text


# Level E


@pytest.mark.parametrize("flag", EMERGENCIES)
def test_an_emergency_has_a_window_of_its_own(
    reader: Reader, desk: Desk, monkeypatch: pytest.MonkeyPatch, flag: Flag
) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert tick(reader, flag) == "/help"
    text = reader.text("/help")

    assert "Call 112 now" in text
    assert 'href="tel:112"' in text
    assert "Do not drive yourself." in text
    assert "does not rule anything out" in text
    assert stands_alone(text)
    assert AlarmRaised(Level.EMERGENCY, Cause.FLAGS, TUESDAY) in desk.facts


@pytest.mark.parametrize(
    ("locale", "number"), [("en_GB.UTF-8", "999"), ("en_US.UTF-8", "911"), ("en_AU.UTF-8", "000")]
)
def test_the_number_is_that_of_the_country(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, locale: str, number: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    tick(reader, Flag.CHEST_OR_ARM)

    assert f'href="tel:{number}"' in reader.text("/help")


def test_where_the_country_is_not_known_no_number_is_made_up(reader: Reader) -> None:
    tick(reader, Flag.CHEST_OR_ARM)
    text = reader.text("/help")

    assert "Call your emergency number now" in text
    assert "tel:" not in text


def test_an_emergency_never_waits_for_questions(reader: Reader) -> None:
    said = {"headache": "running", "now": "8", "with": "aura_new"}
    assert check_in(reader, said) == "/help"


def test_none_beside_a_flag_counts_for_nothing(reader: Reader) -> None:
    assert tick(reader, Flag.NONE, Flag.NEUROLOGICAL) == "/help"


# Level U


@pytest.mark.parametrize("flag", FOR_TODAY)
def test_what_is_for_today_speaks_in_ochre_and_gives_the_notes(
    reader: Reader, desk: Desk, flag: Flag
) -> None:
    assert tick(reader, flag) == "/help"
    text = reader.text("/help")

    assert "Please get medical advice today" in text
    assert "no massage or stretching of head and neck." in text
    assert 'href="/notes"' in text
    assert "selfcare notes" not in text
    assert "of-today" in text
    assert "tel:" not in text
    assert stands_alone(text)
    assert AlarmRaised(Level.URGENT, Cause.FLAGS, TUESDAY) in desk.facts


# Level D


def test_what_a_doctor_should_see_soon_is_a_notice_and_routines_go_on(reader: Reader) -> None:
    leads = tick(reader, Flag.NEW_MEDICINE)
    text = reader.text(leads)

    assert leads.startswith("/checkin/saved")
    assert "worth a doctor&#39;s appointment" in text
    assert "notice-soon" in text
    assert "urgent" not in text


# While it holds


@pytest.mark.parametrize("flag", [Flag.NEUROLOGICAL, Flag.FEVER])
def test_the_check_in_and_the_diary_stay_open_and_nothing_else_is_offered(
    reader: Reader, desk: Desk, flag: Flag
) -> None:
    tick(reader, flag)
    assert 'href="/help"' in reader.text("/checkin")
    assert check_in(reader, {"headache": "no", "stress": "9"}) == "/help"

    number = len(desk.facts)
    text = reader.text(f"/checkin/saved?entry={number}")
    assert "Noted, thank you" in text
    assert "/session/choose" not in text
    assert "may do you good" not in text
    assert reader.get("/diary").status_code == 200


def test_the_questions_can_be_seen_again_and_say_what_holds(reader: Reader) -> None:
    tick(reader, Flag.FEVER)
    assert "holds until you have been checked" in reader.text("/questions")

    assert tick(reader, Flag.NEUROLOGICAL) == "/help"
    assert "Stop here." in reader.text("/help")


def test_without_an_alarm_there_is_nothing_to_be_read(reader: Reader) -> None:
    assert reader.get("/help").headers["location"] == "/today"


# The end of it


def test_somebody_who_has_been_checked_goes_on(reader: Reader, desk: Desk) -> None:
    tick(reader, Flag.FEVER)
    assert reader.goes("/checked") == "/today"

    assert desk.facts[-1] == Checked()
    with desk.line.context() as context:
        assert first_of_all(context) is None


def test_without_an_alarm_there_is_nothing_to_be_checked_for(reader: Reader) -> None:
    assert "Nothing waits for that" in reader.refused("/checked")


def test_a_slip_of_the_finger_asks_anew(reader: Reader, desk: Desk) -> None:
    tick(reader, Flag.FEVER)
    assert "ticked by mistake" in reader.text("/help")
    assert reader.goes("/help/mistake") == "/questions"
    assert "A slip of the finger." in reader.text("/questions")
    assert reader.get("/help").headers["location"] == "/questions"

    assert tick(reader, Flag.NONE).startswith("/checkin/saved")
    assert desk.facts[-3:] == [
        TickedByMistake(TUESDAY),
        GateOpened(TUESDAY),
        GateAnswered((Flag.NONE,), TUESDAY),
    ]


def test_what_a_check_in_raised_is_corrected_there(reader: Reader, desk: Desk) -> None:
    said = {"headache": "yes", "with": "aura_new", "aura_now": "no", "like_usual": "yes"}
    assert check_in(reader, said) == "/help"
    text = reader.text("/help")

    assert "ticked by mistake" not in text
    path = re.search(r'href="(/checkin\?correct=\d+)"', text)
    assert path is not None
    said = {"headache": "yes", "with": "aura_usual", "like_usual": "yes"}
    assert check_in(reader, said, path[1]).startswith("/questions?")
    assert desk.noted[-1].headache is Headache.YES
    with desk.line.context() as context:
        assert first_of_all(context) == "/questions"


def test_first_comes_what_is_gravest(desk: Desk) -> None:
    with desk.line.context() as context:
        assert first_of_all(context) is None
    desk.note(GateOpened(TUESDAY))
    with desk.line.context() as context:
        assert first_of_all(context) == "/questions"
    desk.note(AlarmRaised(Level.URGENT, Cause.AURA, TUESDAY))
    with desk.line.context() as context:
        assert first_of_all(context) == "/questions"
    desk.note(AlarmRaised(Level.EMERGENCY, Cause.AURA, TUESDAY))
    with desk.line.context() as context:
        assert first_of_all(context) == "/help"
