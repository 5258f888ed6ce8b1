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
from selfcare.app.clock import Clock, SystemClock, looks_wrong, wrong_clock
from selfcare.app.context import Context, open_mended
from selfcare.app.doorbell import DaemonState, write_state
from selfcare.app.greeting import greeting
from selfcare.app.instance import alone
from selfcare.app.lives import LOOK_EVERY_SECONDS, Life, living
from selfcare.app.say import say
from selfcare.app.status_row import forget_row
from selfcare.app.unsaved_answers import take_in
from selfcare.app.watching import LOOK_AGAIN_SECONDS, ConfigurationWatch
from selfcare.config.paths import Folders, folders
from selfcare.daemon.bell import Doorbell
from selfcare.daemon.children import ProcessPrompter, Prompter
from selfcare.daemon.engine import Engine, Going
from selfcare.daemon.heartbeat import Heartbeat, Job
from selfcare.daemon.logs import start_faults, start_log, stop_faults, stop_log
from selfcare.daemon.loop import LONGEST_WAIT, Parts, run_loop
from selfcare.daemon.senses import ChildSenses
from selfcare.daemon.status_keeper import StatusKeeper
from selfcare.daemon.supervisor import Supervisor
from selfcare.diary.backup import backup_if_due
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.facts import DaemonStarted, DaemonStopped
from selfcare.domain.message import Message, message

log = logging.getLogger(__name__)

HOUSEKEEPING_SECONDS: Final = 3600
UNSAVED_SECONDS: Final = 30
"""How often to look for answers that a prompter had to leave in a file."""


class AlreadyRunning(UserMistake):
    """Another background program of this user is there."""


def run_daemon(
    tell: Callable[[str], None],
    *,
    clock: Clock | None = None,
    prompter: Prompter | None = None,
) -> None:
    """Run until stopped; `tell` prints a line for whoever started it.

    Raises AlreadyRunning when a background program runs already, Trouble when the diary cannot be
    opened, and Crashed for what nobody expected.
    """
    the_clock = clock or SystemClock()
    where = folders()
    supervisor = Supervisor.out_of(os.environ)
    with (
        _the_only_one(where, supervisor),
        _log_in(where),
        living(where, the_clock) as this_life,
    ):
        doorbell = Doorbell(the_clock)
        try:
            stop = threading.Event()
            _stop_on_signals(stop)
            doorbell.wake_on_signals()
            shows = prompter or ProcessPrompter()
            life = _Life(where, the_clock, shows, doorbell, supervisor, this_life)
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
    supervisor: Supervisor
    noted: Life

    def live(
        self,
        tell: Callable[[str], None],
        lines: Callable[[Context], tuple[Message, ...]],
        stopping: Callable[[], bool],
    ) -> Going:
        """Open the diary, mended where need be, and run until a stop or the next repair."""
        where, clock = self.where, self.clock
        self._wait_for_the_clock(tell, stopping)
        if stopping():
            return Going.STOP
        opened = open_mended(where, clock.now())
        diary = opened.diary
        calendars = CalendarWatch(where)
        senses = ChildSenses()
        try:
            watch = ConfigurationWatch(where, opened.told, self.noted)
            context = Context(where, clock, opened, configured=watch.in_force)
            keeper = StatusKeeper(where, diary, watch)
            take_in(where.state, diary)
            context.note(DaemonStarted(__version__))
            # Who waits for the start may ask for a stop at once; that must come after this fact.
            self._say_where()
            log.info("selfcare %s started", __version__)
            for line in (*opened.told, *lines(context)):
                tell(say(line))
            engine = Engine(diary, watch, self.prompter, calendars, senses)

            def back_up() -> None:
                backup_if_due(diary, where.backups, context.today())

            def take_in_answers() -> None:
                take_in(where.state, diary)

            def look_at_calendars() -> None:
                calendars.look(watch.in_force.settings, context.today(), context.zone())

            heartbeat = Heartbeat(
                (
                    Job("look at the files", LOOK_AGAIN_SECONDS, watch.look),
                    Job("look at the calendars", LOOK_AGAIN_SECONDS, look_at_calendars),
                    Job("answers not saved yet", UNSAVED_SECONDS, take_in_answers),
                    Job("daily backup", HOUSEKEEPING_SECONDS, back_up),
                    Job("note how far this came", LOOK_EVERY_SECONDS, self.noted.look),
                )
            )
            heartbeat.run_all_once()
            self.supervisor.ready()
            parts = Parts(
                engine, heartbeat, watch, calendars, self.doorbell, keeper, self.supervisor
            )
            going = run_loop(parts, clock, stopping)
            if going is Going.STOP:
                self.supervisor.stopping()
            engine.close()
            if going is Going.STOP:
                context.note(DaemonStopped())
                log.info("selfcare stopped")
            return going
        finally:
            forget_row(where.state)
            senses.close()
            calendars.close()
            diary.close()

    def _say_where(self) -> None:
        found = DaemonState(os.getpid(), self.doorbell.port, __version__)
        write_state(self.where.state, found)

    def _wait_for_the_clock(
        self, tell: Callable[[str], None], stopping: Callable[[], bool]
    ) -> None:
        """Begin nothing in a year that is long over."""
        now = self.clock.now()
        if not looks_wrong(now):
            return
        self._say_where()
        tell(say(wrong_clock(now)))
        log.warning("The clock says %s; waiting until it is right", now.date())
        self.supervisor.ready()
        while looks_wrong(self.clock.now()) and not stopping():
            self.supervisor.alive(self.clock.monotonic())
            self.doorbell.wait(LONGEST_WAIT)


def _nothing_more(_context: Context) -> tuple[Message, ...]:
    return ()


@contextmanager
def _the_only_one(where: Folders, supervisor: Supervisor) -> Iterator[None]:
    running = AlreadyRunning(
        message("selfcare is running already. How it is doing: selfcare status")
    )
    try:
        with alone(where.state, running):
            yield
    except AlreadyRunning:
        # An end before this word would count as a failure, and be tried again.
        supervisor.ready()
        supervisor.stopping()
        raise


@contextmanager
def _log_in(where: Folders) -> Iterator[None]:
    try:
        handler = start_log(where.logs)
        try:
            faults = start_faults(where.logs)
        except OSError:
            stop_log(handler)
            raise
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
        stop_faults(faults)
        stop_log(handler)


def _stop_on_signals(stop: threading.Event) -> None:
    def on_signal(_number: int, _frame: object) -> None:
        stop.set()

    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        # What was started to be left alone, as by nohup, is left alone.
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, on_signal)
