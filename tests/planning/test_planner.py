"""A day's plan: which prompts, when, until when, and which are held back and why."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace

from selfcare.app.say import say
from selfcare.domain.facts import NotToday
from selfcare.domain.prompt import HeldBack, Prompt, PromptKind
from selfcare.domain.settings import PlanEntry, Settings, Weekday, Work
from selfcare.domain.week import DAY, MINUTE, DaysOff
from selfcare.planning.history import History
from selfcare.planning.hours import hours_of, quiet_around
from selfcare.planning.planner import cap_of, plan_day
from tests.planning.a_plan import (
    BERLIN,
    LONG_AGO,
    MONDAY,
    at,
    claims,
    every,
    every_day,
    held,
    history,
    instant,
    only_held,
    plan,
    settings,
    times,
    walls,
)
from tests.planning.wishes import ZONES
from tests.planning.wishes import settings as any_settings

NIGHT = every_day("22:00-06:00")
SUNDAY = MONDAY - DAY


def ids(prompts: tuple[Prompt, ...]) -> list[str]:
    return [prompt.id for prompt in prompts]


def expiries(wishes: Settings) -> str:
    return " ".join(f"{one.expires.astimezone(BERLIN):%H:%M}" for one in plan(wishes).prompts)


# Hours


def test_fixed_times_inside_the_hours_are_planned_in_order() -> None:
    assert times(settings(at("15:00", "10:30", "12:30"))) == "10:30 12:30 15:00"


def test_the_start_of_the_hours_belongs_to_them_and_the_end_does_not() -> None:
    found = plan(settings(at("09:00", "17:30")))

    assert walls(found.prompts) == "09:00"
    assert held(found, HeldBack.OUTSIDE_HOURS) == "17:30"


def test_a_time_between_two_ranges_is_held_back() -> None:
    found = plan(settings(at("11:00", "12:30", "14:00"), work=every_day("09:00-12:00 13:00-17:00")))

    assert walls(found.prompts) == "11:00 14:00"
    assert held(found, HeldBack.OUTSIDE_HOURS) == "12:30"


def test_a_weekday_without_hours_has_no_prompts() -> None:
    wishes = settings(at("10:30"), work=Work())

    assert times(wishes) == "10:30"
    assert times(wishes, day=SUNDAY) == ""


def test_a_night_shift_belongs_to_the_day_it_starts_on() -> None:
    found = plan(settings(at("23:00", "03:00"), work=NIGHT))

    assert [f"{one.due.astimezone(BERLIN):%d. %H:%M}" for one in found.prompts] == [
        "23. 23:00",
        "24. 03:00",
    ]
    assert {one.day for one in found.prompts} == {MONDAY}


def test_a_night_shift_goes_on_into_a_day_off() -> None:
    off = replace(NIGHT, days_off=(DaysOff(MONDAY + DAY, MONDAY + DAY),))
    wishes = settings(at("23:00", "03:00"), work=off)

    assert times(wishes) == "23:00 03:00"
    assert times(wishes, day=MONDAY + DAY) == ""


def test_a_time_both_ends_of_a_long_night_have_is_taken_once_and_early() -> None:
    found = plan(settings(at("08:00"), work=every_day("07:00-06:00")))

    assert [one.due for one in found.prompts] == [instant("08:00")]


def test_days_off_take_every_prompt_and_both_their_ends_are_off() -> None:
    work = replace(every_day("09:00-17:30"), days_off=(DaysOff(MONDAY, MONDAY + 2 * DAY),))
    wishes = settings(at("10:30"), work=work)

    days = [MONDAY + number * DAY for number in range(-1, 4)]
    assert [times(wishes, day=day) for day in days] == ["10:30", "", "", "", "10:30"]


def test_an_entry_comes_on_its_weekdays_only() -> None:
    entry = replace(at("10:30"), weekdays=(Weekday.TUE, Weekday.SUN))

    week = [times(settings(entry), day=MONDAY + number * DAY) for number in range(7)]
    assert week == ["", "10:30", "", "", "", "", "10:30"]


def test_on_other_weekdays_an_entry_is_not_even_held_back() -> None:
    assert plan(settings(replace(at("10:30"), weekdays=(Weekday.TUE,)))).held == ()


def test_a_night_shift_has_the_weekday_it_starts_on() -> None:
    entry = replace(at("03:00"), weekdays=(Weekday.MON,))

    assert times(settings(entry, work=NIGHT)) == "03:00"
    assert times(settings(entry, work=NIGHT), day=MONDAY + DAY) == ""


def test_no_plan_entries_and_no_hours_make_an_empty_day() -> None:
    assert plan(settings()) == plan(settings(work=every_day("")))
    assert plan(settings()).prompts == ()


# Every so many minutes


def test_minutes_of_work_count_from_the_start_of_the_first_range() -> None:
    assert times(settings(every(120))) == "11:00 13:00 15:00 17:00"


def test_the_lunch_break_does_not_count_as_work() -> None:
    work = every_day("09:00-12:00 13:00-17:00")

    assert times(settings(every(100), work=work)) == "10:40 13:20 15:00 16:40"


def test_a_count_that_is_full_as_a_range_ends_gives_no_prompt() -> None:
    work = every_day("09:00-12:00 13:00-17:00")

    found = plan(settings(every(60), work=work))
    assert walls(found.prompts) == "10:00 11:00 14:00 15:00 16:00"
    assert ids(found.prompts)[2] == "2026-11-23/breaks/4"


def test_quiet_hours_count_as_work_and_hold_back_what_falls_into_them() -> None:
    found = plan(settings(every(60), quiet="12:30-14:30"))

    assert walls(found.prompts) == "10:00 11:00 12:00 15:00 16:00 17:00"
    assert held(found, HeldBack.QUIET_HOURS) == "13:00 14:00"


def test_minutes_of_work_run_on_past_midnight() -> None:
    assert times(settings(every(180), work=NIGHT)) == "01:00 04:00"


def test_the_hour_lost_in_spring_is_not_worked() -> None:
    changing = date(2026, 3, 28)

    assert times(settings(every(180), work=NIGHT), day=changing) == "01:00 05:00"


def test_a_day_shorter_than_the_minutes_has_no_prompt() -> None:
    assert times(settings(every(240), work=every_day("09:00-12:00"))) == ""


# Quiet hours


def test_quiet_hours_hold_back_their_start_and_not_their_end() -> None:
    found = plan(settings(at("12:00", "12:59", "13:00"), quiet="12:00-13:00"))

    assert walls(found.prompts) == "13:00"
    assert held(found, HeldBack.QUIET_HOURS) == "12:00 12:59"


def test_quiet_hours_over_midnight_reach_into_the_morning() -> None:
    found = plan(
        settings(at("06:30", "08:00", "21:30"), work=every_day("06:00-22:00"), quiet="21:00-07:00")
    )

    assert walls(found.prompts) == "08:00"
    assert held(found, HeldBack.QUIET_HOURS) == "06:30 21:30"


def test_a_prompt_before_quiet_hours_goes_away_as_they_begin() -> None:
    assert expiries(settings(at("11:45"), quiet="12:00-13:00")) == "12:00"


def test_quiet_around_a_day_holds_the_nights_before_and_after_it() -> None:
    found = quiet_around(MONDAY, settings(quiet="21:00-07:00"), BERLIN)

    assert instant("06:00") in found[0]
    assert instant("22:00") in found[1]


# Spacing


def test_of_two_prompts_too_close_the_earlier_stays() -> None:
    found = plan(settings(at("10:00", "10:29", "10:30"), spacing=30))

    assert walls(found.prompts) == "10:00 10:30"
    assert held(found, HeldBack.TOO_CLOSE) == "10:29"


def test_what_is_left_out_leaves_its_place_to_the_next() -> None:
    assert times(settings(at("10:00", "10:20", "10:40"), spacing=30)) == "10:00 10:40"


def test_spacing_holds_between_different_entries_too() -> None:
    wishes = settings(at("10:00", id_="one"), at("10:10", id_="two"), spacing=30)

    assert ids(plan(wishes).prompts) == ["2026-11-23/one/1"]


def test_two_entries_never_share_a_minute_even_without_spacing() -> None:
    found = plan(settings(at("10:00", id_="one"), at("10:00", id_="two"), spacing=0))

    assert ids(found.prompts) == ["2026-11-23/one/1"]
    assert held(found, HeldBack.TOO_CLOSE) == "10:00"


def test_a_prompt_that_was_shown_keeps_its_place_against_earlier_ones_of_others() -> None:
    shown = plan(settings(at("10:10", id_="two"))).prompts
    wishes = settings(at("10:00", id_="one"), at("10:10", id_="two"), spacing=30)

    assert ids(plan(wishes, past=history(*claims(shown))).prompts) == ["2026-11-23/two/1"]


# The cap


@pytest.mark.parametrize(
    ("cap", "kept"),
    [
        (0, ""),
        (1, "16:00"),
        (2, "12:00 16:00"),
        (3, "10:00 13:00 16:00"),
        (4, "10:00 12:00 14:00 16:00"),
        (7, "09:00 10:00 11:00 12:00 13:00 14:00 16:00"),
        (9, "09:00 10:00 11:00 12:00 13:00 14:00 15:00 16:00"),
    ],
)
def test_the_cap_keeps_prompts_spread_over_the_day_the_last_among_them(cap: int, kept: str) -> None:
    eight = at(*(f"{hour:02}:00" for hour in range(9, 17)))

    assert times(settings(eight, cap=cap)) == kept


def test_the_cap_is_one_for_all_entries_together() -> None:
    wishes = settings(at("10:00", "12:00", id_="one"), at("11:00", "13:00", id_="two"), cap=2)

    assert times(wishes) == "11:00 13:00"


def test_what_is_held_back_for_spacing_takes_no_place_under_the_cap() -> None:
    wishes = settings(at("10:00", "10:05", "12:00", "14:00"), spacing=30, cap=3)

    assert times(wishes) == "10:00 12:00 14:00"


def test_prompts_that_were_shown_count_toward_the_cap_whatever_the_plan_says_now() -> None:
    shown = plan(settings(at("10:00", "11:00", id_="old"))).prompts
    wishes = settings(at("13:00", "14:00", "15:00", id_="new"), cap=3)

    assert times(wishes, past=history(*claims(shown))) == "10:00 11:00 15:00"


def test_more_shown_than_a_lowered_cap_leaves_nothing_to_come() -> None:
    shown = plan(settings(at("10:00", "11:00"))).prompts

    assert times(settings(at("10:00", "11:00", "15:00"), cap=1), past=history(*claims(shown))) == (
        "10:00 11:00"
    )


def test_a_welcome_does_not_count_toward_the_cap() -> None:
    (routine,) = plan(settings(at("10:00"))).prompts
    welcome = replace(routine, id="welcome", kind=PromptKind.WELCOME, entry="")

    assert times(settings(at("15:00"), cap=1), past=history(*claims((welcome,)))) == "15:00"


@pytest.mark.parametrize("cap", range(1, 7))
@pytest.mark.parametrize(
    "entries",
    [
        (at("09:30", "10:30", "11:30", "12:30", "13:30", "14:30"),),
        (at("09:00", "11:00", "13:00", id_="one"), at("10:00", "12:00", "14:00", id_="two")),
        (every(45),),
        (every(50, id_="one"), at("10:00", "15:10", id_="two")),
    ],
    ids=["fixed", "two entries", "every", "both"],
)
def test_what_the_morning_promised_comes_as_prompt_after_prompt_is_shown(
    entries: tuple[PlanEntry, ...], cap: int
) -> None:
    wishes = settings(*entries, cap=cap, spacing=20)
    promised = plan(wishes)

    for count in range(1, len(promised.prompts) + 1):
        shown = history(*claims(promised.prompts[:count]))
        again = plan(wishes, past=shown)
        assert ids(again.prompts) == ids(promised.prompts)
        assert again.held == promised.held


@pytest.mark.parametrize(
    ("first_day", "cap"),
    [
        (None, 2),
        (MONDAY, 2),
        (MONDAY - 6 * DAY, 2),
        (MONDAY - 7 * DAY, 4),
        (LONG_AGO, 4),
    ],
)
def test_the_first_seven_days_have_a_cap_of_their_own(first_day: date | None, cap: int) -> None:
    assert cap_of(MONDAY, Settings(), first_day) == cap


def test_the_first_week_never_raises_the_cap() -> None:
    wishes = settings(cap=1)

    assert cap_of(MONDAY, wishes, MONDAY) == 1


# Ids


def test_an_id_is_made_of_the_day_the_entry_and_the_number_of_the_time() -> None:
    assert ids(plan(settings(at("10:30", "15:00"))).prompts) == [
        "2026-11-23/breaks/1",
        "2026-11-23/breaks/2",
    ]


def test_an_id_depends_on_neither_the_zone_nor_the_routine() -> None:
    here = plan(settings(at("10:30")))
    there = plan(settings(at("10:30", routine="neck-rest")), zone=ZoneInfo("Asia/Kolkata"))

    assert ids(here.prompts) == ids(there.prompts)
    assert here.prompts[0].due != there.prompts[0].due


def test_a_night_shift_has_the_ids_of_the_day_it_starts_on() -> None:
    assert ids(plan(settings(at("23:00", "03:00"), work=NIGHT)).prompts) == [
        "2026-11-23/breaks/1",
        "2026-11-23/breaks/2",
    ]


# Expiry


def test_a_prompt_lasts_as_long_as_the_settings_say() -> None:
    assert expiries(settings(at("10:30"), expiry=25)) == "10:55"


def test_a_prompt_goes_away_when_the_next_one_is_due() -> None:
    assert expiries(settings(at("10:30", "11:00"))) == "11:00 12:00"


def test_a_prompt_held_back_does_not_shorten_the_one_before_it() -> None:
    assert expiries(settings(at("10:30", "10:40"), spacing=30)) == "11:30"


def test_a_prompt_goes_away_at_the_end_of_the_hours() -> None:
    assert expiries(settings(at("17:00"))) == "17:30"


def test_a_prompt_goes_away_as_the_lunch_break_begins() -> None:
    work = every_day("09:00-12:00 13:00-17:00")

    assert expiries(settings(at("11:30"), work=work)) == "12:00"


def test_a_prompt_that_was_shown_keeps_its_own_end() -> None:
    wishes = settings(at("10:30", "11:00"))
    (first, _) = plan(wishes).prompts
    kept = replace(first, expires=instant("11:20"))

    assert plan(wishes, past=history(*claims((kept,)))).prompts[0] == kept


# Edits during the day


def test_times_added_before_what_was_shown_are_not_offered_afterwards() -> None:
    shown = plan(settings(at("10:30"))).prompts
    found = plan(settings(at("09:30", "10:00", "15:00")), past=history(*claims(shown)))

    assert ids(found.prompts) == ["2026-11-23/breaks/1", "2026-11-23/breaks/3"]
    assert held(found, HeldBack.FOLDED) == "10:00"


def test_a_time_whose_number_an_edit_changed_is_not_offered_again() -> None:
    shown = plan(settings(at("10:30"))).prompts
    found = plan(settings(at("09:30", "10:30", "15:00")), past=history(*claims(shown)))

    assert walls(found.prompts) == "10:30 15:00"


def test_an_edit_leaves_no_more_to_come_than_the_cap_has_room_for() -> None:
    shown = plan(settings(at("09:10", "09:20", "09:30"))).prompts
    wishes = settings(at("12:00", "13:00", "14:00", "15:00", id_="new"), cap=4)

    assert times(wishes, past=history(*claims(shown))) == "09:10 09:20 09:30 15:00"


def test_a_later_prompt_of_one_entry_does_not_hold_back_those_of_another() -> None:
    shown = plan(settings(at("12:00", id_="one"))).prompts
    wishes = settings(at("12:00", id_="one"), at("10:00", id_="two"))

    assert times(wishes, past=history(*claims(shown))) == "10:00 12:00"


def test_a_prompt_shown_by_an_entry_that_is_gone_stays_in_the_plan() -> None:
    shown = plan(settings(at("10:30", id_="old"))).prompts

    found = plan(settings(at("15:00", id_="new")), past=history(*claims(shown)))
    assert ids(found.prompts) == ["2026-11-23/old/1", "2026-11-23/new/1"]


def test_what_was_shown_on_another_day_changes_nothing() -> None:
    wishes = settings(at("10:30"), cap=1)
    yesterday = plan(wishes, day=SUNDAY).prompts

    assert plan(wishes, past=history(*claims(yesterday))) == plan(wishes)


# Not today


def test_not_today_holds_back_what_is_to_come_and_keeps_what_was() -> None:
    wishes = settings(at("10:30", "15:00"))
    past = history(*claims(plan(wishes).prompts[:1]), NotToday(MONDAY))

    found = plan(wishes, past=past)
    assert walls(found.prompts) == "10:30"
    assert held(found, HeldBack.NOT_TODAY) == "15:00"


def test_not_today_is_for_that_day_only() -> None:
    wishes = settings(at("10:30"))

    assert times(wishes, day=MONDAY + DAY, past=history(NotToday(MONDAY))) == "10:30"


# Reasons


OFF = replace(every_day("09:00-17:30"), days_off=(DaysOff(MONDAY, MONDAY),))


@pytest.mark.parametrize(
    ("wishes", "past", "why", "reason"),
    [
        (
            settings(at("18:00")),
            history(),
            HeldBack.OUTSIDE_HOURS,
            "It lies outside your work hours.",
        ),
        (
            settings(at("10:00"), quiet="09:30-10:30"),
            history(),
            HeldBack.QUIET_HOURS,
            "It falls into your quiet hours.",
        ),
        (
            settings(at("10:00"), work=OFF),
            history(),
            HeldBack.DAY_OFF,
            "2026-11-23 is a day off.",
        ),
        (
            settings(at("10:00"), at("10:10", id_="other"), spacing=30),
            history(),
            HeldBack.TOO_CLOSE,
            "The break “breaks” lies less than 30 minutes away.",
        ),
        (
            settings(at("10:00"), at("10:00", id_="other")),
            history(),
            HeldBack.TOO_CLOSE,
            "The break “breaks” has the same time.",
        ),
        (
            settings(at("10:00", "11:00", "12:00"), cap=2),
            history(),
            HeldBack.CAP,
            "The limit is 2 a day.",
        ),
        (
            settings(at("10:00")),
            history(NotToday(MONDAY)),
            HeldBack.NOT_TODAY,
            "You said “not today”.",
        ),
        (
            settings(at("10:00", "11:00")),
            history(*claims(plan(settings(at("11:30"))).prompts[:1])),
            HeldBack.FOLDED,
            "A later prompt of “breaks” has been shown.",
        ),
    ],
    ids=lambda value: value.value if isinstance(value, HeldBack) else "",
)
def test_what_is_held_back_says_why(
    wishes: Settings, past: History, why: HeldBack, reason: str
) -> None:
    found = only_held(plan(wishes, past=past))

    assert found.why is why
    assert say(found.reason) == reason


def test_a_prompt_says_which_entry_asked_for_it() -> None:
    fixed, counted = at("10:00", id_="mornings"), every(300, id_="long-days")

    assert [say(one.reason) for one in plan(settings(fixed, counted)).prompts] == [
        "Your plan “mornings” has it at 10:00.",
        "Your plan “long-days” has it after every 300 minutes of work.",
    ]


# Hours as such


def test_the_hours_of_a_day_are_its_work_less_what_is_quiet() -> None:
    found = hours_of(MONDAY, settings(quiet="12:00-13:00"), BERLIN)

    assert [one.start for one in found.work] == [instant("09:00")]
    assert [(one.start, one.end) for one in found.open] == [
        (instant("09:00"), instant("12:00")),
        (instant("13:00"), instant("17:30")),
    ]
    assert found.window_of(instant("12:30")) is None
    assert found.window_of(instant("13:00")) == found.open[1]


def test_a_day_off_has_no_hours() -> None:
    found = hours_of(MONDAY, settings(work=OFF), BERLIN)

    assert (found.work, found.open) == ((), ())


# Whatever the settings


@hypothesis_settings(max_examples=80, deadline=None)
@given(any_settings(), st.sampled_from(ZONES), st.integers(0, 365))
def test_any_plan_is_in_order_inside_the_hours_and_accounts_for_every_time(
    wishes: Settings, zone: str, days: int
) -> None:
    day, there = date(2026, 1, 1) + timedelta(days=days), ZoneInfo(zone)
    found = plan_day(day, settings=wishes, zone=there, history=history())
    open_hours = hours_of(day, wishes, there)

    for one, following in zip(found.prompts, found.prompts[1:], strict=False):
        assert one.due < one.expires <= following.due
        assert following.due - one.due >= wishes.prompts.spacing_minutes * MINUTE
    for one in found.prompts:
        window = open_hours.window_of(one.due)
        assert window is not None
        assert one.expires <= window.end
    assert len(found.prompts) <= cap_of(day, wishes, history().first_day)
    known = {one.id for one in found.prompts} | {one.prompt.id for one in found.held}
    fixed = {f"{day}/{one.id}/{n}" for one in wishes.plan for n in range(1, len(one.at) + 1)}
    assert fixed <= known
    assert len(known) == len(found.prompts) + len(found.held)
