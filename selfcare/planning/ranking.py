"""Which routines fit now, the best first, and why (domain handbook 1.3; 6, rows 7, 18 and 19)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from msgspec import Struct

from selfcare.domain.message import Message, message
from selfcare.domain.muscles import Muscle
from selfcare.domain.offer import Offered, Refused, as_offered
from selfcare.domain.pressing import Pressed
from selfcare.domain.routine import Phase, Routine, Setting, Side, Tool
from selfcare.domain.safety import is_gentle
from selfcare.domain.screening import Screening
from selfcare.domain.settings import DEFAULT_ROUTINE
from selfcare.domain.touch import label
from selfcare.domain.week import DAY
from selfcare.domain.zones import MOST_MUSCLES
from selfcare.planning.needs import Need, needs_named, needs_of
from selfcare.planning.past import LONG_AGO, Past
from selfcare.planning.situation import Row, Situation

SHORT_SECONDS: Final = 180
"""A short break takes no longer (domain handbook 2.2: micro sessions take 1 to 2 minutes)."""
LONG_SECONDS: Final = 300
"""What takes longer is long, and comes last (2.2: one long session a day at most)."""
QUIET_ROUTINE: Final = "migraine-quiet"
WIND_DOWN: Final = "let-down-wind-down"
"""Eight minutes of warmth and slow breathing, for the morning after stress (row 11)."""
HALF_A_DAY: Final = DAY / 2
"""What was done so long ago at most still counts as done today [design]."""
STRENGTH_EVERY: Final = 7 * DAY
"""Between two routines for strength while muscles are calm (domain handbook 6, row 18)."""


_ONE_LONG: Final = message("One long routine a day is enough.")


class Fitting(Struct, frozen=True, kw_only=True):
    """A routine that fits, as it may be done now, the muscles it is for, and why it comes here."""

    offered: Offered
    muscles: tuple[Muscle, ...] = ()
    reasons: tuple[Message, ...] = ()

    @property
    def routine(self) -> Routine:
        """The routine, its doses lowered."""
        return self.offered.routine


class PassedOver(Struct, frozen=True):
    """A routine that is not offered, and why; see `Refused` for `capped`."""

    routine: str
    reason: Message
    capped: bool = False


class Ranking(Struct, frozen=True):
    """What fits, the best first; the muscles to look after; and what was passed over."""

    fitting: tuple[Fitting, ...]
    needs: tuple[Need, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


class Setup(Struct, frozen=True, kw_only=True):
    """What a choice goes by: the situation, the routines, what was pressed and done before.

    `rest_from_pressing` says why nothing more is to be pressed now, None where it may be.
    """

    situation: Situation
    routines: Mapping[str, Routine]
    screening: Screening | None
    pressed: Pressed
    past: Past
    at: datetime
    rest_from_pressing: Message | None = None

    def offer(self, routine: Routine) -> Offered | Refused:
        """Return a routine as it may be done now, or why it may not."""
        return as_offered(routine, self.screening, self.pressed, self.situation.limits)


def rank(setup: Setup, muscles: Iterable[Muscle] = ()) -> Ranking:
    """Return the routines that fit now, the best first.

    `muscles` are those to look after, where they are known; else they follow from where it hurts,
    what was tender, and the phase.
    """
    if setup.situation.limits.nothing is not None:
        why = setup.situation.limits.nothing
        return Ranking((), (), tuple(PassedOver(one, why) for one in sorted(setup.routines)))
    named = tuple(muscles)
    gentle_only = setup.situation.limits.gentle is not None
    needs = () if gentle_only else tuple(_needs(setup, named))
    fitting: list[tuple[tuple[object, ...], Fitting]] = []
    passed_over: list[PassedOver] = []
    for routine in sorted(setup.routines.values(), key=lambda one: one.id):
        if not _belongs(routine, setup, needs):
            continue
        match setup.offer(routine):
            case Refused(reason=reason, capped=capped):
                passed_over.append(PassedOver(routine.id, reason, capped))
            case Offered() as offered if setup.rest_from_pressing and offered.max_pressure:
                passed_over.append(PassedOver(routine.id, setup.rest_from_pressing))
            case Offered() if is_long(routine) and _long_lately(setup):
                passed_over.append(PassedOver(routine.id, _ONE_LONG))
            case Offered() as offered:
                found = _fitting(offered, setup, needs)
                at = _place_named if named else _place
                fitting.append((at(found, setup, needs), found))
    in_order = [one for _, one in sorted(fitting, key=lambda pair: pair[0])]
    return Ranking(tuple(in_order), needs[:MOST_MUSCLES], tuple(passed_over))


def is_long(routine: Routine) -> bool:
    """Return whether a routine is a long one, of which one a day is enough."""
    return routine.total_seconds > LONG_SECONDS


def is_short(routine: Routine) -> bool:
    """Return whether a routine fits a stressful day: short, and without pressing."""
    return routine.total_seconds <= SHORT_SECONDS and not routine.presses


def strengthens(routine: Routine) -> bool:
    """Return whether a routine is for strength or posture: a band, or nothing but movement."""
    return routine.tool is Tool.ELASTIC_BAND or all(step.moves for step in routine.steps)


def _needs(setup: Setup, named: tuple[Muscle, ...]) -> Iterator[Need]:
    if named:
        return needs_named(named, setup.past, setup.routines)
    return needs_of(setup.situation, setup.past, setup.routines)


def _belongs(routine: Routine, setup: Setup, needs: tuple[Need, ...]) -> bool:
    """Return whether a routine is looked at: for the muscles, of the phase, or gentle for all."""
    situation = setup.situation
    if situation.limits.gentle is not None:
        in_attack = Row.ATTACK in situation.rows
        return is_gentle(routine) and (in_attack or routine.phase is not Phase.ATTACK)
    fits = Phase.ACTIVE if situation.phases.active or situation.zones else Phase.LATENT
    if routine.phase not in (Phase.ANY, fits):
        return False
    if is_gentle(routine):
        return True
    if Row.STRESS in situation.rows or Row.EARLY_SIGNS in situation.rows:
        return is_short(routine) and routine.setting is Setting.DESK
    if any(need.muscle in routine.muscles for need in needs):
        return True
    return bool(needs) and fits is Phase.LATENT and strengthens(routine)


def _place(one: Fitting, setup: Setup, needs: tuple[Need, ...]) -> tuple[object, ...]:
    """Return the place of a routine among the others, the smallest first."""
    routine = one.routine
    # Breathing and rest serve nobody's muscle in particular.
    serves = not is_gentle(routine) and bool(one.muscles)
    return (
        _forced(routine, setup, needs),
        is_long(routine),
        _first_need(one, needs) if serves else len(needs),
        not serves and not is_gentle(routine),
        _pressing_place(one.offered, setup),
        routine.setting is not Setting.DESK,
        -setup.past.helped(routine.id),
        setup.past.last_done.get(routine.id, LONG_AGO),
        routine.phase is Phase.ANY,
        routine.id,
    )


def _place_named(one: Fitting, setup: Setup, needs: tuple[Need, ...]) -> tuple[object, ...]:
    """Return the place where the muscles were named: the least recent first, of those at hand."""
    routine = one.routine
    return (
        _first_need(one, needs) if one.muscles else len(needs),
        routine.setting is not Setting.DESK,
        -setup.past.helped(routine.id),
        setup.past.last_done.get(routine.id, LONG_AGO),
        routine.phase is Phase.ANY,
        routine.id,
    )


def _first_need(one: Fitting, needs: tuple[Need, ...]) -> int:
    return next(place for place, need in enumerate(needs) if need.muscle in one.muscles)


def _fitting(offered: Offered, setup: Setup, needs: tuple[Need, ...]) -> Fitting:
    """Return a routine with the muscles it is for, and why it comes."""
    situation = setup.situation
    serves = [need for need in needs if need.muscle in offered.routine.muscles][:MOST_MUSCLES]
    reasons = [*situation.reasons[:1]]
    if not is_gentle(offered.routine):
        reasons += [
            message("{muscle}: {why}.", muscle=label(need.muscle), why=need.why) for need in serves
        ]
    return Fitting(
        offered=offered,
        muscles=tuple(need.muscle for need in serves),
        reasons=(*reasons, *_also(offered, setup)),
    )


def _forced(routine: Routine, setup: Setup, needs: tuple[Need, ...]) -> int:
    """Return 0 or 1 for what the situation asks for before anything else, 2 for the rest."""
    rows = setup.situation.rows
    if Row.ATTACK in rows and setup.situation.limits.gentle is not None:
        return 0 if routine.id == QUIET_ROUTINE else 2
    if Row.LET_DOWN in rows and setup.situation.limits.gentle is None:
        return 0 if routine.id == WIND_DOWN else 2
    if setup.situation.limits.gentle is not None or not needs:
        return 0 if routine.id == DEFAULT_ROUTINE else 2
    if (
        Row.LATENT in rows
        and setup.rest_from_pressing is not None
        and strengthens(routine)
        and not _strengthened_lately(setup)
    ):
        return 0 if routine.tool is Tool.NONE else 1
    return 2


def _long_lately(setup: Setup) -> bool:
    return any(
        is_long(one) and setup.past.done_within(one.id, setup.at, HALF_A_DAY)
        for one in setup.routines.values()
    )


def _strengthened_lately(setup: Setup) -> bool:
    return any(
        strengthens(one) and setup.past.done_within(one.id, setup.at, STRENGTH_EVERY)
        for one in setup.routines.values()
    )


def _pressing_place(offered: Offered, setup: Setup) -> bool:
    """Return False for what comes first: in pain first nothing is pressed, then something is."""
    presses = offered.max_pressure > 0
    if Row.PAIN not in setup.situation.rows:
        return not presses
    done = any(
        setup.past.done_within(one.id, setup.at, HALF_A_DAY) and not one.presses
        for one in setup.routines.values()
        if set(one.muscles) & set(offered.routine.muscles) and not is_gentle(one)
    )
    return presses is not done


def _also(offered: Offered, setup: Setup) -> Iterator[Message]:
    relief = setup.past.reliefs.get(offered.routine.id)
    if relief is not None and relief.less > relief.more:
        yield message(
            "After it you noted less pain {less} of {n} times.", less=relief.less, n=relief.n
        )
    quiet = setup.situation.limits.gentle is not None
    if offered.routine.id not in setup.past.last_done and not quiet:
        yield message("It has not been done lately.")
    if setup.situation.limits.first in (Side.LEFT, Side.RIGHT) and any(
        step.side is Side.EACH for step in setup.routines[offered.routine.id].steps
    ):
        yield message("The side that hurts comes first, the other one is shorter.")
    yield from offered.changes
