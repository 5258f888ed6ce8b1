"""Calendars damaged in the ways that files are: by syncs, editors, mail programs and bad luck."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from tests.calendar.calendars import CALENDARS

COUNT = 200
Damage = Callable[[bytes, random.Random], bytes]


def _lines(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)


def _a_line_is_lost(content: bytes, chance: random.Random) -> bytes:
    lines = _lines(content)
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def _a_line_stands_twice(content: bytes, chance: random.Random) -> bytes:
    lines = _lines(content)
    at = chance.randrange(len(lines))
    lines.insert(at, lines[at])
    return b"".join(lines)


def _two_lines_change_places(content: bytes, chance: random.Random) -> bytes:
    lines = _lines(content)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def _a_byte_changes(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def _a_digit_changes(content: bytes, chance: random.Random) -> bytes:
    digits = [found.start() for found in re.finditer(rb"[0-9]", content)]
    at = chance.choice(digits)
    return content[:at] + chance.choice([b"0", b"9", b"-", b"00"]) + content[at + 1 :]


def _a_colon_is_lost(content: bytes, chance: random.Random) -> bytes:
    at = chance.choice([found.start() for found in re.finditer(b"[:;=]", content)])
    return content[:at] + content[at + 1 :]


def _a_value_is_lost(content: bytes, chance: random.Random) -> bytes:
    lines = _lines(content)
    at = chance.randrange(len(lines))
    lines[at] = lines[at].partition(b":")[0] + b":\r\n"
    return b"".join(lines)


def _a_value_comes_from_elsewhere(content: bytes, chance: random.Random) -> bytes:
    lines = _lines(content)
    at = chance.randrange(len(lines))
    other = chance.choice(lines).partition(b":")[2]
    lines[at] = lines[at].partition(b":")[0] + b":" + other
    return b"".join(lines)


def _it_ends_early(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _a_piece_is_zeros(content: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(content)), chance.randrange(1, 512)
    return content[:at] + b"\0" * len(content[at : at + length]) + content[at + length :]


def _a_piece_stands_twice(content: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(content)), chance.randrange(1, 2048)
    return content[: at + length] + content[at:]


def _folds_are_lost(content: bytes, chance: random.Random) -> bytes:
    return re.sub(rb"\r?\n[ \t]", lambda _: chance.choice([b"", b"\r\n", b" "]), content)


def _line_ends_change(content: bytes, chance: random.Random) -> bytes:
    return content.replace(b"\r\n", chance.choice([b"\n", b"\r", b"\r\r\n", b"\n\n"]))


def _a_conflict_of_a_sync(content: bytes, chance: random.Random) -> bytes:
    lines = _lines(content)
    at = chance.randrange(len(lines))
    marks = [b"<<<<<<< mine\n", *lines[at : at + 3], b"=======\n", *lines[at : at + 2]]
    return b"".join((*lines[:at], *marks, b">>>>>>> theirs\n", *lines[at + 3 :]))


DAMAGES: tuple[Damage, ...] = (
    _a_line_is_lost,
    _a_line_stands_twice,
    _two_lines_change_places,
    _a_byte_changes,
    _a_digit_changes,
    _a_colon_is_lost,
    _a_value_is_lost,
    _a_value_comes_from_elsewhere,
    _it_ends_early,
    _a_piece_is_zeros,
    _a_piece_stands_twice,
    _folds_are_lost,
    _line_ends_change,
    _a_conflict_of_a_sync,
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
