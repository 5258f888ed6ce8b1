"""Good settings mean what they say."""

from __future__ import annotations

from datetime import UTC, date, time, timedelta

import pytest

from selfcare.app.say import say
from selfcare.config.place import line_of
from selfcare.config.settings_file import settings_from
from selfcare.domain.muscles import TRAPEZIUS, Muscle
from selfcare.domain.problem import Severity
from selfcare.domain.settings import (
    DEFAULT_PLAN,
    CalendarEntry,
    CheckIns,
    Cycle,
    CycleMode,
    Meetings,
    NotifierChoice,
    PlanEntry,
    Prompts,
    Settings,
    StressEntry,
    Weekday,
    Wording,
    Work,
)
from selfcare.domain.stress import MonthlyDays, StressKind, YearlyDays
from selfcare.domain.week import ClockRange, DaysOff, spans
from tests.config.golden import ROUTINE_IDS, TODAY

EVERYTHING = """
[work]
mon = ["08:00-12:00", "13:00-17:00"]
tue = ["22:00-06:00"]
wed = []
thu = ["9:00 \u2013 17:30"]
fri = ["18:00-24:00"]
days_off = ["2026-12-24", 2026-12-31, "2027-02-01..2027-02-05"]

[prompts]
daily_cap = 6
first_week_cap = 3
spacing_minutes = 45
expiry_minutes = 30
fewer_after_days = 4
fewer_cap = 1
question_after_days = 10
snooze_minutes = 5
snooze_limit = 1
quiet_hours = ["12:00-13:00"]
wording = "plain"
sound = true
notifier = "plyer"

[checkins]
diary = false
at = "9:00"
reminder = false
let_down = false
weekend = true
fill_in = false
week = false
ticks = true

[cycle]
mode = "hormonal"
usual_length = 31
prompts = false
ovulation = false
pill_start = 2026-11-02
pill_days = 24
break_days = 4

[meetings]
busy_hours = 6
compare = false
wait = false

[[plan]]
id = "breaks"
rotate = ["four-muscles-gentle", "slow-breath"]
at = ["8:30", 15:00, 16:30:00]
weekdays = ["mon", "tue"]

[[plan]]
id = "muscles"
muscles = ["trapezius", "masseter", "trapezius_upper"]
every_minutes = 90

[[stress]]
name = "Tax return"
deadline = 2027-05-31

[[stress]]
name = "The move"
kind = "physical"
days = "2027-02-01..2027-02-12"

[[stress]]
name = "Christmas"
yearly = "12-20 .. 01-02"

[[stress]]
name = "Month end"
monthly = "last 3 workdays"

[[calendar]]
path = "~/calendars/work.ics"
me = ["anna@example.org"]
deadline = ["exam"]
day_off = "vacation"

[[calendar]]
path = "C:/Users/anna/home.ICS"
"""


def read(text: str) -> Settings:
    found = settings_from(text.encode(), "config.toml", ROUTINE_IDS)
    assert found.value is not None, [say(line_of(one)) for one in found.problems]
    return found.value


def test_every_setting_is_read() -> None:
    found = read(EVERYTHING)

    assert found.work == Work(
        mon=(ClockRange(time(8), time(12)), ClockRange(time(13), time(17))),
        tue=(ClockRange(time(22), time(6)),),
        wed=(),
        thu=(ClockRange(time(9), time(17, 30)),),
        fri=(ClockRange(time(18), time(0)),),
        days_off=(
            DaysOff(date(2026, 12, 24), date(2026, 12, 24)),
            DaysOff(date(2026, 12, 31), date(2026, 12, 31)),
            DaysOff(date(2027, 2, 1), date(2027, 2, 5)),
        ),
    )
    assert found.prompts == Prompts(
        daily_cap=6,
        first_week_cap=3,
        spacing_minutes=45,
        expiry_minutes=30,
        fewer_after_days=4,
        fewer_cap=1,
        question_after_days=10,
        snooze_minutes=5,
        snooze_limit=1,
        quiet_hours=(ClockRange(time(12), time(13)),),
        wording=Wording.PLAIN,
        sound=True,
        notifier=NotifierChoice.PLYER,
    )
    assert found.plan[0] == PlanEntry(
        id="breaks",
        rotate=("four-muscles-gentle", "slow-breath"),
        at=(time(8, 30), time(15), time(16, 30)),
        weekdays=(Weekday.MON, Weekday.TUE),
    )
    assert found.plan[1].every_minutes == 90
    assert found.checkins == CheckIns(
        diary=False,
        at=time(9),
        reminder=False,
        let_down=False,
        weekend=True,
        fill_in=False,
        week=False,
        ticks=True,
    )
    assert found.cycle == Cycle(
        mode=CycleMode.HORMONAL,
        usual_length=31,
        prompts=False,
        ovulation=False,
        pill_start=date(2026, 11, 2),
        pill_days=24,
        break_days=4,
    )
    assert found.meetings == Meetings(busy_hours=6, compare=False, wait=False)
    assert found.stress == (
        StressEntry(name="Tax return", deadline=date(2027, 5, 31)),
        StressEntry(
            name="The move",
            kind=StressKind.PHYSICAL,
            days=DaysOff(date(2027, 2, 1), date(2027, 2, 12)),
        ),
        StressEntry(name="Christmas", yearly=YearlyDays((12, 20), (1, 2))),
        StressEntry(name="Month end", monthly=MonthlyDays(count=3, from_end=True, workdays=True)),
    )
    assert found.calendar == (
        CalendarEntry(
            path="~/calendars/work.ics",
            me=("anna@example.org",),
            deadline=("exam",),
            day_off="vacation",
        ),
        CalendarEntry(path="C:/Users/anna/home.ICS"),
    )


def test_an_everyday_name_stands_for_all_its_muscles_once() -> None:
    muscles = read(EVERYTHING).plan[1].muscles

    assert set(muscles) == {*TRAPEZIUS, Muscle.MASSETER}
    assert len(muscles) == 4


def test_what_is_left_out_keeps_its_default() -> None:
    found = read("[prompts]\ndaily_cap = 3\n")

    assert found == Settings(prompts=Prompts(daily_cap=3))
    assert found.plan == DEFAULT_PLAN


def test_an_empty_plan_means_that_nothing_is_offered() -> None:
    assert read("plan = []").plan == ()


@pytest.mark.parametrize("at", ["23:00", "05:59"])
def test_a_time_inside_hours_past_midnight_is_no_problem(at: str) -> None:
    found = settings_from(
        f"""
        [work]
        fri = ["22:00-06:00"]
        [[plan]]
        id = "night"
        routine = "slow-breath"
        at = ["{at}"]
        weekdays = ["fri"]
        """.encode(),
        "config.toml",
        ROUTINE_IDS,
    )

    assert found.problems == ()


def test_a_whole_day_can_be_written() -> None:
    found = read('[work]\nmon = ["00:00-24:00"]\ntue = ["00:00-24:00"]\n')

    assert found.work.mon == found.work.tue == (ClockRange(time(0), time(0)),)
    (window,) = spans(date(2026, 11, 23), found.work.mon, UTC)
    assert window.end - window.start == timedelta(days=1)


@pytest.mark.parametrize(
    "hours",
    [
        'mon = ["22:00-06:00"]\ntue = ["06:00-08:00"]',
        'mon = ["18:00-24:00"]\ntue = ["00:00-02:00"]',
        'mon = ["19:00-09:00"]',
        'sun = ["22:00-09:00"]',
        'fri = ["22:00-12:00"]',
        'wed = ["00:30-24:00"]',
    ],
)
def test_long_hours_and_nights_that_touch_the_next_day_are_no_problem(hours: str) -> None:
    found = settings_from(f"[work]\n{hours}\n".encode(), "config.toml", ROUTINE_IDS)

    assert found.problems == ()


def test_a_note_does_not_keep_the_file_out() -> None:
    found = settings_from(
        b"[prompts]\ndaily_cap = 1\nfirst_week_cap = 2\n", "config.toml", ROUTINE_IDS
    )

    assert [one.problem.severity for one in found.problems] == [Severity.WARNING]
    assert found.value is not None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("last 3 workdays", MonthlyDays(count=3, from_end=True, workdays=True)),
        ("first 2 days", MonthlyDays(count=2)),
        ("first 1 workday", MonthlyDays(count=1, workdays=True)),
        ("last day", MonthlyDays(count=1, from_end=True)),
        ("15", MonthlyDays(first=15, last=15)),
        ("28..31", MonthlyDays(first=28, last=31)),
        ("9 .. 10", MonthlyDays(first=9, last=10)),
    ],
)
def test_days_of_every_month_are_written_as_one_says_them(written: str, meant: MonthlyDays) -> None:
    assert read(f'[[stress]]\nname = "a"\nmonthly = "{written}"\n').stress[0].monthly == meant


@pytest.mark.parametrize("leap_day", ['yearly = "02-29"', 'yearly = "02-29..03-02"'])
def test_the_29th_of_february_is_a_day_of_every_year(leap_day: str) -> None:
    assert read(f'[[stress]]\nname = "a"\n{leap_day}\n').stress[0].yearly is not None


@pytest.mark.parametrize(
    "text",
    [
        '[checkins]\nat = "09:00"\n',
        '[checkins]\nat = "20:00"\n',
        "[prompts]\ndaily_cap = 1\n",
        '[cycle]\nmode = "hormonal"\npill_start = "2026-11-02"\nbreak_days = 4\n',
        "[cycle]\nbreak_days = 0\n",
        '[[stress]]\nname = "a"\ndeadline = "2026-09-24"\n',
        '[[stress]]\nname = "a"\nyearly = "10-15..01-15"\n',
        (
            '[[stress]]\nname = "a"\nyearly = "05-31"\n'
            '[[stress]]\nname = "b"\nyearly = "05-31"\n'
            '[[stress]]\nname = "a"\nyearly = "11-30"\n'
        ),
        '[[calendar]]\npath = "not-there-yet.ics"\nday_off = ""\n',
    ],
)
def test_what_is_in_order_is_passed_over_in_silence(text: str) -> None:
    assert settings_from(text.encode(), "config.toml", ROUTINE_IDS, TODAY).problems == ()


def test_days_long_over_are_told_only_to_who_knows_what_day_it_is() -> None:
    text = b'[[stress]]\nname = "a"\ndeadline = "2020-05-31"\n'

    assert settings_from(text, "config.toml", ROUTINE_IDS).problems == ()
    assert len(settings_from(text, "config.toml", ROUTINE_IDS, TODAY).problems) == 1


def test_without_a_library_any_routine_may_be_named() -> None:
    text = b'[[plan]]\nid = "a"\nroutine = "not-there-yet"\nat = ["10:30"]\n'

    assert settings_from(text, "config.toml", None).problems == ()
    assert settings_from(text, "config.toml", ROUTINE_IDS).value is None
