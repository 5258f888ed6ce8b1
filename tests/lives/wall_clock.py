"""Hours and times of a plan, worked out anew from the rules in words, to judge the program by.

Nothing here uses the program's own reckoning: an instant is found by looking at a wall clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from selfcare.domain.settings import Settings
from selfcare.domain.week import ClockRange, DaysOff, Window

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EARLIEST = timedelta(hours=15)
_STEP = timedelta(minutes=15)

Span = tuple[datetime, datetime]


class Moment(NamedTuple):
    """What holds as somebody looks at the computer's clock; `now` is UTC."""

    now: datetime
    zone: ZoneInfo
    settings: Settings
    meetings: tuple[Window, ...] = ()
    days_off: tuple[DaysOff, ...] = ()
    kept_for: timedelta | None = None
    """How long the user has been busy or away; None where they are neither."""
    kept_before: timedelta | None = None
    """How long ago they last were."""
    gap: bool = False
    """Whether the program was away, or the clock was set, since the last look."""
    wrong_by: timedelta = timedelta()
    """How far the clock is ahead."""

    @property
    def true(self) -> datetime:
        """The instant as a clock shows it that nobody sets."""
        return self.now - self.wrong_by

    @property
    def wall(self) -> datetime:
        return _wall(self.now, self.zone)

    @property
    def today(self) -> date:
        return self.wall.date()


def _wall(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)


@lru_cache(maxsize=100_000)
def comes(wanted: datetime, zone: ZoneInfo) -> datetime:
    """Return the first instant at which a wall clock shows `wanted` or more.

    That is the first pass of a repeated time, and the end of the gap for one that is skipped.
    """
    at = wanted.replace(tzinfo=UTC) - _EARLIEST
    while _wall(at, zone) < wanted:
        at += _STEP
    at -= _STEP
    while _wall(at, zone) < wanted:
        at += MINUTE
    return at


def _in(at: datetime, spans: Sequence[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


@lru_cache(maxsize=20_000)
def _spans(day: date, ranges: tuple[ClockRange, ...], zone: ZoneInfo) -> tuple[Span, ...]:
    found = []
    for one in ranges:
        last = day if one.end > one.start else day + DAY
        start = comes(datetime.combine(day, one.start), zone)
        found.append((start, comes(datetime.combine(last, one.end), zone)))
    return tuple(sorted(span for span in found if span[0] < span[1]))


def is_off(day: date, moment: Moment) -> bool:
    days_off = (*moment.settings.work.days_off, *moment.days_off)
    return any(one.first <= day <= one.last for one in days_off)


def work_spans(day: date, moment: Moment) -> tuple[Span, ...]:
    """Return when one works on the workday that begins on `day`, in real time."""
    if is_off(day, moment):
        return ()
    ranges: tuple[ClockRange, ...] = getattr(moment.settings.work, _WEEKDAYS[day.weekday()])
    return _spans(day, ranges, moment.zone)


def is_quiet(at: datetime, moment: Moment) -> bool:
    there = _wall(at, moment.zone).date()
    return any(
        _in(at, _spans(there + days * DAY, moment.settings.prompts.quiet_hours, moment.zone))
        for days in (-1, 0, 1)
    )


def is_open(at: datetime, day: date, moment: Moment) -> bool:
    """Return whether prompts of the workday `day` may come at `at`."""
    return _in(at, work_spans(day, moment)) and not is_quiet(at, moment)


def is_decent(at: datetime, zone: ZoneInfo) -> bool:
    """Return whether somebody may be asked something: from nine to eight."""
    return time(9) <= _wall(at, zone).time() < time(20)


class Slot(NamedTuple):
    """A time at which a plan wants something to come."""

    id: str
    entry: str
    day: date
    due: datetime


def slots(day: date, moment: Moment) -> Iterator[Slot]:
    """Yield what the plan and the check-in of the day want within the open hours of `day`."""
    work = work_spans(day, moment)
    if not work:
        return
    for entry in moment.settings.plan:
        if _WEEKDAYS[day.weekday()] not in entry.weekdays:
            continue
        wanted: Iterator[tuple[int, datetime]]
        if entry.every_minutes is not None:
            wanted = _every(entry.every_minutes, work)
        else:
            wanted = _at(entry.at, day, work, moment.zone)
        for number, due in wanted:
            if not is_quiet(due, moment):
                yield Slot(f"{day}/{entry.id}/{number}", entry.id, day, due)
    checkins = moment.settings.checkins
    due = comes(datetime.combine(day, checkins.at), moment.zone)
    if checkins.diary and is_open(due, day, moment) and is_decent(due, moment.zone):
        yield Slot(f"{day}/diary/1", "", day, due)


def _at(
    times: Sequence[time], day: date, work: Sequence[Span], zone: ZoneInfo
) -> Iterator[tuple[int, datetime]]:
    for number, at in enumerate(times, 1):
        for there in (day, day + DAY):
            due = comes(datetime.combine(there, at), zone)
            if _in(due, work):
                yield number, due
                break


def _every(minutes: int, work: Sequence[Span]) -> Iterator[tuple[int, datetime]]:
    """Count minutes of work one at a time, from the start of the first range."""
    worked = 0
    at = work[0][0]
    last = max(end for _, end in work)
    while at < last:
        if _in(at, work):
            if worked and worked % minutes == 0 and not _starts_anew(at, work):
                yield worked // minutes, at
            worked += 1
        at += MINUTE


def _starts_anew(at: datetime, work: Sequence[Span]) -> bool:
    """Return whether a pause in the work ends at `at`: the count was full before the pause."""
    return not _in(at - MINUTE, work)
