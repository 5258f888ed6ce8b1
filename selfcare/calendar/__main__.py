"""The child: `python -m selfcare.calendar`, a request on its input, the outcome on its output.

It ends after its time whatever happens, even when whoever started it is gone.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import sys
from pathlib import Path

from selfcare.calendar.refusal import MISSING_EXTRA, TOO_MUCH_MEMORY
from selfcare.calendar.request import (
    MEGABYTE,
    Limits,
    Outcome,
    Request,
    read_request,
    write_outcome,
)


def main() -> int:
    """Read the calendar that the standard input names; return the exit code."""
    request = read_request(sys.stdin.buffer.read(MEGABYTE))
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(request.limits.seconds, exit=True, file=nowhere)
        sys.stdout.buffer.write(write_outcome(_outcome(request)))
        sys.stdout.buffer.flush()
        faulthandler.cancel_dump_traceback_later()
    return 0


def _outcome(request: Request) -> Outcome:
    try:
        _limit_memory(request.limits)
        from selfcare.calendar.reading import read  # noqa: PLC0415 - may not be installed

        return read(request)
    except ImportError:
        return MISSING_EXTRA
    except MemoryError:
        return TOO_MUCH_MEMORY


def _limit_memory(limits: Limits) -> None:
    """Let the system refuse more memory, where it can."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))


if __name__ == "__main__":
    sys.exit(main())
