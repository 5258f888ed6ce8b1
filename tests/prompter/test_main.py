"""The child as the daemon starts it, with the real diary, and without any desktop."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from selfcare.app.prompt_order import PromptOrder, write_order
from selfcare.domain.settings import NotifierChoice


def _run(order: bytes, home: Path) -> tuple[int, bytes]:
    """Return the exit code and whatever was written, the input being open to the end."""
    with subprocess.Popen(
        [sys.executable, "-m", "selfcare.prompter"],
        env={**os.environ, "SELFCARE_HOME": str(home), "XDG_RUNTIME_DIR": str(home)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(order)
        child.stdin.flush()
        said = child.stdout.read()
        return child.wait(60), said


def test_a_child_without_an_order_ends_quietly_and_leaves_a_note(home: Path) -> None:
    assert _run(b"nonsense\n", home) == (3, b"")
    assert "nonsense" not in (home / "logs" / "trouble.log").read_text()


def test_a_child_whose_diary_cannot_be_opened_ends_quietly(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("in the way")
    order = PromptOrder(prompt="p", round=1, title="t", body="b", seconds_until_expiry=60)

    assert _run(write_order(order), blocked) == (3, b"")


def test_a_child_that_reaches_nobody_says_so_by_its_exit_code(home: Path) -> None:
    order = PromptOrder(
        prompt="p",
        round=1,
        title="t",
        body="b",
        seconds_until_expiry=60,
        notifier=NotifierChoice.TERMINAL,
    )

    assert _run(write_order(order), home) == (4, b"")
