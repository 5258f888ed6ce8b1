"""What every use case works with: folders, clock, diary and configuration of one user."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta, tzinfo
from functools import cached_property
from typing import Final

from selfcare.app.clock import Clock, SystemClock, require_right_clock
from selfcare.app.configuration import InForce, in_force, shipped_alone
from selfcare.app.doorbell import ring
from selfcare.app.instance import InstanceLock, is_held
from selfcare.app.lives import is_safe_mode
from selfcare.app.unsaved_answers import take_in
from selfcare.config.paths import Folders, folders
from selfcare.diary import mark
from selfcare.diary.connection import prepared, under_way
from selfcare.diary.form import require_settled
from selfcare.diary.recovery import Opened, open_safely
from selfcare.diary.store import Diary
from selfcare.diary.trouble import DiaryDamaged, NeedsMigration
from selfcare.domain.errors import Trouble
from selfcare.domain.facts import Entry, Fact
from selfcare.domain.message import Message, message
from selfcare.domain.prompt import Via
from selfcare.planning.history import History, read_history

TRIES: Final = 30
PAUSE_SECONDS: Final = 0.1
"""Between two tries to give a diary the care it needs, which another command may be giving it."""
RECENT: Final = timedelta(days=60)
"""How far back planning looks."""


class Context:
    """One user's selfcare, as a command or a child sees it."""

    def __init__(
        self,
        folders: Folders,
        clock: Clock,
        opened: Opened,
        *,
        via: Via = Via.COMMAND,
        configured: InForce | None = None,
    ) -> None:
        """Look through the eyes of a command, or of what `via` says.

        `configured` is the configuration where it is known already; else it is read when asked for.
        """
        self.folders = folders
        self.clock = clock
        self.via = via
        self._configured = configured
        self.diary: Diary = opened.diary
        self.told: tuple[Message, ...] = opened.told

    def now(self) -> datetime:
        """Return the present instant in UTC."""
        return self.clock.now()

    def zone(self) -> tzinfo:
        """Return the computer's zone."""
        return self.clock.zone()

    def today(self) -> date:
        """Return the date on the wall."""
        return self.now().astimezone(self.zone()).date()

    @cached_property
    def in_force(self) -> InForce:
        """The configuration, read once for each command."""
        return self._configured or in_force(self.folders)

    def as_background(self) -> Context:
        """Return this as the background program sees it, which reads no file in safe mode."""
        if not (is_safe_mode(self.folders.state) and is_held(self.folders.state)):
            return self
        return Context(
            self.folders,
            self.clock,
            Opened(self.diary, self.told),
            via=self.via,
            configured=shipped_alone(),
        )

    def history(self) -> History:
        """Return what the recent diary says."""
        return read_history(self.diary.view(since=self.today() - RECENT))

    def note(self, fact: Fact) -> Entry:
        """Append `fact` to the diary and ring the doorbell."""
        entry = self.diary.append(fact, at=self.now(), day=self.today())
        self.ring()
        return entry

    def ring(self) -> None:
        """Tell the background program that the diary has grown."""
        ring(self.folders.state)


@contextmanager
def open_context(clock: Clock | None = None) -> Iterator[Context]:
    """Open the user's diary for a command.

    A diary that must be migrated or repaired is so only under the instance lock. Raises Trouble
    where the background program holds it.
    """
    where = folders()
    the_clock = clock or SystemClock()
    opened = open_diary(where, the_clock)
    try:
        context = Context(where, the_clock, opened)
        if take_in(where.state, opened.diary):
            context.ring()
        yield context
    finally:
        opened.diary.close()


def open_diary(where: Folders, clock: Clock) -> Opened:
    """Open the user's diary; see `open_context` for care it may need.

    Raise ClockWrong where whatever is noted would be noted in the wrong year.
    """
    require_right_clock(clock.now())
    pause = threading.Event()
    for _ in range(TRIES):
        latest = mark.noted(where.diary)
        with contextlib.suppress(NeedsMigration, DiaryDamaged):
            require_settled(where.diary)
            diary = Diary.open(where.diary, may_migrate=False)
            with contextlib.ExitStack() as otherwise:
                otherwise.callback(diary.close)
                if diary.last_number >= latest or is_held(where.state):
                    otherwise.pop_all()
                    return Opened(diary, ())
            # The newest entries are gone, and nobody has said so yet.
        lock = InstanceLock(where.state)
        if lock.acquire():
            try:
                return open_mended(where, clock.now())
            finally:
                lock.release()
        # Another command may just be doing so.
        pause.wait(PAUSE_SECONDS)
    raise Trouble(
        message("The diary needs care that only a restart can give. To do so: selfcare restart")
    )


def open_mended(where: Folders, now: datetime) -> Opened:
    """Open the diary as the holder of the instance lock, and give it the care it needs.

    A restoring that was cut short is finished first. Raise NewerDiary, NotRead and NotSaved.
    """
    finished: tuple[Message, ...] = ()
    if under_way(where.diary).exists() or prepared(where.diary).exists():
        from selfcare.app.restoring import finish  # noqa: PLC0415 - hardly ever needed

        finished = finish(where)
    opened = open_safely(where.diary, where.backups, now=now, may_repair=True)
    return Opened(opened.diary, (*finished, *opened.told))
