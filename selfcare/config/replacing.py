"""A file put in the place of another in one step: never half a file, never another's eyes."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Final

_FRESH: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def replace_file(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Let `path` hold `content`; its folder must be there. Raise OSError, all being as before."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with contextlib.suppress(FileNotFoundError):
        fresh.unlink()
    try:
        with os.fdopen(os.open(fresh, _FRESH, 0o600), "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        if mode != 0o600:
            fresh.chmod(mode)
        fresh.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise
