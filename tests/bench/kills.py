"""Kills selfcare many times and prints what was lost: `python -m tests.bench.kills [N]`.

The kills are spread evenly over the points of `tests/kills/judging.py`; where within a point, and
how long after, follows from the number of the kill, so that each can be done again.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.conftest import DESKTOP_VARIABLES
from tests.kills.judging import POINTS, Grounds, Row

KILLS: Final = 1000
COLUMNS: Final = ("kills", "got through", "answers", "lost", "shown again", "unsound", "remains")


def killed(number: int, folder: Path, first: int = 0) -> list[Row]:
    """Return the rows of so many kills; the first has the number `first`."""
    grounds = Grounds(folder)
    grounds.prepare()
    rows = [Row(point.name) for point in POINTS]
    for seed in range(first, first + number):
        which = seed % len(POINTS)
        grounds.kill(POINTS[which], seed, rows[which])
    return rows


def table(rows: list[Row]) -> list[str]:
    """Return the lines of the table, the sum of all in the last."""
    figures = [
        (
            row.kills,
            row.got_through,
            row.answers,
            row.lost,
            row.shown_again,
            row.unsound,
            row.remains,
        )
        for row in rows
    ]
    total = [sum(column) for column in zip(*figures, strict=True)]
    lines = [f"{'point':<24}" + "".join(f"{one:>13}" for one in COLUMNS)]
    for name, found in zip([*(row.point for row in rows), "all"], [*figures, total], strict=True):
        lines.append(f"{name:<24}" + "".join(f"{one:>13}" for one in found))
    return lines


def main(arguments: list[str]) -> int:
    number = int(arguments[0]) if arguments else KILLS
    first = int(arguments[1]) if len(arguments) > 1 else 0
    os.environ["TZ"] = "UTC"
    time.tzset()
    for name in DESKTOP_VARIABLES:
        os.environ.pop(name, None)
    logging.getLogger("selfcare").addHandler(logging.NullHandler())
    with tempfile.TemporaryDirectory() as folder:
        rows = killed(number, Path(folder), first)
    print("\n".join(table(rows)))
    for row in rows:
        for note in row.notes:
            print(f"{row.point}: {note}")
    return int(not all(row.is_good for row in rows))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
