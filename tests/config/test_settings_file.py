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
    NotifierChoice,
    PlanEntry,
    Prompts,
    Settings,
    Weekday,
    Wording,
    Work,
)
from selfcare.domain.week import ClockRange, DaysOff, spans
from tests.config.golden import ROUTINE_IDS

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
snooze_minutes = 5
snooze_limit = 1
quiet_hours = ["12:00-13:00"]
wording = "plain"
sound = true
notifier = "plyer"

[[plan]]
id = "breaks"
rotate = ["four-muscles-gentle", "slow-breath"]
at = ["8:30", 15:00, 16:30:00]
weekdays = ["mon", "tue"]

[[plan]]
id = "muscles"
muscles = ["trapezius", "masseter", "trapezius_upper"]
every_minutes = 90
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


def test_without_a_library_any_routine_may_be_named() -> None:
    text = b'[[plan]]\nid = "a"\nroutine = "not-there-yet"\nat = ["10:30"]\n'

    assert settings_from(text, "config.toml", None).problems == ()
    assert settings_from(text, "config.toml", ROUTINE_IDS).value is None
