"""When prompts go unanswered for days, they become fewer, and then one question is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from selfcare.domain.message import message
from selfcare.domain.prompt import Answer, Asks, PromptKind
from selfcare.domain.week import DAY
from selfcare.planning.around import Around
from selfcare.planning.signals.signal import NOTES_AT, Signal, SignalId, prompt_at

FEWER_HOLDS: Final = 28 * DAY
"""How long prompts stay fewer once the user asked for it."""
ASKED_WITHIN: Final = 14
"""Silent days after the first chance within which the question comes, and then never again."""


def silence(day: date, around: Around) -> Iterator[Signal]:
    """Yield fewer prompts after days without an answer, and the question after more of them."""
    settings = around.settings.prompts
    silent, since = silent_days(day, around)
    wish = _asked_for_fewer(day, around)
    if wish or (settings.fewer_after_days and silent >= settings.fewer_after_days):
        yield Signal(
            id=SignalId.FEWER,
            reason=message("You asked for fewer prompts.")
            if wish
            else message("Prompts of the last {days} days had no answer.", days=silent),
            changes=message("At most {cap} prompts come in a day.", cap=settings.fewer_cap),
            cap=settings.fewer_cap,
        )
    after = settings.question_after_days
    if not after or not after <= silent < after + ASKED_WITHIN:
        return
    at = around.moment(day, NOTES_AT)
    if at is None or day != around.workday_from(around.today):
        return
    reason = message("Prompts of the last {days} days had no answer.", days=silent)
    yield Signal(
        id=SignalId.SILENCE,
        reason=reason,
        changes=message("One question comes about what would suit you."),
        prompts=(
            prompt_at(
                at,
                day,
                around,
                id_=f"silence/{since}",
                kind=PromptKind.QUESTION,
                reason=reason,
                asks=Asks.SILENCE,
            ),
        ),
    )


def silent_days(day: date, around: Around) -> tuple[int, date | None]:
    """Return how many days with prompts went unanswered in a row before `day`.

    With it goes the day of the last answer, the first day of the diary where there is none.
    """
    answered = {there: True for there in around.active if there < day}
    for state in around.history.prompts.values():
        there = state.prompt.day
        if there < day and not answered.get(there) and state.prompt.kind.counts:
            answered[there] = state.answer is not None
    count = 0
    for there in sorted(answered, reverse=True):
        if answered[there]:
            return count, there
        count += 1
    return count, around.history.first_day


def _asked_for_fewer(day: date, around: Around) -> bool:
    for state in around.history.prompts.values():
        answer = state.answer
        if (
            answer is not None
            and answer.answer is Answer.FEWER
            and state.prompt.day <= day <= state.prompt.day + FEWER_HOLDS
        ):
            return True
    return False
