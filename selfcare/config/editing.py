"""config.toml with single values changed: its remarks, its order and all other lines stay.

The only user of tomlkit. A line that goes is switched off by a "#", as the file itself explains; a
new one stands below the switched-off line that shows it, else behind the last line of its table.
Every result is read again and must say what was wanted, nothing more and nothing less.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from difflib import SequenceMatcher
from typing import Any, Final

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array, Comment, Key, Table, Trivia

from selfcare.config.edit import CannotEdit, Edit, Plain
from selfcare.config.source import Source, source_of
from selfcare.config.written import toml_value
from selfcare.domain.settings import DEFAULT_PLAN

PLAN: Final = "plan"
_OFF: Final = re.compile(r"#\s*([A-Za-z0-9_-]+)\s*=")
_OFF_TABLE: Final = "#["
"""How a table that is switched off begins; what follows belongs to it."""
_FAULTS: Final = (TOMLKitError, ArithmeticError, LookupError, RecursionError, TypeError, ValueError)
"""What tomlkit may answer where it cannot follow a file that tomli reads."""


def edited(source: Source, edits: Sequence[Edit]) -> str:
    """Return the text of a valid file with its values changed; raise CannotEdit.

    A plan entry that the file leaves to the defaults is written out before it is changed.
    """
    wanted = _wanted(source.table, edits)
    text = _with_places(source, edits)
    for whole in (False, True):
        try:
            found = _edited(text, edits, whole=whole)
        except _FAULTS:
            continue
        read = source_of(found.encode(), source.file)
        if isinstance(read, Source) and read.table == wanted:
            return found
    raise CannotEdit(source.file)


def default_plan() -> list[dict[str, Plain]]:
    """Return the plan that holds where a file has none, as a file would say it."""
    return [{"id": entry.id, "at": [f"{at:%H:%M}" for at in entry.at]} for entry in DEFAULT_PLAN]


def _wanted(table: dict[str, object], edits: Iterable[Edit]) -> dict[str, object]:
    """Return what the file must say afterwards."""
    found: Any = deepcopy(table)
    for edit in edits:
        *way, key = edit.path
        found.setdefault(way[0], default_plan() if way[0] == PLAN else {})
        place = found
        for part in way:
            place = place[part]
        if edit.value is not None:
            place[key] = edit.value
        else:
            place.pop(key, None)
    result: dict[str, object] = found
    return result


def _with_places(source: Source, edits: Iterable[Edit]) -> str:
    """Return the text with an empty table at its end for each that an edit needs."""
    text = source.text
    for name in dict.fromkeys(str(edit.path[0]) for edit in edits):
        if name in source.table:
            continue
        if text and not text.endswith("\n"):
            text += "\n"
        text += "\n" if text else ""
        if name == PLAN:
            text += "\n".join(map(_entry, default_plan()))
        else:
            text += f"[{name}]\n"
    return text


def _entry(entry: dict[str, Plain]) -> str:
    lines = (f"{key} = {toml_value(value)}\n" for key, value in entry.items())
    return f"[[{PLAN}]]\n{''.join(lines)}"


def _edited(text: str, edits: Iterable[Edit], *, whole: bool) -> str:
    document = tomlkit.parse(text)
    if document.as_string() != text:
        raise ValueError("tomlkit reads this file otherwise than it stands")
    dotted = {key.key for key, _ in document.body if key is not None and key.is_dotted()}
    later: list[tuple[Any, str, Plain | None]] = []
    for edit in edits:
        *way, last = edit.path
        place: Any = document
        for part in way:
            place = place[part]
        key, value = str(last), edit.value
        by_line = isinstance(place, Table) and way[0] not in dotted
        if value is not None and (key in place or not by_line):
            _set(place, key, value, whole=whole)
        elif value is not None or key in place:
            later.append((place if by_line else None, key, value))
            if not by_line:
                place.remove(key)
    # Lines come and go last, since from then on tomlkit's own index of a table no longer holds;
    # they come first, so that the place of one that goes is still known.
    for table, key, value in sorted(later, key=lambda one: one[2] is None):
        if table is not None and value is None:
            _switch_off(table, key)
        elif table is not None and value is not None:
            _insert(table, key, value)
    return document.as_string()


def _set(place: Any, key: str, value: Plain, *, whole: bool) -> None:
    before = place.get(key)
    in_lines = isinstance(before, Array) and "\n" in before.as_string()
    if isinstance(value, list) and value and before and in_lines and not whole:
        _set_items(before, value)
    else:
        place[key] = value


def _set_items(array: Array, wanted: list[Any]) -> None:
    """Change only the items that differ, so that remarks between them stay."""
    changes = SequenceMatcher(None, array.unwrap(), wanted, autojunk=False).get_opcodes()
    for kind, first, last, start, end in reversed(changes):
        if kind == "equal":
            continue
        both = min(last - first, end - start)
        for step in range(both):
            array[first + step] = wanted[start + step]
        for at in reversed(range(first + both, last)):
            del array[at]
        for step in range(both, end - start):
            array.insert(first + step, wanted[start + step])


def _switch_off(table: Table, key: str) -> None:
    """Put a "#" before the lines of a key, unless the same line stands there switched off."""
    body = table.value.body
    for at, (name, item) in enumerate(body):
        if name is None or name.key != key:
            continue
        trivia = item.trivia
        written = f"{name.as_string()}{name.sep}{item.as_string()}"
        lines = [f"#{line}" for line in f"{written}{trivia.comment_ws}{trivia.comment}".split("\n")]
        if lines[1:] or lines[0] not in [
            one.trivia.comment for _, one in body if isinstance(one, Comment)
        ]:
            body[at : at + 1] = [_comment(trivia.indent, line) for line in lines]
        else:
            del body[at]
        return


def _insert(table: Table, key: str, value: Plain) -> None:
    body = table.value.body
    below, behind, indent = None, 0, ""
    for at, (name, item) in enumerate(body):
        if name is not None:
            behind, indent = at + 1, item.trivia.indent
        elif isinstance(item, Comment):
            if item.trivia.comment.startswith(_OFF_TABLE):
                break
            shown = _OFF.match(item.trivia.comment)
            if shown is not None and shown[1] == key:
                below = at + 1
    place = behind if below is None else below
    before = table if place == 0 else body[place - 1][1]
    if "\n" not in before.trivia.trail:
        # The file ends without a line end, and no longer does so here.
        before.trivia.trail += "\n"
    new = tomlkit.item(value)
    new.trivia.indent, new.trivia.trail = indent, "\n"
    body.insert(place, (tomlkit.key(key), new))


def _comment(indent: str, line: str) -> tuple[Key | None, Comment]:
    return None, Comment(Trivia(indent, "", line, "\n"))
