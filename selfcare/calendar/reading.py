"""What a calendar comes to: when meetings are, what is due, which days are off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from selfcare.calendar.events import Moment, Occurrence, Says, expand
from selfcare.calendar.lines import scan
from selfcare.calendar.refusal import NO_SENSE, CannotRead, too_many
from selfcare.calendar.request import LeftOut, Outcome, Read, Request
from selfcare.calendar.words import Words, name_of
from selfcare.calendar.zones import Zones
from selfcare.domain.calendar import CalendarReading, Deadline
from selfcare.domain.week import DAY, DaysOff, Window, joined

OFF_FROM: Final = timedelta(hours=6)
"""An event with hours that marks days off counts on the days of which it takes as much [design]."""
_AN_INSTANT: Final = timedelta(microseconds=1)


def read(request: Request) -> Outcome:
    """Return what the calendar says, or why it says nothing."""
    try:
        scanned = scan(request)
    except CannotRead as refusal:
        return refusal.outcome
    zones = Zones(scanned.zone_names, scanned.zone_blocks)
    me = frozenset(one.strip().lower() for one in request.me)
    sums = _Sums(request)
    unreadable = scanned.unreadable
    parts = expand(list(scanned.series.values()), zones, me, request.first, request.last)
    for part in parts:
        unreadable += part.unreadable
        for occurrence in part.occurrences:
            sums.take(occurrence)
        if sums.full:
            return too_many(request.limits.meetings)
    if unreadable and unreadable >= scanned.events:
        return NO_SENSE
    counts = Counter(sums.left_out)
    counts["unreadable"] = unreadable + counts["unreadable"]
    return Read(reading=sums.reading(), left_out=LeftOut(**counts), unknown_zones=zones.unknown)


class _Sums:
    """Adds up occurrences within the days asked for."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._zone = None if request.zone is None else ZoneInfo(request.zone)
        self._start = self._midnight(request.first)
        self._end = self._midnight(request.last + DAY)
        self._deadline = Words.of(request.deadline)
        self._day_off = Words.of((request.day_off,))
        self._meetings: list[Window] = []
        self._deadlines: set[Deadline] = set()
        self._off: set[date] = set()
        self.left_out: Counter[str] = Counter()

    @property
    def full(self) -> bool:
        """Whether there is more than anybody's calendar holds."""
        most = self._request.limits.meetings
        if len(self._meetings) > most:
            self._meetings = list(joined(self._meetings))
        return max(len(self._meetings), len(self._deadlines)) > most

    def take(self, occurrence: Occurrence) -> None:
        """Add one occurrence, or count why it adds nothing."""
        try:
            self._take(occurrence)
        except OverflowError:
            self.left_out["unreadable"] += 1

    def reading(self) -> CalendarReading:
        """Return the sum."""
        return CalendarReading(
            first=self._request.first,
            last=self._request.last,
            meetings=joined(self._meetings),
            deadlines=tuple(sorted(self._deadlines, key=lambda one: (one.day, one.name))),
            days_off=tuple(_runs(sorted(self._off))),
        )

    def _take(self, found: Occurrence) -> None:
        says, marks = found.says, found.says.marks
        whole = marks.whole_day or not isinstance(found.start, datetime)
        hours = None if whole else Window(self._utc(found.start), self._utc(found.end))
        first, last = self._days(found, hours)
        if last < self._request.first or first > self._request.last:
            return
        if marks.cancelled or says.declined:
            self.left_out["cancelled" if marks.cancelled else "declined"] += 1
            return
        due = self._deadline.mark(says.title, says.categories)
        off = self._day_off.mark(says.title, says.categories)
        if due:
            self._note_deadline(says, first, last)
        if off:
            self._off.update(self._days_off(first, last, hours))
        elif hours is None:
            self.left_out["whole_day"] += not due
        elif marks.free or marks.away:
            self.left_out["free" if marks.free else "away"] += not due
        elif hours.start >= hours.end:
            self.left_out["no_length"] += not due
        else:
            start, end = max(hours.start, self._start), min(hours.end, self._end)
            if start < end:
                self._meetings.append(Window(start, end))

    def _note_deadline(self, says: Says, first: date, last: date) -> None:
        if last > self._request.last:
            return
        first = max(first, self._request.first)
        name = name_of(says.title) or name_of(
            next(one for one in says.categories if self._deadline.mark("", (one,)))
        )
        self._deadlines.add(Deadline(last, name, first if first < last else None))

    def _days(self, found: Occurrence, hours: Window | None) -> tuple[date, date]:
        """Return the first and the last day of an occurrence, as the user sees them."""
        if hours is not None:
            last = max(hours.start, hours.end - _AN_INSTANT)
            return self._local(hours.start).date(), self._local(last).date()
        first, end = self._day(found.start), found.end
        behind = end - (_AN_INSTANT if isinstance(end, datetime) else DAY)
        return first, max(first, self._day(behind))

    def _day(self, moment: Moment) -> date:
        """Return the day that a bound of a whole-day event stands for."""
        if not isinstance(moment, datetime):
            return moment
        # Outlook writes the user's own midnights, sometimes in UTC.
        return (self._local(moment) if moment.tzname() == "UTC" else moment).date()

    def _days_off(self, first: date, last: date, hours: Window | None) -> Iterator[date]:
        day = max(first, self._request.first)
        while day <= min(last, self._request.last):
            if hours is None or self._taken(day, hours) >= OFF_FROM:
                yield day
            day += DAY

    def _taken(self, day: date, hours: Window) -> timedelta:
        start, end = self._midnight(day), self._midnight(day + DAY)
        return min(hours.end, end) - max(hours.start, start)

    def _midnight(self, day: date) -> datetime:
        return self._utc(datetime.combine(day, time()))

    def _utc(self, moment: Moment) -> datetime:
        """Return a moment in UTC; one without a zone is the user's own."""
        there = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
        if there.tzinfo is None and self._zone is not None:
            there = there.replace(tzinfo=self._zone)
        return there.astimezone(UTC)

    def _local(self, moment: datetime) -> datetime:
        # Without a zone of a known name, the system's own.
        return moment.astimezone(self._zone)


def _runs(days: Iterable[date]) -> Iterator[DaysOff]:
    first = last = None
    for day in days:
        if last is not None and day - last == DAY:
            last = day
            continue
        if first is not None and last is not None:
            yield DaysOff(first, last)
        first = last = day
    if first is not None and last is not None:
        yield DaysOff(first, last)
