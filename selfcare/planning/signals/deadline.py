"""The last workday before something is due, and the day itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from selfcare.domain.message import message
from selfcare.domain.prompt import Prompt, PromptKind
from selfcare.planning.around import Around
from selfcare.planning.day_words import date_words
from selfcare.planning.signals.signal import Signal, SignalId, prompt_at

WIND_DOWN: Final = "let-down-wind-down"


def deadline(day: date, around: Around) -> Iterator[Signal]:
    """Yield the eve of each deadline, with a wind-down before work ends (domain handbook 4.3)."""
    told: set[date] = set()
    for period in around.stressful_around(day):
        due_on = period.deadline
        if due_on is None or due_on in told or not day < due_on:
            continue
        if around.workday_before(due_on) != day:
            continue
        told.add(due_on)
        reason = message("“{name}” is due on {day}.", name=period.reason, day=date_words(due_on))
        at = around.closing_moment(day)
        prompts: tuple[Prompt, ...] = ()
        if at is not None:
            prompts = (
                prompt_at(
                    at,
                    day,
                    around,
                    id_=f"stress/{due_on}/eve",
                    kind=PromptKind.ROUTINE,
                    reason=reason,
                    routine=WIND_DOWN,
                ),
            )
        yield Signal(
            id=SignalId.DEADLINE_EVE,
            reason=reason,
            changes=message("A quiet wind-down is offered before your work ends."),
            prompts=prompts,
        )
