"""All that is known around a moment: settings, diary, stressful times, the cycle, calendars."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from selfcare.domain.busy import busy_periods, merged_meetings
from selfcare.domain.calendar import CalendarReading
from selfcare.domain.checkin import DayNoted
from selfcare.domain.cycle import CycleOutlook, cycle_outlook
from selfcare.domain.facts import (
    CYCLE_FACTS,
    CheckedIn,
    Entry,
    Fact,
    PressingEnded,
    SessionStarted,
    StressAdded,
    StressEnded,
    StressRemoved,
    TendernessNoted,
    Treated,
    TreatmentRated,
    TreatmentRemoved,
)
from selfcare.domain.high_stress import high_days, periods_of_check_ins
from selfcare.domain.settings import EARLIEST_CHECK_IN, LATEST_CHECK_IN, Settings
from selfcare.domain.stress import StressfulPeriod
from selfcare.domain.stressful_days import is_near, periods_of, periods_told
from selfcare.domain.week import DAY, MINUTE, Window, instant
from selfcare.planning.body import Body, body_on
from selfcare.planning.history import History
from selfcare.planning.hours import hours_of
from selfcare.planning.noted import check_ins, days_of

BEFORE_THE_END: Final = 30 * MINUTE
"""How long before the end of work the day's last things come."""
_NOON: Final = time(12)
_TREATED: Final = (Treated, TreatmentRemoved, TreatmentRated, PressingEnded)
_LONGEST_WAY: Final = 60
"""Days within which the next or the last workday is looked for."""


class Around(Struct, frozen=True, kw_only=True):
    """Everything a plan goes by. `settings` hold the days off of the calendars as well.

    `stressful` are the stressful times but those of the settings, which recur without end.
    `high` are the days noted with high stress; `active` those on which the user did anything of
    their own; `told_in_the_afternoon` those, of today and yesterday, about which something was
    noted on the day itself, from noon on.
    """

    today: date
    zone: tzinfo
    settings: Settings
    history: History
    days: Mapping[date, DayNoted]
    high: frozenset[date]
    active: frozenset[date]
    told_in_the_afternoon: frozenset[date]
    stressful: tuple[StressfulPeriod, ...]
    cycle: CycleOutlook
    meetings: tuple[Window, ...]
    body: Body = Body()
    _open: dict[date, list[Window]] = {}
    """The open hours of days asked about; they follow from the rest and are only remembered."""
    _near: dict[date, list[StressfulPeriod]] = {}
    """The stressful times near days asked about; only remembered, too."""

    def is_workday(self, day: date) -> bool:
        """Return whether the user works on `day`."""
        return self.settings.work.is_workday(day)

    def workday_before(self, day: date) -> date | None:
        """Return the last workday before `day`, None where there is none for two months."""
        return self._workday(day, -DAY)

    def workday_from(self, day: date) -> date | None:
        """Return the first workday on or after `day`."""
        return self._workday(day - DAY, DAY)

    def _workday(self, day: date, step: timedelta) -> date | None:
        for number in range(1, _LONGEST_WAY + 1):
            there = day + number * step
            if self.is_workday(there):
                return there
        return None

    def stressful_around(self, day: date) -> Iterator[StressfulPeriod]:
        """Yield every stressful time that lies near `day`."""
        known = self._near.get(day)
        if known is None:
            known = self._near[day] = [one for one in self.stressful if is_near(one, day)]
            for entry in self.settings.stress:
                known += periods_of(entry, day, self.settings.work.is_workday)
        yield from known

    def stressful_on(self, day: date) -> tuple[StressfulPeriod, ...]:
        """Return the stressful times that hold `day`."""
        return tuple(one for one in self.stressful_around(day) if day in one)

    def moment(self, day: date, at: time) -> datetime | None:
        """Return the first open moment of the workday at `at` or later, None where there is none.

        Nothing lies before nine or after eight.
        """
        wanted = instant(day, at, self.zone)
        for window in self._windows(day):
            if wanted < window.end:
                return max(wanted, window.start)
        return None

    def closing_moment(self, day: date) -> datetime | None:
        """Return half an hour before the end of the day's last open hours, or their start."""
        windows = self._windows(day)
        if not windows:
            return None
        last = windows[-1]
        return max(last.start, last.end - BEFORE_THE_END)

    def is_open(self, day: date, at: time) -> bool:
        """Return whether prompts may come at `at` on the workday."""
        there = instant(day, at, self.zone)
        return any(there in window for window in self._windows(day))

    def end_of(self, moment: datetime, day: date) -> datetime:
        """Return the end of the open hours that hold `moment`, at eight at the latest."""
        ends = [window.end for window in self._windows(day) if moment in window]
        return ends[0] if ends else moment

    def _windows(self, day: date) -> list[Window]:
        """Return the open hours of the workday between nine and eight, in order."""
        known = self._open.get(day)
        if known is not None:
            return known
        first = instant(day, EARLIEST_CHECK_IN, self.zone)
        last = instant(day, LATEST_CHECK_IN, self.zone)
        clipped = (
            Window(max(window.start, first), min(window.end, last))
            for window in hours_of(day, self.settings, self.zone).open
        )
        self._open[day] = [window for window in clipped if window.start < window.end]
        return self._open[day]


def around(
    today: date,
    *,
    zone: tzinfo,
    settings: Settings,
    history: History,
    entries: Sequence[Entry],
    readings: Sequence[CalendarReading] = (),
) -> Around:
    """Return what is known on `today`, from the diary's `entries` and what the calendars say."""
    off = tuple(off for reading in readings for off in reading.days_off)
    work = replace(settings.work, days_off=(*settings.work.days_off, *off))
    settings = replace(settings, work=work) if off else settings
    of = _by_kind(entries)
    checked_in = of[CheckedIn]
    held = check_ins(checked_in)
    days = days_of(held)
    high = high_days(days)
    return Around(
        today=today,
        zone=zone,
        settings=settings,
        history=history,
        days=days,
        high=high,
        active=frozenset(entry.day for entry in (*checked_in, *of[SessionStarted])),
        told_in_the_afternoon=frozenset(
            _told_in_the_afternoon((one for one in checked_in if one.day >= today - DAY), zone)
        ),
        stressful=in_order(
            *periods_told([*of[StressAdded], *of[StressEnded], *of[StressRemoved]], today),
            *busy_periods(readings, settings, zone),
            *periods_of_check_ins(days, high, settings.work.is_workday),
        ),
        meetings=merged_meetings(readings),
        body=body_on(
            today,
            days=days,
            check_ins=held,
            tender=of[TendernessNoted],
            treated=[entry for kind in _TREATED for entry in of[kind]],
        ),
        cycle=cycle_outlook(
            [entry for kind in CYCLE_FACTS for entry in of[kind]],
            today,
            settings.cycle,
            history.screening,
        ),
    )


def in_order(*periods: StressfulPeriod) -> tuple[StressfulPeriod, ...]:
    """Return stressful times in an order of their own, in whatever order they were told."""
    return tuple(
        sorted(
            periods,
            key=lambda one: (
                one.first,
                one.last or date.max,
                one.deadline or date.max,
                one.source,
                one.kind,
                repr(one.reason),
            ),
        )
    )


def _by_kind(entries: Iterable[Entry]) -> Mapping[type[Fact], list[Entry]]:
    """Return the entries by the kind of fact, so that nobody has to look through all of them."""
    found: defaultdict[type[Fact], list[Entry]] = defaultdict(list)
    for entry in entries:
        found[type(entry.fact)].append(entry)
    return found


def _told_in_the_afternoon(check_ins: Iterable[Entry], zone: tzinfo) -> Iterator[date]:
    for entry in check_ins:
        fact = entry.fact
        if (
            isinstance(fact, CheckedIn)
            and fact.check_in.day == entry.day
            and entry.at.astimezone(zone).time() >= _NOON
        ):
            yield entry.day
