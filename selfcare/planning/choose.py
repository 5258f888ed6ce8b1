"""Which routine a plan entry offers now, and why this one and not another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from msgspec import Struct

from selfcare.domain.message import Message, message
from selfcare.domain.muscles import Muscle
from selfcare.domain.offer import NO_CAPS, Caps, Offered, Refused, as_offered
from selfcare.domain.pressing import Pressed
from selfcare.domain.prompt import Prompt
from selfcare.domain.routine import Phase, Routine, Setting
from selfcare.domain.safety import is_gentle
from selfcare.domain.screening import Screening
from selfcare.domain.settings import DEFAULT_ROUTINE, PlanEntry
from selfcare.planning.history import History

SHORT_SECONDS: Final = 180
"""A short break takes no longer (domain handbook 2.2: micro sessions take 1 to 2 minutes)."""
LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)
_NOT_READABLE: Final = message("Its file needs a look: selfcare check.")
_PHASE_ORDER: Final = (Phase.LATENT, Phase.ANY)
"""A user without any history starts with calm muscles (domain handbook 6)."""


class PassedOver(Struct, frozen=True):
    """A routine that was wanted and is not offered, and why; see `Refused` for `capped`."""

    routine: str
    reason: Message
    capped: bool = False


class Choice(Struct, frozen=True):
    """The routine to offer, None when none may run, and what was passed over on the way."""

    routine: Routine | None
    passed_over: tuple[PassedOver, ...] = ()


class Past(Struct, frozen=True):
    """What was offered and done before, as far as the choice depends on it."""

    last_of_entry: Mapping[str, str]
    """The routine last offered, by plan entry."""
    last_done: Mapping[str, datetime]
    """When each routine was last begun (UTC)."""

    def with_offer(self, prompt: Prompt) -> Past:
        """Return the past as it will be once `prompt` has been offered and done."""
        if prompt.routine is None:
            return self
        return Past(
            {**self.last_of_entry, prompt.entry: prompt.routine},
            {**self.last_done, prompt.routine: prompt.due},
        )


def past_of(history: History) -> Past:
    """Return what was offered and done, from the diary."""
    last_of_entry: dict[str, str] = {}
    last_done: dict[str, datetime] = {}
    for prompt_id in history.order:
        state = history.prompts[prompt_id]
        if state.prompt.routine is not None:
            last_of_entry[state.prompt.entry] = state.prompt.routine
            if state.begun_at is not None:
                last_done[state.prompt.routine] = state.begun_at
    for session in history.sessions:
        routine = session.started.routine
        last_done[routine] = max(session.started_at, last_done.get(routine, LONG_AGO))
    return Past(last_of_entry, last_done)


def choose(
    entry: PlanEntry,
    *,
    routines: Mapping[str, Routine],
    screening: Screening | None,
    pressed: Pressed,
    past: Past,
    caps: Caps = NO_CAPS,
    gentle: bool = False,
) -> Choice:
    """Return the first routine of `entry` that may run, or a gentle one in its place.

    With `gentle` only short ones without pressing are looked at, of the entry or else of all.
    """
    passed_over: list[PassedOver] = []
    names = _wanted(entry, routines, past)
    if gentle:
        names = _short_ones(names, routines, past)
    for wanted in names:
        routine = routines.get(wanted)
        if routine is None:
            passed_over.append(PassedOver(wanted, _NOT_READABLE))
            continue
        match as_offered(routine, screening, pressed, caps):
            case Offered():
                return Choice(routine, () if gentle else tuple(passed_over))
            case Refused(reason=reason, capped=capped):
                passed_over.append(PassedOver(routine.id, reason, capped))
    return Choice(_gentle(routines), () if gentle else tuple(passed_over))


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


def _wanted(entry: PlanEntry, routines: Mapping[str, Routine], past: Past) -> Iterator[str]:
    if entry.muscles:
        yield from (one.id for one in _for_muscles(entry.muscles, routines, past))
        return
    names = list(entry.rotate) or [entry.routine or DEFAULT_ROUTINE]
    last = past.last_of_entry.get(entry.id)
    if last in names:
        turn = names.index(last) + 1
        names = names[turn:] + names[:turn]
    yield from names


def _short_ones(names: Iterable[str], routines: Mapping[str, Routine], past: Past) -> Iterator[str]:
    """Yield the short routines without pressing: those wanted, then those at the desk."""
    yield from (name for name in names if name in routines and is_short(routines[name]))
    others = (
        one
        for one in routines.values()
        if is_short(one) and one.setting is Setting.DESK and one.phase in _PHASE_ORDER
    )
    yield from (
        one.id
        for one in sorted(others, key=lambda one: (past.last_done.get(one.id, LONG_AGO), one.id))
    )


def is_short(routine: Routine) -> bool:
    """Return whether a routine fits a stressful day: short, and without pressing."""
    return routine.total_seconds <= SHORT_SECONDS and not routine.presses


def _for_muscles(
    muscles: Sequence[Muscle], routines: Mapping[str, Routine], past: Past
) -> Iterator[Routine]:
    """Yield routines for the muscle least recently served first, desk routines before others."""
    fitting = [one for one in routines.values() if one.phase in _PHASE_ORDER]
    by_need = sorted(muscles, key=lambda muscle: _last_served(muscle, fitting, past))
    for muscle in by_need:
        yield from sorted(
            (one for one in fitting if muscle in one.muscles),
            key=lambda one: (
                one.setting is not Setting.DESK,
                past.last_done.get(one.id, LONG_AGO),
                _PHASE_ORDER.index(one.phase),
                one.id,
            ),
        )


def _last_served(muscle: Muscle, routines: Iterable[Routine], past: Past) -> datetime:
    return max(
        (past.last_done.get(one.id, LONG_AGO) for one in routines if muscle in one.muscles),
        default=LONG_AGO,
    )


def _gentle(routines: Mapping[str, Routine]) -> Routine | None:
    """Return the default gentle routine, else the first gentle one that is not for attacks."""
    default = routines.get(DEFAULT_ROUTINE)
    if default is not None and is_gentle(default):
        return default
    calm = (one for one in routines.values() if is_gentle(one) and one.phase is not Phase.ATTACK)
    return min(calm, key=lambda one: one.id, default=None)
