"""The answers to made-up jobs: each by itself, the same in any order."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

from tests.bench.cycle_answers import answer, main

FIRST = date(2026, 1, 5)
STARTS = [str(FIRST + timedelta(days=days)) for days in (0, 27, 55, 84, 111)]
LAST = date.fromisoformat(STARTS[-1])


def job(kind: str, after: int, starts: list[str] = STARTS) -> str:
    today = LAST + timedelta(days=after)
    return json.dumps(
        {"id": f"{kind}/{after}", "kind": kind, "today": str(today), "starts": starts}
    )


def test_a_plan_gives_the_next_start_its_span_and_ovulation() -> None:
    found = json.loads(answer(job("plan", 0)))

    assert found["id"] == "plan/0"
    days = [date.fromisoformat(found[key]) for key in ("ovulation", "lo", "next_start", "hi")]
    assert LAST < days[0] < days[1] <= days[2] <= days[3] < LAST + timedelta(days=40)


def test_a_day_is_flagged_after_a_start_and_near_the_next() -> None:
    flagged = [after for after in range(1, 29) if json.loads(answer(job("day", after)))["period"]]

    assert flagged[:2] == [1, 2]
    assert {25, 26, 27, 28} <= set(flagged)
    assert not set(flagged) & set(range(3, 20))
    assert json.loads(answer(job("day", 14)))["ovulation"]


def test_a_single_start_is_answered() -> None:
    found = json.loads(answer(job("plan", 0, STARTS[-1:])))

    assert None not in found.values()


def test_the_answers_do_not_depend_on_the_order_of_the_jobs(tmp_path: Path) -> None:
    jobs = [
        job("plan", 0),
        *(job("day", after) for after in range(1, 30)),
        job("plan", 0, ["2026-01-05"]),
    ]
    for name, lines in (("there", jobs), ("back", jobs[::-1])):
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        main(tmp_path / name, tmp_path / f"{name}.answers")

    there, back = (
        (tmp_path / f"{name}.answers").read_text(encoding="utf-8").splitlines()
        for name in ("there", "back")
    )
    assert len(there) == len(jobs)
    assert there == back[::-1]
