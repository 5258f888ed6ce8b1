"""On Fridays one plain line about what was noted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from typing import Final

from selfcare.domain.message import Message, message
from selfcare.domain.prompt import PromptKind
from selfcare.planning.around import Around
from selfcare.planning.noted import week_figures
from selfcare.planning.signals.signal import Signal, SignalId, prompt_at

FRIDAY: Final = 4
LEAST_NOTED: Final = 5
"""Noted days below which a line would say nothing [design]."""
_AT: Final = time(13, 30)


def week(day: date, around: Around) -> Iterator[Signal]:
    """Yield the line of a Friday."""
    if not around.settings.checkins.week or day.weekday() != FRIDAY:
        return
    headaches, noted = week_figures(around.days, day)
    at = around.moment(day, _AT)
    if noted < LEAST_NOTED or at is None:
        return
    reason = message("It is Friday.")
    yield Signal(
        id=SignalId.WEEK,
        reason=reason,
        changes=message("One line about the last four weeks comes after lunch."),
        prompts=(
            prompt_at(
                at,
                day,
                around,
                id_=f"{day}/week/1",
                kind=PromptKind.SUMMARY,
                reason=reason,
                detail=_line(headaches, noted, around.body.medicine),
            ),
        ),
    )


def _line(headaches: int, noted: int, medicine: Message | None) -> Message:
    line = message(
        "The last four weeks: {headaches} headache days of {noted} noted.",
        headaches=headaches,
        noted=noted,
    )
    if medicine is None:
        return line
    return message("{line} {medicine}", line=line, medicine=medicine)
