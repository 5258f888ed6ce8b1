"""`selfcare period` and `selfcare cycle`. Every cycle in here is made up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from selfcare.domain.facts import CYCLE_FACTS, Fact, PeriodStarted
from tests.cli.command_line import MONDAY, CommandLine

REGULAR = (115, 87, 59, 31, 3)
"""Days before MONDAY, with 28 days between them."""


def ago(days: int) -> date:
    return MONDAY - timedelta(days=days)


def with_starts(*days: int) -> CommandLine:
    line = CommandLine()
    with line.context() as context:
        for one in days:
            context.note(PeriodStarted(ago(one)))
    return line


def facts(line: CommandLine) -> list[Fact]:
    with line.context() as context:
        return [one.fact for one in context.diary.entries() if isinstance(one.fact, CYCLE_FACTS)]


# Noting


def test_the_first_start_says_what_comes_of_it_and_how_to_erase_it() -> None:
    line = CommandLine()

    assert line.ok("period", "start") == (
        "Noted: bleeding began on Monday, 2026-11-23.\n"
        "The next start may come around Wednesday, 2026-12-23.\n"
        "In four of five cases it comes from Friday, 2026-12-18 to Sunday, 2026-12-27.\n"
        "From now on selfcare looks at your cycle, and asks on some days whether bleeding has"
        " begun. What it expects: selfcare cycle. To erase all of it: selfcare period forget\n"
    )
    assert facts(line) == [PeriodStarted(MONDAY)]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ([], MONDAY),
        (["today"], MONDAY),
        (["yesterday"], ago(1)),
        (["2026-11-03"], date(2026, 11, 3)),
    ],
)
def test_the_day_can_be_said_in_several_ways(said: list[str], meant: date) -> None:
    line = CommandLine()
    line.ok("period", "start", *said)

    assert facts(line) == [PeriodStarted(meant)]


def test_after_midnight_today_is_the_date_on_the_wall() -> None:
    line = CommandLine().at(0, 30)
    line.ok("period", "start")

    assert facts(line) == [PeriodStarted(MONDAY)]


def test_a_later_start_tells_only_what_is_to_be_expected() -> None:
    line = with_starts(*REGULAR[:-1])
    said = line.ok("period", "start", "2026-11-20").splitlines()

    assert said[0] == "Noted: bleeding began on Friday, 2026-11-20."
    assert said[1] == "The next start may come around Friday, 2026-12-18."
    assert len(said) == 3


def test_a_start_noted_twice_says_so() -> None:
    line = with_starts(*REGULAR)

    said = line.ok("period", "start", "2026-11-20")
    assert said.startswith("A start on Friday, 2026-11-20 is noted already.\n")
    assert len(facts(line)) == len(REGULAR)


def test_a_start_too_soon_is_kept_and_told_not_to_count() -> None:
    line = with_starts(*REGULAR)

    noted, aside, *_ = line.ok("period", "start").splitlines()
    assert noted == "Noted: bleeding began on Monday, 2026-11-23."
    assert aside == (
        "It is kept, but does not begin a new cycle."
        " It came less than 15 days after the one before."
    )


def test_an_earlier_start_noted_later_tells_which_one_does_not_count_any_more() -> None:
    line = with_starts(3)

    assert line.ok("period", "start", str(ago(10))).splitlines()[1] == (
        "The start on Friday, 2026-11-20 does not count any more."
        " It came less than 15 days after the one before."
    )


@pytest.mark.parametrize("day", ["2026-11-24", "9999-12-31", "0206-11-20", "0001-01-01"])
def test_days_that_cannot_be_are_a_mistake_kindly_told(day: str) -> None:
    line = CommandLine()

    assert line.mistake("period", "start", day)
    assert facts(line) == []


@pytest.mark.parametrize("day", ["2026-02-30", "tomorrow", "3", ""])
def test_what_is_no_date_is_wrong_usage(day: str) -> None:
    line = CommandLine()

    for command in ("start", "remove", "pause", "resume"):
        assert line("period", command, day).exit_code == 2
    assert facts(line) == []


def test_a_start_is_taken_back() -> None:
    line = with_starts(3)

    assert line.ok("period", "remove", "2026-11-20") == (
        "The start on Friday, 2026-11-20 is taken back.\n"
        "No start is noted yet. To begin, note your last one: selfcare period start\n"
    )
    assert line.mistake("period", "remove", "2026-11-20") == (
        "No start is noted on Friday, 2026-11-20. Those that are: selfcare period list\n"
    )


# Listing


def test_the_list_says_how_many_days_lie_between() -> None:
    line = with_starts(59, 31, 26, 3)

    assert (
        line.ok("period")
        == line.ok("period", "list")
        == (
            "Friday, 2026-09-25: 28 days\n"
            "Friday, 2026-10-23: 28 days\n"
            "Wednesday, 2026-10-28: left out. It came less than 15 days after the one before.\n"
            "Friday, 2026-11-20\n"
        )
    )


def test_the_list_as_data() -> None:
    line = with_starts(31, 26, 3)

    assert line.data("period") == line.data("period", "list")
    assert line.data("period", "list") == [
        {"on": "2026-10-23", "counts": True, "days": 28, "why": None},
        {
            "on": "2026-10-28",
            "counts": False,
            "days": None,
            "why": "It came less than 15 days after the one before.",
        },
        {"on": "2026-11-20", "counts": True, "days": None, "why": None},
    ]


def test_an_empty_list_says_how_to_note_one() -> None:
    line = CommandLine()

    assert line.ok("period") == "No start is noted yet. To note one: selfcare period start\n"
    assert line.data("period") == []


# Pausing


def test_a_pause_says_how_it_ends_and_what_comes_then() -> None:
    line = with_starts(*REGULAR)

    paused = "Paused since 2026-11-23. To go on: selfcare period resume\n"
    assert line.ok("period", "pause") == paused
    assert line.ok("period", "pause") == f"That day is paused already.\n{paused}"
    assert line.ok("period", "resume").splitlines()[:2] == [
        "It goes on.",
        "The next start may come around Friday, 2026-12-18.",
    ]
    assert line.ok("period", "resume").startswith("It was not paused by this command.\n")


def test_a_pause_of_the_settings_is_not_ended_by_the_command() -> None:
    line = with_starts(*REGULAR)
    line.configure('[cycle]\nmode = "paused"\n')

    assert line.ok("period", "resume") == (
        "It was not paused by this command.\n"
        'Paused in your settings. To go on: mode = "natural" below [cycle]\n'
    )


def test_forget_belongs_to_the_group() -> None:
    assert "selfcare period forget" in CommandLine().ok("period", "forget", "--help")


# What is expected


def test_the_outlook_tells_the_day_the_spans_and_what_they_are_made_of() -> None:
    line = with_starts(*REGULAR, 108)

    assert line.ok("cycle") == (
        "Monday, 2026-11-23: day 4 of your cycle.\n"
        "The next start may come around Friday, 2026-12-18.\n"
        "In four of five cases it comes from Thursday, 2026-12-17 to Sunday, 2026-12-20.\n"
        "Ovulation may be from Wednesday, 2026-12-02 to Monday, 2026-12-07.\n"
        "Estimated from 4 cycles; 1 start was left out.\n"
        "  Left out: 2026-08-07. It came less than 15 days after the one before.\n"
        "This is an estimate, not for contraception or for planning a pregnancy.\n"
    )


def test_the_outlook_as_data() -> None:
    line = with_starts(*REGULAR, 108)

    assert line.data("cycle") == {
        "day_of_cycle": 4,
        "next_start": "2026-12-18",
        "lo": "2026-12-17",
        "hi": "2026-12-20",
        "ovulation": "2026-12-04",
        "ovulation_lo": "2026-12-02",
        "ovulation_hi": "2026-12-07",
        "flag_period": False,
        "flag_ovulation": False,
        "cycles": 4,
        "left_out": [
            {"on": "2026-08-07", "why": "It came less than 15 days after the one before."}
        ],
        "why": "Estimated from 4 cycles; 1 start was left out.",
    }


def test_before_a_first_start_the_outlook_says_how_to_begin() -> None:
    line = CommandLine()
    nothing = line.data("cycle")

    assert line.ok("cycle") == (
        "Monday, 2026-11-23.\n"
        "No start is noted yet. To begin, note your last one: selfcare period start\n"
    )
    assert nothing.pop("why").startswith("No start is noted yet.")
    assert (nothing.pop("cycles"), nothing.pop("left_out")) == (0, [])
    assert (nothing.pop("flag_period"), nothing.pop("flag_ovulation")) == (False, False)
    assert set(nothing.values()) == {None}


def test_each_day_can_be_looked_at_as_it_was_or_will_be() -> None:
    line = with_starts(*REGULAR)

    def flags(day: date) -> tuple[bool, bool, int | None]:
        data = line.data("cycle", "--on", str(day))
        return data["flag_period"], data["flag_ovulation"], data["day_of_cycle"]

    assert flags(ago(4)) == (True, False, 28)
    assert flags(ago(3)) == (True, False, 1)
    assert flags(ago(1)) == (True, False, 3)
    assert flags(ago(0)) == (False, False, 4)
    assert flags(ago(-11)) == (False, True, 15)
    assert flags(ago(-25)) == (True, False, 29)
    assert flags(ago(-90)) == (False, False, None)
    assert flags(ago(116)) == (False, False, None)


def test_the_words_say_why_a_day_is_flagged() -> None:
    line = with_starts(*REGULAR)

    assert line.ok("cycle", "--on", "2026-12-18").splitlines()[0] == (
        "Friday, 2026-12-18: day 29 of your cycle. Bleeding may begin around this day."
    )
    assert line.ok("cycle", "--on", "2026-11-21").splitlines()[0] == (
        "Saturday, 2026-11-21: day 2 of your cycle, one of the first days of bleeding."
    )


def test_an_ovulation_that_lies_behind_is_told_so() -> None:
    line = with_starts(*REGULAR)

    assert "Ovulation may have been from" in line.ok("cycle", "--on", "2026-12-15")


def test_with_pills_the_outlook_follows_the_schedule() -> None:
    line = CommandLine()
    line.configure('[cycle]\nmode = "hormonal"\npill_start = 2026-11-02\n')

    assert line.ok("cycle") == (
        "Monday, 2026-11-23, one of the days without pills.\n"
        "The next days without pills are Monday, 2026-11-23 to Sunday, 2026-11-29.\n"
        "By your own schedule: 21 days with pills, then 7 without.\n"
        "This is an estimate, not for contraception or for planning a pregnancy.\n"
    )
    data = line.data("cycle")
    assert (data["ovulation"], data["flag_period"]) == (None, True)


def test_switched_off_it_says_how_to_switch_it_on() -> None:
    line = with_starts(*REGULAR)
    line.configure('[cycle]\nmode = "off"\n')

    assert line.ok("cycle").splitlines()[:2] == [
        "Monday, 2026-11-23.",
        'Switched off in your settings. To switch it on: mode = "natural" below [cycle]',
    ]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_no_date_is_too_strange_for_the_outlook(day: str) -> None:
    assert with_starts(*REGULAR).ok("cycle", "--on", day)
