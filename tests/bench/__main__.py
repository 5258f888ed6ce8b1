"""Measures everything that has a goal: `python -m tests.bench`. Fails at three times a goal."""

from __future__ import annotations

import sys

from tests.bench import calendars, forecasts, pages, planning

MEASURED = (planning.figures, forecasts.figures, calendars.figures, pages.figures)


def main() -> int:
    failed = False
    for figures in MEASURED:
        for figure in figures():
            print(figure)
            failed = failed or figure.fails
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
