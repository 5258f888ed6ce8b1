"""Where in a file's text a key or a value stands, so that a problem names its line and column.

tomli gives no positions, so a text that it found valid is scanned once more, only when there is
a problem to tell. One pass finds every key and value, in lists, inline tables and dotted keys too.
"""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterable
from typing import Final

import tomli

from selfcare.config.source import Source, read_source
from selfcare.domain.message import Message, message
from selfcare.domain.problem import Path, PlacedProblem, Problem, Severity

_BLANK: Final = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACE: Final = re.compile(r"[ \t]*")
_KEY: Final = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*'""")
_VALUE: Final = re.compile(
    r'''"""(?:\\.|[^\\])*?"""(?:"{0,2})|\'\'\'.*?\'\'\'(?:'{0,2})'''
    r"""|"(?:[^"\\]|\\.)*"|'[^']*'|[^,\]}#\n]+""",
    re.DOTALL,
)
_DEEPEST: Final = 6
"""No type of ours lies deeper; a problem below is told at the table that holds it."""


def place(problems: Iterable[Problem], source: Source) -> tuple[PlacedProblem, ...]:
    """Return the problems of a file with line and column, in the order of the file."""
    found = tuple(problems)
    if not found:
        return ()
    scan = _Scan(source.text)
    placed = []
    for problem in found:
        line, column = scan.position(problem.path, at_key=problem.at_key)
        placed.append(PlacedProblem(file=source.file, line=line, column=column, problem=problem))
    return in_order(placed)


def in_order(problems: Iterable[PlacedProblem]) -> tuple[PlacedProblem, ...]:
    """Return the problems sorted by file, line and column."""
    return tuple(sorted(problems, key=lambda one: (one.file, one.line, one.column)))


def line_of(placed: PlacedProblem) -> Message:
    """Return the line that tells a problem: `FILE:LINE:COLUMN: what; cure`."""
    values: dict[str, str | int | Message] = {
        "file": placed.file,
        "line": placed.line,
        "column": placed.column,
        "what": placed.problem.what,
        "cure": placed.problem.cure,
    }
    if placed.problem.severity is Severity.WARNING:
        return message("{file}:{line}:{column}: note: {what}; {cure}", **values)
    return message("{file}:{line}:{column}: {what}; {cure}", **values)


class _Scan:
    """The offsets of all keys and values of a valid TOML text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.keys: dict[Path, int] = {}
        self.values: dict[Path, int] = {}
        self.lengths: dict[Path, int] = {}
        try:
            self._statements()
        except (AttributeError, IndexError, RecursionError):
            # Something tomli reads and this scan does not: what was found so far still serves.
            return

    def position(self, path: Path, *, at_key: bool) -> tuple[int, int]:
        """Return line and column of what `path` leads to, or of the nearest table around it."""
        path = path[:_DEEPEST]
        offset = self.keys.get(path) if at_key else None
        while offset is None and path:
            offset = self.values.get(path)
            path = path[:-1]
        start = offset or 0
        return self.text.count("\n", 0, start) + 1, start - self.text.rfind("\n", 0, start)

    def _statements(self) -> None:
        base: Path = ()
        while True:
            self._skip(_BLANK)
            if self.at >= len(self.text):
                return
            if self.text[self.at] == "[":
                base = self._heading()
            else:
                self._pair(base)

    def _skip(self, what: re.Pattern[str]) -> None:
        self.at = _matched(what, self.text, self.at).end()

    def _heading(self) -> Path:
        start = self.at
        many = self.text.startswith("[[", start)
        self.at += 2 if many else 1
        self._skip(_SPACE)
        path: Path = ()
        parts = self._key()
        for number, (part, offset) in enumerate(parts):
            path = (*path, part)
            last = number == len(parts) - 1
            self._found(path, offset, start)
            if last and many:
                self.lengths[path] = self.lengths.get(path, 0) + 1
            if path in self.lengths:
                path = (*path, self.lengths[path] - 1)
                self._found(path, offset, start)
        self.values[path[:_DEEPEST]] = start
        self._skip(_SPACE)
        self.at += 2 if many else 1
        return path

    def _pair(self, base: Path) -> None:
        path = base
        for part, offset in self._key():
            path = (*path, part)[: _DEEPEST + 1]
            self._found(path, offset, offset)
        self._skip(_SPACE)
        self.at += 1
        self._skip(_SPACE)
        self._value(path)

    def _key(self) -> list[tuple[str, int]]:
        parts = []
        while True:
            found = _matched(_KEY, self.text, self.at)
            written = found.group()
            name = tomli.loads(f"k = {written}")["k"] if written[0] in "\"'" else written
            parts.append((str(name), found.start()))
            self.at = found.end()
            before = self.at
            self._skip(_SPACE)
            if self.text[self.at] != ".":
                self.at = before
                return parts
            self.at += 1
            self._skip(_SPACE)

    def _value(self, path: Path) -> None:
        if len(path) <= _DEEPEST:
            self.values[path] = self.at
        match self.text[self.at]:
            case "[":
                self._inside("]", path)
            case "{":
                self._inside("}", path)
            case _:
                self._skip(_VALUE)

    def _inside(self, end: str, path: Path) -> None:
        self.at += 1
        count = 0
        while True:
            self._skip(_BLANK)
            if self.text[self.at] == end:
                self.at += 1
                return
            if end == "]":
                self._value((*path, count)[: _DEEPEST + 1])
                count += 1
            else:
                self._pair(path)
            self._skip(_BLANK)
            if self.text[self.at] == ",":
                self.at += 1

    def _found(self, path: Path, key: int, value: int) -> None:
        if len(path) <= _DEEPEST:
            self.keys.setdefault(path, key)
            self.values.setdefault(path, value)


def _matched(what: re.Pattern[str], text: str, at: int) -> re.Match[str]:
    found = what.match(text, at)
    if found is None:
        raise IndexError(at)
    return found


def place_again(problems: Iterable[Problem], file: str) -> tuple[PlacedProblem, ...]:
    """Return problems that were found after the file was read; it is read once more for them."""
    source = read_source(pathlib.Path(file))
    if isinstance(source, Source):
        return place(problems, source)
    return tuple(PlacedProblem(file=file, line=1, column=1, problem=one) for one in problems)
