"""The few things done again and again; the only user of `schedule`.

`schedule` counts in naive local time: it stalls at the autumn change and after a clock is set
back, and a job that raises starves the others. So every job is guarded, and all are set anew
whenever wall time and the steady clock part company.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct
from schedule import Scheduler

log = logging.getLogger(__name__)

A_JUMP: Final = timedelta(seconds=5)
"""More than this between wall time and steady clock is a jump of the wall clock."""


class Job(Struct, frozen=True):
    """Something to do every so many seconds; failures are logged, never passed on."""

    name: str
    every_seconds: int
    run: Callable[[], None]


class Heartbeat:
    """Runs jobs that are due, whatever the wall clock does."""

    def __init__(self, jobs: tuple[Job, ...]) -> None:
        self._jobs = jobs
        self._scheduler = Scheduler()
        self._last: tuple[datetime, timedelta | None, float] | None = None
        self._arm()

    def beat(self, now: datetime, monotonic: float) -> None:
        """Run what is due. `now` is local and aware, `monotonic` in seconds."""
        if self._jumped(now, monotonic):
            log.info("The clock jumped; the heartbeat is set anew")
            self._scheduler.clear()
            self.run_all_once()
            self._arm()
        self._last = (now, now.utcoffset(), monotonic)
        self._scheduler.run_pending()

    def run_all_once(self) -> None:
        """Run every job now, as at the start."""
        for job in self._jobs:
            self._guarded(job)

    def _jumped(self, now: datetime, monotonic: float) -> bool:
        if self._last is None:
            return False
        then, offset, monotonic_then = self._last
        steady = timedelta(seconds=monotonic - monotonic_then)
        return offset != now.utcoffset() or abs((now - then) - steady) > A_JUMP

    def _arm(self) -> None:
        for job in self._jobs:
            self._scheduler.every(job.every_seconds).seconds.do(self._guarded, job)

    @staticmethod
    def _guarded(job: Job) -> None:
        try:
            job.run()
        except Exception:
            log.exception("The job %s failed", job.name)
