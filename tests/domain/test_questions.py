from __future__ import annotations

import pytest

from selfcare.app.say import say
from selfcare.domain.errors import UserMistake
from selfcare.domain.questions import QUESTIONS, Reply, advice, screening_from
from selfcare.domain.screening import AgeBand, Screening, Tag

NO = {asked.tag: Reply.NO for asked in QUESTIONS}


def test_the_questions_come_in_their_order() -> None:
    keys = [asked.tag.value for asked in QUESTIONS]
    assert " ".join(keys) == (
        "vascular syncope bleeding bone trauma nerve infection pregnancy age50_new jaw immunity"
    )
    assert all(say(asked.text).endswith("?") for asked in QUESTIONS)
    assert all(say(asked.gloss).endswith(".") for asked in QUESTIONS)


def test_a_clear_no_to_everything_leaves_no_tag() -> None:
    assert screening_from(NO, 40) == Screening(frozenset(), AgeBand.FROM_18_TO_49)


@pytest.mark.parametrize("tag", list(NO))
@pytest.mark.parametrize("reply", [Reply.YES, Reply.UNSURE, None])
def test_yes_unsure_and_no_answer_set_the_tag(tag: Tag, reply: Reply | None) -> None:
    answers = {key: value for key, value in NO.items() if key is not tag}
    if reply is not None:
        answers[tag] = reply
    assert screening_from(answers, 40).tags == {tag}


def test_no_answers_at_all_set_every_tag() -> None:
    assert screening_from({}, None) == Screening(frozenset(Tag), AgeBand.UNKNOWN)


@pytest.mark.parametrize(
    ("age", "band", "minor"),
    [
        (0, AgeBand.UNDER_18, True),
        (17, AgeBand.UNDER_18, True),
        (18, AgeBand.FROM_18_TO_49, False),
        (49, AgeBand.FROM_18_TO_49, False),
        (50, AgeBand.FROM_50, False),
        (120, AgeBand.FROM_50, False),
        (None, AgeBand.UNKNOWN, True),
    ],
)
def test_an_age_becomes_a_band_and_minor_follows(
    age: int | None, band: AgeBand, minor: bool
) -> None:
    found = screening_from(NO, age)
    assert found.age_band is band
    assert (Tag.MINOR in found.tags) is minor


@pytest.mark.parametrize("age", [-1, 121, 1980])
def test_an_age_that_cannot_be_is_asked_for_again(age: int) -> None:
    with pytest.raises(UserMistake) as mistake:
        screening_from(NO, age)
    assert say(mistake.value.what) == (
        f"An age of {age} cannot be. Please give your age in years, from 0 to 120."
    )


def test_minor_cannot_be_answered_away() -> None:
    assert Tag.MINOR in screening_from({**NO, Tag.MINOR: Reply.NO}, 17).tags


def test_each_tag_has_its_advice_in_the_order_of_the_questions() -> None:
    every = [say(said) for said in advice(screening_from({}, None))]
    assert len(set(every)) == len(Tag)
    assert every[0].startswith("Blood vessels")
    assert every[-1].startswith("Age below 18")
    assert [say(said) for said in advice(screening_from({**NO, Tag.JAW: Reply.YES}, 30))] == [
        "Jaw: pressing on the cheek and working the jaw against resistance are left out."
    ]


def test_without_a_tag_the_advice_is_that_nothing_is_kept_out() -> None:
    (said,) = advice(screening_from(NO, 30))
    assert say(said).startswith("Nothing in your answers keeps a routine out.")


@pytest.mark.parametrize(("age", "told"), [(17, False), (49, False), (50, True), (None, True)])
def test_a_new_headache_from_50_is_spoken_of_only_where_the_age_fits(
    age: int | None, told: bool
) -> None:
    found = screening_from({**NO, Tag.AGE50_NEW: Reply.UNSURE}, age)
    assert Tag.AGE50_NEW in found.tags
    assert any("from the age of 50" in say(said) for said in advice(found)) is told
    assert advice(found)
