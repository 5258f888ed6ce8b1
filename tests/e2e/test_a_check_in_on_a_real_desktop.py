"""A check-in from the notification to the diary: real buttons, a real terminal, real keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from selfcare.domain.checkin import CheckIn, Headache
from selfcare.domain.facts import CheckedIn, PromptAnswered, PromptClaimed
from selfcare.domain.prompt import Answer, Asks, PromptKind, Via
from tests.e2e.desktop import Desktop, desktop, until
from tests.e2e.real_terminal import Terminal
from tests.e2e.workday import Workday

pytestmark = pytest.mark.desktop

JUST_BEFORE = datetime(2026, 11, 24, 16, 29, 58, tzinfo=UTC)


@pytest.fixture
def gnome(tmp_path: Path) -> Iterator[Desktop]:
    with desktop(tmp_path) as found:
        yield found


@pytest.fixture
def terminal(gnome: Desktop, tmp_path: Path) -> Terminal:
    return Terminal(gnome, tmp_path)


def workday(home: Path, environment: dict[str, str]) -> Workday:
    """Return a Tuesday of the first week, two seconds before the check-in; keys are preferred."""
    yesterday = Workday(home, environment, JUST_BEFORE - timedelta(days=1))
    yesterday.command("pause")
    yesterday.command("resume")
    day = Workday(home, environment, JUST_BEFORE)
    day.write_config('[prompts]\nopens_in = "terminal"\n')
    return day


def test_the_check_in_is_asked_for_at_half_past_four_answered_in_a_window_and_noted(
    gnome: Desktop, terminal: Terminal, tmp_path: Path
) -> None:
    day = workday(tmp_path / "home", gnome.environment)
    with day.daemon():
        notified = gnome.traffic.wait_for_notification()
        day.wait_for("PromptShown")
        gnome.press(0)
        terminal.waits_for("Was there a headache today?")
        terminal.type("n")
        terminal.waits_for("How stressed were you today?")
        terminal.type("3")
        terminal.waits_for("Noted, thank you.")
        terminal.waits_for("Press Enter to close this window.")
        status = day.status()
        terminal.type("")
        until(lambda: not terminal.is_open, what="the window to close")

    assert notified.title == "Time for your check-in"
    assert notified.body == "It takes less than a minute, if it suits you. To begin: open selfcare"
    assert notified.actions[3::2] == ("Check in", "In 10 min", "Skip")
    (claimed,) = day.facts("PromptClaimed")
    assert isinstance(claimed, PromptClaimed)
    assert (claimed.prompt.kind, claimed.prompt.asks) == (PromptKind.CHECKIN, Asks.DIARY)
    assert claimed.prompt.due == JUST_BEFORE + timedelta(seconds=2)
    (checked_in,) = day.facts("CheckedIn")
    assert checked_in == CheckedIn(CheckIn(day=JUST_BEFORE.date(), headache=Headache.NO, stress=3))
    assert [
        (one.prompt, one.answer, one.via)
        for one in day.facts("PromptAnswered")
        if isinstance(one, PromptAnswered)
    ] == [
        (claimed.prompt.id, Answer.START, Via.NOTIFICATION),
        (claimed.prompt.id, Answer.DONE, Via.COMMAND),
    ]
    assert status["open"] is None
    assert status["last"]["became"] == "done"
    assert len(gnome.traffic.notified) == 1
