from __future__ import annotations

import pytest
from msgspec.structs import replace

from selfcare.app.say import say
from selfcare.domain.dose import lint
from selfcare.domain.problem import Severity
from tests.domain.routines import move, rest, routine


@pytest.mark.parametrize(
    "said",
    [
        "Use the massage gun at full power.",
        "Use the Gun.",
        "With a massager.",
        "Let it vibrate on the muscle.",
        "Percussion on the ridge.",
        "Mit der Massagepistole.",
        "Do not hurry, use a massage gun.",
    ],
)
def test_a_forbidden_tool_in_the_words_refuses_the_routine(said: str) -> None:
    for key, step in (("do", move(said)), ("caution", replace(move(), caution=said))):
        (problem,) = lint(routine(rest(), step))
        assert (problem.path, problem.severity) == (("step", 1, key), Severity.ERROR)
        assert "massage guns, vibration and percussion" in say(problem.what)


@pytest.mark.parametrize(
    "said",
    [
        "No massage gun here.",
        "Never use a massager.",
        "Keine Vibration.",
        "Once you have begun, go on slowly.",
        "Eine kleine Bewegung, eine sanfte Neigung.",
        "Am Ende der Massageroutine die Arme senken.",
    ],
)
def test_words_that_only_look_like_a_forbidden_tool_are_fine(said: str) -> None:
    assert lint(routine(move(said), rest())) == ()
