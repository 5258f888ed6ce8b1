"""What is offered after a check-in: a quiet routine, a kind word, days to fill in.

The one rule: offers only. Nothing here says what a body has, or will do.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final

from msgspec import Struct

from selfcare.app.present import Present
from selfcare.domain.attack import may_be_an_attack
from selfcare.domain.checkin import CheckIn, Sleep, Tick
from selfcare.domain.high_stress import is_high
from selfcare.domain.message import Message, message
from selfcare.planning.around import Around
from selfcare.planning.day_words import date_words
from selfcare.planning.fill_in import days_to_fill_in

QUIET_ROUTINE: Final = "slow-breath"
"""Two minutes without pressing, for days with much stress (domain handbook 6, row 10)."""


class NextKind(StrEnum):
    """What an offer is about."""

    ROUTINE = "routine"
    TIP = "tip"
    FILL_IN = "fill_in"
    CYCLE = "cycle"


class Next(Struct, frozen=True, kw_only=True):
    """Something the user may do now: a routine by its id, a day to fill in, or only a word."""

    kind: NextKind
    text: Message
    routine: str | None = None
    day: date | None = None


_MEAL: Final = message("A proper meal in peace may do you good; they are easily lost on such days.")
_COFFEE: Final = message(
    "Your usual coffee at its usual time may do you good, neither more nor less of it."
)
_SLEEP: Final = message("Going to bed and getting up at your usual times may do you good.")
_TIPS: Final = (_MEAL, _COFFEE, _SLEEP)


def what_follows(
    before: Present, present: Present, check_in: CheckIn, *, corrected: bool
) -> tuple[Next, ...]:
    """Return what is offered once `check_in` is stored; `before` is the moment without it.

    Whoever `corrected` an earlier one is not asked for other days again.
    """
    return (
        *_after_high_stress(before, check_in),
        *(() if corrected else _fill_ins(present.around)),
        *_cycle(before, present),
    )


def _after_high_stress(before: Present, check_in: CheckIn) -> Iterator[Next]:
    if check_in.day != before.today or check_in.stress is None:
        return
    days = before.around.days
    earlier = [
        noted
        for day in sorted(days)
        if day < check_in.day and (noted := days[day].stress) is not None
    ]
    if not is_high(check_in.stress, earlier):
        return
    routine = before.chooser().offer(before.routines.get(QUIET_ROUTINE), check_in.day)
    if routine is not None and not may_be_an_attack(check_in):
        yield Next(
            kind=NextKind.ROUTINE,
            text=message(
                "If you like, two quiet minutes without any pressing: selfcare now {id}",
                id=QUIET_ROUTINE,
            ),
            routine=QUIET_ROUTINE,
        )
    yield Next(kind=NextKind.TIP, text=_tip(check_in))


def _tip(check_in: CheckIn) -> Message:
    if Tick.MISSED_MEAL in check_in.ticks:
        return _MEAL
    if Tick.LESS_COFFEE in check_in.ticks:
        return _COFFEE
    if check_in.sleep in (Sleep.BROKEN, Sleep.UNUSUAL):
        return _SLEEP
    return _TIPS[check_in.day.toordinal() % len(_TIPS)]


def _fill_ins(around: Around) -> Iterator[Next]:
    for day in days_to_fill_in(around):
        yield Next(
            kind=NextKind.FILL_IN,
            text=message(
                "{day} has no entry. To fill it in: selfcare checkin --on {date}",
                day=date_words(day),
                date=day.isoformat(),
            ),
            day=day,
        )


def _cycle(before: Present, present: Present) -> Iterator[Next]:
    """Yield what a first start turns on."""
    start = present.around.cycle.last_start
    if start is not None and present.around.cycle.on and not before.around.cycle.on:
        yield Next(
            kind=NextKind.CYCLE,
            text=message(
                "From now on there is an estimate of the days ahead. To see it: selfcare cycle."
                " To take the date back: selfcare period remove {day}",
                day=start.isoformat(),
            ),
        )
