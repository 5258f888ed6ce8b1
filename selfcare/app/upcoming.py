"""The plan of any span of days, routines chosen: what the daemon shows and `plan` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from selfcare.domain.checkin import PainSide, Zone
from selfcare.domain.facts import Entry
from selfcare.domain.offer import Offered, Refused
from selfcare.domain.pressing import Pressed, pressed_today
from selfcare.domain.prompt import Prompt
from selfcare.domain.routine import Routine
from selfcare.domain.settings import PlanEntry
from selfcare.domain.week import DAY
from selfcare.planning.around import Around
from selfcare.planning.choose import Choice, choose, with_substitute
from selfcare.planning.past import Past, past_of
from selfcare.planning.planner import DayPlan, plan
from selfcare.planning.ranking import Setup
from selfcare.planning.rhythm import offered_to_press, too_much
from selfcare.planning.situation import situation_at


class Chooser(Struct, frozen=True):
    """Everything a choice of routine depends on, gathered once for a moment."""

    around: Around
    routines: Mapping[str, Routine]
    pressed: Pressed

    def setup(
        self,
        at: datetime,
        past: Past | None = None,
        *,
        zones: tuple[Zone, ...] = (),
        side: PainSide | None = None,
    ) -> Setup:
        """Return what a choice at the instant `at` goes by; `past` is the diary's where left out.

        `zones` and `side` ask what would fit there.
        """
        around = self.around
        situation = situation_at(at, around, zones=zones, side=side)
        known = past_of(around.history) if past is None else past
        of_today = at.astimezone(around.zone).date() == around.today
        return Setup(
            situation=situation,
            routines=self.routines,
            screening=around.history.screening,
            pressed=self.pressed if of_today else {},
            past=known,
            at=at,
            rest_from_pressing=too_much(
                at,
                (*known.pressing, *offered_to_press(around.history, self.routines)),
                around.zone,
                active=situation.phases.active,
            ),
        )

    def choice(self, prompt: Prompt, past: Past) -> Choice:
        """Return the routine for a prompt that has none yet."""
        entries = {entry.id: entry for entry in self.around.settings.plan}
        entry = entries.get(prompt.entry, PlanEntry(id="fitting"))
        return choose(entry, self.setup(prompt.due, past), gentle=prompt.gentle)

    def offer(self, routine: Routine | None, at: datetime) -> Offered | None:
        """Return `routine` as it may be done at the instant `at`, None where it may not."""
        if routine is None:
            return None
        found: Offered | Refused = self.setup(at).offer(routine)
        return found if isinstance(found, Offered) else None

    def settle(self, prompt: Prompt, past: Past) -> Prompt:
        """Return `prompt` with its routine, and why it is this one."""
        if not prompt.kind.offers_routine:
            return prompt
        wanted = self.routines.get(prompt.routine or "")
        if prompt.id in self.around.history.prompts or self.offer(wanted, prompt.due) is not None:
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
            routine = choosing.routines.get(chosen.routine or "")
            past = past.with_offer(chosen, presses=routine is not None and routine.presses)
            settled.append(chosen)
        yield replace(planned, prompts=tuple(settled))
