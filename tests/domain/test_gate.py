"""When the questions about alarming symptoms come first, at the exact limits of the handbook."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from selfcare.domain.checkin import (
    Aura,
    CheckIn,
    Headache,
    Medicine,
    MedicineClass,
    PainSide,
    PartOfDay,
    Sign,
    Sleep,
    Symptom,
    Tick,
    Zone,
)
from selfcare.domain.gate import (
    aura_goes_on,
    aura_level,
    has_headache,
    is_different,
    is_new_neck_pain,
    is_risky,
    merged,
    needs_like_usual,
    opens_gate,
    strongest,
)
from selfcare.domain.red_flags import Level
from selfcare.domain.screening import Tag

TODAY = date(2026, 11, 25)
NECK = (Zone.NECK_SIDE, Zone.NECK_SHOULDER_ANGLE, Zone.BASE_OF_SKULL)
HEADACHES = (Headache.YES, Headache.RUNNING)
SHOULDER = (Zone.SHOULDER,)
NO_TAGS = frozenset[Tag]()
TRAUMA = frozenset({Tag.TRAUMA})


def said(**fields: Any) -> CheckIn:
    return CheckIn(day=TODAY, **fields)


def opens(*tags: Tag, **fields: Any) -> bool:
    """Return whether a check-in opens the gate that is the only one of its day."""
    only = said(**fields)
    return opens_gate(only, only, frozenset(tags))


def opens_after(before: CheckIn, after: CheckIn, *tags: Tag) -> bool:
    """Return whether the second check-in of a day opens the gate."""
    so_far = merged([before, after])
    assert so_far is not None
    return opens_gate(after, so_far, frozenset(tags))


scores = st.none() | st.integers(0, 10)
check_ins = st.builds(
    CheckIn,
    day=st.just(TODAY),
    headache=st.none() | st.sampled_from(Headache),
    worst=scores,
    now=scores,
    zones=st.lists(st.sampled_from(Zone), max_size=3, unique=True).map(tuple),
    side=st.none() | st.sampled_from(PainSide),
    symptoms=st.none() | st.lists(st.sampled_from(Symptom), max_size=2, unique=True).map(tuple),
    aura=st.none() | st.sampled_from(Aura),
    aura_now=st.none() | st.booleans(),
    like_usual=st.none() | st.booleans(),
    stress=scores,
)
tag_sets = st.frozensets(st.sampled_from(Tag), max_size=3)


# Strong pain


@pytest.mark.parametrize("when", ["now", "worst"])
@pytest.mark.parametrize(("pain", "open_"), [(6, False), (7, True), (10, True)])
def test_pain_of_seven_now_or_at_its_worst_opens_the_gate(
    when: str, pain: int, *, open_: bool
) -> None:
    assert opens(headache=Headache.RUNNING, like_usual=True, **{when: pain}) is open_
    assert opens(**{when: pain}) is open_


def test_either_of_the_two_numbers_is_enough() -> None:
    assert opens(headache=Headache.RUNNING, now=2, worst=7, like_usual=True)
    assert opens(headache=Headache.RUNNING, now=7, worst=2, like_usual=True)


# A headache unlike the usual ones


@pytest.mark.parametrize("when", ["now", "worst"])
@pytest.mark.parametrize(("pain", "open_"), [(3, False), (4, True), (6, True)])
def test_a_headache_unlike_the_usual_ones_opens_it_from_four_on(
    when: str, pain: int, *, open_: bool
) -> None:
    different = {"headache": Headache.YES, "like_usual": False, when: pain}
    assert opens(**different) is open_
    assert is_different(said(**different)) is open_
    assert not opens(**{**different, "like_usual": True})
    assert not opens(**{**different, "like_usual": None})


@pytest.mark.parametrize("headache", HEADACHES)
def test_where_nobody_knows_how_strong_it_is_unlike_usual_is_enough(headache: Headache) -> None:
    assert opens(headache=headache, like_usual=False)
    assert is_different(said(headache=headache, like_usual=False))


def test_without_a_headache_nothing_is_unlike_usual() -> None:
    assert not is_different(said(headache=Headache.NO, like_usual=False))
    assert not is_different(said(like_usual=False))


def test_what_was_said_earlier_of_the_day_counts_along() -> None:
    weak = said(headache=Headache.RUNNING, now=3)
    assert opens_after(weak, said(headache=Headache.RUNNING, now=3, like_usual=True)) is False
    assert opens_after(said(like_usual=False), said(headache=Headache.RUNNING, now=4))
    assert opens_after(said(headache=Headache.YES, worst=5), said(like_usual=False)) is False
    assert opens_after(
        said(headache=Headache.YES, worst=5), said(headache=Headache.YES, like_usual=False)
    )


# The neck


@pytest.mark.parametrize("zone", Zone)
@pytest.mark.parametrize("side", [*PainSide, None])
def test_new_pain_on_one_side_of_the_neck_opens_it_at_any_pain(
    zone: Zone, side: PainSide | None
) -> None:
    one_side = side in (PainSide.LEFT, PainSide.RIGHT)
    at_neck = zone in NECK and one_side
    for pain in (None, 0, 1, 3):
        new = said(zones=(zone,), side=side, like_usual=False, now=pain)
        assert is_new_neck_pain(new) is at_neck
        assert opens_gate(new, new, NO_TAGS) is (at_neck or zone is Zone.ARM_OR_CHEST)
        usual = replace(new, like_usual=True)
        assert not is_new_neck_pain(usual)
        assert opens_gate(usual, usual, NO_TAGS) is (zone is Zone.ARM_OR_CHEST)


def test_a_neck_zone_among_others_counts() -> None:
    assert opens(zones=(Zone.TEMPLE, Zone.NECK_SIDE), side=PainSide.LEFT, like_usual=False, now=1)


# Tags, and pain that is not of the head


def test_with_a_blow_to_the_head_any_headache_opens_it() -> None:
    for fields in ({"headache": Headache.YES}, {"headache": Headache.RUNNING}, {"now": 1}):
        assert opens(Tag.TRAUMA, like_usual=True, **fields)
        assert not opens(like_usual=True, **fields)
    assert not opens(Tag.TRAUMA, headache=Headache.NO)
    assert not opens(Tag.TRAUMA, stress=9)
    assert not opens(Tag.TRAUMA, headache=Headache.NO, zones=SHOULDER)


@pytest.mark.parametrize("tag", sorted(set(Tag) - {Tag.TRAUMA}))
def test_no_other_tag_opens_it_by_itself(tag: Tag) -> None:
    assert not opens(tag, headache=Headache.RUNNING, now=6, like_usual=True)


def test_pain_in_arm_or_chest_opens_it_without_a_headache() -> None:
    assert opens(zones=(Zone.ARM_OR_CHEST,))
    assert opens(headache=Headache.NO, zones=(Zone.SHOULDER, Zone.ARM_OR_CHEST))


# What opens nothing


def test_a_check_in_without_a_word_of_pain_opens_nothing() -> None:
    strong = said(headache=Headache.RUNNING, now=9, like_usual=False)
    assert not opens_after(strong, said(stress=3, sleep=Sleep.BROKEN), Tag.TRAUMA)
    assert not opens_after(strong, said(headache=Headache.NO))
    assert not opens_after(said(zones=(Zone.ARM_OR_CHEST,)), said(stress=3))


def test_strong_pain_of_the_morning_does_not_open_it_again_with_every_check_in() -> None:
    morning = said(headache=Headache.RUNNING, now=8, like_usual=True)
    assert not opens_after(morning, said(headache=Headache.RUNNING, now=3))


@given(check_ins, tag_sets)
def test_a_day_without_any_pain_opens_nothing(check_in: CheckIn, tags: frozenset[Tag]) -> None:
    calm = replace(
        check_in, headache=Headache.NO, now=None, worst=None, zones=(), like_usual=None, side=None
    )
    assert not opens_gate(calm, calm, tags)


@given(check_ins, tag_sets, st.integers(0, 10), st.sampled_from(["now", "worst"]))
def test_more_pain_never_closes_the_gate(
    check_in: CheckIn, tags: frozenset[Tag], pain: int, when: str
) -> None:
    stronger = replace(check_in, **{when: max(pain, getattr(check_in, when) or 0)})
    # A strength that was not said counts as four; said to be less, it is less.
    if (check_in.now, check_in.worst) != (None, None) and opens_gate(check_in, check_in, tags):
        assert opens_gate(stronger, stronger, tags)


@given(check_ins, tag_sets, st.sampled_from(Tag))
def test_one_more_tag_never_closes_the_gate(
    check_in: CheckIn, tags: frozenset[Tag], tag: Tag
) -> None:
    if opens_gate(check_in, check_in, tags):
        assert opens_gate(check_in, check_in, tags | {tag})


# What is asked and what is known


def test_a_headache_is_one_that_was_said_or_any_pain() -> None:
    assert [has_headache(said(headache=one)) for one in Headache] == [False, True, True]
    assert has_headache(said(now=1))
    assert has_headache(said(worst=1, now=0))
    assert not has_headache(said(now=0, worst=0))
    assert not has_headache(said(stress=9))
    assert strongest(said()) == 0
    assert strongest(said(now=2, worst=5)) == 5


@pytest.mark.parametrize(
    ("fields", "tags", "asked"),
    [
        ({"now": 3}, NO_TAGS, False),
        ({"now": 4}, NO_TAGS, True),
        ({"worst": 4}, NO_TAGS, True),
        ({"now": 1, "zones": (Zone.NECK_SIDE,), "side": PainSide.RIGHT}, NO_TAGS, True),
        ({"now": 1, "zones": (Zone.NECK_SIDE,), "side": PainSide.BOTH}, NO_TAGS, False),
        ({"now": 1, "zones": (Zone.TEMPLE,), "side": PainSide.RIGHT}, NO_TAGS, False),
        ({"now": 1}, frozenset({Tag.PREGNANCY}), True),
        ({"now": 1}, frozenset({Tag.IMMUNITY}), True),
        ({"now": 1}, frozenset({Tag.BLEEDING, Tag.JAW}), False),
    ],
)
def test_whether_it_is_like_usual_is_asked_where_the_answer_matters(
    fields: dict[str, Any], tags: frozenset[Tag], asked: bool
) -> None:
    assert needs_like_usual(said(**fields), tags) is asked


@pytest.mark.parametrize("tag", Tag)
def test_a_different_headache_in_pregnancy_or_with_weak_immunity_is_known_as_a_risk(
    tag: Tag,
) -> None:
    tags = frozenset({tag})
    different = said(headache=Headache.YES, worst=1, like_usual=False)
    assert is_risky(different, tags) is (tag in (Tag.PREGNANCY, Tag.IMMUNITY))
    assert not is_risky(replace(different, like_usual=True), tags)
    assert not is_risky(replace(different, like_usual=None), tags)
    assert not is_risky(said(like_usual=False), tags)


# Aura


@pytest.mark.parametrize(
    ("fields", "goes_on"),
    [
        ({"headache": Headache.RUNNING}, True),
        ({"now": 3}, True),
        ({"headache": Headache.YES}, False),
        ({"headache": Headache.YES, "now": 0}, False),
        ({"headache": Headache.NO}, False),
        ({}, False),
        ({"headache": Headache.RUNNING, "aura_now": False}, False),
        ({"headache": Headache.YES, "aura_now": True}, True),
        ({"aura_now": True}, True),
    ],
)
@pytest.mark.parametrize("aura", [Aura.NEW, Aura.LONG])
def test_a_new_or_long_aura_is_e_while_it_goes_on_and_u_once_it_is_over(
    aura: Aura, fields: dict[str, Any], goes_on: bool
) -> None:
    told = said(aura=aura, **fields)
    assert aura_goes_on(told) is goes_on
    assert aura_level(told) is (Level.EMERGENCY if goes_on else Level.URGENT)


@pytest.mark.parametrize("aura", [None, Aura.NONE, Aura.USUAL])
def test_the_usual_aura_and_none_are_no_alarm(aura: Aura | None) -> None:
    assert aura_level(said(aura=aura, headache=Headache.RUNNING, aura_now=True)) is None


# Several check-ins of a day


FULL = said(
    headache=Headache.RUNNING,
    worst=5,
    now=4,
    began=PartOfDay.MORNING,
    zones=(Zone.TEMPLE,),
    side=PainSide.LEFT,
    symptoms=(Symptom.LIGHT,),
    aura=Aura.NEW,
    aura_now=True,
    like_usual=False,
    medicine=(Medicine(MedicineClass.SIMPLE),),
    function=1,
    stress=6,
    load=True,
    stiffness=2,
    signs=(Sign.TIRED,),
    sleep=Sleep.BROKEN,
    ticks=(Tick.MISSED_MEAL,),
)


def test_nothing_said_is_nothing_together() -> None:
    assert merged([]) is None
    assert merged([FULL]) == FULL


def test_what_was_left_out_later_still_holds() -> None:
    assert merged([FULL, said()]) == FULL
    assert merged([said(), FULL]) == FULL


def test_the_latest_word_counts() -> None:
    later = said(
        headache=Headache.YES,
        now=1,
        zones=(Zone.EAR,),
        side=PainSide.BOTH,
        symptoms=(),
        aura=Aura.USUAL,
        aura_now=False,
        like_usual=True,
        stress=0,
        load=False,
    )
    found = merged([FULL, later])
    assert found is not None
    assert found == replace(
        later,
        worst=5,
        began=FULL.began,
        medicine=FULL.medicine,
        function=FULL.function,
        stiffness=FULL.stiffness,
        signs=FULL.signs,
        sleep=FULL.sleep,
        ticks=FULL.ticks,
    )


@pytest.mark.parametrize(
    ("before", "after", "worst"), [(5, 3, 5), (3, 5, 5), (None, 4, 4), (4, None, 4)]
)
def test_the_worst_pain_is_the_highest_that_was_said(
    before: int | None, after: int | None, worst: int
) -> None:
    found = merged([said(worst=before), said(worst=after)])
    assert found is not None
    assert found.worst == worst


def test_no_headache_afterwards_means_no_pain_now() -> None:
    found = merged([FULL, said(headache=Headache.NO)])
    assert found is not None
    assert (found.headache, found.now, found.worst) == (Headache.NO, 0, 5)


def test_how_strong_it_was_at_its_worst_takes_the_place_of_an_older_now() -> None:
    found = merged([said(headache=Headache.RUNNING, now=6), said(headache=Headache.YES, worst=4)])
    assert found is not None
    assert (found.now, found.worst) == (None, 4)


@pytest.mark.parametrize("calm", [{"headache": Headache.NO}, {"now": 0}])
def test_a_headache_that_runs_again_is_not_known_to_be_without_pain(calm: dict[str, Any]) -> None:
    found = merged(
        [said(headache=Headache.YES, now=3), said(**calm), said(headache=Headache.RUNNING)]
    )
    assert found is not None
    assert found.now is None


def test_an_aura_stays_noted_and_is_over_once_there_is_no_headache() -> None:
    noticed = said(headache=Headache.RUNNING, now=3, aura=Aura.NEW)
    going_on, over = merged([noticed]), merged([noticed, said(headache=Headache.NO)])
    assert going_on is not None
    assert over is not None
    assert (aura_level(going_on), aura_level(over)) == (Level.EMERGENCY, Level.URGENT)


def test_an_aura_that_was_said_to_go_on_does_so_until_the_contrary_is_said() -> None:
    noticed = said(aura=Aura.LONG, aura_now=True)
    for later, level in (
        (said(headache=Headache.NO), Level.EMERGENCY),
        (said(stress=2), Level.EMERGENCY),
        (said(aura_now=False), Level.URGENT),
    ):
        found = merged([noticed, later])
        assert found is not None
        assert aura_level(found) is level


@given(st.lists(check_ins, min_size=1, max_size=4))
def test_together_they_know_the_highest_worst_and_the_last_word(every: list[CheckIn]) -> None:
    found = merged(every)
    assert found is not None
    assert found.worst == max((one.worst for one in every if one.worst is not None), default=None)
    for name in ("headache", "side", "aura", "aura_now", "like_usual", "symptoms", "stress"):
        words = [getattr(one, name) for one in every if getattr(one, name) is not None]
        assert getattr(found, name) == (words[-1] if words else None)
    if len(every) > 1 and every[-1].headache is Headache.NO and every[-1].worst is None:
        assert found.now == (every[-1].now or 0)
