"""What each alarming symptom means, and the words for it, as the handbook has them."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from selfcare.app.say import say
from selfcare.domain.message import message
from selfcare.domain.red_flags import (
    ALWAYS_BELOW,
    GATE,
    URGENT_TEXT,
    Flag,
    Level,
    emergency_number,
    emergency_text,
    highest,
    level_of,
    soon_text,
)
from selfcare.domain.screening import Tag

TABLE: dict[str, dict[str, Any]] = tomli.loads(
    (Path(__file__).parents[1] / "data" / "red_flags.toml").read_text(encoding="utf-8")
)
BLEEDING = frozenset({Tag.BLEEDING})
GRAVEST_FIRST = [Level.EMERGENCY, Level.URGENT, Level.SOON, None]
EUROPEAN_UNION = (
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
)
flags = st.lists(st.sampled_from(Flag), max_size=5)
tags = st.frozensets(st.sampled_from(Tag), max_size=3)


def gravity(level: Level | None) -> int:
    """Return a number that is the smaller the graver a level is."""
    return GRAVEST_FIRST.index(level)


# Levels


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_flag_has_the_level_of_the_handbook(name: str) -> None:
    row = TABLE[name]
    expected = row["level"] or None
    assert level_of([Flag(name)]) == expected
    assert level_of([Flag(name)], BLEEDING) == (row.get("with_bleeding") or expected)


@pytest.mark.parametrize("tag", sorted(set(Tag) - {Tag.BLEEDING}))
def test_no_other_tag_changes_the_level_of_a_flag(tag: Tag) -> None:
    for flag in Flag:
        assert level_of([flag], frozenset({tag})) == level_of([flag])


def test_the_gate_asks_for_every_flag_once_the_gravest_first() -> None:
    assert sorted(Flag) == sorted(TABLE)
    assert sorted(one.flag for one in GATE) == sorted(set(Flag) - {Flag.NONE})
    order = [gravity(one.level) for one in GATE]
    assert order == sorted(order)


def test_a_question_shows_the_level_that_its_answer_has() -> None:
    assert all(level_of([one.flag]) is one.level for one in GATE)
    assert len({say(one.text) for one in GATE}) == len(GATE)
    assert all(say(one.text).endswith(("?", "?)", ".)")) for one in GATE)


def test_every_item_of_the_list_is_asked_for_or_known_without_asking() -> None:
    asked = set(chain.from_iterable(row["items"] for row in TABLE.values()))
    known = {2, 6, 11, 14}  # cancer, unlike the usual, pregnancy, immunity: tags and the check-in
    assert asked | known == set(range(1, 16))


@given(flags, tags)
def test_none_beside_a_flag_is_ignored(ticked: list[Flag], known: frozenset[Tag]) -> None:
    assert level_of([*ticked, Flag.NONE], known) is level_of(
        [one for one in ticked if one is not Flag.NONE], known
    )


def test_none_of_these_has_no_level() -> None:
    assert level_of([Flag.NONE]) is None
    assert level_of([]) is None


@given(flags, tags, st.sampled_from(Flag))
def test_one_more_flag_never_makes_it_less_grave(
    ticked: list[Flag], known: frozenset[Tag], more: Flag
) -> None:
    assert gravity(level_of([*ticked, more], known)) <= gravity(level_of(ticked, known))


@given(flags, tags)
def test_the_highest_level_wins_whatever_the_order(
    ticked: list[Flag], known: frozenset[Tag]
) -> None:
    alone = [level_of([one], known) for one in ticked]
    assert level_of(ticked, known) is min(alone, key=gravity, default=None)
    assert level_of(ticked, known) is level_of(list(reversed(ticked)), known)


def test_the_highest_of_levels_is_the_gravest() -> None:
    assert highest([]) is None
    assert highest([None, None]) is None
    assert highest([None, Level.SOON]) is Level.SOON
    assert highest([Level.SOON, Level.URGENT, None]) is Level.URGENT
    assert highest([Level.URGENT, Level.EMERGENCY, Level.SOON]) is Level.EMERGENCY


def test_emergency_and_urgent_suspend_and_soon_does_not() -> None:
    assert [level for level in Level if level.suspends] == [Level.EMERGENCY, Level.URGENT]


# Texts


def test_the_text_of_an_emergency_stands_word_for_word() -> None:
    assert say(emergency_text("DE")) == (
        "Stop here. What you ticked can be a sign of something that needs treatment right away. "
        "Call 112 now or have someone take you to an emergency department. Do not drive yourself. "
        "No exercise from this program until a doctor has seen you."
    )


def test_the_text_for_today_stands_word_for_word() -> None:
    assert say(URGENT_TEXT) == (
        "Please get medical advice today \u2013 your doctor, an urgent-care line or clinic. Until "
        "then: no massage or stretching of head and neck. `selfcare notes --days 30` prints your "
        "notes for the visit."
    )


def test_the_text_for_the_next_days_stands_word_for_word() -> None:
    assert say(soon_text(message("it is new"))) == (
        "This is worth a doctor's appointment in the next days, because it is new. You can go on "
        "with the gentle routines if they feel good."
    )


def test_the_line_below_every_text_stands_word_for_word() -> None:
    assert say(ALWAYS_BELOW) == (
        "This program cannot tell what causes a headache, and a 'no' to these questions does not "
        "rule anything out."
    )


@pytest.mark.parametrize("country", EUROPEAN_UNION)
def test_in_the_european_union_the_number_is_112(country: str) -> None:
    assert say(emergency_number(country)) == "112"
    assert say(emergency_number(country.lower())) == "112"


@pytest.mark.parametrize(
    ("country", "number"),
    [
        ("GB", "999"),
        ("UK", "999"),
        ("US", "911"),
        ("CA", "911"),
        ("AU", "000"),
        ("CH", "your emergency number"),
        ("JP", "your emergency number"),
        ("", "your emergency number"),
        (None, "your emergency number"),
    ],
)
def test_elsewhere_it_is_that_of_the_country_or_words_for_it(
    country: str | None, number: str
) -> None:
    assert say(emergency_number(country)) == number
    assert f"Call {number} now or have someone" in say(emergency_text(country))
