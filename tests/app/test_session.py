from __future__ import annotations

from datetime import timedelta

import pytest

from selfcare.app.answering import answer_prompt
from selfcare.app.context import Context
from selfcare.app.course import TurnOver, course_of
from selfcare.app.say import say
from selfcare.app.session import (
    Begin,
    GoOn,
    Session,
    begin,
    end_done,
    end_stopped,
    finish_turn,
    mark_done,
    what_to_do_now,
)
from selfcare.config.paths import folders
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import (
    GateOpened,
    PromptAnswered,
    PromptClaimed,
    Screened,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    StopReason,
    TurnFinished,
)
from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, Prompt, PromptKind, Via
from selfcare.domain.routine import Side
from selfcare.domain.screening import AgeBand, Screening, Tag
from tests.cli.command_line import MONDAY
from tests.fakes import ToldClock

GENTLE = "four-muscles-gentle"
PRESSING = "trap-upper-squeeze"
MINUTE = timedelta(minutes=1)


def facts(context: Context) -> list[object]:
    return [entry.fact for entry in context.diary.entries()]


def screened(context: Context, *tags: Tag) -> None:
    context.note(Screened(Screening(frozenset(tags), AgeBand.FROM_18_TO_49)))


def offered_prompt(
    context: Context,
    routine: str | None = GENTLE,
    kind: PromptKind = PromptKind.ROUTINE,
    name: str = "2026-11-23/breaks/1",
) -> Prompt:
    """Claim a prompt that is open for an hour."""
    prompt = Prompt(
        id=name,
        kind=kind,
        day=MONDAY,
        due=context.now(),
        expires=context.now() + 60 * MINUTE,
        reason=message("Your plan “breaks” has it at 10:30."),
        entry="breaks",
        routine=routine,
    )
    claimed = context.diary.claim(PromptClaimed(prompt, 1), at=context.now(), day=context.today())
    assert claimed
    return prompt


def answered(context: Context, prompt: Prompt, answer: Answer) -> None:
    state = context.history().prompts[prompt.id]
    answer_prompt(context, state, answer, Via.NOTIFICATION)


def to_begin(context: Context, routine: str | None = None) -> Begin:
    found = what_to_do_now(context, routine)
    assert isinstance(found, Begin)
    return found


def begun(context: Context, routine: str | None = None) -> Session:
    found = to_begin(context, routine)
    return begin(context, found.offered.routine, found.prompt)


def do_turns(context: Context, session: Session, count: int | None = None) -> None:
    for turn in course_of(session.steps, session.done).turns[:count]:
        finish_turn(context, session, TurnOver(turn, turn.seconds))


def do_whole(context: Context, routine: str) -> Session:
    session = begun(context, routine)
    do_turns(context, session)
    end_done(context, session)
    return session


def test_with_nothing_open_the_first_entry_of_the_plan_gives_the_routine(context: Context) -> None:
    found = to_begin(context)
    assert found.offered.routine.id == GENTLE
    assert found.prompt is None
    assert facts(context) == []


def test_a_named_routine_is_begun_with_its_steps_as_they_are_offered(context: Context) -> None:
    screened(context, Tag.PREGNANCY)
    found = to_begin(context, PRESSING)
    session = begin(context, found.offered.routine, before=4)
    assert [step.pressure for step in session.steps] == [0, 3, 0]
    started = facts(context)[-1]
    assert isinstance(started, SessionStarted)
    assert started.steps == session.steps
    assert started.before == 4
    assert len(found.offered.changes) == 1


def test_what_was_made_lighter_when_it_was_offered_is_begun_just_so(
    context: Context, clock: ToldClock
) -> None:
    screened(context)
    stopped = begun(context, PRESSING)
    pressing = course_of(stopped.steps).turns[1]
    end_stopped(
        context, stopped, StopReason.SHARP_PAIN, broken_off=TurnOver(pressing, 3, skipped=True)
    )
    clock.pass_by(50 * 60 * MINUTE)
    shown = to_begin(context, PRESSING).offered.routine

    assert [step.pressure for step in shown.steps] == [0, 3, 0]
    assert begin(context, shown).steps == shown.steps


def test_an_unknown_routine_is_told_with_the_nearest_name(context: Context) -> None:
    with pytest.raises(UserMistake, match="There is no routine") as told:
        what_to_do_now(context, "Slow-Breth")
    assert ("near", "slow-breath") in told.value.what.values
    with pytest.raises(UserMistake) as told:
        what_to_do_now(context, "zzz")
    assert "Did you mean" not in told.value.what.text


def test_a_routine_whose_file_is_broken_leads_to_the_check(context: Context) -> None:
    own = folders().routines
    own.mkdir(parents=True)
    (own / "my-break.toml").write_text("id = [", encoding="utf-8")
    with pytest.raises(UserMistake, match="selfcare check"):
        what_to_do_now(context, "my-break")


def test_before_any_screening_a_routine_that_presses_is_refused_whatever_starts_it(
    context: Context,
) -> None:
    routine = context.in_force.library.routines[PRESSING]
    with pytest.raises(UserMistake) as told:
        what_to_do_now(context, PRESSING)
    reason = dict(told.value.what.values)["reason"]
    assert "selfcare screen" in str(reason)
    with pytest.raises(UserMistake):
        begin(context, routine)
    assert facts(context) == []


def test_pressing_by_hand_is_counted_until_the_day_has_had_enough(context: Context) -> None:
    screened(context)
    for _ in range(3):
        do_whole(context, "temporalis-pads")
    with pytest.raises(UserMistake) as told:
        what_to_do_now(context, "temporalis-pads")
    assert "enough pressing" in str(told.value.what.values)


def test_the_next_day_begins_with_nothing_pressed(context: Context, clock: ToldClock) -> None:
    screened(context)
    for _ in range(3):
        do_whole(context, "temporalis-pads")
    clock.pass_by(timedelta(days=1))
    assert to_begin(context, "temporalis-pads").offered.changes == ()


def test_the_open_prompt_is_taken_up_and_answered_only_when_the_session_begins(
    context: Context,
) -> None:
    prompt = offered_prompt(context, "slow-breath")
    found = to_begin(context)
    assert found.offered.routine.id == "slow-breath"
    assert found.reason == prompt.reason
    assert not any(isinstance(fact, PromptAnswered) for fact in facts(context))
    begin(context, found.offered.routine, found.prompt)
    answer, started = facts(context)[-2:]
    assert answer == PromptAnswered(prompt.id, 1, Answer.START, Via.COMMAND)
    assert isinstance(started, SessionStarted)
    assert started.prompt == prompt.id


def test_naming_the_routine_of_the_open_prompt_takes_the_prompt_up(context: Context) -> None:
    offered_prompt(context, "slow-breath")
    assert to_begin(context, "slow-breath").prompt is not None
    assert to_begin(context, GENTLE).prompt is None


def test_a_prompt_that_was_put_off_can_be_taken_up_before_it_is_back(context: Context) -> None:
    prompt = offered_prompt(context, "slow-breath")
    answered(context, prompt, Answer.LATER)
    session = begun(context)
    assert session.routine == "slow-breath"
    state = context.history().prompts[prompt.id]
    assert state.settled
    assert state.round == 2


def test_a_start_from_a_notification_leads_to_its_session_for_half_an_hour(
    context: Context, clock: ToldClock
) -> None:
    prompt = offered_prompt(context, "slow-breath")
    clock.pass_by(50 * MINUTE)
    answered(context, prompt, Answer.START)
    clock.pass_by(29 * MINUTE)
    found = to_begin(context)
    assert found.offered.routine.id == "slow-breath"
    assert found.prompt is not None
    clock.pass_by(MINUTE)
    assert to_begin(context).prompt is None


def test_a_started_prompt_that_has_its_session_is_not_taken_up_again(context: Context) -> None:
    prompt = offered_prompt(context, "slow-breath")
    answered(context, prompt, Answer.START)
    session = begun(context)
    do_turns(context, session)
    end_done(context, session)
    assert to_begin(context).prompt is None


def test_news_about_files_is_no_routine(context: Context) -> None:
    offered_prompt(context, None, PromptKind.NOTICE, "problems/1")
    assert to_begin(context).prompt is None


def test_the_welcome_leads_to_the_gentle_routine(context: Context) -> None:
    offered_prompt(context, None, PromptKind.WELCOME, "welcome")
    found = to_begin(context)
    assert found.prompt is not None
    assert found.offered.routine.id == GENTLE


def test_a_prompt_whose_routine_may_no_longer_run_gets_another_and_says_so(
    context: Context,
) -> None:
    screened(context)
    offered_prompt(context, PRESSING)
    screened(context, Tag.BLEEDING)
    found = to_begin(context)
    assert found.offered.routine.id == GENTLE
    assert found.prompt is not None
    assert "about bleeding" in say(found.reason)


def test_a_session_left_in_the_middle_goes_on_where_it_was(
    context: Context, clock: ToldClock
) -> None:
    session = begun(context, GENTLE)
    do_turns(context, session, 2)
    clock.pass_by(119 * MINUTE)
    for name in (None, GENTLE):
        found = what_to_do_now(context, name)
        assert isinstance(found, GoOn)
        assert found.session.id == session.id
        assert course_of(found.session.steps, found.session.done).number == 2
    assert to_begin(context, "slow-breath").offered.routine.id == "slow-breath"


def test_a_session_left_for_more_than_two_hours_is_over(context: Context, clock: ToldClock) -> None:
    begun(context, "slow-breath")
    clock.pass_by(121 * MINUTE)
    assert to_begin(context).offered.routine.id == GENTLE


def test_new_answers_to_the_health_questions_close_a_session_left_in_the_middle(
    context: Context,
) -> None:
    screened(context)
    begun(context, PRESSING)
    assert isinstance(what_to_do_now(context), GoOn)
    screened(context, Tag.VASCULAR)
    assert isinstance(what_to_do_now(context), Begin)


@pytest.mark.parametrize("end", list(SessionEnd))
def test_a_session_that_ended_is_not_taken_up_again(context: Context, end: SessionEnd) -> None:
    session = begun(context, "slow-breath")
    context.note(SessionEnded(session.id, end))
    assert isinstance(what_to_do_now(context), Begin)


def test_a_session_closed_before_its_last_word_counts_as_done(context: Context) -> None:
    session = begun(context, "slow-breath")
    do_turns(context, session)
    assert isinstance(what_to_do_now(context), Begin)
    assert facts(context)[-1] == SessionEnded(session.id, SessionEnd.DONE)


def test_a_prompt_started_since_comes_before_a_session_left_earlier(
    context: Context, clock: ToldClock
) -> None:
    begun(context, GENTLE)
    clock.pass_by(40 * MINUTE)
    prompt = offered_prompt(context, "slow-breath")
    assert isinstance(what_to_do_now(context), GoOn)
    clock.pass_by(MINUTE)
    answered(context, prompt, Answer.START)
    assert to_begin(context).offered.routine.id == "slow-breath"


def test_a_stop_is_stored_with_its_reason_its_step_and_what_was_done_of_it(
    context: Context,
) -> None:
    session = begun(context, GENTLE)
    do_turns(context, session, 1)
    turn = course_of(session.steps).turns[1]
    broken_off = TurnOver(turn, 12, skipped=True)
    end_stopped(context, session, StopReason.NAUSEA, broken_off=broken_off, after=6)
    assert facts(context)[-3:] == [
        TurnFinished(session.id, 1, Side.BOTH, 12, skipped=True),
        SessionEnded(session.id, SessionEnd.STOPPED, StopReason.NAUSEA, step=1, after=6),
        GateOpened(context.today(), after_stop=True),
    ]


def test_done_notes_the_open_prompts_routine_as_done_without_guidance(context: Context) -> None:
    prompt = offered_prompt(context, "slow-breath")
    session = mark_done(context)
    assert session.title == context.in_force.library.routines["slow-breath"].title
    answer, started, turn, ended = facts(context)[-4:]
    assert answer == PromptAnswered(prompt.id, 1, Answer.DONE, Via.COMMAND)
    assert isinstance(started, SessionStarted)
    assert started.prompt == prompt.id
    assert turn == TurnFinished(session.id, 0, Side.CENTER, 120)
    assert ended == SessionEnded(session.id, SessionEnd.DONE)
    assert context.history().prompts[prompt.id].settled


def test_done_notes_the_rest_of_a_session_left_in_the_middle(context: Context) -> None:
    session = begun(context, GENTLE)
    do_turns(context, session, 3)
    mark_done(context)
    turns = [fact for fact in facts(context) if isinstance(fact, TurnFinished)]
    assert [turn.step for turn in turns] == [0, 1, 2, 3]
    assert facts(context)[-1] == SessionEnded(session.id, SessionEnd.DONE)


def test_done_means_the_newer_of_a_prompt_and_a_session(context: Context, clock: ToldClock) -> None:
    begun(context, GENTLE)
    clock.pass_by(40 * MINUTE)
    offered_prompt(context, "slow-breath")
    assert mark_done(context).routine == "slow-breath"


def test_done_counts_the_pressing_of_what_was_done_against_the_days_limit(
    context: Context,
) -> None:
    screened(context)
    for _ in range(3):
        do_whole(context, "temporalis-pads")
    offered_prompt(context, "temporalis-pads")
    assert mark_done(context).routine == "temporalis-pads"


def test_done_with_nothing_open_says_so(context: Context) -> None:
    with pytest.raises(UserMistake, match="selfcare now"):
        mark_done(context)
    do_whole(context, "slow-breath")
    with pytest.raises(UserMistake):
        mark_done(context)


def test_every_session_has_an_id_of_its_own(context: Context) -> None:
    assert len({begun(context, GENTLE).id, do_whole(context, "slow-breath").id}) == 2
