from __future__ import annotations

from datetime import date, datetime

import pytest

from selfcare.app.answering import waiting_prompt
from selfcare.domain.facts import NotToday, Paused, PromptAnswered, Resumed
from selfcare.domain.prompt import Answer, Via
from tests.cli.command_line import BREAKS_ONLY, CommandLine, at

TUESDAY = date(2026, 11, 24)


def answers(line: CommandLine) -> list[tuple[Answer, Via, int]]:
    with line.context() as context:
        return [
            (entry.fact.answer, entry.fact.via, entry.fact.round)
            for entry in context.diary.entries()
            if isinstance(entry.fact, PromptAnswered)
        ]


def pauses(line: CommandLine) -> list[object]:
    with line.context() as context:
        return [
            entry.fact
            for entry in context.diary.entries()
            if isinstance(entry.fact, Paused | NotToday | Resumed)
        ]


@pytest.mark.parametrize("command", ["later", "skip"])
def test_without_an_open_prompt_the_user_is_told_what_to_do_instead(command: str) -> None:
    line = CommandLine()

    said = line.mistake(command)

    assert said == (
        "No prompt waits for an answer right now. What comes next: selfcare status."
        " To do a routine anyway: selfcare now\n"
    )
    assert answers(line) == []


def test_skip_lets_the_open_prompt_go() -> None:
    line = CommandLine().with_breaks_only().at(10, 30)
    line.show_next()

    assert line.ok("skip") == "Let go. The next one comes as planned: selfcare status\n"
    assert answers(line) == [(Answer.SKIP, Via.COMMAND, 1)]
    assert line.data("status")["open"] is None


def test_later_puts_off_by_the_setting() -> None:
    line = CommandLine().with_breaks_only().at(10, 30)
    line.show_next()

    assert line.ok("later") == "It comes back in 10 minutes, at 10:40.\n"
    assert answers(line) == [(Answer.LATER, Via.COMMAND, 1)]


def test_later_puts_off_by_the_minutes_named() -> None:
    line = CommandLine().with_breaks_only().at(10, 30)
    line.show_next()

    assert line.ok("later", "45") == "It comes back in 45 minutes, at 11:15.\n"


def test_later_beyond_the_work_hours_says_that_it_will_not_come_back() -> None:
    line = CommandLine().with_breaks_only().at(15)
    line.show_next()

    assert line.at(15, 30)("later", "200").exit_code == 1
    line = line.at(10, 30, TUESDAY)
    line.show_next()
    assert line.ok("later", "450") == (
        "Noted. Your work hours are over by then, so this one does not come back.\n"
    )


def test_a_prompt_put_off_can_still_be_skipped_before_it_is_back() -> None:
    line = CommandLine().with_breaks_only().at(10, 30)
    line.show_next()
    line.ok("later", "20")

    assert line.at(10, 35).ok("skip").startswith("Let go.")
    assert answers(line) == [(Answer.LATER, Via.COMMAND, 1), (Answer.SKIP, Via.COMMAND, 2)]
    with line.at(10, 51).context() as context:
        assert waiting_prompt(context) is None


def test_a_prompt_can_be_put_off_only_as_often_as_the_settings_allow() -> None:
    line = CommandLine().at(10, 30)
    line.configure(f"{BREAKS_ONLY}[prompts]\nsnooze_limit = 1\n")
    line.show_next()
    line.ok("later")

    assert "has been put off as often as your settings allow" in line.mistake("later")


def test_a_number_of_minutes_that_cannot_be_is_wrong_usage() -> None:
    for minutes in ("0", "481", "x"):
        assert CommandLine()("later", minutes).exit_code == 2


@pytest.mark.parametrize(
    ("options", "until", "said"),
    [
        (["--for", "2h"], at(12), "Paused until 12:00."),
        (["--for", "90m"], at(11, 30), "Paused until 11:30."),
        (["--for", "1h30m"], at(11, 30), "Paused until 11:30."),
        (["--for", "45"], at(10, 45), "Paused until 10:45."),
        (["--until", "14:00"], at(14), "Paused until 14:00."),
        (["--until", "2026-11-24"], at(0, day=TUESDAY), "Paused until tomorrow at 00:00."),
        (
            ["--until", "2026-11-25 09:00"],
            at(9, day=date(2026, 11, 25)),
            "Paused until Wednesday, 2026-11-25 at 09:00.",
        ),
        (
            ["--until", "2026-11-25T09:00"],
            at(9, day=date(2026, 11, 25)),
            "Paused until Wednesday, 2026-11-25 at 09:00.",
        ),
    ],
)
def test_a_pause_lasts_as_long_as_is_said(options: list[str], until: datetime, said: str) -> None:
    line = CommandLine()

    text = line.ok("pause", *options)

    assert pauses(line) == [Paused(until)]
    assert text == f"{said} To go on sooner: selfcare resume\n"


def test_a_pause_without_an_end_lasts_until_resumed() -> None:
    line = CommandLine().with_breaks_only()

    assert line.ok("pause") == "Paused. To go on: selfcare resume\n"
    assert line.ok("resume") == "Going on. The next prompt comes in 30 minutes, at 10:30.\n"
    assert pauses(line) == [Paused(None), Resumed()]


def test_not_today_means_the_workday_a_night_shift_began_on() -> None:
    line = CommandLine()
    line.configure('[work]\nmon = ["22:00-06:00"]\n')

    line.at(1, day=TUESDAY).ok("pause", "--today")

    assert pauses(line) == [NotToday(date(2026, 11, 23))]


def test_not_today_can_be_undone() -> None:
    line = CommandLine()
    line.ok("pause", "--today")

    assert line.ok("resume").startswith("Going on.")
    assert line.data("status")["not_today"] is False


def test_resume_without_a_pause_says_so_and_notes_nothing() -> None:
    line = CommandLine()

    assert line.ok("resume") == "selfcare was not paused. What comes next: selfcare status\n"
    assert pauses(line) == []


@pytest.mark.parametrize(
    "options",
    [["--until", "09:00"], ["--until", "2026-11-23"], ["--until", "2026-11-22 10:00"]],
)
def test_a_time_that_has_gone_by_is_refused(options: list[str]) -> None:
    line = CommandLine()

    assert line.mistake("pause", *options).startswith("That time has gone by (")
    assert pauses(line) == []


def test_the_refusal_names_the_same_time_tomorrow() -> None:
    assert CommandLine().mistake("pause", "--until", "09:00") == (
        "That time has gone by (1 hour ago, at 09:00). For another day:"
        ' selfcare pause --until "2026-11-24 09:00"\n'
    )


@pytest.mark.parametrize("options", [["--for", "0"], ["--for", "9000d"], ["--until", "2031-01-01"]])
def test_a_length_that_is_none_or_too_long_is_refused(options: list[str]) -> None:
    line = CommandLine()

    assert "selfcare pause" in line.mistake("pause", *options)
    assert pauses(line) == []


@pytest.mark.parametrize(
    "options",
    [
        ["--for", "soon"],
        ["--for", "-2h"],
        ["--for", ""],
        ["--until", "later"],
        ["--until", "25:00"],
        ["--until", "2026-02-30"],
        ["--until", "2026-11-25 9 o'clock"],
        ["--for", "2h", "--today"],
        ["--for", "2h", "--until", "14:00"],
    ],
)
def test_what_cannot_be_understood_is_wrong_usage(options: list[str]) -> None:
    line = CommandLine()

    assert line("pause", *options).exit_code == 2
    assert pauses(line) == []
