"""Two states of a text, line by line: which lines go, which come, and how the others ended."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final

from msgspec import Struct

_BOM: Final = b"\xef\xbb\xbf"
_DOS: Final = b"\r\n"


class LineChange(Struct, frozen=True):
    """Neighbouring lines that go, those that come, and the heading they stand below, if any."""

    heading: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


def line_changes(before: str, after: str) -> tuple[LineChange, ...]:
    """Return what is different, table by table; empty lines are not told of."""
    old, new = before.split("\n"), after.split("\n")
    found: dict[int, LineChange] = {}
    for kind, first, last, start, end in _opcodes(old, new):
        gone, come = _told(old[first:last]), _told(new[start:end])
        if kind == "equal" or not (gone or come):
            continue
        at = next((at for at in reversed(range(start)) if _is_heading(new[at])), -1)
        if come and _is_heading(come[0]):
            at, heading = start, ""
        else:
            heading = _heading(new, at)
        earlier = found.get(at, LineChange(heading, (), ()))
        found[at] = LineChange(heading, (*earlier.gone, *gone), (*earlier.new, *come))
    return tuple(found.values())


def as_written_before(content: bytes, after: str) -> bytes:
    """Return a text as bytes that begin and end their lines as `content` does.

    Lines that are the same keep their own end; a new one ends as most do.
    """
    mark = _BOM if content.startswith(_BOM) else b""
    old = content.removeprefix(_BOM).split(b"\n")
    if _DOS not in content:
        return mark + after.encode()
    usual = b"\r" if 2 * content.count(_DOS) > content.count(b"\n") else b""
    bare = [line.removesuffix(b"\r").decode() for line in old]
    new = after.split("\n")
    ends = [usual] * len(new)
    for kind, first, _, start, end in _opcodes(bare, new):
        if kind == "equal":
            for at in range(start, end):
                was = first + at - start
                if was < len(old) - 1:
                    ends[at] = b"\r" if old[was].endswith(b"\r") else b""
    # What stands behind the last line end is no line.
    ends[-1] = b""
    return mark + b"\n".join(line.encode() + end for line, end in zip(new, ends, strict=True))


def _opcodes(old: list[str], new: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _told(lines: list[str]) -> tuple[str, ...]:
    return tuple(line for line in lines if line.strip())


def _heading(lines: list[str], at: int) -> str:
    """Return a heading; one of several of the same name with the line that tells it from others."""
    if at < 0:
        return ""
    heading = lines[at].strip()
    if not heading.startswith("[["):
        return heading
    first = next((line for line in lines[at + 1 :] if line.strip() and line[:1] != "#"), "")
    return f"{heading} {first.strip()}"


def _is_heading(line: str) -> bool:
    return line.startswith("[")
