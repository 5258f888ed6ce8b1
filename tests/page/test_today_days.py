"""The cycle on the page: noted, paused, listed, erased; and not a word of it where it is off."""

from __future__ import annotations

from datetime import date

import pytest

from selfcare.domain.facts import (
    CyclePaused,
    CycleResumed,
    Fact,
    PeriodRemoved,
    PeriodStarted,
    is_of_cycle,
)
from selfcare.domain.week import DAY
from tests.cli.command_line import MONDAY, CommandLine
from tests.page.reader import Reader
from tests.page.today_desk import facts, line, main_of, note

__all__ = ["line"]

EARLIER = (date(2026, 9, 28), date(2026, 10, 26))


def of_cycle(line: CommandLine) -> list[Fact]:
    """Return what the diary holds of the cycle."""
    return [one for one in facts(line) if is_of_cycle(one)]


def start(when: str, day: str = "", back: str = "/today") -> dict[str, str]:
    """Return the fields of a start."""
    return {"what": "start", "when": when, "day": day, "back": back}


def test_the_first_start_turns_the_cycle_on_and_says_so(reader: Reader, line: CommandLine) -> None:
    line.screen()
    assert "Your cycle" not in reader.text("/today")
    leads = reader.goes("/today/note", start("yesterday"))
    page = main_of(reader.text(leads))

    assert of_cycle(line) == [PeriodStarted(MONDAY - DAY)]
    assert "Noted: bleeding began on Sunday, 22 November 2026." in page
    assert "From now on selfcare looks at your cycle" in page
    assert "selfcare period" not in page
    assert "Day 2 of your cycle." in page
    reader.goes("/today/back", {"number": leads.rpartition("=")[2], "back": "/today"})
    assert "Your cycle" not in reader.text("/today")


def test_a_start_today_or_on_a_day(reader: Reader, line: CommandLine) -> None:
    line.screen()
    reader.goes("/today/note", start("", "2026-10-26"))
    reader.goes("/today/note", start("today"))

    assert of_cycle(line) == [PeriodStarted(date(2026, 10, 26)), PeriodStarted(MONDAY)]


def test_what_is_noted_already_or_cannot_be_is_told(reader: Reader, line: CommandLine) -> None:
    line.screen()
    reader.goes("/today/note", start("today"))

    assert reader.refused("/today/note", start("today")) == (
        "A start on Monday, 23 November 2026 is noted already."
    )
    assert "is still to come" in reader.refused("/today/note", start("", "2026-11-25"))
    assert reader.refused("/today/note", start("")) == "Please choose a date."
    assert of_cycle(line) == [PeriodStarted(MONDAY)]


def test_a_start_too_near_to_another_says_that_it_begins_no_cycle(
    reader: Reader, line: CommandLine
) -> None:
    line.screen()
    note(line, *map(PeriodStarted, (*EARLIER, MONDAY - DAY)))
    page = main_of(reader.text(reader.goes("/today/note", start("today"))))

    assert "It is kept, but does not begin a new cycle." in page


def test_today_shows_the_day_of_the_cycle_and_the_span_of_the_next_start(
    reader: Reader, line: CommandLine
) -> None:
    line.screen()
    note(line, *map(PeriodStarted, EARLIER))
    page = main_of(reader.text("/today"))

    assert "Day 29 of your cycle. The next start may come around" in page
    assert "In four of five cases it comes from" in page
    assert "This is an estimate, not for contraception" in page


def test_the_starts_are_listed_and_one_is_removed(reader: Reader, line: CommandLine) -> None:
    line.screen()
    note(line, *map(PeriodStarted, EARLIER))
    page = reader.text("/days")

    assert main_of(page).index("Monday, 26 October 2026") < main_of(page).index(
        "Monday, 28 September 2026: 28 days"
    )
    leads = reader.goes("/days/remove", {"day": "2026-09-28"})
    assert of_cycle(line)[-1] == PeriodRemoved(EARLIER[0])
    assert "You took the start on Monday, 28 September 2026 back." in main_of(reader.text(leads))
    assert "No start is noted on" in reader.refused("/days/remove", {"day": "2026-09-28"})


def test_a_pause_asks_and_estimates_nothing_until_it_goes_on(
    reader: Reader, line: CommandLine
) -> None:
    line.screen()
    note(line, *map(PeriodStarted, EARLIER))
    leads = reader.goes("/days/pause")

    assert of_cycle(line)[-1] == CyclePaused(MONDAY)
    assert "Paused since 2026-11-23." in main_of(reader.text(leads))
    today = reader.text("/today")
    assert "Your cycle" not in today
    assert "Bleeding started" not in today
    assert reader.refused("/days/pause") == "That day is paused already."
    reader.goes("/days/resume")
    assert of_cycle(line)[-1] == CycleResumed(MONDAY)
    assert "Your cycle" in reader.text("/today")
    assert reader.refused("/days/resume") == "It goes on already."


def test_a_pause_is_taken_back(reader: Reader, line: CommandLine) -> None:
    line.screen()
    note(line, *map(PeriodStarted, EARLIER))
    leads = reader.goes("/days/pause")

    assert leads.startswith("/days?n=")
    number = leads.rpartition("=")[2]
    reader.goes("/today/back", {"number": number, "back": "/days"})
    assert of_cycle(line)[-1] == CycleResumed(MONDAY)


@pytest.mark.parametrize("mode", ["off", "paused"])
def test_where_it_is_off_or_paused_no_start_is_asked_for(
    reader: Reader, line: CommandLine, mode: str
) -> None:
    line.configure(f'[cycle]\nmode = "{mode}"\n')
    line.screen()
    note(line, PeriodStarted(EARLIER[0]))
    page = reader.text("/today")

    assert "Bleeding started" not in page
    assert "Your cycle" not in page
    assert "in your settings." in main_of(reader.text("/days"))


# Forgetting


def test_before_anything_is_erased_it_is_said_what_goes_and_what_stays(
    reader: Reader, line: CommandLine
) -> None:
    line.screen()
    note(line, *map(PeriodStarted, EARLIER))
    page = reader.text("/days/erase")

    assert "This erases what selfcare knows of your cycle" in main_of(page)
    assert "cannot be brought back" in main_of(page)
    assert '<a class="btn btn-primary" href="/days">Leave it as it is</a>' in page
    assert len(of_cycle(line)) == 2


def test_forgetting_erases_all_of_it_and_says_how_much(reader: Reader, line: CommandLine) -> None:
    line.screen()
    note(line, *map(PeriodStarted, EARLIER))
    assert reader.goes("/days/erase") == "/days/erased"

    assert "Entries of your cycle erased from the diary: 2" in main_of(reader.text("/days/erased"))
    assert of_cycle(line) == []
    assert "Your cycle" not in reader.text("/today")
    assert "Screened" in {type(one).__name__ for one in facts(line)}


def test_a_file_that_cannot_be_read_is_kept_unless_it_is_deleted(
    reader: Reader, line: CommandLine
) -> None:
    line.screen()
    note(line, PeriodStarted(EARLIER[0]))
    with line.context() as context:
        odd = context.folders.diary.with_name("diary.sqlite3.damaged-1")
    odd.write_bytes(b"SQLite format 3\0 and then PeriodStarted")
    reader.goes("/days/erase")

    page = reader.text("/days/erased")
    assert str(odd) in main_of(page)
    assert odd.exists()
    assert reader.post("/days/delete", {"file": "7"}).status_code == 400
    reader.goes("/days/delete", {"file": "0"})
    assert not odd.exists()
    assert str(odd) not in reader.text("/days/erased")


def test_without_anything_erased_there_is_nothing_to_say(reader: Reader, line: CommandLine) -> None:
    line.screen()

    assert "Nothing was changed" in main_of(reader.text("/days/erased"))
