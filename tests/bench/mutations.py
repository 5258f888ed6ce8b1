"""Changed configuration and routine files: `python -m tests.bench.mutations [COUNT [SEED]]`.

5,000 left out. Half are changed as text, half as structure. Prints what became of them, and fails
with the file for one that ends in an error of ours, hangs, or is told elsewhere than it should.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.config.judging import judge_many

COUNT = 5_000
LEAST_VALIDATED = 0.4


def main(arguments: list[str]) -> int:
    count = int(arguments[0]) if arguments else COUNT
    seed = int(arguments[1]) if len(arguments) > 1 else 0
    began = perf_counter()
    with TemporaryDirectory() as folder:
        told = judge_many(count, seed, Path(folder))
    print(f"seed {seed}, {perf_counter() - began:.0f} s")
    print(told)
    print(f"reached validation: {told.validated:.0%} (at least {LEAST_VALIDATED:.0%})")
    return 0 if told.validated >= LEAST_VALIDATED else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
