"""The cycle: note a start, take one back, list them, pause, go on, and see what is expected."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from itertools import pairwise
from typing import Final

from msgspec import Struct

from selfcare.app.context import Context
from selfcare.domain.cycle import CycleOutlook, cycle_outlook
from selfcare.domain.cycle_forecast import LeftOut
from selfcare.domain.cycle_notes import read_notes
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import (
    CYCLE_FACTS,
    CyclePaused,
    CycleResumed,
    Entry,
    PeriodRemoved,
    PeriodStarted,
)
from selfcare.domain.message import message
from selfcare.planning.day_words import date_words

YEARS_BACK: Final = 20
"""A start further back helps no estimate, and was probably written with a wrong year."""
FURTHEST_BACK: Final = YEARS_BACK * 366


class StartNoted(Struct, frozen=True, kw_only=True):
    """A start as it stands in the diary now.

    `new` is False where it stood there before, `first` is whether it turned the cycle on. `aside`
    are the starts that are not counted because of it, itself perhaps among them.
    """

    on: date
    new: bool
    first: bool
    aside: tuple[LeftOut, ...]
    outlook: CycleOutlook


class StartListed(Struct, frozen=True, kw_only=True):
    """A start, the days from it to the next one that counts, and why it or they do not count."""

    on: date
    counts: bool
    days: int | None
    left_out: LeftOut | None


class PauseNoted(Struct, frozen=True, kw_only=True):
    """Whether anything had to be noted, and how things stand now."""

    new: bool
    outlook: CycleOutlook


def note_start(context: Context, on: date) -> StartNoted:
    """Note that bleeding began on the day `on`.

    Raise UserMistake for a day still to come, or one too long ago to help.
    """
    require_near(on, context.today())
    before = find_outlook(context)
    if on in before.starts:
        return StartNoted(on=on, new=False, first=False, aside=_aside(before, {on}), outlook=before)
    context.note(PeriodStarted(on))
    return start_noted(on, before, find_outlook(context))


def start_noted(on: date, before: CycleOutlook, after: CycleOutlook) -> StartNoted:
    """Return what a new start on the day `on` changed."""
    not_counted = set(after.starts) - set(after.counted)
    known = set(before.starts) - set(before.counted)
    return StartNoted(
        on=on,
        new=True,
        first=after.on and not before.on,
        aside=_aside(after, not_counted - known),
        outlook=after,
    )


def remove_start(context: Context, on: date) -> CycleOutlook:
    """Take back the start on the day `on`; raise UserMistake where none is noted."""
    if on not in read_notes(_entries(context)).starts:
        raise UserMistake(
            message(
                "No start is noted on {day}. Those that are: selfcare period list",
                day=date_words(on),
            )
        )
    context.note(PeriodRemoved(on))
    return find_outlook(context)


def list_starts(context: Context) -> tuple[StartListed, ...]:
    """Return every start that is noted, the oldest first."""
    outlook = find_outlook(context)
    reasons = {one.on: one for one in outlook.left_out}
    days = {one: (other - one).days for one, other in pairwise(outlook.counted)}
    return tuple(
        StartListed(
            on=on, counts=on in outlook.counted, days=days.get(on), left_out=reasons.get(on)
        )
        for on in sorted({*outlook.starts, *reasons})
    )


def pause_cycle(context: Context, on: date) -> PauseNoted:
    """Ask and estimate nothing from the day `on`, until it goes on; errors as for `note_start`."""
    require_near(on, context.today())
    return _noted(context, CyclePaused(on), needed=not _is_paused(context, on))


def resume_cycle(context: Context, on: date) -> PauseNoted:
    """Let questions and estimates go on from the day `on`; errors as for `note_start`."""
    require_near(on, context.today())
    return _noted(context, CycleResumed(on), needed=_is_paused(context, on))


def find_outlook(context: Context, on: date | None = None) -> CycleOutlook:
    """Return the cycle as seen today, or as it is seen on the day `on` by what is noted up to it.

    A start on that day counts as noted. For a day to come it is what would be said if nothing else
    were noted until then.
    """
    day = on or context.today()
    up_to = [
        entry
        for entry in _entries(context)
        if not isinstance(entry.fact, CYCLE_FACTS) or on is None or entry.fact.on <= day
    ]
    return cycle_outlook(up_to, day, context.in_force.settings.cycle, context.history().screening)


def _noted(context: Context, fact: CyclePaused | CycleResumed, *, needed: bool) -> PauseNoted:
    if needed:
        context.note(fact)
    return PauseNoted(new=needed, outlook=find_outlook(context))


def _is_paused(context: Context, on: date) -> bool:
    return any(on in pause for pause in read_notes(_entries(context)).pauses)


def _aside(outlook: CycleOutlook, starts: Container[date]) -> tuple[LeftOut, ...]:
    return tuple(
        one for one in outlook.left_out if one.on in starts and one.on not in outlook.counted
    )


def _entries(context: Context) -> tuple[Entry, ...]:
    """Return what the diary view holds of the cycle, which is all that was ever noted of it."""
    return context.diary.view(since=context.today()).entries


def require_near(on: date, today: date) -> None:
    """Raise UserMistake for a day still to come, or one too long ago to help."""
    if on > today:
        raise UserMistake(
            message("{day} is still to come. Please note it once it is here.", day=date_words(on))
        )
    if (today - on).days > FURTHEST_BACK:
        raise UserMistake(
            message(
                "{day} lies more than {years} years back, which is too long ago to help. Is the"
                " year right?",
                day=date_words(on),
                years=YEARS_BACK,
            )
        )
