"""From a real file to a real notification to a real diary, on a real bus."""

from __future__ import annotations

import re
import shutil
import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from selfcare.domain.facts import PromptAnswered, PromptDeferred, PromptNotShown, PromptShown
from selfcare.domain.prompt import Answer, HeldBack, Via
from tests.e2e.desktop import Desktop, Server, bus_without_screen, desktop, need, until
from tests.e2e.workday import JUST_BEFORE, ONE_BREAK, Workday, before_the_break

pytestmark = pytest.mark.desktop


@pytest.fixture
def gnome(tmp_path: Path) -> Iterator[Desktop]:
    with desktop(tmp_path) as found:
        yield found


@pytest.fixture
def dunst(tmp_path: Path) -> Iterator[Desktop]:
    with desktop(tmp_path, Server.DUNST) as found:
        yield found


@pytest.mark.parametrize(
    ("button", "answer", "became"),
    [
        (0, Answer.START, "started"),
        (1, Answer.LATER, "put_off"),
        (2, Answer.SKIP, "skipped"),
    ],
)
def test_a_prompt_comes_up_with_three_buttons_and_its_answer_is_in_diary_and_status(
    gnome: Desktop, tmp_path: Path, button: int, answer: Answer, became: str
) -> None:
    day = before_the_break(tmp_path / "home", gnome.environment)
    with day.daemon():
        notified = gnome.traffic.wait_for_notification()
        day.wait_for("PromptShown")
        gnome.press(button)
        (answered,) = day.wait_for("PromptAnswered")
        status = day.status()

    assert notified.title == "Two-minute break"
    assert notified.actions[3::2] == ("Start", "In 10 min", "Skip")
    assert isinstance(answered, PromptAnswered)
    assert (answered.answer, answered.via) == (answer, Via.NOTIFICATION)
    assert status["running"] is True
    told = status["open"] or status["last"]
    assert told["became"] == became


def test_do_not_disturb_of_the_desktop_holds_a_prompt_back_and_why_says_so(
    dunst: Desktop, tmp_path: Path
) -> None:
    day = before_the_break(tmp_path / "home", dunst.environment)
    dunst.dunst("set-paused", "true")
    with day.daemon():
        (deferred,) = day.wait_for("PromptDeferred")
        told = day.command("why")

    assert isinstance(deferred, PromptDeferred)
    assert deferred.why is HeldBack.DO_NOT_DISTURB
    assert "It waits, because do not disturb is on." in told
    assert day.facts("PromptClaimed") == []

    dunst.dunst("set-paused", "false")
    later = Workday(day.home, dunst.environment, JUST_BEFORE + timedelta(minutes=2))
    with later.daemon():
        later.wait_for("PromptShown")


def test_start_without_any_window_shows_the_steps(gnome: Desktop, tmp_path: Path) -> None:
    # Without programs to be found there is neither a browser nor a terminal.
    nothing = {**gnome.environment, "PATH": str(tmp_path / "empty")}
    del nothing["BROWSER"]
    day = before_the_break(tmp_path / "home", nothing)
    with day.daemon():
        gnome.traffic.wait_for_notification()
        gnome.press(0)
        steps = gnome.traffic.wait_for_notification(2)

    assert "Let both shoulders hang" in steps.body


def test_start_opens_the_session_in_the_browser(gnome: Desktop, tmp_path: Path) -> None:
    day = before_the_break(tmp_path / "home", gnome.environment)
    with day.daemon():
        gnome.traffic.wait_for_notification()
        gnome.press(0)
        address = gnome.opened()

    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/start/[\w-]{43}\?to=session", address)


def test_start_opens_the_session_in_a_terminal_window_where_that_is_wished(
    gnome: Desktop, tmp_path: Path
) -> None:
    need("xterm")
    day = before_the_break(
        tmp_path / "home", {**gnome.environment, "TERMINAL": "xterm"}, 'opens_in = "terminal"'
    )
    with day.daemon():
        gnome.traffic.wait_for_notification()
        gnome.press(0)
        until(
            lambda: any("xterm" in line.lower() for line in gnome.windows()),
            what="a terminal window",
        )


def test_a_click_on_the_notification_of_dunst_starts(dunst: Desktop, tmp_path: Path) -> None:
    day = before_the_break(tmp_path / "home", dunst.environment)
    with day.daemon():
        dunst.traffic.wait_for_notification()
        dunst.dunst("action", "0")
        (answered,) = day.wait_for("PromptAnswered")

    assert isinstance(answered, PromptAnswered)
    assert answered.answer is Answer.START


def test_plyer_shows_one_real_pop_up(dunst: Desktop, tmp_path: Path) -> None:
    day = before_the_break(tmp_path / "home", dunst.environment, 'notifier = "plyer"')
    with day.daemon():
        (shown,) = day.wait_for("PromptShown")
        dunst.pop_up()
        status = day.status()

    assert isinstance(shown, PromptShown)
    assert shown.notifier == "plyer"
    assert status["notifier"] == "plyer"
    assert len(dunst.traffic.notified) == 1


def test_a_prompt_answered_by_command_leaves_the_screen_at_once(
    gnome: Desktop, tmp_path: Path
) -> None:
    day = before_the_break(tmp_path / "home", gnome.environment)
    with day.daemon():
        gnome.traffic.wait_for_notification()
        day.wait_for("PromptShown")
        day.command("skip")
        gnome.traffic.wait_for_close()
        (answered,) = day.wait_for("PromptAnswered")
        status = day.status()

    assert isinstance(answered, PromptAnswered)
    assert answered.via is Via.COMMAND
    assert status["open"] is None


def test_a_killed_daemon_leaves_no_pop_up(gnome: Desktop, tmp_path: Path) -> None:
    day = before_the_break(tmp_path / "home", gnome.environment)
    with day.daemon() as running:
        gnome.traffic.wait_for_notification()
        day.wait_for("PromptShown")
        running.send_signal(signal.SIGKILL)
        gnome.traffic.wait_for_close()
        until(lambda: not gnome.pop_ups(), what="an empty screen")


def test_after_a_kill_the_next_daemon_shows_the_open_prompt_once_more(
    gnome: Desktop, tmp_path: Path
) -> None:
    day = before_the_break(tmp_path / "home", gnome.environment)
    with day.daemon() as running:
        gnome.traffic.wait_for_notification()
        day.wait_for("PromptShown")
        running.send_signal(signal.SIGKILL)
        gnome.traffic.wait_for_close()
    with day.daemon():
        again = gnome.traffic.wait_for_notification(2)
        day.wait_for("PromptShown", 2)
        day.command("skip")
        gnome.traffic.wait_for_close(2)
    with day.daemon():
        day.command("status")

    assert again.title == "Two-minute break"
    assert len(gnome.traffic.notified) == 2


def test_a_bus_without_a_server_hangs_nothing_and_status_says_so(tmp_path: Path) -> None:
    with bus_without_screen(tmp_path) as environment:
        day = before_the_break(tmp_path / "home", environment)
        with day.daemon():
            (failed,) = day.wait_for("PromptNotShown")
            status = day.status()
            told = day.command("status")

    assert isinstance(failed, PromptNotShown)
    assert status["not_shown_today"]["prompts"] >= 1
    assert "could not be shown" in told


def test_no_bus_at_all_hangs_nothing_and_status_says_so(tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "TZ": "UTC"}
    day = before_the_break(tmp_path / "home", environment)
    with day.daemon():
        day.wait_for("PromptNotShown")
        status = day.status()

    assert status["not_shown_today"]["prompts"] >= 1


def test_start_status_restart_and_stop_with_a_real_background_program(tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "TZ": "UTC"}
    day = Workday(tmp_path / "home", environment)
    try:
        assert "started" in day.command("start").lower()
        assert day.status()["running"] is True
        assert "already" in day.command("start").lower()
        assert "already" in day.command("run", code=1).lower()
        day.command("restart")
        assert day.status()["running"] is True
    finally:
        day.command("stop")
    assert day.status()["running"] is False
    assert len(day.facts("DaemonStopped")) == 2


def test_a_terminated_daemon_ends_in_good_order(tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "TZ": "UTC"}
    day = before_the_break(tmp_path / "home", environment)
    with day.daemon() as running:
        running.send_signal(signal.SIGTERM)
        assert running.wait(10) == 0

    assert len(day.facts("DaemonStopped")) == 1
    assert "Traceback" not in (day.home / "daemon.out").read_text()


def test_the_first_minute_says_what_comes_and_welcomes(gnome: Desktop, tmp_path: Path) -> None:
    day = Workday(tmp_path / "home", gnome.environment, JUST_BEFORE - timedelta(hours=1))
    with day.daemon():
        welcome = gnome.traffic.wait_for_notification()
        lines = until(
            lambda: (
                text.splitlines()
                if len((text := (day.home / "daemon.out").read_text()).splitlines()) >= 4
                else None
            ),
            what="four lines",
        )

    assert welcome.actions[3::2] == ("Start", "Questions", "Not now")
    assert len(lines) == 4
    assert "15:00" in lines[0]
    assert str(day.home) in lines[1]
    assert "leaves this computer" in lines[2]


def test_an_edit_takes_effect_within_a_minute_without_a_restart(
    gnome: Desktop, tmp_path: Path
) -> None:
    day = before_the_break(tmp_path / "home", gnome.environment)
    text = ONE_BREAK.format(more="")
    day.write_config(text.replace("10:30", "16:00"))
    with day.daemon():
        day.write_config(text)
        until(lambda: gnome.traffic.notified, seconds=60, what="the edit to take effect")


def test_a_diary_damaged_while_running_is_mended_and_the_prompt_still_comes(
    gnome: Desktop, tmp_path: Path
) -> None:
    day = before_the_break(tmp_path / "home", gnome.environment)
    with day.daemon() as running:
        diary = day.home / "data" / "diary.sqlite3"
        until(lambda: any((day.home / "data" / "backups").glob("diary-*")), what="a backup")
        with diary.open("r+b") as file:
            file.seek(100)
            file.write(b"damaged " * 2000)
        until(
            lambda: any(one.title == "Two-minute break" for one in gnome.traffic.notified),
            seconds=60,
            what="the prompt",
        )
        assert running.poll() is None

    assert len(list((day.home / "data").glob("diary-damaged-*.sqlite3"))) == 1


def test_a_diary_deleted_while_running_is_begun_anew(tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "TZ": "UTC"}
    day = before_the_break(tmp_path / "home", environment)
    with day.daemon() as running:
        shutil.rmtree(day.home / "data")
        day.command("pause")
        day.wait_for("DaemonStarted")
        assert running.poll() is None
