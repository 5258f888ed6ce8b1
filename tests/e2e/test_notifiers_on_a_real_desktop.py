"""The prompter child on real desktops: what is on the screen, what comes back, what goes away."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from selfcare.app.prompt_order import write_order
from selfcare.domain.settings import NotifierChoice
from tests.e2e.desktop import (
    PATIENCE,
    Desktop,
    Server,
    bus_without_screen,
    desktop,
    need,
    process,
    until,
)
from tests.e2e.prompter_process import COMMAND, ROOT, STEPS, order, prompter

pytestmark = pytest.mark.desktop

PLAIN_SERVER = (sys.executable, "-m", "tests.e2e.plain_server")
LONG = "Lower your shoulders and breathe out slowly, then begin again. " * 160
ODD_TEXTS = {
    "minus": ("-5 min", "-5 min of rest"),
    "option": ("--help", "--version"),
    "markup": ("<b>Break</b> & more", "<b>not bold</b> & <i>not slanted</i> &amp; as written"),
    "emoji": ("Break 🧘🏽‍♀️", "Breathe in 🌬️, breathe out 😌"),
    "lines": ("Break", "first line\nsecond line\n\nfourth line"),
    "quotes": ("It's time", """'single' "double" `back` $HOME $(id) \\n C:\\temp"""),
    "long": ("Break", LONG[:10_000]),
    "percent": ("100 %", "%s %d %n {braces}"),
    "other scripts": ("עצור Ünïcode 休息", "Відпочинок · استراحة · 휴식"),
}


@pytest.fixture
def gnome(tmp_path: Path) -> Iterator[Desktop]:
    with desktop(tmp_path, Server.NOTIFICATION_DAEMON) as running:
        yield running


@pytest.fixture
def dunst(tmp_path: Path) -> Iterator[Desktop]:
    need("dunstctl")
    with desktop(tmp_path, Server.DUNST) as running:
        yield running


def test_a_prompt_stands_on_the_screen_with_its_three_buttons(
    gnome: Desktop, tmp_path: Path
) -> None:
    with prompter(gnome.environment, order()) as child:
        assert child.hear() == "shown: desktop"
        assert len(gnome.buttons(3)) == 3
        gnome.screenshot(tmp_path / "prompt.png")
    said = gnome.traffic.notified
    assert len(said) == 1
    assert said[0].actions[2:] == ("start", "Start", "later", "In 10 min", "skip", "Skip")
    assert said[0].timeout == 600_000
    assert said[0].hints == {"urgency": 1}


def test_the_library_of_other_systems_shows_and_hears_the_same(gnome: Desktop) -> None:
    with prompter(gnome.environment, order(), "library") as child:
        assert child.hear() == "shown: desktop"
        gnome.press(2)
        assert child.hear() == "answered: skip"
        assert child.hear() == "opening: skip"
        assert child.end() == 0


@pytest.mark.parametrize(("place", "answer"), [(0, "start"), (1, "later"), (2, "skip")])
def test_pressing_a_button_reports_its_answer(gnome: Desktop, place: int, answer: str) -> None:
    with prompter(gnome.environment, order()) as child:
        assert child.hear() == "shown: desktop"
        gnome.press(place)
        assert child.hear() == f"answered: {answer}"
        assert child.hear() == f"opening: {answer}"
        assert child.end() == 0
    assert gnome.pop_ups() == ()


def test_a_click_on_the_notification_itself_starts(gnome: Desktop) -> None:
    with prompter(gnome.environment, order()) as child:
        assert child.hear() == "shown: desktop"
        gnome.buttons(3)
        gnome.click_body()
        assert child.hear() == "answered: start"


def test_dunst_starts_by_its_first_action(dunst: Desktop) -> None:
    with prompter(dunst.environment, order()) as child:
        assert child.hear() == "shown: desktop"
        dunst.pop_up()
        dunst.dunst("action", "0")
        assert child.hear() == "answered: start"


def test_dunst_starts_by_a_click_on_the_notification(dunst: Desktop) -> None:
    with prompter(dunst.environment, order()) as child:
        assert child.hear() == "shown: desktop"
        dunst.click_body(button=2)
        assert child.hear() == "answered: start"


def test_a_notification_closed_by_the_user_is_reported_as_closed(dunst: Desktop) -> None:
    with prompter(dunst.environment, order()) as child:
        assert child.hear() == "shown: desktop"
        dunst.pop_up()
        dunst.dunst("close")
        assert child.hear() == "answered: closed"
        assert child.hear() == "opening: closed"
        assert child.end() == 0


def test_where_no_window_opens_a_second_notification_carries_the_steps(gnome: Desktop) -> None:
    with prompter(gnome.environment, order(), "no-window") as child:
        assert child.hear() == "shown: desktop"
        gnome.press(0)
        assert child.hear() == "answered: start"
        steps = gnome.traffic.wait_for_notification(2)
        assert (steps.title, steps.body) == (STEPS.title, STEPS.body)
        assert steps.timeout == STEPS.seconds * 1000
        gnome.pop_up()
        child.close_input()
        assert child.end() == 0
    until(lambda: gnome.pop_ups() == (), what="an empty screen")


def test_a_prompt_answered_elsewhere_in_the_same_moment_opens_nothing(gnome: Desktop) -> None:
    with prompter(gnome.environment, order(), "too-late") as child:
        assert child.hear() == "shown: desktop"
        gnome.press(0)
        assert child.hear() == "answered: start"
        assert child.end() == 0
    assert len(gnome.traffic.notified) == 1


@pytest.mark.parametrize("server", [Server.NOTIFICATION_DAEMON, Server.DUNST])
def test_closing_the_input_takes_the_notification_away(tmp_path: Path, server: Server) -> None:
    with desktop(tmp_path, server) as running, prompter(running.environment, order()) as child:
        assert child.hear() == "shown: desktop"
        running.pop_up()
        asked = child.close_input()
        closed = running.traffic.wait_for_close()
        assert closed.reason == 3
        assert closed.at - asked < 5
        assert child.end() == 0
        until(lambda: running.pop_ups() == (), what="an empty screen")


def test_input_closed_before_anything_is_shown_leaves_nothing_on_the_screen(
    gnome: Desktop,
) -> None:
    with prompter(gnome.environment, order()) as child:
        child.close_input()
        child.end()
    shown = len(gnome.traffic.notified)
    until(lambda: len(gnome.traffic.closed) == shown, what="as many closed as shown")
    until(lambda: gnome.pop_ups() == (), what="an empty screen")


def test_no_notification_outlives_a_daemon_that_was_killed(gnome: Desktop) -> None:
    parent_script = (
        "import subprocess, sys\n"
        "child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE)\n"
        "child.stdin.write(sys.stdin.buffer.readline())\n"
        "child.stdin.flush()\n"
        "child.wait()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", parent_script, *COMMAND],
        cwd=ROOT,
        env=gnome.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    ) as parent:
        assert parent.stdin is not None
        parent.stdin.write(write_order(order()))
        parent.stdin.flush()
        gnome.traffic.wait_for_notification()
        gnome.pop_up()
        parent.kill()
        assert gnome.traffic.wait_for_close().reason == 3
    until(lambda: gnome.pop_ups() == (), what="an empty screen")


def test_a_prompter_that_is_asked_to_end_takes_its_notification_along(gnome: Desktop) -> None:
    with prompter(gnome.environment, order()) as child:
        assert child.hear() == "shown: desktop"
        child.signal(signal.SIGTERM)
        assert gnome.traffic.wait_for_close().reason == 3
        assert child.end() == 0


def test_an_expired_prompt_goes_away_by_itself(gnome: Desktop) -> None:
    with prompter(gnome.environment, order(seconds=1)) as child:
        assert child.hear() == "shown: desktop"
        assert child.end() == 0
    gnome.traffic.wait_for_close()
    until(lambda: gnome.pop_ups() == (), what="an empty screen")


def test_plyer_shows_one_real_pop_up_which_goes_by_its_time(dunst: Desktop) -> None:
    need("notify-send")
    with prompter(dunst.environment, order(notifier=NotifierChoice.PLYER, seconds=3600)) as child:
        assert child.hear() == "shown: plyer"
        dunst.pop_up()
        assert dunst.dunst("count", "displayed") == "1"
        assert dunst.traffic.wait_for_notification().timeout == 300_000
        child.close_input()
        assert child.end() == 0
    assert len(dunst.traffic.notified) == 1
    shown = json.loads(dunst.run("dunstctl", "history"))
    assert shown["data"] == [[]]


@pytest.mark.parametrize("case", ODD_TEXTS)
def test_any_text_arrives_letter_by_letter(gnome: Desktop, case: str) -> None:
    title, body = ODD_TEXTS[case]
    with prompter(gnome.environment, order(title, body)) as child:
        assert child.hear() == "shown: desktop"
        gnome.pop_up()
    said = gnome.traffic.wait_for_notification()
    assert said.title == title
    assert _read_as_markup(said.body) == body.rstrip()


@pytest.mark.parametrize("case", ODD_TEXTS)
def test_any_text_arrives_through_plyer_too(gnome: Desktop, case: str) -> None:
    need("notify-send")
    title, body = ODD_TEXTS[case]
    with prompter(gnome.environment, order(title, body, NotifierChoice.PLYER)) as child:
        assert child.hear() == "shown: plyer"
        gnome.pop_up()
    said = gnome.traffic.wait_for_notification()
    assert said.title.removeprefix(" ") == title
    assert _read_as_markup(said.body).removeprefix(" ") == body.rstrip()


def test_a_sound_comes_only_when_asked_for(gnome: Desktop) -> None:
    with prompter(gnome.environment, msgspec.structs.replace(order(), sound=True)) as child:
        assert child.hear() == "shown: desktop"
    assert gnome.traffic.wait_for_notification().hints["sound-name"] == "message-new-instant"


def test_a_server_that_refuses_is_told(gnome: Desktop) -> None:
    need("notify-send")
    for number in range(21):
        gnome.run("notify-send", f"Somebody else's notification {number}")
    with prompter(gnome.environment, order()) as child:
        told = child.hear()
        assert told.startswith("not shown: desktop: ")
        assert told.count("Exceeded maximum number of notifications") == 2
        assert child.end() == 4


def test_a_server_without_buttons_and_markup_gets_neither(tmp_path: Path) -> None:
    with (
        desktop(tmp_path, Server.NONE) as running,
        process(PLAIN_SERVER, running.environment, tmp_path / "plain.log", folder=ROOT),
    ):
        until(lambda: running.traffic.has_server() or None, what="the notification server")
        with prompter(running.environment, order(body="<b> & -5")) as child:
            assert child.hear() == "shown: desktop"
        said = running.traffic.wait_for_notification()
        assert said.body == "<b> & -5"
        assert "start" not in said.actions


def test_characters_no_desktop_shows_are_left_out(gnome: Desktop) -> None:
    with prompter(gnome.environment, order("Br\x00eak\x1b[1m", "a\x00b\x07c\r\nd\x85e")) as child:
        assert child.hear() == "shown: desktop"
    said = gnome.traffic.wait_for_notification()
    assert (said.title, said.body) == ("Break[1m", "abc\nde")


@pytest.mark.parametrize("notifier", [NotifierChoice.AUTO, NotifierChoice.PLYER])
def test_a_bus_without_a_server_is_told_and_hangs_nothing(
    tmp_path: Path, notifier: NotifierChoice
) -> None:
    with (
        bus_without_screen(tmp_path) as environment,
        prompter(environment, order(notifier=notifier)) as child,
    ):
        told = child.hear()
        assert told.startswith("not shown: ")
        assert "no notification server on the session bus" in told
        assert "terminal: not started from a terminal" in told
        assert child.end() == 4


def test_no_bus_at_all_is_told_and_hangs_nothing(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    environment["XDG_RUNTIME_DIR"] = str(tmp_path)
    with prompter(environment, order()) as child:
        told = child.hear()
        assert told.startswith("not shown: desktop: the session bus cannot be used")
        assert "plyer: the session bus cannot be used" in told
        assert child.end() == 4


def test_a_server_that_went_away_is_replaced_by_the_next_one(tmp_path: Path) -> None:
    with desktop(tmp_path, Server.NONE) as running:
        with prompter(running.environment, order()) as child:
            assert child.hear().startswith("not shown: ")
        with process([Server.DUNST], running.environment, tmp_path / "dunst.log"):
            until(running.traffic.has_server, what="the notification server")
            with prompter(running.environment, order()) as child:
                assert child.hear() == "shown: desktop"
                running.pop_up()


def test_a_command_runs_in_a_terminal_window_that_outlives_its_opener(
    gnome: Desktop, tmp_path: Path
) -> None:
    need("xterm")
    proof = tmp_path / "it's open; $HOME"
    inside = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_text('yes'); input()"
    opener = (
        "import sys\n"
        "from selfcare.notify.terminal_window import open_in_terminal\n"
        "sys.exit(0 if open_in_terminal(sys.argv[1:]) else 1)"
    )
    environment = {**gnome.environment, "TERMINAL": "xterm"}
    done = subprocess.run(
        [sys.executable, "-c", opener, sys.executable, "-c", inside, str(proof)],
        env=environment,
        timeout=PATIENCE,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    until(proof.exists, what="the command in the window")
    until(
        lambda: any('"xterm"' in line.lower() for line in gnome.windows()) or None,
        what="the terminal's window",
    )


def _read_as_markup(body: str) -> str:
    return body.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
