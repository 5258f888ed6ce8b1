"""Answers given on the page, and pauses: what lands in the diary, and what comes too late."""

from __future__ import annotations

from datetime import timedelta

import pytest

from selfcare.domain.facts import (
    CyclePaused,
    Fact,
    NotToday,
    Paused,
    PeriodStarted,
    PromptAnswered,
    PromptClaimed,
    Resumed,
)
from selfcare.domain.prompt import Answer, Asks, Prompt, PromptKind, Via
from selfcare.domain.week import DAY
from tests.cli.command_line import MONDAY, CommandLine, at
from tests.page.reader import Reader
from tests.page.today_desk import (
    GENTLE,
    a_prompt,
    answer,
    facts,
    lead_of,
    line,
    main_of,
    note,
    show,
)

__all__ = ["line"]

ELSEWHERE = "It has just been answered elsewhere."
GONE = "Its time has gone by. What comes next stands here."


def answers(line: CommandLine) -> list[tuple[Answer, Via]]:
    """Return the answers in the diary, and where each came from."""
    return [(one.answer, one.via) for one in facts(line) if isinstance(one, PromptAnswered)]


def of_kind(line: CommandLine, *kinds: type[Fact]) -> list[Fact]:
    """Return the facts of some kinds."""
    return [one for one in facts(line) if isinstance(one, kinds)]


@pytest.fixture
def waiting(line: CommandLine) -> Prompt:
    """Return a prompt for a routine that waits for an answer."""
    line.screen()
    return show(line, a_prompt(PromptKind.ROUTINE, routine=GENTLE))


def test_start_goes_to_the_session_and_is_noted_as_given_on_the_page(
    reader: Reader, line: CommandLine, waiting: Prompt
) -> None:
    assert reader.goes("/today/answer", answer(waiting, "start")) == "/session"
    assert answers(line) == [(Answer.START, Via.PAGE)]


def test_a_start_without_a_session_yet_still_leads_to_it(reader: Reader, waiting: Prompt) -> None:
    reader.goes("/today/answer", answer(waiting, "start"))
    lead = lead_of(reader.text("/today"))

    assert 'action="/session/choose"' in lead
    assert 'value="later"' not in lead


def test_skip_lets_it_go(reader: Reader, line: CommandLine, waiting: Prompt) -> None:
    leads = reader.goes("/today/answer", answer(waiting, "skip"))

    assert answers(line) == [(Answer.SKIP, Via.PAGE)]
    assert "you let it go." in main_of(reader.text(leads))
    assert waiting.id not in reader.text("/today")


def test_put_off_it_says_when_it_comes_back(
    reader: Reader, line: CommandLine, waiting: Prompt
) -> None:
    leads = reader.goes("/today/answer", answer(waiting, "later"))

    assert answers(line) == [(Answer.LATER, Via.PAGE)]
    assert "It comes back in 10 minutes, at 10:10." in main_of(reader.text(leads))


def test_put_off_beyond_the_work_hours_it_says_that_it_does_not_come_back(
    reader: Reader, line: CommandLine
) -> None:
    line.configure('[work]\nmon = ["08:00-10:05"]\n')
    line.screen()
    waiting = show(line, a_prompt(PromptKind.ROUTINE, routine=GENTLE))
    leads = reader.goes("/today/answer", answer(waiting, "later"))

    assert "so this one does not come back." in main_of(reader.text(leads))


def test_put_off_too_often_it_says_so(reader: Reader, line: CommandLine) -> None:
    line.configure("[prompts]\nsnooze_limit = 0\n")
    line.screen()
    waiting = show(line, a_prompt(PromptKind.ROUTINE, routine=GENTLE))

    assert 'value="later"' not in reader.text("/today")
    said = reader.refused("/today/answer", answer(waiting, "later"))
    assert said == "This one has been put off as often as your settings allow. It stays a while."
    assert answers(line) == []


def test_the_first_of_two_answers_counts_and_the_second_is_told_so(
    reader: Reader, line: CommandLine, waiting: Prompt
) -> None:
    note(line, PromptAnswered(waiting.id, 1, Answer.SKIP, Via.NOTIFICATION))

    for given in ("start", "later", "skip"):
        assert reader.refused("/today/answer", answer(waiting, given)) == ELSEWHERE
    assert answers(line) == [(Answer.SKIP, Via.NOTIFICATION)]


def test_start_in_two_windows_leads_to_one_session(
    reader: Reader, line: CommandLine, waiting: Prompt
) -> None:
    assert reader.goes("/today/answer", answer(waiting, "start")) == "/session"
    assert reader.goes("/today/answer", answer(waiting, "start")) == "/session"
    assert answers(line) == [(Answer.START, Via.PAGE)]


def test_a_page_from_before_a_round_does_not_answer_the_next(
    reader: Reader, line: CommandLine, waiting: Prompt
) -> None:
    reader.goes("/today/answer", answer(waiting, "later"))
    line.at(10, 12)
    note(line, PromptClaimed(waiting, 2))

    reader.refused("/today/answer", answer(waiting, "skip", round_=1))
    assert [given for given, _ in answers(line)] == [Answer.LATER]
    reader.goes("/today/answer", answer(waiting, "skip", round_=2))


def test_an_answer_after_its_time_is_told_so(
    reader: Reader, line: CommandLine, waiting: Prompt
) -> None:
    line.at(11)

    assert reader.refused("/today/answer", answer(waiting, "start")) == GONE
    assert answers(line) == []


def test_a_prompt_that_never_was_is_not_answered(reader: Reader, line: CommandLine) -> None:
    line.screen()

    assert reader.refused("/today/answer", answer(a_prompt(PromptKind.ROUTINE), "skip")) == GONE
    assert facts(line)[1:] == []


@pytest.mark.parametrize("fields", [{}, {"answer": "dance", "prompt": "x", "round": "1"}])
def test_what_no_page_offers_is_refused(reader: Reader, fields: dict[str, str]) -> None:
    assert reader.post("/today/answer", fields).status_code == 400


# Questions


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("pause", "You paused selfcare until Monday, 30 November 2026, 10:00."),
        ("fewer", "There will be fewer prompts for the next four weeks."),
        ("go_on", "It goes on as it is."),
    ],
)
def test_what_suits_after_silence_is_one_tap(
    reader: Reader, line: CommandLine, given: str, said: str
) -> None:
    line.screen()
    asked = show(line, a_prompt(PromptKind.QUESTION, asks=Asks.SILENCE))
    page = reader.text("/today")

    assert "The last prompts had no answer, and that is fine." in main_of(page)
    leads = reader.goes("/today/answer", answer(asked, given))
    assert answers(line) == [(Answer(given), Via.PAGE)]
    assert said in main_of(reader.text(leads))
    assert of_kind(line, Paused) == ([Paused(at(10) + 7 * DAY)] if given == "pause" else [])


def missed(line: CommandLine) -> dict[str, str]:
    """Ask whether a start was missed, and return the fields of its form."""
    line.screen()
    prompt = a_prompt(PromptKind.QUESTION, asks=Asks.START_MISSED, id_="cycle/x/start-missed")
    show(line, prompt)
    return {"prompt": prompt.id, "round": "1"}


def test_a_missed_start_is_added_with_its_day(reader: Reader, line: CommandLine) -> None:
    form = missed(line)

    assert "No start noted yet. Add one, wait, or pause" in main_of(reader.text("/today"))
    reader.goes("/today/missed", {**form, "choice": "add", "day": "2026-11-21"})
    assert of_kind(line, PeriodStarted) == [PeriodStarted(MONDAY - 2 * DAY)]
    assert answers(line) == [(Answer.DONE, Via.PAGE)]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("", "Please choose a date."),
        ("yesterday", "Please choose a date."),
        (
            "2026-11-24",
            "Tuesday, 24 November 2026 is still to come. Please note it once it is here.",
        ),
    ],
)
def test_a_day_that_cannot_be_leaves_the_question_open(
    reader: Reader, line: CommandLine, day: str, said: str
) -> None:
    form = missed(line)

    assert reader.refused("/today/missed", {**form, "choice": "add", "day": day}) == said
    assert answers(line) == []
    assert of_kind(line, PeriodStarted) == []


def test_to_wait_ends_the_question_and_notes_nothing_else(
    reader: Reader, line: CommandLine
) -> None:
    form = missed(line)

    reader.goes("/today/missed", {**form, "choice": "wait"})
    assert answers(line) == [(Answer.DONE, Via.PAGE)]
    assert of_kind(line, PeriodStarted, CyclePaused) == []
    assert reader.refused("/today/missed", {**form, "choice": "pause"}) == ELSEWHERE


def test_to_pause_these_questions_pauses_them(reader: Reader, line: CommandLine) -> None:
    form = missed(line)

    reader.goes("/today/missed", {**form, "choice": "pause"})
    assert of_kind(line, CyclePaused) == [CyclePaused(MONDAY)]


# Pauses


def test_a_pause_of_an_hour_says_until_when_and_can_be_taken_back(
    reader: Reader, line: CommandLine
) -> None:
    line.screen()
    leads = reader.goes("/today/pause", {"length": "hour"})

    assert of_kind(line, Paused) == [Paused(at(11))]
    page = reader.text(leads)
    assert "You paused selfcare until Monday, 23 November 2026, 11:00. Take it back" in main_of(
        page
    )
    assert "selfcare is paused until 11:00." in main_of(page)
    reader.goes("/today/back", {"number": leads.rpartition("=")[2], "back": "/today"})
    assert of_kind(line, Resumed) == [Resumed()]
    assert "paused until" not in main_of(reader.text("/today"))


def test_not_today_lasts_until_the_next_workday(reader: Reader, line: CommandLine) -> None:
    line.screen()
    reader.goes("/today/pause", {"length": "today"})

    assert of_kind(line, NotToday) == [NotToday(MONDAY)]
    assert "You said “not today”." in main_of(reader.text("/today"))


def test_a_pause_lasts_to_the_morning_of_a_day(reader: Reader, line: CommandLine) -> None:
    line.screen()
    assert 'min="2026-11-24" value="2026-11-24"' in reader.text("/today")
    reader.goes("/today/pause", {"length": "day", "day": "2026-11-26"})

    assert of_kind(line, Paused) == [Paused(at(0, day=MONDAY + 3 * DAY))]


def test_a_pause_without_an_end_ends_when_the_user_goes_on(
    reader: Reader, line: CommandLine
) -> None:
    line.screen()
    reader.goes("/today/pause", {"length": "open"})

    assert of_kind(line, Paused) == [Paused(None)]
    assert "selfcare is paused until you end it." in main_of(reader.text("/today"))
    reader.goes("/today/resume")
    assert "selfcare is paused" not in reader.text("/today")


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("", "Please choose a date."),
        ("2026-11-23", "That time has gone by (10 hours ago, at 00:00)."),
        ("2029-01-01", "A pause with an end lasts a year at most."),
    ],
)
def test_a_pause_that_cannot_be_is_told_and_nothing_changes(
    reader: Reader, line: CommandLine, day: str, said: str
) -> None:
    line.screen()

    assert reader.refused("/today/pause", {"length": "day", "day": day}) == said
    assert of_kind(line, Paused) == []


def test_nothing_is_answered_by_looking(reader: Reader, line: CommandLine, waiting: Prompt) -> None:
    before = facts(line)
    line.at(10, 0)
    reader.text("/today")
    reader.text("/quiet")
    reader.text("/quiet/now")
    reader.text("/times")
    reader.text("/days")
    reader.text("/days/erase")

    assert facts(line) == before
    assert waiting.expires > line.clock.at + timedelta(minutes=1)
