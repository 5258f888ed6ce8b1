"""What the diary says of prompts, pauses and sessions, whatever the order of its facts."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace

from selfcare.domain.facts import (
    DaemonStarted,
    DiaryView,
    Entry,
    Fact,
    NotToday,
    Paused,
    PromptAnswered,
    PromptClaimed,
    PromptHeld,
    PromptNotShown,
    PromptShown,
    Resumed,
    Screened,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    StopAsked,
    TurnFinished,
)
from selfcare.domain.prompt import Answer, HeldBack, Via
from selfcare.domain.routine import Side
from selfcare.domain.screening import AgeBand, Screening, Tag
from selfcare.planning.history import read_history
from tests.diary.samples import KINDS, of_kind
from tests.planning.a_plan import MONDAY, at, history, instant, plan, settings

NOON = instant("12:00")
FIRST, SECOND = plan(settings(at("10:30", "15:00"))).prompts
BEGUN = SessionStarted(session="s1", routine="slow-breath", title="Slow breathing", steps=())


def answer(what: Answer, round_: int = 1, **more: object) -> PromptAnswered:
    return replace(PromptAnswered(FIRST.id, round_, what, Via.COMMAND), **more)


def test_an_empty_diary_has_no_history() -> None:
    found = read_history(DiaryView())

    assert (found.latest, found.screening, found.first_day) == (None, None, None)
    assert not found.is_paused(NOON)


def test_the_latest_prompt_is_the_one_claimed_last() -> None:
    found = history(PromptClaimed(FIRST, 1), PromptClaimed(SECOND, 1), PromptClaimed(FIRST, 2))

    assert found.latest is not None
    assert (found.latest.prompt.id, found.latest.round) == (FIRST.id, 2)
    assert found.order == (SECOND.id, FIRST.id)


def test_who_showed_a_prompt_and_how_often_it_failed_is_known() -> None:
    found = history(
        PromptClaimed(FIRST, 1),
        PromptNotShown(FIRST.id, 1, "no bus"),
        PromptNotShown(FIRST.id, 1, "no screen"),
        PromptShown(FIRST.id, 1, "desktop"),
    ).prompts[FIRST.id]

    assert (found.failures, found.why_not_shown, found.notifier) == (2, "no screen", "desktop")


def test_the_first_answer_to_a_round_counts() -> None:
    found = history(PromptClaimed(FIRST, 1), answer(Answer.SKIP), answer(Answer.START))

    state = found.prompts[FIRST.id]
    assert state.settled
    assert state.answer == answer(Answer.SKIP)


def test_what_is_put_off_is_not_settled_and_may_last_longer() -> None:
    back, end = instant("10:45"), instant("11:45")
    later = answer(Answer.LATER, until=back, expires=end)
    state = history(PromptClaimed(FIRST, 1), later).prompts[FIRST.id]

    assert not state.settled
    assert (state.put_off_until, state.expires) == (back, end)


def test_a_new_round_begins_without_the_answer_of_the_last() -> None:
    later = answer(Answer.LATER, until=instant("10:45"))
    found = history(PromptClaimed(FIRST, 1), later, PromptClaimed(FIRST, 2), answer(Answer.SKIP, 1))

    state = found.prompts[FIRST.id]
    assert (state.round, state.answer, state.expires) == (2, None, FIRST.expires)


def test_an_answer_knows_whether_the_notification_took_it() -> None:
    here = history(PromptClaimed(FIRST, 1), answer(Answer.START, via=Via.NOTIFICATION))
    elsewhere = history(PromptClaimed(FIRST, 1), answer(Answer.START))

    assert here.prompts[FIRST.id].answered_here
    assert not elsewhere.prompts[FIRST.id].answered_here


def test_answers_to_prompts_older_than_the_view_are_passed_by() -> None:
    found = history(answer(Answer.SKIP), PromptShown(FIRST.id, 1, "desktop"))

    assert found.prompts == {}


def test_only_what_had_no_routine_was_given_up() -> None:
    found = history(PromptHeld(FIRST, HeldBack.NO_ROUTINE), PromptHeld(SECOND, HeldBack.TOO_CLOSE))

    assert found.gave_up(FIRST.id)
    assert not found.gave_up(SECOND.id)
    assert not found.gave_up("another")


def test_a_pause_lasts_until_its_end() -> None:
    found = history(Paused(NOON))

    assert found.is_paused(NOON - timedelta(seconds=1))
    assert not found.is_paused(NOON)


def test_a_pause_without_an_end_lasts_until_resumed() -> None:
    assert history(Paused(None)).is_paused(NOON + timedelta(days=300))
    assert not history(Paused(None), Resumed()).is_paused(NOON)


def test_the_latest_pause_holds() -> None:
    assert not history(Paused(None), Paused(NOON)).is_paused(NOON)
    assert history(Paused(NOON), Paused(None)).is_paused(NOON)


def test_resuming_also_undoes_not_today_and_only_what_was_before() -> None:
    assert history(NotToday(MONDAY)).days_off_by_hand == {MONDAY}
    assert history(NotToday(MONDAY), Resumed()).days_off_by_hand == frozenset()
    assert history(Resumed(), NotToday(MONDAY)).days_off_by_hand == {MONDAY}


def test_the_latest_screening_holds() -> None:
    old = Screening(frozenset({Tag.JAW}), AgeBand.UNKNOWN)
    new = Screening(frozenset(), AgeBand.FROM_50)

    found = history(Screened(old), Screened(new))
    assert (found.screening, found.screened_on) == (new, MONDAY)


def test_a_session_gathers_its_turns_and_its_end() -> None:
    turn = TurnFinished("s1", 0, Side.CENTER, 30)
    over = SessionEnded("s1", SessionEnd.DONE)

    (session,) = history(BEGUN, turn, over).sessions
    assert (session.started, session.turns, session.ended) == (BEGUN, (turn,), over)


def test_turns_of_a_session_older_than_the_view_are_passed_by() -> None:
    found = history(TurnFinished("s0", 0, Side.CENTER, 30), SessionEnded("s0", SessionEnd.DONE))

    assert found.sessions == ()


def test_starts_of_the_program_and_wishes_to_stop_are_known_by_their_time() -> None:
    found = history(DaemonStarted("0"), StopAsked(), now=NOON)

    assert (found.daemon_started_at, found.stop_asked) == (NOON, True)


@hypothesis_settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(KINDS).flatmap(of_kind), max_size=12))
def test_any_facts_in_any_order_can_be_read(facts: list[Fact]) -> None:
    entries = tuple(Entry(number, NOON, MONDAY, fact) for number, fact in enumerate(facts))

    found = read_history(DiaryView(entries, MONDAY))
    assert set(found.order) == set(found.prompts)
    assert len(found.order) == len(found.prompts)


def test_a_pause_is_over_once_a_clock_that_was_far_ahead_is_right() -> None:
    ahead = NOON + timedelta(days=400)
    found = read_history(
        DiaryView((Entry(1, ahead, ahead.date(), Paused(ahead + timedelta(hours=1))),))
    )

    assert found.is_paused(ahead + timedelta(minutes=59))
    assert found.is_paused(ahead - timedelta(minutes=59))
    assert not found.is_paused(ahead - timedelta(hours=1))
    assert not found.is_paused(NOON)
