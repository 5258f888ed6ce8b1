"""Files changed by chance load or are told, on the line of the change; never an error of ours.

More of them, and the figures: `python -m tests.bench.mutations 50000 1`.
"""

from __future__ import annotations

from pathlib import Path

from tests.config.judging import judge_many

COUNT = 5_000
SEED = 0
LEAST_VALIDATED = 0.4


def test_changed_files_load_or_are_told_where_they_were_changed(tmp_path: Path) -> None:
    told = judge_many(COUNT, SEED, tmp_path)

    assert told["files"] == COUNT
    assert told["as structure"] == COUNT // 2
    assert told.validated >= LEAST_VALIDATED
    assert told["as structure, told on the line of the change"] > COUNT // 4
