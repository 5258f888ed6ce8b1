"""How long one forecast of the cycle takes, made anew from ten years of starts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from statistics import median
from time import perf_counter

from selfcare.domain.cycle_forecast import forecast
from tests.bench.figure import Figure

FIRST = date(2016, 1, 4)
STARTS = 130
ROUNDS = 40
GOAL_MS = 10.0


def figures() -> Iterator[Figure]:
    """Yield how long a forecast takes, and one of cycles that vary a lot."""
    for name, spread in (("usual", 3.0), ("irregular", 8.0)):
        random = Random(3)
        took = median(milliseconds(random, spread) for _ in range(ROUNDS))
        yield Figure(f"one forecast from {STARTS} starts, {name} cycles", took, GOAL_MS, "ms")


def milliseconds(random: Random, spread: float) -> float:
    """Return how long it takes for starts that were never seen before."""
    gaps = (min(90, max(15, round(random.gauss(29, spread)))) for _ in range(STARTS - 1))
    starts = [FIRST + timedelta(days=days) for days in accumulate(gaps, initial=0)]
    began = perf_counter()
    forecast(starts, starts[-1])
    return 1000 * (perf_counter() - began)
