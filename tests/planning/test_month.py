"""A calendar shows what was noted and done on each day, and what is missing as missing."""

from __future__ import annotations

from datetime import UTC, date, datetime

from selfcare.domain.checkin import DayNoted
from selfcare.domain.facts import SessionEnd, SessionEnded, SessionStarted, StopReason
from selfcare.domain.treatment import Treatment
from selfcare.domain.week import DAY
from selfcare.planning.history import SessionState
from selfcare.planning.month import CycleStarts, DayMarks, marks_of, span_of

FIRST = date(2026, 11, 1)
LAST = date(2026, 11, 30)


def noted(*days: DayNoted) -> dict[date, DayNoted]:
    return {one.day: one for one in days}


def session(day: date, end: SessionEnd | None, number: int = 1) -> SessionState:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    name = f"{day}-{number}"
    reason = StopReason.NO_TIME if end is SessionEnd.STOPPED else None
    return SessionState(
        started=SessionStarted(session=name, routine="one", title="One", steps=()),
        started_at=at,
        day=day,
        last_at=at,
        ended=None if end is None else SessionEnded(name, end, stopped=reason),
    )


def treatment(on: date, number: int = 1) -> Treatment:
    return Treatment(id=str(number), on=on, muscles=(), note="", relief=None)


def marks(
    *said: DayNoted,
    sessions: tuple[SessionState, ...] = (),
    treatments: tuple[Treatment, ...] = (),
    cycle: CycleStarts | None = None,
    first: date = FIRST,
    last: date = LAST,
) -> dict[date, DayMarks]:
    found = marks_of(
        first, last, noted=noted(*said), sessions=sessions, treatments=treatments, cycle=cycle
    )
    return {one.day: one for one in found}


def test_every_day_of_the_span_is_there_once_and_in_order() -> None:
    assert list(marks()) == list(span_of(FIRST, LAST))
    assert span_of(FIRST, FIRST) == [FIRST]


def test_a_day_that_nothing_was_noted_about_is_missing_not_free_of_pain() -> None:
    (day,) = marks(last=FIRST).values()

    assert day == DayMarks(day=FIRST)
    assert (day.headache, day.is_empty) == (None, True)


def test_a_headache_without_strength_is_told_from_a_day_without_a_headache() -> None:
    found = marks(
        DayNoted(day=FIRST, headache=True),
        DayNoted(day=FIRST + DAY, headache=True, worst=7),
        DayNoted(day=FIRST + 2 * DAY, headache=False, worst=2),
        DayNoted(day=FIRST + 3 * DAY, stress=0),
    )

    told = [(one.headache, one.worst) for one in list(found.values())[:4]]
    assert told == [(True, None), (True, 7), (False, None), (None, None)]
    assert not found[FIRST + 3 * DAY].is_empty


def test_routines_that_ran_to_their_end_and_those_stopped_are_counted_apart() -> None:
    found = marks(
        sessions=(
            session(FIRST, SessionEnd.DONE, 1),
            session(FIRST, SessionEnd.DONE, 2),
            session(FIRST, SessionEnd.STOPPED, 3),
            session(FIRST, None, 4),
            session(FIRST - DAY, SessionEnd.DONE),
        )
    )

    assert (found[FIRST].done, found[FIRST].stopped) == (2, 1)
    assert sum(one.done + one.stopped for one in found.values()) == 3


def test_sessions_with_a_therapist_stand_on_their_day() -> None:
    found = marks(treatments=(treatment(FIRST), treatment(FIRST, 2), treatment(LAST + DAY)))

    assert [day for day, one in found.items() if one.treatments] == [FIRST]
    assert found[FIRST].treatments == 2


def test_days_around_a_start_that_counts_are_near_also_when_it_lies_in_the_next_month() -> None:
    found = marks(cycle=CycleStarts(noted=(LAST + DAY,), counted=(LAST + DAY,)))

    assert [day.day for day, one in found.items() if one.near] == [29, 30]
    assert not any(one.start for one in found.values())


def test_a_start_that_does_not_count_is_shown_without_days_around_it() -> None:
    on = date(2026, 11, 10)
    found = marks(cycle=CycleStarts(noted=(on,), counted=()))

    assert [day for day, one in found.items() if one.start] == [on]
    assert not any(one.near for one in found.values())


def test_five_days_belong_to_a_start_two_before_it_and_three_from_it_on() -> None:
    on = date(2026, 11, 10)
    found = marks(cycle=CycleStarts(noted=(on,), counted=(on,)))

    # There is no day 0: the days are -2, -1, 1, 2 and 3.
    assert [day.day for day, one in found.items() if one.near] == [8, 9, 10, 11, 12]


def test_without_the_cycle_no_mark_tells_of_it() -> None:
    assert not any(one.start or one.near for one in marks(cycle=None).values())
