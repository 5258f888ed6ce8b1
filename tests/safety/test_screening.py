"""Each health question keeps out what the handbook says, and nothing else (3.1)."""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.domain.shipped import SHIPPED
from tests.safety.judging import GENTLE
from tests.safety.life import ALL_NO, QUESTIONS, Life
from tests.safety.runner import Case, every_case, play, read

DATA: Final = read("screening.toml")
LISTS: Final[dict[str, list[str]]] = DATA["routines"]
ALWAYS_OUT: Final = frozenset(LISTS["always_out"])
EVERY_QUESTION: Final = pytest.mark.parametrize(
    "question", DATA["question"], ids=lambda question: question["key"]
)
TENDER: Final = {
    muscle: {"left": 5, "right": 3, "mine": False, "weak": False}
    for muscle in ("trapezius_upper", "suboccipitals", "temporalis", "masseter", "levator_scapulae")
}


def named(names: list[str]) -> frozenset[str]:
    """Return routines by their names, lists in capitals filled in."""
    return frozenset(
        one for name in names for one in (LISTS[name.lower()] if name.isupper() else [name])
    )


def waiting(life: Life) -> frozenset[str]:
    listed = life.data("routines", "--json")
    assert {one["id"] for one in listed} == set(SHIPPED)
    assert all(one["waits"] is None or one["waits"].endswith(".") for one in listed)
    return frozenset(one["id"] for one in listed if one["waits"] is not None)


def judge(question: dict[str, Any], kept_out: frozenset[str]) -> None:
    out = named(question["out"]) | ALWAYS_OUT
    either = named(question.get("either", []))
    assert kept_out >= out - either, f"must be out: {sorted(out - either - kept_out)}"
    assert kept_out <= out | either, f"must be open: {sorted(kept_out - out - either)}"


def test_every_question_of_the_handbook_has_its_lists() -> None:
    assert [question["key"] for question in DATA["question"]] == list(QUESTIONS)


def test_every_shipped_routine_stands_in_a_list() -> None:
    sorted_in = {one for name in ("gentle", "neck", "pressing", "others") for one in LISTS[name]}
    assert sorted_in == set(SHIPPED)
    assert not set(LISTS["gentle"]) & {*LISTS["neck"], *LISTS["pressing"], *LISTS["others"]}
    assert set(LISTS["pressing"]) == {
        name for name, one in SHIPPED.items() if any(step.pressure for step in one.steps)
    }
    assert set(LISTS["active_only"]) == {
        name for name, one in SHIPPED.items() if one.phase == "active"
    }


@EVERY_QUESTION
@pytest.mark.parametrize("reply", ["yes", "unsure", None])
def test_a_yes_a_doubt_and_no_answer_keep_the_same_routines_out(
    question: dict[str, Any], reply: str | None
) -> None:
    life = Life()
    answers = {key: said for key, said in ALL_NO.items() if key != question["key"]}
    given = answers if reply is None else {**answers, question["key"]: reply}
    assert life.screen(given, question.get("age", 40))["tags"] == [question["key"]]
    judge(question, waiting(life))


@EVERY_QUESTION
def test_what_is_chosen_and_ranked_is_never_kept_out(question: dict[str, Any]) -> None:
    life = Life()
    life.screen({**ALL_NO, question["key"]: "yes"}, question.get("age", 40))
    life.tender(TENDER)
    kept_out = waiting(life)
    for zones in ("temple,neck_side", "back_of_head,jaw_teeth_cheek", "shoulder,eye"):
        chosen = life.choose("--zones", zones, "--side", "both")
        ranked = {one["routine"]: one["max_pressure"] for one in chosen["ranking"]}
        assert not ({chosen["routine"], *ranked} - {None}) & kept_out
        assert max([chosen["max_pressure"], *ranked.values()]) <= question.get(
            "pressure_at_most", 6
        )


def test_a_clear_no_to_everything_keeps_only_the_pinch_out() -> None:
    life = Life()
    assert life.screen(ALL_NO)["tags"] == []
    assert waiting(life) == ALWAYS_OUT


@pytest.mark.parametrize("age", DATA["age"], ids=lambda age: str(age.get("years", "not given")))
def test_below_eighteen_and_without_an_age_only_the_gentle_routines_remain(
    age: dict[str, Any],
) -> None:
    life = Life()
    life.screen(ALL_NO, age.get("years"))
    out = frozenset(SHIPPED) - GENTLE if age["gentle_only"] else ALWAYS_OUT
    assert waiting(life) == out


def test_unscreened_only_the_gentle_routines_run() -> None:
    assert waiting(Life()) == frozenset(SHIPPED) - GENTLE


@every_case("screening.toml")
def test_answers_together_come_out_as_written(case: Case) -> None:
    play(case)
