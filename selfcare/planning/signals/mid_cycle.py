"""One neutral check-in in the middle between two starts.

Practitioners name ovulation as a trigger, the data do not (K15, Stewart 2000; K16): it only asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Final

from selfcare.domain.message import message
from selfcare.domain.prompt import OF_CYCLE, Asks, PromptKind
from selfcare.planning.around import Around
from selfcare.planning.signals.signal import Signal, SignalId, prompt_at

AFTER_LUNCH: Final = time(14)


def mid_cycle(day: date, around: Around) -> Iterator[Signal]:
    """Yield the check-in on the middle day of the span, or the next workday within it."""
    cycle, settings = around.cycle, around.settings.cycle
    if cycle.ovulation is None:
        return
    if not (settings.prompts and settings.ovulation):
        return
    if day != around.workday_from(cycle.ovulation) or not cycle.flag_ovulation(day):
        return
    at = around.moment(day, AFTER_LUNCH)
    if at is None:
        return
    reason = message("By your notes, it is about the middle between two starts.")
    yield Signal(
        id=SignalId.MID_CYCLE,
        reason=reason,
        changes=message("One check-in comes in the afternoon."),
        prompts=(
            prompt_at(
                at,
                day,
                around,
                id_=f"{OF_CYCLE}{cycle.last_start}/mid",
                kind=PromptKind.CHECKIN,
                reason=reason,
                asks=Asks.MID_CYCLE,
                detail=message(
                    "Some people notice a change mid-cycle, studies do not. Anything different?"
                ),
            ),
        ),
    )
