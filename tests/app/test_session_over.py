from __future__ import annotations

from datetime import timedelta

import pytest

from selfcare.app.context import Context
from selfcare.app.course import TurnOver, course_of
from selfcare.app.session import Session, begin, end_done, end_stopped, finish_turn
from selfcare.app.session_over import Over, just_over, rate, relief_so_far
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import Screened, SessionEnd, SessionRated, StopReason
from selfcare.domain.screening import AgeBand, Screening
from selfcare.domain.stopping import StopLevel
from selfcare.domain.timeline import Turn
from selfcare.planning.relief import Relief
from tests.fakes import ToldClock

GENTLE = "four-muscles-gentle"
PRESSING = "trap-upper-squeeze"


def begun(context: Context, routine: str = GENTLE, before: int | None = 4) -> Session:
    context.note(Screened(Screening(frozenset(), AgeBand.FROM_18_TO_49)))
    return begin(context, context.in_force.library.routines[routine], before=before)


def done(context: Context) -> Session:
    session = begun(context)
    finish_turn(context, session, *(TurnOver(turn, turn.seconds) for turn in turns_of(session)))
    end_done(context, session)
    return session


def turns_of(session: Session) -> tuple[Turn, ...]:
    return course_of(session.steps).turns


def over(context: Context) -> Over:
    found = just_over(context, context.history())
    assert found is not None
    return found


def test_a_session_that_was_done_asks_how_it_is_now(context: Context) -> None:
    session = done(context)

    assert over(context).session.id == session.id
    assert over(context).level is None
    assert over(context).asks


def test_the_number_is_added_to_the_end_that_stands_already(context: Context) -> None:
    session = done(context)
    rate(context, session.id, 2)

    (state,) = context.history().sessions
    assert state.ended is not None
    assert (state.ended.end, state.ended.after) == (SessionEnd.DONE, 2)
    assert not over(context).asks
    assert relief_so_far(context.history(), GENTLE) == Relief(n=1, less=1, same=0, more=0)


def test_the_latest_word_counts(context: Context) -> None:
    session = done(context)
    rate(context, session.id, 2)
    rate(context, session.id, 5)

    assert over(context).end.after == 5


def test_a_session_closed_before_its_last_word_is_ended_with_its_number(context: Context) -> None:
    session = begun(context)
    finish_turn(context, session, *(TurnOver(turn, turn.seconds) for turn in turns_of(session)))
    assert over(context).asks
    rate(context, session.id, 3)

    assert over(context).end.after == 3
    assert not [one for one in context.diary.entries() if isinstance(one.fact, SessionRated)]


@pytest.mark.parametrize(
    ("reason", "level", "asks"),
    [
        (StopReason.SHARP_PAIN, StopLevel.LIGHTER, True),
        (StopReason.NO_TIME, StopLevel.NONE, False),
        (StopReason.DIZZINESS, StopLevel.URGENT, False),
        (StopReason.VISION, StopLevel.EMERGENCY, False),
    ],
)
def test_after_a_stop_only_a_lighter_reason_asks_for_a_number(
    context: Context, reason: StopReason, level: StopLevel, *, asks: bool
) -> None:
    session = begun(context, PRESSING)
    end_stopped(context, session, reason)

    assert over(context).level is level
    assert over(context).asks is asks


def test_half_an_hour_later_nothing_is_asked_any_more(context: Context, clock: ToldClock) -> None:
    done(context)
    clock.pass_by(timedelta(minutes=31))

    assert just_over(context, context.history()) is None


def test_what_is_not_over_cannot_be_rated(context: Context) -> None:
    session = begun(context)

    assert just_over(context, context.history()) is None
    for name in (session.id, "another"):
        with pytest.raises(UserMistake, match="not over yet"):
            rate(context, name, 3)
