"""Starts a prompter child as the daemon does, and hears its reports."""

from __future__ import annotations

import contextlib
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from selfcare.app.prompt_order import OrderButton, PromptOrder, Steps, write_order
from selfcare.domain.prompt import Answer
from selfcare.domain.settings import NotifierChoice
from tests.e2e.desktop import PATIENCE, until

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-m", "tests.e2e.noting_prompter")
REAL_COMMAND = (sys.executable, "-P", "-m", "selfcare.prompter")
"""The child that the background program starts; its reports are facts in the diary."""
BUTTONS = (
    OrderButton(Answer.START, "Start"),
    OrderButton(Answer.LATER, "In 10 min"),
    OrderButton(Answer.SKIP, "Skip"),
)
STEPS = Steps(title="Two-minute break", body="1. Look over your left shoulder.", seconds=120)


def order(
    title: str = "Two-minute break",
    body: str = "A short routine at your desk.\nTo begin by hand: open selfcare.",
    notifier: NotifierChoice = NotifierChoice.AUTO,
    seconds: int = 600,
    steps: Steps | None = STEPS,
) -> PromptOrder:
    return PromptOrder(
        prompt="2025-03-28/breaks/1",
        round=1,
        title=title,
        body=body,
        seconds_until_expiry=seconds,
        buttons=BUTTONS,
        notifier=notifier,
        steps=steps,
    )


class PrompterProcess:
    """A running prompter child."""

    def __init__(self, process: subprocess.Popen[bytes], errors: IO[bytes]) -> None:
        self._process = process
        self._errors = errors
        self._heard = b""

    def hear(self, seconds: float = PATIENCE) -> str:
        """Return the next report, as "what: value"."""
        assert self._process.stdout is not None
        deadline = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while b"\n" not in self._heard:
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    pytest.fail(f"no report within {seconds} s; errors: {self.errors()}")
                said = self._process.stdout.read1(65536)  # type: ignore[attr-defined] # buffered
                assert said, f"the prompter ended without a report; errors: {self.errors()}"
                self._heard += said
        line, self._heard = self._heard.split(b"\n", 1)
        return line.decode()

    def close_input(self) -> float:
        """Do what the daemon does when the prompt was answered elsewhere; return when."""
        assert self._process.stdin is not None
        closed = time.monotonic()
        self._process.stdin.close()
        return closed

    def signal(self, number: int) -> None:
        """Send the child a signal."""
        self._process.send_signal(number)

    def children(self) -> tuple[int, ...]:
        """Return the processes that the child has started, waiting for one."""

        def found() -> tuple[int, ...] | None:
            tasks = Path(f"/proc/{self._process.pid}/task").glob("*/children")
            return tuple(int(one) for task in tasks for one in task.read_text().split()) or None

        return until(found, what="a helper of the child")

    def end(self) -> int:
        """Wait for the end and return the exit code; nothing may have been written as an error."""
        code = self._process.wait(PATIENCE)
        assert self.errors() == ""
        return code

    def errors(self) -> str:
        self._errors.seek(0)
        return self._errors.read().decode(errors="replace")


@contextmanager
def prompter(
    environment: Mapping[str, str],
    wanted: PromptOrder,
    *circumstances: str,
    command: Sequence[str] = COMMAND,
) -> Iterator[PrompterProcess]:
    """Start a prompter with the order on its input, and see it out."""
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(
            [*command, *circumstances],
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        ) as process,
    ):
        assert process.stdin is not None
        process.stdin.write(write_order(wanted))
        process.stdin.flush()
        try:
            yield PrompterProcess(process, errors)
        finally:
            with contextlib.suppress(OSError):
                process.stdin.close()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
