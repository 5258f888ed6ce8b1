"""The outlook of a day, from what is noted: what speaks for going gently, and what came of it.

Past days are judged by the rules that hold for the day asked about, each by what was known of the
cycle on its morning and without a headache of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from operator import attrgetter
from typing import Final

from msgspec import Struct

from selfcare.domain.attack import may_be_coming
from selfcare.domain.checkin import CheckIn, Sleep, Tick
from selfcare.domain.cycle import LOGGED_DAYS, CycleOutlook, Flag
from selfcare.domain.cycle_forecast import later
from selfcare.domain.facts import Entry, OutlookSwitched
from selfcare.domain.high_stress import ENTRIES_FOR_ONESELF, LET_DOWN_DROP
from selfcare.domain.message import Message, message
from selfcare.domain.outlook import (
    ENOUGH_DAYS,
    Band,
    Factor,
    Outlook,
    band_of,
    counting,
    points_of,
)
from selfcare.domain.quartile import is_above_upper_quartile
from selfcare.domain.settings import CycleMode
from selfcare.planning.around import Around
from selfcare.planning.noted import Figures, check_ins

JUDGED_DAYS: Final = 365
"""Days before the one asked about that tell how days like it went."""
ENOUGH_LIKE_IT: Final = 8
"""Days like it from which on one's own count is told (domain handbook 4.4)."""
ENOUGH_TO_DOUBT, ENOUGH_HIGH = 60, 3
"""Answered days, and those of the highest band among them, that can show the bands to be wrong."""
ENOUGH_CYCLES: Final = 6
"""Noted cycles that can show one's headaches to be unlinked with the cycle."""
LINKED_FROM_TENTHS: Final = 12
"""From 1.2 times as many headaches around a start as elsewhere on, they are linked (K14)."""
DAYS_BEFORE_A_START: Final = 2
"""Days before a start that are more sensitive: -2 and -1 (ICHD-3, K91)."""

_NIGHTS: Final = {Sleep.BROKEN: Factor.BROKEN_NIGHT, Sleep.UNUSUAL: Factor.UNUSUAL_NIGHT}
_TICKS: Final = {
    Tick.MISSED_MEAL: Factor.MISSED_MEAL,
    Tick.LESS_COFFEE: Factor.LESS_COFFEE,
    Tick.FIVE_DRINKS: Factor.FIVE_DRINKS,
}
_FLAGS: Final = {Flag.LOGGED: Factor.START_LOGGED, Flag.PREDICTED: Factor.START_EXPECTED}
_WORDS: Final[Mapping[Factor, Message]] = {
    Factor.HEADACHE: message("a headache on this day or the day before"),
    Factor.ONE_IS_COMING: message("the early signs you noted"),
    Factor.FIVE_DRINKS: message("five drinks or more the day before"),
    Factor.STRESS_FELL: message("much less stress than the evening before"),
    Factor.BROKEN_NIGHT: message("a broken night"),
    Factor.UNUSUAL_NIGHT: message("a night much longer or shorter than usual"),
    Factor.MISSED_MEAL: message("a missed meal"),
    Factor.LESS_COFFEE: message("less coffee than usual"),
}
"""How factors are told whose words are always the same."""


class _Known(Struct, frozen=True):
    """What there is to go by: `told` is what check-ins say of a day beyond its `DayNoted`."""

    around: Around
    told: Mapping[date, frozenset[Factor]]

    def on(self, day: date) -> frozenset[Factor]:
        """Return what speaks for going gently on `day`."""
        factors = set(self.before(day))
        if self.had_headache(day):
            factors.add(Factor.HEADACHE)
        if self.around.cycle.flag_ovulation(day):
            factors.add(Factor.MID_CYCLE)
        return frozenset(factors)

    def before(self, day: date) -> frozenset[Factor]:
        """Return the same without a headache of the day itself, and without what has no points."""
        return frozenset(self._before(day))

    def _before(self, day: date) -> Iterator[Factor]:
        eve = later(day, -1)
        if self.had_headache(eve):
            yield Factor.HEADACHE
        flag = self.around.cycle.flag(day)
        if flag is not None:
            yield _FLAGS[flag]
        yield from self.told.get(day, frozenset()) - {Factor.FIVE_DRINKS}
        yield from self.told.get(eve, frozenset()) & {Factor.FIVE_DRINKS}
        evening = self.evening(day)
        if evening in self.around.high:
            yield Factor.HIGH_STRESS
        stress, earlier = self.stress(evening), self.stress(later(evening, -1))
        if stress is not None and earlier is not None and earlier - stress >= LET_DOWN_DROP:
            yield Factor.STRESS_FELL

    def had_headache(self, day: date) -> bool:
        """Return whether a headache is noted on `day`."""
        noted = self.around.days.get(day)
        return noted is not None and bool(noted.headache)

    def evening(self, day: date) -> date:
        """Return the day whose evening counts: `day` once its stress is noted, else the eve."""
        return later(day, -1) if self.stress(day) is None else day

    def stress(self, day: date) -> int | None:
        """Return the stress noted on `day`."""
        noted = self.around.days.get(day)
        return None if noted is None else noted.stress


def outlook_of(day: date, around: Around, entries: Iterable[Entry], *, suspended: bool) -> Outlook:
    """Return the outlook of `day`, which may be past or to come.

    `entries` are those that `around` is made of. While advice is `suspended` there is none.
    """
    if suspended:
        return Outlook(day=day, suspended=True)
    known = _Known(around, _told(entries))
    past = _noted_before(day, around)
    few_days = len(past) < ENOUGH_DAYS
    unlinked = _is_unlinked(day, past, around.cycle)
    came = dict.fromkeys(Band, Figures(0, 0))
    for one, headache in past.items():
        if headache is not None:
            points = points_of(known.before(one), few_days=few_days, unlinked=unlinked)
            band = band_of(points)
            came[band] = _added(came[band], headache=headache)
    off = _not_borne_out(came)
    if off is not None:
        return Outlook(day=day, off=off)
    factors = known.on(day)
    points = points_of(factors, few_days=few_days, unlinked=unlinked)
    band = band_of(points)
    enough = came[band].noted_days >= ENOUGH_LIKE_IT
    return Outlook(
        day=day,
        band=band,
        points=points,
        reasons=tuple(_reason(one, day, known) for one in counting(factors, few_days=few_days)),
        headache_days=came[band].headache_days if enough else None,
        days_like_it=came[band].noted_days if enough else None,
        few_days=few_days,
    )


def is_hidden(entries: Iterable[Entry]) -> bool:
    """Return whether the user wants not to see the outlook; the latest wish counts."""
    wishes = (one for one in entries if isinstance(one.fact, OutlookSwitched))
    latest = max(wishes, key=attrgetter("id"), default=None)
    return latest is not None and latest.fact == OutlookSwitched(shown=False)


def _told(entries: Iterable[Entry]) -> Mapping[date, frozenset[Factor]]:
    """Return what check-ins tell of signs, nights, meals, coffee and drinks, by the day."""
    by_day: defaultdict[date, list[CheckIn]] = defaultdict(list)
    for noted in check_ins(entries):
        by_day[noted.check_in.day].append(noted.check_in)
    return {day: frozenset(_told_on(day, said)) for day, said in by_day.items()}


def _told_on(day: date, said: Sequence[CheckIn]) -> Iterator[Factor]:
    """Yield what the check-ins about a day add up to; of the night the latest word counts."""
    signs = tuple(sign for one in said for sign in one.signs)
    stiffness = max(one.stiffness or 0 for one in said)
    if may_be_coming(CheckIn(day=day, signs=signs, stiffness=stiffness)):
        yield Factor.ONE_IS_COMING
    nights = [one.sleep for one in said if one.sleep is not None]
    if nights and nights[-1] in _NIGHTS:
        yield _NIGHTS[nights[-1]]
    for one in said:
        yield from (_TICKS[tick] for tick in one.ticks)


def _noted_before(day: date, around: Around) -> Mapping[date, bool | None]:
    """Return the diary days of the year before `day`, and whether each had a headache."""
    first = later(day, -JUDGED_DAYS)
    return {
        one: noted.headache
        for one, noted in around.days.items()
        if first <= one < day and (noted.headache is not None or noted.stress is not None)
    }


def _is_unlinked(day: date, past: Mapping[date, bool | None], cycle: CycleOutlook) -> bool:
    """Return whether headaches come hardly more often around a start than on other days.

    Only starts noted by `day` count, and cycles of whose first days the diary says something.
    """
    without_a_length = {one.on for one in cycle.left_out}
    starts = [start for start in cycle.counted if start <= day]
    windows = {start: _window(start) for start in starts}
    answered = {one for one, headache in past.items() if headache is not None}
    cycles = [
        start
        for start, _ in pairwise(starts)
        if start not in without_a_length and answered & windows[start]
    ]
    if len(cycles) < ENOUGH_CYCLES:
        return False
    near = answered & frozenset[date]().union(*windows.values())
    far = answered - near
    headaches_near = sum(bool(past[one]) for one in near)
    headaches_far = sum(bool(past[one]) for one in far)
    # Whole numbers, so that no rounding decides.
    return 10 * headaches_near * len(far) < LINKED_FROM_TENTHS * headaches_far * len(near)


def _window(start: date) -> frozenset[date]:
    """Return days -2 to 3 of the cycle that begins with `start`."""
    days = range(-DAYS_BEFORE_A_START, LOGGED_DAYS)
    return frozenset(later(start, number) for number in days)


def _added(figures: Figures, *, headache: bool) -> Figures:
    return Figures(figures.headache_days + headache, figures.noted_days + 1)


def _not_borne_out(came: Mapping[Band, Figures]) -> Message | None:
    """Return why the bands mean nothing here; None where they do, or where it cannot be told."""
    high, usual = came[Band.HIGH], came[Band.USUAL]
    answered = sum(one.noted_days for one in came.values())
    if answered < ENOUGH_TO_DOUBT or high.noted_days < ENOUGH_HIGH or not usual.noted_days:
        return None
    if high.headache_days * usual.noted_days > usual.headache_days * high.noted_days:
        return None
    return message(
        "The outlook is off for now, because your own notes do not bear it out: there was a"
        " headache on {high} of {high_days} days to go very gently, and on {usual} of {usual_days}"
        " usual days. Your notes are counted anew each time.",
        high=high.headache_days,
        high_days=high.noted_days,
        usual=usual.headache_days,
        usual_days=usual.noted_days,
    )


def _reason(factor: Factor, day: date, known: _Known) -> Message:
    match factor:
        case Factor.START_LOGGED | Factor.START_EXPECTED:
            return _cycle_words(day, known.around.cycle)
        case Factor.HIGH_STRESS:
            return _stress_words(known.evening(day), known.around)
        case _:
            return _WORDS[factor]


def _cycle_words(day: date, cycle: CycleOutlook) -> Message:
    number = cycle.day_of_cycle(day)
    if cycle.flag(day) is Flag.LOGGED:
        if number is None:
            return message("one of the first days of bleeding")
        return message("day {number} of your cycle", number=number)
    if cycle.mode is CycleMode.HORMONAL:
        return message("one of the days without pills")
    found = cycle.forecast
    if (
        found is not None
        and 1 <= (away := (found.next_start(day) - day).days) <= DAYS_BEFORE_A_START
    ):
        return message("about day -{days} of your cycle", days=away)
    return message("bleeding may begin around this day")


def _stress_words(evening: date, around: Around) -> Message:
    """Return how high stress is told: as above one's own usual only where that is known."""
    noted = around.days[evening].stress
    earlier = sorted(
        one.stress for day, one in around.days.items() if day < evening and one.stress is not None
    )
    if (
        noted is not None
        and len(earlier) >= ENTRIES_FOR_ONESELF
        and is_above_upper_quartile(noted, earlier)
    ):
        return message("stress above your usual")
    return message("high stress")
