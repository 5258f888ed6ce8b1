"""Configuration and routine files changed by chance: half as text, half as what stands in them.

Of a file changed as structure (one key, type or value, then dumped) the line of the change is known
from the dump alone: the same table is dumped once more with a mark in the place of the change.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

import tomli
import tomlkit

from selfcare.config.paths import shipped_routines
from selfcare.config.starter import starter_routine
from selfcare.config.starter_config import starter_config
from tests import damage
from tests.config.golden import DATA

Path = tuple[str | int, ...]
MARK: Final = "zebra-in-the-place"

EVERY_SETTING: Final = """\
[work]
mon = ["09:00-12:30", "13:15-17:30"]
tue = ["09:00-17:30"]
wed = ["22:00-06:00"]
thu = ["09:00-17:30"]
fri = ["09:00-17:30"]
sat = []
sun = []
days_off = ["2026-12-24..2027-01-01", "2027-05-01"]

[prompts]
daily_cap = 4
first_week_cap = 2
spacing_minutes = 30
expiry_minutes = 60
fewer_after_days = 3
fewer_cap = 2
question_after_days = 7
snooze_minutes = 10
snooze_limit = 3
quiet_hours = ["12:30-13:15"]
wording = "neutral"
sound = false
notifier = "auto"
opens_in = "browser"

[checkins]
diary = true
at = "16:30"
reminder = true
let_down = true
weekend = false
fill_in = true
week = true
ticks = false

[cycle]
mode = "hormonal"
prompts = true
ovulation = true
pill_start = 2026-11-02
pill_days = 21
break_days = 7

[meetings]
busy_hours = 5
compare = true
wait = true

[[plan]]
id = "breaks"
routine = "slow-breath"
at = ["10:30", "15:00"]
weekdays = ["mon", "tue", "thu"]

[[plan]]
id = "turns"
rotate = ["slow-breath", "four-muscles-gentle"]
every_minutes = 90

[[plan]]
id = "neck"
muscles = ["trapezius", "suboccipitals"]
at = ["11:30"]
weekdays = ["fri"]

[[stress]]
name = "Tax return"
kind = "emotional"
deadline = 2027-05-31

[[stress]]
name = "Month end"
monthly = "last 3 workdays"

[[stress]]
name = "A move"
kind = "physical"
days = "2027-02-01..2027-02-05"

[[calendar]]
path = "~/calendars/work.ics"
me = ["anna@example.org"]
deadline = ["deadline", "exam"]
day_off = "vacation"
"""

DAMAGES: tuple[damage.Damage, ...] = (
    damage.a_line_is_lost,
    damage.a_line_stands_twice,
    damage.two_lines_change_places,
    damage.a_byte_changes,
    damage.a_digit_changes,
    damage.it_ends_early,
    damage.a_piece_is_zeros,
    damage.a_piece_stands_twice,
    damage.a_conflict_of_a_sync,
)


class Mutated(NamedTuple):
    """A file that was changed. `path` is what changed in it, None where it was changed as text.

    `lines` are those that hold the change, counted from 1: the changed key, or for one that is
    missing the heading of its table.
    """

    name: str
    is_settings: bool
    content: bytes
    path: Path | None = None
    lines: frozenset[int] = frozenset()


@lru_cache(maxsize=1)
def sources() -> tuple[tuple[str, bool, str], ...]:
    """Return good files: name, whether it is a config.toml, and text."""
    routines = sorted(shipped_routines().glob("*.toml"))
    before = sorted((DATA / "config" / "edits").glob("*/before.toml"))
    settings = [
        ("every setting", EVERY_SETTING),
        ("every setting", EVERY_SETTING),
        ("starter", starter_config()),
        *((one.parent.name, one.read_text("utf-8")) for one in before),
    ]
    return (
        *((name, True, text) for name, text in settings * 3),
        *((one.stem, False, one.read_text("utf-8")) for one in routines),
        ("starter routine", False, starter_routine("mine", "Mine")),
    )


def mutated(count: int, seed: int) -> Iterator[Mutated]:
    """Yield changed files, every other one changed as structure."""
    for number in range(count):
        chance = random.Random(seed + number)  # noqa: S311 - only to be the same each time
        name, is_settings, text = chance.choice(sources())
        if number % 2:
            yield _as_structure(f"{seed + number} {name}", is_settings, text, chance)
        else:
            yield _as_text(f"{seed + number} {name}", is_settings, text, chance)


def _as_text(name: str, is_settings: bool, text: str, chance: random.Random) -> Mutated:
    content = text.encode()
    names = []
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        what = chance.choice(DAMAGES)
        if len(content) > 2 and any(byte in b"0123456789" for byte in content):
            content = what(content, chance)
            names.append(what.__name__)
    return Mutated(f"{name}: {', '.join(names)}", is_settings, content)


def _as_structure(name: str, is_settings: bool, text: str, chance: random.Random) -> Mutated:
    before = tomli.loads(text) or {"prompts": {"sound": True}}
    paths = list(_paths(before))
    path = chance.choice(paths)
    what = chance.choice(
        ("value", "value", "type", "key", "key", "gone", "nested", "twice", "more")
    )
    after = copy.deepcopy(before)
    holder, key = _at(after, path[:-1]), path[-1]
    value = _at(before, path)
    if isinstance(holder, list):
        what = "value" if what in ("key", "more") else what
        assert isinstance(key, int)
        match what:
            case "gone":
                del holder[key]
            case "twice":
                holder.insert(key, copy.deepcopy(value))
            case _:
                holder[key] = _changed(what, value, chance)
    else:
        assert isinstance(holder, dict)
        match what:
            case "gone":
                del holder[key]
            case "key":
                path = (*path[:-1], _unknown(str(key), chance))
                _rename(holder, str(key), str(path[-1]))
            case "twice" | "more":
                path = (*path[:-1], _unknown(str(key), chance))
                holder[path[-1]] = value
            case _:
                holder[key] = _changed(what, value, chance)
    lines = _lines_of_heading(after, before, path) if what == "gone" else _lines_of(after, path)
    if what == "twice" and isinstance(holder, list):
        lines |= _lines_of(after, (*path[:-1], int(key) + 1))
    if what == "key":
        # Where the old name was needed, its table lacks it.
        lines |= _lines_of_heading(after, before, path)
    return Mutated(f"{name}: {what} of {_told(path)}", is_settings, _dumped(after), path, lines)


def _changed(what: str, value: object, chance: random.Random) -> object:
    match what:
        case "value":
            return _other_value(value, chance)
        case "type":
            return _other_type(value, chance)
        case _:
            return chance.choice([[value], {"zebra": 1}, [[1]], [{"zebra": 1}]])


def _dumped(table: object) -> bytes:
    assert isinstance(table, dict)
    return tomlkit.dumps(table).encode()


def _paths(value: object, path: Path = ()) -> Iterator[Path]:
    """Yield what leads to every value, as often as it has neighbours: steps do not outweigh all."""
    if path:
        yield path
    pairs: Sequence[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    for key, inner in pairs:
        yield from _paths(inner, (*path, key))


def _at(value: Any, path: Path) -> Any:
    for key in path:
        value = value[key]
    return value


def _rename(holder: object, key: str, other: str) -> None:
    assert isinstance(holder, dict)
    pairs = [(other if name == key else name, value) for name, value in holder.items()]
    holder.clear()
    holder.update(pairs)


def _lines_of(after: dict[str, object], path: Path) -> frozenset[int]:
    """Return the lines that hold what `path` leads to, with the heading above a table."""
    value, marked = _at(after, path), copy.deepcopy(after)
    holder: Any = _at(marked, path[:-1])
    if not _is_table(value):
        holder[path[-1]] = MARK
        return _lines_with_mark(marked)
    first = holder[path[-1]][0] if isinstance(value, list) else holder[path[-1]]
    pairs = list(first.items())
    first.clear()
    first[MARK] = 1
    first.update(pairs)
    begins = min(_lines_with_mark(marked))
    return frozenset(range(max(1, begins - 1), begins + _dumped({"a": value}).count(b"\n")))


def _is_table(value: object) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and bool(value) and isinstance(value[0], dict)
    )


def _lines_with_mark(marked: dict[str, object]) -> frozenset[int]:
    return frozenset(at for at, line in enumerate(_lines(_dumped(marked)), 1) if MARK in line)


def _lines(content: bytes) -> list[str]:
    return content.decode().split("\n")


def _lines_of_heading(
    after: dict[str, object], before: dict[str, object], path: Path
) -> frozenset[int]:
    """Return where the table begins from which something is gone, and its list where it is one."""
    around = path[:-1]
    while not isinstance(_at(before, around), dict):
        around = around[:-1]
    marked = copy.deepcopy(after)
    table: Any = _at(marked, around)
    pairs = list(table.items())
    table.clear()
    table[MARK] = 1
    table.update(pairs)
    lines = _lines(_dumped(marked))
    at = next(at for at, line in enumerate(lines, 1) if MARK in line)
    found = {max(1, at - 1)}
    if len(path) - len(around) > 1:
        key = f"{path[len(around)]} ="
        found.add(
            next((n for n, line in enumerate(lines, 1) if n > at and line.startswith(key)), 2) - 1
        )
    return frozenset(found)


def _told(path: Path) -> str:
    return ".".join(map(str, path))


def _unknown(key: str, chance: random.Random) -> str:
    at = chance.randrange(len(key))
    slips = (
        key[:at] + key[at + 1 :],
        key[:at] + key[at] + key[at:],
        key.upper(),
        f"{key}s",
        "zebra",
        f"{key} {key}",
        f"{key}.{key}",
    )
    return chance.choice([slip for slip in slips if slip and slip != key])


def _other_value(value: object, chance: random.Random) -> object:
    match value:
        case bool():
            return not value
        case int() | float():
            return chance.choice([-1, 0, value + 1, value * 1000, 2**63 - 1, -value, float("nan")])
        case str():
            return chance.choice(
                [
                    "",
                    value[:-1],
                    value.upper(),
                    value * 30,
                    f" {value}",
                    "\u202e" + value,
                    "press the eye",
                    "25:99",
                    "17:30-09:00",
                    "2026-02-30",
                    "zebra",
                ]
            )
        case list():
            return chance.choice([[], value * 2, value[:1], [*value, 7], [*value, "zebra"]])
        case date():
            return chance.choice([date(1, 1, 1), date(9999, 12, 31)])
        case _:
            return {}


def _other_type(value: object, chance: random.Random) -> object:
    others: list[object] = [7, 2.5, True, "seven", ["seven"], date(2026, 12, 24), [1, "a"]]
    return chance.choice([one for one in others if type(one) is not type(value)])
