"""Programs of two versions on one computer, as after an update: the newer one goes on.

The one rule: an older program never ends, changes or replaces anything of a newer one.
"""

from __future__ import annotations

import re
import threading
from typing import Final

from selfcare import __version__
from selfcare.app.clock import Clock
from selfcare.app.doorbell import read_state
from selfcare.app.instance import InstanceLock, is_held
from selfcare.config.paths import Folders
from selfcare.domain.errors import Trouble
from selfcare.domain.message import Message, message

LOCK_FILE: Final = "upgrading.lock"
"""Held by the one command that starts the background program anew, while others wait for it."""
TRIES: Final = 300
PAUSE_SECONDS: Final = 0.1
_NUMBERS: Final = re.compile(r"\d+(?:\.\d+)*")


def is_older(version: str, than: str) -> bool:
    """Return whether a version came before another; 1.2rc1 came before 1.2."""
    return _order(version) < _order(than)


def bring_up_to_date(folders: Folders, clock: Clock) -> tuple[Message, ...]:
    """Start a background program of an older version anew; return what there is to tell.

    Where both are of one version, or none runs, this is one look at a small file. Raise Trouble
    where the one that runs is newer than this command; nothing is touched then.
    """
    running = _other_version(folders)
    if running is None:
        return ()
    refuse_beside_newer(folders)
    lock = InstanceLock(folders.state, LOCK_FILE)
    pause = threading.Event()
    for _ in range(TRIES):
        if lock.acquire():
            break
        pause.wait(PAUSE_SECONDS)
    try:
        # Another command may have done it while this one waited.
        return () if _other_version(folders) is None else (_started_anew(folders, clock),)
    finally:
        lock.release()


def refuse_beside_newer(folders: Folders) -> None:
    """Raise Trouble where the background program is newer than this command."""
    running = _other_version(folders)
    if running is not None and is_older(__version__, running):
        raise Trouble(
            message(
                "A newer selfcare ({running}) runs in the background, and this command is of an"
                " older one ({ours}), so it has done nothing. Please use the newer one; to end it:"
                " selfcare stop",
                running=running,
                ours=__version__,
            )
        )


def _other_version(folders: Folders) -> str | None:
    """Return the version of the background program where it runs and is not that of this command.

    The lock is asked only where the file of an other version lies there.
    """
    found = read_state(folders.state)
    if found is None or found.version == __version__ or not is_held(folders.state):
        return None
    return found.version


def _started_anew(folders: Folders, clock: Clock) -> Message:
    from selfcare.app.control import Start, Stop, start, stop  # noqa: PLC0415 - only after an update

    if stop(folders, clock) is Stop.FAILED:
        return message(
            "selfcare was updated, but the background program of before does not end. Logging out"
            " ends it."
        )
    found = start(folders)
    if found.outcome is Start.FAILED:
        return message("selfcare was updated. {why}", why=found.trouble.what)
    return message("selfcare was updated; the background program has been started anew.")


def _order(version: str) -> tuple[tuple[int, ...], bool, str]:
    public = version.partition("+")[0]
    found = _NUMBERS.match(public)
    numbers = found[0] if found else "0"
    rest = public[len(numbers) :] if found else public
    return tuple(map(int, numbers.split("."))), not rest, rest
