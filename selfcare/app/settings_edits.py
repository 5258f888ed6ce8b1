"""From what was typed for settings to what changes in the file: only what is another than before.

What the file says in its own words, such as a group of muscles or "9:00-17:30", stays in them as
long as it means the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from msgspec import Struct

from selfcare.app.settings_typed import Refused, Texts, value_of
from selfcare.config.edit import Edit, Plain
from selfcare.config.shapes import Choice, Field, Many, Table, fields
from selfcare.config.source import Source
from selfcare.config.values import take
from selfcare.config.written import plain
from selfcare.domain.message import message
from selfcare.domain.muscles import GROUPS, Muscle
from selfcare.domain.problem import Path
from selfcare.domain.settings import PlanEntry, Settings

Name = tuple[str, ...]
"""The name of a setting: section and key, or `plan`, the id of an entry, and key."""
PLAN: Final = "plan"
WHAT: Final = "what"
WHEN: Final = "when"
"""Two settings of an entry that several keys make up together; their first text says which."""
FITS: Final = "fits"
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    WHAT: ("routine", "rotate", "muscles"),
    WHEN: ("at", "every_minutes"),
}
_GONE: Final = Refused(
    message("This is no longer in your config.toml. Please load this page anew.")
)


class Wish(Struct, frozen=True):
    """A setting, and what was typed for it."""

    name: Name
    texts: Texts


def edits_of(
    wishes: Sequence[Wish], settings: Settings, source: Source
) -> tuple[list[Edit], dict[Name, Refused]]:
    """Return what changes in the file, and why some of the wishes cannot be."""
    edits: list[Edit] = []
    refused: dict[Name, Refused] = {}
    for wish in wishes:
        for part in _parts(wish):
            found = _edit(part, settings, source) if isinstance(part, Wish) else part
            if isinstance(found, Refused):
                refused.setdefault(wish.name, found)
            elif found is not None:
                edits.append(found)
    return edits, refused


def name_of(path: Path, settings: Settings) -> Name:
    """Return the name of the setting that a path in the file leads to."""
    if len(path) > 1 and path[0] == PLAN and isinstance(path[1], int):
        entry = settings.plan[path[1]].id if path[1] < len(settings.plan) else ""
        key = str(path[2]) if len(path) > 2 else WHEN
        both = next((name for name, keys in _KEYS.items() if key in keys), key)
        return (PLAN, entry, both)
    return tuple(str(part) for part in path[:2])


def _parts(wish: Wish) -> Sequence[Wish | Refused]:
    """Return the single keys of a wish; most have one."""
    *way, last = wish.name
    if way[:1] != [PLAN] or last not in _KEYS:
        return (wish,)
    chosen, texts = wish.texts[0] if wish.texts else "", wish.texts[1:]
    if chosen not in (*_KEYS[last], FITS):
        return ()
    if chosen != FITS and not any(text.strip() for text in texts):
        if last == WHAT:
            return (Refused(message("Please choose at least one, or let selfcare choose.")),)
        return (Refused(message("Please give at least one time, or the minutes between.")),)
    return [Wish((*way, key), texts if key == chosen else ()) for key in _KEYS[last]]


def _edit(wish: Wish, settings: Settings, source: Source) -> Edit | Refused | None:
    found = _place(wish.name, settings)
    if found is None:
        return _GONE
    path, holder, one = found
    value = value_of(wish.texts, one)
    if isinstance(value, Refused) or _same(value, getattr(holder, one.attribute)):
        return value if isinstance(value, Refused) else None
    if isinstance(holder, PlanEntry):
        if one.key == "weekdays" and value == []:
            return Refused(message("Please choose at least one day."))
        if _same(value, one.default):
            value = None
    stands = _raw(source, path)
    if isinstance(value, list) and isinstance(stands, list):
        value = _as_it_stands(value, stands, one)
    return Edit(path, value)


def _place(name: Name, settings: Settings) -> tuple[Path, Struct, Field] | None:
    """Return where a setting stands, what holds it, and what it is; None where it is not known."""
    *way, key = name
    holder: Struct | None = None
    path: Path = ()
    if len(way) == 2 and way[0] == PLAN:
        for at, entry in enumerate(settings.plan):
            if entry.id == way[1]:
                holder, path = entry, (PLAN, at, key)
    elif len(way) == 1:
        for section in fields(Settings):
            if section.key == way[0] and isinstance(section.shape, Table):
                holder, path = getattr(settings, section.attribute), (way[0], key)
    if holder is None or (isinstance(holder, PlanEntry) and key == "id"):
        return None
    one = next((one for one in fields(type(holder)) if one.key == key), None)
    return None if one is None else (path, holder, one)


def _same(value: Plain | None, now: object) -> bool:
    """Return whether a value means what holds; the order of a list means nothing."""
    stands = None if now is None else plain(now)
    if isinstance(value, list) and isinstance(stands, list):
        return sorted(value) == sorted(stands)
    return value == stands


def _raw(source: Source, path: Path) -> object:
    """Return what the file itself says at `path`, None where it is silent."""
    found: Any = source.table
    try:
        for part in path:
            found = found[part]
    except (LookupError, TypeError):
        return None
    return found


def _as_it_stands(wanted: Sequence[str], stands: Sequence[Any], one: Field) -> list[Any]:
    """Return the items wanted, those that stand in the file already as they stand there."""
    item = one.shape.item if isinstance(one.shape, Many) else None
    found: list[Any] = list(wanted)
    for raw in stands:
        if item == Choice(Muscle) and raw in GROUPS:
            first, *others = (muscle.value for muscle in GROUPS[raw])
            if {first, *others} <= set(found):
                found = [raw if text == first else text for text in found if text not in others]
        elif item is not None and not isinstance(item, Many | Table):
            means = plain(take(raw, item))  # type: ignore[arg-type]
            found = [raw if text == means else text for text in found]
    return found
