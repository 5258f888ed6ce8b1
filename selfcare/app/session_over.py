"""A session that is over: how it is rated, and what is said at its end."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from selfcare.app.context import Context
from selfcare.app.course import course_of
from selfcare.app.notes_care_words import relief_words
from selfcare.app.say import words
from selfcare.app.session import Session, session_from
from selfcare.domain.checkin import Score
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import SessionEnd, SessionEnded, SessionRated
from selfcare.domain.message import message
from selfcare.domain.stopping import LEVELS, StopLevel
from selfcare.domain.week import MINUTE
from selfcare.planning.history import History, SessionState
from selfcare.planning.relief import Relief, reliefs_of_routines

ASKED_FOR: Final = 30 * MINUTE
"""How long after a session its rating is asked for [design]."""


class Over(Struct, frozen=True):
    """A session that is over; `end` as the diary has it, or would have it."""

    session: Session
    end: SessionEnded

    @property
    def level(self) -> StopLevel | None:
        """What its stop means; None where it ran to its end."""
        return None if self.end.stopped is None else LEVELS[self.end.stopped]

    @property
    def asks(self) -> bool:
        """Whether it is still to be said how it is now."""
        return self.end.after is None and self.level in (None, StopLevel.LIGHTER)


def just_over(context: Context, history: History) -> Over | None:
    """Return the latest session where it ended within half an hour; nothing is noted."""
    state = history.sessions[-1] if history.sessions else None
    if state is None or not _is_over(state) or abs(context.now() - state.last_at) > ASKED_FOR:
        return None
    return _over(state)


def rate(context: Context, session_id: str, after: Score) -> Over:
    """Note how strong it hurts after a session; the latest word counts.

    Raise UserMistake where there is no such session, or where it is not over.
    """
    found = [one for one in context.history().sessions if one.started.session == session_id]
    if not found or not _is_over(found[0]):
        raise UserMistake(message("This routine is not over yet, or the diary does not know it."))
    state = found[0]
    if state.ended is None:
        context.note(SessionEnded(session_id, SessionEnd.DONE, after=after))
    else:
        context.note(SessionRated(session_id, after))
    return _over(state)


def relief_so_far(history: History, routine: str) -> Relief | None:
    """Return what followed the sessions of a routine; None where none was rated."""
    return reliefs_of_routines(history.sessions).get(routine)


def relief_line(relief: Relief) -> str:
    """Return what followed a routine in the last two months, in counts that claim nothing."""
    return words(
        "In the last two months, {counts}. Good days and bad days come by themselves too, so read"
        " it with care.",
        counts=relief_words(relief),
    )


def _is_over(state: SessionState) -> bool:
    return state.ended is not None or course_of(state.started.steps, state.turns).over


def _over(state: SessionState) -> Over:
    end = state.ended or SessionEnded(state.started.session, SessionEnd.DONE)
    return Over(session_from(state.started, state.turns), end)
