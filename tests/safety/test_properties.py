"""Whatever was noted: suspension holds, limits hold, more pain never means more pressure."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import time
from random import Random
from typing import Any, Final

from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from selfcare.domain.routine import AnyStep
from tests.safety.histories import (
    MUSCLES,
    NAMES,
    Noted,
    a_life,
    alarms,
    answers,
    any_check_ins,
    check_ins,
    happen,
    histories,
    noted,
    tenders,
    usual_check_ins,
)
from tests.safety.life import Life
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
STARTED_BY_HAND: Final = ("trap-upper-squeeze", "subocc-fingertips", "temporalis-pads")


EXAMPLES: Final = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
"""Every example runs real commands; to shrink one that fails would take minutes."""


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


def firmest(offered: Any) -> int:
    """Return the firmest pressure of a routine as offered, 0 where it may not run."""
    return 0 if offered is None else max(step["pressure"] for step in offered["steps"])


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
@given(histories, st.one_of(usual_check_ins, st.none()), answers)
def test_the_routine_chosen_keeps_every_limit_whatever_was_noted(
    history: list[Noted], last: dict[str, Any] | None, screened: dict[str, str]
) -> None:
    pressed: dict[tuple[str, str], int] = {}
    with a_life(screened) as life:
        for one in history:
            steps = happen(life, one)
            if one.days_ago == 0:
                for place, seconds in seconds_by_place(as_data(steps)).items():
                    pressed[place] = pressed.get(place, 0) + seconds
        life.stand(time(19))
        if last is not None:
            life.check_in(last)
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
    found: list[list[int]] = []
    for now in sorted((one, other)):
        with a_life() as life:
            for before in history:
                happen(life, before)
            headache = {**said, "headache": "running", "now": now}
            happen(life, Noted(0, time(19), "checkin", headache))
            by_hand = [firmest(life.offered(name)) for name in STARTED_BY_HAND]
            found.append([life.choose()["max_pressure"], *by_hand])
    weaker, stronger = found
    event(f"something presses at the lower number: {any(weaker)}, at the higher: {any(stronger)}")
    assert all(high <= low for low, high in zip(weaker, stronger, strict=True)), found


@EXAMPLES
@given(
    any_check_ins,
    any_check_ins.map(lambda said: {**said, "now": None, "day": "{-1}"}),
    any_check_ins.map(lambda said: {**said, "now": None, "day": "{-2}"}),
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
