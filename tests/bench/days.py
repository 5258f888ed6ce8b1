"""Simulated days over six zones: `python -m tests.bench.days [DAYS [SEED]]`, 100,000 left out.

Each life goes through the real engine and a real diary, with suspends, clock jumps, edits, flights
and restarts, and is judged by the rules in words. Prints every life that goes against the rules, a
table by zone, and the script of the first such life. Fails where there is any. All cores live; a
seed makes the same lives on any number of them.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from tests.lives.judge import Fault, Verdict
from tests.lives.living import Lived, live
from tests.lives.person import HOMES

DAYS = 100_000
LENGTHS = (7, 14, 14, 14, 21, 90)
"""How many days a life has; the longest reach beyond what planning looks back on."""
LAST_LINES = 40


class Life(NamedTuple):
    """A life to be lived."""

    seed: int
    home: str
    days: int


class Outcome(NamedTuple):
    """What is told of a life."""

    life: Life
    due: int
    shown: int
    verdicts: tuple[Verdict, ...]
    told: str
    """The end of its script, where it went against the rules."""


class Tally:
    """What was counted in one zone."""

    def __init__(self) -> None:
        self.days = self.due = self.shown = 0
        self.faults: Counter[Fault] = Counter()

    def add(self, outcome: Outcome) -> None:
        self.days += outcome.life.days
        self.due += outcome.due
        self.shown += outcome.shown
        self.faults.update(one.fault for one in outcome.verdicts)


def lives(days: int, seed: int) -> Iterator[Life]:
    """Yield lives that have so many days together."""
    number = 0
    while days > 0:
        its_seed = seed + number
        length = min(days, Random(its_seed).choice(LENGTHS))
        yield Life(its_seed, HOMES[number % len(HOMES)], length)
        days -= length
        number += 1


def run(days: int, seed: int) -> tuple[dict[str, Tally], list[Outcome]]:
    """Live so many days, telling of each life that goes wrong; return all counts, and those."""
    tallies = {home: Tally() for home in HOMES}
    wrong = []
    with multiprocessing.get_context("spawn").Pool() as pool:
        for outcome in pool.imap(lived, lives(days, seed), chunksize=8):
            tallies[outcome.life.home].add(outcome)
            if outcome.verdicts:
                wrong.append(outcome)
                print(f"{_name(outcome.life)}:", *outcome.verdicts, sep="\n  ", flush=True)
    return tallies, wrong


def lived(life: Life) -> Outcome:
    """Live one life and let go of all but what is told of it."""
    with TemporaryDirectory(dir=_in_memory()) as folder:
        it = live(*life, Path(folder) / "life")
    end = told(life, it) if it.verdicts else ""
    return Outcome(life, it.judge.due, it.judge.shown, tuple(it.verdicts), end)


def told(life: Life, lived: Lived) -> str:
    """Return the end of a life's script up to what went against the rules."""
    at = next(n for n, line in enumerate(lived.script) if line.startswith("AGAINST"))
    lines = [lived.script[0], "...", *lived.script[max(1, at - LAST_LINES) : at + 1]]
    return "\n".join([f"{_name(life)}:", *lines])


def _name(life: Life) -> str:
    return f"seed {life.seed}, {life.home}, {life.days} days"


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
    tallies, wrong = run(days, seed)
    seconds = perf_counter() - began
    print(table(tallies))
    print(f"{days:,} days in {seconds:.0f} s: {days / seconds:.0f} days a second")
    if wrong:
        print(wrong[0].told)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
