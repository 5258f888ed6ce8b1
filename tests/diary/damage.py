"""The ways in which a diary's file comes to harm."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

PAGE_BYTES: Final = 4096


def overwrite_middle(path: Path) -> None:
    content = bytearray(path.read_bytes())
    middle = len(content) // PAGE_BYTES // 2 * PAGE_BYTES
    # Bytes that look random and are the same each time.
    content[middle : middle + PAGE_BYTES] = bytes((n * n + 7 * n) % 251 for n in range(PAGE_BYTES))
    path.write_bytes(content)


def overwrite_start(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[:PAGE_BYTES] = bytes((n * n + 7 * n) % 251 for n in range(PAGE_BYTES))
    path.write_bytes(content)


def overwrite_table_of_contents(path: Path) -> None:
    """Leave the header, and with it the form's number, but not the list of tables."""
    content = bytearray(path.read_bytes())
    content[100:PAGE_BYTES] = bytes((n * n + 7 * n) % 251 for n in range(PAGE_BYTES - 100))
    path.write_bytes(content)


def cut_in_half(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def cut_within_a_page(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // PAGE_BYTES * PAGE_BYTES - 1000])


def cut_to_a_few_bytes(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:50])


def fill_with_zeros(path: Path) -> None:
    path.write_bytes(bytes(len(path.read_bytes())))


def replace_by_a_text(path: Path) -> None:
    path.write_text("Dear diary,\n" * 500, encoding="utf-8")


DAMAGES: Final[tuple[Callable[[Path], None], ...]] = (
    overwrite_middle,
    overwrite_start,
    overwrite_table_of_contents,
    cut_in_half,
    cut_within_a_page,
    cut_to_a_few_bytes,
    fill_with_zeros,
    replace_by_a_text,
)
