"""The one loop: beat, tick, wait. Nothing that fails in a tick ends it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final, NamedTuple

from selfcare.app.calendar_watch import CalendarWatch
from selfcare.app.clock import Clock, looks_wrong
from selfcare.app.watching import LOOK_AGAIN_SECONDS, ConfigurationWatch
from selfcare.daemon.bell import Doorbell
from selfcare.daemon.engine import Beat, Engine, Going
from selfcare.daemon.heartbeat import Heartbeat
from selfcare.daemon.status_keeper import StatusKeeper
from selfcare.daemon.supervisor import Supervisor
from selfcare.diary.trouble import DiaryDamaged

log = logging.getLogger(__name__)

LONGEST_WAIT: Final = 30.0
SHORTEST_WAIT: Final = 0.02


class Parts(NamedTuple):
    """What the loop keeps going."""

    engine: Engine
    heartbeat: Heartbeat
    watch: ConfigurationWatch
    calendars: CalendarWatch
    doorbell: Doorbell
    keeper: StatusKeeper
    supervisor: Supervisor


def run_loop(parts: Parts, clock: Clock, stopping: Callable[[], bool]) -> Going:
    """Go on until somebody asks to stop, or the diary needs repair; return which."""
    engine, heartbeat, watch, calendars, doorbell, keeper, supervisor = parts
    while not stopping():
        if hasattr(time, "tzset"):
            # The process would keep the old zone for ever after a flight.
            time.tzset()
        now, zone = clock.now(), clock.zone()
        supervisor.alive(clock.monotonic())
        if looks_wrong(now):
            # Nothing is noted in a year that is long over; see `app/clock.py`.
            doorbell.wait(LONGEST_WAIT)
            continue
        heartbeat.beat(now.astimezone(zone), clock.monotonic())
        beat = _tick(engine, now, clock)
        if beat.going is not Going.ON:
            return beat.going
        present = engine.present(now)
        if present is not None:
            keeper.keep(present)
        settled = watch.settled and calendars.settled
        doorbell.wait(_seconds(beat, clock.now(), settled=settled))
    return Going.STOP


def _tick(engine: Engine, now: datetime, clock: Clock) -> Beat:
    try:
        return engine.tick(now, clock.zone())
    except DiaryDamaged:
        return Beat(Going.REPAIR)
    except Exception:
        log.exception("A tick failed; the next one tries again")
        return Beat(Going.ON)


def _seconds(beat: Beat, now: datetime, *, settled: bool) -> float:
    longest = LONGEST_WAIT if settled else LOOK_AGAIN_SECONDS
    if beat.wake is None:
        return longest
    return min(longest, max(SHORTEST_WAIT, (beat.wake - now).total_seconds()))
