"""The page process: takes its first word from standard input, says when it listens, and serves."""

from __future__ import annotations

import os
import sys

import msgspec

from selfcare.app.clock import SystemClock
from selfcare.app.instance import InstanceLock
from selfcare.app.page_door import LOCK_FILE, READY, Admitted
from selfcare.config.paths import folders
from selfcare.page.serving import serve


def main() -> int:
    """Serve the page; return 1 where another page process is there already."""
    where = folders()
    lock = InstanceLock(where.state, LOCK_FILE)
    if not lock.acquire():
        return 1
    admitted = msgspec.json.decode(sys.stdin.buffer.readline(), type=Admitted)

    def ready() -> None:
        sys.stdout.buffer.write(READY)
        sys.stdout.buffer.flush()
        # Whoever started this has gone; nobody reads any more.
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, sys.stdin.fileno())
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)

    serve(where, SystemClock(), admitted.token, ready)
    lock.release()
    return 0


if __name__ == "__main__":
    sys.exit(main())
