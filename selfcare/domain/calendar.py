"""What a calendar file says that matters here: when meetings are, what is due, which days are off.

No other word of an event ever gets this far.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from selfcare.domain.week import DaysOff, Window


class Deadline(Struct, frozen=True):
    """Something due on a day, by the name the calendar gives it.

    `first` is the day it begins where it takes several, as exam weeks do; `day` is its last.
    """

    day: date
    name: str
    first: date | None = None


class CalendarReading(Struct, frozen=True, kw_only=True):
    """One calendar between `first` and `last`, both included.

    `meetings` are spans of real time that do not overlap, in order.
    """

    first: date
    last: date
    meetings: tuple[Window, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    days_off: tuple[DaysOff, ...] = ()
