"""`selfcare stress` says kindly what it noted, and lists what is known."""

from __future__ import annotations

import pytest

from selfcare.app.stress_words import SOURCES
from selfcare.domain.stress import StressSource
from tests.cli.command_line import MONDAY, CommandLine


@pytest.fixture
def line() -> CommandLine:
    return CommandLine()


def test_what_is_added_is_said_with_how_to_end_it_and_take_it_back(line: CommandLine) -> None:
    assert line.ok("stress", "add", "The move", "--physical") == (
        "Noted as number 1: The move, from Monday, 2026-11-23 until you end it.\n"
        "When it is over: selfcare stress end 1\n"
        "To take it back: selfcare stress remove 1\n"
    )
    assert line.ok("stress", "add", "Tax return", "--deadline", "2026-11-30") == (
        "Noted as number 2: Tax return, Monday, 2026-11-30.\n"
        "To take it back: selfcare stress remove 2\n"
    )
    assert line.ok("stress", "add", "Exams", "--from", "2027-02-01", "--to", "2027-02-12") == (
        "Noted as number 3: Exams, Monday, 2027-02-01 to Friday, 2027-02-12.\n"
        "To take it back: selfcare stress remove 3\n"
    )


def test_it_is_ended_and_taken_back(line: CommandLine) -> None:
    line.ok("stress", "add", "Exams")

    assert line.ok("stress", "end") == "“Exams” ends today.\n"
    assert line.ok("stress", "remove", "exams") == "“Exams” is taken back.\n"
    assert "Exams" not in line.ok("stress")


def test_without_any_it_says_so_and_how_to_add_one(line: CommandLine) -> None:
    assert line.ok("stress") == (
        "No stressful times go on, and none are known to come.\n"
        'To add one: selfcare stress add "Tax return" --deadline 2026-11-30\n'
    )


def test_the_list_says_where_each_is_from(line: CommandLine) -> None:
    line.configure(
        '[[stress]]\nname = "Month end"\nkind = "physical"\nmonthly = "last 3 workdays"\n'
        '[[stress]]\nname = "Audit"\ndeadline = "2026-12-01"\n'
    )
    line.ok("stress", "add", "Exams", "--from", "2026-11-20", "--to", "2026-11-22")
    line.ok("stress", "add", "The move", "--physical")

    text = line.ok("stress", "list")

    assert text == line.ok("stress")
    assert text == (
        "Going on:\n"
        "  The move: from Monday, 2026-11-23 until you end it"
        " (physical, you told of it, number 2)\n"
        "To come:\n"
        "  Month end: Thursday, 2026-11-26 to Monday, 2026-11-30 (physical, from config.toml)\n"
        "  Audit: Tuesday, 2026-12-01 (deadline, from config.toml)\n"
        "Over:\n"
        "  Exams: Friday, 2026-11-20 to Sunday, 2026-11-22 (you told of it, number 1)\n"
        'To add one: selfcare stress add "Tax return" --deadline 2026-11-30\n'
    )


def test_the_list_as_data_is_pinned(line: CommandLine) -> None:
    line.configure('[[stress]]\nname = "Audit"\ndeadline = "2026-12-01"\n')
    line.ok("stress", "add", "The move", "--physical")

    found = line.data("stress", "list")

    assert found == line.data("stress")
    assert found == [
        {
            "id": "1",
            "name": "The move",
            "kind": "physical",
            "source": "command",
            "state": "now",
            "first": str(MONDAY),
            "last": None,
            "deadline": None,
        },
        {
            "id": None,
            "name": "Audit",
            "kind": "emotional",
            "source": "settings",
            "state": "coming",
            "first": "2026-12-01",
            "last": "2026-12-01",
            "deadline": "2026-12-01",
        },
    ]


def test_wrong_dates_end_with_one_kind_sentence(line: CommandLine) -> None:
    assert line.mistake("stress", "add", "Exams", "--deadline", "31.12.2026") == (
        "“31.12.2026” is not a date. Write it as 2026-11-23.\n"
    )
    assert line.mistake("stress", "add", "Exams", "--from", "2026-12-02", "--to", "2026-12-01") == (
        "That would end before it begins: it begins on Wednesday, 2026-12-02 and ends on Tuesday,"
        " 2026-12-01.\n"
    )
    assert line.mistake("stress", "end").startswith("No stressful time that you told of goes on.")
    assert line.data("stress") == []


def test_a_deadline_and_a_span_are_not_one(line: CommandLine) -> None:
    result = line("stress", "add", "Exams", "--deadline", "2026-12-01", "--to", "2026-12-02")

    assert result.exit_code == 2
    assert "Please choose --deadline, or --from and --to." in result.stderr
    assert line.data("stress") == []


def test_words_of_the_user_never_steer_the_terminal(line: CommandLine) -> None:
    said = line.ok("stress", "add", "Ex\x1b[31mams {name}")

    assert "\x1b" not in said + line.ok("stress")
    assert "{name}" in said


def test_every_source_has_its_words() -> None:
    assert set(SOURCES) == set(StressSource)
