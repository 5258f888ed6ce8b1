"""Puts the background program together, runs it, and takes it apart in good order."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from selfcare import __version__
from selfcare.app.calendar_watch import CalendarWatch
from selfcare.app.clock import Clock, SystemClock
from selfcare.app.context import Context
from selfcare.app.doorbell import DaemonState, write_state
from selfcare.app.greeting import greeting
from selfcare.app.instance import alone
from selfcare.app.say import say
from selfcare.app.status_row import forget_row
from selfcare.app.watching import LOOK_AGAIN_SECONDS, ConfigurationWatch
from selfcare.config.paths import Folders, folders
from selfcare.daemon.bell import Doorbell
from selfcare.daemon.children import ProcessPrompter, Prompter
from selfcare.daemon.engine import Engine, Going
from selfcare.daemon.heartbeat import Heartbeat, Job
from selfcare.daemon.logs import start_log, stop_log
from selfcare.daemon.loop import run_loop
from selfcare.daemon.status_keeper import StatusKeeper
from selfcare.diary.backup import backup_if_due
from selfcare.diary.recovery import open_safely
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.facts import DaemonStarted, DaemonStopped
from selfcare.domain.message import Message, message

log = logging.getLogger(__name__)

HOUSEKEEPING_SECONDS: Final = 3600


def run_daemon(
    tell: Callable[[str], None],
    *,
    clock: Clock | None = None,
    prompter: Prompter | None = None,
) -> None:
    """Run until stopped; `tell` prints a line for whoever started it.

    Raises UserMistake when a background program runs already, Trouble when the diary cannot be
    opened.
    """
    the_clock = clock or SystemClock()
    where = folders()
    running = UserMistake(message("selfcare is running already. How it is doing: selfcare status"))
    with alone(where.state, running), _log_in(where):
        doorbell = Doorbell(the_clock)
        try:
            stop = threading.Event()
            _stop_on_signals(stop)
            doorbell.wake_on_signals()
            life = _Life(where, the_clock, prompter or ProcessPrompter(), doorbell)
            lines: Callable[[Context], tuple[Message, ...]] = greeting
            while life.live(tell, lines, stop.is_set) is Going.REPAIR:
                log.warning("The diary is damaged or gone; it is opened anew")
                lines = _nothing_more
        finally:
            doorbell.close()


@dataclass(frozen=True, slots=True)
class _Life:
    """What stays the same while the program runs, whatever happens to its diary."""

    where: Folders
    clock: Clock
    prompter: Prompter
    doorbell: Doorbell

    def live(
        self,
        tell: Callable[[str], None],
        lines: Callable[[Context], tuple[Message, ...]],
        stopping: Callable[[], bool],
    ) -> Going:
        """Open the diary, mended where need be, and run until a stop or the next repair."""
        where, clock = self.where, self.clock
        opened = open_safely(where.diary, where.backups, now=clock.now(), may_repair=True)
        diary = opened.diary
        calendars = CalendarWatch(where)
        try:
            context = Context(where, clock, opened)
            watch = ConfigurationWatch(where, opened.told)
            keeper = StatusKeeper(where, diary, watch)
            context.note(DaemonStarted(__version__))
            # Who waits for the start may ask for a stop at once; that must come after this fact.
            write_state(where.state, DaemonState(os.getpid(), self.doorbell.port, __version__))
            log.info("selfcare %s started", __version__)
            for line in (*opened.told, *lines(context)):
                tell(say(line))
            engine = Engine(diary, watch, self.prompter, calendars)

            def back_up() -> None:
                backup_if_due(diary, where.backups, context.today())

            def look_at_calendars() -> None:
                calendars.look(watch.in_force.settings, context.today(), context.zone())

            heartbeat = Heartbeat(
                (
                    Job("look at the files", LOOK_AGAIN_SECONDS, watch.look),
                    Job("look at the calendars", LOOK_AGAIN_SECONDS, look_at_calendars),
                    Job("daily backup", HOUSEKEEPING_SECONDS, back_up),
                )
            )
            heartbeat.run_all_once()
            going = run_loop(
                engine, heartbeat, watch, calendars, self.doorbell, clock, stopping, keeper
            )
            engine.close()
            if going is Going.STOP:
                context.note(DaemonStopped())
                log.info("selfcare stopped")
            return going
        finally:
            forget_row(where.state)
            calendars.close()
            diary.close()


def _nothing_more(_context: Context) -> tuple[Message, ...]:
    return ()


@contextmanager
def _log_in(where: Folders) -> Iterator[None]:
    try:
        handler = start_log(where.logs)
    except OSError as error:
        raise Trouble(
            message(
                "selfcare cannot write into its folder for logs, {folder} ({why}). Please look"
                " whether a file stands in its place, or the disk is full.",
                folder=str(where.logs),
                why=error.strerror or "?",
            )
        ) from error
    try:
        yield
    finally:
        stop_log(handler)


def _stop_on_signals(stop: threading.Event) -> None:
    def on_signal(_number: int, _frame: object) -> None:
        stop.set()

    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        # What was started to be left alone, as by nohup, is left alone.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, on_signal)
