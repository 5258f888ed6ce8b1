"""Standard streams for a process that was started without them, as programs without a window are.

Python has None in their place then, and on POSIX the next files opened would take their numbers.
"""

from __future__ import annotations

import os
import sys
from typing import TextIO, cast


def give_streams() -> None:
    """Give every stream that is missing an end where nothing is read, and what is said vanishes."""
    if sys.stdin is None:
        sys.stdin = _nowhere(os.O_RDONLY, "r")
    if sys.stdout is None:
        sys.stdout = _nowhere(os.O_WRONLY, "w")
    if sys.stderr is None:
        sys.stderr = _nowhere(os.O_WRONLY, "w")


def _nowhere(flags: int, mode: str) -> TextIO:
    # Opened in this order, the three get the numbers that children expect them to have.
    descriptor = os.open(os.devnull, flags)
    return cast("TextIO", os.fdopen(descriptor, mode, encoding="utf-8", errors="replace"))
