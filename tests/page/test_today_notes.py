"""Quick notes: what one tap notes, what is said of it, and how it is taken back."""

from __future__ import annotations

import re
from datetime import date

import pytest

from selfcare.app.quick_noting import note_headache_now
from selfcare.domain.checkin import CheckIn, Headache, Medicine, MedicineClass, Symptom
from selfcare.domain.facts import (
    CheckedIn,
    FlareBegan,
    GateOpened,
    NoticeTold,
    PromptAnswered,
    Resumed,
)
from selfcare.domain.prompt import Asks, PromptKind
from selfcare.domain.week import DAY
from tests.cli.command_line import MONDAY, CommandLine, at
from tests.page.reader import Reader
from tests.page.today_desk import GENTLE, a_prompt, facts, line, main_of, note, show

__all__ = ["line"]


def check_ins(line: CommandLine) -> list[CheckIn]:
    """Return what was checked in, in order."""
    return [one.check_in for one in facts(line) if isinstance(one, CheckedIn)]


def take_back(reader: Reader, leads: str, path: str = "/today") -> str:
    """Take back what was just noted, and return where that leads."""
    return reader.goes("/today/back", {"number": leads.rpartition("=")[2], "back": path})


# Stress


def test_stress_is_noted_with_one_tap_and_taken_back_with_another(
    reader: Reader, line: CommandLine
) -> None:
    line.screen()
    assert 'name="stress" value="10">10</button>' in reader.text("/today")
    leads = reader.goes("/today/note", {"what": "stress", "stress": "4"})

    assert check_ins(line) == [CheckIn(day=MONDAY, stress=4)]
    assert "You checked in: stress 4 of 10. Take it back" in main_of(reader.text(leads))
    leads = take_back(reader, leads)
    assert check_ins(line)[-1] == CheckIn(day=MONDAY)
    assert "It is taken back." in main_of(reader.text(leads))
    with line.context() as context:
        assert context.diary.view(since=MONDAY).entries[-1].fact.replaces == 2  # type: ignore[union-attr] # a check-in


def test_much_stress_is_followed_by_an_offer(reader: Reader, line: CommandLine) -> None:
    line.screen()
    page = reader.text(reader.goes("/today/note", {"what": "stress", "stress": "8"}))

    assert "If you like, two quiet minutes without any pressing." in main_of(page)
    assert re.search(r'name="routine" value="slow-breath">.*Start</button>', page)


def test_a_quick_note_does_not_end_the_check_in_that_waits(
    reader: Reader, line: CommandLine
) -> None:
    line.screen()
    show(line, a_prompt(PromptKind.CHECKIN, asks=Asks.DIARY))
    leads = reader.goes("/today/note", {"what": "stress", "stress": "4"})
    take_back(reader, leads)

    assert not [one for one in facts(line) if isinstance(one, PromptAnswered)]
    assert "<h1>Time for your check-in</h1>" in reader.text("/today")


@pytest.mark.parametrize("stress", ["", "11", "-1", "much", "999999999999", "٣"])
def test_no_other_stress_than_0_to_10_is_noted(
    reader: Reader, line: CommandLine, stress: str
) -> None:
    assert reader.post("/today/note", {"what": "stress", "stress": stress}).status_code == 400
    assert check_ins(line) == []


# Medicine


def test_medicine_is_noted_by_its_kind(reader: Reader, line: CommandLine) -> None:
    line.screen()
    leads = reader.goes("/today/note", {"what": "medicine", "medicine": "simple"})

    assert check_ins(line) == [CheckIn(day=MONDAY, medicine=(Medicine(MedicineClass.SIMPLE),))]
    assert "a simple painkiller of one part" in main_of(reader.text(leads))


def test_medicine_on_many_days_is_told_once_and_put_away(reader: Reader, line: CommandLine) -> None:
    line.screen()
    for number in range(9, 0, -1):
        line.at(18, day=MONDAY - number * DAY)
        taken = (Medicine(MedicineClass.TRIPTAN),)
        note(line, CheckedIn(CheckIn(day=MONDAY - number * DAY, medicine=taken)))
    line.at(10)
    page = reader.text(reader.goes("/today/note", {"what": "medicine", "medicine": "triptan"}))

    assert "You noted acute medicine on 10 of the last 30 days." in main_of(page)
    assert not [one for one in facts(line) if isinstance(one, NoticeTold)]
    reader.goes("/today/read")
    assert [one for one in facts(line) if isinstance(one, NoticeTold)]
    assert "You noted acute medicine on" not in reader.text("/today")


# Taking back


def test_what_was_changed_meanwhile_is_not_taken_back(reader: Reader, line: CommandLine) -> None:
    line.screen()
    leads = reader.goes("/today/note", {"what": "stress", "stress": "4"})
    take_back(reader, leads)
    before = facts(line)

    said = reader.refused("/today/back", {"number": leads.rpartition("=")[2]})
    assert said == "This has been changed meanwhile. It is left as it is."
    assert facts(line) == before


def test_nothing_of_another_day_is_taken_back_here(reader: Reader, line: CommandLine) -> None:
    line.screen()
    leads = reader.goes("/today/note", {"what": "stress", "stress": "4"})
    line.at(9, day=MONDAY + DAY)

    assert "stress 4 of 10" not in reader.text(leads)
    reader.refused("/today/back", {"number": leads.rpartition("=")[2]})


@pytest.mark.parametrize("number", ["999", "0", "x", "-1", "1" * 30, "<script>"])
def test_an_entry_that_is_none_is_not_spoken_of(
    reader: Reader, line: CommandLine, number: str
) -> None:
    line.screen()

    text = reader.text(f"/today?n={number}")

    assert "Just noted" not in text
    assert "<script>" not in text.partition("</head>")[2]


@pytest.mark.parametrize(("number", "status"), [("999", 422), ("0", 422), ("x", 400), ("-1", 400)])
def test_an_entry_that_is_none_is_not_taken_back(
    reader: Reader, line: CommandLine, number: str, status: int
) -> None:
    line.screen()

    assert reader.post("/today/back", {"number": number}).status_code == status


def test_taking_back_leads_to_no_page_but_ours(reader: Reader, line: CommandLine) -> None:
    line.screen()
    leads = reader.goes("/today/note", {"what": "stress", "stress": "4"})

    assert take_back(reader, leads, "//elsewhere.example/").startswith("/today?n=")


# A headache right now


def test_a_headache_makes_the_day_quiet_and_says_what_fits(
    reader: Reader, line: CommandLine
) -> None:
    line.screen()
    leads = reader.goes("/quiet", {"now": "5", "with": ["nausea", "light"], "quiet": "yes"})
    page = reader.text(leads)

    assert leads.startswith("/quiet/now?n=")
    assert FlareBegan(MONDAY) in facts(line)
    assert check_ins(line) == [
        CheckIn(
            day=MONDAY,
            headache=Headache.RUNNING,
            now=5,
            symptoms=(Symptom.NAUSEA, Symptom.LIGHT),
        )
    ]
    assert ' data-theme="dark">' in page.partition("<head>")[0]
    assert "<h1>The rest of the day is quiet</h1>" in page
    assert 'action="/session/choose"' in page
    assert 'value="migraine-quiet"' in page
    assert "5 of 10 now" in main_of(page)


def test_a_mild_headache_with_nothing_beside_it_can_only_be_noted(
    reader: Reader, line: CommandLine
) -> None:
    line.screen()
    page = reader.text(reader.goes("/quiet", {"now": "2", "with": "nothing", "quiet": "no"}))

    assert not [one for one in facts(line) if isinstance(one, FlareBegan)]
    assert check_ins(line) == [CheckIn(day=MONDAY, headache=Headache.RUNNING, now=2, symptoms=())]
    assert '<html lang="en" translate="no">' in page
    assert "<h1>What fits now</h1>" in page


def test_strong_pain_leads_to_the_questions_first(reader: Reader, line: CommandLine) -> None:
    line.screen()

    assert reader.goes("/quiet", {"now": "8", "quiet": "yes"}) == "/questions"
    assert GateOpened(MONDAY) in facts(line)
    page = reader.text("/quiet/now")
    assert 'href="/questions"' in page
    assert "session/choose" not in page


def test_a_quiet_day_alone_is_enough_to_say(reader: Reader, line: CommandLine) -> None:
    line.screen()
    reader.goes("/quiet", {"quiet": "yes"})

    assert check_ins(line) == []
    assert FlareBegan(MONDAY) in facts(line)


def test_without_any_answer_nothing_is_noted(reader: Reader, line: CommandLine) -> None:
    line.screen()

    said = reader.refused("/quiet", {"quiet": "no"})
    assert said == "Please choose how strong it is, or what comes with it."
    assert facts(line)[1:] == []


def test_no_pain_is_no_headache(reader: Reader, line: CommandLine) -> None:
    line.screen()
    reader.goes("/quiet", {"now": "0", "with": "nausea", "quiet": "no"})

    assert check_ins(line) == [CheckIn(day=MONDAY, now=0)]


def test_the_quiet_ends_with_one_button(reader: Reader, line: CommandLine) -> None:
    line.screen()
    reader.goes("/quiet", {"quiet": "yes"})
    reader.goes("/today/resume")

    assert [one for one in facts(line) if isinstance(one, Resumed)]
    assert "The rest of the day is quiet" not in reader.text("/today")


def test_pain_that_was_a_slip_is_taken_back_with_the_questions_it_opened(
    reader: Reader, line: CommandLine
) -> None:
    line.screen()
    with line.context() as context:
        number = note_headache_now(context, 8)
    reader.goes("/today/back", {"number": str(number)})

    assert check_ins(line)[-1] == CheckIn(day=MONDAY)


# A day without a headache


@pytest.mark.parametrize("day", [date(2026, 11, 24), date(2026, 11, 10)])
def test_a_day_out_of_reach_is_told(reader: Reader, line: CommandLine, day: date) -> None:
    line.screen()

    said = reader.refused("/today/note", {"what": "no_headache", "day": str(day)})
    assert said.startswith("A check-in can be about today or one of the 5 days before")
    assert check_ins(line) == []


def test_a_start_of_a_routine_that_is_offered_names_it(reader: Reader, line: CommandLine) -> None:
    line.with_breaks_only().screen()
    page = reader.text("/today")

    assert f'name="routine" value="{GENTLE}"' in page
    assert line.clock.at == at(10)
