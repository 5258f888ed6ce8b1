from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from msgspec.structs import replace

from selfcare.domain.check_in_form import Form, Item, Known, items
from selfcare.domain.checkin import Headache
from selfcare.domain.prompt import Asks

CHECK_INS = (Asks.DIARY, Asks.SHORT_DIARY, Asks.LET_DOWN, Asks.WEEKEND, Asks.MID_CYCLE)
FORMS = [
    Form(asks=asks, late=late, bleeding=bleeding)
    for asks, late, bleeding in product(CHECK_INS, (False, True), (False, True))
]
NO = Known(headache=Headache.NO)


def ways(item: Item, known: Known) -> list[Known]:
    """Return what may be known once a question was answered."""
    match item:
        case Item.HEADACHE:
            strong = replace(known, headache=Headache.YES, strength=True)
            return [strong, *(replace(known, headache=one) for one in (None, *Headache))]
        case Item.LIKE_USUAL:
            return [known, replace(known, same=True)]
        case _:
            return [known]


NOTHING_YET = Known()


def paths(
    form: Form, known: Known = NOTHING_YET, done: tuple[Item, ...] = ()
) -> Iterator[list[Item]]:
    """Yield every way through a form."""
    found = items(form, known)
    assert found[: len(done)] == done, "what was asked already must stay as it is"
    if len(done) == len(found):
        yield [*found]
        return
    item = found[len(done)]
    for after in ways(item, known):
        yield from paths(form, after, (*done, item))


@pytest.mark.parametrize("form", FORMS)
def test_no_way_through_a_form_asks_too_much_or_anything_twice(form: Form) -> None:
    for path in paths(form):
        assert 2 <= len(path) <= form.most
        assert len(path) == len(set(path))


def test_a_full_check_in_has_at_most_eight_answers_and_the_others_three() -> None:
    most = {
        asks: max(len(path) for path in paths(Form(asks=asks, bleeding=True))) for asks in CHECK_INS
    }

    assert most == {
        Asks.DIARY: 8,
        Asks.SHORT_DIARY: 3,
        Asks.LET_DOWN: 3,
        Asks.WEEKEND: 3,
        Asks.MID_CYCLE: 3,
    }


@pytest.mark.parametrize("asks", [Asks.DIARY, Asks.SHORT_DIARY])
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("bleeding", [False, True])
def test_no_headache_ends_it_with_one_more_question(
    asks: Asks, *, late: bool, bleeding: bool
) -> None:
    found = items(Form(asks=asks, late=late, bleeding=bleeding), NO)

    assert found[-2:] == (Item.HEADACHE, Item.STRESS)
    assert len(found) == 2 + bleeding


def test_a_headache_is_asked_about_in_full() -> None:
    assert items(Form(), Known(headache=Headache.RUNNING)) == (
        Item.HEADACHE,
        Item.STRENGTH,
        Item.LIKE_USUAL,
        Item.PLACE,
        Item.SYMPTOMS,
        Item.MEDICINE,
        Item.FUNCTION,
        Item.STRESS,
    )


def test_the_same_as_last_time_saves_two_questions() -> None:
    found = items(Form(), Known(headache=Headache.YES, same=True))

    assert Item.PLACE not in found
    assert Item.SYMPTOMS not in found
    assert len(found) == 6


def test_a_number_for_the_headache_saves_the_question_about_its_strength() -> None:
    assert Item.STRENGTH not in items(Form(), Known(headache=Headache.YES, strength=True))


@pytest.mark.parametrize("form", [form for form in FORMS if form.late and "diary" in form.asks])
def test_an_earlier_day_is_not_asked_for_intensity(form: Form) -> None:
    assert all(Item.STRENGTH not in path and Item.PAIN_NOW not in path for path in paths(form))


def test_with_bleeding_the_question_gives_way_that_can_be_spared() -> None:
    full = items(Form(bleeding=True), Known(headache=Headache.YES))
    assert full[0] is Item.BLEEDING
    assert Item.FUNCTION not in full
    assert Item.MEDICINE in full

    short = items(Form(asks=Asks.SHORT_DIARY, bleeding=True), Known(headache=Headache.YES))
    assert short == (Item.BLEEDING, Item.HEADACHE, Item.STRESS)

    same = items(Form(bleeding=True), Known(headache=Headache.YES, same=True))
    assert Item.FUNCTION in same


def test_the_morning_after_stress_asks_for_pain_stiffness_and_tiredness() -> None:
    expected = (Item.PAIN_NOW, Item.STIFFNESS, Item.TIRED)

    assert items(Form(asks=Asks.LET_DOWN), Known()) == expected
    assert items(Form(asks=Asks.WEEKEND), Known()) == expected


def test_mid_cycle_asks_what_is_different_before_any_headache() -> None:
    assert items(Form(asks=Asks.MID_CYCLE), Known()) == (Item.SIGNS, Item.HEADACHE)
