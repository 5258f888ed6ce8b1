"""What the cycle means for a day. Every cycle in here is made up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcare.app.say import say
from selfcare.domain.cycle import CycleOutlook, Flag, cycle_outlook
from selfcare.domain.facts import (
    CyclePaused,
    CycleResumed,
    Entry,
    Fact,
    NotToday,
    NotYetBleeding,
    PeriodRemoved,
    PeriodStarted,
)
from selfcare.domain.screening import AgeBand, Screening, Tag
from selfcare.domain.settings import Cycle, CycleMode

FIRST = date(2026, 1, 5)
REGULAR = tuple(FIRST + timedelta(days=28 * number) for number in range(6))
LAST = REGULAR[-1]
WILD = tuple(FIRST + timedelta(days=days) for days in (0, 22, 60, 86, 127, 150, 186, 216))
PREGNANT = Screening(frozenset({Tag.PREGNANCY}), AgeBand.FROM_18_TO_49)
HEALTHY = Screening(frozenset({Tag.JAW}), AgeBand.FROM_18_TO_49)
PILL = Cycle(mode=CycleMode.HORMONAL, pill_start=date(2026, 3, 2))


def days(number: int) -> timedelta:
    return timedelta(days=number)


def entries(*facts: Fact) -> list[Entry]:
    noted = datetime(2026, 1, 1, tzinfo=UTC)
    return [Entry(number, noted, noted.date(), fact) for number, fact in enumerate(facts, 1)]


def outlook(
    *facts: Fact | date,
    today: date = LAST,
    cycle: Cycle | None = None,
    screening: Screening | None = None,
) -> CycleOutlook:
    """Return the outlook; a date stands for a start noted on it."""
    noted = [PeriodStarted(one) if isinstance(one, date) else one for one in facts]
    return cycle_outlook(entries(*noted), today, cycle or Cycle(), screening)


def predicted(found: CycleOutlook, first: date, count: int = 120) -> list[date]:
    every = (first + days(number) for number in range(count))
    return [day for day in every if found.flag(day) is Flag.PREDICTED]


def flags(found: CycleOutlook, first: date, count: int) -> list[date]:
    every = (first + days(number) for number in range(count))
    return [day for day in every if found.flag(day) is not None]


# Off until turned on


def test_nothing_happens_before_a_first_start_is_noted() -> None:
    found = outlook(NotToday(FIRST))

    assert (found.on, found.next_start, found.cycles) == (False, None, 0)
    assert flags(found, FIRST - days(50), 200) == []
    assert found.heads_up_day() is None
    assert not found.asks_bleeding(FIRST)
    assert found.day_of_cycle(FIRST) is None
    assert say(found.why) == (
        "No start is noted yet. To begin, note your last one: selfcare period start"
    )


def test_a_first_start_turns_it_on() -> None:
    found = outlook(FIRST, today=FIRST)

    assert found.on
    assert (found.rough, found.cycles, found.last_start) == (True, 0, FIRST)
    assert say(found.why) == "A rough estimate, since no whole cycle is noted yet."
    assert predicted(found, FIRST)


def test_taking_the_only_start_back_turns_it_off_again() -> None:
    assert not outlook(FIRST, PeriodRemoved(FIRST)).on


@given(st.lists(st.dates(date(2024, 1, 1), date(2026, 12, 31)), min_size=1, max_size=8))
@settings(max_examples=50, deadline=None)
def test_no_day_before_the_first_start_is_flagged(noted: list[date]) -> None:
    found = outlook(*noted, today=max(noted))

    assert flags(found, min(noted) - days(60), 60) == []


# What was noted


def test_the_last_word_about_a_date_counts() -> None:
    again = outlook(FIRST, PeriodRemoved(FIRST), FIRST)
    assert again.starts == (FIRST,)

    gone = outlook(PeriodRemoved(FIRST), FIRST, PeriodRemoved(FIRST))
    assert gone.starts == ()


def test_a_corrected_date_gives_the_same_as_if_it_had_been_right_at_once() -> None:
    wrong = LAST + days(2)
    corrected = outlook(*REGULAR[:-1], wrong, PeriodRemoved(wrong), LAST, today=LAST + days(9))

    assert corrected == outlook(*REGULAR, today=LAST + days(9))


@given(st.permutations(range(6)), st.lists(st.integers(0, 5)))
@settings(max_examples=40, deadline=None)
def test_starts_noted_in_any_order_and_twice_give_the_same_outlook(
    order: list[int], again: list[int]
) -> None:
    noted = [REGULAR[number] for number in [*order, *again]]

    assert outlook(*noted, today=LAST + days(3)) == outlook(*REGULAR, today=LAST + days(3))


def test_entries_are_read_by_their_number_whatever_their_order() -> None:
    noted = entries(PeriodStarted(FIRST), PeriodRemoved(FIRST), PeriodStarted(LAST))

    assert cycle_outlook(noted[::-1], LAST, Cycle(), None).starts == (LAST,)


def test_the_outlook_tells_all_it_knows() -> None:
    found = outlook(*REGULAR, LAST + days(12), today=LAST + days(13))

    assert found.cycles == 5
    assert (found.last_start, found.next_start) == (LAST, LAST + days(28))
    assert found.lo is not None
    assert found.hi is not None
    assert LAST + days(26) <= found.lo <= LAST + days(28) <= found.hi <= LAST + days(30)
    assert [one.on for one in found.left_out] == [LAST + days(12)]
    assert say(found.why) == "Estimated from 5 cycles; 1 start was left out."


def test_what_was_left_out_and_the_usual_length_are_told_in_one_sentence() -> None:
    noted = (FIRST, FIRST + days(3), FIRST + days(9))
    found = outlook(*noted, today=noted[-1], cycle=Cycle(usual_length=30))

    assert say(found.why) == (
        "A rough estimate from 1 cycle, your usual length counted as one; 2 starts were left out."
    )


# Days of the cycle


def test_the_first_day_of_bleeding_is_day_one() -> None:
    found = outlook(*REGULAR, today=LAST + days(5))

    assert found.day_of_cycle(LAST) == 1
    assert found.day_of_cycle(LAST + days(1)) == 2
    assert found.day_of_cycle(LAST - days(1)) == 28
    assert found.day_of_cycle(FIRST - days(1)) is None


def test_the_days_are_counted_no_further_than_a_cycle_can_be() -> None:
    found = outlook(FIRST, today=FIRST + days(200))

    assert found.day_of_cycle(FIRST + days(89)) == 90
    assert found.day_of_cycle(FIRST + days(90)) is None


# Flags


def test_the_first_three_days_of_a_noted_start_are_flagged_as_such() -> None:
    found = outlook(*REGULAR, today=LAST + days(4))

    assert [found.flag(LAST + days(number)) for number in range(4)] == [Flag.LOGGED] * 3 + [None]
    assert found.flag(REGULAR[2] + days(1)) is Flag.LOGGED


def test_days_near_the_estimated_start_are_flagged_until_it_is_noted() -> None:
    before = outlook(*REGULAR, today=LAST + days(20))
    expected = predicted(before, LAST)
    assert {LAST + days(26), LAST + days(27), LAST + days(28)} <= set(expected)

    start = LAST + days(27)
    after = outlook(*REGULAR, start, today=start)
    assert predicted(after, start + days(1), 15) == []
    assert after.flag(start) is Flag.LOGGED


def test_a_day_gone_by_is_flagged_as_it_was_on_its_morning() -> None:
    in_between = outlook(*REGULAR[:4], today=REGULAR[4] - days(1))
    afterwards = outlook(*REGULAR, today=LAST)

    span = [REGULAR[3] + days(number) for number in range(28)]
    assert [afterwards.flag(day) for day in span] == [in_between.flag(day) for day in span]
    assert Flag.PREDICTED in map(afterwards.flag, span)


def test_flags_end_after_the_likely_days() -> None:
    found = outlook(*REGULAR, today=LAST + days(3))
    expected = predicted(found, LAST, 300)

    assert expected[-1] < LAST + days(45)
    assert not found.is_past_likely(expected[-1])
    assert found.is_past_likely(LAST + days(60))


def test_past_the_likely_days_there_is_no_estimate() -> None:
    found = outlook(*REGULAR, today=LAST + days(60))

    assert found.on
    assert (found.next_start, found.lo, found.hi) == (None, None, None)
    assert (found.ovulation, found.ovulation_lo, found.ovulation_hi) == (None, None, None)
    assert found.heads_up_day() is None
    assert say(found.why).startswith("The last start is 60 days back.")


def test_ovulation_is_flagged_on_each_day_of_its_span() -> None:
    found = outlook(*REGULAR, today=LAST)
    span = [
        LAST + days(number) for number in range(28) if found.flag_ovulation(LAST + days(number))
    ]

    assert span[0] == found.ovulation_lo
    assert span[-1] == found.ovulation_hi
    assert found.ovulation in span[1:-1]
    assert len(span) >= 5


# Heads-up and question


def test_the_heads_up_comes_three_days_before_and_stands_still_until_then() -> None:
    for number in range(25):
        found = outlook(*REGULAR, today=LAST + days(number))
        assert found.heads_up_day() == LAST + days(25)


def test_the_heads_up_does_not_run_ahead_of_the_days_that_go_by() -> None:
    noted = [FIRST + days(number) for number in (0, 26, 57, 82, 113, 139)]
    told = {outlook(*noted, today=noted[-1] + days(number)).heads_up_day() for number in range(33)}

    assert len(told) == 1


def test_irregular_cycles_are_flagged_but_get_no_heads_up() -> None:
    found = outlook(*WILD, today=WILD[-1])

    assert found.irregular
    assert found.heads_up_day() is None
    assert predicted(found, WILD[-1])
    assert say(found.why) == "Your cycles vary a lot, so this is a rough estimate from 7 cycles."


def test_bleeding_is_asked_for_once_on_each_flagged_day() -> None:
    found = outlook(*REGULAR, today=LAST + days(27))
    assert found.asks_bleeding(LAST + days(27))
    assert not found.asks_bleeding(LAST + days(15))

    answered = outlook(*REGULAR, NotYetBleeding(LAST + days(27)), today=LAST + days(27))
    assert not answered.asks_bleeding(LAST + days(27))
    assert answered.asks_bleeding(LAST + days(28))


def test_nobody_asks_on_the_days_after_a_noted_start() -> None:
    found = outlook(*REGULAR, today=LAST)

    assert not any(found.asks_bleeding(LAST + days(number)) for number in range(10))


def test_past_the_likely_days_bleeding_is_asked_for_until_one_answer_and_no_more() -> None:
    late = LAST + days(60)
    asked = outlook(*REGULAR, NotYetBleeding(LAST + days(28)), today=late)
    assert asked.asks_bleeding(late)

    answered = outlook(*REGULAR, NotYetBleeding(late), today=late + days(1))
    assert not any(answered.asks_bleeding(late + days(number)) for number in range(40))


# Pauses


def test_while_it_is_paused_nothing_is_flagged_or_asked() -> None:
    found = outlook(*REGULAR, CyclePaused(LAST + days(10)), today=LAST + days(27))

    assert (found.on, found.mode) == (False, CycleMode.PAUSED)
    assert flags(found, LAST, 60) == []
    assert not found.asks_bleeding(LAST + days(27))
    assert found.next_start is None
    assert found.day_of_cycle(LAST + days(27)) is None
    assert say(found.why) == (f"Paused since {LAST + days(10)}. To go on: selfcare period resume")


def test_a_cycle_with_a_pause_in_it_teaches_nothing() -> None:
    found = outlook(
        *REGULAR, CyclePaused(FIRST + days(5)), CycleResumed(FIRST + days(20)), today=LAST
    )

    assert found.on
    assert found.cycles == 4
    assert found.left_out[0].on == FIRST


def test_after_a_long_pause_it_waits_for_a_start_and_does_not_ask() -> None:
    found = outlook(
        *REGULAR,
        CyclePaused(LAST + days(10)),
        CycleResumed(LAST + days(300)),
        today=LAST + days(310),
    )

    assert found.on
    assert not found.is_past_likely(LAST + days(310))
    assert flags(found, LAST + days(300), 60) == []
    assert not found.asks_bleeding(LAST + days(310))
    assert found.day_of_cycle(LAST + days(310)) is None


def test_after_a_short_pause_the_estimate_goes_on() -> None:
    pause = (CyclePaused(LAST + days(1)), CycleResumed(LAST + days(9)))
    found = outlook(*REGULAR, *pause, today=LAST + days(20))

    assert found.next_start == LAST + days(28)
    assert predicted(found, LAST)
    assert [found.flag(LAST + days(number)) for number in range(3)] == [Flag.LOGGED, None, None]


def test_two_pauses_said_twice_are_still_two() -> None:
    words = (
        CyclePaused(FIRST + days(1)),
        CyclePaused(FIRST + days(3)),
        CycleResumed(FIRST + days(10)),
        CycleResumed(FIRST + days(12)),
        CyclePaused(FIRST + days(40)),
        CycleResumed(FIRST + days(41)),
    )
    found = outlook(FIRST, *words, today=LAST)

    assert [(one.first, one.end) for one in found.pauses] == [
        (FIRST + days(1), FIRST + days(10)),
        (FIRST + days(40), FIRST + days(41)),
    ]
    assert outlook(FIRST, *words[::-1], today=LAST).pauses == found.pauses


@pytest.mark.parametrize(
    ("cycle", "screening", "mode"),
    [
        (Cycle(mode=CycleMode.OFF), None, CycleMode.OFF),
        (Cycle(mode=CycleMode.OFF), PREGNANT, CycleMode.OFF),
        (Cycle(mode=CycleMode.PAUSED), None, CycleMode.PAUSED),
        (Cycle(), PREGNANT, CycleMode.PAUSED),
        (PILL, PREGNANT, CycleMode.PAUSED),
    ],
)
def test_settings_and_health_answers_can_keep_it_silent(
    cycle: Cycle, screening: Screening | None, mode: CycleMode
) -> None:
    found = outlook(*REGULAR, today=LAST + days(27), cycle=cycle, screening=screening)

    assert (found.on, found.mode) == (False, mode)
    assert flags(found, FIRST, 300) == []
    assert not any(found.flag_ovulation(LAST + days(number)) for number in range(40))
    assert found.heads_up_day() is None
    assert not found.asks_bleeding(LAST + days(27))
    assert not found.is_past_likely(LAST + days(70))
    assert found.day_of_cycle(LAST + days(3)) is None
    assert found.next_start is None


def test_other_health_answers_change_nothing() -> None:
    assert outlook(*REGULAR, screening=HEALTHY) == outlook(*REGULAR)


# Hormones


def test_with_pills_the_break_is_the_window_and_there_is_no_ovulation() -> None:
    pack = date(2026, 3, 2)
    found = outlook(today=pack + days(5), cycle=PILL)

    assert found.on
    assert found.next_start == found.lo == pack + days(21)
    assert found.hi == pack + days(27)
    assert (found.ovulation, found.ovulation_lo, found.ovulation_hi) == (None, None, None)
    assert flags(found, pack, 56) == [
        pack + days(number) for number in (*range(21, 28), *range(49, 56))
    ]
    assert not any(found.flag_ovulation(pack + days(number)) for number in range(56))
    assert not found.is_past_likely(pack + days(200))
    assert found.heads_up_day() == pack + days(18)
    assert found.anchor == pack + days(21)
    assert say(found.why) == "By your own schedule: 21 days with pills, then 7 without."


def test_a_schedule_holds_before_and_long_after_the_pack_it_is_told_by() -> None:
    pack = date(2026, 3, 2)

    assert outlook(today=pack - days(40), cycle=PILL).next_start == pack - days(35)
    assert outlook(today=pack + days(2800 + 25), cycle=PILL).next_start == pack + days(2800 + 49)
    assert outlook(today=pack + days(21), cycle=PILL).next_start == pack + days(21)


def test_with_pills_a_noted_start_shows_as_noted_and_is_not_asked_for_again() -> None:
    pack = date(2026, 3, 2)
    start = pack + days(23)
    found = outlook(start, today=start, cycle=PILL)

    assert [found.flag(pack + days(number)) for number in range(20, 29)] == [
        None,
        Flag.PREDICTED,
        Flag.PREDICTED,
        *[Flag.LOGGED] * 3,
        Flag.PREDICTED,
        Flag.PREDICTED,
        None,
    ]
    assert found.asks_bleeding(pack + days(22))
    assert not found.asks_bleeding(pack + days(26))
    assert found.day_of_cycle(start + days(4)) == 5


def test_bleeding_that_began_just_before_a_break_needs_no_note_ahead_of_it() -> None:
    pack = date(2026, 3, 2)

    early = outlook(pack + days(20), today=pack + days(20), cycle=PILL)
    between = outlook(pack + days(12), today=pack + days(20), cycle=PILL)
    last_break = outlook(pack + days(23), today=pack + days(24), cycle=PILL)

    assert early.heads_up_day() is None
    assert between.heads_up_day() == pack + days(18)
    assert last_break.heads_up_day() == pack + days(46)


def test_pills_without_a_schedule_flag_nothing_and_say_why() -> None:
    found = outlook(*REGULAR, today=LAST, cycle=Cycle(mode=CycleMode.HORMONAL))

    assert not found.on
    assert flags(found, FIRST, 200) == []
    assert "pill_start" in say(found.why)


def test_pills_without_a_break_expect_nothing() -> None:
    without = Cycle(mode=CycleMode.HORMONAL, pill_start=FIRST, pill_days=28, break_days=0)
    found = outlook(today=LAST, cycle=without)

    assert flags(found, FIRST, 200) == []
    assert (found.next_start, found.heads_up_day()) == (None, None)
    assert say(found.why) == "Your schedule has no break, so no days are expected."


@pytest.mark.parametrize("today", [date.min, date.max])
@pytest.mark.parametrize("cycle", [Cycle(), PILL])
def test_the_ends_of_the_calendar_do_no_harm(today: date, cycle: Cycle) -> None:
    noted: Sequence[date] = (date.min, FIRST, date.max)
    found = outlook(*noted, CyclePaused(date.min), CycleResumed(date.max), today=today, cycle=cycle)

    found.flag(today)
    found.flag_ovulation(today)
    found.heads_up_day()
    found.asks_bleeding(today)
    found.day_of_cycle(today)
