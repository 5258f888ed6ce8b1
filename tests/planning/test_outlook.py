"""What the diary says of a day, what it counts for, and what became of days like it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from selfcare.app.say import say
from selfcare.domain.checkin import CheckIn, Headache, Sign, Sleep, Tick
from selfcare.domain.facts import (
    CheckedIn,
    CyclePaused,
    CycleResumed,
    DiaryView,
    Entry,
    OutlookSwitched,
    PeriodStarted,
)
from selfcare.domain.outlook import Band, Outlook
from selfcare.domain.settings import Cycle, CycleMode, Settings
from selfcare.domain.week import DAY
from selfcare.planning.around import around
from selfcare.planning.history import read_history
from selfcare.planning.outlook import is_hidden, outlook_of
from tests.planning.a_plan import BERLIN, LONG_AGO, MONDAY
from tests.planning.known import Noted, entries_of, every_28_days, known, on

SUNDAY = MONDAY - DAY


def said(day: date = MONDAY, **items: object) -> Noted:
    return (day, CheckedIn(CheckIn(day=day, **items)))  # type: ignore[arg-type] # real fields


def back(days: int, **items: object) -> Noted:
    """Return a check-in about the day so many days before Monday."""
    return said(MONDAY - days * DAY, **items)


def answered(days: int, *, headache: bool = False, **items: object) -> Noted:
    return back(days, headache=Headache.YES if headache else Headache.NO, **items)


OLD: list[Noted] = [back(days, stress=1) for days in range(20, 34)]
"""Two weeks in the diary, long enough ago to say nothing about Monday."""


def seen(
    *noted: Noted,
    day: date = MONDAY,
    today: date = MONDAY,
    settings: Settings | None = None,
    before: Sequence[Noted] = OLD,
) -> Outlook:
    every = (*before, *noted)
    return outlook_of(
        day,
        known(*every, today=today, settings=settings),
        entries_of(every),
        suspended=False,
    )


def points(*noted: Noted, day: date = MONDAY) -> int:
    found = seen(*noted, day=day).points
    assert found is not None
    return found


def reasons(*noted: Noted, settings: Settings | None = None) -> list[str]:
    return [say(one) for one in seen(*noted, settings=settings).reasons]


# What holds for a day


def test_a_day_nothing_is_noted_about_is_a_usual_one() -> None:
    found = seen()

    assert (found.band, found.points, found.reasons) == (Band.USUAL, 0, ())


def test_a_headache_counts_on_its_day_and_on_the_next() -> None:
    assert points(said(headache=Headache.RUNNING)) == 4
    assert points(back(1, headache=Headache.YES)) == 4
    assert points(said(headache=Headache.YES), back(1, headache=Headache.YES)) == 4
    assert points(back(2, headache=Headache.YES)) == 0
    assert points(said(headache=Headache.NO), back(1, headache=Headache.NO)) == 0


def test_what_is_noted_today_counts_for_tomorrow_and_no_further() -> None:
    today = said(headache=Headache.YES, ticks=(Tick.FIVE_DRINKS,), stress=9)

    assert points(today, day=MONDAY + DAY) == 4 + 4 + 2
    assert points(today, day=MONDAY + 2 * DAY) == 0


def test_early_signs_count_from_two_on_or_as_the_feeling_that_one_is_coming() -> None:
    assert points(said(signs=(Sign.TIRED,))) == 0
    assert points(said(signs=(Sign.TIRED, Sign.YAWNING))) == 4
    assert points(said(signs=(Sign.ONE_IS_COMING,))) == 4
    assert points(back(1, signs=(Sign.ONE_IS_COMING,))) == 0


def test_a_stiff_neck_told_as_a_number_is_an_early_sign() -> None:
    assert points(said(stiffness=5, signs=(Sign.TIRED,))) == 4
    assert points(said(stiffness=4, signs=(Sign.TIRED,))) == 0
    assert points(said(stiffness=10)) == points(said(stiffness=5, signs=(Sign.STIFF_NECK,))) == 0
    assert points(said(stiffness=6), said(stiffness=2, signs=(Sign.TIRED,))) == 4


def test_signs_of_several_check_ins_of_a_day_add_up() -> None:
    assert points(said(signs=(Sign.TIRED,)), said(signs=(Sign.YAWNING,))) == 4
    assert points(said(signs=(Sign.TIRED,)), said(signs=(Sign.TIRED,))) == 0
    assert points(said(signs=(Sign.TIRED,)), back(1, signs=(Sign.YAWNING,))) == 0


def test_drinks_count_on_the_day_after_and_all_other_ticks_on_their_own() -> None:
    assert points(back(1, ticks=(Tick.FIVE_DRINKS,))) == 4
    assert points(said(ticks=(Tick.FIVE_DRINKS,))) == 0
    assert points(said(ticks=(Tick.MISSED_MEAL, Tick.LESS_COFFEE))) == 2
    assert points(back(1, ticks=(Tick.MISSED_MEAL, Tick.LESS_COFFEE))) == 0


def test_of_the_night_before_the_latest_word_counts() -> None:
    assert points(said(sleep=Sleep.BROKEN)) == 2
    assert points(said(sleep=Sleep.UNUSUAL)) == 1
    assert points(said(sleep=Sleep.FINE)) == 0
    assert points(back(1, sleep=Sleep.BROKEN)) == 0
    assert points(said(sleep=Sleep.BROKEN), said(sleep=Sleep.UNUSUAL), said(stress=1)) == 1
    assert points(said(sleep=Sleep.UNUSUAL), said(sleep=Sleep.FINE)) == 0


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    first = said(sleep=Sleep.BROKEN, ticks=(Tick.MISSED_MEAL,))
    number = len(OLD) + 1
    correction = (MONDAY, CheckedIn(CheckIn(day=MONDAY, sleep=Sleep.FINE), replaces=number))

    assert points(first) == 3
    assert points(first, correction) == 0


def test_the_stress_of_the_day_counts_and_until_it_is_noted_that_of_the_evening_before() -> None:
    assert points(said(stress=7)) == 2
    assert points(back(1, stress=7)) == 2
    usual = [back(days, stress=5) for days in range(20, 34)]
    assert seen(back(1, stress=7), said(stress=5), before=usual).points == 0
    assert points(back(2, stress=7)) == 0


def test_stress_is_high_by_ones_own_usual() -> None:
    assert points(said(stress=5)) == 2
    assert seen(said(stress=5), before=[back(20, stress=5)] * 14).points == 0


def test_stress_that_fell_by_three_from_one_evening_to_the_next_counts() -> None:
    assert points(back(1, stress=4), said(stress=1)) == 2
    assert points(back(1, stress=4), said(stress=2)) == 0
    assert points(back(1, stress=1), said(stress=4)) == 0
    assert points(back(2, stress=4), back(1, stress=1)) == 2
    assert points(back(2, stress=4), said(stress=1)) == 0
    assert points(back(3, stress=4), back(2, stress=1)) == 0


def test_high_stress_that_fell_counts_twice() -> None:
    assert points(back(1, stress=10), said(stress=7)) == 4


# The cycle


@pytest.mark.parametrize(("number", "expected"), [(1, 4), (2, 4), (3, 4), (4, 0), (5, 0)])
def test_the_first_three_days_of_a_noted_start_count(number: int, expected: int) -> None:
    starts = every_28_days(MONDAY - (number - 1) * DAY)

    assert points(*starts) == expected


def test_days_around_an_expected_start_count_half_as_much() -> None:
    assert points(*every_28_days(MONDAY - 27 * DAY)) == 2
    assert points(*every_28_days(MONDAY - 26 * DAY)) == 2
    assert points(*every_28_days(MONDAY - 20 * DAY)) == 0
    assert points(*every_28_days(SUNDAY - 20 * DAY), day=MONDAY + 6 * DAY) == 2


def test_ovulation_counts_nothing_and_is_no_reason() -> None:
    starts = every_28_days(MONDAY - 14 * DAY)

    assert known(*starts).cycle.flag_ovulation(MONDAY)
    assert (points(*starts), reasons(*starts)) == (0, [])


def test_a_day_in_the_past_is_seen_as_on_its_morning() -> None:
    *before, last = every_28_days(MONDAY)

    assert points(*before, last, day=SUNDAY) == points(*before, day=SUNDAY) == 2


def test_nothing_comes_of_a_cycle_that_is_off() -> None:
    starts = every_28_days(MONDAY)
    off = Settings(cycle=Cycle(mode=CycleMode.OFF))

    assert seen(*starts, settings=off).points == 0


# Reasons


@pytest.mark.parametrize(
    ("noted", "reason"),
    [
        (said(headache=Headache.YES), "a headache on this day or the day before"),
        (said(signs=(Sign.ONE_IS_COMING,)), "the early signs you noted"),
        (back(1, ticks=(Tick.FIVE_DRINKS,)), "five drinks or more the day before"),
        (said(sleep=Sleep.BROKEN), "a broken night"),
        (said(sleep=Sleep.UNUSUAL), "a night much longer or shorter than usual"),
        (said(ticks=(Tick.MISSED_MEAL,)), "a missed meal"),
        (said(ticks=(Tick.LESS_COFFEE,)), "less coffee than usual"),
    ],
)
def test_each_factor_is_told_in_plain_words(noted: Noted, reason: str) -> None:
    assert reasons(noted) == [reason]


def test_stress_is_told_as_above_ones_own_usual_only_where_that_is_known() -> None:
    def told(stress: int, *earlier: int) -> list[str]:
        noted = [back(20 + number, stress=one) for number, one in enumerate(earlier)]
        found = seen(said(stress=stress), answered(1), before=[*noted, *answered_long_ago()])
        return [say(one) for one in found.reasons]

    assert told(5, *[1] * 14) == told(8, *[1] * 14) == ["stress above your usual"]
    assert told(8, *[1] * 13) == ["high stress"]
    assert told(8, *[9] * 14) == told(8, *[8] * 14) == ["high stress"]
    assert told(5, *[5] * 14) == []


def answered_long_ago() -> list[Noted]:
    return [answered(days) for days in range(200, 214)]


def test_reasons_come_in_the_order_of_the_handbook() -> None:
    noted = [
        *every_28_days(MONDAY),
        back(1, stress=10, ticks=(Tick.FIVE_DRINKS,)),
        said(
            headache=Headache.YES,
            stress=7,
            signs=(Sign.ONE_IS_COMING,),
            sleep=Sleep.BROKEN,
            ticks=(Tick.LESS_COFFEE, Tick.MISSED_MEAL),
        ),
    ]

    assert reasons(*noted) == [
        "a headache on this day or the day before",
        "day 1 of your cycle",
        "the early signs you noted",
        "five drinks or more the day before",
        "stress above your usual",
        "much less stress than the evening before",
        "a broken night",
        "a missed meal",
        "less coffee than usual",
    ]
    assert seen(*noted).points == 15


def test_the_day_of_the_cycle_is_told_by_the_noted_start_or_about_the_estimate() -> None:
    assert reasons(*every_28_days(MONDAY - 2 * DAY)) == ["day 3 of your cycle"]
    assert reasons(*every_28_days(MONDAY - 27 * DAY)) == ["about day -1 of your cycle"]
    assert reasons(*every_28_days(MONDAY - 26 * DAY)) == ["about day -2 of your cycle"]


def test_further_from_the_estimate_it_is_told_without_a_number() -> None:
    around_it = "bleeding may begin around this day"

    assert reasons(*every_28_days(MONDAY - 28 * DAY)) == [around_it]
    assert reasons(*every_28_days(MONDAY - 25 * DAY)) == [around_it]
    found = seen(*every_28_days(MONDAY), day=SUNDAY)
    assert [say(one) for one in found.reasons] == [around_it]


def test_after_a_pause_the_first_days_have_no_number() -> None:
    start = MONDAY - 2 * DAY
    paused = (on(start, CyclePaused(start + DAY)), on(MONDAY, CycleResumed(MONDAY)))

    assert reasons(*every_28_days(start), *paused) == ["one of the first days of bleeding"]


def test_days_without_pills_are_told_as_such() -> None:
    pills = Cycle(mode=CycleMode.HORMONAL, pill_start=MONDAY - 22 * DAY)

    assert reasons(settings=Settings(cycle=pills)) == ["one of the days without pills"]


# A new diary


@pytest.mark.parametrize(("days", "few", "expected"), [(13, True, 0), (14, False, 6)])
def test_before_fourteen_diary_days_most_things_do_not_count(
    days: int, *, few: bool, expected: int
) -> None:
    noted = [said(headache=Headache.YES, sleep=Sleep.BROKEN)]
    old = [back(number, stress=1) for number in range(20, 20 + days)]
    found = seen(*noted, before=old)

    assert (found.few_days, found.points, len(found.reasons)) == (few, expected, 0 if few else 2)


def test_the_cycle_and_what_the_user_senses_count_from_the_first_day() -> None:
    sensed = said(signs=(Sign.ONE_IS_COMING,), sleep=Sleep.BROKEN)

    assert seen(sensed, *every_28_days(MONDAY), before=()).points == 8
    assert seen(*every_28_days(MONDAY - 27 * DAY), before=()).points == 2


def test_diary_days_are_those_before_it_that_say_anything_of_headache_or_stress() -> None:
    both = [back(days, stress=1) for days in range(20, 27)]
    both += [back(days, headache=Headache.NO) for days in range(27, 33)]

    assert seen(*both, said(stress=1), back(19, load=True), before=()).few_days
    assert not seen(*both, back(33, headache=Headache.YES), before=()).few_days
    assert seen(*both, back(366, stress=1), before=()).few_days
    assert not seen(*both, back(365, stress=1), before=()).few_days


# One's own count


def like_it(count: int, *, headaches: int, since: int = 2) -> list[Noted]:
    """Return days of three points each, none next to another, some with a headache."""
    return [
        answered(
            since + 2 * number,
            headache=number < headaches,
            sleep=Sleep.BROKEN,
            ticks=(Tick.MISSED_MEAL,),
        )
        for number in range(count)
    ]


LIKE_THEM = said(sleep=Sleep.BROKEN, ticks=(Tick.LESS_COFFEE,))


def count(found: Outlook) -> tuple[int | None, int | None]:
    return found.headache_days, found.days_like_it


def test_ones_own_count_is_told_from_eight_days_of_the_same_band_on() -> None:
    assert count(seen(LIKE_THEM, *like_it(8, headaches=5))) == (5, 8)
    assert count(seen(LIKE_THEM, *like_it(7, headaches=5))) == (None, None)


def test_days_of_another_band_or_without_an_answer_are_not_like_it() -> None:
    usual = [answered(days) for days in range(100, 110)]
    silent = [back(days, sleep=Sleep.BROKEN, ticks=(Tick.MISSED_MEAL,)) for days in (60, 62)]
    found = seen(LIKE_THEM, *like_it(9, headaches=2), *usual, *silent)

    assert count(found) == (2, 9)
    assert count(seen(*like_it(9, headaches=2), *usual)) == (0, 10)


def test_the_headache_of_a_past_day_never_makes_it_one_like_it() -> None:
    headaches = [answered(days, headache=True) for days in range(60, 76, 2)]

    assert count(seen(LIKE_THEM, *headaches)) == (None, None)
    assert count(seen(said(sleep=Sleep.FINE), *headaches)) == (8, 8)


def test_the_headache_of_the_day_before_does() -> None:
    after = [answered(days, headache=days % 3 == 0) for days in range(59, 83) if days % 3 != 1]

    assert count(seen(LIKE_THEM, *after)) == (0, 8)


def test_days_more_than_a_year_back_are_not_counted() -> None:
    seven = [answered(days) for days in range(100, 107)]

    assert count(seen(*seven, answered(365))) == (0, 8)
    assert count(seen(*seven, answered(366))) == (None, None)


def test_the_day_itself_and_later_ones_are_not_counted() -> None:
    seven = [answered(days) for days in range(100, 107)]

    assert count(seen(*seven, answered(0))) == (None, None)
    assert count(seen(*seven, answered(0), answered(-1), today=MONDAY + DAY)) == (None, None)


# Where one's own notes do not bear it out


def a_year(
    *, high: int, high_headaches: int, usual: int, usual_headaches: int, raised: int = 0
) -> list[Noted]:
    """Return answered days, none next to another."""
    days = [
        *((number < high_headaches, (Sign.ONE_IS_COMING,), Sleep.BROKEN) for number in range(high)),
        *((number < usual_headaches, (), Sleep.FINE) for number in range(usual)),
        *((False, (Sign.ONE_IS_COMING,), Sleep.FINE) for _ in range(raised)),
    ]
    return [
        answered(2 + 2 * number, headache=headache, signs=signs, sleep=sleep)
        for number, (headache, signs, sleep) in enumerate(days)
    ]


@pytest.mark.parametrize(
    ("high", "usual", "raised", "is_off"),
    [
        ((0, 3), (0, 57), 0, True),
        ((0, 3), (0, 56), 0, False),
        ((0, 3), (0, 56), 1, True),
        ((0, 2), (0, 58), 0, False),
        ((1, 3), (0, 57), 0, False),
        ((1, 3), (18, 57), 0, False),
        ((1, 3), (19, 57), 0, True),
        ((1, 3), (20, 57), 0, True),
        ((0, 3), (0, 0), 57, False),
    ],
)
def test_it_is_off_where_very_gentle_days_had_no_more_headaches_than_usual_ones(
    high: tuple[int, int], usual: tuple[int, int], raised: int, *, is_off: bool
) -> None:
    noted = a_year(
        high_headaches=high[0],
        high=high[1],
        usual_headaches=usual[0],
        usual=usual[1],
        raised=raised,
    )
    found = seen(*noted, before=())

    assert (found.off is not None) is is_off
    assert (found.band is None) is is_off


def test_where_it_is_off_it_says_why_and_nothing_else() -> None:
    noted = a_year(high=4, high_headaches=1, usual=60, usual_headaches=20)
    found = seen(*noted, said(headache=Headache.YES), before=())

    assert found.off is not None
    assert say(found.off) == (
        "The outlook is off for now, because your own notes do not bear it out: there was a"
        " headache on 1 of 4 days to go very gently, and on 20 of 60 usual days. Your notes are"
        " counted anew each time."
    )
    assert found == Outlook(day=MONDAY, off=found.off)
    assert not found.few_days


# Headaches that do not go with the cycle

STARTS = every_28_days(MONDAY, cycles=6)
DAYS_OF_STARTS = [day for day, _ in STARTS]


def yes_or_no(day: date, *, headache: bool) -> Noted:
    return said(day, headache=Headache.YES if headache else Headache.NO)


def a_life(near: tuple[int, int], far: tuple[int, int]) -> list[Noted]:
    """Return headaches of so many days on days 1 and 3 of six cycles, and on days 10 and after."""
    on_near = [start + number * DAY for number in (0, 2) for start in DAYS_OF_STARTS[:6]]
    on_far = [start + number * DAY for number in (9, 11) for start in DAYS_OF_STARTS[:6]]
    return [
        yes_or_no(day, headache=number < headaches)
        for days, (headaches, count) in ((on_near, near), (on_far, far))
        for number, day in enumerate(days[:count])
    ]


@pytest.mark.parametrize(
    ("near", "far", "expected"),
    [
        ((6, 10), (5, 10), 4),
        ((7, 12), (5, 10), 2),
        ((5, 10), (5, 10), 2),
        ((0, 6), (1, 12), 2),
        ((12, 12), (0, 10), 4),
        ((0, 12), (0, 10), 4),
        ((1, 12), (0, 0), 4),
    ],
)
def test_the_cycle_counts_half_where_headaches_come_less_than_a_fifth_more_often_around_starts(
    near: tuple[int, int], far: tuple[int, int], expected: int
) -> None:
    assert points(*STARTS, *a_life(near, far)) == expected


def test_so_do_the_days_of_an_expected_start_rounded_down() -> None:
    starts = [(day - 27 * DAY, PeriodStarted(day - 27 * DAY)) for day in DAYS_OF_STARTS]
    shifted = [
        yes_or_no(day - 27 * DAY, headache=number >= 6)
        for number, day in enumerate(
            [*DAYS_OF_STARTS[:6], *(start + 10 * DAY for start in DAYS_OF_STARTS[:6])]
        )
    ]

    assert points(*starts, *shifted) == 1


def test_five_cycles_are_too_few_to_tell() -> None:
    assert points(*STARTS[1:], *a_life((0, 12), (10, 12))) == 4
    assert points(*STARTS, *a_life((0, 12), (10, 12))) == 2


def test_cycles_of_which_the_diary_says_nothing_do_not_count() -> None:
    assert points(*STARTS, *a_life((0, 6), (10, 12))) == 2
    assert points(*STARTS, *a_life((0, 5), (10, 12))) == 4


def test_cycles_with_a_pause_do_not_count() -> None:
    first = DAYS_OF_STARTS[2] + 12 * DAY
    pause = (on(first, CyclePaused(first)), on(first, CycleResumed(first + 2 * DAY)))

    assert points(*STARTS, *pause, *a_life((0, 12), (10, 12))) == 4


def test_starts_after_the_day_do_not_count_yet() -> None:
    life = a_life((0, 12), (10, 12))

    assert points(*STARTS, *life, day=DAYS_OF_STARTS[5]) == 4


@pytest.mark.parametrize(
    ("offset", "expected"), [(-3, 2), (-2, 4), (-1, 4), (1, 4), (2, 4), (3, 2)]
)
def test_around_a_start_are_the_two_days_before_it_and_the_first_three(
    offset: int, expected: int
) -> None:
    noted = [yes_or_no(day, headache=False) for day in DAYS_OF_STARTS[:6]]
    noted += [yes_or_no(day + offset * DAY, headache=True) for day in DAYS_OF_STARTS[:6]]
    noted += [yes_or_no(day + 14 * DAY, headache=False) for day in DAYS_OF_STARTS[:2]]

    assert points(*STARTS, *noted) == expected


def test_days_before_the_latest_start_are_around_a_start_too() -> None:
    noted = a_life((0, 6), (1, 10))
    near = [yes_or_no(MONDAY - 2 * DAY, headache=True)]

    assert points(*STARTS, *noted) == 2
    assert points(*STARTS, *noted, *near) == 4


# Suspended, hidden, and any diary at all


def test_the_latest_wish_says_whether_it_is_hidden() -> None:
    hide, show = on(MONDAY, OutlookSwitched(shown=False)), on(MONDAY, OutlookSwitched(shown=True))

    assert not is_hidden(())
    assert is_hidden(entries_of([hide]))
    assert not is_hidden(entries_of([hide, show]))
    assert is_hidden(entries_of([hide, show, hide, LIKE_THEM]))
    assert is_hidden(reversed(entries_of([show, hide])))


notes = st.lists(
    st.builds(
        back,
        st.integers(0, 40),
        headache=st.none() | st.sampled_from(Headache),
        stress=st.none() | st.integers(0, 10),
        signs=st.lists(st.sampled_from(Sign), max_size=3, unique=True).map(tuple),
        sleep=st.none() | st.sampled_from(Sleep),
        ticks=st.lists(st.sampled_from(Tick), max_size=2, unique=True).map(tuple),
    ),
    max_size=60,
)
cycles: st.SearchStrategy[list[Noted]] = st.integers(0, 40).map(
    lambda days: every_28_days(MONDAY - days * DAY)
) | st.just([])


def of_entries(day: date, entries: Sequence[Entry], *, suspended: bool = False) -> Outlook:
    found = around(
        MONDAY,
        zone=BERLIN,
        settings=Settings(),
        history=read_history(DiaryView(tuple(entries), LONG_AGO)),
        entries=entries,
    )
    return outlook_of(day, found, entries, suspended=suspended)


@settings(max_examples=60, deadline=None)
@given(notes, cycles, st.integers(-3, 9), st.randoms(use_true_random=False))
def test_the_order_in_which_facts_are_read_does_not_matter(
    noted: list[Noted], starts: list[Noted], ahead: int, random: Random
) -> None:
    entries = [*entries_of([*noted, *starts])]
    shuffled = [*entries]
    random.shuffle(shuffled)
    day = MONDAY + ahead * DAY

    assert of_entries(day, entries) == of_entries(day, shuffled)


@settings(max_examples=60, deadline=None)
@given(notes, cycles, st.integers(-3, 9))
def test_while_advice_is_suspended_there_is_no_outlook(
    noted: list[Noted], starts: list[Noted], ahead: int
) -> None:
    day = MONDAY + ahead * DAY
    found = of_entries(day, entries_of([*noted, *starts]), suspended=True)

    assert found == Outlook(day=day, suspended=True)


@settings(max_examples=60, deadline=None)
@given(notes, cycles, st.integers(-3, 9))
def test_every_outlook_has_reasons_for_its_points_and_a_count_of_enough_days(
    noted: list[Noted], starts: list[Noted], ahead: int
) -> None:
    found = of_entries(MONDAY + ahead * DAY, entries_of([*noted, *starts]))

    assert found.points is not None or found.off is not None
    assert bool(found.reasons) is bool(found.points)
    if found.days_like_it is not None:
        assert found.headache_days is not None
        assert found.headache_days <= found.days_like_it >= 8


@settings(max_examples=60, deadline=None)
@given(notes, st.sampled_from([said(signs=(Sign.ONE_IS_COMING,)), said(ticks=(*Tick,))]))
def test_noting_one_thing_more_about_a_day_never_takes_points_away(
    noted: list[Noted], more: Noted
) -> None:
    before, after = seen(*noted), seen(*noted, more)

    if before.points is not None and after.points is not None:
        assert before.points <= after.points


@pytest.mark.parametrize("day", [date.min, date.max])
def test_any_day_of_the_calendar_has_an_outlook(day: date) -> None:
    assert seen(*STARTS, day=day).points == 0
