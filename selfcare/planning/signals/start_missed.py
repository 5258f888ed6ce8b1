"""One question when no start has been noted for longer than is likely."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from selfcare.domain.message import message
from selfcare.domain.prompt import OF_CYCLE, Asks, PromptKind
from selfcare.planning.around import Around
from selfcare.planning.signals.signal import NOTES_AT, Signal, SignalId, prompt_at

START_MISSED: Final = message("No start noted yet. Add one, wait, or pause these questions?")
"""The question where a start would have come by now."""


def start_missed(day: date, around: Around) -> Iterator[Signal]:
    """Yield the question on the first workday it may be asked, today at the earliest."""
    cycle = around.cycle
    if not around.settings.cycle.prompts or not cycle.is_past_likely(day):
        return
    at = around.moment(day, NOTES_AT)
    before = around.workday_before(day)
    # Told ahead of time it would stand on every day to come.
    if at is None or not (
        before is None or before < around.today or not cycle.is_past_likely(before)
    ):
        return
    reason = message("No start has been noted for longer than your notes make likely.")
    yield Signal(
        id=SignalId.START_MISSED,
        reason=reason,
        changes=message("One question comes; after it there is silence until a start is noted."),
        prompts=(
            prompt_at(
                at,
                day,
                around,
                id_=f"{OF_CYCLE}{cycle.last_start}/start-missed",
                kind=PromptKind.QUESTION,
                reason=reason,
                asks=Asks.START_MISSED,
                detail=START_MISSED,
            ),
        ),
    )
