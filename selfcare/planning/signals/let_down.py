"""The morning after stress: three questions, because that is when some people notice something.

Studies disagree (K17, Lipton 2014; K18, Wöber 2007), so it asks and does not warn.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Final

from selfcare.domain.high_stress import fell
from selfcare.domain.message import Message, message
from selfcare.domain.prompt import Asks, PromptKind
from selfcare.domain.stress import StressSource
from selfcare.domain.week import DAY
from selfcare.planning.around import Around
from selfcare.planning.signals.signal import Signal, SignalId, prompt_at

MORNING: Final = time(10)


def let_down(day: date, around: Around) -> Iterator[Signal]:
    """Yield a short check-in on the workday after stress ended, fell or was high."""
    if not around.settings.checkins.let_down or not around.is_workday(day):
        return
    reason = _reason(day, around)
    if reason is None:
        return
    at = around.moment(day, MORNING)
    if at is None:
        return
    yield Signal(
        id=SignalId.LET_DOWN,
        reason=reason,
        changes=message("A check-in with three questions comes in the morning."),
        prompts=(
            prompt_at(
                at,
                day,
                around,
                id_=f"{day}/let-down/1",
                kind=PromptKind.CHECKIN,
                reason=reason,
                asks=Asks.LET_DOWN,
            ),
        ),
    )


def _reason(day: date, around: Around) -> Message | None:
    if around.stressful_on(day):
        return None
    for period in around.stressful_around(day):
        # What check-ins found ends with a calmer day, which speaks for itself below.
        if period.last == day - DAY and period.source is not StressSource.CHECK_INS:
            if period.deadline == period.last:
                return message("“{name}” was due yesterday.", name=period.reason)
            return message("“{name}” ended yesterday.", name=period.reason)
    if day - DAY in around.high:
        return message("You noted high stress yesterday.")
    if fell(around.days, day, around.is_workday):
        return message("Your stress has eased since the evening before.")
    return None
