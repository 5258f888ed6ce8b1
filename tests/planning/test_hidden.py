"""A routine its user has hidden is never chosen, whatever asks for one, until it is shown again."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from selfcare.app.upcoming import chooser, plan_span
from selfcare.domain.checkin import CheckIn, Headache, Symptom, Zone
from selfcare.domain.facts import (
    CheckedIn,
    Fact,
    FlareBegan,
    RoutineHidden,
    RoutineShownAgain,
    Screened,
    TendernessNoted,
)
from selfcare.domain.muscles import Muscle
from selfcare.domain.offer import Refused
from selfcare.domain.screening import AgeBand, Screening
from selfcare.domain.settings import DEFAULT_ROUTINE, PlanEntry
from selfcare.domain.tenderness import Tenderness
from selfcare.planning.choose import choose
from selfcare.planning.ranking import QUIET_ROUTINE, WIND_DOWN, Setup, rank
from selfcare.planning.situation import HIDDEN
from tests.domain.shipped import SHIPPED
from tests.planning.a_plan import MONDAY, instant
from tests.planning.known import known, on

NOON = instant("12:00")
CLEAR = Screened(Screening(frozenset(), AgeBand.FROM_18_TO_49))
ATTACK = CheckIn(day=MONDAY, headache=Headache.RUNNING, worst=5, now=5, symptoms=(Symptom.NAUSEA,))
PAIN = CheckIn(day=MONDAY, headache=Headache.RUNNING, worst=4, now=4, zones=(Zone.TEMPLE,))
TENDER = TendernessNoted((Tenderness(muscle=Muscle.TRAPEZIUS_UPPER, left=6, right=0),))
SITUATIONS: dict[str, tuple[Fact, ...]] = {
    "not screened": (),
    "calm": (CLEAR,),
    "tender": (CLEAR, TENDER),
    "pain": (CLEAR, CheckedIn(PAIN)),
    "attack": (CLEAR, CheckedIn(ATTACK)),
    "flare": (CLEAR, FlareBegan(MONDAY)),
}
SOME = tuple(SHIPPED)
IDS = st.frozensets(st.sampled_from(SOME))
ENTRIES = st.one_of(
    st.just(PlanEntry(id="fitting")),
    st.sampled_from(SOME).map(lambda one: PlanEntry(id="named", routine=one)),
    st.lists(st.sampled_from(SOME), min_size=1, max_size=4, unique=True).map(
        lambda some: PlanEntry(id="turns", rotate=tuple(some))
    ),
    st.sampled_from(Muscle).map(lambda one: PlanEntry(id="muscles", muscles=(one,))),
)


def hiding(ids: Iterable[str]) -> list[Fact]:
    return [RoutineHidden(one, SHIPPED[one].title) for one in sorted(ids)]


def setup_of(*facts: Fact) -> Setup:
    around = known(*(on(MONDAY, fact) for fact in facts))
    return chooser(around, SHIPPED, ()).setup(NOON)


@hypothesis_settings(max_examples=150, deadline=None)
@given(
    hidden=IDS,
    situation=st.sampled_from(sorted(SITUATIONS)),
    entry=ENTRIES,
    gentle=st.booleans(),
)
def test_no_choice_is_ever_a_hidden_routine(
    hidden: frozenset[str], situation: str, entry: PlanEntry, gentle: bool
) -> None:
    setup = setup_of(*SITUATIONS[situation], *hiding(hidden))

    choice = choose(entry, setup, gentle=gentle)

    assert choice.routine is None or choice.routine.id not in hidden
    assert not {one.routine.id for one in rank(setup).fitting} & hidden
    assert not {one.routine.id for one in rank(setup, entry.muscles).fitting} & hidden


@hypothesis_settings(max_examples=40, deadline=None)
@given(hidden=IDS, situation=st.sampled_from(sorted(SITUATIONS)))
def test_no_plan_of_the_coming_days_holds_a_hidden_routine(
    hidden: frozenset[str], situation: str
) -> None:
    facts = [*SITUATIONS[situation], *hiding(hidden)]
    around = known(*(on(MONDAY, fact) for fact in facts))

    plans = plan_span(MONDAY, 10, chooser(around, SHIPPED, ()))

    planned = {prompt.routine for day in plans for prompt in day.prompts}
    assert not planned & hidden


@pytest.mark.parametrize("name", [DEFAULT_ROUTINE, QUIET_ROUTINE, WIND_DOWN])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_not_even_what_comes_first_by_its_name_comes_when_it_is_hidden(
    name: str, situation: str
) -> None:
    setup = setup_of(*SITUATIONS[situation], *hiding([name]))

    assert name not in {one.routine.id for one in rank(setup).fitting}
    for entry in (PlanEntry(id="fitting"), PlanEntry(id="named", routine=name)):
        for gentle in (False, True):
            routine = choose(entry, setup, gentle=gentle).routine
            assert routine is not None
            assert routine.id != name


def test_with_everything_hidden_nothing_is_chosen() -> None:
    setup = setup_of(CLEAR, *hiding(SHIPPED))

    assert rank(setup).fitting == ()
    assert choose(PlanEntry(id="fitting"), setup).routine is None
    assert choose(PlanEntry(id="fitting"), setup, gentle=True).routine is None


def test_the_reason_is_that_it_was_hidden() -> None:
    setup = setup_of(CLEAR, *hiding(["slow-breath"]))

    assert setup.offer(SHIPPED["slow-breath"]) == Refused(HIDDEN)


def test_a_plan_that_names_a_hidden_routine_says_why_another_comes() -> None:
    setup = setup_of(CLEAR, *hiding(["scalene-breath"]))

    found = choose(PlanEntry(id="named", routine="scalene-breath"), setup)

    assert [(one.routine, one.reason) for one in found.passed_over] == [("scalene-breath", HIDDEN)]


def test_a_routine_that_is_shown_again_comes_as_before() -> None:
    title = SHIPPED[DEFAULT_ROUTINE].title
    setup = setup_of(CLEAR, *hiding([DEFAULT_ROUTINE]), RoutineShownAgain(DEFAULT_ROUTINE, title))

    assert rank(setup) == rank(setup_of(CLEAR))
