"""The session that runs in this page process: its clock goes on here, whichever tab looks at it.

The one rule: time counts only while a tab looks. After a gap without one the course stands still by
its own rule, with no time gone by (`app/course.py`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Final

from selfcare.app.conducting import Conducting
from selfcare.app.context import Context
from selfcare.app.course import A_GAP
from selfcare.app.say import words
from selfcare.app.session import (
    START_HOLDS,
    Session,
    end_done,
    end_stopped,
    still_runs,
)
from selfcare.app.session_words import goes_on_at
from selfcare.app.trouble_log import WHAT, note_trouble
from selfcare.domain.errors import SelfcareError
from selfcare.domain.facts import StopReason
from selfcare.domain.message import Message
from selfcare.domain.routine import Routine
from selfcare.page.events import Tab
from selfcare.page.home import Home
from selfcare.page.leading import SESSION
from selfcare.page.presence import Presence
from selfcare.page.session_scene import Elsewhere, Running, Scene, TooMany
from selfcare.page.words import told
from selfcare.planning.history import History

LOOK_EVERY: Final = 1.0
"""Seconds between two looks at the clock, well below the gap that makes a course stand still."""
SOON_AFTER: Final = 0.02
"""Seconds added to a wait, so that a stretch is over when it is looked at."""
MOST_TABS: Final = 4
"""Tabs that listen at once: a browser keeps six connections to one program, and pages need some."""


class Move(StrEnum):
    """What a press in the page does to the running course."""

    GO_ON = "go_on"
    PAUSE = "pause"
    BEGIN_NOW = "begin_now"
    BACK = "back"
    SKIP = "skip"


class SessionRoom:
    """What this process holds of sessions: the one that runs, who looks, and what was chosen."""

    def __init__(self, home: Home, presence: Presence) -> None:
        self.running: Running | None = None
        self.let_be: str | None = None
        """The session whose rating was left out."""
        self._home = home
        self._presence = presence
        self._tabs: list[Tab] = []
        self._left_at = home.clock.monotonic()
        self._ticking: asyncio.Task[None] | None = None
        self._wish: tuple[str, datetime] | None = None

    # What was chosen elsewhere

    def choose(self, routine_id: str) -> None:
        """Keep which routine is wanted next."""
        self._wish = (routine_id, self._home.clock.now())

    def wish(self, history: History) -> str | None:
        """Return the routine that was chosen, unless an offer was taken up since, or it is late."""
        if self._wish is None:
            return None
        routine_id, at = self._wish
        latest = history.latest
        newer = latest is not None and latest.begun_at is not None and latest.begun_at > at
        return None if newer or self._home.clock.now() - at > START_HOLDS else routine_id

    # The session that runs

    @property
    def attended(self) -> bool:
        """Whether a tab looks at the session that runs, or did so a moment ago."""
        if self.running is None:
            return False
        return bool(self._tabs) or self._home.clock.monotonic() - self._left_at <= A_GAP

    def begin(self, session: Session, routine: Routine | None, *, quiet: bool) -> None:
        """Run a session, from the moment in which a tab looks at it."""
        self._take(session, routine, quiet=quiet)

    def take_up(
        self, session: Session, reason: Message, routine: Routine | None, *, quiet: bool
    ) -> Running:
        """Return a session that was left; it stands where it goes on."""
        if self.running is not None and self.running.session.id == session.id:
            return self.running
        running = self._take(session, routine, quiet=quiet)
        running.conducting.pause()
        running.note = goes_on_at(reason, running.conducting.course)
        return running

    def move(self, move: Move, number: int | None = None) -> Scene | None:
        """Move the course and tell every tab; return where it stands, None where it is over.

        `number` is the turn that was seen: skipping another one comes too late. Raise Trouble where
        a turn could not be stored.
        """
        self._advance(check=True)
        running = self.running
        if running is None:
            return None
        conducting = running.conducting
        match move:
            case Move.GO_ON:
                conducting.go_on()
            case Move.PAUSE:
                conducting.pause()
                running.note = ""
            case Move.BEGIN_NOW:
                conducting.begin_now()
            case Move.BACK:
                conducting.back()
            case Move.SKIP:
                if number in (None, conducting.course.number):
                    conducting.skip()
        self._tell(moved=True)
        self._tick_again()
        return None if self.running is None else running.scene()

    def stop(self, context: Context, reason: StopReason) -> bool:
        """End the session, and store why; return False where none is under way any more."""
        self._advance(check=True)
        running = self.running
        if running is None:
            return False
        broken_off = running.conducting.broken_off
        end_stopped(context, running.session, reason, broken_off=broken_off)
        self._let_go()
        return True

    def look(self) -> None:
        """Let the time go by since the last look."""
        self._advance(check=False)

    # Who looks

    def enter(self, tab: Tab) -> Callable[[], None]:
        """Let a tab look; return what is to be called once it is gone."""
        self._presence.watch()
        if len(self._tabs) >= MOST_TABS:
            self._tabs.pop(0).tell(TooMany())
        if self.running is not None and self.running.conducting.course.seen is None:
            # It was begun a moment ago, and this is the first look at it.
            if not self.running.conducting.course.paused:
                self.running.conducting.go_on()
        else:
            self._advance(check=not self._tabs)
        tab.tell(Elsewhere(SESSION) if self.running is None else self.running.in_full())
        self._tabs.append(tab)
        self._tick_again()

        def gone() -> None:
            self._presence.leave()
            if tab in self._tabs:
                self._tabs.remove(tab)
                self._left_at = self._home.clock.monotonic()

        return gone

    # The clock

    def _advance(self, *, check: bool) -> None:
        """Let the time go by, and tell what is new; `check` whether the session may still run."""
        running = self.running
        if running is None:
            return
        conducting = running.conducting
        try:
            if (check or conducting.ends_a_turn) and not still_runs(
                self._home.context(), running.session
            ):
                self._let_go()
                return
            if conducting.look():
                running.note = words("It waited for you, and goes on where it was.")
        except SelfcareError as error:
            self._stand_still(running, told(error.what))
        except Exception as error:  # noqa: BLE001 - the clock has nobody above it to tell
            note_trouble(error, self._home.clock.now())
            self._stand_still(running, told(WHAT))
        self._tell()

    def _stand_still(self, running: Running, why: str) -> None:
        running.conducting.pause()
        running.note = words("It waits, because this could not be stored. {why}", why=why)

    def _tell(self, *, moved: bool = False) -> None:
        """Tell every tab what is new; a course that is over ends its session."""
        running = self.running
        if running is None:
            return
        if running.conducting.course.over:
            self._end(running)
            return
        news = running.news() or (running.scene() if moved else None)
        if news is not None:
            for tab in self._tabs:
                tab.tell(news)

    def _end(self, running: Running) -> None:
        try:
            end_done(self._home.context(), running.session)
        except SelfcareError as error:
            # Every turn is stored; whatever begins next ends the session (`what_to_do_now`).
            note_trouble(error, self._home.clock.now())
        self._let_go(words("That was the last step."))

    def _let_go(self, said: str = "") -> None:
        """Let go of the session; the tabs look at what comes next."""
        self.running = None
        for tab in self._tabs:
            tab.tell(Elsewhere(SESSION, said))

    def _take(self, session: Session, routine: Routine | None, *, quiet: bool) -> Running:
        if self.running is not None:
            self._let_go()
        self._wish = None
        conducting = Conducting(self._home.clock, session, self._home.context)
        self.running = Running(conducting, routine, quiet=quiet)
        self._left_at = self._home.clock.monotonic()
        return self.running

    def _tick_again(self) -> None:
        """Look at the clock from now on, as long as the course runs and a tab looks."""
        if self._ticking is not None:
            self._ticking.cancel()
        self._ticking = asyncio.get_running_loop().create_task(self._tick())

    async def _tick(self) -> None:
        while (wait := self._until_the_next_look()) is not None:
            await asyncio.sleep(wait)
            self._advance(check=False)

    def _until_the_next_look(self) -> float | None:
        if self.running is None or not self._tabs:
            return None
        course = self.running.conducting.course
        return None if course.paused else min(LOOK_EVERY, course.leg_seconds_left) + SOON_AFTER
