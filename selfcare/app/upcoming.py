"""The plan of any span of days, routines chosen: what the daemon shows and `plan` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, tzinfo

from msgspec import Struct
from msgspec.structs import replace

from selfcare.domain.facts import Entry
from selfcare.domain.offer import Offered, as_offered
from selfcare.domain.pressing import Pressed, pressed_today
from selfcare.domain.prompt import Prompt
from selfcare.domain.routine import Routine
from selfcare.domain.settings import PlanEntry, Settings
from selfcare.domain.week import DAY
from selfcare.planning.choose import Choice, Past, choose, past_of, with_substitute
from selfcare.planning.history import History
from selfcare.planning.planner import DayPlan, plan_day


class Chooser(Struct, frozen=True):
    """Everything a choice of routine depends on, gathered once for a moment."""

    entries: Mapping[str, PlanEntry]
    routines: Mapping[str, Routine]
    history: History
    pressed: Pressed

    def choice(self, prompt: Prompt, past: Past) -> Choice:
        """Return the routine for a prompt that has none yet."""
        return choose(
            self.entries.get(prompt.entry, PlanEntry(id="gentle")),
            routines=self.routines,
            screening=self.history.screening,
            pressed=self.pressed,
            past=past,
        )

    def offer(self, routine: Routine | None) -> Offered | None:
        """Return `routine` with today's filters and caps, None where it may not run."""
        if routine is None:
            return None
        offered = as_offered(routine, self.history.screening, self.pressed)
        return offered if isinstance(offered, Offered) else None

    def settle(self, prompt: Prompt, past: Past) -> Prompt:
        """Return `prompt` with its routine, and why it is this one."""
        if prompt.routine is not None:
            return prompt
        choice = self.choice(prompt, past)
        return replace(
            prompt,
            routine=None if choice.routine is None else choice.routine.id,
            reason=with_substitute(prompt.reason, choice),
        )


def chooser(
    settings: Settings,
    routines: Mapping[str, Routine],
    history: History,
    entries: Iterable[Entry],
    today: date,
) -> Chooser:
    """Return what is needed to choose routines on `today`."""
    return Chooser(
        {entry.id: entry for entry in settings.plan},
        routines,
        history,
        pressed_today(entries, today),
    )


def plan_span(
    first: date, days: int, *, settings: Settings, zone: tzinfo, choosing: Chooser
) -> Iterator[DayPlan]:
    """Yield the plans of `days` days from `first`, as they would be if nothing else happened."""
    past = past_of(choosing.history)
    for number in range(days):
        plan = plan_day(
            first + number * DAY, settings=settings, zone=zone, history=choosing.history
        )
        settled = []
        for prompt in plan.prompts:
            chosen = choosing.settle(prompt, past)
            past = past.with_offer(chosen)
            settled.append(chosen)
        yield replace(plan, prompts=tuple(settled))
