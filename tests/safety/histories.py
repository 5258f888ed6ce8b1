"""Made-up lives: what somebody notes and does on some days, in any combination."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time
from typing import Any, Final

import pytest
from hypothesis import strategies as st
from msgspec import Struct

from selfcare.domain.errors import UserMistake
from selfcare.domain.routine import AnyStep
from tests.domain.shipped import SHIPPED
from tests.safety.judging import PRESSING
from tests.safety.life import ALL_NO, QUESTIONS, TODAY, Life

MUSCLES: Final = (
    *("trapezius_upper", "trapezius_middle", "trapezius_lower", "levator_scapulae"),
    *("splenius_capitis", "splenius_cervicis", "semispinalis", "suboccipitals"),
    *("temporalis", "masseter", "frontalis", "occipitalis"),
)
"""Muscles that may be pressed."""
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
any_check_ins = st.fixed_dictionaries(
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
usual_check_ins = st.fixed_dictionaries(
    {
        "headache": st.just("running"),
        "now": st.integers(1, 6),
        "zones": some_zones.filter(bool),
        "side": st.sampled_from(["left", "right", "both"]),
        "with": st.sampled_from([[], ["pressing"]]),
        "like_usual": st.just(True),
        "stress": st.integers(0, 5),
    }
)
"""Headaches with which something may be pressed: else little would be left to look at."""
check_ins = st.one_of(usual_check_ins, any_check_ins)
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
answers = st.lists(st.sampled_from([*QUESTIONS, None]), max_size=1).map(
    lambda found: {**ALL_NO, **{key: "yes" for key in found if key is not None}}
)


alarms = st.one_of(
    st.sampled_from([*EMERGENCIES, *URGENT]).map(
        lambda flag: ("checkin", {"headache": "running", "now": 2, "flags": [flag]})
    ),
    st.just(("checkin", {"headache": "running", "now": 1, "aura": "new"})),
    st.sampled_from(["vision", "speech", "collapse"]).map(
        lambda reason: ("stop", (reason, "slow-breath"))
    ),
)


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
