"""After an attack, or early signs of one, a short check-in asks once more later in the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from selfcare.domain.message import Message, message
from selfcare.domain.prompt import Asks, PromptKind
from selfcare.domain.week import MINUTE
from selfcare.planning.around import Around
from selfcare.planning.signals.signal import Signal, SignalId, prompt_at

AFTER_AN_ATTACK: Final = 4 * 60 * MINUTE
"""How long after an attack was noted (domain handbook 6, row 5)."""
AFTER_EARLY_SIGNS: Final = 3 * 60 * MINUTE
"""How long after early signs were (row 17)."""


def again(day: date, around: Around) -> Iterator[Signal]:
    """Yield the check-in that follows, while it still falls into work hours."""
    found = _since(around) if day == around.today else None
    if found is None:
        return
    since, wait, reason = found
    at = since + wait
    if not around.is_open(day, at.astimezone(around.zone).time()):
        return
    yield Signal(
        id=SignalId.AGAIN,
        reason=reason,
        changes=message("A check-in with three questions comes later in the day."),
        prompts=(
            prompt_at(
                at,
                day,
                around,
                id_=f"{day}/again/1",
                kind=PromptKind.CHECKIN,
                reason=reason,
                asks=Asks.AGAIN,
            ),
        ),
    )


def _since(around: Around) -> tuple[datetime, timedelta, Message] | None:
    rest, signs = around.body.rest_since, around.body.signs_since
    alarm = around.history.alarm
    if alarm.flare == around.today and alarm.flare_at is not None:
        return max(alarm.flare_at, rest or alarm.flare_at), AFTER_AN_ATTACK, _ASKED
    if rest is not None:
        return rest, AFTER_AN_ATTACK, _NOTED
    return None if signs is None else (signs, AFTER_EARLY_SIGNS, _NOTED)


_ASKED: Final = message("You asked for a quiet day.")
_NOTED: Final = message("It follows what you noted earlier today.")
