"""A routine file that somebody sent: looked over, shown, and written only when the user says so.

The one rule: nothing is written before it was looked over, and no file that is there gives way
unless the user said so; it is kept beside the new one even then.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from selfcare.app.context import Context
from selfcare.app.offering import moment_of
from selfcare.app.routine_files import make_routines_folder, not_written
from selfcare.app.routine_list import Listed, listed
from selfcare.config.folder import is_missing
from selfcare.config.new_file import put_new, replace_and_keep
from selfcare.config.routine_file import routine_from
from selfcare.config.source import LARGEST, read_bytes, source_of
from selfcare.domain.errors import UserMistake
from selfcare.domain.message import message
from selfcare.domain.problem import PlacedProblem
from selfcare.domain.routine import Routine

LONGEST_LINE: Final = 160
"""Letters shown of a line with something wrong in it."""
LONGEST_NAME: Final = 80
"""Letters of a file's name that are shown; what it is called elsewhere does not matter here."""


class Usable(Struct, frozen=True, kw_only=True):
    """A file that can be saved, and what would come of it.

    `replaces` is the routine with the same id, whose place it takes; `instead_of` the file that
    would give way, None where nothing is in its way, and `holds` the routine of that file.
    """

    listed: Listed
    path: Path
    replaces: Routine | None
    instead_of: Path | None
    holds: Routine | None
    is_there_already: bool

    @property
    def routine(self) -> Routine:
        """The routine as the file has it."""
        return self.listed.routine


class Received(Struct, frozen=True, kw_only=True):
    """A file as it was sent, and what was found in it; `usable` is None where it cannot be used."""

    name: str
    content: bytes
    problems: tuple[PlacedProblem, ...]
    usable: Usable | None


class Saved(Struct, frozen=True):
    """A routine that was saved, its file, and where the one before it is kept, where one was."""

    routine: Routine
    path: Path
    kept: Path | None


def look_over(context: Context, content: bytes, name: str) -> Received:
    """Return what a file's bytes hold; raise UserMistake for an empty file and one of over 256 KB.

    Nothing is written.
    """
    if not content.strip():
        raise UserMistake(message("This file is empty."))
    if len(content) > LARGEST:
        raise UserMistake(
            message(
                "This file is larger than {limit} KB, so it is hardly a routine.",
                limit=LARGEST // 1024,
            )
        )
    shown = name[-LONGEST_NAME:] or "routine.toml"
    read = routine_from(content, shown)
    usable = None if read.value is None else _usable(context, content, read.value)
    return Received(name=shown, content=content, problems=read.problems, usable=usable)


def lines_of(received: Received) -> Iterator[str]:
    """Yield the line that each problem stands in; empty where there is none that can be read."""
    lines = received.content.decode("utf-8-sig", "replace").split("\n")
    is_no_toml = isinstance(source_of(received.content, received.name), PlacedProblem)
    for problem in received.problems:
        stands_there = is_no_toml or bool(problem.problem.path)
        line = " ".join(lines[problem.line - 1].split()) if problem.line <= len(lines) else ""
        yield line[:LONGEST_LINE] if stands_there and line.isprintable() else ""


def save_routine(context: Context, received: Received, *, may_replace: bool) -> Saved:
    """Write a file among the user's own and return what was saved; it is looked over once more.

    Raise UserMistake where it cannot be used, or something is in its way and `may_replace` is
    False; Trouble where it cannot be written.
    """
    found = look_over(context, received.content, received.name).usable
    if found is None:
        raise UserMistake(message("This file cannot be used as it is, so nothing was written."))
    if found.is_there_already:
        return Saved(found.routine, found.path, None)
    in_the_way = UserMistake(
        message("There is a file of this name already, and it stays: {path}", path=str(found.path))
    )
    if found.instead_of is not None and not may_replace:
        raise in_the_way
    try:
        make_routines_folder(context.folders)
    except OSError as error:
        raise not_written(found.path, error) from error
    try:
        if found.instead_of is None:
            put_new(found.path, received.content)
            return Saved(found.routine, found.path, None)
        return Saved(found.routine, found.path, _replace(found.instead_of, received.content))
    except FileExistsError as error:
        raise in_the_way from error
    except OSError as error:
        raise not_written(found.path, error) from error


def _usable(context: Context, content: bytes, routine: Routine) -> Usable:
    library = context.in_force.library
    own = library.path_of(routine.id) if routine.id in library.own else None
    path = own or context.folders.routines / f"{routine.id}.toml"
    held = next((one for one in library.own if library.path_of(one) == path), None)
    found = listed(context, moment_of(context), routine)
    return Usable(
        listed=replace(found, own=True),
        path=path,
        replaces=library.routines.get(routine.id),
        instead_of=None if is_missing(path) else path,
        holds=None if held is None else library.routines[held],
        is_there_already=read_bytes(path) == content,
    )


def _replace(path: Path, content: bytes) -> Path:
    """Let a file that is there hold `content`; return where its old content is kept."""
    old = read_bytes(path)
    if isinstance(old, PlacedProblem):
        # A folder, or what may not be read: it could not be kept, so it does not give way.
        raise FileExistsError(path)
    return replace_and_keep(path, old, content)
