"""How often pressing may come: once a day while muscles are calm, three times while they are not.

House rules inside the trials' ranges (domain handbook 2.2; 6, rows 18 and 19; K4 Andersen 2011,
K48 Tunwattanapong 2016). They bind what is offered, not what somebody begins by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Final

from selfcare.domain.message import Message, message
from selfcare.domain.routine import Routine
from selfcare.domain.week import DAY
from selfcare.planning.history import History, SessionState

MOST_ACTIVE: Final = 3
"""Sessions with pressing on a day in the active phase."""
GAP_ACTIVE: Final = timedelta(hours=2)
"""Between two of them at least."""
MOST_LATENT: Final = 1
"""Sessions with pressing on a day while muscles are calm."""
DAYS_LATENT: Final = 5
"""Days with pressing in any seven while muscles are calm: three to five."""

_ENOUGH_TODAY: Final = message("There has been enough pressing for today.")
_TOO_SOON: Final = message("Two hours lie between two sessions with pressing.")
_ENOUGH_THIS_WEEK: Final = message("There was pressing on five of the last seven days.")


def pressing_times(sessions: Iterable[SessionState]) -> tuple[datetime, ...]:
    """Return when sessions began in which something was pressed, or may have been."""
    return tuple(sorted(one.started_at for one in sessions if _pressed(one)))


def offered_to_press(history: History, routines: Mapping[str, Routine]) -> Iterator[datetime]:
    """Yield when breaks with pressing were offered and not begun.

    They count as well, so that a day stays as it was planned while it is lived through.
    """
    begun = {session.started.prompt for session in history.sessions}
    for state in history.prompts.values():
        routine = routines.get(state.prompt.routine or "")
        if routine is not None and routine.presses and state.prompt.id not in begun:
            yield state.prompt.due


def too_much(
    at: datetime, times: Iterable[datetime], zone: tzinfo, *, active: bool
) -> Message | None:
    """Return why no more pressing is offered at the instant `at`, None where it may be.

    `times` are when sessions with pressing began or will begin (UTC); days are those on the wall.
    """
    today = at.astimezone(zone).date()
    days = [(time, time.astimezone(zone).date()) for time in times]
    of_today = [time for time, day in days if day == today]
    if active:
        if len(of_today) >= MOST_ACTIVE:
            return _ENOUGH_TODAY
        return _TOO_SOON if any(abs(at - time) < GAP_ACTIVE for time, _ in days) else None
    if len(of_today) >= MOST_LATENT:
        return _ENOUGH_TODAY
    within = {day for _, day in days if today - 7 * DAY < day < today}
    return _ENOUGH_THIS_WEEK if len(within) >= DAYS_LATENT else None


def _pressed(session: SessionState) -> bool:
    """Return whether a pressing step was begun; of a session under way it counts at once."""
    steps = session.started.steps
    if not any(step.pressure > 0 for step in steps):
        return False
    if session.ended is None:
        return True
    return any(
        turn.seconds > 0 and turn.step < len(steps) and steps[turn.step].pressure > 0
        for turn in session.turns
    )
