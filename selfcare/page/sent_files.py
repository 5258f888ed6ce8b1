"""Files that were dropped on the page and are looked at before anything is written.

They are kept in memory alone, the latest few, until they are saved or the page process ends.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import Final, TypeVar

from msgspec import Struct

from selfcare.app.receiving_routine import Saved

MOST: Final = 8
"""Files that are kept at a time; each has at most 256 KB."""
_BYTES: Final = 12


class SentFile(Struct, frozen=True):
    """A file as it was sent."""

    content: bytes
    name: str


_Kept = TypeVar("_Kept", SentFile, Saved)


class SentFiles:
    """The files of one page process, by an opaque name, and what was saved of them."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, SentFile] = OrderedDict()
        self._saved: OrderedDict[str, Saved] = OrderedDict()

    def keep(self, file: SentFile) -> str:
        """Keep a file, and return the name by which it is found again."""
        name = hashlib.blake2s(file.content + file.name.encode(), digest_size=_BYTES).hexdigest()
        _put(self._files, name, file)
        return name

    def find(self, name: str) -> SentFile | None:
        """Return a file, None where it is not kept any more."""
        return self._files.get(name)

    def saved(self, name: str, saved: Saved) -> None:
        """Remember what became of a file, so that the next page can tell it."""
        _put(self._saved, name, saved)

    def what_was_saved(self, name: str) -> Saved | None:
        """Return what became of a file, None where it was not saved."""
        return self._saved.get(name)


def _put(kept: OrderedDict[str, _Kept], name: str, value: _Kept) -> None:
    kept[name] = value
    kept.move_to_end(name)
    while len(kept) > MOST:
        kept.popitem(last=False)
