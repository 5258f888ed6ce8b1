"""`selfcare therapist` can always be found, asks what matters, and promises nothing."""

from __future__ import annotations

import re

import pytest

from selfcare.app.therapist import QUESTIONS
from selfcare.config.paths import folders
from tests.cli.command_line import CommandLine

NEVER = re.compile(
    r"cure|\bheal(?:s|ed|ing)?\b|eliminat|permanent|guarante|should have|trigger points cause"
    r"|\d ?%|percent|success",
    re.IGNORECASE,
)


@pytest.fixture
def line() -> CommandLine:
    return CommandLine()


def test_it_says_what_to_ask_and_why_and_when_a_doctor_comes_first(line: CommandLine) -> None:
    assert line.ok("therapist") == (
        "What to ask a therapist before a first session:\n"
        "1. Are you trained in trigger points, the tender spots in muscles?\n"
        "   Finding them by touch, with no more pressure than needed, takes practice.\n"
        "2. Do you treat heads and necks every week?\n"
        "   Vessels and nerves lie close together there, so experience matters.\n"
        "3. Do you ask about my health before you begin?\n"
        "   Illnesses, medicines and accidents change what is safe to press or move.\n"
        "4. Do you stay within what is comfortable for me, and stop when I say so?\n"
        "   Pressing tender spots can itself bring on a headache in some people.\n"
        "5. Do you send people to a doctor when you are unsure?\n"
        "   Nobody can tell by touch alone where a headache comes from.\n"
        "Sessions may help some people; what they will do for you nobody can say beforehand.\n"
        "A doctor comes first if a headache is new, unlike your usual ones or steadily worse, comes"
        " with fever, or follows a blow to head or neck. If it is sudden and strong, or comes with"
        " new pain on one side of the neck, weakness, numbness, confusion, or trouble speaking or"
        " seeing, please call your emergency number right away.\n"
        "To note a session afterwards: selfcare treatment add\n"
    )


def test_it_names_the_number_of_the_country(
    line: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")

    assert "please call 112 right away." in line.ok("therapist")


def test_as_data_it_says_the_same(line: CommandLine) -> None:
    text = line.ok("therapist")
    data = line.data("therapist")

    assert list(data) == ["questions", "nothing_promised", "doctor_first"]
    assert len(data["questions"]) == len(QUESTIONS)
    for one in data["questions"]:
        assert list(one) == ["ask", "why"]
        assert f"{one['ask']}\n   {one['why']}\n" in text
    assert f"{data['nothing_promised']}\n{data['doctor_first']}\n" in text


def test_it_promises_nothing(line: CommandLine) -> None:
    assert NEVER.findall(line.ok("therapist")) == []
    assert NEVER.search("It cures 95 % of all headaches")


def test_it_is_found_with_broken_settings_and_leaves_no_trace(line: CommandLine) -> None:
    line.configure("no toml at all [")

    assert line.ok("therapist")
    assert not folders().diary.exists()


def test_it_is_found_where_the_diary_is_damaged(line: CommandLine) -> None:
    where = folders().diary
    where.parent.mkdir(parents=True)
    where.write_bytes(b"no diary at all")

    assert line.ok("therapist")
    assert where.read_bytes() == b"no diary at all"
