"""Working hours, days off and quiet hours, as civil times and as spans of real time.

Civil times are local wall times. A time that the spring change skips means the end of the gap; a
time that the autumn change repeats means its first pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from msgspec import Struct

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ClockRange:
    """Two times of day; an end at or before the start lies on the next day."""

    start: time
    end: time

    @property
    def overnight(self) -> bool:
        """True when the range runs past midnight."""
        return self.end <= self.start

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


@dataclass(frozen=True, slots=True)
class DaysOff:
    """A span of dates, both ends included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        if self.first == self.last:
            return f"{self.first}"
        return f"{self.first}..{self.last}"


class Window(Struct, frozen=True):
    """A span of real time in UTC, its end not included."""

    start: datetime
    end: datetime

    def __contains__(self, instant: datetime) -> bool:
        return self.start <= instant < self.end


def instant(day: date, at: time, zone: tzinfo) -> datetime:
    """Return the UTC instant of the wall time `at` on `day` in `zone`."""
    wall = datetime.combine(day, at, tzinfo=zone)
    there = wall.astimezone(UTC)
    if there.astimezone(zone).replace(fold=0) == wall:
        return there
    return _end_of_gap(there, zone)


def _end_of_gap(after: datetime, zone: tzinfo) -> datetime:
    """Return the first instant behind a gap in the wall time that `after` jumped over."""
    low, high = after - DAY, after
    offset = high.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) / 2
        if middle.astimezone(zone).utcoffset() == offset:
            high = middle
        else:
            low = middle
    return high.replace(microsecond=0)


def spans(day: date, ranges: Iterable[ClockRange], zone: tzinfo) -> tuple[Window, ...]:
    """Return the real spans of `ranges` that start on `day`, in order, overlaps joined."""
    found = (
        Window(
            instant(day, hours.start, zone),
            instant(day + DAY if hours.overnight else day, hours.end, zone),
        )
        for hours in ranges
    )
    return joined(window for window in found if window.start < window.end)


def joined(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Return `windows` in order; those that overlap or touch are one."""
    found: list[Window] = []
    for window in sorted(windows, key=lambda one: one.start):
        if found and window.start <= found[-1].end:
            if window.end > found[-1].end:
                found[-1] = Window(found[-1].start, window.end)
        else:
            found.append(window)
    return tuple(found)


def without(windows: Sequence[Window], taken: Sequence[Window]) -> tuple[Window, ...]:
    """Return `windows` less the spans `taken`."""
    left = list(windows)
    for gone in taken:
        left = [
            Window(start, end)
            for window in left
            for start, end in (
                (window.start, min(window.end, gone.start)),
                (max(window.start, gone.end), window.end),
            )
            if start < end
        ]
    return tuple(left)


def wall_time_in(windows: Sequence[Window], day: date, at: time, zone: tzinfo) -> datetime | None:
    """Return the instant of wall time `at` that lies in the `windows` of `day`, if any does.

    Hours that run past midnight belong to the day they start on, so `at` may fall on the next date.
    """
    for date_of in (day, day + DAY):
        there = instant(date_of, at, zone)
        if any(there in window for window in windows):
            return there
    return None


def after_minutes_of_work(windows: Sequence[Window], minutes: int) -> datetime | None:
    """Return when so many minutes of the windows have gone by, or None past the last.

    A count that is full just as a window ends gives that end, which lies in no window.
    """
    left = timedelta(minutes=minutes)
    for window in windows:
        length = window.end - window.start
        if left <= length:
            return window.start + left
        left -= length
    return None
