"""One line once the days around a start are over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Final

from selfcare.domain.message import Message, message
from selfcare.domain.prompt import OF_CYCLE, PromptKind
from selfcare.domain.week import DAY
from selfcare.planning.around import Around
from selfcare.planning.signals.signal import Signal, SignalId, prompt_at

CLOSES_AFTER: Final = 3 * DAY
"""Day 4 of the cycle (domain handbook 4.3)."""
TOLD_WITHIN: Final = 6 * DAY
WINDOW: Final = (-2 * DAY, 2 * DAY)
"""Days -2 to +3 around a start; there is no day 0 (K91, ICHD-3)."""
COMPARED: Final = timedelta(days=60)
_AT: Final = time(14)


def window_over(day: date, around: Around) -> Iterator[Signal]:
    """Yield the line on day 4, or on the next workday up to day 7."""
    start = around.cycle.last_start
    if start is None or not around.settings.cycle.prompts or not around.cycle.on:
        return
    told_on = around.workday_from(start + CLOSES_AFTER)
    if day != told_on or day > start + TOLD_WITHIN:
        return
    at = around.moment(day, _AT)
    if at is None:
        return
    reason = message("The days around the start you noted are over.")
    yield Signal(
        id=SignalId.WINDOW_OVER,
        reason=reason,
        changes=message("One line about them comes in the afternoon."),
        prompts=(
            prompt_at(
                at,
                day,
                around,
                id_=f"{OF_CYCLE}{start}/close",
                kind=PromptKind.SUMMARY,
                reason=reason,
                detail=_line(start, day, around),
            ),
        ),
    )


def _line(start: date, day: date, around: Around) -> Message:
    """Return the counts of noted days, or only that the days are over where none was noted."""
    first, last = start + WINDOW[0], start + WINDOW[1]
    noted = [one for one in around.days.values() if one.headache is not None and one.day < day]
    within = [one.headache for one in noted if first <= one.day <= last]
    others = [
        one.headache for one in noted if day - COMPARED <= one.day and not first <= one.day <= last
    ]
    if not within:
        return message(
            "The days around this start are over, and routines are as usual again. Nothing was"
            " noted in them."
        )
    return message(
        "Around this start: {here} headache days of {noted_here} noted. On other days of the last"
        " two months: {elsewhere} of {noted_elsewhere}.",
        here=sum(map(bool, within)),
        noted_here=len(within),
        elsewhere=sum(map(bool, others)),
        noted_elsewhere=len(others),
    )
