"""Every value's place is found, whatever way of writing TOML the user has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import tomli
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from selfcare.config.place import place
from selfcare.config.source import Source
from selfcare.domain.message import message
from selfcare.domain.problem import Path, Problem

SENTINEL = 987654321

EVERY_WAY = '''# a remark with = and [brackets]
first = 1
"quoted key" . 'other' = 2   # [3]
text = "a # no remark \\" ] } = 1"
path = 'C:\\no'
long = """
[not] = "a heading" \\""" ""\\"
x = 5"""""
raw = \'\'\'
[[nor]] = this\'\'\'
when = 2026-12-24 10:30:00
list = [ 3, [4, 5], # remark ] with bracket
  6 ,
  { deep = 7, "more deep".x = [8] },
]
inline = { a = 9, b.c = 10, d = { e = 11 }, f = [] }
[table]
value=12
[ table . "sub table" ]
value = 13
dotted.key = 14
[[many]]
value = 15
[many.below]
value = 16
[[many]]
value = 17
[[many.inner]]
value = 18
[[many.inner]]
    value = 19
[last]
list = [
20
]'''


def leaves(value: object, path: Path = ()) -> Iterator[tuple[Path, int]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for at, item in enumerate(value):
            yield from leaves(item, (*path, at))
    elif type(value) is int:
        yield path, value


def problem_at(path: Path, *, at_key: bool = False) -> Problem:
    return Problem(path=path, what=message("x"), cure=message("x"), at_key=at_key)


def position(text: str, path: Path, *, at_key: bool = False) -> tuple[int, int]:
    source = Source("x.toml", text, {})
    (placed,) = place([problem_at(path, at_key=at_key)], source)
    return placed.line, placed.column


def with_sentinel_at(text: str, line: int, column: int) -> str:
    rows = text.split("\n")
    row = rows[line - 1]
    rows[line - 1] = row[: column - 1] + re.sub(r"^-?[0-9]+", str(SENTINEL), row[column - 1 :])
    return "\n".join(rows)


def at(table: Any, path: Path) -> object:
    for part in path:
        table = table[part]
    return table


@pytest.mark.parametrize("path", [path for path, _ in leaves(tomli.loads(EVERY_WAY))])
def test_a_number_is_found_in_every_way_of_writing(path: Path) -> None:
    changed = with_sentinel_at(EVERY_WAY, *position(EVERY_WAY, path))

    assert at(tomli.loads(changed), path) == SENTINEL


def test_the_document_holds_as_many_numbers_as_it_says() -> None:
    assert [value for _, value in leaves(tomli.loads(EVERY_WAY))] == list(range(1, 21))


keys = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
numbers = st.integers(-(2**60), 2**60)
trees = st.dictionaries(
    keys,
    st.recursive(
        numbers | st.text(max_size=5).filter(str.isprintable),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
        max_leaves=12,
    ),
    max_size=5,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees)
def test_numbers_are_found_in_any_document(tree: dict[str, object]) -> None:
    text = tomlkit.dumps(tree).replace("\r\n", "\n")
    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError:
        return  # what tomlkit wrote cannot be read, so it will never be placed
    for path, _ in leaves(table):
        if len(path) <= 6:
            changed = with_sentinel_at(text, *position(text, path))
            assert at(tomli.loads(changed), path) == SENTINEL


@pytest.mark.parametrize(
    ("path", "where"),
    [
        (("first",), (2, 1)),
        (("quoted key", "other"), (3, 16)),
        (("inline", "b", "c"), (16, 21)),
        (("table", "value"), (18, 1)),
        (("many", 1, "inner", 1, "value"), (31, 5)),
    ],
)
def test_a_problem_with_a_key_points_at_the_key(path: Path, where: tuple[int, int]) -> None:
    assert position(EVERY_WAY, path, at_key=True) == where


@pytest.mark.parametrize(
    ("path", "where"),
    [
        (("many", 1), (26, 1)),
        (("many", 1, "absent"), (26, 1)),
        (("many", 1, "inner", 0, "absent"), (28, 1)),
        (("table", "sub table"), (19, 1)),
        (("absent", 3, "thing"), (1, 1)),
        ((), (1, 1)),
    ],
)
def test_what_is_not_there_is_told_at_the_table_around_it(
    path: Path, where: tuple[int, int]
) -> None:
    assert position(EVERY_WAY, path) == where


def test_keys_of_a_thousand_parts_and_deep_lists_are_placed_too() -> None:
    text = "a." * 900 + "a = 1\nb = " + "[" * 300 + "]" * 300 + "\n"

    assert position(text, ("b",)) == (2, 5)
    assert position(text, tuple("a" * 901)) == (1, 11)
