"""A routine as lines for people, and as the data that `--json` prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from msgspec import Struct

from selfcare.app.routine_list import Listed
from selfcare.app.routine_words import SETTINGS, SIDES, TOOLS, muscle_words
from selfcare.app.say import say, words
from selfcare.app.source_words import sources_words
from selfcare.app.time_words import length_words
from selfcare.domain.message import Message, message
from selfcare.domain.routine import Routine, Step


class StepData(Struct, frozen=True, kw_only=True):
    """A step as `routines show --json` prints it."""

    kind: str
    do: str
    muscles: tuple[str, ...]
    side: str
    seconds: int
    reps: int
    rest: int
    pressure: int
    caution: str | None


class RoutineData(Struct, frozen=True, kw_only=True):
    """A routine as `routines show --json` prints it."""

    id: str
    title: str
    setting: str
    muscles: tuple[str, ...]
    phase: str
    tool: str
    needs: tuple[str, ...]
    away: str
    source: tuple[str, ...]
    steps: tuple[StepData, ...]
    total_seconds: int


class ListedData(Struct, frozen=True, kw_only=True):
    """A routine as `routines --json` lists it; `waits` says why it cannot run, null when it can."""

    id: str
    title: str
    setting: str
    muscles: tuple[str, ...]
    phase: str
    total_seconds: int
    own: bool
    hidden: bool
    waits: str | None


def routine_data(routine: Routine) -> RoutineData:
    """Return a routine as data."""
    return RoutineData(
        id=routine.id,
        title=routine.title,
        setting=routine.setting.value,
        muscles=tuple(routine.muscles),
        phase=routine.phase.value,
        tool=routine.tool.value,
        needs=tuple(routine.needs),
        away=routine.away.value,
        source=routine.source,
        steps=tuple(_step_data(step) for step in routine.steps),
        total_seconds=routine.total_seconds,
    )


def _step_data(step: Step) -> StepData:
    return StepData(
        kind=step.kind,
        do=step.do,
        muscles=tuple(step.muscles),
        side=step.side.value,
        seconds=step.seconds,
        reps=step.reps,
        rest=step.rest,
        pressure=step.pressure,
        caution=step.caution,
    )


def listed_data(listed: Listed) -> ListedData:
    """Return a line of the list as data."""
    routine = listed.routine
    return ListedData(
        id=routine.id,
        title=routine.title,
        setting=routine.setting.value,
        muscles=tuple(routine.muscles),
        phase=routine.phase.value,
        total_seconds=routine.total_seconds,
        own=listed.own,
        hidden=listed.hidden,
        waits=None if listed.waits is None else say(listed.waits),
    )


def list_lines(listed: Iterable[Listed]) -> Iterator[str]:
    """Yield all routines: those that may run, then those that wait, by the reason they wait for.

    Those that were hidden come last.
    """
    groups: dict[str, list[Listed]] = {}
    hidden: list[Listed] = []
    for one in listed:
        if one.hidden:
            hidden.append(one)
        else:
            groups.setdefault("" if one.waits is None else say(one.waits), []).append(one)
    for reason in sorted(groups):
        yield words("Waiting: {reason}", reason=reason) if reason else words("Ready for you:")
        for one in groups[reason]:
            yield from _listed_lines(one)
        yield ""
    if hidden:
        yield words(
            "Hidden. To show one again: selfcare routines unhide {id}", id=hidden[0].routine.id
        )
        for one in hidden:
            yield from _listed_lines(one)
        yield ""


def _listed_lines(listed: Listed) -> Iterator[str]:
    routine = listed.routine
    yield f"  {routine.id}: {routine.title}"
    yield words(
        "      {length}, {setting}, {whose}",
        length=_length(routine.total_seconds),
        setting=SETTINGS[routine.setting],
        whose=message("your own") if listed.own else message("came with selfcare"),
    )
    if routine.muscles:
        yield words("      for: {muscles}", muscles=muscle_words(routine.muscles))


def routine_lines(routine: Routine) -> Iterator[str]:
    """Yield a routine step by step."""
    yield f"{routine.title} ({routine.id})"
    yield words(
        "{length}, {setting}, done with: {tool}",
        length=_length(routine.total_seconds),
        setting=SETTINGS[routine.setting],
        tool=TOOLS[routine.tool],
    )
    if routine.muscles:
        yield words("For: {muscles}", muscles=muscle_words(routine.muscles))
    for number, step in enumerate(routine.steps, start=1):
        yield ""
        yield words("{number}. {do}", number=number, do=step.do)
        yield words("   {doses}", doses=", ".join(_doses(step)))
        if step.caution:
            yield words("   Take care: {caution}", caution=step.caution)
    if routine.source:
        yield ""
        yield words("Source: {source}", source=sources_words(routine.source))


def _doses(step: Step) -> Iterator[str]:
    yield say(SIDES[step.side])
    if step.reps == 1:
        yield words("{seconds} s", seconds=step.seconds)
    else:
        yield words("{reps} times {seconds} s", reps=step.reps, seconds=step.seconds)
    if step.rest and step.reps > 1:
        yield words("{seconds} s rest between", seconds=step.rest)
    if step.pressure:
        yield words("pressure {pressure} of 10", pressure=step.pressure)


def _length(seconds: int) -> Message:
    return length_words(timedelta(seconds=seconds))
