"""All the routines there are, those that came with the program and the user's own.

A broken file takes nothing with it: the other routines stay, and so does a shipped routine that a
broken file of the user was to replace.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from selfcare.config.folder import Listing, listing, toml_files
from selfcare.config.place import in_order, place_again
from selfcare.config.routine_file import read_routine
from selfcare.config.source import read_bytes
from selfcare.domain.message import message
from selfcare.domain.problem import PlacedProblem, Problem
from selfcare.domain.routine import Routine

_ID_LINE: Final = re.compile(rb"""^\s*id\s*=\s*["']([a-z0-9-]+)["']""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Library:
    """The routines by id, in alphabetical order.

    `own` are the ids that come from the user's files, `broken` the names of the user's files that
    cannot be used: a plan may go on naming them, and they are told once, here.
    """

    routines: Mapping[str, Routine] = field(default_factory=lambda: MappingProxyType({}))
    own: frozenset[str] = frozenset()
    paths: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))
    broken: frozenset[str] = frozenset()
    problems: tuple[PlacedProblem, ...] = ()
    whole: bool = True
    """False when the user's folder cannot be looked into."""

    def path_of(self, routine_id: str) -> Path | None:
        """Return the file of a routine, or None where there is no such routine."""
        return self.paths.get(routine_id)

    @property
    def known_ids(self) -> frozenset[str] | None:
        """Every id a plan may name; None, which is any, when not all routines could be seen."""
        return self.broken.union(self.routines) if self.whole else None


def read_library(own: Path | None, shipped: Path) -> Library:
    """Return the routines of both folders; the user's own take the place of shipped ones.

    Without `own` only those that come with the program.
    """
    routines: dict[str, Routine] = {}
    paths: dict[str, Path] = {}
    problems: list[PlacedProblem] = []
    for path in toml_files(shipped):
        read = read_routine(path, trusted=True)
        problems += read.problems
        if read.value is not None:
            routines[read.value.id] = read.value
            paths[read.value.id] = path
    broken: set[str] = set()
    first: dict[str, Path] = {}
    found = Listing() if own is None else listing(own)
    if found.problem is not None:
        problems.append(found.problem)
    for path in found.files:
        read = read_routine(path)
        problems += read.problems
        routine = read.value
        if routine is None:
            broken |= {path.stem, *_ids_named(path)}
        elif routine.id in first:
            problems += _same_id(routine.id, first[routine.id], path)
        else:
            first[routine.id] = path
            routines[routine.id] = routine
    paths |= first
    return Library(
        routines=MappingProxyType(dict(sorted(routines.items()))),
        own=frozenset(first),
        paths=MappingProxyType(paths),
        broken=frozenset(broken) - routines.keys(),
        problems=in_order(problems),
        whole=found.problem is None,
    )


def _ids_named(path: Path) -> set[str]:
    """Return the ids a broken file seems to give, as far as that can be seen."""
    content = read_bytes(path)
    if isinstance(content, PlacedProblem):
        return set()
    return {found.decode("ascii") for found in _ID_LINE.findall(content)}


def _same_id(routine_id: str, used: Path, left_out: Path) -> Iterable[PlacedProblem]:
    for path, other in ((used, left_out), (left_out, used)):
        problem = Problem(
            path=("id",),
            what=message('{other} has the id "{id}" too', other=other.name, id=routine_id),
            cure=message("give one of them another id; until then {used} is used", used=used.name),
        )
        yield from place_again((problem,), str(path))
