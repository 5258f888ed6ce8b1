"""What may be told of a log: when, where in the program, and which kind of error; no values.

The one rule: nothing is taken over from a log but what stands in the program itself. A line is told
as the sentence in the source that it was made from, an error as its class and its places.
"""

from __future__ import annotations

import ast
import builtins
import re
import sysconfig
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

LARGEST: Final = 256 * 1024
"""Bytes read from the end of a log."""
VALUE: Final = "…"
_LINE: Final = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),\d{3} ([A-Z]+) (selfcare[\w.]*): (.*)")
_TROUBLE: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\S* selfcare ([\d.]+)")
_PLACE: Final = re.compile(r'  File "([^"]+)", line (\d+), in ([\w<>.]+)')
_ERROR: Final = re.compile(
    r"([A-Za-z_][\w.]*(?:Error|Exception|Interrupt|Exit|Group|Warning))(?::|$)"
)
_PROGRAMS: Final = (
    # Where libraries are installed may lie within where Python is.
    *(Path(sysconfig.get_path(name)) for name in ("purelib", "platlib", "stdlib")),
    Path(__file__).parents[2],
)


def told_lines(file: Path, most: int) -> list[str]:
    """Return the last lines of a log that may be told, at most so many."""
    try:
        with file.open("rb") as opened:
            opened.seek(max(0, file.stat().st_size - LARGEST))
            text = opened.read().decode("utf-8", "replace")
    except OSError:
        return []
    return [told for line in text.splitlines() if (told := _told(line)) is not None][-most:]


def _told(line: str) -> str | None:
    """Return what may be told of a line, None for nothing."""
    if found := _LINE.fullmatch(line):
        when, level, module, said = found.groups()
        sentence = next((one for one in _sentences(module) if _made_from(said, one)), None)
        return None if sentence is None else f"{when} {level} {module}: {_shown(sentence)}"
    if found := _TROUBLE.fullmatch(line):
        return f"{found[1]} selfcare {found[2]}"
    if found := _PLACE.match(line):
        return _place(Path(found[1]), found[2], found[3])
    if found := _ERROR.match(line):
        return _known_error(found[1])
    return None


@cache
def _sentences(module: str) -> tuple[str, ...]:
    """Return what a module may log, as it stands in its source."""
    try:
        found = find_spec(module)
    except (ImportError, ValueError):
        return ()
    if found is None or found.origin is None:
        return ()
    try:
        tree = ast.parse(Path(found.origin).read_text(encoding="utf-8"))
    except (OSError, SyntaxError):
        return ()
    return tuple(_logged(tree))


def _logged(tree: ast.AST) -> Iterator[str]:
    for call in ast.walk(tree):
        match call:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="log")),
                args=[ast.Constant(value=str(sentence)), *_],
            ):
                yield sentence


def _made_from(said: str, sentence: str) -> bool:
    pattern = ".*".join(map(re.escape, re.split(r"%[sdr]", sentence)))
    return re.fullmatch(pattern, said) is not None


def _shown(sentence: str) -> str:
    return re.sub(r"%[sdr]", VALUE, sentence)


def _place(file: Path, line: str, function: str) -> str | None:
    """Return where in the program, a library or Python a line of code is; None for other files."""
    inside = next((file.relative_to(one) for one in _PROGRAMS if file.is_relative_to(one)), None)
    if inside is None:
        return None
    try:
        known = f"def {function}(" in file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return f"  {inside.as_posix()}, line {line}" + (f", in {function}" if known else "")


def _known_error(name: str) -> str | None:
    """Return the class of an error, if it is one of Python's or of the program's own."""
    module, _, simple = name.rpartition(".")
    if not module:
        return name if hasattr(builtins, simple) else None
    return name if module.partition(".")[0] in _LIBRARIES else None


_LIBRARIES: Final = frozenset(
    {"selfcare", "sqlite3", "msgspec", "asyncio", "subprocess", "json", "dbus_fast", "plyer"}
    | {"desktop_notifier", "starlette", "uvicorn", "anyio", "jinja2", "click", "tomlkit", "tomli"}
)
