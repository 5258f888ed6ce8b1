"""The day's check-in: once on each workday, before the work ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from selfcare.domain.message import message
from selfcare.domain.prompt import Asks, Held, HeldBack, PromptKind
from selfcare.domain.week import MINUTE, instant
from selfcare.planning.around import Around
from selfcare.planning.signals.signal import Signal, SignalId, prompt_at

REMINDED_AFTER = 30 * MINUTE
THE_DAY: Final = frozenset({Asks.DIARY, Asks.SHORT_DIARY})
"""What a prompt asks that is the check-in of its day."""


def diary(day: date, around: Around) -> Iterator[Signal]:
    """Yield the check-in of a workday; it asks three things only on a stressful day."""
    settings = around.settings.checkins
    due = diary_time(day, around)
    if not settings.diary or due is None:
        return
    short = bool(around.stressful_on(day)) or day in around.high
    prompt = prompt_at(
        due,
        day,
        around,
        id_=f"{day}/diary/1",
        kind=PromptKind.CHECKIN,
        reason=message("The check-in comes once on each workday, before your work ends."),
        stays=around.settings.prompts.expiry_minutes * MINUTE,
        asks=Asks.SHORT_DIARY if short else Asks.DIARY,
        remind_at=due + REMINDED_AFTER if settings.reminder else None,
    )
    if asked_before(day, around) and prompt.id not in around.history.prompts:
        why = message("The check-in of this day has been shown.")
        yield Signal(
            id=SignalId.DIARY,
            reason=message("It is one of your workdays."),
            changes=message("It is not asked once more."),
            held=(Held(prompt, HeldBack.FOLDED, why),),
        )
        return
    noted = around.days.get(day)
    if (
        noted is not None
        and noted.headache is not None
        and (noted.stress is not None or day in around.told_in_the_afternoon)
    ):
        why = message("You have checked in already.")
        held = (Held(prompt, HeldBack.DONE_ALREADY, why),)
        yield Signal(
            id=SignalId.DIARY,
            reason=message("You have checked in on this day."),
            changes=message("It is not asked once more."),
            held=held if prompt.id not in around.history.prompts else (),
        )
        return
    yield Signal(
        id=SignalId.DIARY,
        reason=message("It is one of your workdays."),
        changes=message("A check-in with three questions comes before your work ends.")
        if short
        else message("A check-in comes before your work ends."),
        prompts=(prompt,),
    )


def asked_before(day: date, around: Around) -> bool:
    """Return whether the questions of the day were shown, under whatever name.

    They come under one of the cycle while the check-in is switched off, and an edit may change
    that within the day.
    """
    return any(
        state.prompt.day == day and state.prompt.asks in THE_DAY
        for state in around.history.prompts.values()
    )


def diary_time(day: date, around: Around) -> datetime | None:
    """Return when the check-in of the workday comes, None on a day without open hours."""
    at = around.settings.checkins.at
    if around.is_open(day, at):
        return instant(day, at, around.zone)
    return around.closing_moment(day)
