"""Every stressful time there is, wherever it was told: settings, command, calendars, check-ins."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from msgspec import Struct

from selfcare.app.context import Context
from selfcare.app.present import look
from selfcare.domain.message import Message, message
from selfcare.domain.stress import StressfulPeriod, StressSource
from selfcare.domain.stressful_days import next_period, stress_told
from selfcare.domain.week import DAY

STILL_LISTED: Final = 28 * DAY
"""How long what was told is listed after it is over, so that it can be taken back."""


class State(StrEnum):
    """Where a stressful time stands as seen from today."""

    NOW = "now"
    COMING = "coming"
    OVER = "over"


class Listed(Struct, frozen=True, kw_only=True):
    """A stressful time as it is listed; only what was told by command has an id."""

    id: str | None
    name: Message
    period: StressfulPeriod
    state: State


def list_stress(context: Context) -> tuple[Listed, ...]:
    """Return the stressful times of all sources, those that go on first, then those to come.

    Of the settings each has the one that goes on or comes next. What was told by command stays
    listed for four weeks after it is over.
    """
    present = look(context)
    today, around = present.today, present.around
    found = [
        *(
            _listed(next_period(entry, today, around.settings.work.is_workday), today)
            for entry in around.settings.stress
        ),
        *(
            _listed(one.period, today, one.id)
            for one in stress_told(present.entries)
            if one.period.last is None or today - one.period.last <= STILL_LISTED
        ),
        *(
            _listed(period, today)
            for period in around.stressful
            if period.source in (StressSource.CALENDAR, StressSource.CHECK_INS)
            and period.last is not None
            and period.last >= today
        ),
    ]
    order = list(State)
    return tuple(
        sorted(
            (one for one in found if one is not None),
            key=lambda one: (order.index(one.state), one.period.first),
        )
    )


def _listed(period: StressfulPeriod | None, today: date, id_: str | None = None) -> Listed | None:
    if period is None:
        return None
    name = period.reason
    if period.source is StressSource.CHECK_INS:
        name = message("High stress in your check-ins")
    return Listed(id=id_, name=name, period=period, state=_state(period, today))


def _state(period: StressfulPeriod, today: date) -> State:
    if today in period:
        return State.NOW
    return State.COMING if today < period.first else State.OVER
