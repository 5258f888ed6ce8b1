"""Simulated days over six zones: `python -m tests.bench.days [DAYS [SEED]]`, 100,000 left out.

Each life goes through the real engine and a real diary, with suspends, clock jumps, edits, flights
and restarts, and is judged by the rules in words. Prints a table by zone, and the script of the
first life that went against the rules. Fails where anything did.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.lives.judge import Fault
from tests.lives.living import Lived, live
from tests.lives.person import HOMES

DAYS = 100_000
LENGTHS = (7, 14, 14, 14, 21, 90)
"""How many days a life has; the longest reach beyond what planning looks back on."""
LAST_LINES = 40


class Tally:
    """What was counted in one zone."""

    def __init__(self) -> None:
        self.days = self.due = self.shown = 0
        self.faults: Counter[Fault] = Counter()

    def add(self, days: int, lived: Lived) -> None:
        self.days += days
        self.due += lived.judge.due
        self.shown += lived.judge.shown
        self.faults.update(one.fault for one in lived.verdicts)


def lives(days: int, seed: int) -> Iterator[tuple[int, str, int]]:
    """Yield seed, home and length of lives that have at least so many days together."""
    number = 0
    while days > 0:
        its_seed = seed + number
        length = min(days, Random(its_seed).choice(LENGTHS))
        yield its_seed, HOMES[number % len(HOMES)], length
        days -= length
        number += 1


def run(days: int, seed: int) -> tuple[dict[str, Tally], str]:
    """Live so many days; return what was counted, and how to look at the first that went wrong."""
    tallies = {home: Tally() for home in HOMES}
    first = ""
    with TemporaryDirectory(dir=_in_memory()) as folder:
        for its_seed, home, length in lives(days, seed):
            place = Path(folder) / "life"
            lived = live(its_seed, home, length, place)
            shutil.rmtree(place)
            tallies[home].add(length, lived)
            if lived.verdicts and not first:
                first = told(its_seed, home, length, lived)
    return tallies, first


def told(seed: int, home: str, length: int, lived: Lived) -> str:
    """Return the end of a life's script up to what went against the rules."""
    at = next(n for n, line in enumerate(lived.script) if line.startswith("AGAINST"))
    lines = [lived.script[0], "...", *lived.script[max(1, at - LAST_LINES) : at + 1]]
    return "\n".join([f"seed {seed}, {home}, {length} days:", *lines])


def table(tallies: dict[str, Tally]) -> str:
    """Return the table by zone, with the sum below."""
    heads = ["zone", "days", "due", "shown", *Fault]
    rows = [_row(home, [tally]) for home, tally in tallies.items()]
    rows.append(_row("together", list(tallies.values())))
    widths = [max(len(row[at]) for row in [heads, *rows]) for at in range(len(heads))]
    return "\n".join(
        " | ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in [heads, *rows]
    )


def _row(name: str, tallies: list[Tally]) -> list[str]:
    counts = [sum(one.days for one in tallies), sum(one.due for one in tallies)]
    counts += [sum(one.shown for one in tallies)]
    counts += [sum(one.faults[fault] for one in tallies) for fault in Fault]
    return [name, *(f"{count:,}" for count in counts)]


def _in_memory() -> str | None:
    """Return a folder that lies in memory where there is one; a made-up diary needs no disk."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a folder of its own


def main(arguments: list[str]) -> int:
    days = int(arguments[0]) if arguments else DAYS
    seed = int(arguments[1]) if len(arguments) > 1 else 0
    print(f"seed {seed}", flush=True)
    began = perf_counter()
    tallies, first = run(days, seed)
    seconds = perf_counter() - began
    print(table(tallies))
    print(f"{days:,} days in {seconds:.0f} s: {days / seconds:.0f} days a second")
    if first:
        print(first)
    return 1 if first else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
