"""The words and categories by which the user marks what is due and which days are off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

LONGEST_NAME: Final = 60
_HIDDEN: Final = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")


def plain(text: str) -> str:
    """Return `text` as it is compared: composed, case folded, without backslashes."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return text.casefold().replace("\\", "")


def name_of(text: str) -> str:
    """Return an event's name on one line, cut to 60 characters."""
    name = _HIDDEN.sub(" ", text).strip()
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Words:
    """Some words that mark an event: in its title as whole words, or as one of its categories."""

    wanted: tuple[str, ...]
    _in_title: re.Pattern[str] | None

    @classmethod
    def of(cls, words: Iterable[str]) -> Words:
        """Return the words to look for; empty ones mark nothing."""
        wanted = tuple(found for word in words if (found := plain(word).strip()))
        if not wanted:
            return cls((), None)
        either = "|".join(map(re.escape, wanted))
        return cls(wanted, re.compile(rf"(?<!\w)(?:{either})(?!\w)"))

    def may_stand_in(self, line: str) -> bool:
        """Return whether a line of a calendar may hold one of the words."""
        compared = plain(line)
        return any(word in compared for word in self.wanted)

    def mark(self, title: str, categories: Iterable[str]) -> bool:
        """Return whether an event of that title and those categories is marked."""
        if self._in_title is None:
            return False
        if self._in_title.search(plain(title)):
            return True
        return any(plain(category).strip() in self.wanted for category in categories)
