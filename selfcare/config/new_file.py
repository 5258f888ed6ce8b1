"""A file that takes no other's place, whole or not at all; a copy of one that gives way is kept."""

from __future__ import annotations

import os
import stat
from itertools import count
from pathlib import Path
from typing import Final

from selfcare.config.folder import is_missing
from selfcare.config.replacing import FRESH, replace_file, written_beside
from selfcare.config.source import read_bytes

KEPT: Final = ".bak"
"""What the name of an older file ends with; from the second on a number follows."""


def put_new(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, in a folder that is there.

    Raise FileExistsError where something has that name, OSError where it cannot be written.
    """
    if os.path.lexists(path):
        raise FileExistsError(path)
    with written_beside(path, content) as fresh:
        _into_place(fresh, path)


def keep_beside(path: Path, content: bytes) -> Path:
    """Return the file beside `path` that holds its old `content` from now on.

    One that is there is never written over. Raise OSError where it cannot be written.
    """
    for number in count(1):
        ending = KEPT if number == 1 else f"{KEPT}{number}"
        kept = path.with_name(f"{path.name}{ending}")
        if is_missing(kept):
            put_new(kept, content)
            return kept
        if read_bytes(kept) == content:
            return kept
    raise AssertionError("counting never ends")


def replace_and_keep(path: Path, before: bytes, content: bytes) -> Path:
    """Let a file that holds `before` hold `content`; return the file that keeps the old bytes.

    Raise OSError where one of them cannot be written; `path` is then as it was.
    """
    kept = keep_beside(path, before)
    # A link stays a link: what it leads to is replaced.
    target = Path(os.path.realpath(path))
    replace_file(target, content, stat.S_IMODE(target.stat().st_mode))
    return kept


def _into_place(fresh: Path, path: Path) -> None:
    """Give the file its name; raise FileExistsError where another took it meanwhile."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        raise
    except OSError:
        # Some drives know no second name of a file: there the name is taken first, then filled.
        os.close(os.open(path, FRESH, 0o600))
        fresh.replace(path)
