"""The hours of a workday in real time: when one works, and when prompts may come."""

from __future__ import annotations

from datetime import date, datetime, tzinfo

from msgspec import Struct

from selfcare.domain.settings import Settings
from selfcare.domain.week import DAY, Window, spans, without


class Hours(Struct, frozen=True):
    """The hours of one workday in real time: all of them, and those that are not quiet."""

    work: tuple[Window, ...]
    open: tuple[Window, ...]

    def window_of(self, moment: datetime) -> Window | None:
        """Return the open window that holds `moment`."""
        return next((window for window in self.open if moment in window), None)


def hours_of(day: date, settings: Settings, zone: tzinfo) -> Hours:
    """Return the hours of the workday that starts on `day`; none on a day off."""
    if settings.work.is_off(day):
        return Hours((), ())
    work = spans(day, settings.work.hours(day.weekday()), zone)
    quiet = quiet_around(day, settings, zone)
    return Hours(work, without(work, quiet))


def quiet_around(day: date, settings: Settings, zone: tzinfo) -> tuple[Window, ...]:
    """Return the quiet spans that touch `day` or the night after it."""
    return tuple(
        window
        for near in (day - DAY, day, day + DAY)
        for window in spans(near, settings.prompts.quiet_hours, zone)
    )
