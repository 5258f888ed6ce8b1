"""What is wrong with the user's files as the page says it: no commands, files by a short name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from selfcare.app.problem_words import Finding, by_file, finding
from selfcare.domain.problem import PlacedProblem
from selfcare.page.words import without_commands


class FileTold(Struct, frozen=True):
    """A file of the user's as it is called from their own folder, and what is wrong with it."""

    name: str
    findings: tuple[Finding, ...]


def findings_told(problems: Iterable[PlacedProblem]) -> tuple[Finding, ...]:
    """Return the problems of one file."""
    return tuple(_told(finding(one)) for one in problems)


def files_told(problems: Iterable[PlacedProblem], folder: Path) -> tuple[FileTold, ...]:
    """Return problems by file, the files as seen from the user's own `folder`."""
    return tuple(
        FileTold(_short(one.file, folder), tuple(map(_told, one.findings)))
        for one in by_file(problems)
    )


def _told(found: Finding) -> Finding:
    return replace(found, cure=without_commands(found.cure))


def _short(file: Path, folder: Path) -> str:
    return str(file.relative_to(folder)) if file.is_relative_to(folder) else str(file)
