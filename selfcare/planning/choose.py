"""Which routine a plan entry offers now, and why this one and not another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from selfcare.domain.message import Message, message
from selfcare.domain.offer import Offered, Refused
from selfcare.domain.routine import Phase, Routine, Setting
from selfcare.domain.safety import is_gentle
from selfcare.domain.settings import DEFAULT_ROUTINE, PlanEntry
from selfcare.planning.past import LONG_AGO
from selfcare.planning.ranking import PassedOver, Ranking, Setup, is_short, rank

_NOT_READABLE: Final = message("Its file needs a look: selfcare check.")
_CALM_PHASES: Final = (Phase.LATENT, Phase.ANY)


class Choice(Struct, frozen=True):
    """The routine to offer, None when none may run, and what was passed over on the way."""

    routine: Routine | None
    passed_over: tuple[PassedOver, ...] = ()


def choose(entry: PlanEntry, setup: Setup, *, gentle: bool = False) -> Choice:
    """Return the first routine of `entry` that may run, or what fits in its place.

    With `gentle` only short ones without pressing are looked at, of the entry or else of all. An
    entry that names nothing gives what fits now, and so does every entry where all but breathing
    and rest is left out.
    """
    limits = setup.situation.limits
    if limits.nothing is not None:
        return Choice(None)
    if limits.gentle is not None:
        return _fitting(rank(setup))
    if gentle:
        return _first(_short_ones(entry, setup), setup, told=False)
    if entry.muscles:
        return _for_muscles(entry, setup)
    if entry.routine is None and not entry.rotate:
        return _fitting(rank(setup))
    return _first(_in_turn(entry, setup), setup, told=True)


def with_substitute(reason: Message, choice: Choice) -> Message:
    """Return the reason of a prompt, extended by why the wanted routine is not the one offered.

    What the caps of a day leave out is not told: the reason is stored, and they may be private.
    """
    told = [one for one in choice.passed_over if not one.capped]
    if not told or choice.routine is None:
        return reason
    first = told[0]
    return message(
        "{reason} “{wanted}” waits: {why} “{offered}” takes its place.",
        reason=reason,
        wanted=first.routine,
        why=first.reason,
        offered=choice.routine.id,
    )


def _fitting(ranking: Ranking) -> Choice:
    return Choice(ranking.fitting[0].routine if ranking.fitting else None)


def _first(names: Iterator[str], setup: Setup, *, told: bool) -> Choice:
    """Return the first of the named routines that may run, else one without pressing, else rest."""
    passed_over: list[PassedOver] = []
    pressed_enough: list[Routine] = []
    for wanted in names:
        routine = setup.routines.get(wanted)
        if routine is None:
            passed_over.append(PassedOver(wanted, _NOT_READABLE))
            continue
        match setup.offer(routine):
            case Refused(reason=reason, capped=capped):
                passed_over.append(PassedOver(routine.id, reason, capped))
            case Offered() as offered if offered.max_pressure and setup.rest_from_pressing:
                passed_over.append(PassedOver(routine.id, setup.rest_from_pressing))
                pressed_enough.append(routine)
            case Offered():
                return Choice(routine, tuple(passed_over) if told else ())
    instead = _without_pressing(pressed_enough, setup) or _gentle(setup)
    return Choice(instead, tuple(passed_over) if told else ())


def _without_pressing(wanted: list[Routine], setup: Setup) -> Routine | None:
    """Return what serves the muscles of a routine that waits, with nothing pressed."""
    if not wanted:
        return None
    muscles = set(wanted[0].muscles)
    found = (
        one.routine
        for one in rank(setup, wanted[0].muscles).fitting
        if not one.offered.max_pressure
        and not is_gentle(one.routine)
        and muscles & set(one.routine.muscles)
    )
    return next(found, None)


def _in_turn(entry: PlanEntry, setup: Setup) -> Iterator[str]:
    names = list(entry.rotate) or [entry.routine or DEFAULT_ROUTINE]
    last = setup.past.last_of_entry.get(entry.id)
    if last in names:
        turn = names.index(last) + 1
        names = names[turn:] + names[:turn]
    yield from names


def _for_muscles(entry: PlanEntry, setup: Setup) -> Choice:
    """Return what serves one of the muscles of an entry, the one least recently served first."""
    ranking = rank(setup, entry.muscles)
    found = (one for one in ranking.fitting if one.muscles)
    best = next(found, None)
    if best is not None:
        return Choice(best.routine, ranking.passed_over)
    return Choice(_gentle(setup), ranking.passed_over)


def _short_ones(entry: PlanEntry, setup: Setup) -> Iterator[str]:
    """Yield the short routines without pressing: those wanted, then those at the desk."""
    routines, past = setup.routines, setup.past
    wanted = (
        (one.routine.id for one in rank(setup, entry.muscles).fitting)
        if entry.muscles
        else _in_turn(entry, setup)
    )
    yield from (name for name in wanted if name in routines and is_short(routines[name]))
    others = (
        one
        for one in routines.values()
        if is_short(one) and one.setting is Setting.DESK and one.phase in _CALM_PHASES
    )
    yield from (
        one.id
        for one in sorted(others, key=lambda one: (past.last_done.get(one.id, LONG_AGO), one.id))
    )


def _gentle(setup: Setup) -> Routine | None:
    """Return the default gentle routine, else the first gentle one that is not for attacks."""
    calm = [
        one
        for one in setup.routines.values()
        if is_gentle(one) and isinstance(setup.offer(one), Offered)
    ]
    return min(
        (one for one in calm if one.id == DEFAULT_ROUTINE or one.phase is not Phase.ATTACK),
        key=lambda one: (one.id != DEFAULT_ROUTINE, one.id),
        default=None,
    )
