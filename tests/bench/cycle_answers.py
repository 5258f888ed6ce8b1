"""Answers the jobs of a test of cycle forecasts with the function that planning asks.

    python -m tests.bench.cycle_answers JOBS ANSWERS

A job is a line of JSON: `id`, `kind`, `today`, and `starts`, the dates noted so far. To a "plan"
the answer is `next_start`, `lo`, `hi` (80 %) and `ovulation`; to a "day" whether `today` is flagged
for `period` and `ovulation`. Each line is answered by itself, whatever stands in the others.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

if __name__ == "__main__" and not __package__:
    # Called by its path, as the makers of jobs do.
    sys.path.insert(0, str(Path(__file__).parents[2]))

from selfcare.domain.cycle import CycleOutlook, cycle_outlook
from selfcare.domain.facts import Entry, PeriodStarted
from selfcare.domain.settings import Cycle

_NOTED: Final = datetime(2000, 1, 1, tzinfo=UTC)


def answer(line: str) -> str:
    """Return the answer to one job."""
    job = json.loads(line)
    today = date.fromisoformat(job["today"])
    starts = [date.fromisoformat(start) for start in job["starts"]]
    entries = [
        Entry(number, _NOTED, start, PeriodStarted(start)) for number, start in enumerate(starts)
    ]
    outlook = cycle_outlook(entries, today, Cycle(), None)
    found = _plan(outlook) if job["kind"] == "plan" else _day(outlook, today)
    return json.dumps({"id": job["id"], **found})


def _plan(outlook: CycleOutlook) -> dict[str, str | None]:
    days = {
        "next_start": outlook.next_start,
        "lo": outlook.lo,
        "hi": outlook.hi,
        "ovulation": outlook.ovulation,
    }
    return {name: None if day is None else day.isoformat() for name, day in days.items()}


def _day(outlook: CycleOutlook, today: date) -> dict[str, bool]:
    return {
        "period": outlook.flag(today) is not None,
        "ovulation": outlook.flag_ovulation(today),
    }


def main(jobs: Path, answers: Path) -> None:
    """Answer the jobs of one file in another, in the same order."""
    with jobs.open(encoding="utf-8") as asked, answers.open("w", encoding="utf-8") as given:
        given.writelines(f"{answer(line)}\n" for line in asked if line.strip())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
