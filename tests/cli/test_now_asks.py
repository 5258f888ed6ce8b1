"""`now`, `later`, `skip` and `done` for prompts that ask or tell something."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from selfcare.app import prompt_report
from selfcare.app.offered import asked_now
from selfcare.app.prompt_order import PromptOrder
from selfcare.domain.checkin import CheckIn, Headache, Sign
from selfcare.domain.facts import CyclePaused, Paused, PeriodStarted, PromptAnswered
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, Asks, Prompt, PromptKind, Via
from selfcare.domain.week import DAY
from tests.cli.check_ins import TUESDAY, Desk, Typed, a_prompt, desk, opened, show
from tests.cli.command_line import MONDAY, at

__all__ = ["desk"]

WEEK = timedelta(days=7)
INFORMING = (PromptKind.HEADS_UP, PromptKind.SUMMARY)


def note(kind: PromptKind) -> Prompt:
    return a_prompt(kind, detail=message("Four weeks: {n} days.", n=3))


def silence() -> Prompt:
    return a_prompt(PromptKind.QUESTION, id_="silence/2026-11-17", asks=Asks.SILENCE)


def start_missed() -> Prompt:
    return a_prompt(
        PromptKind.QUESTION, id_="cycle/2026-10-01/start-missed", asks=Asks.START_MISSED
    )


def nothing_is_asked(desk: Desk) -> bool:
    """Return whether `now` would lead to a routine."""
    with desk.line.context() as context:
        return asked_now(context) is None


def order(prompt: Prompt) -> PromptOrder:
    return PromptOrder(prompt=prompt.id, round=1, title="…", body="…", seconds_until_expiry=60)


def reporting(desk: Desk, prompt: Prompt) -> prompt_report.DiaryReporter:
    """Return what reports on the notification of `prompt`, which stands."""
    with desk.line.context() as context:
        reporter = prompt_report.DiaryReporter(order(prompt), context.clock)
    assert reporter.begin() is prompt_report.Beginning.SHOW
    return reporter


# Check-ins


def test_now_asks_what_the_open_check_in_asks_and_ends_it(desk: Desk) -> None:
    show(desk, a_prompt(asks=Asks.DIARY))
    text = desk.text("now", answers=("n", "3"))

    assert text.startswith("It has its reason. At most 8 short questions.")
    assert desk.check_in == CheckIn(day=TUESDAY, headache=Headache.NO, stress=3)
    assert desk.answered == [Answer.DONE]


@pytest.mark.parametrize(
    ("asks", "answers", "expected"),
    [
        (Asks.SHORT_DIARY, ("y", "5", "8"), {"headache": Headache.YES, "worst": 5, "stress": 8}),
        (
            Asks.LET_DOWN,
            ("3", "4", "y"),
            {"headache": Headache.RUNNING, "now": 3, "stiffness": 4, "signs": (Sign.TIRED,)},
        ),
        (Asks.LET_DOWN, ("0", "", "n"), {"now": 0}),
        (Asks.WEEKEND, ("", "2", ""), {"stiffness": 2}),
        (
            Asks.MID_CYCLE,
            ("1 4", "r", "3"),
            {
                "signs": (Sign.STIFF_NECK, Sign.YAWNING),
                "headache": Headache.RUNNING,
                "worst": 3,
                "now": 3,
            },
        ),
        (Asks.MID_CYCLE, ("0", "n"), {"headache": Headache.NO}),
    ],
)
def test_each_kind_of_check_in_has_its_form(
    desk: Desk, asks: Asks, answers: tuple[Typed, ...], expected: dict[str, object]
) -> None:
    show(desk, a_prompt(asks=asks))
    desk.text("now", answers=answers)

    assert desk.check_in == CheckIn(day=TUESDAY, **expected)  # type: ignore[arg-type] # real fields
    assert desk.answered == [Answer.DONE]


def test_the_button_leads_there_as_well_and_the_answer_follows_it(desk: Desk) -> None:
    opened(desk, a_prompt(asks=Asks.LET_DOWN))
    desk.text("now", answers=("2", "2", "n"))

    assert desk.answered == [Answer.START, Answer.DONE]
    with desk.line.context() as context:
        (state,) = context.history().prompts.values()
    assert state.answer is not None
    assert state.answer.answer is Answer.DONE


def test_a_check_in_opened_and_left_waits_half_an_hour(desk: Desk) -> None:
    opened(desk, a_prompt(asks=Asks.LET_DOWN))
    desk.text("now", answers=("q",))
    assert desk.answered == [Answer.START]

    desk.at(17, 9)
    assert "How strong is a headache" in desk.text("now", answers=("q",))
    desk.at(17, 10)
    assert nothing_is_asked(desk)


def test_a_check_in_that_was_done_is_not_asked_again(desk: Desk) -> None:
    opened(desk, a_prompt(asks=Asks.LET_DOWN))
    desk.text("now", answers=("2", "2", "n"))

    assert nothing_is_asked(desk)


def test_opened_before_midnight_it_is_still_about_that_day(desk: Desk) -> None:
    desk.at(23, 50)
    opened(desk, a_prompt(asks=Asks.DIARY))
    desk.at(0, 5, TUESDAY + DAY)
    text = desk.text("now", answers=("n", "3"))

    assert "Was there a headache on Tuesday, 2026-11-24?" in text
    assert desk.check_in.day == TUESDAY
    assert desk.answered == [Answer.START, Answer.DONE]


def test_a_check_in_that_comes_back_later_is_answered_before_it_is_back(desk: Desk) -> None:
    show(desk, a_prompt(asks=Asks.DIARY))
    desk.line.ok("later")
    desk.text("now", answers=("n", "3"))

    assert desk.answered == [Answer.LATER, Answer.DONE]


# Notes to read


@pytest.mark.parametrize("kind", INFORMING)
@pytest.mark.parametrize("put_up", [show, opened])
def test_a_note_is_shown_in_plain_words_and_is_done_with(
    desk: Desk, kind: PromptKind, put_up: object
) -> None:
    assert callable(put_up)
    put_up(desk, note(kind))

    assert desk.text("now") == "Four weeks: 3 days."
    assert desk.answered[-1] is Answer.DONE
    assert nothing_is_asked(desk)


def test_a_note_without_words_of_its_own_tells_its_reason(desk: Desk) -> None:
    show(desk, a_prompt(PromptKind.HEADS_UP))
    assert desk.text("now") == "It has its reason."


# The question after many silent days


@pytest.mark.parametrize("put_up", [show, opened])
@pytest.mark.parametrize(
    ("typed", "answer", "said"),
    [
        ("w", Answer.PAUSE, "Paused until Tuesday, 2026-12-01 at 16:40."),
        ("f", Answer.FEWER, "fewer prompts for the next four weeks"),
        ("g", Answer.GO_ON, "It goes on as it is."),
    ],
)
def test_what_suits_is_asked_and_kept(
    desk: Desk, put_up: object, typed: str, answer: Answer, said: str
) -> None:
    assert callable(put_up)
    put_up(desk, silence())
    text = desk.text("now", answers=("x", typed))

    assert "that is fine" in text
    assert said in text
    assert desk.answered[-1] is answer
    with desk.line.context() as context:
        (state,) = context.history().prompts.values()
        paused = context.history().paused_until
    assert state.answer is not None
    assert state.answer.answer is answer
    assert paused == (at(16, 40, TUESDAY + WEEK) if answer is Answer.PAUSE else None)


@pytest.mark.parametrize("leave", ["", "q", "b"])
@pytest.mark.parametrize("question", [silence, start_missed])
def test_leaving_a_question_keeps_it_open(desk: Desk, leave: str, question: object) -> None:
    assert callable(question)
    show(desk, question())
    text = desk.text("now", answers=(leave,))

    assert "To come back to it: selfcare now" in text
    assert desk.answered == []


def test_where_nobody_can_answer_a_question_stays_open_and_says_so(desk: Desk) -> None:
    show(desk, silence())

    assert desk("now").exit_code == 1
    assert desk.answered == []


# The question about a start that was missed


@pytest.mark.parametrize("put_up", [show, opened])
@pytest.mark.parametrize(
    ("typed", "on"),
    [("today", TUESDAY), ("Yesterday", MONDAY), ("2026-11-10", date(2026, 11, 10))],
)
def test_a_start_can_be_added(desk: Desk, put_up: object, typed: str, on: date) -> None:
    assert callable(put_up)
    put_up(desk, start_missed())
    text = desk.text("now", answers=("a", "soon", "2026-11-25", typed))

    assert "No start noted yet. Add one, wait, or pause these questions?" in text
    assert "Wednesday, 2026-11-25 is still to come." in text
    assert desk.of_cycle == [PeriodStarted(on)]
    assert desk.answered[-1] is Answer.DONE


def test_one_can_wait(desk: Desk) -> None:
    show(desk, start_missed())
    text = desk.text("now", answers=("w",))

    assert "Nothing more is asked until a start is noted." in text
    assert (desk.of_cycle, desk.answered) == ([], [Answer.DONE])


def test_or_pause_these_questions(desk: Desk) -> None:
    show(desk, start_missed())
    desk.text("now", answers=("p",))

    assert CyclePaused(TUESDAY) in desk.facts
    assert desk.answered == [Answer.DONE]


def test_leaving_at_the_date_notes_nothing(desk: Desk) -> None:
    show(desk, start_missed())
    desk.text("now", answers=("a", "q"))

    assert (desk.of_cycle, desk.answered) == ([], [])


# Later, skip, done


ALL = (
    a_prompt(asks=Asks.DIARY),
    note(PromptKind.HEADS_UP),
    note(PromptKind.SUMMARY),
    silence(),
    start_missed(),
)


@pytest.mark.parametrize("prompt", ALL, ids=lambda prompt: f"{prompt.kind}-{prompt.asks}")
@pytest.mark.parametrize(
    ("command", "answer"),
    [("later", Answer.LATER), ("skip", Answer.SKIP), ("done", Answer.DONE)],
)
def test_every_kind_can_be_put_off_let_go_and_marked_as_done(
    desk: Desk, prompt: Prompt, command: str, answer: Answer
) -> None:
    show(desk, prompt)
    desk.line.ok(command)

    assert desk.answered == [answer]


def test_put_off_it_comes_back(desk: Desk) -> None:
    show(desk, a_prompt(asks=Asks.DIARY))

    assert "It comes back in 10 minutes, at 16:50." in desk.line.ok("later")


def test_done_after_opening_it_counts_once(desk: Desk) -> None:
    opened(desk, a_prompt(asks=Asks.DIARY))
    desk.line.ok("done")

    assert desk.answered == [Answer.START, Answer.DONE]
    assert "Nothing is open" in desk.line.mistake("done")


@pytest.mark.parametrize("prompt", ALL, ids=lambda prompt: f"{prompt.kind}-{prompt.asks}")
def test_the_button_of_every_kind_opens_now(
    desk: Desk, prompt: Prompt, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening: list[Sequence[str]] = []

    def open_window(command: Sequence[str]) -> bool:
        opening.append(command)
        return True

    monkeypatch.setattr(prompt_report, "open_in_terminal", open_window)
    show(desk, prompt)
    reporter = reporting(desk, prompt)
    assert reporter.answered(Answer.START) is prompt_report.Saved.NOTED
    assert reporter.open_session(Answer.START)

    assert opening[0][-2:] == ["--window", "now"]
    assert not nothing_is_asked(desk)


def test_a_week_off_can_be_chosen_on_the_notification_itself(desk: Desk) -> None:
    prompt = show(desk, silence())
    reporter = reporting(desk, prompt)
    assert reporter.answered(Answer.PAUSE) is prompt_report.Saved.NOTED
    assert reporter.answered(Answer.GO_ON) is prompt_report.Saved.ELSEWHERE

    assert desk.facts[-2:] == [
        PromptAnswered(prompt.id, 1, Answer.PAUSE, Via.NOTIFICATION),
        Paused(at(16, 40, TUESDAY + WEEK)),
    ]


def test_a_routine_shown_since_then_takes_over(desk: Desk) -> None:
    opened(desk, a_prompt(asks=Asks.DIARY))
    assert not nothing_is_asked(desk)
    show(desk, a_prompt(PromptKind.ROUTINE, id_="2026-11-24/breaks/3"))

    assert nothing_is_asked(desk)


@pytest.mark.parametrize("kind", [PromptKind.ROUTINE, PromptKind.WELCOME, PromptKind.NOTICE])
def test_routines_and_news_are_not_asked_about_here(desk: Desk, kind: PromptKind) -> None:
    show(desk, a_prompt(kind))

    assert nothing_is_asked(desk)
