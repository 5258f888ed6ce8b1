"""The forecast of the next start. Every cycle in here is made up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcare.app.say import say
from selfcare.domain.cycle_forecast import Forecast, Pause, forecast
from selfcare.domain.cycle_lengths import LONGEST, SHORTEST, lengths_after

FIRST = date(2025, 1, 6)
DAYS = st.dates(date(2015, 1, 1), date(2026, 12, 31))
STARTS = st.lists(DAYS, min_size=1, max_size=30)
REGULAR = (28, 29, 27, 28, 30, 28)


def starts(gaps: Sequence[int], first: date = FIRST) -> list[date]:
    """Return the starts with so many days between them."""
    return [first + timedelta(days=days) for days in accumulate(gaps, initial=0)]


def made(
    noted: Sequence[date],
    today: date | None = None,
    *,
    pauses: Sequence[Pause] = (),
    usual_length: int | None = None,
) -> Forecast:
    found = forecast(noted, today or max(noted), pauses=pauses, usual_length=usual_length)
    assert found is not None
    return found


def of_gaps(*gaps: int, usual_length: int | None = None) -> Forecast:
    return made(starts(gaps), usual_length=usual_length)


def width(gaps: Sequence[int]) -> int:
    first, last = lengths_after(tuple(gaps)).span()
    return last - first + 1


def flagged(found: Forecast, until: int = 120) -> list[int]:
    """Return on which days after the last start one would be told that a start is near."""
    first = found.last_start
    return [day for day in range(until) if found.is_flagged(first + timedelta(days=day))]


def left_out(found: Forecast) -> dict[date, str]:
    return {one.on: say(one.why) for one in found.left_out}


# What holds for any dates


@given(STARTS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_same_set_of_dates_in_any_order_gives_the_same_forecast(
    noted: list[date], random: Random
) -> None:
    again = noted + random.sample(noted, random.randint(0, len(noted)))
    random.shuffle(again)

    assert forecast(again, date(2027, 1, 1)) == forecast(noted, date(2027, 1, 1))


@given(st.lists(st.integers(15, 90), max_size=40), st.none() | st.integers(15, 90))
@settings(max_examples=80, deadline=None)
def test_the_probabilities_of_all_lengths_together_are_one(
    gaps: list[int], usual: int | None
) -> None:
    lengths = lengths_after(tuple(gaps), usual)

    assert len(lengths.probabilities) == LONGEST - SHORTEST + 1
    assert sum(lengths.probabilities) == pytest.approx(1)
    assert all(chance >= 0 for chance in lengths.probabilities)
    assert lengths.chance(SHORTEST, LONGEST) == pytest.approx(1)


@given(STARTS, st.integers(0, 200))
@settings(max_examples=80, deadline=None)
def test_the_span_holds_the_likeliest_day_and_nothing_that_has_gone_by(
    noted: list[date], days: int
) -> None:
    today = max(noted) + timedelta(days=days)
    found = made(noted, today)

    if found.is_past(today):
        return
    first, last = found.span(today)
    after = found.day(today)
    assert today <= first <= last
    assert today <= found.next_start(today)
    lengths = found.lengths
    held = lengths.chance(found.day(first), found.day(last)) / lengths.chance(after, LONGEST)
    assert held >= 0.8 - 1e-6


@given(STARTS)
@settings(max_examples=60, deadline=None)
def test_every_start_that_was_noted_counts_or_is_left_out_with_a_reason(noted: list[date]) -> None:
    found = made(noted)

    counted = set(found.starts)
    assert counted | {one.on for one in found.left_out} == set(noted)
    gaps = [(b - a).days for a, b in zip(found.starts, found.starts[1:], strict=False)]
    assert all(gap >= 15 for gap in gaps)
    assert found.cycles == sum(gap <= 90 for gap in gaps)


@given(st.lists(st.dates(), min_size=1, max_size=12), st.dates())
@settings(max_examples=80, deadline=None)
def test_no_date_of_the_calendar_is_too_strange(noted: list[date], today: date) -> None:
    found = forecast(noted, today)

    assert (found is None) == all(start > today for start in noted)
    if found is not None:
        found.next_start(today)
        found.span(today)
        found.is_flagged(today)


def test_the_ends_of_the_calendar_do_no_harm() -> None:
    found = made([date.min, date.max])

    assert found.last_start == date.max
    assert found.next_start(date.max) == date.max
    assert found.span(date.max) == (date.max, date.max)
    assert made([date.min], date.max).is_past(date.max)


# Wider with fewer and with wilder cycles


@given(st.integers(24, 36), st.integers(0, 12))
@settings(max_examples=60, deadline=None)
def test_one_more_cycle_of_the_same_length_never_widens_the_span(length: int, count: int) -> None:
    assert width([length] * (count + 1)) <= width([length] * count)


@given(st.integers(26, 33), st.integers(0, 6), st.integers(2, 6))
@settings(max_examples=60, deadline=None)
def test_cycles_further_from_their_middle_widen_the_span(
    middle: int, away: int, pairs: int
) -> None:
    tame = [middle - away, middle + away] * pairs
    wild = [middle - away - 1, middle + away + 1] * pairs

    assert width(wild) >= width(tame)
    assert width([middle - 6, middle + 6] * pairs) > width([middle] * 2 * pairs)


# The edge cases by name


def test_without_a_start_up_to_today_there_is_no_forecast() -> None:
    assert forecast([], FIRST) is None
    assert forecast([FIRST + timedelta(days=1)], FIRST) is None


def test_a_single_start_gets_a_rough_answer_that_fits_most_women() -> None:
    found = of_gaps()

    assert (found.cycles, found.rough, found.irregular) == (0, True, False)
    assert 28 <= (found.next_start(FIRST) - FIRST).days <= 31
    assert flagged(found)


@pytest.mark.parametrize(("count", "rough"), [(0, True), (1, True), (2, True), (3, False)])
def test_fewer_than_three_cycles_are_called_rough(count: int, rough: bool) -> None:
    found = of_gaps(*[28] * count)

    assert (found.cycles, found.rough) == (count, rough)


def test_a_regular_cycle_is_met_to_the_day() -> None:
    found = of_gaps(*REGULAR)
    last = found.last_start

    assert (found.next_start(last) - last).days == 28
    first, end = found.span(last)
    assert 25 <= (first - last).days <= (end - last).days <= 31
    assert {26, 27, 28} <= set(flagged(found))
    assert len(flagged(found, 31)) <= 7


def test_a_long_regular_cycle_is_learned_after_a_few() -> None:
    found = of_gaps(44, 45, 43, 44)

    assert 42 <= (found.next_start(found.last_start) - found.last_start).days <= 46


def test_newer_cycles_count_more_than_older_ones() -> None:
    longer = of_gaps(*[25] * 6, *[33] * 6)
    shorter = of_gaps(*[33] * 6, *[25] * 6)

    def ahead(found: Forecast) -> int:
        return (found.next_start(found.last_start) - found.last_start).days

    assert ahead(longer) > ahead(shorter)


def test_the_usual_length_counts_as_one_cycle() -> None:
    without = of_gaps()
    told = of_gaps(usual_length=35)

    assert (without.cycles, told.cycles) == (0, 1)
    assert told.next_start(FIRST) > without.next_start(FIRST)
    assert not of_gaps(28, 28, usual_length=28).rough


def test_a_start_that_was_not_noted_does_not_lead_astray() -> None:
    found = of_gaps(28, 29, 57, 28, 28)

    assert (found.next_start(found.last_start) - found.last_start).days in (28, 29)
    assert found.left_out == ()


def test_a_start_soon_after_another_is_kept_and_told_but_is_no_new_cycle() -> None:
    regular = starts(REGULAR)
    spotted = regular[-1] + timedelta(days=14)
    found = made([*regular, spotted])

    assert found.last_start == regular[-1]
    assert left_out(found) == {spotted: "It came less than 15 days after the one before."}
    assert found.lengths == made(regular).lengths
    assert made([*regular, regular[-1] + timedelta(days=15)]).left_out == ()


def test_bleeding_in_between_is_seen_as_such_once_the_next_start_comes_when_due() -> None:
    regular = starts(REGULAR)
    between = regular[-1] + timedelta(days=16)
    due = regular[-1] + timedelta(days=28)

    assert made([*regular, between]).last_start == between
    found = made([*regular, between, due])
    assert found.last_start == due
    assert left_out(found) == {between: "It came soon after one start and shortly before another."}
    assert found.cycles == len(REGULAR) + 1


def test_a_period_that_paused_for_some_days_stays_one_period() -> None:
    regular = starts(REGULAR)
    found = made([*regular, regular[2] + timedelta(days=4)])

    assert found.starts == tuple(regular)


def test_a_gap_over_a_pause_is_left_out() -> None:
    noted = starts((28, 28, 60, 28))
    pause = Pause(noted[2] + timedelta(days=10), noted[3] - timedelta(days=10))
    found = made(noted, pauses=[pause])

    assert found.cycles == 3
    assert left_out(found) == {noted[2]: "There is a pause between it and the next."}
    assert found.lengths == lengths_after((28, 28, 28))


@pytest.mark.parametrize(("begins", "ends"), [(0, 1), (28, 40), (-9, 1), (28, None)])
def test_a_pause_that_only_touches_a_gap_leaves_it_in(begins: int, ends: int | None) -> None:
    end = None if ends is None else FIRST + timedelta(days=ends)
    found = made(starts((28,)), pauses=[Pause(FIRST + timedelta(days=begins), end)])

    assert found.cycles == 1


def test_more_than_ninety_days_tell_nothing_about_a_cycle() -> None:
    found = of_gaps(28, 91, 29)

    assert found.cycles == 2
    assert left_out(found) == {
        FIRST + timedelta(days=28): "The 91 days to the next one are too many for one cycle."
    }
    assert of_gaps(28, 90, 29).cycles == 3


def test_a_start_in_the_future_is_left_out() -> None:
    today = FIRST + timedelta(days=3)
    tomorrow = today + timedelta(days=1)
    found = made([FIRST, tomorrow], today)

    assert found.last_start == FIRST
    assert left_out(found) == {tomorrow: "It lies in the future."}


def test_cycles_that_vary_a_lot_are_called_so_and_still_flagged() -> None:
    found = of_gaps(22, 38, 26, 41, 23, 36, 30)

    assert found.irregular
    assert flagged(found)
    assert not of_gaps(*REGULAR).irregular


@pytest.mark.parametrize(
    ("gaps", "enough"), [((28,), 0.15), (REGULAR, 0.185), ((22, 41, 30, 26), 0.185)]
)
def test_a_day_is_flagged_where_a_start_on_it_or_in_the_two_days_after_is_likely_enough(
    gaps: tuple[int, ...], enough: float
) -> None:
    found = of_gaps(*gaps)
    chances = dict(enumerate(found.lengths.probabilities, SHORTEST))
    likely = [
        day
        for day in range(SHORTEST, found.lengths.likely + 1)
        if sum(chances.get(day + number, 0.0) for number in range(3))
        >= enough * sum(chance for later, chance in chances.items() if later >= day)
    ]

    assert flagged(found) == likely


def test_each_morning_without_a_start_moves_the_forecast_on() -> None:
    found = of_gaps(*REGULAR)
    last = found.last_start
    told = [found.next_start(last + timedelta(days=day)) for day in range(36)]

    assert told == sorted(told)
    assert told[31] >= last + timedelta(days=31)
    assert all(day >= last + timedelta(days=number) for number, day in enumerate(told))


def test_past_the_day_by_which_nearly_all_have_begun_nothing_is_flagged() -> None:
    found = of_gaps(*REGULAR)
    likely = found.lengths.likely

    assert found.lengths.chance(SHORTEST, likely) >= 0.99
    assert found.lengths.chance(SHORTEST, likely - 1) < 0.99
    assert max(flagged(found)) <= likely
    assert not found.is_past(found.last_start + timedelta(days=likely))
    assert found.is_past(found.last_start + timedelta(days=likely + 1))


def test_ovulation_is_a_span_about_two_weeks_before_the_next_start() -> None:
    found = of_gaps(*REGULAR)
    day, first, last = found.ovulation

    assert 12 <= day <= 16
    assert 5 <= last - first + 1 <= 9
    assert first <= day <= last


@pytest.mark.parametrize("gaps", [(), (28,), (22, 41, 30)])
def test_the_span_of_ovulation_is_never_a_single_day(gaps: tuple[int, ...]) -> None:
    _, first, last = of_gaps(*gaps).ovulation

    assert last - first >= 5
