"""Pain before and after sessions, in counts, and which routines rest because of it.

The counts say nothing of causes: routines are done on bad days, and pain comes and goes by itself
(domain handbook 3.6 and 5.4). A session counts once it has ended and both numbers are known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, TypeVar

from msgspec import Struct

from selfcare.domain.checkin import Score
from selfcare.domain.muscles import Muscle
from selfcare.domain.week import DAY
from selfcare.planning.history import SessionState

MORE_PAIN_OF_LAST: Final = 5
"""How many of its latest sessions a routine is judged by (domain handbook 6, row 20)."""
MORE_PAIN_PAUSES: Final = 3
"""So many of them followed by more pain pause it (row 20)."""
PAUSED_FOR: Final = 28 * DAY
"""How long it rests after the latest session that was followed by more pain [design]."""

Key = TypeVar("Key", str, Muscle)


class Relief(Struct, frozen=True, kw_only=True):
    """After how many of `n` sessions pain was `less`, the `same` or `more` than before."""

    n: int
    less: int
    same: int
    more: int


class _Measured(Struct, frozen=True):
    """A session that has ended, and both its numbers."""

    session: SessionState
    before: Score
    after: Score

    @property
    def routine(self) -> str:
        return self.session.started.routine

    @property
    def more(self) -> bool:
        return self.after > self.before

    @property
    def worked_on(self) -> frozenset[Muscle]:
        """The muscles of all steps but breathing and rest."""
        steps = self.session.started.steps
        return frozenset(one for step in steps if not step.gentle for one in step.muscles)

    @property
    def pressed(self) -> frozenset[Muscle]:
        steps = self.session.started.steps
        return frozenset(one for step in steps if step.pressure > 0 for one in step.muscles)


def reliefs_of_routines(sessions: Iterable[SessionState]) -> Mapping[str, Relief]:
    """Return what followed the sessions of each routine, by its id."""
    return _reliefs((one.routine, one) for one in _measured(sessions))


def reliefs_of_muscles(sessions: Iterable[SessionState]) -> Mapping[Muscle, Relief]:
    """Return what followed the sessions that worked on each muscle.

    A session counts once for each of its muscles; breathing and rest work on none.
    """
    return _reliefs((muscle, one) for one in _measured(sessions) for muscle in one.worked_on)


def paused_routines(sessions: Iterable[SessionState], now: datetime) -> Mapping[str, datetime]:
    """Return the routines that rest at `now`, and when each may be done again (UTC).

    A routine that three or more of its last five sessions left with more pain rests for 28 days
    after the latest that did. Three are enough where there are no five yet; later sessions without
    more pain do not make it longer.
    """
    ends = {
        routine: max(one.session.last_at for one in latest if one.more) + PAUSED_FOR
        for routine, latest in _worse(sessions).items()
    }
    return {routine: end for routine, end in ends.items() if now < end}


def worse_muscles(sessions: Iterable[SessionState], now: datetime) -> frozenset[Muscle]:
    """Return the muscles that a routine which rests at `now` pressed in its last five sessions."""
    every = tuple(sessions)
    worse = _worse(every)
    return frozenset(
        muscle
        for routine in paused_routines(every, now)
        for one in worse[routine]
        for muscle in one.pressed
    )


def _measured(sessions: Iterable[SessionState]) -> list[_Measured]:
    """Return the sessions that count, in the order in which they ended."""
    found = [
        _Measured(one, one.started.before, one.ended.after)
        for one in sessions
        if one.ended is not None and one.ended.after is not None and one.started.before is not None
    ]
    return sorted(found, key=lambda one: (one.session.last_at, one.session.started.session))


def _reliefs(measured: Iterable[tuple[Key, _Measured]]) -> dict[Key, Relief]:
    by_key: dict[Key, list[int]] = defaultdict(list)
    for key, one in measured:
        by_key[key].append(one.after - one.before)
    return {
        key: Relief(
            n=len(changes),
            less=sum(change < 0 for change in changes),
            same=changes.count(0),
            more=sum(change > 0 for change in changes),
        )
        for key, changes in by_key.items()
    }


def _worse(sessions: Iterable[SessionState]) -> dict[str, Sequence[_Measured]]:
    """Return the last sessions of each routine that too many of them left with more pain."""
    by_routine: dict[str, list[_Measured]] = defaultdict(list)
    for one in _measured(sessions):
        by_routine[one.routine].append(one)
    latest = {routine: every[-MORE_PAIN_OF_LAST:] for routine, every in by_routine.items()}
    return {
        routine: last
        for routine, last in latest.items()
        if sum(one.more for one in last) >= MORE_PAIN_PAUSES
    }
