"""What followed sessions is counted and nothing more; what makes pain worse rests for a while."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.domain.facts import DiaryView, Entry, Fact, SessionEnd, SessionEnded, SessionStarted
from selfcare.domain.muscles import Muscle
from selfcare.domain.routine import AnyStep, Breathe, Glide, Press, Rest, Side, Stretch
from selfcare.domain.week import DAY, MINUTE
from selfcare.planning.history import SessionState, read_history
from selfcare.planning.relief import (
    Relief,
    paused_routines,
    reliefs_of_muscles,
    reliefs_of_routines,
    worse_muscles,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PRESS = Press(
    do="Hold.", muscles=(Muscle.MASSETER, Muscle.TEMPORALIS), side=Side.EACH, seconds=20, pressure=3
)
STROKE = Glide(do="Stroke.", muscles=(Muscle.SPLENIUS_CAPITIS,), side=Side.EACH, seconds=5)
STRETCH = Stretch(do="Tilt.", muscles=(Muscle.SCALENES,), side=Side.EACH, seconds=20)
BREATHE = Breathe(do="Breathe.", muscles=(Muscle.FRONTALIS,), side=Side.CENTER, seconds=60)
REST = Rest(do="Rest.", muscles=(Muscle.OCCIPITALIS,), side=Side.CENTER, seconds=60)

LESS, SAME, MORE = (5, 2), (4, 4), (2, 3)
Numbers = tuple[int | None, int | None]


def followed_by_more(sessions: Iterable[SessionState]) -> tuple[str, ...]:
    """Return the routines that would rest, whenever it is asked, in the order of their ids."""
    return tuple(sorted(paused_routines(tuple(sessions), NOON - 1000 * DAY)))


def session(
    number: int,
    numbers: Numbers,
    routine: str = "jaw",
    steps: tuple[AnyStep, ...] = (PRESS,),
    *,
    end: SessionEnd | None = SessionEnd.DONE,
) -> SessionState:
    """Return a session of day `number`, begun at noon and over five minutes later."""
    # Ids that say nothing of the order, as those of the program.
    name = f"{99 - number}-{routine}"
    before, after = numbers
    begun = NOON + number * DAY
    facts: list[tuple[datetime, Fact]] = [
        (begun, SessionStarted(name, routine, "A title", steps, before=before))
    ]
    if end is not None:
        facts.append((begun + 5 * MINUTE, SessionEnded(name, end, after=after)))
    entries = tuple(Entry(id_, at, at.date(), fact) for id_, (at, fact) in enumerate(facts, 1))
    (found,) = read_history(DiaryView(entries)).sessions
    return found


def in_a_row(*each: Numbers, routine: str = "jaw") -> list[SessionState]:
    """Return a session a day, each with its numbers before and after."""
    return [session(number, numbers, routine) for number, numbers in enumerate(each)]


def after_days(days: float) -> datetime:
    """Return so many days after the first session of all was over."""
    return NOON + 5 * MINUTE + days * DAY


def rests(sessions: Iterable[SessionState], days: float) -> bool:
    return "jaw" in paused_routines(sessions, after_days(days))


# Counts


def test_a_routine_has_its_sessions_counted_by_what_followed() -> None:
    sessions = [
        *in_a_row(LESS, LESS, LESS, SAME, SAME, MORE),
        session(9, (3, 2), "neck"),
    ]

    assert reliefs_of_routines(sessions) == {
        "jaw": Relief(n=6, less=3, same=2, more=1),
        "neck": Relief(n=1, less=1, same=0, more=0),
    }


@pytest.mark.parametrize(
    "numbers", [(None, 3), (3, None), (None, None)], ids=["no before", "no after", "neither"]
)
def test_a_session_without_both_numbers_counts_nowhere(numbers: Numbers) -> None:
    sessions = in_a_row(numbers)

    assert reliefs_of_routines(sessions) == {}
    assert reliefs_of_muscles(sessions) == {}


def test_a_session_that_goes_on_counts_nowhere_yet() -> None:
    assert reliefs_of_routines([session(1, (3, None), end=None)]) == {}


def test_no_pain_at_all_is_a_number_like_any_other() -> None:
    sessions = in_a_row((0, 0), (0, 1), (1, 0))

    assert reliefs_of_routines(sessions) == {"jaw": Relief(n=3, less=1, same=1, more=1)}


def test_a_session_that_was_stopped_counts_as_well() -> None:
    stopped = session(1, MORE, end=SessionEnd.STOPPED)

    assert reliefs_of_routines([stopped])["jaw"].more == 1


def test_a_muscle_has_the_sessions_counted_that_worked_on_it_each_once() -> None:
    sessions = [
        session(1, LESS, "one", (PRESS, PRESS, BREATHE)),
        session(2, MORE, "two", (STRETCH, STROKE, PRESS, REST)),
    ]

    both, second = Relief(n=2, less=1, same=0, more=1), Relief(n=1, less=0, same=0, more=1)
    assert reliefs_of_muscles(sessions) == {
        Muscle.MASSETER: both,
        Muscle.TEMPORALIS: both,
        Muscle.SCALENES: second,
        Muscle.SPLENIUS_CAPITIS: second,
    }


def test_breathing_and_rest_work_on_no_muscle() -> None:
    sessions = [session(1, LESS, steps=(BREATHE, REST))]

    assert reliefs_of_muscles(sessions) == {}
    assert reliefs_of_routines(sessions)["jaw"].n == 1


# More pain


@pytest.mark.parametrize(
    ("each", "worse"),
    [
        ((MORE, MORE, MORE), True),
        ((MORE, MORE), False),
        ((MORE, SAME, MORE, LESS, MORE), True),
        ((MORE, SAME, MORE, LESS, LESS), False),
        ((MORE, MORE, MORE, LESS, LESS), True),
        ((MORE, MORE, MORE, LESS, LESS, LESS), False),
        ((MORE, MORE, LESS, LESS, LESS, MORE), False),
        ((LESS, LESS, LESS, LESS, LESS, MORE, MORE, MORE), True),
        ((SAME, SAME, SAME, SAME, SAME), False),
        ((MORE, MORE, (None, 9), (2, None)), False),
        ((MORE, (3, None), (3, None), MORE, LESS, (3, None), MORE), True),
        ((), False),
    ],
)
def test_three_of_the_last_five_sessions_with_both_numbers_decide(
    each: tuple[Numbers, ...], worse: bool
) -> None:
    assert followed_by_more(in_a_row(*each)) == (("jaw",) if worse else ())


def test_the_sessions_of_another_routine_do_not_count_against_one() -> None:
    sessions = [*in_a_row(MORE, MORE), *in_a_row(MORE, MORE, routine="neck")]

    assert followed_by_more(sessions) == ()


def test_routines_followed_by_more_come_in_the_order_of_their_ids() -> None:
    names = ("neck", "jaw", "temple")
    sessions = [one for name in names for one in in_a_row(MORE, MORE, MORE, routine=name)]

    assert followed_by_more(sessions) == ("jaw", "neck", "temple")


def test_a_routine_followed_by_more_rests_for_28_days_after_the_third_time() -> None:
    sessions = in_a_row(MORE, MORE, MORE)

    assert paused_routines(sessions, after_days(2)) == {"jaw": after_days(30)}
    assert rests(sessions, 29.9)
    assert not rests(sessions, 30)


def test_later_sessions_without_more_pain_do_not_make_the_rest_longer() -> None:
    sessions = in_a_row(MORE, MORE, MORE, LESS, SAME)

    assert paused_routines(sessions, after_days(5)) == {"jaw": after_days(30)}
    once_more = [*in_a_row(MORE, MORE, MORE), session(31, LESS)]
    assert followed_by_more(once_more) == ("jaw",)
    assert not rests(once_more, 31)


def test_more_pain_after_the_rest_begins_it_anew() -> None:
    sessions = [*in_a_row(MORE, MORE, MORE), session(31, MORE)]

    assert paused_routines(sessions, after_days(31)) == {"jaw": after_days(59)}


def test_what_was_never_followed_by_more_does_not_rest() -> None:
    assert paused_routines(in_a_row(LESS, SAME, LESS, MORE, MORE), after_days(5)) == {}


def test_the_muscles_that_a_resting_routine_pressed_are_told() -> None:
    steps = (PRESS, STROKE, STRETCH, BREATHE)
    sessions = [session(number, MORE, steps=steps) for number in range(3)]
    sessions += [session(number, LESS, "neck", (STRETCH,)) for number in range(3)]

    assert worse_muscles(sessions, after_days(3)) == {Muscle.MASSETER, Muscle.TEMPORALIS}
    assert worse_muscles(sessions, after_days(30)) == frozenset()


def test_only_the_last_five_sessions_tell_what_a_routine_presses() -> None:
    firm = Press(do="Hold.", muscles=(Muscle.FRONTALIS,), side=Side.BOTH, seconds=20, pressure=2)
    sessions = [session(0, MORE, steps=(firm,)), session(1, LESS, steps=(firm, PRESS))]
    sessions += [session(number, MORE) for number in range(2, 6)]

    assert Muscle.FRONTALIS in worse_muscles(sessions, after_days(6))
    sessions.append(session(6, MORE))
    assert worse_muscles(sessions, after_days(6)) == {Muscle.MASSETER, Muscle.TEMPORALIS}


# Whatever happened

NUMBERS = st.none() | st.integers(0, 10)
LIVES = st.lists(
    st.tuples(st.integers(0, 12), NUMBERS, NUMBERS, st.sampled_from(["jaw", "neck"])),
    max_size=14,
    unique_by=lambda one: (one[0], one[3]),
).map(lambda life: [session(day, (before, after), routine) for day, before, after, routine in life])


@given(sessions=LIVES, data=st.data())
def test_the_order_in_which_sessions_come_does_not_matter(
    sessions: list[SessionState], data: st.DataObject
) -> None:
    other = data.draw(st.permutations(sessions))

    assert reliefs_of_routines(other) == reliefs_of_routines(sessions)
    assert reliefs_of_muscles(other) == reliefs_of_muscles(sessions)
    assert followed_by_more(other) == followed_by_more(sessions)
    assert paused_routines(other, after_days(20)) == paused_routines(sessions, after_days(20))
    assert worse_muscles(other, after_days(20)) == worse_muscles(sessions, after_days(20))


@given(sessions=LIVES)
def test_every_session_with_both_numbers_is_counted_once(sessions: list[SessionState]) -> None:
    both = [
        one
        for one in sessions
        if one.started.before is not None and one.ended and one.ended.after is not None
    ]
    counted = reliefs_of_routines(sessions).values()

    assert sum(one.n for one in counted) == len(both)
    assert all(one.n == one.less + one.same + one.more for one in counted)


@given(sessions=LIVES, days=st.integers(0, 60))
def test_only_what_was_followed_by_more_ever_rests(sessions: list[SessionState], days: int) -> None:
    resting = paused_routines(sessions, after_days(days))

    assert set(resting) <= set(followed_by_more(sessions))
    assert all(end > after_days(days) for end in resting.values())
