"""Pauses, "not today", and to which workday a moment belongs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from selfcare.app.pausing import not_today, pause_until, present_workday, resume
from selfcare.app.present import look, next_prompt
from selfcare.domain.week import DAY
from tests.cli.command_line import MONDAY, CommandLine, at

NIGHTS = '[work]\nmon = ["22:00-06:00"]\ntue = ["22:00-06:00"]\n'
SATURDAY = MONDAY + timedelta(days=5)


def workday(line: CommandLine) -> date:
    with line.context() as context:
        return present_workday(context)


def next_due(line: CommandLine) -> str | None:
    with line.context() as context:
        present = look(context)
        coming = next_prompt(present)
    return None if coming is None else f"{coming.prompt.due.astimezone(present.zone):%a %H:%M}"


# The present workday


@pytest.mark.parametrize("hour", [0, 8, 12, 23])
def test_by_day_a_moment_belongs_to_its_date(line: CommandLine, hour: int) -> None:
    assert workday(line.at(hour)) == MONDAY


@pytest.mark.parametrize(
    ("hour", "minute", "belongs_to"),
    [(0, 0, MONDAY), (5, 59, MONDAY), (6, 0, MONDAY + DAY), (21, 0, MONDAY + DAY)],
)
def test_a_night_shift_belongs_to_the_day_it_began(
    line: CommandLine, hour: int, minute: int, belongs_to: date
) -> None:
    line.configure(NIGHTS)

    assert workday(line.at(hour, minute, MONDAY + DAY)) == belongs_to


def test_the_night_before_a_day_off_is_still_the_workday_before(line: CommandLine) -> None:
    line.configure(f'{NIGHTS}days_off = ["{MONDAY + DAY}"]\n')

    assert workday(line.at(3, day=MONDAY + DAY)) == MONDAY


def test_quiet_hours_do_not_end_a_night_shift(line: CommandLine) -> None:
    line.configure(f'{NIGHTS}[prompts]\nquiet_hours = ["02:00-04:00"]\n')

    assert workday(line.at(3, day=MONDAY + DAY)) == MONDAY


# Pauses


def test_a_pause_holds_until_its_end(line: CommandLine) -> None:
    with line.at(10).context() as context:
        pause_until(context, at(14))

        assert context.history().is_paused(at(13, 59))
        assert not context.history().is_paused(at(14))


def test_a_pause_without_an_end_holds_until_resumed(line: CommandLine) -> None:
    with line.at(10).context() as context:
        pause_until(context, None)
        assert context.history().is_paused(at(10, day=MONDAY + 50 * DAY))

        resume(context)
        assert not context.history().is_paused(at(10))


def test_a_pause_older_than_the_diary_is_looked_at_still_holds(line: CommandLine) -> None:
    with line.at(10).context() as context:
        pause_until(context, None)
    with line.at(10, day=MONDAY + 200 * DAY).context() as context:
        assert context.history().is_paused(context.now())


def test_a_new_pause_takes_the_place_of_the_old(line: CommandLine) -> None:
    with line.at(10).context() as context:
        pause_until(context, None)
        pause_until(context, at(12))

        assert context.history().paused_until == at(12)


# Not today


def test_not_today_takes_the_rest_of_the_day_and_leaves_tomorrow(line: CommandLine) -> None:
    line.with_breaks_only()
    assert next_due(line.at(12)) == "Mon 15:00"
    with line.context() as context:
        assert not_today(context) == MONDAY

    assert next_due(line) == "Tue 10:30"


def test_not_today_takes_the_check_in_too(line: CommandLine) -> None:
    assert next_due(line.at(16, 10)) == "Mon 16:30"
    with line.context() as context:
        not_today(context)

    assert next_due(line) == "Tue 15:00"


def test_not_today_in_the_night_means_the_shift_that_runs(line: CommandLine) -> None:
    line.configure(
        f'{NIGHTS}[[plan]]\nid = "a"\nroutine = "slow-breath"\nat = ["23:00", "03:00"]\n'
    )
    line.at(1, day=MONDAY + DAY)
    assert next_due(line) == "Tue 03:00"

    with line.context() as context:
        assert not_today(context) == MONDAY
    assert next_due(line) == "Tue 23:00"


def test_resuming_undoes_not_today(line: CommandLine) -> None:
    line.with_breaks_only()
    with line.at(8).context() as context:
        not_today(context)
        resume(context)

    assert next_due(line) == "Mon 10:30"


def test_not_today_on_a_free_day_changes_no_workday(line: CommandLine) -> None:
    line.with_breaks_only()
    with line.at(10, day=SATURDAY).context() as context:
        assert not_today(context) == SATURDAY

    assert next_due(line) == "Mon 10:30"
