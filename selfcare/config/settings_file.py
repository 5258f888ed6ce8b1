"""Reads config.toml: each value by its type, then what the values must be to one another."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path as FilePath
from typing import Final

from selfcare.config.place import place
from selfcare.config.read import Read, any_error
from selfcare.config.reader import BAD, OwnWays, Walk
from selfcare.config.refusal import Refusal
from selfcare.config.settings_checks import check_settings
from selfcare.config.shapes import Field, Many
from selfcare.config.source import Source, read_source, source_of
from selfcare.config.values import nearest
from selfcare.domain.message import message
from selfcare.domain.muscles import GROUPS, PLACES, Muscle
from selfcare.domain.problem import Path, PlacedProblem
from selfcare.domain.settings import PlanEntry, Settings

PLAN_MUSCLES: Final = (*GROUPS, *(muscle.value for muscle in Muscle if muscle not in PLACES))
"""What a plan may name: everyday names, then single muscles."""


def read_settings(
    path: FilePath, routine_ids: Collection[str] | None, today: date | None = None
) -> Read[Settings]:
    """Return the settings of a file; without `routine_ids` any routine may be named.

    Without `today` nothing is said of days that are long over.
    """
    return _settings_of(read_source(path), routine_ids, today)


def settings_from(
    content: bytes, file: str, routine_ids: Collection[str] | None, today: date | None = None
) -> Read[Settings]:
    """Return the settings in a file's bytes that are already at hand."""
    return _settings_of(source_of(content, file), routine_ids, today)


def _settings_of(
    source: Source | PlacedProblem, routine_ids: Collection[str] | None, today: date | None
) -> Read[Settings]:
    if isinstance(source, PlacedProblem):
        return Read(None, (source,))
    walk = Walk(Settings, OWN_WAYS)
    settings = walk.table(source.table, Settings, ())
    check_settings(walk, source.table, settings, routine_ids, today)
    problems = tuple(walk.problems)
    return Read(None if any_error(problems) else settings, place(problems, source))


def _plan_muscles(walk: Walk, value: object, path: Path, one: Field) -> object:
    """Read the muscles of a plan entry: everyday names count for all their parts."""
    if not isinstance(one.shape, Many):
        return BAD
    items = walk.items(value, one.shape, path)
    if items is None:
        return BAD
    got: list[Muscle] = []
    good = True
    for at, item in enumerate(items):
        name = item if isinstance(item, str) else ""
        if name in GROUPS:
            got += GROUPS[name]
        elif name in PLAN_MUSCLES:
            got.append(Muscle(name))
        else:
            good = False
            walk.refuse(_not_a_muscle(item), item, (*path, at))
    return tuple(dict.fromkeys(got)) if good else BAD


def _not_a_muscle(item: object) -> Refusal:
    expected = message("a muscle that selfcare knows")
    if item in list(PLACES):
        return Refusal(
            message("a muscle that can be cared for"),
            message("no routine may touch this place; take it out of the list"),
        )
    guess = nearest(item, PLAN_MUSCLES) if isinstance(item, str) else None
    if guess:
        return Refusal(expected, message("did you mean {guess}?", guess=f'"{guess}"'))
    return Refusal(expected, message("choose one of {names}", names=", ".join(PLAN_MUSCLES)))


OWN_WAYS: Final[OwnWays] = {(PlanEntry, "muscles"): _plan_muscles}
