"""Files by which a system knows of selfcare: put into place, taken away without a trace."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from msgspec import Struct

from selfcare.config.replacing import replace_file


class Placed(Struct, frozen=True, kw_only=True):
    """What is put into place, and goes again."""

    files: tuple[tuple[Path, bytes], ...] = ()
    """Each with its content; others may read it, as the system's own programs have to."""
    programs: tuple[Path, ...] = ()
    """Which of the files are to be executable."""
    links: tuple[tuple[Path, str], ...] = ()
    """Each with what it leads to."""
    folder: Path | None = None
    """A folder that is the entry's alone, and goes with it."""


def place(what: Placed) -> None:
    """Put everything into its place; once more does no harm. Raise OSError where that fails."""
    for path, content in what.files:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, content, 0o755 if path in what.programs else 0o644)
    for path, target in what.links:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.symlink_to(target)


def take_away(what: Placed) -> None:
    """Take everything away, and folders it leaves empty. Raise OSError where that fails."""
    for path in (*(path for path, _ in what.links), *(path for path, _ in what.files)):
        path.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            # Only an empty one can be removed.
            path.parent.rmdir()
    if what.folder is not None and what.folder.exists():
        shutil.rmtree(what.folder)
