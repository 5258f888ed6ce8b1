"""How long calendars of 50,000 events take to be read, and how much memory the child needs.

Two shapes: ten years of meetings, and all of them on the days that are read.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from zoneinfo import ZoneInfo

from selfcare.app.calendar_memory import Wanted
from selfcare.app.calendars import request_for
from selfcare.calendar.child import read_calendar
from selfcare.calendar.request import Limits, Read
from selfcare.domain.settings import CalendarEntry
from tests.bench.figure import Figure
from tests.calendar.many import write_many

TODAY = date(2026, 11, 23)
ZONE = ZoneInfo("Europe/Berlin")
SHAPES = {"ten years": 3650, "half a year": 180}
GOAL_SECONDS = 30.0
GOAL_MB = 600.0
UNHURRIED = Limits(seconds=10 * GOAL_SECONDS)
"""The child would end itself at the goal, and nothing could be measured beyond it."""


def figures() -> Iterator[Figure]:
    """Yield the time and the memory that a child needs for each shape."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "many.ics"
        wanted = Wanted(str(path), CalendarEntry(path=str(path), deadline=("deadline",)), ZONE.key)
        for name, days in SHAPES.items():
            write_many(path, days=days)
            before = perf_counter()
            outcome = read_calendar(request_for(wanted, TODAY, UNHURRIED))
            seconds = perf_counter() - before if isinstance(outcome, Read) else math.inf
            what = f"50,000 events over {name}"
            yield Figure(f"reading {what}", seconds, GOAL_SECONDS, "s")
    if sys.platform != "win32":
        yield Figure("memory of the child, at most", _most_memory(), GOAL_MB, "MB")


def _most_memory() -> float:
    """Return the most that any child so far has held, in megabytes."""
    if sys.platform == "win32":
        return math.inf
    import resource  # noqa: PLC0415 - not on Windows

    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return most / 1024 / 1024 if sys.platform == "darwin" else most / 1024
