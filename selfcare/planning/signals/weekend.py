"""A check-in on Saturday morning, for those who asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from selfcare.domain.message import message
from selfcare.domain.prompt import Asks, PromptKind
from selfcare.domain.settings import EARLIEST_CHECK_IN
from selfcare.domain.week import instant
from selfcare.planning.around import Around
from selfcare.planning.signals.signal import Signal, SignalId, prompt_at

SATURDAY: Final = 5


def weekend(day: date, around: Around) -> Iterator[Signal]:
    """Yield the check-in of a Saturday without work."""
    wanted = around.settings.checkins.weekend and day.weekday() == SATURDAY
    if not wanted or around.is_workday(day):
        return
    reason = message("You asked for a check-in on Saturdays.")
    yield Signal(
        id=SignalId.WEEKEND,
        reason=reason,
        changes=message("A check-in with three questions comes in the morning."),
        prompts=(
            prompt_at(
                instant(day, EARLIEST_CHECK_IN, around.zone),
                day,
                around,
                id_=f"{day}/weekend/1",
                kind=PromptKind.CHECKIN,
                reason=reason,
                asks=Asks.WEEKEND,
            ),
        ),
    )
