"""A note three days before the days that are estimated (domain handbook 4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from selfcare.domain.message import message
from selfcare.domain.prompt import OF_CYCLE, PromptKind
from selfcare.domain.week import DAY
from selfcare.planning.around import Around
from selfcare.planning.day_words import date_words, weekday_words
from selfcare.planning.signals.signal import NOTES_AT, Signal, SignalId, prompt_at

DAYS_AHEAD: Final = 3 * DAY
"""How long before them the note comes (domain handbook 4.3)."""


def period_ahead(day: date, around: Around) -> Iterator[Signal]:
    """Yield the note on its day, the last workday before where that is none."""
    cycle = around.cycle
    wanted = cycle.heads_up_day()
    if not around.settings.cycle.prompts or wanted is None:
        return
    begins = wanted + DAYS_AHEAD
    told_on = wanted if around.is_workday(wanted) else around.workday_before(wanted)
    # Where the computer was off that day, it is told on the next one, as long as it lies ahead.
    overdue = told_on is not None and told_on < day == around.today and day < begins
    if not (told_on == day or overdue):
        return
    at = around.moment(day, NOTES_AT)
    if at is None:
        return
    reason = message("By your notes, bleeding may begin around {day}.", day=date_words(begins))
    yield Signal(
        id=SignalId.PERIOD_AHEAD,
        reason=reason,
        changes=message("A note for the days ahead comes in the morning."),
        prompts=(
            prompt_at(
                at,
                day,
                around,
                id_=f"{OF_CYCLE}{cycle.anchor}/heads-up",
                kind=PromptKind.HEADS_UP,
                reason=reason,
                detail=message(
                    "Your more sensitive days may begin on {weekday}. If your doctor gave you a"
                    " plan for them, have it ready. Routines will be gentler.",
                    weekday=weekday_words(begins),
                ),
            ),
        ),
    )
