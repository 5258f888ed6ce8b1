"""Processes that the tests start beside their own (`children.py`)."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Child = subprocess.Popen[str]


@contextmanager
def child(task: Callable[[Path], None], path: Path) -> Iterator[Child]:
    """Start a child up to the moment it is ready; kill it at the end if it still runs."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.diary.children", task.__name__, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


def go(process: Child) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


def reported(process: Child) -> list[str]:
    """Return the whole lines a child wrote until it ended."""
    assert process.stdout is not None
    return [line.strip() for line in process.stdout if line.endswith("\n")]
