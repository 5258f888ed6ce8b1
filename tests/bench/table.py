"""The measured figures as a table, with what they were measured on."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from selfcare import __version__
from selfcare.app.clock import SystemClock
from tests.bench.figure import FAILS_AT, Figure

HEAD = ("what", "measured", "its reference", "beside it", "goal", "fails above", "")
PLACE = Path(__file__).parents[2] / "docs" / "PERFORMANCE.md"

ABOUT = f"""# Performance

Measured by `python -m tests.bench --write`, which writes this file. What has a reference is
measured beside it in the same run, because machines differ: the goal is then a number of times.
Goals are goals; only {FAILS_AT:g} times a goal fails. Times are the least of several runs, or their
median.

The background program is measured as it lives: an installed Python with its bytecode, a real bus
and a real notification server, 12 plan entries, 36 routines, ten years of diary, after two prompts
that were shown, the daily copy and a change of config.toml. Its memory is its proportional share
(PSS); the Python beside it only sleeps, and both have a libpython of their own. A command takes
effect when the open notification is gone from the screen, counted from the command's start. A
prompt is on the screen when the server is asked to show it, counted from the minute it is due. A
simulated year is planned and decided by the program's own functions over every day. Processor time
a day is that of one look at everything, on a processor at work, times the looks of an idle day; a
machine that sleeps between them charges for waking up besides (a bare loop in Python as well).

A week at a thousand times the usual speed: `python -m tests.bench.soak`.
"""


def told(figures: Sequence[Figure]) -> str:
    """Return the figures as a Markdown table that can be read as it is."""
    rows = [HEAD, *(figure.cells() for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = ["| " + " | ".join(map(str.ljust, row, widths)) + " |" for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def write(figures: Sequence[Figure]) -> None:
    """Write docs/PERFORMANCE.md."""
    measured = "\n".join(f"- {line}" for line in _machine())
    PLACE.write_text(f"{ABOUT}\n{measured}\n\n{told(figures)}\n", encoding="utf-8")


def _machine() -> Iterator[str]:
    yield f"{SystemClock().now():%Y-%m-%d}, selfcare {__version__}"
    yield f"{_processor()}, {os.cpu_count()} cores, {_memory()}"
    yield f"{platform.system()} {platform.release()}, Python {sys.version.split()[0]}"


def _processor() -> str:
    return _line_of("/proc/cpuinfo", "model name") or platform.processor() or platform.machine()


def _memory() -> str:
    kilobytes = _line_of("/proc/meminfo", "MemTotal").partition(" ")[0]
    return f"{int(kilobytes) / 1024**2:.0f} GB" if kilobytes else "memory unknown"


def _line_of(file: str, name: str) -> str:
    place = Path(file)
    lines = place.read_text(encoding="utf-8").splitlines() if place.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")
