"""From a path to a text and its TOML table, or the one reason why there is none.

Nothing in the file's place can stop the program: not a folder, a pipe, a huge file or wrong bytes.
"""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import tomli

from selfcare.config.syntax import Fault, fault_of
from selfcare.domain.message import Message, message
from selfcare.domain.problem import PlacedProblem, Problem

LARGEST: Final = 256 * 1024
"""Bytes; a larger file is refused unread."""

_BOM: Final = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text, its line ends made alike, and the table that stands in it."""

    file: str
    text: str
    table: dict[str, object]


def read_source(path: Path) -> Source | PlacedProblem:
    """Return what stands in the file, or why it cannot be used."""
    content = read_bytes(path)
    if isinstance(content, PlacedProblem):
        return content
    return source_of(content, str(path))


def read_bytes(path: Path) -> bytes | PlacedProblem:
    """Return the bytes of a file of at most 256 KB, or why it cannot be read."""
    file = str(path)
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            return _whole(
                file,
                message("this is a folder, not a file"),
                message("rename or move the folder, so that a file can take its place"),
            )
        if not stat.S_ISREG(found.st_mode):
            return _whole(
                file,
                message("this is not an ordinary file"),
                message("put a text file in its place"),
            )
        with path.open("rb") as opened:
            content = opened.read(LARGEST + 1) if found.st_size <= LARGEST else b""
    except FileNotFoundError:
        return _whole(
            file,
            message("there is no such file"),
            message("check the name; a link may lead nowhere"),
        )
    except PermissionError:
        return _whole(
            file,
            message("this file may not be read"),
            message("allow your user to read it in the file's properties"),
        )
    except (OSError, ValueError) as error:
        return _whole(
            file,
            message("this file cannot be read ({reason})", reason=_reason(error)),
            message("check that the disk is there and the file opens in an editor"),
        )
    if found.st_size > LARGEST or len(content) > LARGEST:
        return _whole(
            file,
            message("this file is larger than {limit} KB", limit=LARGEST // 1024),
            message("split it or take out what does not belong there"),
        )
    return content


def source_of(content: bytes, file: str) -> Source | PlacedProblem:
    """Return the text and table of a file's bytes, or the first fault that stops the reading."""
    content = content.removeprefix(_BOM)
    try:
        text = content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return _placed(file, _wrong_byte(content, error.start))
    if "\0" in text:
        return _placed(file, _not_text(text))
    try:
        table = tomli.loads(text)
    except (ValueError, RecursionError) as error:
        return _placed(file, fault_of(error, text))
    return Source(file, text, table)


def _wrong_byte(content: bytes, at: int) -> Fault:
    line_start = content.rfind(b"\n", 0, at) + 1
    return Fault(
        content.count(b"\n", 0, at) + 1,
        len(content[line_start:at].decode("utf-8")) + 1,
        message("this file is not UTF-8 text"),
        message('save it again with the encoding "UTF-8" (in the editor\'s "Save as")'),
    )


def _not_text(text: str) -> Fault:
    at = text.index("\0")
    return Fault(
        text.count("\n", 0, at) + 1,
        at - text.rfind("\n", 0, at),
        message("this is not text but an empty byte; the file may be damaged"),
        message("delete what stands from here on, or write the file anew"),
    )


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)


def _whole(file: str, what: Message, cure: Message) -> PlacedProblem:
    return _placed(file, Fault(1, 1, what, cure))


def _placed(file: str, fault: Fault) -> PlacedProblem:
    problem = Problem(path=(), what=fault.what, cure=fault.cure)
    return PlacedProblem(file=file, line=fault.line, column=fault.column, problem=problem)
