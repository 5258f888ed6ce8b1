"""Leads through a session: looks at the clock and the keys, stores each turn, asks what is asked.

The one rule: whatever is told to the user as done is in the diary already.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from selfcare.app.context import Context
from selfcare.app.country import country
from selfcare.app.course import A_GAP, Course, Moved, TurnOver, course_of
from selfcare.app.flaring import knows_too_little, note_company, note_pain
from selfcare.app.say import say, words
from selfcare.app.session import (
    Begin,
    GoOn,
    Session,
    begin,
    end_done,
    end_stopped,
    finish_turn,
)
from selfcare.cli.keys import ENTER, INTERRUPT, Keys
from selfcare.cli.session_faces import Face
from selfcare.cli.session_words import (
    COMPANY_KEYS,
    GO_ON,
    LEAVE,
    STOP_KEYS,
    advice_lines,
    closing,
    company_menu,
    kept,
    opening,
    stop_menu,
    title_line,
)
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import StopReason
from selfcare.domain.gate import PAIN_GATE
from selfcare.domain.routine import Routine
from selfcare.domain.stopping import STOP_RULE, StopLevel, stop_advice

LOOK_EVERY: Final = 0.25
"""Seconds between two looks at the clock."""
GONE_BY: Final = timedelta(seconds=A_GAP)


class Left(Exception):
    """The session was left for later."""


class NotNow(Exception):
    """The questions about alarming symptoms come before anything else."""


class Guide:
    """One session, from its opening to its last words."""

    def __init__(self, context: Context, face: Face, keys: Keys) -> None:
        self.alarming = False
        """Whether the user asked for the questions about alarming symptoms."""
        self._context = context
        self._face = face
        self._keys = keys

    def lead(self, to_do: GoOn | Begin) -> None:
        """Lead through a session. Leaving it keeps it for later."""
        try:
            session = self._open(to_do)
        except (KeyboardInterrupt, EOFError):
            self._face.last_words([words("Nothing was begun. Whenever you like: selfcare now")])
            return
        except NotNow:
            self._face.last_words([words("With pain as strong as this, a few questions first.")])
            return
        except UserMistake as mistake:
            # What was just said of the pain may forbid the routine that was offered before.
            self._face.last_words([say(mistake.what), words("What fits: selfcare choose")])
            return
        try:
            self._run(session)
        except (KeyboardInterrupt, EOFError, Left):
            self._face.last_words([kept(session)])
        except NotNow:
            self.alarming = True
            self._face.last_words([words("A few questions come next.")])

    def _open(self, to_do: GoOn | Begin) -> Session:
        match to_do:
            case GoOn(session=session, reason=reason):
                course = course_of(session.steps, session.done)
                at = words(
                    "{reason} It goes on at step {step} of {count}.",
                    reason=reason,
                    step=course.turn.step + 1,
                    count=len(session.steps),
                )
                self._opening(session.title, [at, say(STOP_RULE)])
                return session
            case Begin(offered=offered, prompt=prompt):
                routine = offered.routine
                paragraphs = [title_line(routine), *opening(to_do)]
                before = None
                if self._keys.there:
                    before = self._face.ask_score(
                        routine.title,
                        paragraphs,
                        words(
                            "How much does it hurt now, from 0 (not at all) to 10 (worst)?"
                            " Type a number and press Enter; Enter alone leaves it out:"
                        ),
                    )
                    if before is not None:
                        self._ask_about_pain(routine, before)
                else:
                    self._face.tell(routine.title, paragraphs)
                return begin(self._context, routine, prompt, before)

    def _ask_about_pain(self, routine: Routine, before: int) -> None:
        """Ask what decides about pressing where it hurts; raise NotNow for strong pain."""
        if before >= PAIN_GATE:
            note_pain(self._context, before)
            raise NotNow
        if not routine.presses or not knows_too_little(self._context, before):
            return
        key = self._face.ask_key(
            words("Does one of these come with it?"),
            ["\n".join(f"{key}  {text}" for key, text in company_menu())],
            [key for key, _ in company_menu()],
        )
        note_company(self._context, before, COMPANY_KEYS[key])

    def _opening(self, title: str, paragraphs: list[str]) -> None:
        if self._keys.there:
            line = words("Press Enter to begin.")
            self._face.ask_key(title, [*paragraphs, line], [ENTER])
        else:
            self._face.tell(title, paragraphs)

    def _run(self, session: Session) -> None:
        clock = self._context.clock
        course = course_of(session.steps, session.done).go_on(clock.monotonic())
        wall = clock.now()
        while not course.over:
            self._face.show(session.title, course)
            key = self._keys.read(LOOK_EVERY)
            # The steady clock may stand still while the computer sleeps; the wall clock does not.
            slept = clock.now() - wall > GONE_BY
            wall = clock.now()
            now = clock.monotonic()
            course = course.go_on(now) if slept else course
            course = self._stored(session, course.advance(now))
            if course.over:
                break
            if slept:
                course = course.pause()
            if course.paused and not self._keys.there:
                # Nobody could press a key to go on.
                course = course.go_on(now)
            if key in ("q", "Q", INTERRUPT):
                if self._stop(session, course):
                    return
                wall = clock.now()
                course = course.go_on(clock.monotonic())
            elif key is not None:
                course = self._pressed(session, course, key)
        self._end(session)

    def _stored(self, session: Session, moved: Moved) -> Course:
        for over in moved.over:
            finish_turn(self._context, session, over)
        return moved.course

    def _pressed(self, session: Session, course: Course, key: str) -> Course:
        match key.lower():
            case "p" | " " if course.paused:
                return course.go_on(self._context.clock.monotonic())
            case "p" | " ":
                return course.pause()
            case "b":
                return course.back()
            case "s":
                return self._stored(session, course.skip())
            case "!":
                raise NotNow
            case "\n":
                return course.begin_now().go_on(self._context.clock.monotonic())
            case _:
                return course

    def _stop(self, session: Session, course: Course) -> bool:
        """Ask why; return False where the user goes on after all."""
        if not self._keys.there:
            raise Left
        menu = stop_menu()
        key = self._face.ask_key(
            words("You want to stop. Why? Press the letter or number in front of it."),
            ["\n".join(f"{key}  {text}" for key, text in menu)],
            [key for key, _ in menu],
        )
        if key == GO_ON:
            return False
        if key == LEAVE:
            raise Left
        self._end_stopped(session, course, STOP_KEYS[key])
        return True

    def _end_stopped(self, session: Session, course: Course, reason: StopReason) -> None:
        advice = stop_advice(reason, country())
        broken_off = TurnOver(course.turn, int(course.spent), skipped=True)
        lines = advice_lines(advice)
        after = None
        try:
            if advice.level is StopLevel.LIGHTER:
                after = self._ask_after(session.title, lines)
        except (KeyboardInterrupt, EOFError):
            pass
        finally:
            end_stopped(self._context, session, reason, broken_off=broken_off, after=after)
        if advice.level is StopLevel.URGENT:
            self._face.last_words([words("Good that you stopped. A few questions come next.")])
            return
        if advice.level is StopLevel.EMERGENCY:
            self._hold(lines)
        self._face.last_words(lines)

    def _hold(self, lines: list[str]) -> None:
        """Keep words on the screen until they are read: the window may close right after."""
        line = words("Press Enter when you have read this.")
        try:
            self._face.ask_key("", [*lines, line], [ENTER])
        except (KeyboardInterrupt, EOFError):
            return

    def _end(self, session: Session) -> None:
        after = None
        try:
            if self._keys.there:
                after = self._ask_after(session.title, [words("That was the last step.")])
        except (KeyboardInterrupt, EOFError):
            pass
        finally:
            end_done(self._context, session, after)
        self._face.last_words(closing(session, after))

    def _ask_after(self, title: str, above: list[str]) -> int | None:
        return self._face.ask_score(
            title,
            above,
            words(
                "How much does it hurt now, from 0 to 10?"
                " Type a number and press Enter; Enter alone leaves it out:"
            ),
        )
