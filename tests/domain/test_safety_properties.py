from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert
from msgspec.structs import replace

from selfcare.domain.dose import lint
from selfcare.domain.muscles import FACE, MAX_PRESSURE, NECK, NEVER_PRESSED, SCALP, SCM, Muscle
from selfcare.domain.offer import Caps, Limits, Offered, as_offered
from selfcare.domain.pressing import Place, pressing_with
from selfcare.domain.problem import Severity
from selfcare.domain.routine import (
    STEP_KINDS,
    AnyStep,
    ContractRelax,
    Need,
    Phase,
    Routine,
    Setting,
    Side,
    Tool,
)
from selfcare.domain.safety import is_gentle
from selfcare.domain.screening import AgeBand, Screening, Tag
from tests.domain.shipped import SHIPPED

NECK_TAGS = {Tag.VASCULAR, Tag.SYNCOPE, Tag.TRAUMA, Tag.NERVE, Tag.BONE, Tag.MINOR}
TOOLS = {Tool.BALL, Tool.TWO_BALLS, Tool.HOOK, Tool.FINGERS_OR_HOOK, Tool.ELASTIC_BAND}
PRESSABLE = set(Muscle) - NEVER_PRESSED - SCM
WORDS = st.sampled_from(
    ["Hold the tender place.", "Turn the head.", "Chin back.", "Let go.", "Behind the neck."]
)


@st.composite
def steps(draw: st.DrawFn) -> AnyStep:
    """Draw a step within the limits of its kind; whether it fits its routine is for the lint."""
    kind = draw(st.sampled_from(sorted(STEP_KINDS)))
    rules = STEP_KINDS[kind]
    places = sorted(PRESSABLE) if rules.presses else list(Muscle)
    muscles = draw(st.lists(st.sampled_from(places), min_size=1, max_size=2))
    firmest = min(rules.pressure_allowed.high, *(MAX_PRESSURE[muscle] for muscle in muscles), 4)
    table = {
        "kind": kind,
        "do": draw(WORDS),
        "muscles": muscles,
        "side": draw(st.sampled_from(Side)),
        "seconds": draw(
            st.integers(rules.seconds_allowed.low, min(rules.seconds_allowed.high, 60))
        ),
        "reps": draw(st.integers(1, 3)),
        "rest": draw(st.integers(0, 10)),
        "pressure": draw(st.integers(rules.pressure_allowed.low, firmest)) if rules.presses else 0,
    }
    step: AnyStep = convert(table, AnyStep)
    return step


OWN_ROUTINES = st.builds(
    Routine,
    id=st.just("mine"),
    title=st.just("Mine"),
    setting=st.sampled_from(Setting),
    muscles=st.lists(st.sampled_from(Muscle), max_size=2).map(tuple),
    phase=st.sampled_from([Phase.ANY, Phase.LATENT, Phase.ACTIVE]),
    tool=st.sampled_from([Tool.FINGERS, Tool.WARM_PACK, Tool.ELASTIC_BAND]),
    needs=st.sampled_from([(), (Need.NECK_OK,)]),
    source=st.just(("design",)),
    steps=st.lists(steps(), min_size=1, max_size=3).map(tuple),
).filter(lambda one: not breaks_a_limit(one))
ROUTINES = st.one_of(st.sampled_from(list(SHIPPED.values())), OWN_ROUTINES)
SCREENINGS = st.none() | st.builds(
    Screening, st.frozensets(st.sampled_from(Tag), max_size=2), st.sampled_from(AgeBand)
)
PRESSED = st.dictionaries(
    st.tuples(st.sampled_from(Muscle), st.sampled_from([Side.LEFT, Side.RIGHT])),
    st.integers(0, 500),
    max_size=6,
)
CAPS = st.builds(Caps, at_most=st.integers(0, 10), lowered_by=st.integers(0, 5))


def breaks_a_limit(routine: Routine) -> bool:
    return any(problem.severity is Severity.ERROR for problem in lint(routine))


def offer(
    routine: Routine, screening: Screening | None, pressed: dict[Place, int], caps: Caps
) -> Routine:
    """Return what is offered; a refusal offers a routine without steps."""
    got = as_offered(routine, screening, pressed, Limits(caps=(caps,)))
    return got.routine if isinstance(got, Offered) else replace(routine, steps=())


@given(OWN_ROUTINES)
def test_own_routines_reach_both_answers(routine: Routine) -> None:
    """Guard the generator: these properties would hold for ever if nothing was ever offered."""
    clear = Screening(frozenset(), AgeBand.FROM_18_TO_49)
    assert isinstance(as_offered(routine, clear, {}), Offered)
    locked = as_offered(routine, None, {})
    assert isinstance(locked, Offered) is is_gentle(routine)


@given(ROUTINES, SCREENINGS, PRESSED, CAPS)
def test_nothing_offered_breaks_a_limit(
    routine: Routine, screening: Screening | None, pressed: dict[Place, int], caps: Caps
) -> None:
    offered = offer(routine, screening, pressed, caps)
    assert not offered.steps or not breaks_a_limit(offered)
    for step in offered.steps:
        assert all(step.pressure <= MAX_PRESSURE[muscle] for muscle in step.muscles)
        pressed = pressing_with(pressed, step)
        if step.pressure > 0:
            assert not SCM.intersection(step.muscles)
            assert all(
                pressed[muscle, side] <= 360
                for muscle in step.muscles
                for side in (Side.LEFT, Side.RIGHT)
                if step.side in (side, Side.EACH, Side.BOTH, Side.CENTER)
            )


@given(ROUTINES, SCREENINGS, PRESSED, CAPS)
def test_nothing_offered_goes_against_a_tag(
    routine: Routine, screening: Screening | None, pressed: dict[Place, int], caps: Caps
) -> None:
    offered = offer(routine, screening, pressed, caps)
    tags = frozenset(Tag) if screening is None else screening.tags
    assert not offered.steps or is_gentle(offered) or not {Tag.MINOR} & tags
    for step in offered.steps:
        at = set(step.muscles)
        if step.gentle:
            continue
        assert not (NECK & at and NECK_TAGS & tags), "the neck is locked"
        assert not (Tag.BONE in tags and not at <= FACE), "only the face"
        assert not (Tag.BONE in tags and isinstance(step, ContractRelax)), "only without resistance"
        assert not (step.presses and {Tag.BLEEDING, Tag.INFECTION} & tags), "no pressing"
        assert not (offered.tool in TOOLS and Tag.BLEEDING in tags), "no tools"
        assert not (step.presses and SCALP & at and Tag.AGE50_NEW in tags), "not the scalp"
        assert not (step.presses and Muscle.MASSETER in at and Tag.JAW in tags), "not the cheek"
        assert not (Tag.PREGNANCY in tags and step.pressure > 3), "only lightly"


@given(ROUTINES, PRESSED, CAPS)
def test_before_a_screening_everything_offered_is_gentle(
    routine: Routine, pressed: dict[Place, int], caps: Caps
) -> None:
    offered = offer(routine, None, pressed, caps)
    assert not offered.steps or is_gentle(offered)


@given(
    st.sampled_from([one for one in SHIPPED.values() if is_gentle(one)]), SCREENINGS, PRESSED, CAPS
)
def test_a_gentle_routine_is_always_offered_whole(
    routine: Routine, screening: Screening | None, pressed: dict[Place, int], caps: Caps
) -> None:
    assert as_offered(routine, screening, pressed, Limits(caps=(caps,))) == Offered(routine)


@given(ROUTINES, SCREENINGS, PRESSED, CAPS, st.integers(0, 5), st.integers(0, 5))
def test_more_caps_never_raise_a_pressure(
    routine: Routine,
    screening: Screening | None,
    pressed: dict[Place, int],
    caps: Caps,
    lower: int,
    less: int,
) -> None:
    numbered = replace(
        routine,
        steps=tuple(
            replace(step, do=f"{step.do} {number}") for number, step in enumerate(routine.steps)
        ),
    )
    stricter = Caps(at_most=caps.at_most - lower, lowered_by=caps.lowered_by + less)
    strict = {step.do: step for step in offer(numbered, screening, pressed, stricter).steps}
    loose = {step.do: step for step in offer(numbered, screening, pressed, caps).steps}
    whole = {step.do: step for step in numbered.steps}
    assert strict.keys() <= loose.keys() <= whole.keys()
    for do, step in strict.items():
        assert step.pressure <= loose[do].pressure <= whole[do].pressure
        assert step.pressure == whole[do].pressure or step.pressure >= 2
        assert step.pressure <= max(stricter.at_most, 0)


@given(ROUTINES, SCREENINGS, PRESSED, CAPS, st.sampled_from(Tag))
def test_one_more_tag_never_lets_a_routine_in(
    routine: Routine,
    screening: Screening | None,
    pressed: dict[Place, int],
    caps: Caps,
    tag: Tag,
) -> None:
    more = None if screening is None else replace(screening, tags=screening.tags | {tag})
    strict = offer(routine, more, pressed, caps)
    loose = offer(routine, screening, pressed, caps)
    assert len(strict.steps) <= len(loose.steps)
    assert sum(step.pressure for step in strict.steps) <= sum(step.pressure for step in loose.steps)
