"""Shipped and own routines side by side; a broken file takes nothing else with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfcare.app.say import say
from selfcare.config.library import Library, read_library
from selfcare.config.place import line_of
from selfcare.config.starter import starter_routine


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped"
    folder.mkdir()
    for name in ("one", "two"):
        write(folder / f"{name}.toml", name, "Shipped")
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    return folder


def write(path: Path, routine_id: str, title: str) -> None:
    path.write_text(starter_routine(routine_id, title), "utf-8")


def told(library: Library) -> list[str]:
    return [say(line_of(problem)) for problem in library.problems]


def test_an_own_routine_stands_beside_the_shipped_ones(own: Path, shipped: Path) -> None:
    write(own / "mine.toml", "mine", "Mine")

    library = read_library(own, shipped)

    assert list(library.routines) == ["mine", "one", "two"]
    assert library.own == {"mine"}
    assert library.path_of("mine") == own / "mine.toml"
    assert library.path_of("one") == shipped / "one.toml"
    assert library.path_of("none") is None
    assert library.problems == ()


def test_an_own_routine_takes_the_place_of_a_shipped_one(own: Path, shipped: Path) -> None:
    write(own / "other.toml", "one", "Mine")

    library = read_library(own, shipped)

    assert library.routines["one"].title == "Mine"
    assert library.own == {"one"}
    assert library.path_of("one") == own / "other.toml"
    assert library.problems == ()


def test_a_shipped_routine_stays_when_the_own_one_for_it_is_broken(
    own: Path, shipped: Path
) -> None:
    (own / "one.toml").write_text('id = "one"\n')

    library = read_library(own, shipped)

    assert library.routines["one"].title == "Shipped"
    assert library.own == frozenset()
    assert library.broken == frozenset()
    assert len(library.problems) == 3


def test_of_two_own_files_with_one_id_the_first_is_used_and_both_are_told(
    own: Path, shipped: Path
) -> None:
    write(own / "b.toml", "mine", "Second")
    write(own / "a.toml", "mine", "First")

    library = read_library(own, shipped)

    assert library.routines["mine"].title == "First"
    end = "give one of them another id; until then a.toml is used"
    assert told(library) == [
        f'{own / "a.toml"}:7:6: b.toml has the id "mine" too; {end}',
        f'{own / "b.toml"}:7:6: a.toml has the id "mine" too; {end}',
    ]


def test_a_broken_file_is_told_and_the_rest_goes_on(own: Path, shipped: Path) -> None:
    write(own / "good.toml", "good", "Good")
    (own / "bad.toml").write_text('id = "bad-id"\ntitle = [')
    (own / "worse.toml").mkdir()

    library = read_library(own, shipped)

    assert list(library.routines) == ["good", "one", "two"]
    assert library.broken == {"bad", "bad-id", "worse"}
    assert library.known_ids == frozenset({"bad", "bad-id", "worse", "good", "one", "two"})
    assert [Path(one.file).name for one in library.problems] == ["bad.toml", "worse.toml"]


@pytest.mark.parametrize("name", [".mine.toml", ".#mine.toml", "#mine.toml", "mine.toml~", "m.txt"])
def test_hidden_files_and_copies_of_editors_are_left_alone(
    name: str, own: Path, shipped: Path
) -> None:
    (own / name).write_text("not a routine")

    assert read_library(own, shipped).problems == ()


def test_without_any_folder_there_is_an_empty_library(tmp_path: Path) -> None:
    assert dict(read_library(tmp_path / "no", tmp_path / "nowhere").routines) == {}


def test_the_routines_cannot_be_changed_by_accident(own: Path, shipped: Path) -> None:
    library = read_library(own, shipped)

    with pytest.raises(TypeError):
        library.routines["new"] = library.routines["one"]  # type: ignore[index] # that is the point
