from __future__ import annotations

from datetime import timedelta

import pytest

from selfcare.app.account import account
from selfcare.app.answering import answer_prompt, waiting_prompt
from selfcare.app.present import look, next_prompt
from selfcare.app.say import say
from selfcare.app.what_became import Became, fate_of_claimed
from selfcare.domain.facts import (
    DaemonStopped,
    Fact,
    NotToday,
    Paused,
    PromptClaimed,
    PromptNotShown,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    StopAsked,
    StopReason,
)
from selfcare.domain.prompt import Answer, Prompt, Via
from tests.cli.command_line import BERLIN, MONDAY, CommandLine, at

STARTED = SessionStarted(session="s1", routine="slow-breath", title="Slow breathing", steps=())


@pytest.fixture
def line() -> CommandLine:
    return CommandLine().at(10, 30)


def fate(line: CommandLine, prompt: Prompt) -> tuple[Became, str]:
    with line.context() as context:
        present = look(context)
        found = fate_of_claimed(present.history.prompts[prompt.id], present)
    return found.became, say(found.about)


def answer(line: CommandLine, what: Answer) -> None:
    with line.context() as context:
        state = waiting_prompt(context)
        assert state is not None
        answer_prompt(context, state, what, Via.NOTIFICATION)


@pytest.mark.parametrize(
    ("what", "became", "about"),
    [
        (Answer.START, Became.STARTED, "You began it at 10:30."),
        (Answer.DONE, Became.DONE, "You did it, noted at 10:30."),
        (Answer.SKIP, Became.SKIPPED, "You let it go at 10:30."),
        (Answer.CLOSED, Became.CLOSED, "You closed it at 10:30."),
        (Answer.SCREEN, Became.CLOSED, "You went on to the questions at 10:30."),
        (Answer.LATER, Became.PUT_OFF, "You put it off until 10:40."),
    ],
)
def test_an_answer_says_what_became_of_a_prompt(
    line: CommandLine, what: Answer, became: Became, about: str
) -> None:
    prompt = line.show_next()
    answer(line, what)

    assert fate(line, prompt) == (became, about)
    with line.context() as context:
        happenings = [*account(context.diary.entries(), BERLIN)]
    assert say(happenings[-1].text).startswith("The prompt “breaks”: ")


@pytest.mark.parametrize(
    ("end", "became", "about"),
    [
        (None, Became.STARTED, "Begun, and not over yet. To go on: selfcare now"),
        (SessionEnded("s1", SessionEnd.DONE), Became.DONE, "Done at 10:30."),
        (
            SessionEnded("s1", SessionEnd.STOPPED, stopped=StopReason.NO_TIME),
            Became.STOPPED,
            "Begun, and stopped at 10:30.",
        ),
    ],
)
def test_a_session_says_more_than_the_answer(
    line: CommandLine, end: SessionEnded | None, became: Became, about: str
) -> None:
    prompt = line.show_next()
    answer(line, Answer.START)
    with line.context() as context:
        context.note(
            SessionStarted(
                session="s1", routine="slow-breath", title="…", steps=(), prompt=prompt.id
            )
        )
        if end is not None:
            context.note(end)

    assert fate(line, prompt) == (became, about)


def test_a_prompt_that_nothing_could_show_waits_and_then_is_told_as_not_shown(
    line: CommandLine,
) -> None:
    with line.context() as context:
        (plan,) = look(context).plans(MONDAY, 1)
        prompt = plan.prompts[0]
        context.diary.claim(PromptClaimed(prompt, 1), at=context.now(), day=MONDAY)
        context.note(PromptNotShown(prompt.id, 1, "no bus"))

    assert fate(line, prompt) == (
        Became.NOT_SHOWN,
        "It could not be shown yet. To begin anyway: selfcare now",
    )
    assert fate(line.at(12), prompt) == (
        Became.NOT_SHOWN,
        "It could not be shown on this computer.",
    )


def test_a_prompt_put_off_is_open_again_when_it_is_back(line: CommandLine) -> None:
    prompt = line.show_next()
    answer(line, Answer.LATER)

    assert fate(line.at(10, 45), prompt)[0] is Became.OPEN


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (DaemonStopped(), "selfcare ended."),
        (StopAsked(), "You asked selfcare to end."),
        (Paused(None), "You paused selfcare until further notice."),
        (Paused(at(12)), "You paused selfcare until Monday, 2026-11-23, 12:00."),
        (NotToday(MONDAY), "You said “not today” for Monday, 2026-11-23."),
        (STARTED, "You began “Slow breathing”."),
    ],
)
def test_a_fact_in_the_history(line: CommandLine, fact: Fact, said: str) -> None:
    with line.context() as context:
        context.note(fact)
        (happening,) = account(context.diary.entries(), BERLIN)

    assert say(happening.text) == said


def test_a_session_that_was_stopped_is_told_without_its_reason(line: CommandLine) -> None:
    with line.context() as context:
        context.note(STARTED)
        context.note(SessionEnded("s1", SessionEnd.STOPPED, stopped=StopReason.NAUSEA))
        happenings = [say(one.text) for one in account(context.diary.entries(), BERLIN)]

    assert happenings[-1] == "You stopped “Slow breathing”."


def test_the_next_prompt_waits_for_the_end_of_quiet_hours(line: CommandLine) -> None:
    line.configure('[prompts]\nquiet_hours = ["11:00-11:10"]\nexpiry_minutes = 120\n')
    line.ok("pause", "--until", "11:05")

    with line.context() as context:
        coming = next_prompt(look(context))

    assert coming is None or coming.at >= at(11, 10)
    assert coming is not None


def test_of_several_that_wait_the_newest_is_next(line: CommandLine) -> None:
    line.configure(
        "[prompts]\nspacing_minutes = 0\nexpiry_minutes = 300\ndaily_cap = 12\n"
        'first_week_cap = 12\n[[plan]]\nid = "a"\nroutine = "slow-breath"\nat = ["10:00"]\n'
        '[[plan]]\nid = "b"\nroutine = "slow-breath"\nat = ["10:20"]\n'
    )

    with line.context() as context:
        coming = next_prompt(look(context))

    assert coming is not None
    assert (coming.prompt.entry, coming.at) == ("b", at(10, 30))
    assert coming.at - coming.prompt.due == timedelta(minutes=10)
