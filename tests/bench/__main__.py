"""Measures everything that has a goal: `python -m tests.bench [--write] [NAME…]`.

Without names all is measured; `--write` keeps the table in docs/PERFORMANCE.md. Fails at three
times a goal.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from tests.bench import calendars, footprint, forecasts, pages, planning, simulated, table
from tests.bench.figure import Figure

MEASURED: dict[str, Callable[[], Iterator[Figure]]] = {
    "footprint": footprint.figures,
    "simulated": simulated.figures,
    "planning": planning.figures,
    "forecasts": forecasts.figures,
    "calendars": calendars.figures,
    "pages": pages.figures,
}


def main(*words: str) -> int:
    unknown = sorted({*words} - {*MEASURED, "--write"})
    if unknown:
        sys.exit(f"unknown: {', '.join(unknown)}; there are {', '.join(MEASURED)}")
    if "--write" in words and len({*words}) > 1:
        sys.exit("--write takes no names: it writes the whole table")
    wanted = [name for name in MEASURED if name in words] or list(MEASURED)
    figures = []
    for name in wanted:
        print(f"measuring: {name}", file=sys.stderr, flush=True)
        figures += list(MEASURED[name]())
    print(table.told(figures))
    if "--write" in words:
        table.write(figures)
    return int(any(figure.fails for figure in figures))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
