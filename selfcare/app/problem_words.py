"""What is wrong with the user's files, in words: where it stands, what it is, how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from msgspec import Struct

from selfcare.app.say import begun_large, say
from selfcare.domain.message import Message, message
from selfcare.domain.problem import PlacedProblem, Severity


class Finding(Struct, frozen=True, kw_only=True):
    """One thing that is wrong; with `is_note` it keeps nothing out and is only told."""

    where: Message
    line: int
    what: str
    cure: str
    is_note: bool


class FileFindings(Struct, frozen=True):
    """A file, and what was found in it, in its order."""

    file: Path
    findings: tuple[Finding, ...]

    @property
    def keeps_it_out(self) -> bool:
        """Whether the file cannot be used as it is."""
        return any(not one.is_note for one in self.findings)


def by_file(problems: Iterable[PlacedProblem]) -> Iterator[FileFindings]:
    """Yield the files that have problems, by name, each with what was found in it."""
    of_a_file = attrgetter("file")
    for file, found in groupby(sorted(problems, key=of_a_file), of_a_file):
        yield FileFindings(Path(file), tuple(map(finding, found)))


def finding(placed: PlacedProblem) -> Finding:
    """Return a problem in words that stand by themselves."""
    problem = placed.problem
    return Finding(
        where=_where(placed),
        line=placed.line,
        what=begun_large(say(problem.what)),
        cure=begun_large(say(problem.cure)),
        is_note=problem.severity is Severity.WARNING,
    )


def _where(placed: PlacedProblem) -> Message:
    match placed.problem.path:
        case ("step", int(number), *_):
            return message("Line {line}, step {number}", line=placed.line, number=number + 1)
        case _:
            return message("Line {line}", line=placed.line)
