"""Every setting with its default, range and meaning; they stand here once.

The sample file, the JSON Schema and the reference in the manual are made from these types.
"""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta, Struct

from selfcare.domain.muscles import Muscle
from selfcare.domain.routine import RoutineId
from selfcare.domain.stress import MonthlyDays, StressKind, YearlyDays
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


class OpensIn(StrEnum):
    """Where a press on a notification leads: a page in the browser, or a terminal window."""

    BROWSER = "browser"
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
        hours: Hours = getattr(self, WEEKDAYS[weekday])
        return hours

    def is_off(self, day: date) -> bool:
        """Return whether `day` is one of the days off."""
        return any(day in off for off in self.days_off)

    def is_workday(self, day: date) -> bool:
        """Return whether the user works on `day`."""
        return bool(self.hours(day.weekday())) and not self.is_off(day)


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
    fewer_after_days: Annotated[
        int,
        Meta(
            ge=0, le=60, description="Days without any answer until prompts become fewer. 0: never."
        ),
    ] = 3
    fewer_cap: Annotated[
        int, Meta(ge=0, le=12, description="Most prompts in one day from then on.")
    ] = 2
    question_after_days: Annotated[
        int,
        Meta(
            ge=0,
            le=60,
            description="Days without any answer until selfcare asks what suits you. 0: never.",
        ),
    ] = 7
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
    opens_in: Annotated[
        OpensIn, Meta(description="Where Start leads: browser, or a window of the terminal.")
    ] = OpensIn.BROWSER


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
    routine: Annotated[
        RoutineId | None,
        Meta(description="One routine. Left out, with rotate and muscles, what fits you then."),
    ] = None
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
DEFAULT_PLAN: Final = (PlanEntry(id="breaks", at=(time(10, 30), time(12, 30), time(15))),)


EARLIEST_CHECK_IN: Final = time(9)
LATEST_CHECK_IN: Final = time(20)
"""Nobody is asked anything before nine or after eight (domain handbook 4.3, 5.2)."""


class CheckIns(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When selfcare asks how you are. A check-in takes less than a minute."""

    diary: Annotated[bool, Meta(description="One check-in on each day you work.")] = True
    at: Annotated[
        time, Meta(description="When, if you work then; else shortly before your work ends.")
    ] = time(16, 30)
    reminder: Annotated[
        bool, Meta(description="Remind once, half an hour later, if it was not answered.")
    ] = True
    let_down: Annotated[
        bool, Meta(description="A short check-in on the morning after a stressful time.")
    ] = True
    weekend: Annotated[
        bool, Meta(description="A short check-in on Saturdays at 9:00, even if you do not work.")
    ] = False
    fill_in: Annotated[bool, Meta(description="On Mondays, offer to fill in the days before.")] = (
        True
    )
    week: Annotated[bool, Meta(description="On Fridays, one line about the last weeks.")] = True
    ticks: Annotated[
        bool, Meta(description="Also ask about meals, coffee and drinks in a check-in.")
    ] = False


class CycleMode(StrEnum):
    """How the cycle is looked at."""

    NATURAL = "natural"
    HORMONAL = "hormonal"
    PAUSED = "paused"
    OFF = "off"


class Cycle(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Check-ins around your cycle. Nothing comes before a first start: selfcare period start."""

    mode: Annotated[
        CycleMode,
        Meta(
            description="natural: estimated from your starts. hormonal: by your own schedule of"
            " pills. paused: in pregnancy and after birth. off: never."
        ),
    ] = CycleMode.NATURAL
    usual_length: Annotated[
        Annotated[int, Meta(ge=15, le=90)] | None,
        Meta(description="Days from one start to the next, if you know; counts as one cycle."),
    ] = None
    prompts: Annotated[bool, Meta(description="Prompts around the days that are estimated.")] = True
    ovulation: Annotated[
        bool, Meta(description="One check-in in the middle between two starts.")
    ] = True
    pill_start: Annotated[
        date | None, Meta(description="For hormonal: the first day of any one of your packs.")
    ] = None
    pill_days: Annotated[
        int, Meta(ge=1, le=400, description="For hormonal: days with pills in a row.")
    ] = 21
    break_days: Annotated[
        int, Meta(ge=0, le=28, description="For hormonal: days of the break after them.")
    ] = 7


class Meetings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the meetings of your calendars mean. Without a [[calendar]] they mean nothing."""

    busy_hours: Annotated[
        int, Meta(ge=1, le=24, description="A day with more hours of meetings counts as busy.")
    ] = 5
    compare: Annotated[
        bool,
        Meta(
            description="So does one with more than three quarters of your own days with meetings."
        ),
    ] = True
    wait: Annotated[
        bool, Meta(description="Let a prompt wait for the end of a meeting, 30 minutes at most.")
    ] = True


class PresenceSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """When a prompt waits for a better moment, as far as this computer tells."""

    do_not_disturb: Annotated[
        bool, Meta(description="Wait while the desktop is set to do not disturb.")
    ] = True
    full_screen: Annotated[
        bool, Meta(description="Wait while a film, a game or slides fill the screen.")
    ] = True
    call: Annotated[
        bool, Meta(description="Wait while the camera or the microphone is in use.")
    ] = True
    away: Annotated[
        bool, Meta(description="Wait while nobody is at the keyboard, until the prompt expires.")
    ] = True


Word = Annotated[str, Meta(min_length=1, max_length=200)]


class CalendarEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A calendar file (.ics) on this computer. It is only read, and only on this computer."""

    path: Annotated[str, Meta(min_length=1, max_length=1000, description="Where the file lies.")]
    me: Annotated[
        tuple[Word, ...],
        Meta(description="Your own mail addresses, so that what you declined does not count."),
    ] = ()
    deadline: Annotated[
        tuple[Word, ...],
        Meta(description="Words in a title, or categories, that mark a deadline."),
    ] = ()
    day_off: Annotated[
        str, Meta(max_length=100, description="A word or category that marks days off.")
    ] = ""


class StressEntry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stressful time you know of beforehand."""

    name: Annotated[
        str, Meta(min_length=1, max_length=60, description="What it is, in your words.")
    ]
    kind: Annotated[
        StressKind,
        Meta(description="emotional, or physical: lifting, a move, long drives, days of sitting."),
    ] = StressKind.EMOTIONAL
    deadline: Annotated[date | None, Meta(description="The day something is due.")] = None
    days: Annotated[
        DaysOff | None, Meta(description='A span of days: "2026-12-07..2026-12-18".')
    ] = None
    yearly: Annotated[
        YearlyDays | None, Meta(description='Each year: "05-31" or "12-10..12-23".')
    ] = None
    monthly: Annotated[
        MonthlyDays | None,
        Meta(description='Each month: "last 3 workdays", "first 2 days", "15" or "10..12".'),
    ] = None


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole of config.toml."""

    work: Work = Work()
    prompts: Prompts = Prompts()
    checkins: CheckIns = CheckIns()
    cycle: Cycle = Cycle()
    meetings: Meetings = Meetings()
    presence: PresenceSettings = PresenceSettings()
    plan: tuple[PlanEntry, ...] = DEFAULT_PLAN
    stress: tuple[StressEntry, ...] = ()
    calendar: tuple[CalendarEntry, ...] = ()
