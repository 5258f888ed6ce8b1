"""Where it hurts, and which muscles are looked at for it, in which order."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from selfcare.app.say import say
from selfcare.domain.checkin import Zone
from selfcare.domain.muscles import Muscle
from selfcare.domain.zones import NECK_ZONES, ORDER, WEIGHTS, WORDS, ranked, weights_of

M = Muscle
TABLE: dict[str, dict[str, list[str]]] = tomli.loads(
    (Path(__file__).parents[1] / "data" / "zones.toml").read_text(encoding="utf-8")
)
zones = st.lists(st.sampled_from(Zone), max_size=3, unique=True)
tendernesses = st.dictionaries(st.sampled_from(Muscle), st.integers(0, 10), max_size=8)


# The table


@pytest.mark.parametrize("zone", Zone)
def test_a_zone_has_the_muscles_of_the_handbook_with_their_weights(zone: Zone) -> None:
    assert WEIGHTS[zone] == {
        Muscle(name): int(weight)
        for weight, muscles in TABLE[zone.value].items()
        for name in muscles
    }


def test_the_table_holds_every_zone_and_no_other() -> None:
    assert sorted(TABLE) == sorted(Zone) == sorted(WEIGHTS)
    assert all(sorted(row) == ["1", "2", "3"] for row in TABLE.values())


def test_every_zone_has_words_of_its_own() -> None:
    assert set(WORDS) == set(Zone)
    assert len({say(words) for words in WORDS.values()}) == len(Zone)


def test_the_zones_of_the_neck_are_those_beside_and_above_it() -> None:
    assert {Zone.NECK_SIDE, Zone.NECK_SHOULDER_ANGLE, Zone.BASE_OF_SKULL} == NECK_ZONES


def test_every_muscle_has_its_place_for_ties() -> None:
    assert sorted(ORDER) == sorted(Muscle)
    assert ORDER[:4] == (M.TRAPEZIUS_UPPER, M.SUBOCCIPITALS, M.TEMPORALIS, M.MASSETER)


# Ranking


def test_of_muscles_that_weigh_the_same_the_order_of_the_handbook_decides() -> None:
    assert ranked([Zone.TEMPLE], {}) == (
        *(M.TRAPEZIUS_UPPER, M.TEMPORALIS),
        *(M.SUBOCCIPITALS, M.SPLENIUS_CERVICIS),
        *(M.SCM_STERNAL, M.SEMISPINALIS),
    )
    assert ranked([Zone.BAND], {})[:2] == (M.SUBOCCIPITALS, M.TEMPORALIS)
    assert ranked([Zone.JAW_TEETH_CHEEK], {})[:2] == (M.TEMPORALIS, M.MASSETER)


@pytest.mark.parametrize(
    ("tenderness", "first"),
    [
        ({M.SUBOCCIPITALS: 3}, M.TRAPEZIUS_UPPER),  # 2 + 0.9 against 3
        ({M.SUBOCCIPITALS: 4}, M.SUBOCCIPITALS),  # 2 + 1.2
        ({M.SUBOCCIPITALS: 4, M.TRAPEZIUS_UPPER: 1}, M.TRAPEZIUS_UPPER),  # 3 + 0.3
        ({M.SEMISPINALIS: 6}, M.TRAPEZIUS_UPPER),  # 1 + 1.8
        ({M.SEMISPINALIS: 7}, M.SEMISPINALIS),  # 1 + 2.1
        ({M.TEMPORALIS: 1}, M.TEMPORALIS),
        ({M.FRONTALIS: 10}, M.TRAPEZIUS_UPPER),  # not a muscle of this zone
    ],
)
def test_a_point_of_tenderness_adds_three_tenths(
    tenderness: dict[Muscle, int], first: Muscle
) -> None:
    assert ranked([Zone.TEMPLE], tenderness)[0] is first


def test_of_several_zones_the_highest_weight_of_a_muscle_counts() -> None:
    assert weights_of([Zone.VERTEX, Zone.EYE])[M.SCM_STERNAL] == 2
    assert weights_of([Zone.TEMPLE, Zone.JAW_TEETH_CHEEK])[M.SCM_STERNAL] == 2
    assert weights_of([Zone.EAR, Zone.SHOULDER])[M.TRAPEZIUS_UPPER] == 3
    assert ranked([Zone.VERTEX, Zone.SHOULDER], {})[:3] == (
        M.TRAPEZIUS_UPPER,
        M.SPLENIUS_CAPITIS,
        M.LEVATOR_SCAPULAE,
    )


def test_nothing_is_ranked_for_arm_and_chest_or_for_no_place() -> None:
    assert ranked([Zone.ARM_OR_CHEST], {M.SCALENES: 9}) == ()
    assert ranked([], {M.TRAPEZIUS_UPPER: 9}) == ()


@given(zones, tendernesses)
def test_the_order_in_which_zones_are_told_does_not_matter(
    places: list[Zone], tenderness: dict[Muscle, int]
) -> None:
    assert len({ranked(one, tenderness) for one in permutations(places)}) == 1


@given(zones, tendernesses)
def test_every_muscle_of_the_zones_is_ranked_once_by_its_score(
    places: list[Zone], tenderness: dict[Muscle, int]
) -> None:
    found = ranked(places, tenderness)
    weights = weights_of(places)
    # In tenths, so that no rounding decides.
    scores = [10 * weights[one] + 3 * tenderness.get(one, 0) for one in found]
    assert sorted(found) == sorted(weights)
    assert scores == sorted(scores, reverse=True)


@given(zones, tendernesses, st.sampled_from(Muscle))
def test_more_tenderness_never_moves_a_muscle_back(
    places: list[Zone], tenderness: dict[Muscle, int], muscle: Muscle
) -> None:
    before = ranked(places, tenderness)
    after = ranked(places, {**tenderness, muscle: 10})
    if muscle in before:
        assert after.index(muscle) <= before.index(muscle)
