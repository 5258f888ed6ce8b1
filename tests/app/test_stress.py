"""Telling of stressful times: what is noted, what is refused, and what is listed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from selfcare.app.say import say
from selfcare.app.stress import add_stress, days_words, end_stress, remove_stress
from selfcare.app.stress_list import State, list_stress
from selfcare.domain.checkin import CheckIn
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import CheckedIn
from selfcare.domain.stress import StressKind, StressSource
from selfcare.domain.stressful_days import StressTold, stress_told
from selfcare.domain.week import DAY
from tests.cli.command_line import MONDAY, CommandLine, at

NEXT_MONDAY = MONDAY + 7 * DAY


def add(
    line: CommandLine,
    name: str = "Tax return",
    *,
    deadline: date | str | None = None,
    first: date | str | None = None,
    last: date | str | None = None,
    kind: StressKind = StressKind.EMOTIONAL,
) -> StressTold:
    with line.context() as context:
        return add_stress(
            context,
            name,
            deadline=None if deadline is None else str(deadline),
            first=None if first is None else str(first),
            last=None if last is None else str(last),
            kind=kind,
        )


def end(line: CommandLine, which: str | None = None) -> str:
    with line.context() as context:
        return end_stress(context, which).id


def remove(line: CommandLine, which: str) -> str:
    with line.context() as context:
        return remove_stress(context, which).id


def told(line: CommandLine) -> list[str]:
    """Return what the diary has, as text."""
    with line.context() as context:
        entries = context.diary.view(since=context.today()).entries
        return [
            f"{one.id} {one.name}: {one.period.first}..{one.period.last}"
            for one in stress_told(entries)
        ]


def listed(line: CommandLine) -> list[str]:
    with line.context() as context:
        return [
            f"{one.state}: {say(one.name)} {one.period.first}..{one.period.last}"
            for one in list_stress(context)
        ]


def mistake(what: Callable[[], object]) -> str:
    with pytest.raises(UserMistake) as raised:
        what()
    assert raised.value.exit_code == 1
    return say(raised.value.what)


# Adding


def test_without_dates_it_goes_on_from_today_until_it_is_ended(line: CommandLine) -> None:
    found = add(line, kind=StressKind.PHYSICAL)

    assert told(line) == [f"1 Tax return: {MONDAY}..None"]
    assert found.period.kind is StressKind.PHYSICAL
    assert say(days_words(found.period)) == "from Monday, 2026-11-23 until you end it"


@pytest.mark.parametrize(
    ("first", "last", "span", "said"),
    [
        (None, NEXT_MONDAY, f"{MONDAY}..{NEXT_MONDAY}", "Monday, 2026-11-23 to Monday, 2026-11-30"),
        (NEXT_MONDAY, None, f"{NEXT_MONDAY}..None", "from Monday, 2026-11-30 until you end it"),
        (MONDAY - DAY, MONDAY, f"{MONDAY - DAY}..{MONDAY}", "Sunday, 2026-11-22 to Monday, 2026-"),
        (MONDAY, MONDAY, f"{MONDAY}..{MONDAY}", "Monday, 2026-11-23"),
    ],
)
def test_days_are_noted_as_they_are_told(
    line: CommandLine, first: date | None, last: date | None, span: str, said: str
) -> None:
    found = add(line, first=first, last=last)

    assert told(line) == [f"1 Tax return: {span}"]
    assert say(days_words(found.period)).startswith(said)


def test_a_deadline_is_a_time_of_one_day(line: CommandLine) -> None:
    found = add(line, deadline=NEXT_MONDAY)

    assert (found.period.first, found.period.last) == (NEXT_MONDAY, NEXT_MONDAY)
    assert found.period.deadline == NEXT_MONDAY


def test_each_gets_a_number_that_none_had_before(line: CommandLine) -> None:
    assert [add(line, name).id for name in ("one", "two")] == ["1", "2"]
    remove(line, "2")

    assert add(line, "three").id == "3"


def test_a_name_is_kept_on_one_line(line: CommandLine) -> None:
    assert add(line, "  Tax \n return\x1b\udcff ").name == "Tax return"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "A stressful time needs a name"),
        (" \u200b\t", "A stressful time needs a name"),
        ("x" * 61, "A name has 60 characters at most; this one has 61."),
    ],
)
def test_a_name_that_is_none_is_refused(line: CommandLine, name: str, said: str) -> None:
    assert mistake(lambda: add(line, name)).startswith(said)
    assert told(line) == []


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (NEXT_MONDAY, MONDAY, "That would end before it begins: it begins on Monday, 2026-11-30"),
        (None, MONDAY - DAY, "That would end before it begins: it begins on Monday, 2026-11-23"),
        (MONDAY - 90 * DAY, MONDAY - 61 * DAY, "Wednesday, 2026-09-23 lies more than 60 days back"),
        ("30.11.2026", None, "“30.11.2026” is not a date. Write it as 2026-11-23."),
        ("2026-02-29", None, "“2026-02-29” is not a date."),
        (None, "2062-11-30", "2062-11-30 lies years away; is the year right?"),
        ("1026-11-30", None, "1026-11-30 lies years away; is the year right?"),
    ],
)
def test_days_that_cannot_be_are_refused_and_nothing_is_noted(
    line: CommandLine, first: date | str | None, last: date | str | None, said: str
) -> None:
    assert mistake(lambda: add(line, first=first, last=last)).startswith(said)
    assert told(line) == []


def test_what_was_over_two_months_ago_is_just_taken(line: CommandLine) -> None:
    add(line, first=MONDAY - 90 * DAY, last=MONDAY - 60 * DAY)

    assert len(told(line)) == 1


def test_the_same_again_is_refused_but_other_days_are_not(line: CommandLine) -> None:
    add(line, deadline=NEXT_MONDAY)

    assert mistake(lambda: add(line, "tax  Return", deadline=NEXT_MONDAY)) == (
        "“Tax return” is noted already, with the same days."
    )
    assert add(line, deadline=NEXT_MONDAY + DAY).id == "2"


# Ending


def test_the_one_that_goes_on_is_ended_with_today(line: CommandLine) -> None:
    add(line, "coming", first=NEXT_MONDAY)
    add(line, "running")
    line.at(10, day=MONDAY + 2 * DAY)

    assert end(line) == "2"
    assert told(line)[1] == f"2 running: {MONDAY}..{MONDAY + 2 * DAY}"
    line.at(10, day=MONDAY + 3 * DAY)
    assert mistake(lambda: end(line)).startswith("No stressful time that you told of goes on.")


def test_of_several_it_asks_which(line: CommandLine) -> None:
    add(line, "Exams")
    add(line, "The move", last=NEXT_MONDAY)

    assert mistake(lambda: end(line)) == (
        "Several go on: 1 “Exams” (from Monday, 2026-11-23 until you end it);"
        " 2 “The move” (Monday, 2026-11-23 to Monday, 2026-11-30)."
        " Please say which by its number: selfcare stress end 1"
    )
    assert end(line, "2") == "2"
    assert end(line, "exams") == "1"


def test_a_name_means_the_one_that_goes_on(line: CommandLine) -> None:
    add(line, "Exams", first=MONDAY - 9 * DAY, last=MONDAY - 5 * DAY)
    add(line, "Exams")
    add(line, "Exams", first=NEXT_MONDAY, last=NEXT_MONDAY + DAY)

    assert end(line, "Exams") == "2"


def test_what_has_not_begun_or_is_over_cannot_be_ended(line: CommandLine) -> None:
    add(line, "later", first=NEXT_MONDAY)
    add(line, "over", first=MONDAY - 2 * DAY, last=MONDAY - DAY)

    assert mistake(lambda: end(line, "later")) == (
        "“later” only begins on Monday, 2026-11-30. To take it back: selfcare stress remove 1"
    )
    assert mistake(lambda: end(line, "over")) == "“over” ended on Sunday, 2026-11-22 already."
    assert mistake(lambda: end(line, "never")).startswith(
        "You told of no stressful time called “never”."
    )


# Taking back


def test_what_was_told_by_mistake_is_taken_back(line: CommandLine) -> None:
    add(line, "one")
    add(line, "two")

    assert remove(line, "one") == "1"
    assert told(line) == [f"2 two: {MONDAY}..None"]
    assert mistake(lambda: remove(line, "1")).startswith("You told of no stressful time called “1”")


def test_a_name_of_several_is_not_enough_to_take_one_back(line: CommandLine) -> None:
    add(line, "Exams", deadline=NEXT_MONDAY)
    add(line, "Exams", deadline=NEXT_MONDAY + DAY)

    assert mistake(lambda: remove(line, "Exams")) == (
        "Several are called so: 1 “Exams” (Monday, 2026-11-30); 2 “Exams” (Tuesday, 2026-12-01)."
        " Please say which by its number: selfcare stress remove 1"
    )


def test_a_number_means_the_id_before_the_name(line: CommandLine) -> None:
    add(line, "2")
    add(line, "other")

    assert remove(line, "2") == "2"
    assert remove(line, "2") == "1"


# Listing

EXAM = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Calendar//EN
BEGIN:VEVENT
UID:exam-1@example.org
DTSTAMP:20261101T090000Z
DTSTART;VALUE=DATE:20261201
SUMMARY:Exam in anatomy
END:VEVENT
END:VCALENDAR
"""


def test_nothing_told_is_nothing_listed(line: CommandLine) -> None:
    assert listed(line) == []


def test_all_sources_are_listed_by_where_they_stand(line: CommandLine) -> None:
    line.configure(
        """
        [work]
        days_off = ["2026-11-30"]
        [[stress]]
        name = "Month end"
        monthly = "last 3 workdays"
        [[stress]]
        name = "Tax return"
        yearly = "05-17..05-31"
        [[stress]]
        name = "Long over"
        deadline = "2026-11-20"
        [[stress]]
        name = "In three years"
        deadline = "2029-11-20"
        """
    )
    add(line, "running")
    add(line, "just over", first=MONDAY - 40 * DAY, last=MONDAY - 28 * DAY)
    add(line, "long over", first=MONDAY - 40 * DAY, last=MONDAY - 29 * DAY)
    with line.context() as context:
        for number in (1, 2):
            context.note(CheckedIn(CheckIn(day=MONDAY - number * DAY, stress=8)))

    assert listed(line) == [
        f"now: running {MONDAY}..None",
        "now: High stress in your check-ins 2026-11-23..2026-11-26",
        "coming: Month end 2026-11-25..2026-11-27",
        "coming: Tax return 2027-05-17..2027-05-31",
        "coming: In three years 2029-11-20..2029-11-20",
        f"over: just over {MONDAY - 40 * DAY}..{MONDAY - 28 * DAY}",
    ]


def test_what_a_calendar_marks_as_a_deadline_is_listed(line: CommandLine, home: Path) -> None:
    line.configure('[[calendar]]\npath = "work.ics"\ndeadline = ["exam"]\n')
    (home / "config" / "work.ics").write_text(EXAM, encoding="utf-8", newline="\r\n")

    assert listed(line) == ["coming: Exam in anatomy 2026-12-01..2026-12-01"]


def test_of_the_settings_the_one_that_goes_on_is_listed(line: CommandLine) -> None:
    line.configure('[[stress]]\nname = "Winter"\nyearly = "11-01..02-28"\n')

    with line.at(10, day=date(2027, 1, 15)).context() as context:
        (found,) = list_stress(context)

    assert found.state is State.NOW
    assert found.period.source is StressSource.SETTINGS
    assert found.period.first == date(2026, 11, 1)


def test_what_was_told_long_ago_and_goes_on_is_still_there(line: CommandLine) -> None:
    add(line, "running")
    line.clock.at = at(10) + timedelta(days=400)

    assert listed(line) == [f"now: running {MONDAY}..None"]
    assert end(line) == "1"
