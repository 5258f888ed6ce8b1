"""What the entries of [[plan]] must say, and be to one another."""

from __future__ import annotations

from collections.abc import Collection
from datetime import time
from typing import Final

from selfcare.config.given import A_DAY, Given, entries, good, minute, minutes, one_of, said
from selfcare.config.reader import Walk
from selfcare.config.refusal import shown
from selfcare.config.shapes import Choice, Clock
from selfcare.config.values import nearest
from selfcare.domain.message import message
from selfcare.domain.problem import Path, Severity
from selfcare.domain.settings import WEEKDAYS, Weekday, Work

WHAT: Final = ("routine", "rotate", "muscles")
"""What to offer; an entry has one of these at most, and without any it is what fits."""
WHEN: Final = ("at", "every_minutes")
"""When to offer it; an entry has exactly one of these."""


def check_plan(
    walk: Walk, table: Given, work: Work | None, routine_ids: Collection[str] | None
) -> None:
    """Note what is wrong; without `routine_ids` any routine may be named.

    `work` is None where the work hours are not known.
    """
    _ids(walk, table)
    for at, item in entries(table, "plan"):
        path: Path = ("plan", at)
        _what(walk, path, item)
        _when(walk, path, item)
        if routine_ids is not None:
            _routines(walk, path, item, routine_ids)
        _times(walk, path, item, work)


def _ids(walk: Walk, table: Given) -> None:
    seen: dict[str, int] = {}
    for at, item in entries(table, "plan"):
        name = item.get("id")
        if not isinstance(name, str):
            continue
        if name in seen:
            walk.note(
                ("plan", at, "id"),
                message(
                    "{id} is already the id of [[plan]] number {number}",
                    id=shown(name),
                    number=seen[name] + 1,
                ),
                message("give this [[plan]] an id of its own"),
            )
        seen.setdefault(name, at)


def _what(walk: Walk, path: Path, item: Given) -> None:
    one_of(
        walk,
        path,
        said(item, *WHAT),
        several=message("this [[plan]] says more than once what to offer"),
    )


def _when(walk: Walk, path: Path, item: Given) -> None:
    one_of(
        walk,
        path,
        said(item, *WHEN),
        none=(
            message("this [[plan]] does not say when to offer it"),
            message(
                "add one line, {at} or {every}",
                at='at = ["10:30", "15:00"]',
                every="every_minutes = 60",
            ),
        ),
        empty="at" if "at" in item else None,
        several=message("this [[plan]] says more than once when to offer it"),
    )


def _routines(walk: Walk, path: Path, item: Given, routine_ids: Collection[str]) -> None:
    rotate = item.get("rotate")
    named = [((*path, "routine"), item.get("routine"))]
    if isinstance(rotate, list):
        named += [((*path, "rotate", at), name) for at, name in enumerate(rotate)]
    for place, name in named:
        if isinstance(name, str) and name not in routine_ids:
            guess = nearest(name, routine_ids)
            walk.note(
                place,
                message("there is no routine called {id}", id=shown(name)),
                message("did you mean {guess}?", guess=shown(guess))
                if guess
                else message('the command "selfcare routines" lists all there are'),
            )


def _times(walk: Walk, path: Path, item: Given, work: Work | None) -> None:
    days = _weekdays(item)
    seen: set[time] = set()
    for at, moment in good(item.get("at"), Clock(), time):
        if moment in seen:
            walk.note(
                (*path, "at", at),
                message("the time {time} stands twice", time=f"{moment:%H:%M}"),
                message("keep one of the two"),
            )
        elif work is not None and not _within(moment, days, work):
            walk.note(
                (*path, "at", at),
                message(
                    "{time} lies outside your work hours on every day of this [[plan]], so"
                    " nothing is offered then",
                    time=f"{moment:%H:%M}",
                ),
                message("choose a time inside the hours of [work], or change those"),
                severity=Severity.WARNING,
            )
        seen.add(moment)


def _weekdays(item: Given) -> set[Weekday]:
    """Return the days of a plan entry; all of them where the file has no good ones."""
    found = good(item.get("weekdays"), Choice(Weekday), Weekday)
    return {day for _, day in found} or set(WEEKDAYS)


def _within(moment: time, days: set[Weekday], work: Work) -> bool:
    at = minute(moment)
    return any(
        start <= at < end or start <= at + A_DAY < end
        for number, day in enumerate(WEEKDAYS)
        if day in days
        for start, end in map(minutes, work.hours(number))
    )
