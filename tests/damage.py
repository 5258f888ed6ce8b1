"""Damage to the bytes of any text file, as syncs, editors, disks and bad luck do it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Damage = Callable[[bytes, random.Random], bytes]


def lines_of(content: bytes) -> list[bytes]:
    return content.splitlines(keepends=True)


def a_line_is_lost(content: bytes, chance: random.Random) -> bytes:
    lines = lines_of(content)
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def a_line_stands_twice(content: bytes, chance: random.Random) -> bytes:
    lines = lines_of(content)
    at = chance.randrange(len(lines))
    lines.insert(at, lines[at])
    return b"".join(lines)


def two_lines_change_places(content: bytes, chance: random.Random) -> bytes:
    lines = lines_of(content)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"".join(lines)


def a_byte_changes(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def a_digit_changes(content: bytes, chance: random.Random) -> bytes:
    digits = [found.start() for found in re.finditer(rb"[0-9]", content)]
    at = chance.choice(digits)
    return content[:at] + chance.choice([b"0", b"9", b"-", b"00"]) + content[at + 1 :]


def it_ends_early(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def a_piece_is_zeros(content: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(content)), chance.randrange(1, 512)
    return content[:at] + b"\0" * len(content[at : at + length]) + content[at + length :]


def a_piece_stands_twice(content: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(content)), chance.randrange(1, 2048)
    return content[: at + length] + content[at:]


def a_conflict_of_a_sync(content: bytes, chance: random.Random) -> bytes:
    lines = lines_of(content)
    at = chance.randrange(len(lines))
    marks = [b"<<<<<<< mine\n", *lines[at : at + 3], b"=======\n", *lines[at : at + 2]]
    return b"".join((*lines[:at], *marks, b">>>>>>> theirs\n", *lines[at + 3 :]))
