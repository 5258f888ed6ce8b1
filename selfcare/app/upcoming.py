"""The plan of any span of days, routines chosen: what the daemon shows and `plan` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from selfcare.domain.facts import Entry
from selfcare.domain.offer import Offered, as_offered
from selfcare.domain.pressing import Pressed, pressed_today
from selfcare.domain.prompt import Prompt
from selfcare.domain.routine import Routine
from selfcare.domain.settings import PlanEntry
from selfcare.domain.week import DAY
from selfcare.planning.around import Around
from selfcare.planning.choose import Choice, Past, choose, past_of, with_substitute
from selfcare.planning.planner import DayPlan, plan
from selfcare.planning.signals.window import caps_on


class Chooser(Struct, frozen=True):
    """Everything a choice of routine depends on, gathered once for a moment."""

    around: Around
    routines: Mapping[str, Routine]
    pressed: Pressed

    def choice(self, prompt: Prompt, past: Past) -> Choice:
        """Return the routine for a prompt that has none yet."""
        entries = {entry.id: entry for entry in self.around.settings.plan}
        return choose(
            entries.get(prompt.entry, PlanEntry(id="gentle")),
            routines=self.routines,
            screening=self.around.history.screening,
            pressed=self.pressed,
            past=past,
            caps=caps_on(prompt.day, self.around),
            gentle=prompt.gentle,
        )

    def offer(self, routine: Routine | None, day: date) -> Offered | None:
        """Return `routine` with the filters and caps of `day`, None where it may not run."""
        if routine is None:
            return None
        caps = caps_on(day, self.around)
        offered = as_offered(routine, self.around.history.screening, self.pressed, caps)
        return offered if isinstance(offered, Offered) else None

    def settle(self, prompt: Prompt, past: Past) -> Prompt:
        """Return `prompt` with its routine, and why it is this one."""
        if not prompt.kind.offers_routine:
            return prompt
        wanted = self.routines.get(prompt.routine or "")
        if prompt.id in self.around.history.prompts or self.offer(wanted, prompt.day) is not None:
            return prompt
        choice = self.choice(prompt, past)
        return replace(
            prompt,
            routine=None if choice.routine is None else choice.routine.id,
            reason=with_substitute(prompt.reason, choice),
        )


def chooser(around: Around, routines: Mapping[str, Routine], entries: Iterable[Entry]) -> Chooser:
    """Return what is needed to choose routines on the day `around` is about."""
    return Chooser(around, routines, pressed_today(entries, around.today))


def plan_span(first: date, days: int, choosing: Chooser) -> Iterator[DayPlan]:
    """Yield the plans of `days` days from `first`, as they would be if nothing else happened."""
    past = past_of(choosing.around.history)
    for number in range(days):
        planned = plan(first + number * DAY, choosing.around)
        settled = []
        for prompt in planned.prompts:
            chosen = choosing.settle(prompt, past)
            past = past.with_offer(chosen)
            settled.append(chosen)
        yield replace(planned, prompts=tuple(settled))
