"""`selfcare now` as a person meets it: a real terminal, real keys, a window closed in mid-step."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from selfcare.app.clock import SystemClock
from selfcare.app.context import open_context
from selfcare.domain.facts import SessionEnd, SessionEnded, SessionStarted, TurnFinished
from tests.e2e.desktop import need, until

pytestmark = pytest.mark.desktop

COLUMNS, ROWS = 80, 24


@dataclass
class Window:
    """A terminal window that runs one command after the other."""

    folder: Path
    server: str = ""

    def tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self.server, "-f", os.devnull, *arguments],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "TMUX_TMPDIR": str(self.folder), "LC_ALL": "C.UTF-8"},
        )
        return done.stdout

    def open(self, *command: str) -> None:
        """Open the window with a command that ends with it, on a server that no earlier one had."""
        self.server = f"selfcare-{uuid4().hex[:8]}"
        self.tmux("new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS), *command)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.tmux("send-keys", key)

    @property
    def picture(self) -> str:
        return self.tmux("capture-pane", "-p")

    def waits_for(self, text: str) -> str:
        """Return the picture once it holds `text`, line breaks not counted."""
        return until(
            lambda: picture if text in " ".join((picture := self.picture).split()) else None,
            what=f"“{text}” in\n{self.picture}",
        )

    def close(self) -> None:
        if self.server:
            self.tmux("kill-server")


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Window]:
    need("tmux")
    opened = Window(tmp_path)
    yield opened
    opened.close()


def selfcare(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "selfcare", *arguments]


def facts() -> list[object]:
    with open_context(SystemClock()) as context:
        return [entry.fact for entry in context.diary.entries()]


def in_a_shell(window: Window, *arguments: str) -> None:
    """Open a window with a shell in it, and type the command there."""
    window.open("sh")
    line = " ".join(selfcare(*arguments))
    window.press(f"PS1='ready> '; clear; {line}", "Enter")


def test_a_session_closed_in_mid_step_goes_on_where_it_was(window: Window) -> None:
    window.open(*selfcare("now", "four-muscles-gentle"))
    window.waits_for("Type a number and press Enter")
    window.press("4", "Enter")
    picture = window.waits_for("Get ready.")
    assert "Step 1 of 4" in picture
    assert "Stop at once if" in picture
    window.press("s")
    window.waits_for("Step 2 of 4")
    window.press("Enter")
    window.waits_for("39 seconds")
    window.close()

    started, turn = facts()
    assert isinstance(started, SessionStarted)
    assert isinstance(turn, TurnFinished)
    assert (started.before, turn.step) == (4, 0)

    window.open(*selfcare("now"))
    window.waits_for("It goes on at step 2 of 4.")
    window.press("Enter")
    window.waits_for("Step 2 of 4")
    window.press("s", "s", "s")
    window.waits_for("That was the last step.")
    window.press("2", "Enter")
    ended = until(lambda: next((f for f in facts() if isinstance(f, SessionEnded)), None))
    assert (ended.session, ended.end, ended.after) == (started.session, SessionEnd.DONE, 2)


def test_the_shell_is_as_it_was_after_a_stop(window: Window) -> None:
    in_a_shell(window, "now", "four-muscles-gentle")
    window.waits_for("Type a number and press Enter")
    window.press("Enter")
    window.waits_for("Get ready.")
    window.press("p")
    window.waits_for("Paused.")
    window.press("q")
    picture = window.waits_for("Why?")
    assert "9 blurred or double vision, or loss of sight" in picture
    window.press("9")
    window.waits_for("Press Enter when you have read this.")
    window.press("Enter")
    left = window.waits_for("ready>")
    assert "Stop here." in left
    assert "Step 1 of 4" not in left
    assert window.tmux("display-message", "-p", "#{cursor_flag}").strip() == "1"
    window.press("echo typed", "Enter")
    assert window.waits_for("ready> echo typed typed")


def test_ctrl_c_asks_first_and_then_keeps_the_session(window: Window) -> None:
    in_a_shell(window, "now", "four-muscles-gentle")
    window.waits_for("Type a number and press Enter")
    window.press("Enter")
    window.waits_for("Get ready.")
    window.press("C-c")
    window.waits_for("go on with the routine")
    window.press("C-c")
    assert "To go on: selfcare now" in window.waits_for("ready>")
    assert not any(isinstance(fact, SessionEnded) for fact in facts())


def test_plain_lines_in_a_terminal_take_keys_too(window: Window) -> None:
    in_a_shell(window, "now", "four-muscles-gentle", "--plain")
    window.waits_for("Type a number and press Enter")
    window.press("3", "Enter")
    window.waits_for("Keys: Enter begin now")
    window.press("s", "s", "s", "s")
    window.waits_for("That was the last step.")
    window.press("Enter")
    assert "That was it." in window.waits_for("ready>")


def test_the_health_questions_can_be_answered_in_a_window(window: Window) -> None:
    in_a_shell(window, "screen")
    for number in range(1, 12):
        window.waits_for(f"{number} of 11.")
        window.press("n", "Enter")
    window.waits_for("Your age:")
    window.press("40", "Enter")
    window.waits_for("Press Enter to store this")
    window.press("Enter")
    assert "35 of 36 routines" in window.waits_for("ready>")


@pytest.mark.parametrize("plain", [("--plain",), ()])
def test_without_a_terminal_it_neither_hangs_nor_crashes(plain: tuple[str, ...]) -> None:
    with subprocess.Popen(
        selfcare("now", "four-muscles-gentle", *plain),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        lines = [running.stdout.readline() for _ in range(6)]
        running.terminate()
        _, errors = running.communicate()
    assert lines[-2].startswith("Step 1 of 4, both sides, 20 seconds: ")
    assert lines[-1].startswith("Get ready.")
    assert "\x1b" not in "".join(lines)
    assert errors == ""


def test_a_window_opened_for_a_command_stays_until_its_words_are_read(window: Window) -> None:
    window.open(*selfcare("--window", "now", "no-such-routine"))

    picture = window.waits_for("Press Enter to close this window.")
    window.press("Enter")

    assert "no-such-routine" in picture
    until(lambda: not window.tmux("list-sessions"), what="the window to close")
