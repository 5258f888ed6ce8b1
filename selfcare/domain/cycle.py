"""What the cycle means for a day: is it flagged, where does it stand, what comes next, and why.

Off until the user turns it on by noting a first start. Everything here is an estimate, not for
contraception or for planning a pregnancy.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from selfcare.domain import cycle_reasons
from selfcare.domain.cycle_forecast import (
    LONGEST_GAP,
    Forecast,
    LeftOut,
    Pause,
    forecast,
    later,
    to_come,
)
from selfcare.domain.cycle_notes import Notes, read_notes
from selfcare.domain.facts import Entry
from selfcare.domain.message import Message, message
from selfcare.domain.screening import Screening, Tag
from selfcare.domain.settings import Cycle, CycleMode

HEADS_UP: Final = 3
"""Days before the estimated start on which a heads-up helps (domain handbook 4.3)."""
LOGGED_DAYS: Final = 3
"""Days of bleeding that belong to the sensitive days: 1 to 3 (ICHD-3, K91)."""
_ANSWERED: Final = 10
"""Days after any noted start on which nobody asks whether one came."""


class Flag(StrEnum):
    """Why a day is one of the sensitive ones: a start is near, or was noted."""

    PREDICTED = "predicted"
    LOGGED = "logged"


class CycleOutlook(Struct, frozen=True, kw_only=True):
    """The cycle as seen on the morning of `today`.

    `on` is whether any prompt may come of it. `starts` are all that are noted up to today,
    `counted` those that begin a cycle, `last_start` the latest of these. `next_start`, `lo` and
    `hi` (80 %) know that none came before today; they are None where nothing can be said. The days
    of ovulation (80 %) are a span around a day that is never shown alone; None with hormones.
    """

    on: bool
    mode: CycleMode
    why: Message
    today: date
    settings: Cycle
    forecast: Forecast | None = None
    starts: tuple[date, ...] = ()
    counted: tuple[date, ...] = ()
    pauses: tuple[Pause, ...] = ()
    not_yet: frozenset[date] = frozenset()
    cycles: int = 0
    left_out: tuple[LeftOut, ...] = ()
    last_start: date | None = None
    next_start: date | None = None
    lo: date | None = None
    hi: date | None = None
    ovulation: date | None = None
    ovulation_lo: date | None = None
    ovulation_hi: date | None = None
    rough: bool = False
    irregular: bool = False

    @property
    def anchor(self) -> date | None:
        """The day after which the prompts of this cycle are named: each cycle has its own."""
        return self.next_start if self.mode is CycleMode.HORMONAL else self.last_start

    def day_of_cycle(self, day: date) -> int | None:
        """Return the day of the cycle, 1 on the first day of bleeding; None where it has none."""
        found = self._as_of(day)
        if found is None or self.mode in (CycleMode.OFF, CycleMode.PAUSED):
            return None
        count = found.day(day) + 1
        return count if count <= LONGEST_GAP and not self._paused_since(found, day) else None

    def flag(self, day: date) -> Flag | None:
        """Return whether a day is flagged, as it would be said on its morning."""
        if not self.on or any(day in pause for pause in self.pauses):
            return None
        found = self._as_of(day)
        if found is not None and found.day(day) < LOGGED_DAYS:
            return Flag.LOGGED
        if self.mode is CycleMode.HORMONAL:
            return Flag.PREDICTED if _in_break(day, self.settings) else None
        return Flag.PREDICTED if found is not None and found.is_flagged(day) else None

    def flag_ovulation(self, day: date) -> bool:
        """Return whether a day lies in the span in which ovulation may be."""
        found = self._as_of(day)
        if not self._estimates or found is None or self._paused_since(found, day):
            return False
        return found.ovulation.first <= found.day(day) <= found.ovulation.last

    def heads_up_day(self) -> date | None:
        """Return the day three days before the estimated start; None when nothing is sure enough.

        It stands still while the days go by without a start.
        """
        if not self.on or self.irregular:
            return None
        if self.mode is CycleMode.HORMONAL:
            if self.next_start is None:
                return None
            wanted = later(self.next_start, -HEADS_UP)
            # Bleeding that began just before the break needs no note that it may begin.
            return None if any(wanted <= start for start in self.starts) else wanted
        found = self._as_of(self.today)
        if found is None or found.is_past(self.today):
            return None
        return later(found.last_start, found.lengths.middle() - HEADS_UP)

    def is_past_likely(self, day: date) -> bool:
        """Return whether a start would have come before `day` in 99 % of cycles like these.

        No longer so once more days have gone by than one cycle can have.
        """
        found = self._as_of(day)
        return (
            self._estimates
            and found is not None
            and found.is_past(day)
            and self.day_of_cycle(day) is not None
        )

    def asks_bleeding(self, day: date) -> bool:
        """Return whether to ask on `day` if bleeding has begun.

        On flagged days once a day, past the likely ones once and then no more.
        """
        before = bisect_right(self.starts, day)
        noted = before > 0 and (day - self.starts[before - 1]).days < _ANSWERED
        if day in self.not_yet or noted:
            return False
        if self.flag(day) is Flag.PREDICTED:
            return True
        found = self._as_of(day)
        return (
            found is not None
            and self.is_past_likely(day)
            and not any(one < day and found.is_past(one) for one in self.not_yet)
        )

    @property
    def _estimates(self) -> bool:
        return self.on and self.mode is CycleMode.NATURAL

    def _as_of(self, day: date) -> Forecast | None:
        """Return the forecast made of the starts up to a day."""
        if not self.starts or day >= self.starts[-1]:
            return self.forecast
        return forecast(
            (start for start in self.starts if start <= day),
            day,
            pauses=self.pauses,
            usual_length=self.settings.usual_length,
        )

    def _paused_since(self, found: Forecast, day: date) -> bool:
        return any(pause.touches(found.last_start, later(day, 1)) for pause in self.pauses)


def cycle_outlook(
    entries: Iterable[Entry], today: date, settings: Cycle, screening: Screening | None
) -> CycleOutlook:
    """Return what the noted starts, pauses and answers mean on the morning of `today`."""
    notes = read_notes(entries)
    found = forecast(notes.starts, today, pauses=notes.pauses, usual_length=settings.usual_length)
    stopped = _stopped(notes, today, settings, screening)
    seen = CycleOutlook(
        on=False,
        mode=settings.mode if stopped is None else stopped[0],
        why=cycle_reasons.NO_START if stopped is None else stopped[1],
        today=today,
        settings=settings,
        forecast=found,
        starts=tuple(start for start in notes.starts if start <= today),
        counted=() if found is None else found.starts,
        pauses=notes.pauses,
        not_yet=notes.not_yet,
        cycles=0 if found is None else found.cycles,
        left_out=to_come(notes.starts, today) if found is None else found.left_out,
        last_start=None if found is None else found.last_start,
    )
    if stopped is not None:
        return seen
    if settings.mode is CycleMode.HORMONAL:
        return _by_schedule(seen)
    return seen if found is None else _estimated(seen, found)


def _stopped(
    notes: Notes, today: date, settings: Cycle, screening: Screening | None
) -> tuple[CycleMode, Message] | None:
    """Return how and why nothing comes of the cycle, if somebody wants it so."""
    if settings.mode is CycleMode.OFF:
        return CycleMode.OFF, cycle_reasons.OFF
    for pause in notes.pauses:
        if today in pause:
            since = message(
                "Paused since {day}. To go on: selfcare period resume", day=pause.first.isoformat()
            )
            return CycleMode.PAUSED, since
    if screening is not None and Tag.PREGNANCY in screening.tags:
        return CycleMode.PAUSED, cycle_reasons.PREGNANCY
    return (CycleMode.PAUSED, cycle_reasons.PAUSED) if settings.mode is CycleMode.PAUSED else None


def _estimated(seen: CycleOutlook, found: Forecast) -> CycleOutlook:
    if found.is_past(seen.today):
        none = message(
            "The last start is {days} days back. The estimate goes on with the next one you note:"
            " selfcare period start",
            days=found.day(seen.today),
        )
        return replace(seen, on=True, why=none, rough=found.rough, irregular=found.irregular)
    lo, hi = found.span(seen.today)
    return replace(
        seen,
        on=True,
        why=cycle_reasons.estimated_from(found, seen.settings.usual_length),
        next_start=found.next_start(seen.today),
        lo=lo,
        hi=hi,
        ovulation=later(found.last_start, found.ovulation.day),
        ovulation_lo=later(found.last_start, found.ovulation.first),
        ovulation_hi=later(found.last_start, found.ovulation.last),
        rough=found.rough,
        irregular=found.irregular,
    )


def _by_schedule(seen: CycleOutlook) -> CycleOutlook:
    own = seen.settings
    if own.pill_start is None:
        return replace(seen, why=cycle_reasons.NO_SCHEDULE)
    if own.break_days == 0:
        return replace(seen, on=True, why=cycle_reasons.NO_BREAK)
    into = _day_of_pack(seen.today, own)
    first = later(seen.today, (own.pill_days - into) % (own.pill_days + own.break_days))
    return replace(
        seen,
        on=True,
        why=message(
            "By your own schedule: {pills} days with pills, then {days} without.",
            pills=own.pill_days,
            days=own.break_days,
        ),
        next_start=first,
        lo=first,
        hi=later(first, own.break_days - 1),
    )


def _in_break(day: date, own: Cycle) -> bool:
    return own.break_days > 0 and _day_of_pack(day, own) >= own.pill_days


def _day_of_pack(day: date, own: Cycle) -> int:
    """Return the days since the first pill of the pack a day belongs to."""
    if own.pill_start is None:
        return 0
    return (day - own.pill_start).days % (own.pill_days + own.break_days)
