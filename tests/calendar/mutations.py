"""Calendars damaged in the ways that files are: by syncs, editors, mail programs and bad luck."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from tests.calendar.calendars import CALENDARS
from tests.damage import (
    Damage,
    a_byte_changes,
    a_conflict_of_a_sync,
    a_digit_changes,
    a_line_is_lost,
    a_line_stands_twice,
    a_piece_is_zeros,
    a_piece_stands_twice,
    it_ends_early,
    lines_of,
    two_lines_change_places,
)

COUNT = 200


def _a_colon_is_lost(content: bytes, chance: random.Random) -> bytes:
    at = chance.choice([found.start() for found in re.finditer(b"[:;=]", content)])
    return content[:at] + content[at + 1 :]


def _a_value_is_lost(content: bytes, chance: random.Random) -> bytes:
    lines = lines_of(content)
    at = chance.randrange(len(lines))
    lines[at] = lines[at].partition(b":")[0] + b":\r\n"
    return b"".join(lines)


def _a_value_comes_from_elsewhere(content: bytes, chance: random.Random) -> bytes:
    lines = lines_of(content)
    at = chance.randrange(len(lines))
    other = chance.choice(lines).partition(b":")[2]
    lines[at] = lines[at].partition(b":")[0] + b":" + other
    return b"".join(lines)


def _folds_are_lost(content: bytes, chance: random.Random) -> bytes:
    return re.sub(rb"\r?\n[ \t]", lambda _: chance.choice([b"", b"\r\n", b" "]), content)


def _line_ends_change(content: bytes, chance: random.Random) -> bytes:
    return content.replace(b"\r\n", chance.choice([b"\n", b"\r", b"\r\r\n", b"\n\n"]))


DAMAGES: tuple[Damage, ...] = (
    a_line_is_lost,
    a_line_stands_twice,
    two_lines_change_places,
    a_byte_changes,
    a_digit_changes,
    _a_colon_is_lost,
    _a_value_is_lost,
    _a_value_comes_from_elsewhere,
    it_ends_early,
    a_piece_is_zeros,
    a_piece_stands_twice,
    _folds_are_lost,
    _line_ends_change,
    a_conflict_of_a_sync,
)


def damaged() -> Iterator[tuple[str, bytes]]:
    """Yield 200 damaged calendars with names, always the same ones."""
    files = sorted(CALENDARS.glob("*.ics"))
    for number in range(COUNT):
        chance = random.Random(number)  # noqa: S311 - only to be the same each time
        file = files[number % len(files)]
        content = file.read_bytes()
        names = []
        for _ in range(chance.choice((1, 1, 2, 5))):
            damage = chance.choice(DAMAGES)
            if len(content) > 2:
                content = damage(content, chance)
                names.append(damage.__name__.strip("_"))
        yield f"{number} {file.stem}: {', '.join(names)}", content
