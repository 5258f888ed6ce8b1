"""A session that runs: moved on by the clock and by hand, each turn stored as it ends.

The one rule: whatever is shown as done is in the diary already. Terminal and page both move their
sessions here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from selfcare.app.clock import Clock
from selfcare.app.context import Context
from selfcare.app.course import A_GAP, Course, Moved, TurnOver, course_of
from selfcare.app.session import Session, finish_turn

GONE_BY: Final = timedelta(seconds=A_GAP)
"""Of the wall clock between two looks; more than this and the computer slept."""


class Conducting:
    """One session under way. It stands at its beginning until `go_on` starts it.

    `context` gives the moment in which a turn is stored.
    """

    def __init__(self, clock: Clock, session: Session, context: Callable[[], Context]) -> None:
        self.session = session
        self.course: Course = course_of(session.steps, session.done)
        self._clock = clock
        self._context = context
        self._wall = clock.now()

    def look(self) -> bool:
        """Let the time go by since the last look; return whether a gap in it made the course pause.

        Raise Trouble where a turn that ended could not be stored; the course stays before its end.
        """
        # The steady clock may stand still while the computer sleeps; the wall clock does not.
        slept = self._clock.now() - self._wall > GONE_BY
        self._wall = self._clock.now()
        now = self._clock.monotonic()
        was_paused = self.course.paused
        if slept:
            self.course = self.course.go_on(now).pause()
        else:
            self._take(self.course.advance(now))
        return self.course.paused and not was_paused

    def go_on(self) -> None:
        """Run, from now on."""
        self._wall = self._clock.now()
        self.course = self.course.go_on(self._clock.monotonic())

    def pause(self) -> None:
        """Stand still."""
        self.course = self.course.pause()

    def begin_now(self) -> None:
        """Cut the time to get ready short, and run."""
        self.course = self.course.begin_now()
        self.go_on()

    def back(self) -> None:
        """Return to the beginning of this turn, or of the one before where it has barely begun."""
        self.course = self.course.back()

    def skip(self) -> None:
        """Go to the next turn; raise Trouble where this one could not be stored."""
        self._take(self.course.skip())

    @property
    def broken_off(self) -> TurnOver:
        """The turn under way as it is where the session is stopped in it."""
        return TurnOver(self.course.turn, int(self.course.spent), skipped=True)

    @property
    def ends_a_turn(self) -> bool:
        """Whether the next look will end a turn."""
        return bool(self.course.advance(self._clock.monotonic()).over)

    def _take(self, moved: Moved) -> None:
        if moved.over:
            finish_turn(self._context(), self.session, *moved.over)
        self.course = moved.course
