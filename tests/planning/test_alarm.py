"""What is suspended and whether the gate comes first: no time ends it, and no word but two."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from selfcare.domain.checkin import CheckIn, Headache, PainSide, Zone
from selfcare.domain.facts import (
    AlarmRaised,
    Checked,
    CheckedIn,
    DaemonStarted,
    Entry,
    Fact,
    FlareBegan,
    GateAnswered,
    NotToday,
    Resumed,
    Screened,
    SessionEnd,
    SessionEnded,
    SessionStarted,
    StopReason,
    TickedByMistake,
)
from selfcare.domain.prompt import Asks, HeldBack, Prompt, PromptKind
from selfcare.domain.red_flags import Cause, Flag, Level
from selfcare.domain.screening import AgeBand, Screening, Tag
from selfcare.domain.week import DAY
from selfcare.planning.alarm import ALARM_FACTS, CALM, AlarmState, read_alarm
from tests.diary.samples import prompt

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + DAY
E, U, D = Level.EMERGENCY, Level.URGENT, Level.SOON
NONE = GateAnswered((Flag.NONE,), MONDAY)
STOPS_FOR_THE_GATE = ("dizziness", "faintness", "nausea", "tingling", "ringing")


def entries(*facts: Fact | tuple[date, Fact]) -> tuple[Entry, ...]:
    """Return entries in order, of Monday where no day is given, an hour apart."""
    noted = [one if isinstance(one, tuple) else (MONDAY, one) for one in facts]
    return tuple(
        Entry(number, datetime.combine(day, time(number % 24), tzinfo=UTC), day, fact)
        for number, (day, fact) in enumerate(noted, 1)
    )


def after(*facts: Fact | tuple[date, Fact]) -> AlarmState:
    return read_alarm(entries(*facts))


def raised(level: Level, cause: Cause = Cause.FLAGS, on: date = MONDAY) -> AlarmRaised:
    return AlarmRaised(level, cause, on)


def said(day: date = MONDAY, *, replaces: int | None = None, **fields: Any) -> CheckedIn:
    return CheckedIn(CheckIn(day=day, **fields), replaces)


def stopped(reason: str) -> SessionEnded:
    return SessionEnded("s1", SessionEnd.STOPPED, StopReason(reason))


def screened(*tags: Tag) -> Screened:
    return Screened(Screening(frozenset(tags), AgeBand.FROM_18_TO_49))


STRONG = said(headache=Headache.RUNNING, now=8, like_usual=True)


# What suspends, and what ends it


def test_an_empty_diary_is_calm() -> None:
    assert after() == CALM
    assert not CALM.resting
    assert CALM.level is None


@pytest.mark.parametrize("level", [E, U])
@pytest.mark.parametrize("cause", Cause)
def test_e_and_u_suspend_whatever_raised_them(level: Level, cause: Cause) -> None:
    state = after(raised(level, cause))
    assert (state.level, state.suspended, state.resting) == (level, True, True)


def test_d_suspends_nothing() -> None:
    state = after(raised(D, Cause.NECK_PAIN))
    assert (state.level, state.suspended, state.resting) == (None, False, False)
    assert state.neck_locked


def test_of_several_the_gravest_is_told() -> None:
    assert after(raised(U), raised(E), raised(D, Cause.NECK_PAIN)).level is E
    assert after(raised(U), raised(D, Cause.NECK_PAIN)).level is U


@pytest.mark.parametrize(
    "fact",
    [
        NONE,
        GateAnswered((), MONDAY),
        said(headache=Headache.NO),
        said(like_usual=True),
        Resumed(),
        NotToday(MONDAY),
        FlareBegan(MONDAY),
        screened(),
        DaemonStarted("1"),
        TickedByMistake(TUESDAY),
    ],
    ids=lambda fact: type(fact).__name__,
)
def test_nothing_else_lifts_it(fact: Fact) -> None:
    for later in (MONDAY, TUESDAY, MONDAY + 400 * DAY):
        assert after(raised(U), (later, fact)).level is U


def test_being_checked_ends_everything() -> None:
    state = after(
        raised(E), raised(U, Cause.AURA), raised(D, Cause.NECK_PAIN), STRONG, (TUESDAY, Checked())
    )
    assert replace(state, rested=None) == CALM
    assert state.rested is not None
    assert state.rested[1] is HeldBack.CHECKED_FIRST


def test_what_is_raised_after_the_check_is_in_force() -> None:
    assert after(raised(E), Checked(), raised(U)).raised == (raised(U),)


@pytest.mark.parametrize("facts", [(raised(E), NONE), (raised(E), raised(U), NONE)])
def test_a_mistaken_tick_asks_the_gate_anew_and_rests_until_it_is_answered(
    facts: tuple[Fact, ...],
) -> None:
    state = after(*facts, TickedByMistake(MONDAY))
    assert (state.raised, state.mistaken, state.suspended) == ((), True, True)
    assert (state.gate, state.after_stop) == (MONDAY, False)

    answered = after(*facts, TickedByMistake(MONDAY), NONE)
    assert not answered.resting
    assert answered.gate is None


def test_a_mistaken_tick_that_is_ticked_again_stays_in_force() -> None:
    state = after(
        raised(E), TickedByMistake(MONDAY), GateAnswered((Flag.FEVER,), MONDAY), raised(U)
    )
    assert (state.level, state.gate) == (U, None)


def test_a_mistake_about_one_day_lifts_nothing_of_another() -> None:
    both = (raised(E, on=MONDAY), raised(U, on=TUESDAY))
    assert after(*both, TickedByMistake(TUESDAY)).raised == (raised(E, on=MONDAY),)
    assert after(*both, TickedByMistake(TUESDAY), GateAnswered((), TUESDAY)).level is E


@pytest.mark.parametrize("cause", [Cause.AURA, Cause.KNOWN_RISK, Cause.NECK_PAIN])
def test_a_mistaken_tick_lifts_nothing_that_a_check_in_said(cause: Cause) -> None:
    of_check_in = raised(D if cause is Cause.NECK_PAIN else E, cause)
    both = (of_check_in, raised(U))
    assert after(*both, TickedByMistake(MONDAY), NONE).raised == (of_check_in,)
    assert after(*both, TickedByMistake(MONDAY, said=True), NONE).raised == ()


def test_a_mistake_about_what_suspended_nothing_suspends_nothing() -> None:
    state = after(raised(D, Cause.NECK_PAIN), TickedByMistake(MONDAY, said=True))
    assert not state.suspended
    assert not state.neck_locked
    assert state.resting  # the gate is asked


def test_being_checked_ends_a_mistake_that_was_not_answered_yet() -> None:
    state = after(raised(E), TickedByMistake(MONDAY), Checked())
    assert replace(state, rested=None) == CALM


# The gate


def test_a_check_in_opens_the_gate_and_an_answer_closes_it() -> None:
    assert after(STRONG).gate == MONDAY
    assert after(STRONG).resting
    assert not after(STRONG).suspended
    assert after(STRONG, NONE).gate is None
    assert not after(STRONG, NONE).resting


def test_it_waits_for_its_answer_however_long() -> None:
    state = after(STRONG, (MONDAY + 90 * DAY, said(MONDAY + 90 * DAY, headache=Headache.NO)))
    assert state.gate == MONDAY


def test_an_answer_about_another_day_leaves_it_waiting() -> None:
    earlier = GateAnswered((Flag.NONE,), MONDAY - DAY)
    assert after(STRONG, earlier).gate == MONDAY
    assert after(stopped("nausea"), earlier).after_stop


def test_a_mistake_about_another_day_leaves_it_waiting() -> None:
    tuesday = said(TUESDAY, headache=Headache.RUNNING, now=8, like_usual=True)
    taken_back = (TUESDAY, TickedByMistake(MONDAY)), (TUESDAY, NONE)
    assert after(raised(U), (TUESDAY, tuesday), *taken_back).gate == TUESDAY


def test_a_day_filled_in_afterwards_opens_no_gate() -> None:
    assert after((TUESDAY, STRONG)).gate is None
    assert MONDAY in after((TUESDAY, STRONG)).said


def test_tags_are_those_of_the_latest_screening_before_it() -> None:
    mild = said(headache=Headache.YES, worst=2, like_usual=True)
    assert after(screened(), mild).gate is None
    assert after(screened(Tag.TRAUMA), mild).gate == MONDAY
    assert after(screened(Tag.TRAUMA), screened(), mild).gate is None
    assert after(screened(), mild, screened(Tag.TRAUMA)).gate is None


def test_what_two_check_ins_say_together_opens_it() -> None:
    where = said(zones=(Zone.NECK_SIDE,), side=PainSide.LEFT)
    assert after(where).gate is None
    assert after(where, said(headache=Headache.YES, like_usual=False)).gate == MONDAY
    other_day = said(TUESDAY, like_usual=False, worst=2)
    assert after(where, (TUESDAY, other_day)).gate is None


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    weaker = said(headache=Headache.RUNNING, now=2, like_usual=True, replaces=1)
    state = after(STRONG, weaker)
    assert state.said[MONDAY].now == 2
    assert state.gate == MONDAY  # it was asked for, and was not answered

    stronger = said(headache=Headache.RUNNING, now=9, like_usual=True, replaces=1)
    mild = said(headache=Headache.RUNNING, now=2, like_usual=True)
    assert after(mild).gate is None
    assert after(mild, stronger).gate == MONDAY


@pytest.mark.parametrize("reason", StopReason)
def test_a_stop_for_an_unclear_reason_opens_it(reason: StopReason) -> None:
    state = after(stopped(reason))
    opened = reason in STOPS_FOR_THE_GATE
    assert state.gate == (MONDAY if opened else None)
    assert state.after_stop is opened


def test_a_session_that_ended_well_opens_nothing() -> None:
    assert after(SessionEnded("s1", SessionEnd.DONE)) == CALM
    assert after(SessionStarted("s1", "slow-breath", "Slow breathing", ())) == CALM


def test_a_stop_is_remembered_until_the_gate_is_answered() -> None:
    assert after(stopped("nausea"), STRONG).after_stop
    assert not after(stopped("nausea"), STRONG, NONE).after_stop
    assert not after(stopped("nausea"), Checked()).resting


# What was ticked and said


def test_what_was_ticked_is_known_by_its_day() -> None:
    state = after(
        GateAnswered((Flag.NEW_MEDICINE,), MONDAY),
        (TUESDAY, GateAnswered((Flag.FEVER,), TUESDAY)),
        (TUESDAY, GateAnswered((Flag.NONE,), TUESDAY)),
    )
    assert state.ticked == {MONDAY: (Flag.NEW_MEDICINE,), TUESDAY: (Flag.NONE,)}


def test_being_checked_ends_what_was_said_so_far() -> None:
    different = said(headache=Headache.YES, worst=5, like_usual=False)
    state = after(GateAnswered((Flag.FEVER,), MONDAY), different, Checked())
    assert (state.ticked, state.said) == ({}, {})
    later = after(different, Checked(), said(headache=Headache.RUNNING, now=2))
    assert later.said[MONDAY].like_usual is None


def test_a_mistake_forgets_what_was_ticked_about_its_own_day_only() -> None:
    state = after(
        GateAnswered((Flag.NEW_MEDICINE,), MONDAY),
        (TUESDAY, said(TUESDAY, headache=Headache.YES, worst=3)),
        (TUESDAY, GateAnswered((Flag.FEVER,), TUESDAY)),
        (TUESDAY, raised(U, on=TUESDAY)),
        (TUESDAY, TickedByMistake(TUESDAY)),
    )
    assert state.ticked == {MONDAY: (Flag.NEW_MEDICINE,)}
    assert list(state.said) == [TUESDAY]


# A quiet day


def test_a_quiet_day_is_known_until_it_is_taken_back() -> None:
    flaring = entries(FlareBegan(MONDAY))
    state = read_alarm(flaring)
    assert (state.flare, state.flare_at) == (MONDAY, flaring[0].at)
    assert not state.resting
    assert after(FlareBegan(MONDAY), Resumed()).flare is None
    assert after(FlareBegan(MONDAY), NONE, Checked()).flare == MONDAY
    assert after(FlareBegan(MONDAY), (TUESDAY, FlareBegan(TUESDAY))).flare == TUESDAY


# What is silenced


def a_prompt(kind: PromptKind, day: date = MONDAY, asks: Asks | None = None) -> Prompt:
    at = datetime.combine(day, time(12), tzinfo=UTC)
    return Prompt(
        id="p",
        kind=kind,
        day=day,
        due=at,
        expires=at + timedelta(hours=1),
        reason=prompt().reason,
        asks=asks,
    )


def silenced(state: AlarmState, day: date = MONDAY) -> set[PromptKind]:
    return {kind for kind in PromptKind if state.silences(a_prompt(kind, day))}


K = PromptKind


@pytest.mark.parametrize(
    ("facts", "kinds"),
    [
        ((), set()),
        ((raised(D, Cause.NECK_PAIN),), set()),
        ((STRONG,), {K.ROUTINE, K.WELCOME}),
        ((stopped("nausea"),), {K.ROUTINE, K.WELCOME}),
        ((raised(U),), {K.ROUTINE, K.WELCOME, K.HEADS_UP}),
        ((raised(E),), {K.ROUTINE, K.WELCOME, K.HEADS_UP}),
        ((raised(E), TickedByMistake(MONDAY)), {K.ROUTINE, K.WELCOME, K.HEADS_UP}),
        ((FlareBegan(MONDAY),), set(K) - {K.NOTICE, K.WELCOME}),
    ],
)
def test_routines_and_tips_are_silenced_and_the_diary_stays_open(
    facts: tuple[Fact, ...], kinds: set[PromptKind]
) -> None:
    assert silenced(after(*facts)) == kinds


def test_a_quiet_day_silences_its_own_day_and_lets_the_check_in_after_it_through() -> None:
    quiet = after(FlareBegan(MONDAY))
    assert silenced(quiet, TUESDAY) == set()
    assert quiet.silences(a_prompt(K.CHECKIN, asks=Asks.DIARY))
    assert not quiet.silences(a_prompt(K.CHECKIN, asks=Asks.AGAIN))


def test_suspended_and_quiet_hold_together() -> None:
    state = after(raised(U), FlareBegan(MONDAY))
    assert silenced(state) == set(K) - {K.NOTICE}
    assert silenced(state, TUESDAY) == {K.ROUTINE, K.WELCOME, K.HEADS_UP}


# Whatever comes

DAYS = (MONDAY, TUESDAY)
any_facts: st.SearchStrategy[Fact] = st.one_of(
    st.builds(AlarmRaised, st.sampled_from(Level), st.sampled_from(Cause), st.sampled_from(DAYS)),
    st.builds(
        GateAnswered,
        st.lists(st.sampled_from(Flag), max_size=2).map(tuple),
        st.sampled_from(DAYS),
    ),
    st.builds(TickedByMistake, st.sampled_from(DAYS), st.booleans()),
    st.just(Checked()),
    st.builds(
        CheckedIn,
        st.builds(
            CheckIn,
            day=st.sampled_from(DAYS),
            headache=st.none() | st.sampled_from(Headache),
            now=st.none() | st.integers(0, 10),
            like_usual=st.none() | st.booleans(),
        ),
        st.none() | st.integers(1, 5),
    ),
    st.builds(
        SessionEnded, st.just("s1"), st.just(SessionEnd.STOPPED), st.sampled_from(StopReason)
    ),
    st.builds(FlareBegan, st.sampled_from(DAYS)),
    st.just(Resumed()),
    st.builds(screened, st.sampled_from(Tag)),
    st.just(DaemonStarted("1")),
)
diaries = st.lists(st.tuples(st.sampled_from(DAYS), any_facts), max_size=10)


@given(diaries, st.randoms())
def test_entries_are_read_by_their_number_whatever_their_order(
    noted: list[tuple[date, Fact]], random: Random
) -> None:
    in_order = entries(*noted)
    shuffled = [*in_order]
    random.shuffle(shuffled)
    assert read_alarm(shuffled) == read_alarm(in_order)


@given(diaries, diaries)
def test_only_a_check_or_a_mistake_ends_what_suspends(
    noted: list[tuple[date, Fact]], more: list[tuple[date, Fact]]
) -> None:
    harmless = [one for one in more if not isinstance(one[1], Checked | TickedByMistake)]
    before, later = after(*noted), after(*noted, *harmless)
    if before.level is not None:
        assert later.level is not None
        assert later.suspended


@given(diaries)
def test_other_facts_say_nothing_of_alarms(noted: list[tuple[date, Fact]]) -> None:
    every = entries(*noted)
    assert read_alarm(every) == read_alarm(_of_alarms(every))


def _of_alarms(every: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in every if type(entry.fact) in ALARM_FACTS]


@given(diaries, st.sampled_from([E, U]), st.sampled_from(Cause), st.sampled_from(DAYS))
def test_after_any_history_a_new_alarm_suspends(
    noted: list[tuple[date, Fact]], level: Level, cause: Cause, on: date
) -> None:
    assert after(*noted, raised(level, cause, on)).suspended
