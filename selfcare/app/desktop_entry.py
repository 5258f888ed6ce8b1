"""Desktop entries of Linux, after the Desktop Entry Specification 1.4."""

from __future__ import annotations

from typing import Final

_IN_QUOTES: Final = str.maketrans({'"': r"\"", "`": r"\`", "$": r"\$", "\\": r"\\"})


def desktop_entry(comment: str, command: tuple[str, ...], *more: str) -> bytes:
    """Return the entry of a program without a terminal; `more` are further lines of it."""
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.4",
        "Name=selfcare",
        f"Comment={comment}",
        f"Exec={' '.join(_quoted(part) for part in command)}",
        "Icon=selfcare",
        "Terminal=false",
        *more,
    )
    return ("\n".join(lines) + "\n").encode()


def as_string(value: str) -> str:
    """Return a value as entries write strings."""
    return value.replace("\\", "\\\\")


def out_of_string(text: str) -> str:
    """Return the value that an entry writes as this string."""
    return text.replace("\\\\", "\\")


def _quoted(part: str) -> str:
    """Quote a word of an Exec line; a percent sign would name a field."""
    doubled = part.replace("%", "%%")
    if all(letter.isalnum() or letter in "/._-+%" for letter in doubled):
        return doubled
    # The line as a whole is a string as well, so each backslash in it is written twice.
    return as_string(f'"{doubled.translate(_IN_QUOTES)}"')
