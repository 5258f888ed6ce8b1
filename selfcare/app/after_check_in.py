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
from selfcare.app.tenderness import tenderness_is_due
from selfcare.domain.attack import may_be_an_attack
from selfcare.domain.checkin import CheckIn, Sleep, Tick, Zone
from selfcare.domain.high_stress import is_high
from selfcare.domain.message import Message, message
from selfcare.planning.around import Around
from selfcare.planning.day_words import date_words
from selfcare.planning.fill_in import days_to_fill_in
from selfcare.planning.ranking import WIND_DOWN
from selfcare.planning.signals.let_down import let_down

QUIET_ROUTINE: Final = "slow-breath"
"""Two minutes without pressing, for days with much stress (domain handbook 6, row 10)."""


class NextKind(StrEnum):
    """What an offer is about."""

    ROUTINE = "routine"
    TIP = "tip"
    FILL_IN = "fill_in"
    CYCLE = "cycle"
    TENDERNESS = "tenderness"


class Next(Struct, frozen=True, kw_only=True):
    """Something the user may do now: a routine by its id, a day to fill in, or only a word."""

    kind: NextKind
    text: Message
    routine: str | None = None
    day: date | None = None


NOTHING_NEW: Final = message("Nothing new was noted, and that is fine.")
_MEAL: Final = message("A proper meal in peace may do you good; they are easily lost on such days.")
_COFFEE: Final = message(
    "Your usual coffee at its usual time may do you good, neither more nor less of it."
)
_SLEEP: Final = message("Going to bed and getting up at your usual times may do you good.")
_USUAL_TIMES: Final = message(
    "Getting up, and your coffee, at the usual times may do you good on days like this."
)
_TIPS: Final = (_MEAL, _COFFEE, _SLEEP)
_WITH_THE_JAW: Final = frozenset({Zone.TEMPLE, Zone.EAR, Zone.JAW_TEETH_CHEEK})


def thanks(about: date, noted_on: date) -> Message:
    """Return the first word after a check-in about a day."""
    if about == noted_on:
        return message("Noted, thank you.")
    return message("Noted for {day}, as filled in afterwards.", day=date_words(about))


def what_follows(
    before: Present, present: Present, check_in: CheckIn, *, corrected: bool
) -> tuple[Next, ...]:
    """Return what is offered once `check_in` is stored; `before` is the moment without it.

    Whoever `corrected` an earlier one is not asked for other days again.
    """
    rests = present.history.alarm.resting
    return (
        *(() if rests else _after_high_stress(before, check_in)),
        *(() if rests else _after_stress_fell(before, present, check_in)),
        *(() if rests else _about_clenching(check_in)),
        *(() if rests or corrected else _tenderness(present, check_in)),
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
    routine = before.chooser().offer(before.routines.get(QUIET_ROUTINE), before.now)
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


def _after_stress_fell(before: Present, present: Present, check_in: CheckIn) -> Iterator[Next]:
    """Yield the wind-down on the morning after stress (domain handbook 6, row 11)."""
    asked = check_in.stiffness is not None and check_in.day == before.today
    if not asked or not any(let_down(before.today, before.around)):
        return
    routine = present.chooser().offer(present.routines.get(WIND_DOWN), present.now)
    if routine is not None:
        yield Next(
            kind=NextKind.ROUTINE,
            text=message(
                "If you like, eight quiet minutes to wind down: selfcare now {id}", id=WIND_DOWN
            ),
            routine=WIND_DOWN,
        )
    yield Next(kind=NextKind.TIP, text=_USUAL_TIMES)


def _tip(check_in: CheckIn) -> Message:
    if Tick.MISSED_MEAL in check_in.ticks:
        return _MEAL
    if Tick.LESS_COFFEE in check_in.ticks:
        return _COFFEE
    if check_in.sleep in (Sleep.BROKEN, Sleep.UNUSUAL):
        return _SLEEP
    return _TIPS[check_in.day.toordinal() % len(_TIPS)]


def _about_clenching(check_in: CheckIn) -> Iterator[Next]:
    """Yield the question about clenching (domain handbook 1.3, K44 Wright 2000)."""
    if _WITH_THE_JAW & set(check_in.zones):
        yield Next(
            kind=NextKind.TIP,
            text=message(
                "Some people press their teeth together while they concentrate. If that is so with"
                " you, lips closed and teeth apart may be worth a try."
            ),
        )


def _tenderness(present: Present, check_in: CheckIn) -> Iterator[Next]:
    if check_in.day == present.today and tenderness_is_due(present):
        yield Next(
            kind=NextKind.TENDERNESS,
            text=message(
                "Once a week, ten seconds a muscle: how tender are the spots? selfcare tender"
            ),
        )


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
