"""When rest comes before any exercise, and when a headache may be on its way."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from selfcare.domain.attack import hurts, may_be_an_attack, may_be_coming, pain_now
from selfcare.domain.checkin import Aura, CheckIn, Headache, Sign, Symptom

OF_AN_ATTACK = (Symptom.NAUSEA, Symptom.LIGHT, Symptom.NOISE, Symptom.WORSE_MOVING)
OTHERS = (Symptom.THROBBING, Symptom.PRESSING)
ACHING: dict[str, Any] = {"headache": Headache.RUNNING, "now": 3}


def said(**fields: Any) -> CheckIn:
    return CheckIn(day=date(2026, 11, 25), **fields)


def attack(**fields: Any) -> bool:
    return may_be_an_attack(said(**fields))


def coming(*signs: Sign, **fields: Any) -> bool:
    return may_be_coming(said(signs=signs, **fields))


scores = st.none() | st.integers(0, 10)
check_ins = st.builds(
    CheckIn,
    day=st.just(date(2026, 11, 25)),
    headache=st.none() | st.sampled_from(Headache),
    worst=scores,
    now=scores,
    symptoms=st.none() | st.lists(st.sampled_from(Symptom), max_size=2, unique=True).map(tuple),
    aura=st.none() | st.sampled_from(Aura),
    stiffness=scores,
    signs=st.lists(st.sampled_from(Sign), max_size=3, unique=True).map(tuple),
)


# How strong it is


@pytest.mark.parametrize(
    ("fields", "pain"),
    [
        ({}, 0),
        ({"headache": Headache.NO}, 0),
        ({"headache": Headache.YES}, None),
        ({"headache": Headache.RUNNING}, None),
        ({"headache": Headache.YES, "worst": 6}, 6),
        ({"headache": Headache.YES, "worst": 6, "now": 2}, 2),
        ({"headache": Headache.YES, "worst": 6, "now": 0}, 0),
        ({"now": 4}, 4),
    ],
)
def test_now_counts_before_the_worst_and_unknown_is_not_none(
    fields: dict[str, Any], pain: int | None
) -> None:
    assert pain_now(said(**fields)) == pain
    assert hurts(said(**fields)) is (pain != 0)


# Rest first


@pytest.mark.parametrize(("now", "rest"), [(6, False), (7, True), (10, True)])
def test_from_seven_on_rest_comes_first(now: int, *, rest: bool) -> None:
    assert attack(headache=Headache.RUNNING, now=now) is rest
    assert attack(headache=Headache.RUNNING, worst=now) is rest


def test_what_was_strong_and_has_eased_is_no_attack_any_more() -> None:
    assert not attack(headache=Headache.RUNNING, worst=8, now=3)
    assert not attack(headache=Headache.YES, worst=8, now=0)


@pytest.mark.parametrize("symptom", OF_AN_ATTACK)
def test_what_comes_with_an_attack_means_rest_at_any_pain(symptom: Symptom) -> None:
    assert attack(headache=Headache.RUNNING, now=1, symptoms=(symptom,))
    assert attack(headache=Headache.RUNNING, symptoms=(Symptom.PRESSING, symptom))
    assert not attack(headache=Headache.YES, now=0, symptoms=(symptom,))
    assert not attack(symptoms=(symptom,))


@pytest.mark.parametrize("symptom", OTHERS)
def test_pressing_and_throbbing_alone_are_no_attack(symptom: Symptom) -> None:
    assert not attack(**ACHING, symptoms=(symptom,))
    assert not attack(**ACHING, symptoms=())
    assert not attack(**ACHING)


@pytest.mark.parametrize("aura", [Aura.USUAL, Aura.NEW, Aura.LONG])
def test_an_aura_means_rest_before_the_pain_too(aura: Aura) -> None:
    assert attack(**ACHING, aura=aura)
    assert attack(aura=aura)
    assert attack(headache=Headache.YES, now=0, aura=aura)
    assert not attack(headache=Headache.NO, aura=aura)


@pytest.mark.parametrize("aura", [None, Aura.NONE])
def test_no_aura_means_nothing(aura: Aura | None) -> None:
    assert not attack(**ACHING, aura=aura)
    assert not attack(aura=aura)


@given(check_ins, st.integers(0, 10))
def test_more_pain_never_ends_the_rest(check_in: CheckIn, now: int) -> None:
    less = replace(check_in, headache=Headache.RUNNING, now=now)
    if may_be_an_attack(less):
        assert may_be_an_attack(replace(less, now=min(10, now + 1)))


@given(check_ins, st.sampled_from(Symptom))
def test_one_more_symptom_never_ends_the_rest(check_in: CheckIn, symptom: Symptom) -> None:
    if may_be_an_attack(check_in):
        assert may_be_an_attack(replace(check_in, symptoms=(*(check_in.symptoms or ()), symptom)))


# Early signs


def test_two_early_signs_or_the_feeling_that_one_is_coming_count() -> None:
    assert not coming()
    assert not coming(Sign.TIRED)
    assert coming(Sign.TIRED, Sign.YAWNING)
    assert coming(Sign.ONE_IS_COMING)


@pytest.mark.parametrize("sign", sorted(set(Sign) - {Sign.ONE_IS_COMING}))
def test_one_sign_said_twice_is_one(sign: Sign) -> None:
    assert not coming(sign, sign)


@pytest.mark.parametrize(("stiffness", "counts"), [(4, False), (5, True), (10, True)])
def test_a_neck_as_stiff_as_five_is_a_sign(stiffness: int, *, counts: bool) -> None:
    assert coming(Sign.TIRED, stiffness=stiffness) is counts
    assert not coming(stiffness=stiffness)
    assert not coming(Sign.STIFF_NECK, stiffness=stiffness)


@given(check_ins, st.sampled_from(Sign))
def test_one_more_sign_never_takes_it_back(check_in: CheckIn, sign: Sign) -> None:
    if may_be_coming(check_in):
        assert may_be_coming(replace(check_in, signs=(*check_in.signs, sign)))
