"""Looks the user's files over: all of them, or those that are named, wherever they lie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from selfcare.config.configuration import read_everything
from selfcare.config.library import read_library, toml_files
from selfcare.config.paths import Folders, shipped_routines
from selfcare.config.place import in_order
from selfcare.config.read import Read
from selfcare.config.routine_file import read_routine
from selfcare.config.settings_file import read_settings
from selfcare.config.source import read_source
from selfcare.domain.problem import PlacedProblem, Severity
from selfcare.domain.settings import Settings

SETTINGS_KEYS: Final = frozenset(Settings.__struct_fields__)
"""What only a config.toml has at its top."""


class Checked(Struct, frozen=True, kw_only=True):
    """What a check found: problems in the order of the files, and how much was looked over."""

    problems: tuple[PlacedProblem, ...]
    settings: int
    routines: int

    @property
    def errors(self) -> int:
        """How many problems keep a file out."""
        return sum(one.problem.severity is Severity.ERROR for one in self.problems)

    @property
    def notes(self) -> int:
        """How many problems are only told."""
        return len(self.problems) - self.errors


def check_everything(folders: Folders) -> Checked:
    """Look over config.toml and every routine in the user's folder."""
    found = read_everything(folders, shipped_routines())
    return Checked(
        problems=found.problems,
        settings=int(folders.config_file.exists()),
        routines=len(toml_files(folders.routines)),
    )


def check_files(folders: Folders, files: Iterable[Path]) -> Checked:
    """Look over the files named; a folder stands for the routines in it."""
    settings: list[Path] = []
    routines: list[Path] = []
    for file in _spread(files):
        (settings if _is_settings(file) else routines).append(file)
    problems = [
        problem
        for read in (
            *(_read_settings(folders, file) for file in settings),
            *(read_routine(file) for file in routines),
        )
        for problem in read.problems
    ]
    return Checked(
        problems=in_order([*problems, *_of_folder(folders, routines)]),
        settings=len(settings),
        routines=len(routines),
    )


def _spread(files: Iterable[Path]) -> Iterator[Path]:
    for file in files:
        if file.is_dir():
            yield from toml_files(file)
        else:
            yield file


def _is_settings(file: Path) -> bool:
    """Tell a config.toml from a routine: by its name, else by what stands at its top."""
    if file.name == "config.toml":
        return True
    source = read_source(file)
    if isinstance(source, PlacedProblem):
        return False
    keys = source.table.keys()
    return bool(SETTINGS_KEYS & keys) and not keys & {"id", "step", "title"}


def _read_settings(folders: Folders, file: Path) -> Read[Settings]:
    beside = file.parent / "routines"
    own = beside if beside.is_dir() else folders.routines
    return read_settings(file, read_library(own, shipped_routines()).known_ids)


def _of_folder(folders: Folders, files: Iterable[Path]) -> Iterator[PlacedProblem]:
    """Yield what only shows beside the other routines of the folder: an id used twice."""
    own = {file.resolve(): str(file) for file in files if _lies_in(file, folders.routines)}
    if not own:
        return
    alone = {
        (problem.line, problem.column, problem.problem)
        for file in own
        for problem in read_routine(file).problems
    }
    for problem in read_library(folders.routines, shipped_routines()).problems:
        name = own.get(Path(problem.file).resolve())
        if name is not None and (problem.line, problem.column, problem.problem) not in alone:
            yield PlacedProblem(
                file=name, line=problem.line, column=problem.column, problem=problem.problem
            )


def _lies_in(file: Path, folder: Path) -> bool:
    return file.resolve().parent == folder.resolve()
