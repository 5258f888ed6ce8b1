"""Which routines fit, the best first; why they come where they do, and why others do not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace

from selfcare.app.say import say
from selfcare.domain.checkin import PainSide, Zone
from selfcare.domain.message import Message, message
from selfcare.domain.muscles import PLACES, Muscle
from selfcare.domain.offer import Caps, Limits, MuscleLimit, Offered, as_offered
from selfcare.domain.phases import MuscleState, Phases
from selfcare.domain.pressing import Pressed
from selfcare.domain.routine import AnyStep, Phase, Routine, Setting, Side, Tool
from selfcare.domain.screening import AgeBand, Screening
from selfcare.domain.settings import DEFAULT_ROUTINE
from selfcare.domain.week import DAY
from selfcare.domain.zones import ranked
from selfcare.planning.past import Past
from selfcare.planning.ranking import (
    QUIET_ROUTINE,
    WIND_DOWN,
    Fitting,
    Ranking,
    Setup,
    is_short,
    rank,
    strengthens,
)
from selfcare.planning.relief import Relief
from selfcare.planning.situation import Row, Situation
from tests.domain.routines import move, press, rest, routine, stretch
from tests.domain.shipped import SHIPPED
from tests.planning.a_plan import instant

M = Muscle
CLEAR = Screening(frozenset(), AgeBand.FROM_18_TO_49)
NOON = instant("12:00")
HOUR = timedelta(hours=1)
ENOUGH = message("There has been enough pressing for today.")
ACTIVE, LATENT, QUIET = MuscleState.ACTIVE, MuscleState.LATENT, MuscleState.QUIET
CHEEK, TEMPLE = (M.MASSETER,), (M.TEMPORALIS,)
STRENGTH = {name for name, one in SHIPPED.items() if strengthens(one)}
GENTLE = {name for name, one in SHIPPED.items() if one.is_gentle}


def one(
    id_: str,
    *steps: AnyStep,
    muscles: tuple[Muscle, ...] = TEMPLE,
    phase: Phase = Phase.ANY,
    setting: Setting = Setting.DESK,
    tool: Tool = Tool.FINGERS,
) -> Routine:
    made = routine(*(steps or (stretch(),)), muscles=muscles, phase=phase, tool=tool)
    return replace(made, id=id_, setting=setting)


def by_id(*routines: Routine) -> dict[str, Routine]:
    return {one.id: one for one in routines}


def calm(tenderness: Mapping[Muscle, int] | None = None, *rows: Row, **limits: Any) -> Situation:
    """Return the calm phase, with muscles as tender as told."""
    return Situation(
        rows=(*rows, Row.LATENT),
        phases=Phases(tenderness=tenderness or {}),
        limits=Limits(**limits),
    )


def active(
    states: Iterable[Muscle],
    *,
    tenderness: Mapping[Muscle, int] | None = None,
    zones: tuple[Zone, ...] = (),
) -> Situation:
    """Return the active phase without pain now; `states` are the active muscles."""
    phases = Phases(
        active=True,
        states=dict.fromkeys(states, ACTIVE),
        tenderness=tenderness or {},
        zones=zones,
    )
    return Situation(rows=(Row.ACTIVE,), phases=phases)


def aching(
    *zones: Zone,
    side: PainSide | None = None,
    tenderness: Mapping[Muscle, int] | None = None,
    **limits: Any,
) -> Situation:
    """Return a headache of the usual kind that nothing comes with."""
    caps = (Caps(at_most=4),)
    return Situation(
        rows=(Row.PAIN, Row.LATENT),
        phases=Phases(tenderness=tenderness or {}),
        zones=zones,
        side=side,
        pain=4,
        limits=Limits(caps=caps, **limits),
    )


def setup(
    situation: Situation,
    routines: Mapping[str, Routine] = SHIPPED,
    *,
    past: Past | None = None,
    pressed: Pressed | None = None,
    screening: Screening | None = CLEAR,
    enough: Message | None = None,
) -> Setup:
    return Setup(
        situation=situation,
        routines=routines,
        screening=screening,
        pressed=pressed or {},
        past=past or Past(),
        at=NOON,
        rest_from_pressing=enough,
    )


def names(ranking: Ranking) -> list[str]:
    return [one.routine.id for one in ranking.fitting]


def first(ranking: Ranking) -> Fitting:
    return ranking.fitting[0]


def needs(ranking: Ranking) -> list[Muscle]:
    return [need.muscle for need in ranking.needs]


def passed(ranking: Ranking) -> dict[str, str]:
    return {one.routine: say(one.reason) for one in ranking.passed_over}


def done(**ago: timedelta) -> Past:
    """Return a past in which routines were done so long before noon."""
    return Past(last_done={name.replace("_", "-"): NOON - one for name, one in ago.items()})


# Where it hurts


@pytest.mark.parametrize("zone", sorted(set(Zone) - {Zone.ARM_OR_CHEST}))
def test_the_muscles_of_a_zone_are_looked_after_three_at_most(zone: Zone) -> None:
    found = rank(setup(aching(zone)))
    assert needs(found) == [*ranked([zone], {})][:3]
    assert all(len(one.muscles) <= 3 for one in found.fitting)


@pytest.mark.parametrize("zone", sorted(set(Zone) - {Zone.ARM_OR_CHEST}))
def test_the_first_routine_is_one_for_the_first_muscle_that_has_any(zone: Zone) -> None:
    found = rank(setup(aching(zone)))
    open_ = {muscle for one in found.fitting for muscle in one.routine.muscles}
    wanted = [muscle for muscle in ranked([zone], {}) if muscle in open_]
    assert wanted[0] in first(found).routine.muscles


def test_what_was_tender_moves_forward() -> None:
    sore = {M.SEMISPINALIS: 8}
    assert needs(rank(setup(aching(Zone.TEMPLE))))[0] is M.TRAPEZIUS_UPPER
    assert needs(rank(setup(aching(Zone.TEMPLE, tenderness=sore))))[0] is M.SEMISPINALIS


def test_the_side_that_hurts_comes_first_in_what_is_offered() -> None:
    on_the_right = aching(Zone.NECK_SHOULDER_ANGLE, side=PainSide.RIGHT, first=Side.RIGHT)
    found = rank(setup(on_the_right))
    one_sided = [
        step.side for step in first(found).routine.steps if step.side in (Side.LEFT, Side.RIGHT)
    ]
    assert one_sided[0] is Side.RIGHT
    assert "The side that hurts comes first, the other one is shorter." in _said(first(found))


def _said(fitting: Fitting) -> list[str]:
    return [say(reason) for reason in fitting.reasons]


def test_for_no_place_and_nothing_tender_the_gentle_default_comes_first() -> None:
    found = rank(setup(calm()))
    assert needs(found) == []
    assert names(found)[0] == DEFAULT_ROUTINE
    assert set(names(found)) <= GENTLE


# In a headache


def test_in_a_headache_nothing_is_pressed_first_and_then_something_may_be() -> None:
    routines = by_id(
        one("soft", stretch()),
        one("firm", press(20, 4), stretch()),
        one("calm", rest(), muscles=()),
    )
    there = aching(Zone.TEMPLE)
    assert names(rank(setup(there, routines)))[:2] == ["soft", "firm"]
    after = setup(there, routines, past=done(soft=HOUR))
    assert names(rank(after))[:2] == ["firm", "soft"]
    assert first(rank(after)).offered.max_pressure == 4


def test_only_what_was_done_there_today_makes_way_for_pressing() -> None:
    routines = by_id(one("soft"), one("firm", press(20, 4), stretch()), one("cheek", muscles=CHEEK))
    there = aching(Zone.TEMPLE)
    for past in (done(cheek=HOUR), done(soft=12 * HOUR), done(soft=DAY), done(firm=HOUR)):
        assert names(rank(setup(there, routines, past=past)))[0] == "soft"
    assert names(rank(setup(there, routines, past=done(soft=11 * HOUR))))[0] == "firm"


@pytest.mark.parametrize("zone", sorted(set(Zone) - {Zone.ARM_OR_CHEST}))
def test_the_first_thing_offered_in_a_headache_does_not_press(zone: Zone) -> None:
    best = first(rank(setup(aching(zone))))
    served = best.muscles[0]
    others = [
        one
        for one in rank(setup(aching(zone))).fitting
        if served in one.routine.muscles and not one.offered.max_pressure
    ]
    assert best.offered.max_pressure == 0 or others == []


def test_the_cap_of_pain_is_in_what_is_offered_and_said() -> None:
    found = rank(setup(aching(Zone.SHOULDER)))
    (squeeze,) = (one for one in found.fitting if one.routine.id == "trap-upper-squeeze")
    assert squeeze.offered.max_pressure == 4
    assert any("has pressure 4 of 10 instead of 5" in line for line in _said(squeeze))


# The phase


def test_where_it_hurts_routines_for_calm_muscles_wait() -> None:
    phases = {
        SHIPPED[name].phase for name in names(rank(setup(aching(Zone.BAND)))) if name not in GENTLE
    }
    assert Phase.ACTIVE in phases
    assert phases <= {Phase.ACTIVE, Phase.ANY}


def test_in_the_calm_phase_routines_for_sore_muscles_wait() -> None:
    found = names(rank(setup(calm({M.TEMPORALIS: 5, M.MASSETER: 4}))))
    phases = {SHIPPED[name].phase for name in found}
    assert Phase.LATENT in phases
    assert phases <= {Phase.LATENT, Phase.ANY}


def test_one_for_the_phase_comes_before_one_for_any_time() -> None:
    routines = by_id(one("any"), one("calm", phase=Phase.LATENT), one("sore", phase=Phase.ACTIVE))
    assert names(rank(setup(calm({M.TEMPORALIS: 5}), routines))) == ["calm", "any"]
    assert names(rank(setup(aching(Zone.TEMPLE), routines))) == ["sore", "any"]
    assert names(rank(setup(active(TEMPLE), routines))) == ["sore", "any"]


def test_one_for_attacks_comes_in_an_attack_only() -> None:
    for situation in (calm({M.TEMPORALIS: 5}), aching(Zone.TEMPLE), active(TEMPLE), calm()):
        assert QUIET_ROUTINE not in names(rank(setup(situation)))
        assert QUIET_ROUTINE not in passed(rank(setup(situation)))


def test_in_the_active_phase_the_order_of_the_handbook_decides_among_equals() -> None:
    sore = [M.SPLENIUS_CERVICIS, M.MASSETER, M.TEMPORALIS, M.SUBOCCIPITALS, M.TRAPEZIUS_UPPER]
    found = rank(setup(active(sore)))
    assert needs(found) == [M.TRAPEZIUS_UPPER, M.SUBOCCIPITALS, M.TEMPORALIS]
    assert M.TRAPEZIUS_UPPER in first(found).routine.muscles
    by_zone = rank(setup(active(sore, zones=(Zone.JAW_TEETH_CHEEK,))))
    assert needs(by_zone) == [M.TEMPORALIS, M.MASSETER, M.TRAPEZIUS_UPPER]
    tender = rank(setup(active(sore, tenderness={M.SPLENIUS_CERVICIS: 7})))
    assert needs(tender)[0] is M.SPLENIUS_CERVICIS


def test_in_the_calm_phase_muscles_are_those_that_are_tender_from_three_on() -> None:
    tender = {M.MASSETER: 2, M.TEMPORALIS: 3, M.SUBOCCIPITALS: 6}
    assert needs(rank(setup(calm(tender)))) == [M.SUBOCCIPITALS, M.TEMPORALIS]


def test_in_the_calm_phase_muscles_take_turns() -> None:
    tender = {M.MASSETER: 6, M.TEMPORALIS: 4}
    routines = by_id(one("cheek", press(), muscles=CHEEK), one("temple", press()))
    assert names(rank(setup(calm(tender), routines)))[0] == "cheek"
    assert names(rank(setup(calm(tender), routines, past=done(cheek=HOUR))))[0] == "temple"
    later = done(cheek=2 * DAY, temple=DAY)
    assert names(rank(setup(calm(tender), routines, past=later)))[0] == "cheek"


def test_in_the_calm_phase_pressing_comes_first_once_a_day() -> None:
    routines = by_id(one("soft"), one("firm", press(), stretch()))
    tender = calm({M.TEMPORALIS: 5})
    assert names(rank(setup(tender, routines))) == ["firm", "soft"]
    rested = rank(setup(tender, routines, enough=ENOUGH))
    assert names(rested) == ["soft"]
    assert passed(rested) == {"firm": say(ENOUGH)}


# Among those for one muscle


def test_the_one_done_longest_ago_comes_first() -> None:
    routines = by_id(one("a"), one("b"), one("c"))
    past = done(a=HOUR, b=3 * HOUR, c=2 * HOUR)
    there = active(TEMPLE)
    assert names(rank(setup(there, routines))) == ["a", "b", "c"]
    assert names(rank(setup(there, routines, past=past))) == ["b", "c", "a"]
    assert names(rank(setup(there, routines, past=done(a=HOUR)))) == ["b", "c", "a"]


def test_what_helped_comes_before_what_was_done_longest_ago() -> None:
    routines = by_id(one("helped"), one("new"), one("worse"))
    past = Past(
        last_done={"helped": NOON - HOUR, "worse": NOON - 9 * DAY},
        reliefs={
            "helped": Relief(n=4, less=3, same=1, more=0),
            "worse": Relief(n=4, less=0, same=2, more=2),
        },
    )
    found = rank(setup(active(TEMPLE), routines, past=past))
    assert names(found) == ["helped", "new", "worse"]
    assert "After it you noted less pain 3 of 4 times." in _said(first(found))
    assert not any("less pain" in line for line in _said(found.fitting[2]))


def test_few_sessions_weigh_less_than_many() -> None:
    routines = by_id(one("once"), one("often"))
    past = Past(
        reliefs={
            "once": Relief(n=1, less=1, same=0, more=0),
            "often": Relief(n=10, less=8, same=1, more=1),
        }
    )
    assert names(rank(setup(active(TEMPLE), routines, past=past))) == ["often", "once"]


def test_one_for_the_desk_comes_before_others_and_long_ones_come_last() -> None:
    routines = by_id(
        one("lying", setting=Setting.LYING),
        one("long", move(seconds=301)),
        one("seated"),
    )
    assert names(rank(setup(active(TEMPLE), routines, past=done(seated=HOUR)))) == [
        "seated",
        "lying",
        "long",
    ]


def test_muscles_asked_for_by_name_take_turns_and_nothing_else_comes_before_them() -> None:
    routines = by_id(one("cheek", muscles=CHEEK), one("temple"), one("calm", rest(), muscles=()))
    asked = (M.MASSETER, M.TEMPORALIS)
    assert names(rank(setup(calm(), routines), asked)) == ["cheek", "temple", "calm"]
    later = setup(calm(), routines, past=done(cheek=HOUR))
    assert names(rank(later, asked)) == ["temple", "cheek", "calm"]
    assert _said(first(rank(later, asked)))[0].endswith("it is one of the muscles you asked for.")


# Strength


def test_strength_and_posture_come_before_anything_else_once_a_week() -> None:
    routines = by_id(
        one("soft", phase=Phase.LATENT),
        one("posture", move("Stand tall."), muscles=CHEEK, tool=Tool.NONE),
        one("band", move(), muscles=CHEEK, tool=Tool.ELASTIC_BAND, setting=Setting.STANDING),
    )
    tender = calm({M.TEMPORALIS: 5})
    assert names(rank(setup(tender, routines)))[0] == "soft"  # while pressing may still come
    assert names(rank(setup(tender, routines, enough=ENOUGH))) == ["posture", "band", "soft"]
    for name in ("posture", "band"):
        lately = Past(last_done={name: NOON - 7 * DAY + HOUR})
        assert names(rank(setup(tender, routines, past=lately, enough=ENOUGH)))[0] == "soft"
        a_week_ago = Past(last_done={name: NOON - 7 * DAY})
        again = rank(setup(tender, routines, past=a_week_ago, enough=ENOUGH))
        assert names(again)[0] in ("posture", "band")


def test_of_the_shipped_routines_one_for_strength_or_posture_comes_first_then() -> None:
    tender = calm({M.TRAPEZIUS_UPPER: 5})
    assert names(rank(setup(tender)))[0] not in STRENGTH
    assert names(rank(setup(tender, enough=ENOUGH)))[0] in STRENGTH


def test_strength_is_for_the_calm_phase_only() -> None:
    assert "band-raise" in STRENGTH
    assert "band-raise" in names(rank(setup(calm({M.TRAPEZIUS_UPPER: 5}))))
    for there in (aching(Zone.SHOULDER), active([M.TRAPEZIUS_UPPER])):
        assert "band-raise" not in names(rank(setup(there, enough=ENOUGH)))


def test_a_band_and_nothing_but_movement_strengthen() -> None:
    assert strengthens(one("band", move(), tool=Tool.ELASTIC_BAND))
    assert strengthens(one("moves", move(), move()))
    assert not strengthens(one("mixed", move(), stretch()))
    assert not strengthens(one("calm", rest()))


# Attack, early signs, stress


def test_in_an_attack_the_quiet_routine_comes_and_only_gentle_ones_beside_it() -> None:
    there = Situation(rows=(Row.ATTACK, Row.PAIN, Row.LATENT), limits=Limits(gentle=ENOUGH))
    found = rank(setup(there))
    assert names(found)[0] == QUIET_ROUTINE
    assert set(names(found)) <= GENTLE
    assert needs(found) == []


def test_with_a_different_headache_the_gentle_default_comes() -> None:
    there = Situation(
        rows=(Row.DIFFERENT, Row.PAIN, Row.LATENT),
        zones=(Zone.TEMPLE,),
        limits=Limits(gentle=ENOUGH),
    )
    found = rank(setup(there))
    assert names(found)[0] == DEFAULT_ROUTINE
    assert set(names(found)) <= GENTLE - {QUIET_ROUTINE}


def test_a_different_headache_that_is_an_attack_gets_the_quiet_routine() -> None:
    there = Situation(rows=(Row.DIFFERENT, Row.ATTACK, Row.LATENT), limits=Limits(gentle=ENOUGH))
    assert names(rank(setup(there)))[0] == QUIET_ROUTINE


@pytest.mark.parametrize("row", [Row.STRESS, Row.EARLY_SIGNS])
def test_on_a_hard_day_breaks_are_short_at_the_desk_and_without_pressing(row: Row) -> None:
    limits = {"caps": (Caps(at_most=0),)} if row is Row.EARLY_SIGNS else {}
    found = rank(setup(calm({M.TRAPEZIUS_UPPER: 5}, row, **limits)))
    beside = [SHIPPED[name] for name in names(found) if name not in GENTLE]
    assert beside
    assert all(is_short(one) and one.setting is Setting.DESK for one in beside)


def test_short_is_up_to_three_minutes_without_pressing() -> None:
    assert is_short(one("a", move(seconds=180)))
    assert not is_short(one("b", move(seconds=181)))
    assert not is_short(one("c", press(), move()))


def test_on_the_morning_after_stress_winding_down_comes_first() -> None:
    tender = {M.TRAPEZIUS_UPPER: 5}
    assert names(rank(setup(calm(tender, Row.LET_DOWN))))[0] == WIND_DOWN
    assert names(rank(setup(calm(tender))))[0] != WIND_DOWN
    in_an_attack = calm(tender, Row.ATTACK, Row.LET_DOWN, gentle=ENOUGH)
    assert names(rank(setup(in_an_attack)))[0] == QUIET_ROUTINE


def test_one_long_routine_a_day_is_enough() -> None:
    routines = by_id(one("long", move(seconds=301)), one("longer", move(seconds=400)), one("short"))
    there = active(TEMPLE)
    assert set(names(rank(setup(there, routines)))) == {"long", "longer", "short"}
    found = rank(setup(there, routines, past=done(longer=11 * HOUR)))
    assert names(found) == ["short"]
    assert passed(found) == dict.fromkeys(["long", "longer"], "One long routine a day is enough.")
    assert len(names(rank(setup(there, routines, past=done(longer=12 * HOUR))))) == 3


# Nothing


def test_where_nothing_may_come_every_routine_says_why() -> None:
    there = Situation(rows=(Row.SUSPENDED, Row.LATENT), limits=Limits(nothing=ENOUGH))
    found = rank(setup(there))
    assert (found.fitting, found.needs) == ((), ())
    assert passed(found) == dict.fromkeys(sorted(SHIPPED), say(ENOUGH))


def test_before_the_health_questions_only_gentle_ones_fit_and_the_others_say_why() -> None:
    found = rank(setup(aching(Zone.SHOULDER), screening=None))
    assert {DEFAULT_ROUTINE} < set(names(found)) < GENTLE
    assert "`selfcare screen`" in passed(found)["trap-upper-squeeze"]


def test_what_is_passed_over_says_why_not() -> None:
    found = rank(
        setup(
            aching(
                Zone.SHOULDER,
                routines={"levator-shrug-drop": message("It rests.")},
                muscles=(
                    (M.TRAPEZIUS_LOWER, MuscleLimit(rests=True, why=message("you stopped there"))),
                ),
            ),
            enough=ENOUGH,
        )
    )
    told = passed(found)
    assert told["levator-shrug-drop"] == "It rests."
    assert told["trap-lower-press"] == "It waits, because you stopped there."
    assert told["trap-upper-squeeze"] == say(ENOUGH)
    assert set(told).isdisjoint(names(found))


# Reasons


def test_a_routine_says_for_which_muscle_and_place_it_comes() -> None:
    best = first(rank(setup(aching(Zone.BACK_OF_HEAD))))
    assert best.muscles[0] is M.SUBOCCIPITALS
    assert _said(best)[0] == (
        "suboccipitals (small muscles under the edge of the skull): for “back of the head” it is"
        " among the first to look after."
    )


def test_the_reason_of_the_situation_comes_before_those_of_the_routine() -> None:
    there = calm({M.TRAPEZIUS_UPPER: 5}, Row.WINDOW)
    assert _said(first(rank(setup(there))))[0] == "Pressing is kept lighter at the moment."


def test_what_was_not_done_lately_is_said_to_be_so() -> None:
    routines = by_id(one("a"), one("b"))
    found = rank(setup(active(TEMPLE), routines, past=done(a=HOUR)))
    assert "It has not been done lately." in _said(found.fitting[0])
    assert "It has not been done lately." not in _said(found.fitting[1])


@pytest.mark.parametrize(
    "situation", [aching(Zone.BAND), calm({M.MASSETER: 5}), active([M.MASSETER, M.SUBOCCIPITALS])]
)
def test_every_routine_for_a_muscle_has_a_reason_that_names_it(situation: Situation) -> None:
    for fitting in rank(setup(situation)).fitting:
        if fitting.muscles and fitting.routine.id not in GENTLE:
            said = " ".join(_said(fitting))
            assert all(muscle.value.split("_")[0] in said.lower() for muscle in fitting.muscles)


# Whatever comes

muscles = sorted(set(Muscle) - PLACES)
phases = st.builds(
    Phases,
    active=st.booleans(),
    states=st.dictionaries(st.sampled_from(muscles), st.sampled_from(MuscleState), max_size=5),
    tenderness=st.dictionaries(st.sampled_from(muscles), st.integers(0, 10), max_size=5),
    zones=st.lists(st.sampled_from(Zone), max_size=2, unique=True).map(tuple),
)
situations = st.builds(
    Situation,
    rows=st.tuples(
        st.sampled_from([Row.EARLY_SIGNS, Row.WINDOW, Row.STRESS, Row.PAIN, Row.NECK_PAIN]),
        st.sampled_from([Row.ACTIVE, Row.LATENT]),
    ),
    limits=st.builds(
        Limits,
        caps=st.lists(st.builds(Caps, at_most=st.integers(0, 6)), max_size=1).map(tuple),
        neck=st.none() | st.just(ENOUGH),
        gentle=st.none() | st.just(ENOUGH),
        first=st.sampled_from([None, Side.LEFT, Side.RIGHT]),
    ),
    phases=phases,
    zones=st.lists(st.sampled_from(Zone), max_size=2, unique=True).map(tuple),
)
pasts = st.builds(
    Past,
    last_done=st.dictionaries(
        st.sampled_from(sorted(SHIPPED)),
        st.integers(0, 400).map(lambda hours: NOON - hours * HOUR),
        max_size=6,
    ),
)


@hypothesis_settings(max_examples=100, deadline=None)
@given(situations, pasts, st.none() | st.just(ENOUGH), st.none() | st.just(CLEAR))
def test_whatever_fits_may_run_and_is_told_once(
    situation: Situation, past: Past, enough: Message | None, screening: Screening | None
) -> None:
    chosen = setup(situation, past=past, enough=enough, screening=screening)
    found = rank(chosen)
    every = [*names(found), *passed(found)]
    assert len(every) == len(set(every))
    assert len(found.needs) <= 3
    assert found.fitting, "there is always something gentle"
    for fitting in found.fitting:
        whole = SHIPPED[fitting.routine.id]
        assert as_offered(whole, screening, {}, situation.limits) == fitting.offered
        assert isinstance(fitting.offered, Offered)
        assert fitting.offered.max_pressure == 0 or enough is None
        assert fitting.muscles == () or set(fitting.muscles) <= set(whole.muscles)


@hypothesis_settings(max_examples=50, deadline=None)
@given(situations, pasts, st.permutations(sorted(SHIPPED)))
def test_the_order_of_the_library_does_not_matter(
    situation: Situation, past: Past, order: list[str]
) -> None:
    shuffled = {name: SHIPPED[name] for name in order}
    assert rank(setup(situation, past=past)) == rank(setup(situation, shuffled, past=past))
