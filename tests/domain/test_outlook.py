"""Points and bands: the vectors of the handbook, and what holds whatever comes together."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcare.domain.outlook import POINTS, Band, Factor, band_of, counting, points_of

VECTORS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "data" / "outlook_vectors.toml").read_text(encoding="utf-8")
)["vector"]
BANDS = list(Band)
factors = st.frozensets(st.sampled_from(Factor))


def factors_of(vector: dict[str, Any]) -> frozenset[Factor]:
    return frozenset(map(Factor, vector["factors"]))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: str(one["name"]))
def test_the_vectors_of_the_handbook_hold(vector: dict[str, Any]) -> None:
    points = points_of(factors_of(vector))

    assert (points, band_of(points)) == (vector["points"], vector["band"])


def test_the_vectors_hold_every_factor_alone() -> None:
    alone = {one for vector in VECTORS if len(one := factors_of(vector)) == 1}

    assert alone == {frozenset({one}) for one in Factor}


def test_every_factor_has_its_points() -> None:
    assert set(POINTS) == set(Factor)


@pytest.mark.parametrize(
    ("points", "band"),
    [(0, "usual"), (2, "usual"), (3, "raised"), (5, "raised"), (6, "high"), (15, "high")],
)
def test_bands_begin_at_three_and_at_six(points: int, band: str) -> None:
    assert band_of(points) == band


@given(some=factors, more=factors, few_days=st.booleans(), unlinked=st.booleans())
def test_more_factors_never_give_fewer_points(
    some: frozenset[Factor], more: frozenset[Factor], *, few_days: bool, unlinked: bool
) -> None:
    def points(found: frozenset[Factor]) -> int:
        return points_of(found, few_days=few_days, unlinked=unlinked)

    assert 0 <= points(some) <= points(some | more) <= 15


@given(st.integers(0, 15), st.integers(0, 15))
def test_more_points_never_give_a_lower_band(some: int, other: int) -> None:
    low, high = sorted((some, other))

    assert BANDS.index(band_of(low)) <= BANDS.index(band_of(high))


@given(factors)
def test_in_a_new_diary_only_the_cycle_and_what_the_user_senses_count(
    found: frozenset[Factor],
) -> None:
    sure = {Factor.START_LOGGED, Factor.START_EXPECTED, Factor.ONE_IS_COMING}

    assert set(counting(found, few_days=True)) == found & sure
    assert points_of(found, few_days=True) == points_of(found & sure)


def test_factors_are_told_in_one_order_and_none_without_points() -> None:
    assert counting(frozenset(Factor), few_days=False) == tuple(Factor)[:-1]
    assert tuple(Factor)[-1] is Factor.MID_CYCLE


@pytest.mark.parametrize(
    ("found", "points"),
    [
        ({Factor.START_LOGGED}, 2),
        ({Factor.START_EXPECTED}, 1),
        ({Factor.START_LOGGED, Factor.HIGH_STRESS}, 4),
        ({Factor.HEADACHE, Factor.ONE_IS_COMING, Factor.FIVE_DRINKS, Factor.START_LOGGED}, 14),
        ({Factor.HEADACHE}, 4),
    ],
)
def test_where_headaches_and_cycle_are_unlinked_its_points_are_halved(
    found: set[Factor], points: int
) -> None:
    assert points_of(frozenset(found), unlinked=True) == points
