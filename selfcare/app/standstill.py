"""The background program ended while its files are changed, and started again if it ran."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from selfcare.app.clock import Clock
from selfcare.app.control import Start, Stop, start, stop
from selfcare.app.instance import alone
from selfcare.app.upgrading import refuse_beside_newer
from selfcare.config.paths import Folders
from selfcare.domain.errors import Trouble
from selfcare.domain.message import Message, message


class Standstill:
    """What became of the background program; `started_again` is None where it did not run."""

    def __init__(self) -> None:
        self.started_again: bool | None = None


@contextmanager
def standstill(
    folders: Folders, clock: Clock, *, undone: Message, again: str, restart: bool = True
) -> Iterator[Standstill]:
    """Hold the instance lock, the background program being ended for it.

    Raise Trouble where it cannot be ended, or another took the lock: `undone` says in a few words
    what was not done, `again` is the command to say once more. Without `restart` it stays ended.
    """
    refuse_beside_newer(folders)
    stopped = stop(folders, clock)
    if stopped is Stop.FAILED:
        raise Trouble(
            message(
                "selfcare does not answer and still runs, so {undone}. Its log, in"
                " {place}, may say why; logging out ends it.",
                undone=undone,
                place=str(folders.logs),
            )
        )
    started_anew = Trouble(
        message(
            "selfcare has just been started anew, so {undone}. Please say it again: {again}",
            undone=undone,
            again=again,
        )
    )
    found = Standstill()
    try:
        with alone(folders.state, started_anew):
            yield found
    finally:
        if stopped is Stop.STOPPED and restart:
            found.started_again = start(folders).outcome is not Start.FAILED
