"""Answers: the first one counts, none is lost, and "later" keeps its word."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from selfcare.app.answering import (
    TIME_TO_ANSWER,
    Answered,
    AnswerOutcome,
    answer_prompt,
    waiting_prompt,
)
from selfcare.domain.facts import (
    NotToday,
    Paused,
    PromptAnswered,
    PromptClaimed,
    PromptNotShown,
    PromptShown,
)
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, Prompt, PromptKind, Via
from selfcare.planning.history import PromptState
from tests.cli.command_line import BREAKS_ONLY, MONDAY, CommandLine, at


@pytest.fixture
def line() -> CommandLine:
    """Return a desk at 10:30 with the first prompt on the screen; it lasts until 11:30."""
    line = CommandLine().at(10, 30)
    line.configure(BREAKS_ONLY)
    line.screen()
    line.show_next()
    return line


def waiting(line: CommandLine) -> PromptState:
    with line.context() as context:
        found = waiting_prompt(context)
    assert found is not None
    return found


def answer(
    line: CommandLine,
    what: Answer,
    *,
    put_off_by: int | None = None,
    state: PromptState | None = None,
) -> Answered:
    by = None if put_off_by is None else timedelta(minutes=put_off_by)
    with line.context() as context:
        asked = state or waiting_prompt(context)
        assert asked is not None
        return answer_prompt(context, asked, what, Via.COMMAND, by)


def come_back(line: CommandLine) -> None:
    """Show the prompt again that was put off, as the engine would."""
    state = waiting(line)
    with line.context() as context:
        claimed = PromptClaimed(state.prompt, state.round + 1)
        assert context.diary.claim(claimed, at=context.now(), day=context.today())
        context.note(PromptShown(state.prompt.id, state.round + 1, "desktop"))


def answers(line: CommandLine) -> list[PromptAnswered]:
    with line.context() as context:
        return [
            entry.fact
            for entry in context.diary.entries()
            if isinstance(entry.fact, PromptAnswered)
        ]


def show(line: CommandLine, kind: PromptKind, expires: datetime) -> None:
    prompt = Prompt(
        id="x", kind=kind, day=MONDAY, due=at(10), expires=expires, reason=message("A reason.")
    )
    with line.context() as context:
        context.note(PromptClaimed(prompt, 1))


# Which prompt waits


def test_nothing_waits_in_an_empty_diary() -> None:
    with CommandLine().context() as context:
        assert waiting_prompt(context) is None


def test_a_prompt_waits_until_it_expires(line: CommandLine) -> None:
    expires = waiting(line).expires
    assert expires == at(11, 30)

    with line.at(11, 29).context() as context:
        assert waiting_prompt(context) is not None
    with line.at(11, 30).context() as context:
        assert waiting_prompt(context) is None


def test_a_prompt_that_could_not_be_shown_waits_all_the_same() -> None:
    line = CommandLine().at(10)
    show(line, PromptKind.ROUTINE, at(11))
    with line.context() as context:
        context.note(PromptNotShown("x", 1, "no bus"))

    assert waiting(line).failures == 1


def test_an_answered_prompt_waits_no_more_and_one_put_off_does(line: CommandLine) -> None:
    answer(line, Answer.LATER)
    assert waiting(line).put_off_until == at(10, 40)

    answer(line, Answer.SKIP)
    with line.context() as context:
        assert waiting_prompt(context) is None


def test_a_prompt_can_be_answered_during_a_pause(line: CommandLine) -> None:
    with line.context() as context:
        context.note(Paused(None))

    assert answer(line, Answer.SKIP).outcome is AnswerOutcome.NOTED


def test_after_not_today_nothing_waits(line: CommandLine) -> None:
    with line.context() as context:
        context.note(NotToday(MONDAY))
        assert waiting_prompt(context) is None


# Answers


@pytest.mark.parametrize("what", [one for one in Answer if one is not Answer.LATER])
def test_any_answer_but_later_is_noted_as_it_is(line: CommandLine, what: Answer) -> None:
    prompt = waiting(line).prompt

    assert answer(line, what) == Answered(AnswerOutcome.NOTED)
    assert answers(line) == [PromptAnswered(prompt.id, 1, what, Via.COMMAND)]


def test_of_two_answers_at_once_the_first_counts_and_both_know(line: CommandLine) -> None:
    seen_by_both = waiting(line)

    assert answer(line, Answer.SKIP, state=seen_by_both).outcome is AnswerOutcome.NOTED
    second = answer(line, Answer.LATER, state=seen_by_both)
    assert second == Answered(AnswerOutcome.ALREADY_ANSWERED)
    assert [one.answer for one in answers(line)] == [Answer.SKIP]


def test_an_answer_to_a_round_that_is_over_does_not_touch_the_next(line: CommandLine) -> None:
    first_round = waiting(line)
    answer(line, Answer.LATER)
    line.at(10, 40)
    come_back(line)

    stale = answer(line, Answer.SKIP, state=first_round)
    assert stale.outcome is AnswerOutcome.ALREADY_ANSWERED
    assert waiting(line).round == 2


# Later


def test_later_takes_the_minutes_of_the_settings(line: CommandLine) -> None:
    line.configure("[prompts]\nsnooze_minutes = 25\n")

    assert answer(line, Answer.LATER) == Answered(AnswerOutcome.NOTED, at(10, 55))


def test_later_takes_the_minutes_that_are_named(line: CommandLine) -> None:
    assert answer(line, Answer.LATER, put_off_by=45).until == at(11, 15)


def test_a_prompt_back_before_its_end_keeps_its_end(line: CommandLine) -> None:
    answer(line, Answer.LATER)

    assert waiting(line).expires == at(11, 30)


def test_a_prompt_back_near_its_end_gets_time_to_be_answered(line: CommandLine) -> None:
    line.at(11, 25)
    answer(line, Answer.LATER)

    assert waiting(line).expires == at(11, 35) + TIME_TO_ANSWER


def test_the_end_of_the_work_hours_bounds_a_prompt_put_off(line: CommandLine) -> None:
    answer(line, Answer.LATER, put_off_by=415)

    assert waiting(line).put_off_until == at(17, 25)
    assert waiting(line).expires == at(17, 30)


def test_quiet_hours_bound_it_as_well() -> None:
    line = CommandLine().at(10, 30)
    line.configure(f'{BREAKS_ONLY}[prompts]\nquiet_hours = ["11:00-13:00"]\n')
    line.show_next()

    assert answer(line, Answer.LATER, put_off_by=29).outcome is AnswerOutcome.NOTED
    assert answer(line, Answer.LATER, put_off_by=30).outcome is AnswerOutcome.LAPSES


def test_what_is_put_off_past_the_hours_is_noted_and_lapses_then(line: CommandLine) -> None:
    found = answer(line, Answer.LATER, put_off_by=480)

    assert found.outcome is AnswerOutcome.LAPSES
    assert [one.answer for one in answers(line)] == [Answer.LATER]
    with line.at(17, 30).context() as context:
        assert waiting_prompt(context) is None


def test_a_prompt_still_open_after_the_hours_were_edited_lapses_with_its_own_end(
    line: CommandLine,
) -> None:
    line.configure("[work]\nmon = []\n")

    assert answer(line, Answer.LATER).outcome is AnswerOutcome.NOTED
    assert answer(line, Answer.LATER, put_off_by=90).outcome is AnswerOutcome.LAPSES


def test_in_a_night_shift_the_hours_go_on_past_midnight() -> None:
    line = CommandLine().at(23, 30)
    line.configure(
        '[work]\nmon = ["22:00-06:00"]\n[[plan]]\nid = "a"\nroutine = "slow-breath"\n'
        'at = ["23:30"]\n'
    )
    line.show_next()

    assert answer(line, Answer.LATER, put_off_by=60).outcome is AnswerOutcome.NOTED
    assert waiting(line).prompt.day == MONDAY


def test_a_prompt_put_off_can_be_put_off_further_before_it_is_back(line: CommandLine) -> None:
    answer(line, Answer.LATER)
    line.at(10, 35)

    assert answer(line, Answer.LATER, put_off_by=30).until == at(11, 5)
    assert waiting(line).round == 2


def test_a_prompt_put_off_can_be_begun_before_it_is_back(line: CommandLine) -> None:
    answer(line, Answer.LATER)

    assert answer(line, Answer.START).outcome is AnswerOutcome.NOTED
    assert [(one.round, one.answer) for one in answers(line)] == [
        (1, Answer.LATER),
        (2, Answer.START),
    ]


def test_the_longer_end_of_a_prompt_put_off_outlasts_the_next_answer(line: CommandLine) -> None:
    line.at(11, 25)
    answer(line, Answer.LATER)
    answer(line, Answer.LATER, put_off_by=5)

    assert waiting(line).expires == at(11, 50)


def test_the_limit_counts_rounds_and_leaves_the_prompt_as_it_was(line: CommandLine) -> None:
    line.configure("[prompts]\nsnooze_limit = 1\n")
    assert answer(line, Answer.LATER).outcome is AnswerOutcome.NOTED
    line.at(10, 40)
    come_back(line)

    assert answer(line, Answer.LATER) == Answered(AnswerOutcome.PUT_OFF_TOO_OFTEN)
    assert waiting(line).answer is None
    assert answer(line, Answer.SKIP).outcome is AnswerOutcome.NOTED


def test_a_limit_of_none_refuses_the_first_time(line: CommandLine) -> None:
    line.configure("[prompts]\nsnooze_limit = 0\n")

    assert answer(line, Answer.LATER).outcome is AnswerOutcome.PUT_OFF_TOO_OFTEN
    assert answers(line) == []


def test_a_refusal_leaves_a_prompt_put_off_where_it_was(line: CommandLine) -> None:
    line.configure("[prompts]\nsnooze_limit = 1\n")
    answer(line, Answer.LATER)

    assert answer(line, Answer.LATER).outcome is AnswerOutcome.PUT_OFF_TOO_OFTEN
    assert waiting(line).put_off_until == at(10, 40)


def test_a_welcome_put_off_keeps_its_own_end() -> None:
    line = CommandLine().at(10)
    show(line, PromptKind.WELCOME, at(10, 20))

    assert answer(line, Answer.LATER).outcome is AnswerOutcome.NOTED
    assert waiting(line).expires == at(10, 20)


# Prompts that ask something


def check_in(line: CommandLine, expires: datetime) -> None:
    show(line, PromptKind.CHECKIN, expires)


def test_the_answer_of_one_that_was_opened_is_noted_in_a_round_of_its_own() -> None:
    line = CommandLine().at(10)
    check_in(line, at(11))
    opening = waiting(line)
    answer(line, Answer.START)
    with line.context() as context:
        opened = context.history().prompts["x"]
    assert opened.opened

    assert answer(line, Answer.DONE, state=opened).outcome is AnswerOutcome.NOTED
    assert answer(line, Answer.SKIP, state=opened).outcome is AnswerOutcome.ALREADY_ANSWERED
    assert answer(line, Answer.SKIP, state=opening).outcome is AnswerOutcome.ALREADY_ANSWERED
    with line.context() as context:
        state = context.history().prompts["x"]
    assert (state.answer, state.round) == (
        PromptAnswered("x", 2, Answer.DONE, Via.COMMAND),
        2,
    )
    assert not state.opened


def test_a_routine_that_was_begun_gets_no_second_answer(line: CommandLine) -> None:
    answer(line, Answer.START)
    with line.context() as context:
        (begun,) = context.history().prompts.values()

    assert answer(line, Answer.DONE, state=begun).outcome is AnswerOutcome.ALREADY_ANSWERED


def test_a_week_off_is_noted_with_the_pause_or_not_at_all() -> None:
    line = CommandLine().at(10)
    show(line, PromptKind.QUESTION, at(11))
    asked = waiting(line)
    answer(line, Answer.PAUSE)
    with line.context() as context:
        facts = [entry.fact for entry in context.diary.entries()]
    assert facts[-2:] == [
        PromptAnswered("x", 1, Answer.PAUSE, Via.COMMAND),
        Paused(at(10, day=MONDAY + timedelta(days=7))),
    ]

    assert answer(line, Answer.PAUSE, state=asked).outcome is AnswerOutcome.ALREADY_ANSWERED
    with line.context() as context:
        assert len([*context.diary.entries()]) == len(facts)


def test_a_check_in_put_off_may_come_back_until_work_ends() -> None:
    line = CommandLine().at(16, 30)
    check_in(line, at(16, 40))

    assert answer(line, Answer.LATER, put_off_by=45) == Answered(AnswerOutcome.NOTED, at(17, 15))
    assert waiting(line).expires == at(17, 30)


def test_but_nobody_is_asked_anything_after_eight() -> None:
    line = CommandLine().at(19, 30)
    line.configure('[work]\nmon = ["14:00-22:00"]\n')
    check_in(line, at(19, 45))

    assert answer(line, Answer.LATER, put_off_by=20).outcome is AnswerOutcome.NOTED
    assert waiting(line).expires == at(20)
    assert answer(line, Answer.LATER, put_off_by=30).outcome is AnswerOutcome.LAPSES


def test_a_check_in_outside_of_work_keeps_its_own_end() -> None:
    line = CommandLine().at(9)
    line.configure("[work]\nmon = []\n")
    show(line, PromptKind.CHECKIN, at(12))

    assert answer(line, Answer.LATER).outcome is AnswerOutcome.NOTED
    assert waiting(line).expires == at(12)
