"""Which routine a plan entry offers now, and why this one and not another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

from msgspec import Struct

from selfcare.domain.message import Message, message
from selfcare.domain.muscles import Muscle
from selfcare.domain.offer import Caps, Offered, Refused, as_offered
from selfcare.domain.pressing import Pressed
from selfcare.domain.prompt import Prompt
from selfcare.domain.routine import Phase, Routine, Setting
from selfcare.domain.safety import is_gentle
from selfcare.domain.screening import Screening
from selfcare.domain.settings import DEFAULT_ROUTINE, PlanEntry
from selfcare.planning.history import History

LONG_AGO: Final = datetime.min.replace(tzinfo=UTC)
_NOT_READABLE: Final = message("Its file needs a look: selfcare check.")
_PHASE_ORDER: Final = (Phase.LATENT, Phase.ANY)
"""A user without any history starts with calm muscles (domain handbook 6)."""


class PassedOver(Struct, frozen=True):
    """A routine that was wanted and is not offered, and why."""

    routine: str
    reason: Message


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
    caps: Caps | None = None,
) -> Choice:
    """Return the first routine of `entry` that may run, or a gentle one in its place."""
    passed_over: list[PassedOver] = []
    for wanted in _wanted(entry, routines, past):
        routine = routines.get(wanted)
        if routine is None:
            passed_over.append(PassedOver(wanted, _NOT_READABLE))
            continue
        match as_offered(routine, screening, pressed, caps or Caps()):
            case Offered():
                return Choice(routine, tuple(passed_over))
            case Refused(reason=reason):
                passed_over.append(PassedOver(routine.id, reason))
    gentle = _gentle(routines)
    return Choice(gentle, tuple(passed_over))


def with_substitute(reason: Message, choice: Choice) -> Message:
    """Return the reason of a prompt, extended by why the wanted routine is not the one offered."""
    if not choice.passed_over or choice.routine is None:
        return reason
    first = choice.passed_over[0]
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
