"""Whatever was noted: suspension holds, limits hold, more pain never means more pressure."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time
from random import Random
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from selfcare.domain.errors import UserMistake
from selfcare.domain.routine import AnyStep
from tests.domain.shipped import SHIPPED
from tests.safety.judging import PRESSING
from tests.safety.life import ALL_NO, QUESTIONS, TODAY, Life
from tests.safety.runner import read
from tests.safety.test_screening import ALWAYS_OUT, named

MOST_PRESSURE: Final = {
    **dict.fromkeys(("trapezius_upper", "trapezius_middle", "trapezius_lower"), 6),
    "levator_scapulae": 6,
    **dict.fromkeys(("splenius_capitis", "splenius_cervicis", "semispinalis", "suboccipitals"), 4),
    **dict.fromkeys(("temporalis", "masseter", "frontalis", "occipitalis"), 4),
    **dict.fromkeys(("scm_sternal", "scm_clavicular", "scalenes"), 0),
}
"""How firmly each muscle may be pressed (2.2); the pinch stays locked (3.1)."""
IN_ONE_ROUTINE: Final = 180
IN_A_DAY: Final = 360
KEPT_OUT: Final = {
    one["key"]: named(one["out"]) - named(one.get("either", []))
    for one in read("screening.toml")["question"]
}
MUSCLES: Final = tuple(muscle for muscle, most in MOST_PRESSURE.items() if most)
EMERGENCIES: Final = ("sudden_or_worst", "neurological", "meningism", "neck_artery", "chest_or_arm")
URGENT: Final = ("fever", "trauma", "positional_or_exertion", "worsening", "red_painful_eye")
STOPS: Final = ("sharp_pain", "own_headache", "pulse", "no_time") * 3 + ("dizziness", "vision")
"""Those that end every choice are rare among them, or little would be left to look at."""
NAMES: Final = tuple(sorted(SHIPPED))


class Noted(Struct, frozen=True):
    """Something somebody does on a day."""

    days_ago: int
    at: time
    what: str
    value: Any

    @property
    def order(self) -> tuple[int, time]:
        return -self.days_ago, self.at


maybe = st.one_of(st.none(), st.booleans())
scores = st.one_of(st.none(), st.integers(0, 10))
some_zones = st.lists(
    st.sampled_from(
        ["temple", "forehead", "eye", "back_of_head", "base_of_skull", "neck_side", "band", "ear"]
    ),
    max_size=3,
    unique=True,
)
company: st.SearchStrategy[list[str] | None] = st.one_of(
    st.none(),
    st.just([]),
    st.just(["pressing"]),
    st.lists(st.sampled_from(["nausea", "light", "throbbing", "pressing"]), unique=True),
)
check_ins = st.fixed_dictionaries(
    {
        "headache": st.sampled_from(["no", "yes", "running"]),
        "now": scores,
        "worst": scores,
        "zones": some_zones,
        "side": st.sampled_from([None, "left", "right", "both"]),
        "with": company,
        "aura": st.sampled_from([None, None, None, "none", "usual"]),
        "like_usual": st.sampled_from([None, True, True, True, False]),
        "function": st.one_of(st.none(), st.integers(0, 3)),
        "stress": scores,
        "signs": st.lists(st.sampled_from(["tired", "yawning", "stiff_neck"]), unique=True),
        "flags": st.sampled_from([None, ["none"], ["none"]]),
    }
)
tenders = st.dictionaries(
    st.sampled_from(MUSCLES),
    st.fixed_dictionaries(
        {
            "left": st.integers(0, 10),
            "right": st.integers(0, 10),
            "mine": st.booleans(),
            "weak": st.booleans(),
        }
    ),
    min_size=1,
    max_size=4,
)
times = st.builds(time, st.integers(8, 18), st.sampled_from([0, 15, 30, 45]))
deeds = st.one_of(
    st.tuples(st.just("checkin"), check_ins),
    st.tuples(st.just("tender"), tenders),
    st.tuples(st.just("session"), st.sampled_from(sorted(PRESSING))),
    st.tuples(st.just("stop"), st.tuples(st.sampled_from(STOPS), st.sampled_from(NAMES))),
    st.tuples(st.just("treated"), st.sampled_from(MUSCLES)),
    st.tuples(st.just("period"), st.just("today")),
    st.tuples(st.just("checked"), st.none()),
)


@st.composite
def noted(draw: st.DrawFn, most_days_ago: int = 9) -> Noted:
    what, value = draw(deeds)
    return Noted(draw(st.integers(0, most_days_ago)), draw(times), what, value)


histories = st.lists(noted(), max_size=7).map(
    lambda found: sorted(found, key=lambda one: one.order)
)
answers = st.lists(st.sampled_from(QUESTIONS), max_size=2, unique=True).map(
    lambda found: {**ALL_NO, **dict.fromkeys(found, "yes")}
)


EXAMPLES: Final = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
"""Every example runs real commands; to shrink one that fails would take minutes."""


@contextmanager
def a_life(screened: dict[str, str] | None = None) -> Iterator[Life]:
    """Give a life with a diary of its own; the fixture's folder would be shared by all examples."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SELFCARE_HOME", folder)
        life = Life(TODAY)
        life.stand(time(10), 30)
        life.screen(ALL_NO if screened is None else screened)
        yield life


def happen(life: Life, one: Noted) -> tuple[AnyStep, ...]:
    """Let it happen, and return the steps that were done; what is refused does not happen."""
    life.stand(one.at, one.days_ago)
    match one.what:
        case "checkin":
            life.check_in({key: said for key, said in one.value.items() if said is not None})
        case "tender":
            life.tender(one.value)
        case "treated":
            life.line("treatment", "add", "--muscles", one.value)  # twice on a day it is refused
        case "period":
            life.say("period", "start", one.value)
        case "checked":
            life.line("checked")  # where nothing waits for it, it is refused
        case "session":
            try:
                return life.do(one.value).steps
            except UserMistake:
                return ()
        case "stop":
            reason, during = one.value
            try:
                life.stop(reason, during)
            except UserMistake:
                return ()
    return ()


def names_of(value: Any) -> Iterator[str]:
    """Yield every routine that data name as something to do."""
    match value:
        case dict():
            for key, inner in value.items():
                if key == "routine" and inner is not None:
                    yield inner
                elif key not in ("passed_over", "last"):
                    yield from names_of(inner)
        case list():
            for inner in value:
                yield from names_of(inner)


def seconds_by_place(steps: list[dict[str, Any]]) -> dict[tuple[str, str], int]:
    """Return how long each muscle is pressed on each side."""
    found: dict[tuple[str, str], int] = {}
    for step in steps:
        sides = (step["side"],) if step["side"] in ("left", "right") else ("left", "right")
        for muscle in step["muscles"] if step["pressure"] else ():
            for side in sides:
                place = (muscle, side)
                found[place] = found.get(place, 0) + step["seconds"] * step["reps"]
    return found


def as_data(steps: tuple[AnyStep, ...]) -> list[dict[str, Any]]:
    return [
        {
            "muscles": [str(muscle) for muscle in step.muscles],
            "side": str(step.side),
            "pressure": step.pressure,
            "seconds": step.seconds,
            "reps": step.reps,
        }
        for step in steps
    ]


alarms = st.one_of(
    st.sampled_from([*EMERGENCIES, *URGENT]).map(
        lambda flag: ("checkin", {"headache": "running", "now": 2, "flags": [flag]})
    ),
    st.just(("checkin", {"headache": "running", "now": 1, "aura": "new"})),
    st.sampled_from(["vision", "speech", "collapse"]).map(
        lambda reason: ("stop", (reason, "slow-breath"))
    ),
)


@EXAMPLES
@given(
    alarms,
    st.lists(noted(6).filter(lambda one: one.what != "checked"), max_size=4),
    st.sampled_from(NAMES),
)
def test_after_an_alarm_nothing_names_a_routine_until_checked(
    alarm: tuple[str, Any], after: list[Noted], routine: str
) -> None:
    with a_life() as life:
        happen(life, Noted(7, time(9), *alarm))
        for one in sorted(after, key=lambda one: one.order):
            happen(life, one)
        life.stand(time(19))
        assert life.choose()["suspended"] is True
        for command in ("choose", "plan", "status", "today", "why", "outlook"):
            found = life.data(command, "--json")
            if command == "today":  # Beside prompts, it lists what was done by hand.
                found = [one for one in found if one["id"] is not None]
            assert list(names_of(found)) == [], command
        assert life.refuses(routine)


@EXAMPLES
@given(histories, answers)
def test_the_routine_chosen_keeps_every_limit_whatever_was_noted(
    history: list[Noted], screened: dict[str, str]
) -> None:
    pressed: dict[tuple[str, str], int] = {}
    with a_life(screened) as life:
        for one in history:
            steps = happen(life, one)
            if one.days_ago == 0:
                for place, seconds in seconds_by_place(as_data(steps)).items():
                    pressed[place] = pressed.get(place, 0) + seconds
        life.stand(time(19))
        chosen = life.choose()
        pressing = [one for one in chosen["ranking"] if one["max_pressure"]]
        listed = [chosen, *chosen["ranking"][:1], *pressing[:3]]
        event(f"something presses: {bool(pressing)}")
        for one in listed if chosen["routine"] is not None else ():
            keeps_the_limits(life, one, screened, pressed)


def keeps_the_limits(
    life: Life,
    one: dict[str, Any],
    screened: dict[str, str],
    pressed: dict[tuple[str, str], int],
) -> None:
    out = {name for key, said in screened.items() if said == "yes" for name in KEPT_OUT[key]}
    assert one["routine"] not in out | ALWAYS_OUT
    offered = life.offered(one["routine"])
    assert offered is not None
    steps = offered["steps"]
    assert max(step["pressure"] for step in steps) == one["max_pressure"]
    for step in steps:
        least = min((MOST_PRESSURE.get(muscle, 0) for muscle in step["muscles"]), default=0)
        assert step["pressure"] <= (least if step["pressure"] else math.inf)
        assert step["pressure"] <= (3 if screened["pregnancy"] == "yes" else 6)
    for place, seconds in seconds_by_place(steps).items():
        assert seconds <= IN_ONE_ROUTINE
        assert seconds + pressed.get(place, 0) <= IN_A_DAY


@EXAMPLES
@given(
    histories.map(lambda found: [one for one in found if one.what != "checkin"]),
    check_ins,
    st.integers(0, 10),
    st.integers(0, 10),
)
def test_more_pain_never_means_more_pressure(
    history: list[Noted], said: dict[str, Any], one: int, other: int
) -> None:
    found: list[tuple[int, int]] = []
    for now in sorted((one, other)):
        with a_life() as life:
            for before in history:
                happen(life, before)
            headache = {**said, "headache": "running", "now": now}
            happen(life, Noted(0, time(19), "checkin", headache))
            chosen = life.choose()
            firmest = max((ranked["max_pressure"] for ranked in chosen["ranking"]), default=0)
            found.append((chosen["max_pressure"], firmest))
    (first, firmest_weak), (second, firmest_strong) = found
    event(f"something presses: {firmest_weak > 0}, {firmest_strong > 0}")
    assert second <= first
    assert firmest_strong <= firmest_weak


@EXAMPLES
@given(
    check_ins,
    check_ins.map(lambda said: {**said, "now": None, "day": "{-1}"}),
    check_ins.map(lambda said: {**said, "now": None, "day": "{-2}"}),
    tenders,
    st.sampled_from(MUSCLES),
    st.booleans(),
    st.randoms(use_true_random=False),
)
def test_the_order_in_which_a_day_was_noted_changes_nothing(
    today: dict[str, Any],
    yesterday: dict[str, Any],
    before: dict[str, Any],
    tender: dict[str, Any],
    treated: str,
    bleeding: bool,
    random: Random,
) -> None:
    facts = [
        *(Noted(0, time(11), "checkin", said) for said in (today, yesterday, before)),
        Noted(0, time(11), "tender", tender),
        Noted(0, time(11), "treated", treated),
        *([Noted(0, time(11), "period", "today")] if bleeding else []),
    ]
    shuffled = list(facts)
    random.shuffle(shuffled)
    found = []
    for order in (facts, shuffled):
        with a_life() as life:
            for one in order:
                happen(life, one)
            chosen = life.choose()
            found.append({key: chosen[key] for key in ("level", "routine", "muscles", "asks")})
    assert found[0] == found[1]
