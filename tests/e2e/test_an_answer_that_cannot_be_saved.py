"""An answer on a full disk, or beside a diary that somebody holds: held, told, and noted once.

The child, the bus, the notification server and the diary are real.
"""

from __future__ import annotations

import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from selfcare.app.clock import SystemClock
from selfcare.app.doorbell import ring
from selfcare.app.unsaved_answers import FOLDER, kept
from selfcare.diary.store import Diary
from selfcare.domain.facts import DaemonStarted
from selfcare.domain.prompt import Answer
from tests.e2e.claimed_prompt import DONE, answers, child, claimed_day, diary_of
from tests.e2e.desktop import until
from tests.e2e.frail_bus import FrailBus, frail_bus
from tests.e2e.workday import Workday, before_the_break

pytestmark = pytest.mark.desktop

NOT_SAVED_YET = "Not saved yet"
NOT_SAVED = "Not saved"
NO_ROOM = 34_000
"""Bytes a file of the child may have: enough for all but a log of the diary that has grown."""
GROWN = 20
"""Facts after which the log of the diary is larger."""


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[FrailBus]:
    with frail_bus(tmp_path) as found:
        found.start()
        yield found


@pytest.fixture
def day(bus: FrailBus, tmp_path: Path) -> Workday:
    return claimed_day(tmp_path / "home", bus.environment)


@contextmanager
def locked(day: Workday) -> Iterator[None]:
    """Hold the diary as another program may, so that nobody else can write."""
    with closing(sqlite3.connect(diary_of(day), isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        yield
        holder.execute("ROLLBACK")


@contextmanager
def full(day: Workday) -> Iterator[None]:
    """Let the log of the diary be larger than any file the child may write."""
    now = SystemClock().now()
    with Diary.open(diary_of(day), may_migrate=False) as diary:
        for _ in range(GROWN):
            diary.append(DaemonStarted("0"), at=now, day=now.date())
        assert diary_of(day).with_name("diary.sqlite3-wal").stat().st_size > NO_ROOM
        yield


def wait_for_card(bus: FrailBus, title: str) -> int:
    """Return the number of the card with this title, once it stands."""

    def number() -> int | None:
        titles = [one.title for one in bus.traffic.notified]
        return titles.index(title) + 1 if title in titles else None

    return until(number, what=title)


def unsaved(day: Workday) -> list[Answer]:
    return [one.fact.answer for one in kept(day.home / "state")]


def test_an_answer_beside_a_locked_diary_is_told_as_not_saved_and_noted_when_it_can_be(
    bus: FrailBus, day: Workday
) -> None:
    server = bus.serve()
    with child(day) as running:
        day.wait_for("PromptShown")
        with locked(day):
            server.press()
            card = wait_for_card(bus, NOT_SAVED_YET)
            before = SystemClock().now()
            assert unsaved(day) == [Answer.SKIP]
        assert running.end() == DONE

    assert answers(day) == [Answer.SKIP]
    assert day.moments("PromptAnswered")[0] < before
    assert unsaved(day) == []
    assert card in bus.traffic.wait(lambda heard: heard.taken_away[-1:], what="the close")


def test_a_child_that_ends_on_a_full_disk_leaves_the_answer_to_a_command(
    bus: FrailBus, day: Workday
) -> None:
    server = bus.serve()
    with full(day), child(day, largest_file=NO_ROOM) as running:
        bus.traffic.wait_for_notification()
        server.press()
        wait_for_card(bus, NOT_SAVED_YET)
        assert answers(day) == []
        running.close_input()
        assert running.end() == DONE

    assert unsaved(day) == [Answer.SKIP]
    assert day.status()["last"]["became"] == "skipped"
    assert answers(day) == [Answer.SKIP]
    assert unsaved(day) == []


def test_what_a_full_disk_keeps_out_is_noted_in_its_order_and_time_once_there_is_room(
    bus: FrailBus, day: Workday
) -> None:
    server = bus.serve()
    with child(day, largest_file=NO_ROOM) as running:
        with full(day):
            bus.traffic.wait_for_notification()
            server.press()
            wait_for_card(bus, NOT_SAVED_YET)
            assert (day.facts("PromptShown"), answers(day)) == ([], [])
            before = SystemClock().now()
        assert running.end() == DONE

    assert answers(day) == [Answer.SKIP]
    assert unsaved(day) == []
    (shown,), (answered,) = day.moments("PromptShown"), day.moments("PromptAnswered")
    assert shown < answered < before
    assert [one.title for one in bus.traffic.notified] == ["Two-minute break", NOT_SAVED_YET]


def test_a_child_that_is_killed_with_an_unsaved_answer_loses_nothing(
    bus: FrailBus, day: Workday
) -> None:
    server = bus.serve()
    with child(day) as running:
        day.wait_for("PromptShown")
        with locked(day):
            server.press()
            until(lambda: unsaved(day) or None, what="the answer in its file")
            running.signal(signal.SIGKILL)
            assert running.end() == -signal.SIGKILL
            before = SystemClock().now()

    assert answers(day) == []
    day.command("status")
    day.command("status")
    assert answers(day) == [Answer.SKIP]
    assert day.moments("PromptAnswered")[0] < before
    assert unsaved(day) == []


def test_a_child_started_for_a_prompt_with_an_unsaved_answer_shows_it_to_nobody(
    bus: FrailBus, day: Workday
) -> None:
    server = bus.serve()
    with child(day) as running:
        day.wait_for("PromptShown")
        with locked(day):
            server.press()
            until(lambda: unsaved(day) or None, what="the answer in its file")
            running.signal(signal.SIGKILL)
            running.end()
    with child(day) as running:
        assert running.end() == DONE

    assert answers(day) == [Answer.SKIP]
    assert len(bus.traffic.notified) == 1


def test_an_answer_that_nothing_can_keep_is_told_as_not_saved(bus: FrailBus, day: Workday) -> None:
    server = bus.serve()
    (day.home / "state").mkdir(parents=True)
    (day.home / "state" / FOLDER).write_text("a file in its way")
    with full(day), child(day, largest_file=NO_ROOM) as running:
        bus.traffic.wait_for_notification()
        server.press()
        wait_for_card(bus, NOT_SAVED_YET)
        running.close_input()
        assert running.end() == DONE

    last = wait_for_card(bus, NOT_SAVED)
    assert "To give it again: open selfcare" in bus.traffic.notified[last - 1].body
    assert last not in bus.traffic.taken_away


def test_after_a_kill_of_everything_the_next_daemon_takes_the_answer_in(
    bus: FrailBus, tmp_path: Path
) -> None:
    day = before_the_break(tmp_path / "other", bus.environment)
    server = bus.serve()
    with day.daemon() as running:
        day.wait_for("PromptShown")
        with locked(day):
            server.press()
            wait_for_card(bus, NOT_SAVED_YET)
            running.kill()
            running.wait()
            until(lambda: not day.processes(), what="the end of the child")
        assert unsaved(day) == [Answer.SKIP]
    with day.daemon():
        day.wait_for("PromptAnswered")
        ring(day.home / "state")
        status = day.status()

    assert answers(day) == [Answer.SKIP]
    assert unsaved(day) == []
    assert status["open"] is None
    assert [one.title for one in bus.traffic.notified] == ["Two-minute break", NOT_SAVED_YET]


def test_a_running_daemon_takes_in_what_a_killed_child_left_and_shows_nothing_again(
    bus: FrailBus, tmp_path: Path
) -> None:
    day = before_the_break(tmp_path / "other", bus.environment, passing=True)
    server = bus.serve()
    with day.daemon():
        day.wait_for("PromptShown")
        with locked(day):
            server.press()
            until(lambda: unsaved(day) or None, what="the answer in its file")
            (killed,) = day.processes("selfcare.prompter")
            os.kill(killed, signal.SIGKILL)
        until(lambda: not day.processes("selfcare.prompter"), what="the end of the child")
        day.pass_by(60)
        ring(day.home / "state")
        day.wait_for("PromptAnswered")
        status = day.status()

    assert answers(day) == [Answer.SKIP]
    assert unsaved(day) == []
    assert status["open"] is None
    assert len(bus.traffic.notified) == 1
