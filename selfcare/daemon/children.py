"""Prompter children: started with an order, closed by closing their standard input."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from typing import Protocol

from selfcare.app.prompt_order import PromptOrder, write_order


class Child(Protocol):
    """A child that shows one prompt."""

    def ended(self) -> int | None:
        """Return the exit code once the child has ended, None while it lives."""

    def close(self) -> None:
        """Ask the child to take its notification away and end."""

    def wait(self, seconds: float) -> None:
        """Wait for the child's end, and end it by force after `seconds`."""


class Prompter(Protocol):
    """Whatever can show a prompt in a process of its own."""

    def start(self, order: PromptOrder) -> Child:
        """Start showing; raises OSError where no process can be started."""


class PrompterProcess:
    """A real child process."""

    def __init__(self, order: PromptOrder) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "selfcare.prompter"],
            stdin=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        pipe = self._process.stdin
        if pipe is None:
            raise OSError("the child has no standard input")
        self._pipe = pipe
        self._pipe.write(write_order(order))
        self._pipe.flush()

    def ended(self) -> int | None:
        """Return the exit code once the child has ended, None while it lives."""
        return self._process.poll()

    def close(self) -> None:
        """Close the child's standard input; it then takes its notification away and ends."""
        with contextlib.suppress(OSError):
            self._pipe.close()

    def wait(self, seconds: float) -> None:
        """Wait for the child's end, and end it by force after `seconds`."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class ProcessPrompter:
    """Shows every prompt in a process of its own."""

    def start(self, order: PromptOrder) -> Child:
        """Start a child; raises OSError where none can be started."""
        return PrompterProcess(order)
