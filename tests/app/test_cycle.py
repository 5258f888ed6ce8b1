from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from selfcare.app.context import Context, open_context
from selfcare.app.cycle import (
    find_outlook,
    list_starts,
    note_start,
    pause_cycle,
    remove_start,
    resume_cycle,
)
from selfcare.app.say import say
from selfcare.domain.cycle import Flag
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import (
    CYCLE_FACTS,
    CyclePaused,
    CycleResumed,
    Fact,
    PeriodRemoved,
    PeriodStarted,
    Screened,
)
from selfcare.domain.screening import AgeBand, Screening, Tag
from tests.fakes import ToldClock

TODAY = date(2026, 11, 25)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def context() -> Iterator[Context]:
    with open_context(ToldClock(datetime(2026, 11, 25, 10, tzinfo=UTC))) as opened:
        yield opened


def facts(context: Context) -> list[Fact]:
    return [one.fact for one in context.diary.entries() if isinstance(one.fact, CYCLE_FACTS)]


def refused(mistake: pytest.ExceptionInfo[UserMistake]) -> str:
    return say(mistake.value.what)


def test_a_first_start_turns_the_estimate_on(context: Context) -> None:
    assert not find_outlook(context).on

    noted = note_start(context, ago(3))

    assert (noted.new, noted.first, noted.aside) == (True, True, ())
    assert noted.outlook.on
    assert noted.outlook.day_of_cycle(TODAY) == 4
    assert facts(context) == [PeriodStarted(ago(3))]
    assert not note_start(context, ago(31)).first


def test_a_start_that_is_noted_already_is_not_noted_twice(context: Context) -> None:
    note_start(context, ago(3))
    again = note_start(context, ago(3))

    assert (again.new, again.first) == (False, False)
    assert facts(context) == [PeriodStarted(ago(3))]


def test_a_start_of_which_only_the_days_that_follow_are_left_out_does_count(
    context: Context,
) -> None:
    note_start(context, ago(200))
    note_start(context, ago(3))

    assert note_start(context, ago(200)).aside == ()


def test_a_start_soon_after_another_is_kept_and_told_not_to_count(context: Context) -> None:
    note_start(context, ago(20))
    noted = note_start(context, ago(9))

    assert noted.new
    assert [(one.on, say(one.why)) for one in noted.aside] == [
        (ago(9), "It came less than 15 days after the one before.")
    ]
    assert noted.outlook.last_start == ago(20)
    assert facts(context) == [PeriodStarted(ago(20)), PeriodStarted(ago(9))]
    assert note_start(context, ago(9)).aside == noted.aside


def test_an_earlier_start_noted_later_can_set_another_aside(context: Context) -> None:
    note_start(context, ago(9))
    noted = note_start(context, ago(20))

    assert [one.on for one in noted.aside] == [ago(9)]
    assert noted.outlook.last_start == ago(20)
    assert note_start(context, ago(50)).aside == ()


@pytest.mark.parametrize("act", [note_start, pause_cycle, resume_cycle])
def test_what_is_still_to_come_is_refused(context: Context, act: object) -> None:
    assert callable(act)
    with pytest.raises(UserMistake) as mistake:
        act(context, ago(-1))

    assert refused(mistake) == (
        "Thursday, 2026-11-26 is still to come. Please note it once it is here."
    )
    assert facts(context) == []


def test_a_year_that_must_be_wrong_is_refused(context: Context) -> None:
    for day in (date(206, 11, 3), date.min, ago(21 * 366)):
        with pytest.raises(UserMistake) as mistake:
            note_start(context, day)
        assert refused(mistake).endswith("Is the year right?")

    assert facts(context) == []
    assert note_start(context, ago(10 * 365)).new


def test_today_and_the_day_farthest_back_can_be_noted(context: Context) -> None:
    assert note_start(context, TODAY).new
    assert note_start(context, ago(20 * 366)).new


def test_a_start_can_be_taken_back_and_noted_again(context: Context) -> None:
    note_start(context, ago(3))

    assert not remove_start(context, ago(3)).on
    assert note_start(context, ago(3)).first
    assert facts(context) == [
        PeriodStarted(ago(3)),
        PeriodRemoved(ago(3)),
        PeriodStarted(ago(3)),
    ]


def test_a_start_that_is_not_noted_cannot_be_taken_back(context: Context) -> None:
    note_start(context, ago(3))
    with pytest.raises(UserMistake) as mistake:
        remove_start(context, ago(4))

    assert refused(mistake) == (
        "No start is noted on Saturday, 2026-11-21. Those that are: selfcare period list"
    )
    assert len(facts(context)) == 1


def test_a_start_that_a_wrong_clock_put_into_the_future_can_be_taken_back(
    context: Context,
) -> None:
    context.note(PeriodStarted(ago(-300)))

    assert [one.on for one in list_starts(context)] == [ago(-300)]
    note_start(context, ago(3))
    assert [one.on for one in list_starts(context)] == [ago(3), ago(-300)]
    remove_start(context, ago(-300))
    assert [one.on for one in list_starts(context)] == [ago(3)]


def test_starts_are_listed_in_order_with_the_days_between_those_that_count(
    context: Context,
) -> None:
    for days in (31, 3, 59, 26, 200):
        note_start(context, ago(days))

    assert [(one.on, one.counts, one.days) for one in list_starts(context)] == [
        (ago(200), True, 141),
        (ago(59), True, 28),
        (ago(31), True, 28),
        (ago(26), False, None),
        (ago(3), True, None),
    ]
    reasons = {one.on: say(one.left_out.why) for one in list_starts(context) if one.left_out}
    assert reasons == {
        ago(200): "The 141 days to the next one are too many for one cycle.",
        ago(26): "It came less than 15 days after the one before.",
    }


def test_a_pause_is_noted_once_and_ends_when_it_goes_on(context: Context) -> None:
    note_start(context, ago(3))

    assert pause_cycle(context, TODAY).new
    assert not pause_cycle(context, TODAY).new
    assert not find_outlook(context).on
    done = resume_cycle(context, TODAY)
    assert done.new
    assert done.outlook.on
    assert not resume_cycle(context, TODAY).new
    assert facts(context)[1:] == [CyclePaused(TODAY), CycleResumed(TODAY)]


def test_a_pause_can_be_told_afterwards(context: Context) -> None:
    for days in (60, 31, 3):
        note_start(context, ago(days))
    pause_cycle(context, ago(50))
    done = resume_cycle(context, ago(40))

    assert done.outlook.on
    assert done.outlook.cycles == 1
    assert [one.on for one in done.outlook.left_out] == [ago(60)]


def test_another_day_is_seen_by_what_is_noted_up_to_it(context: Context) -> None:
    for days in (87, 59, 31, 3):
        note_start(context, ago(days))
    pause_cycle(context, ago(1))

    before = find_outlook(context, ago(4))
    assert before.last_start == ago(31)
    assert before.flag(ago(4)) is Flag.PREDICTED
    assert before.left_out == ()

    on_the_day = find_outlook(context, ago(3))
    assert on_the_day.flag(ago(3)) is Flag.LOGGED
    assert on_the_day.day_of_cycle(ago(3)) == 1
    assert not find_outlook(context).on


def test_a_day_to_come_is_seen_as_if_nothing_else_were_noted(context: Context) -> None:
    for days in (87, 59, 31, 3):
        note_start(context, ago(days))

    assert find_outlook(context, ago(-25)).flag(ago(-25)) is Flag.PREDICTED
    assert find_outlook(context, ago(-25)).day_of_cycle(ago(-25)) == 29
    assert find_outlook(context, ago(-70)).next_start is None


def test_the_health_answers_count(context: Context) -> None:
    note_start(context, ago(3))
    context.note(Screened(Screening(frozenset({Tag.PREGNANCY}), AgeBand.FROM_18_TO_49)))

    assert not find_outlook(context).on


def test_starts_from_years_ago_are_remembered(context: Context) -> None:
    for number in range(130, 0, -1):
        context.note(PeriodStarted(ago(28 * number)))

    assert find_outlook(context).cycles == 129
