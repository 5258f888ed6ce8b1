"""Looks the user's files over: all of them, or those that are named, wherever they lie."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date, tzinfo
from pathlib import Path
from typing import Final

from msgspec import Struct

from selfcare.app.calendars import failures_in_force
from selfcare.app.context import Context
from selfcare.config.configuration import read_everything
from selfcare.config.folder import (
    file_in_the_way,
    is_missing,
    listing,
    misnamed_config,
    misnamed_files,
    toml_files,
)
from selfcare.config.library import read_library
from selfcare.config.paths import Folders, shipped_routines
from selfcare.config.place import in_order
from selfcare.config.read import Read
from selfcare.config.routine_file import read_routine
from selfcare.config.settings_file import read_settings
from selfcare.config.source import read_source
from selfcare.domain.message import message
from selfcare.domain.problem import PlacedProblem, Problem, Severity
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


def check_everything(folders: Folders, today: date, zone: tzinfo) -> Checked:
    """Look over config.toml, every routine in the user's folder, and the calendars it names."""
    found = read_everything(folders, shipped_routines(), today)
    beside = _beside(folders, found.settings, today, zone)
    return Checked(
        problems=in_order((*found.problems, *beside)),
        settings=int(not is_missing(folders.config_file)),
        routines=len(toml_files(folders.routines)),
    )


def problems_in_force(context: Context) -> tuple[PlacedProblem, ...]:
    """Return the same problems without reading again what is in force."""
    found, folders = context.in_force, context.folders
    settings = None if found.broken else found.settings
    beside = _beside(folders, settings, context.today(), context.zone())
    return in_order((*found.problems, *beside))


def check_files(folders: Folders, files: Iterable[Path], today: date) -> Checked:
    """Look over the files named; a folder stands for the routines in it."""
    settings: list[Path] = []
    routines: list[Path] = []
    of_folders: list[PlacedProblem] = []
    for file in _spread(files, of_folders):
        (settings if _is_settings(file) else routines).append(file)
    problems = [
        problem
        for read in (
            *(_read_settings(folders, file, today) for file in settings),
            *(read_routine(file) for file in routines),
        )
        for problem in read.problems
    ]
    return Checked(
        problems=in_order([*problems, *of_folders, *_of_folder(folders, routines)]),
        settings=len(settings),
        routines=len(routines),
    )


def _beside(
    folders: Folders, settings: Settings | None, today: date, zone: tzinfo
) -> Iterator[PlacedProblem]:
    """Yield what is wrong beside the files that are read: misnamed ones, folders, calendars."""
    in_the_way = file_in_the_way(folders.config)
    if in_the_way is not None:
        yield in_the_way
    yield from misnamed_config(folders.config_file)
    yield from misnamed_files(folders.routines)
    yield from _calendars(folders, settings, today, zone)


def _calendars(
    folders: Folders, settings: Settings | None, today: date, zone: tzinfo
) -> Iterator[PlacedProblem]:
    failures = {} if settings is None else failures_in_force(folders, settings, today, zone)
    for path, failure in failures.items():
        problem = Problem(path=(), what=message("this calendar cannot be used"), cure=failure.what)
        yield PlacedProblem(file=path, line=1, column=1, problem=problem)


def _spread(files: Iterable[Path], problems: list[PlacedProblem]) -> Iterator[Path]:
    """Yield the files, those of a folder in its place; what is wrong with a folder is added."""
    for file in files:
        if _is_folder(file):
            found = listing(file)
            problems += [found.problem] if found.problem else misnamed_files(file)
            yield from found.files
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


def _read_settings(folders: Folders, file: Path, today: date) -> Read[Settings]:
    beside = file.parent / "routines"
    own = beside if _is_folder(beside) else folders.routines
    return read_settings(file, read_library(own, shipped_routines()).known_ids, today)


def _of_folder(folders: Folders, files: Iterable[Path]) -> Iterator[PlacedProblem]:
    """Yield what only shows beside the other routines of the folder: an id used twice."""
    own = {_real(file): str(file) for file in files if _lies_in(file, folders.routines)}
    if not own:
        return
    alone = {
        (problem.line, problem.column, problem.problem)
        for file in own
        for problem in read_routine(file).problems
    }
    for problem in read_library(folders.routines, shipped_routines()).problems:
        name = own.get(_real(Path(problem.file)))
        if name is not None and (problem.line, problem.column, problem.problem) not in alone:
            yield PlacedProblem(
                file=name, line=problem.line, column=problem.column, problem=problem.problem
            )


def _lies_in(file: Path, folder: Path) -> bool:
    return _real(file).parent == _real(folder)


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises where it may not look


def _real(path: Path) -> Path:
    # Path.resolve raises for a link that leads to itself.
    return Path(os.path.realpath(path))
