"""A stressful time: its first day, and gentle breaks for as long as it lasts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from selfcare.domain.message import Message, message
from selfcare.domain.prompt import PromptKind
from selfcare.domain.stress import StressfulPeriod, StressSource
from selfcare.planning.around import Around, in_order
from selfcare.planning.signals.signal import NOTES_AT, Signal, SignalId, prompt_at


def stressful_time(day: date, around: Around) -> Iterator[Signal]:
    """Yield why the day is stressful; breaks become short and without pressing on it."""
    periods = around.stressful_on(day)
    if not periods:
        return
    first = in_order(*periods)[0]
    if _begins(day, periods, around):
        yield from _start(day, first, around)
    yield Signal(
        id=_id_of(first, day),
        reason=_reason(first, day),
        changes=message("Breaks are short and without pressing; the check-in is shorter."),
        gentle=message("It is a short one without pressing: {reason}", reason=_reason(first, day)),
    )


def _id_of(period: StressfulPeriod, day: date) -> SignalId:
    if period.source is StressSource.CHECK_INS:
        return SignalId.STRESS_HIGH
    return SignalId.DEADLINE if period.deadline == day else SignalId.STRESSFUL_TIME


def _reason(period: StressfulPeriod, day: date) -> Message:
    if period.source is StressSource.CHECK_INS:
        return period.reason
    if period.deadline == day:
        return message("“{name}” is due.", name=period.reason)
    return message("“{name}” is under way.", name=period.reason)


def _begins(day: date, periods: tuple[StressfulPeriod, ...], around: Around) -> bool:
    """Return whether a run of stressful days begins; a single day with a deadline is no run."""
    if not around.is_workday(day) or all(_is_single(period) for period in periods):
        return False
    before = around.workday_before(day)
    return before is None or not any(
        not _is_single(period) for period in around.stressful_on(before)
    )


def _is_single(period: StressfulPeriod) -> bool:
    return period.first == period.last


def _start(day: date, period: StressfulPeriod, around: Around) -> Iterator[Signal]:
    at = around.moment(day, NOTES_AT)
    if at is None:
        return
    reason = _reason(period, day)
    if period.source is not StressSource.CHECK_INS:
        reason = message("“{name}” begins.", name=period.reason)
    yield Signal(
        id=SignalId.STRESS_START,
        reason=reason,
        changes=message("A note comes on its first day."),
        prompts=(
            prompt_at(
                at,
                day,
                around,
                id_=f"stress/{period.first}/start",
                kind=PromptKind.HEADS_UP,
                reason=reason,
                detail=message(
                    "{reason} Your breaks are short and without pressing on these days. A lunch"
                    " break and your usual sleep may do you good.",
                    reason=reason,
                ),
            ),
        ),
    )
