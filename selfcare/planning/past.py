"""What was offered and done before, as far as the choice of a routine depends on it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from msgspec import Struct

from selfcare.domain.muscles import Muscle
from selfcare.domain.prompt import Prompt
from selfcare.domain.routine import Routine
from selfcare.planning.history import History
from selfcare.planning.relief import Relief, reliefs_of_routines
from selfcare.planning.rhythm import pressing_times

LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)
_DOUBT: Final = 2
"""Sessions without an effect that are added before counts are compared, so that few weigh less."""


class Past(Struct, frozen=True, kw_only=True):
    """What was done, with instants in UTC.

    `last_of_entry` is the routine last offered, by plan entry; `last_done` when each was last
    begun; `pressing` when sessions with pressing began; `reliefs` what followed each routine.
    """

    last_of_entry: Mapping[str, str] = {}
    last_done: Mapping[str, datetime] = {}
    pressing: tuple[datetime, ...] = ()
    reliefs: Mapping[str, Relief] = {}

    def with_offer(self, prompt: Prompt, *, presses: bool) -> Past:
        """Return the past as it will be once `prompt` has been offered and done."""
        if prompt.routine is None:
            return self
        return Past(
            last_of_entry={**self.last_of_entry, prompt.entry: prompt.routine},
            last_done={**self.last_done, prompt.routine: prompt.due},
            pressing=(*self.pressing, prompt.due) if presses else self.pressing,
            reliefs=self.reliefs,
        )

    def last_served(self, muscle: Muscle, routines: Mapping[str, Routine]) -> datetime:
        """Return when a routine for `muscle` was last begun."""
        return max(
            (
                self.last_done.get(one.id, LONG_AGO)
                for one in routines.values()
                if muscle in one.muscles
            ),
            default=LONG_AGO,
        )

    def helped(self, routine: str) -> float:
        """Return from -1 (more pain each time) to 1 (less), closer to 0 the fewer sessions."""
        found = self.reliefs.get(routine)
        return 0.0 if found is None else (found.less - found.more) / (found.n + _DOUBT)

    def done_within(self, routine: str, at: datetime, span: timedelta) -> bool:
        """Return whether a routine was begun less than `span` before `at`."""
        return timedelta() <= at - self.last_done.get(routine, LONG_AGO) < span


def past_of(history: History) -> Past:
    """Return what was offered and done, from the diary."""
    last_of_entry: dict[str, str] = {}
    last_done: dict[str, datetime] = {}
    for prompt_id in history.order:
        state = history.prompts[prompt_id]
        if state.prompt.routine is not None:
            last_of_entry[state.prompt.entry] = state.prompt.routine
            if state.begun_at is not None:
                last_done[state.prompt.routine] = state.begun_at
    for session in history.sessions:
        routine = session.started.routine
        last_done[routine] = max(session.started_at, last_done.get(routine, LONG_AGO))
    return Past(
        last_of_entry=last_of_entry,
        last_done=last_done,
        pressing=pressing_times(history.sessions),
        reliefs=reliefs_of_routines(history.sessions),
    )
