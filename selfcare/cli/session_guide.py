"""Leads through a session in a terminal: shows it, reads the keys, asks what is asked."""

from __future__ import annotations

from typing import Final

from selfcare.app.conducting import Conducting
from selfcare.app.context import Context
from selfcare.app.country import country
from selfcare.app.course import course_of
from selfcare.app.flaring import AskedBefore, asked_before, note_company
from selfcare.app.quick_noting import note_headache_now
from selfcare.app.say import say, words
from selfcare.app.session import Begin, GoOn, Session, begin, end_done, end_stopped
from selfcare.app.session_words import (
    ASKS_COMPANY,
    ASKS_WHY,
    advice_lines,
    closing,
    goes_on_at,
    kept,
    opening,
    title_line,
)
from selfcare.cli.keys import ENTER, INTERRUPT, Keys
from selfcare.cli.not_saved import lost_lines
from selfcare.cli.session_faces import Face
from selfcare.cli.session_keys import (
    COMPANY_KEYS,
    GO_ON,
    LEAVE,
    STOP_KEYS,
    company_menu,
    stop_menu,
)
from selfcare.domain.errors import Trouble, UserMistake
from selfcare.domain.facts import Fact, StopReason
from selfcare.domain.routine import Routine
from selfcare.domain.stopping import STOP_RULE, StopLevel, stop_advice

GIVE_UP: Final = "q"
LOOK_EVERY: Final = 0.25
"""Seconds between two looks at the clock."""


class Left(Exception):
    """The session was left for later."""


class NotNow(Exception):
    """The questions about alarming symptoms come before anything else."""


class Guide:
    """One session, from its opening to its last words."""

    def __init__(self, context: Context, face: Face, keys: Keys) -> None:
        self.alarming = False
        """Whether the user asked for the questions about alarming symptoms."""
        self._advice: list[str] = []
        """What to do now that a session was stopped; it does not wait for the disk."""
        self._context = context
        self._face = face
        self._keys = keys

    def lead(self, to_do: GoOn | Begin) -> None:
        """Lead through a session. Leaving it keeps it for later; what cannot be saved is held."""
        self._context.diary.try_again = self._holds
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

    def _holds(self, trouble: Trouble, facts: tuple[Fact, ...]) -> bool:
        """Hold what could not be saved until it can be; whoever gives up reads what is lost."""
        if not self._keys.there:
            return False
        line = words("It is kept here. Press Enter to try again, q to give it up.")
        try:
            key = self._face.ask_key("", [*self._advice, say(trouble.what), line], [ENTER, GIVE_UP])
        except (KeyboardInterrupt, EOFError):
            key = GIVE_UP
        if key == GIVE_UP:
            self._face.last_words([*self._advice, *lost_lines(self._context, facts)])
        return key != GIVE_UP

    def _open(self, to_do: GoOn | Begin) -> Session:
        match to_do:
            case GoOn(session=session, reason=reason):
                at = goes_on_at(reason, course_of(session.steps, session.done))
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
        match asked_before(self._context, routine, before):
            case AskedBefore.GATE:
                note_headache_now(self._context, before)
                raise NotNow
            case AskedBefore.COMPANY:
                key = self._face.ask_key(
                    say(ASKS_COMPANY),
                    ["\n".join(f"{key}  {text}" for key, text in company_menu())],
                    [key for key, _ in company_menu()],
                )
                note_company(self._context, before, COMPANY_KEYS[key])
            case AskedBefore.NOTHING:
                return

    def _opening(self, title: str, paragraphs: list[str]) -> None:
        if self._keys.there:
            line = words("Press Enter to begin.")
            self._face.ask_key(title, [*paragraphs, line], [ENTER])
        else:
            self._face.tell(title, paragraphs)

    def _run(self, session: Session) -> None:
        conducting = Conducting(self._context.clock, session, lambda: self._context)
        conducting.go_on()
        while not conducting.course.over:
            self._face.show(session.title, conducting.course)
            key = self._keys.read(LOOK_EVERY)
            conducting.look()
            if conducting.course.over:
                break
            if conducting.course.paused and not self._keys.there:
                # Nobody could press a key to go on.
                conducting.go_on()
            if key in ("q", "Q", INTERRUPT):
                if self._stop(conducting):
                    return
                conducting.go_on()
            elif key is not None:
                self._pressed(conducting, key)
        self._end(session)

    def _pressed(self, conducting: Conducting, key: str) -> None:
        match key.lower():
            case "p" | " " if conducting.course.paused:
                conducting.go_on()
            case "p" | " ":
                conducting.pause()
            case "b":
                conducting.back()
            case "s":
                conducting.skip()
            case "!":
                raise NotNow
            case "\n":
                conducting.begin_now()
            case _:
                return

    def _stop(self, conducting: Conducting) -> bool:
        """Ask why; return False where the user goes on after all."""
        if not self._keys.there:
            raise Left
        menu = stop_menu()
        key = self._face.ask_key(
            words("{why} Press the letter or number in front of it.", why=ASKS_WHY),
            ["\n".join(f"{key}  {text}" for key, text in menu)],
            [key for key, _ in menu],
        )
        if key == GO_ON:
            return False
        if key == LEAVE:
            raise Left
        self._end_stopped(conducting, STOP_KEYS[key])
        return True

    def _end_stopped(self, conducting: Conducting, reason: StopReason) -> None:
        session, broken_off = conducting.session, conducting.broken_off
        advice = stop_advice(reason, country())
        self._advice = lines = advice_lines(advice)
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
