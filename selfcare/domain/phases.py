"""Muscles that are active, latent or quiet, and the phase somebody is in (handbook 1.3, 6).

What a user reads is "tender here, and it felt like your headache", never a diagnosis: latent spots
are common in healthy people (K22, Fernández-de-las-Peñas 2006).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

from selfcare.domain.checkin import Zone
from selfcare.domain.muscles import PLACES, Muscle
from selfcare.domain.tenderness import Tenderness
from selfcare.domain.zones import FIRST, weights_of

ACTIVE_DAYS: Final = 7
"""How long a spot that felt like one's own headache counts as active (handbook 1.3)."""
TENDER_FROM: Final = 3
"""Tenderness (0 to 10) from which on a muscle is latent and not quiet (handbook 1.3)."""
WITHIN: Final = 7
"""Days, today included, in which headache days are counted (handbook 6, rows 18 and 19)."""
HEADACHE_DAYS: Final = 2
"""So many headache days within a week make the active phase (row 19)."""
NOTED_DAYS: Final = 4
"""Days of a week, most of them, that must be noted to call it a week without a headache [design].

A missing day says nothing (row 28).
"""
SAME_RUN: Final = 7
"""Days between two times of being active that still count as one run [design]."""


class MuscleState(StrEnum):
    """How a muscle is: it hurts like one's headache, it is tender, or it is neither."""

    ACTIVE = "active"
    LATENT = "latent"
    QUIET = "quiet"


class Checked(Struct, frozen=True):
    """The tenderness of one muscle, noted on a day."""

    on: date
    found: Tenderness


class Phases(Struct, frozen=True, kw_only=True):
    """How things stand on a day. Muscles that are not named are latent, as at the start.

    `active` is the phase of the person; `active_since` the first day of the run a muscle is active
    in; `again` those active now that were so before and calm in between; `recognised` those that
    felt like one's own headache within a week; `tenderness` the latest number of each muscle;
    `zones` where it hurt in the last week.
    """

    active: bool = False
    states: Mapping[Muscle, MuscleState] = {}
    active_since: Mapping[Muscle, date] = {}
    tenderness: Mapping[Muscle, int] = {}
    weak: frozenset[Muscle] = frozenset()
    again: frozenset[Muscle] = frozenset()
    recognised: frozenset[Muscle] = frozenset()
    zones: tuple[Zone, ...] = ()
    checked_on: date | None = None

    def state(self, muscle: Muscle) -> MuscleState:
        """Return the state of a muscle."""
        return self.states.get(muscle, MuscleState.LATENT)


def phases_on(
    today: date,
    *,
    headaches: Mapping[date, bool],
    zones: Mapping[date, Iterable[Zone]],
    checks: Iterable[Checked],
) -> Phases:
    """Return the phases on `today`.

    `headaches` says of each noted day whether there was one; a day that is missing says nothing.
    `zones` are where it hurt, by day; `checks` the tenderness noted, in any order.
    """
    in_order = sorted(checks, key=lambda one: one.on)
    told = [*headaches, *zones, *(one.on for one in in_order)]
    first = min((day for day in told if day <= today), default=today)
    fold = _Fold(headaches, zones, in_order)
    for number in range((today - first).days + 1):
        fold.live(first + timedelta(days=number))
    latest = fold.latest
    return Phases(
        active=fold.by_headaches or bool(fold.recognised(today)),
        states={muscle: fold.state(muscle, today) for muscle in Muscle if muscle not in PLACES},
        active_since=fold.since_on(today),
        tenderness={muscle: one.found.worst for muscle, one in latest.items()},
        weak=frozenset(muscle for muscle, one in latest.items() if one.found.weak),
        recognised=fold.recognised(today),
        again=frozenset(fold.again & fold.since_on(today).keys()),
        zones=fold.zones_within(today),
        checked_on=max((one.on for one in latest.values()), default=None),
    )


class _Fold:
    """The days one after the other; missing days keep what was before them."""

    def __init__(
        self,
        headaches: Mapping[date, bool],
        zones: Mapping[date, Iterable[Zone]],
        checks: list[Checked],
    ) -> None:
        self._headaches = headaches
        told = ((day, tuple(places)) for day, places in zones.items())
        self._zones = {day: places for day, places in told if places}
        self._checks: dict[date, list[Checked]] = {}
        for one in checks:
            self._checks.setdefault(one.on, []).append(one)
        self.by_headaches = False
        self._week: deque[tuple[date, bool]] = deque()
        self.latest: dict[Muscle, Checked] = {}
        self.again: set[Muscle] = set()
        self._run_zones: tuple[Zone, ...] = ()
        self._first: dict[Muscle, date] = {}
        self._last: dict[Muscle, date] = {}

    def live(self, day: date) -> None:
        """Take in one more day."""
        for one in self._checks.get(day, ()):
            self.latest[one.found.muscle] = one
        if day in self._headaches:
            self._week.append((day, self._headaches[day]))
        while self._week and (day - self._week[0][0]).days >= WITHIN:
            self._week.popleft()
        noted = [headache for _, headache in self._week]
        if sum(noted) >= HEADACHE_DAYS:
            self.by_headaches = True
        elif len(noted) >= NOTED_DAYS and not any(noted):
            self.by_headaches = False
        self._run_zones = (self.zones_within(day) or self._run_zones) if self.by_headaches else ()
        for muscle in self._active_on(day):
            last = self._last.get(muscle)
            if last is None or (day - last).days > SAME_RUN:
                self._first[muscle] = day
                if last is not None:
                    self.again.add(muscle)
            self._last[muscle] = day

    def recognised(self, day: date) -> frozenset[Muscle]:
        """Return the muscles that felt like one's own headache within the last week."""
        return frozenset(muscle for muscle in self.latest if self._marked(muscle, day))

    def state(self, muscle: Muscle, day: date) -> MuscleState:
        """Return how a muscle is."""
        if muscle in self._active_on(day):
            return MuscleState.ACTIVE
        found = self.latest.get(muscle)
        if found is None or found.found.mine or found.found.worst >= TENDER_FROM:
            return MuscleState.LATENT
        return MuscleState.QUIET

    def since_on(self, day: date) -> dict[Muscle, date]:
        """Return the first day of the run of each muscle that is active."""
        return {muscle: self._first[muscle] for muscle in sorted(self._active_on(day))}

    def zones_within(self, day: date) -> tuple[Zone, ...]:
        """Return where it hurt in the last week, each place once, the latest first."""
        if not self._zones:
            return ()
        found = (zone for near in _week_up_to(day) for zone in self._zones.get(near, ()))
        return tuple(dict.fromkeys(found))

    def _active_on(self, day: date) -> set[Muscle]:
        marked = set(self.recognised(day))
        if not self.by_headaches:
            return marked
        weights = weights_of(self._run_zones)
        by_zone = {muscle for muscle, weight in weights.items() if weight == FIRST}
        return marked | {muscle for muscle in by_zone if not self._found_quiet(muscle, day)}

    def _marked(self, muscle: Muscle, day: date) -> bool:
        one = self.latest[muscle]
        return one.found.mine and (day - one.on).days < ACTIVE_DAYS

    def _found_quiet(self, muscle: Muscle, day: date) -> bool:
        one = self.latest.get(muscle)
        return (
            one is not None
            and (day - one.on).days < ACTIVE_DAYS
            and one.found.worst < TENDER_FROM
            and not one.found.mine
        )


def _week_up_to(day: date) -> list[date]:
    return [day - timedelta(days=number) for number in range(WITHIN)]
