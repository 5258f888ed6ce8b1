"""The heartbeat beats on, whatever the wall clock does and whatever a job raises."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
import time_machine

from selfcare.daemon.heartbeat import Heartbeat, Job

BERLIN = ZoneInfo("Europe/Berlin")


def longest_silence(
    start: datetime, duration: timedelta, wall: Callable[[timedelta], timedelta]
) -> timedelta:
    """Return the longest gap in steady time between two runs of a job due every minute.

    `wall` says how far the wall clock is off after so much steady time.
    """
    steady = timedelta()
    runs: list[timedelta] = [steady]
    with time_machine.travel(start, tick=False) as traveller:
        heartbeat = Heartbeat((Job("minute", 60, lambda: runs.append(steady)),))
        while steady < duration:
            steady += timedelta(seconds=15)
            now = start + steady + wall(steady)
            # schedule reads naive local time: give it what a wall clock in Berlin would show.
            traveller.move_to(now)
            heartbeat.beat(now.astimezone(BERLIN), steady.total_seconds())
    return max(later - earlier for earlier, later in pairwise(runs))


@pytest.mark.parametrize(
    "start",
    [
        datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN),
        datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN),
    ],
    ids=["autumn", "spring"],
)
def test_a_clock_change_stalls_no_job(start: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")

    silence = longest_silence(start, timedelta(hours=3), lambda _: timedelta())

    assert silence <= timedelta(seconds=75)


@pytest.mark.parametrize("hours", [-3, 3])
def test_a_clock_set_wrong_stalls_no_job(hours: int) -> None:
    def wall(steady: timedelta) -> timedelta:
        return timedelta(hours=hours) if steady > timedelta(minutes=20) else timedelta()

    silence = longest_silence(datetime(2026, 11, 23, 9, tzinfo=BERLIN), timedelta(hours=4), wall)

    assert silence <= timedelta(seconds=75)


@pytest.mark.logs_warnings
def test_a_job_that_raises_is_logged_and_the_rest_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    runs: list[str] = []

    def fails() -> None:
        runs.append("fails")
        raise RuntimeError("out of order")

    heartbeat = Heartbeat(
        (Job("failing", 60, fails), Job("working", 60, lambda: runs.append("works")))
    )
    with caplog.at_level(logging.ERROR):
        heartbeat.run_all_once()
        heartbeat.run_all_once()

    assert runs == ["fails", "works", "fails", "works"]
    assert [record.getMessage() for record in caplog.records] == ["The job failing failed"] * 2
