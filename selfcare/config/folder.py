"""What lies in a folder of the user's: the files that are read, and those that seem meant to be.

A folder that is not there holds nothing; one that cannot be looked into is a problem, never empty.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from selfcare.domain.message import Message, message
from selfcare.domain.problem import PlacedProblem, Problem, Severity

_ENDING: Final = ".toml"
_LEFT_ALONE: Final = (".", "#", "~")
"""How hidden files and editors' copies begin."""
_MISNAMED: Final = re.compile(r"(.+)\.toml(\.txt|\.text)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listing:
    """The *.toml files of a folder by name, and why it cannot be looked into, if it cannot."""

    files: tuple[Path, ...] = ()
    problem: PlacedProblem | None = None


def is_missing(path: Path) -> bool:
    """Return whether nothing is there; a path that may not be looked at is not missing."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False
    return False


def listing(folder: Path) -> Listing:
    """Return what a folder holds, without hidden files and editors' copies."""
    names = _names(folder)
    if isinstance(names, PlacedProblem):
        return Listing(problem=names)
    return Listing(tuple(folder / name for name in names if name.endswith(_ENDING)))


def toml_files(folder: Path) -> tuple[Path, ...]:
    """Return the *.toml files of a folder by name; none where it cannot be looked into."""
    return listing(folder).files


def misnamed_files(folder: Path) -> Iterator[PlacedProblem]:
    """Yield a note for each file whose ending keeps it from being read as TOML."""
    names = _names(folder)
    if isinstance(names, PlacedProblem):
        return
    for name in names:
        found = _MISNAMED.fullmatch(name)
        if found is None or name.endswith(_ENDING):
            continue
        right = found.group(1) + _ENDING
        if right not in names:
            yield _note(folder / name, right)


def misnamed_config(config_file: Path) -> Iterator[PlacedProblem]:
    """Yield a note for each file that seems meant to be config.toml, where that is not there."""
    if not is_missing(config_file):
        return
    names = _names(config_file.parent)
    if isinstance(names, PlacedProblem):
        return
    for name in names:
        found = _MISNAMED.fullmatch(name)
        if found is not None and found.group(1).lower() == config_file.stem:
            yield _note(config_file.parent / name, config_file.name)


def file_in_the_way(folder: Path) -> PlacedProblem | None:
    """Return the problem that a file stands where `folder` or one above it belongs."""
    for one in (folder, *folder.parents):
        if not is_missing(one):
            if os.path.isfile(one):  # noqa: PTH113 - Path.is_file raises where it may not look
                return _not_a_folder(one)
            return None
    return None


def _names(folder: Path) -> list[str] | PlacedProblem:
    if is_missing(folder):
        return []
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries]
    except NotADirectoryError:
        return _not_a_folder(folder)
    except PermissionError:
        return _whole(
            folder,
            message("this folder may not be looked into"),
            message("allow your user to read it in the folder's properties"),
        )
    except (OSError, ValueError) as error:
        reason = str(getattr(error, "strerror", None) or error)
        return _whole(
            folder,
            message("this folder cannot be looked into ({reason})", reason=reason),
            message("check that the disk is there, and that a link leads where it should"),
        )
    return sorted(name for name in names if not name.startswith(_LEFT_ALONE))


def _not_a_folder(path: Path) -> PlacedProblem:
    return _whole(
        path,
        message("this is a file, where a folder belongs"),
        message("rename or move the file, so that a folder can take its place"),
    )


def _note(path: Path, right: str) -> PlacedProblem:
    return _whole(
        path,
        message("not read because of its ending"),
        message('rename it to "{name}"', name=right),
        severity=Severity.WARNING,
    )


def _whole(
    path: Path, what: Message, cure: Message, *, severity: Severity = Severity.ERROR
) -> PlacedProblem:
    problem = Problem(path=(), what=what, cure=cure, severity=severity)
    return PlacedProblem(file=str(path), line=1, column=1, problem=problem)
