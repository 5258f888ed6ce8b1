"""Every setting with its default, range and meaning; they stand here once.

The sample file, the JSON Schema and the reference in the manual are made from these types.
"""

from __future__ import annotations

from datetime import time
from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta, Struct

from selfcare.domain.muscles import Muscle
from selfcare.domain.routine import RoutineId
from selfcare.domain.week import ClockRange, DaysOff


class Weekday(StrEnum):
    """A day of the week, Monday first."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


WEEKDAYS: Final = tuple(Weekday)


class Wording(StrEnum):
    """What others may read: `neutral` names no body part, `plain` names things."""

    NEUTRAL = "neutral"
    PLAIN = "plain"


class NotifierChoice(StrEnum):
    """Which notifier to use; `auto` takes the first that works here."""

    AUTO = "auto"
    DESKTOP = "desktop"
    PLYER = "plyer"
    OSASCRIPT = "osascript"
    TERMINAL = "terminal"


OFFICE_HOURS: Final = (ClockRange(time(9), time(17, 30)),)
Hours = tuple[ClockRange, ...]
_HOURS = Meta(description='Work hours, as "09:00-12:30"; past midnight is fine: "22:00-06:00".')


class Work(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When you work. Nothing is offered outside these hours."""

    mon: Annotated[Hours, _HOURS] = OFFICE_HOURS
    tue: Annotated[Hours, _HOURS] = OFFICE_HOURS
    wed: Annotated[Hours, _HOURS] = OFFICE_HOURS
    thu: Annotated[Hours, _HOURS] = OFFICE_HOURS
    fri: Annotated[Hours, _HOURS] = OFFICE_HOURS
    sat: Annotated[Hours, _HOURS] = ()
    sun: Annotated[Hours, _HOURS] = ()
    days_off: Annotated[
        tuple[DaysOff, ...],
        Meta(description='Dates or spans: "2026-12-24", "2026-12-24..2027-01-01".'),
    ] = ()

    def hours(self, weekday: int) -> Hours:
        """Return the hours of a weekday, 0 Monday to 6 Sunday."""
        hours: Hours = getattr(self, WEEKDAYS[weekday].value)
        return hours


class Prompts(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How often and in what way selfcare speaks up."""

    daily_cap: Annotated[
        int, Meta(ge=0, le=12, description="Most prompts of every kind in one day.")
    ] = 4
    first_week_cap: Annotated[
        int, Meta(ge=0, le=12, description="The same, in your first seven days.")
    ] = 2
    spacing_minutes: Annotated[
        int, Meta(ge=0, le=480, description="Least minutes between two prompts.")
    ] = 30
    expiry_minutes: Annotated[
        int, Meta(ge=1, le=480, description="Minutes until an unanswered prompt goes away.")
    ] = 60
    snooze_minutes: Annotated[
        int, Meta(ge=1, le=120, description="Minutes a prompt is put off by.")
    ] = 10
    snooze_limit: Annotated[
        int, Meta(ge=0, le=20, description="How often one prompt can be put off.")
    ] = 3
    quiet_hours: Annotated[
        Hours, Meta(description='Hours of the day without prompts, as "12:00-13:00".')
    ] = ()
    wording: Annotated[
        Wording,
        Meta(description="neutral (no body words where others may look) or plain."),
    ] = Wording.NEUTRAL
    sound: Annotated[bool, Meta(description="A sound with each notification.")] = False
    notifier: Annotated[
        NotifierChoice,
        Meta(description="auto, or one of desktop, plyer, osascript, terminal."),
    ] = NotifierChoice.AUTO


EntryId = Annotated[
    str,
    Meta(
        pattern="^[a-z0-9]+(-[a-z0-9]+)*$",
        max_length=40,
        description="A name of your own; keep it when you change the times.",
    ),
]


class PlanEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing to be offered again and again: what, and when."""

    id: EntryId
    routine: Annotated[RoutineId | None, Meta(description="One routine.")] = None
    rotate: Annotated[
        tuple[RoutineId, ...], Meta(description="Routines to take turns, in this order.")
    ] = ()
    muscles: Annotated[
        tuple[Muscle, ...],
        Meta(description="Muscles to look after; the one least recently served comes first."),
    ] = ()
    at: Annotated[tuple[time, ...], Meta(description='Times of day: ["10:30", "15:00"].')] = ()
    every_minutes: Annotated[
        Annotated[int, Meta(ge=10, le=720)] | None,
        Meta(description="Or: after so many minutes of work, over and over."),
    ] = None
    weekdays: Annotated[
        tuple[Weekday, ...], Meta(description="On which days; left out, every day you work.")
    ] = WEEKDAYS


DEFAULT_ROUTINE: Final = "four-muscles-gentle"
DEFAULT_PLAN: Final = (
    PlanEntry(id="breaks", routine=DEFAULT_ROUTINE, at=(time(10, 30), time(12, 30), time(15))),
)


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole of config.toml."""

    work: Work = Work()
    prompts: Prompts = Prompts()
    plan: tuple[PlanEntry, ...] = DEFAULT_PLAN
