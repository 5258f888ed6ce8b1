"""Whether a prompt may come up: what is unknown never holds it back, what is known not for long."""

from __future__ import annotations

from collections.abc import Container
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from selfcare.app.what_became import WAITS_WORDS
from selfcare.domain.message import message
from selfcare.domain.presence import IDLE_SECONDS, LET_GO, WAITS_AT_MOST, Presence, Seen, Sensed
from selfcare.domain.prompt import HeldBack, Prompt, PromptKind
from selfcare.domain.routine import Away, Routine
from selfcare.domain.settings import PresenceSettings
from selfcare.domain.week import MINUTE
from selfcare.planning.attention import (
    LATEST,
    Attended,
    Attention,
    Go,
    attend,
    attention,
)
from selfcare.planning.delivery import Decision
from selfcare.planning.history import Deferral
from tests.domain.shipped import SHIPPED

DUE = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
SHORT: Routine = SHIPPED["slow-breath"]
PROMPT = Prompt(
    id="2026-11-24/breaks/1",
    kind=PromptKind.ROUTINE,
    day=date(2026, 11, 24),
    due=DUE,
    expires=DUE + timedelta(hours=2),
    reason=message("planned"),
)
OCCUPIED = {
    HeldBack.DO_NOT_DISTURB: Presence(do_not_disturb=Sensed.YES),
    HeldBack.FULL_SCREEN: Presence(full_screen=Sensed.YES),
    HeldBack.CALL: Presence(in_call=Sensed.YES),
}
LOCKED = Presence(locked=Sensed.YES)


def judged(
    presence: Presence | None,
    *,
    prompt: Prompt = PROMPT,
    routine: Routine | None = SHORT,
    now: datetime = DUE,
    asked: datetime = DUE,
    deferral: Deferral | None = None,
    settings: PresenceSettings | None = None,
) -> Attention:
    return attention(
        prompt,
        routine,
        now=now,
        seen=None if presence is None else Seen(asked, presence),
        deferral=deferral,
        settings=settings or PresenceSettings(),
    )


def waits(
    presence: Presence, prompt: Prompt = PROMPT, routine: Routine | None = SHORT
) -> tuple[list[datetime], Attention]:
    """Let a prompt wait, nothing changing, until its fate is decided or six hours are over.

    Return when the sensors were asked, and the last word.
    """
    now, deferral, seen = DUE, None, None
    asked: list[datetime] = []
    while now < DUE + timedelta(hours=6):
        word = attention(
            prompt, routine, now=now, seen=seen, deferral=deferral, settings=PresenceSettings()
        )
        if word.go is Go.ASK:
            asked.append(now)
            seen = Seen(now, presence)
            continue
        if word.go is not Go.WAIT:
            return asked, word
        assert word.why is not None
        assert word.until is not None
        deferral = deferral or Deferral(word.why, now)
        now = word.until
    return asked, word


@given(st.sampled_from(list(PromptKind)), st.sampled_from(list(Away)))
def test_what_is_unknown_holds_nothing_back(kind: PromptKind, away: Away) -> None:
    found = judged(Presence(), prompt=replace(PROMPT, kind=kind), routine=replace(SHORT, away=away))

    assert found.go is Go.SHOW


@pytest.mark.parametrize(("why", "presence"), OCCUPIED.items(), ids=lambda one: str(one)[:20])
def test_who_is_busy_is_left_alone_for_half_an_hour_and_then_the_prompt_is_let_go(
    why: HeldBack, presence: Presence
) -> None:
    asked, word = waits(presence)

    assert (word.go, word.why) == (Go.LET_GO, why)
    assert asked[-1] == DUE + WAITS_AT_MOST
    assert len(asked) <= 11


def test_news_waits_as_long_as_it_takes() -> None:
    asked, word = waits(OCCUPIED[HeldBack.CALL], replace(PROMPT, kind=PromptKind.NOTICE))

    assert word.go is Go.WAIT
    assert len(asked) <= timedelta(hours=6) / LATEST + 10


def test_the_welcome_answers_somebody_who_is_there() -> None:
    welcome = replace(PROMPT, kind=PromptKind.WELCOME)

    assert judged(None, prompt=welcome).go is Go.SHOW


@pytest.mark.parametrize("why", OCCUPIED)
def test_what_the_user_does_not_mind_is_not_minded(why: HeldBack) -> None:
    name = {HeldBack.DO_NOT_DISTURB: "do_not_disturb", HeldBack.FULL_SCREEN: "full_screen"}
    settings = replace(PresenceSettings(), **{name.get(why, "call"): False})

    assert judged(OCCUPIED[why], settings=settings).go is Go.SHOW
    assert judged(LOCKED, settings=replace(settings, away=False)).go is Go.SHOW


@pytest.mark.parametrize("away", [Away.CREDIT, Away.PAUSE])
def test_nobody_there_is_waited_for(away: Away) -> None:
    found = judged(LOCKED, routine=replace(SHORT, away=away))

    assert (found.go, found.why) == (Go.WAIT, HeldBack.NOBODY_THERE)


def test_a_routine_may_ask_to_be_shown_to_nobody() -> None:
    assert judged(LOCKED, routine=replace(SHORT, away=Away.IGNORE)).go is Go.SHOW


def test_a_check_in_waits_for_somebody_too() -> None:
    check_in = replace(PROMPT, kind=PromptKind.CHECKIN)

    assert judged(LOCKED, prompt=check_in, routine=None).go is Go.WAIT


@pytest.mark.parametrize(
    ("away", "let_go"),
    [(Away.CREDIT, True), (Away.PAUSE, False)],
)
def test_a_rest_as_long_as_the_routine_counts_where_the_routine_says_so(
    away: Away, let_go: bool
) -> None:
    idle = Presence(idle_seconds=max(IDLE_SECONDS, SHORT.total_seconds))
    routine = replace(SHORT, away=away)

    found = judged(idle, routine=routine)

    assert found.go is (Go.LET_GO if let_go else Go.WAIT)
    assert found.why is (HeldBack.RESTED if let_go else HeldBack.NOBODY_THERE)


def test_behind_a_locked_screen_the_rest_is_counted_from_when_it_was_seen() -> None:
    asked, word = waits(LOCKED, routine=replace(SHORT, away=Away.CREDIT))

    assert (word.go, word.why) == (Go.LET_GO, HeldBack.RESTED)
    assert SHORT.duration <= asked[-1] - DUE < SHORT.duration + MINUTE


def test_who_only_reads_for_a_while_is_still_there() -> None:
    assert judged(Presence(idle_seconds=IDLE_SECONDS - 1)).go is Go.SHOW


@pytest.mark.parametrize(
    ("asked", "go"),
    [
        (DUE - timedelta(hours=1), Go.ASK),
        (DUE - timedelta(seconds=5), Go.SHOW),
        (DUE + timedelta(hours=3), Go.ASK),
    ],
    ids=["long ago", "just now", "before the clock was set back"],
)
def test_only_a_fresh_answer_of_the_sensors_counts(asked: datetime, go: Go) -> None:
    assert judged(Presence(), asked=asked).go is go
    assert judged(None).go is Go.ASK


def test_the_next_prompt_has_its_chance_when_one_waits() -> None:
    other = replace(PROMPT, id="2026-11-24/breaks/2")

    def decide(left_out: Container[str]) -> Decision:
        shown = next((one for one in (PROMPT, other) if one.id not in left_out), None)
        return Decision(show=shown, claim=shown is not None, wake=DUE + timedelta(hours=1))

    def judge(prompt: Prompt) -> Attention:
        if prompt is PROMPT:
            return Attention(Go.WAIT, HeldBack.NOBODY_THERE, DUE + MINUTE)
        return Attention(Go.SHOW)

    found = attend(decide, judge, {})

    assert isinstance(found, Attended)
    assert found.decision.show is other
    assert found.decision.wake == DUE + MINUTE
    assert [one.prompt for one in found.deferred] == [PROMPT.id]
    # What is in the diary already is not noted again.
    again = attend(decide, judge, {PROMPT.id: Deferral(HeldBack.NOBODY_THERE, DUE)})
    assert again.deferred == ()


def test_while_the_sensors_are_asked_about_one_no_other_takes_its_place() -> None:
    welcome = replace(PROMPT, id="welcome", kind=PromptKind.WELCOME)

    def decide(left_out: Container[str]) -> Decision:
        shown = next((one for one in (PROMPT, welcome) if one.id not in left_out), None)
        return Decision(show=shown, claim=shown is not None, keep="what stands there")

    found = attend(decide, lambda one: judged(None, prompt=one), {})

    assert found.ask
    assert found.decision.show is None
    assert found.decision.keep == "what stands there"


@pytest.mark.parametrize("why", LET_GO)
def test_what_was_shown_before_is_never_let_go(why: HeldBack) -> None:
    def decide(left_out: Container[str]) -> Decision:
        comes_back = PROMPT.id not in left_out
        return Decision(show=PROMPT if comes_back else None, round=2, claim=comes_back)

    found = attend(decide, lambda _: Attention(Go.LET_GO, why), {})

    assert found.let_go == ()
    assert {one.why for one in found.deferred} <= set(WAITS_WORDS)
