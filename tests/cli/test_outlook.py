"""`selfcare outlook` tells how gently to take a day, as a guess, and is silent where it must be."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from selfcare.domain.checkin import CheckIn, Headache, Sign, Sleep, Tick
from selfcare.domain.facts import (
    AlarmRaised,
    Checked,
    CheckedIn,
    Fact,
    OutlookSwitched,
    PeriodStarted,
)
from selfcare.domain.outlook import Factor
from selfcare.domain.red_flags import Cause, Level
from selfcare.domain.week import DAY
from tests.cli.command_line import MONDAY, CommandLine
from tests.domain.test_outlook import VECTORS, factors_of

SUNDAY = MONDAY - DAY
A_GUESS = "This is a guess from your own notes; it can be wrong.\n"


@pytest.fixture
def line() -> CommandLine:
    return CommandLine()


def note(line: CommandLine, *facts: Fact) -> None:
    """Note facts, check-ins on the evening of their day."""
    before = line.clock.at
    with line.context() as context:
        for fact in facts:
            if isinstance(fact, CheckedIn):
                line.at(20, day=fact.check_in.day)
            context.note(fact)
    line.clock.at = before


def said(day: date = MONDAY, **items: object) -> Fact:
    return CheckedIn(CheckIn(day=day, **items))  # type: ignore[arg-type] # real fields


def quiet(days: int = 14, *, until: date = SUNDAY) -> list[Fact]:
    """Return quiet days in a row, the latest on `until`."""
    return [said(until - number * DAY, headache=Headache.NO, stress=3) for number in range(days)]


def starts(cycle_day: int) -> list[Fact]:
    """Return starts every 28 days that make Monday that day of the cycle; there is no day 0."""
    latest = MONDAY - (cycle_day - 1 if cycle_day > 0 else 28 + cycle_day) * DAY
    return [PeriodStarted(latest - number * 28 * DAY) for number in range(8)]


# The vectors of the handbook, from the diary


def diary_of(factors: frozenset[Factor]) -> list[Fact]:
    """Return the check-ins of Sunday and Monday that say so."""
    nights = {Factor.BROKEN_NIGHT: Sleep.BROKEN, Factor.UNUSUAL_NIGHT: Sleep.UNUSUAL}
    ticks = {Factor.MISSED_MEAL: Tick.MISSED_MEAL, Factor.LESS_COFFEE: Tick.LESS_COFFEE}
    fell, high = Factor.STRESS_FELL in factors, Factor.HIGH_STRESS in factors
    return [
        said(
            SUNDAY,
            headache=Headache.NO,
            stress=6 if fell else 3,
            ticks=(Tick.FIVE_DRINKS,) if Factor.FIVE_DRINKS in factors else (),
        ),
        said(
            headache=Headache.YES if Factor.HEADACHE in factors else Headache.NO,
            stress=8 if high else 3,
            signs=(Sign.STIFF_NECK, Sign.TIRED) if Factor.ONE_IS_COMING in factors else (),
            sleep=next((nights[one] for one in nights if one in factors), None),
            ticks=tuple(ticks[one] for one in ticks if one in factors),
        ),
    ]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: str(one["name"]))
def test_the_vectors_of_the_handbook_hold_for_a_diary(
    line: CommandLine, vector: dict[str, Any]
) -> None:
    note(line, *quiet(until=SUNDAY - DAY), *diary_of(factors_of(vector)))
    if "cycle_day" in vector:
        note(line, *starts(vector["cycle_day"]))

    found = line.data("outlook", "--on", str(MONDAY))

    assert (found["points"], found["band"]) == (vector["points"], vector["band"])
    assert len(found["reasons"]) == len(factors_of(vector) - {Factor.MID_CYCLE})


# What it says


def test_a_day_to_go_gently_is_told_with_its_reasons_and_ones_own_count(line: CommandLine) -> None:
    hard = [
        said(
            SUNDAY - 2 * number * DAY,
            headache=Headache.YES if number in (1, 3, 5, 6, 8) else Headache.NO,
            sleep=Sleep.BROKEN,
            ticks=(Tick.MISSED_MEAL,),
        )
        for number in range(1, 12)
    ]
    calm = [said(MONDAY - days * DAY, stress=2) for days in range(60, 75)]
    note(line, *hard, *calm, *starts(-1), said(stress=6))

    assert line.ok("outlook") == (
        "A day to go gently, because: about day -1 of your cycle, stress above your usual.\n"
        "On days like this you noted headache 5 of 11 times.\n" + A_GUESS
    )


def test_a_high_one_is_told_to_be_taken_very_gently(line: CommandLine) -> None:
    note(line, *quiet(), said(headache=Headache.RUNNING, sleep=Sleep.BROKEN))

    assert line.ok("outlook") == (
        "A day to go very gently, because: a headache on this day or the day before,"
        " a broken night.\n" + A_GUESS
    )


def test_a_usual_day_is_told_without_reasons(line: CommandLine) -> None:
    note(line, *quiet(), said(sleep=Sleep.BROKEN))

    assert line.ok("outlook") == (
        "A usual day, as far as can be told.\n"
        "On days like this you noted headache 0 of 14 times.\n" + A_GUESS
    )


def test_a_new_diary_says_that_little_counts_yet(line: CommandLine) -> None:
    assert line.ok("outlook") == (
        "A usual day, as far as can be told.\n"
        "Until 14 days are noted, only early signs count.\n" + A_GUESS
    )


def test_the_data_is_pinned(line: CommandLine) -> None:
    note(line, *quiet(), said(signs=(Sign.ONE_IS_COMING,)))

    assert line.data("outlook") == {
        "date": str(MONDAY),
        "band": "raised",
        "points": 4,
        "reasons": ["the early signs you noted"],
        "k": None,
        "n": None,
        "shown": True,
        "hidden": False,
        "suspended": False,
        "off": None,
        "text": "A day to go gently, because: the early signs you noted. This is a guess from your"
        " own notes; it can be wrong.",
    }
    assert line.data("outlook", "--on", "yesterday") == {
        **line.data("outlook", "--on", str(SUNDAY)),
        "date": str(SUNDAY),
        "band": "usual",
        "n": 13,
        "k": 0,
    }


def test_a_day_to_come_is_told_by_what_is_known_now(line: CommandLine) -> None:
    note(line, *quiet(), said(headache=Headache.YES), *starts(-1))

    found = line.data("outlook", "--on", str(MONDAY + DAY))

    assert (found["points"], len(found["reasons"])) == (6, 2)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_any_day_can_be_asked_about(line: CommandLine, day: str) -> None:
    note(line, *starts(1))

    assert line.data("outlook", "--on", day)["band"] == "usual"


def test_the_year_before_the_day_is_counted_also_for_a_day_long_ago(line: CommandLine) -> None:
    day = MONDAY - 300 * DAY
    year_before = said(day - 365 * DAY, headache=Headache.YES)
    note(line, year_before, *quiet(7, until=day - DAY))

    assert line.data("outlook", "--on", str(day))["n"] == 8


@pytest.mark.parametrize(("furthest", "counts"), [(400, True), (401, False)])
def test_ones_own_usual_stress_is_that_of_the_last_400_days(
    line: CommandLine, furthest: int, *, counts: bool
) -> None:
    older = [said(MONDAY - furthest * DAY, stress=1)]
    recent = [said(MONDAY - days * DAY, stress=1) for days in range(20, 33)]
    note(line, *older, *recent, said(MONDAY - 40 * DAY, headache=Headache.NO), said(stress=5))

    found = line.data("outlook")

    assert found["reasons"] == (["stress above your usual"] if counts else [])


# Hidden, resting, off


def test_hidden_it_says_only_how_to_see_it_again(line: CommandLine) -> None:
    note(line, *quiet(), said(headache=Headache.YES))
    hidden = "The outlook is hidden. To see it again: selfcare outlook --show\n"

    assert line.ok("outlook", "--hide") == line.ok("outlook") == hidden
    assert line.data("outlook") == {
        "date": str(MONDAY),
        "band": None,
        "points": None,
        "reasons": [],
        "k": None,
        "n": None,
        "shown": False,
        "hidden": True,
        "suspended": False,
        "off": None,
        "text": hidden.strip(),
    }
    assert line.ok("outlook", "--show").startswith("A day to go gently")
    assert line.data("outlook")["shown"]


def test_a_wish_is_remembered_however_long_ago_and_noted_once(line: CommandLine) -> None:
    line.ok("outlook", "--show")
    line.ok("outlook", "--hide")
    line.ok("outlook", "--hide")

    assert line.at(10, day=MONDAY + 900 * DAY).data("outlook")["hidden"]
    line.ok("outlook", "--show")
    line.ok("outlook", "--show")
    with line.context() as context:
        noted = [entry.fact for entry in context.diary.entries()]
    assert noted == [OutlookSwitched(shown=False), OutlookSwitched(shown=True)]


def test_it_is_not_hidden_and_shown_at_once(line: CommandLine) -> None:
    result = line("outlook", "--hide", "--show")

    assert result.exit_code == 2
    assert "Please choose --hide or --show." in result.stderr


@pytest.mark.parametrize("level", [Level.EMERGENCY, Level.URGENT])
@pytest.mark.parametrize("hide", [True, False])
def test_while_an_alarm_is_open_it_rests(line: CommandLine, level: Level, *, hide: bool) -> None:
    note(line, *quiet(), said(headache=Headache.YES, sleep=Sleep.BROKEN), *starts(1))
    if hide:
        line.ok("outlook", "--hide")
    note(line, AlarmRaised(level, Cause.FLAGS, MONDAY))
    rests = "The outlook rests until you have been checked. Once you have: selfcare checked\n"

    assert line.ok("outlook") == line.ok("outlook", "--on", str(SUNDAY)) == rests
    assert line.data("outlook") == {
        "date": str(MONDAY),
        "band": None,
        "points": None,
        "reasons": [],
        "k": None,
        "n": None,
        "shown": False,
        "hidden": hide,
        "suspended": True,
        "off": None,
        "text": rests.strip(),
    }
    note(line, Checked())
    assert line.data("outlook")["shown"] is not hide


def test_a_matter_for_the_next_days_leaves_it_be(line: CommandLine) -> None:
    note(line, *quiet(), AlarmRaised(Level.SOON, Cause.FLAGS, MONDAY))

    assert line.data("outlook")["shown"]


def test_it_switches_itself_off_and_says_why(line: CommandLine) -> None:
    for number in range(3):
        day = SUNDAY - number * DAY
        note(line, said(day, headache=Headache.NO, sleep=Sleep.BROKEN, signs=(*Sign,)))
    note(line, *quiet(57, until=SUNDAY - 3 * DAY))

    found = line.data("outlook")

    assert (found["band"], found["points"], found["reasons"], found["shown"]) == (
        *(None, None, []),
        False,
    )
    assert (found["k"], found["n"]) == (None, None)
    assert found["text"] == found["off"]
    assert line.ok("outlook") == f"{found['off']}\n"
    assert "on 0 of 3 days to go very gently, and on 0 of 57 usual days" in found["off"]


def test_it_never_speaks_of_percentages_or_of_what_will_come(line: CommandLine) -> None:
    note(line, *quiet(20), said(headache=Headache.YES, sleep=Sleep.BROKEN, signs=(*Sign,)))
    note(line, *starts(1))

    for day in (MONDAY - DAY, MONDAY, MONDAY + DAY):
        text = line.ok("outlook", "--on", str(day)).casefold()
        assert "%" not in text
        assert "will" not in text
        assert "migraine" not in text
