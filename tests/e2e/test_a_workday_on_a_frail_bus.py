"""A whole workday while the bus dies and the server misbehaves: shown or told, and never held up.

The daemon, its child, the diary and the bus are real; time goes by in leaps.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from selfcare.app.doorbell import ring
from selfcare.domain.facts import PromptAnswered
from selfcare.domain.prompt import Answer
from selfcare.planning.delivery import RETRY_AFTER
from tests.e2e.desktop import until
from tests.e2e.frail_bus import FrailBus, frail_bus
from tests.e2e.plain_server import Does
from tests.e2e.workday import Workday, before_the_break

pytestmark = pytest.mark.desktop

PROMPTER = "selfcare.prompter"


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[FrailBus]:
    with frail_bus(tmp_path) as found:
        yield found


@pytest.fixture
def day(bus: FrailBus, tmp_path: Path) -> Workday:
    return before_the_break(tmp_path / "home", bus.environment, passing=True)


def after_the_first_wait(day: Workday) -> None:
    """Let the wait after a first failure go by, once the child that failed is gone."""
    until(lambda: not day.processes(PROMPTER), what="the end of the child")
    day.pass_by(int(RETRY_AFTER[0].total_seconds()) + 1)
    ring(day.home / "state")


def test_a_bus_that_dies_with_the_card_and_comes_back_gets_the_prompt_again(
    bus: FrailBus, day: Workday
) -> None:
    bus.start()
    bus.serve()
    with day.daemon():
        day.wait_for("PromptShown")
        bus.kill()
        day.wait_for("PromptNotShown")
        told = day.status()
        bus.start()
        server = bus.serve()
        after_the_first_wait(day)
        day.wait_for("PromptShown", 2)
        server.press()
        (answered,) = day.wait_for("PromptAnswered")
        after_the_first_wait(day)
        over = day.status()

    assert told["open"]["became"] == "open"
    assert told["not_shown_today"]["prompts"] == 1
    assert isinstance(answered, PromptAnswered)
    assert answered.answer is Answer.SKIP
    assert over["open"] is None
    assert over["not_shown_today"]["prompts"] == 0
    assert len(bus.traffic.notified) == 1
    assert len(day.facts("PromptClaimed")) == 1


def test_a_bus_that_is_not_there_at_first_gets_the_prompt_once_it_is(
    bus: FrailBus, day: Workday
) -> None:
    with day.daemon():
        day.wait_for("PromptNotShown")
        told = day.command("status")
        bus.start()
        bus.serve()
        after_the_first_wait(day)
        day.wait_for("PromptShown")

    assert "could not be shown" in told
    assert len(bus.traffic.notified) == 1


def test_a_server_that_restarts_gets_the_card_again(bus: FrailBus, day: Workday) -> None:
    bus.start()
    first = bus.serve()
    with day.daemon():
        day.wait_for("PromptShown")
        first.kill()
        bus.wait_for_no_server()
        second = bus.serve()
        day.wait_for("PromptNotShown")
        after_the_first_wait(day)
        bus.traffic.wait_for_notification(2)
        day.wait_for("PromptShown", 2)
        second.press()
        day.wait_for("PromptAnswered")

    assert len(bus.traffic.notified) == 2


def test_a_server_that_crashes_at_each_card_is_tried_after_growing_waits(
    bus: FrailBus, day: Workday
) -> None:
    bus.start()
    with day.daemon():
        for tries, wait in enumerate(RETRY_AFTER[:3], 1):
            bus.serve(Does.CRASHES)
            day.wait_for("PromptNotShown", tries)
            until(lambda: not day.processes(PROMPTER), what="the end of the child")
            bus.wait_for_no_server()
            # A moment too early nothing is tried, so the gaps below are the whole wait.
            day.pass_by(int(wait.total_seconds()) - 5)
            ring(day.home / "state")
            day.pass_by(6)
            ring(day.home / "state")
        day.wait_for("PromptNotShown", 4)

    tried = day.moments("PromptNotShown")
    gaps = [later - earlier for earlier, later in pairwise(tried)]
    assert all(gap >= wait for gap, wait in zip(gaps, RETRY_AFTER, strict=False)), gaps
    assert gaps[0] < RETRY_AFTER[0] + timedelta(seconds=20)


@pytest.mark.parametrize("does", [Does.HANGS_ON_NOTIFY, Does.HANGS_ON_CLOSE])
def test_a_server_that_hangs_holds_up_neither_a_pause_nor_a_stop(
    bus: FrailBus, day: Workday, does: Does
) -> None:
    bus.start()
    bus.serve(does)
    with day.daemon() as running:
        bus.traffic.wait_for_notification()
        day.command("pause")
        assert day.status()["paused"] is True
        until(lambda: not day.processes(PROMPTER), what="the end of the child")
        day.command("resume")
        until(lambda: day.processes(PROMPTER) or None, what="the next child")
        day.command("stop")
        running.wait(10)
        left = day.processes()

    assert running.returncode == 0
    assert left == []
    assert len(day.facts("DaemonStopped")) == 1
    assert day.facts("PromptAnswered") == []
