"""A day's prompts as a value: which, when, and which are held back and why.

The plan depends on nothing but the day, the settings and what was claimed before; it is computed
anew each time and never kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, tzinfo
from itertools import groupby, zip_longest

from msgspec import Struct
from msgspec.structs import replace

from selfcare.domain.message import Message, message
from selfcare.domain.prompt import Held, HeldBack, Prompt, PromptKind
from selfcare.domain.settings import WEEKDAYS, PlanEntry, Settings
from selfcare.domain.week import (
    DAY,
    MINUTE,
    Window,
    after_minutes_of_work,
    instant,
    spans,
    wall_time_in,
    without,
)
from selfcare.planning.history import History

FIRST_WEEK = 7 * DAY


class DayPlan(Struct, frozen=True):
    """The prompts of one workday in order, and what is held back."""

    day: date
    prompts: tuple[Prompt, ...]
    held: tuple[Held, ...]


class Hours(Struct, frozen=True):
    """The hours of one workday in real time: all of them, and those that are not quiet."""

    work: tuple[Window, ...]
    open: tuple[Window, ...]

    def window_of(self, moment: datetime) -> Window | None:
        """Return the open window that holds `moment`."""
        return next((window for window in self.open if moment in window), None)


def hours_of(day: date, settings: Settings, zone: tzinfo) -> Hours:
    """Return the hours of the workday that starts on `day`; none on a day off."""
    if any(day in off for off in settings.work.days_off):
        return Hours((), ())
    work = spans(day, settings.work.hours(day.weekday()), zone)
    quiet = quiet_around(day, settings, zone)
    return Hours(work, without(work, quiet))


def quiet_around(day: date, settings: Settings, zone: tzinfo) -> tuple[Window, ...]:
    """Return the quiet spans that touch `day` or the night after it."""
    return tuple(
        window
        for near in (day - DAY, day, day + DAY)
        for window in spans(near, settings.prompts.quiet_hours, zone)
    )


def plan_day(day: date, *, settings: Settings, zone: tzinfo, history: History) -> DayPlan:
    """Return the plan of the workday `day`.

    Prompts claimed before keep their place and count toward the cap; the rest follows the plan
    entries, least spacing first, then the cap. Routines are not chosen here.
    """
    hours = hours_of(day, settings, zone)
    claimed = [
        state.prompt
        for state in history.prompts.values()
        if state.prompt.day == day and state.prompt.kind.counts
    ]
    wanted, held = _candidates(day, hours, settings, zone, history)
    wanted = [prompt for prompt in wanted if prompt.id not in history.prompts]
    wanted, crowded = _spaced(wanted, claimed, settings.prompts.spacing_minutes * MINUTE)
    cap = cap_of(day, settings, history.first_day)
    kept, over = _capped(wanted, claimed, cap)
    kept, passed = _forward_only(kept, claimed)
    # After an edit more can be left than the day has room for.
    kept, too_many = _capped(kept, (), max(0, cap - len(claimed)))
    over += too_many
    why = message("The limit is {cap} a day.", cap=cap)
    held += [*crowded, *passed, *(Held(prompt, HeldBack.CAP, why) for prompt in over)]
    if day in history.days_off_by_hand:
        why = message("You said “not today”.")
        held += [Held(prompt, HeldBack.NOT_TODAY, why) for prompt in kept]
        kept = []
    prompts = _bounded(sorted([*claimed, *kept], key=_by_due), history)
    return DayPlan(day, tuple(prompts), tuple(sorted(held, key=lambda one: _by_due(one.prompt))))


def cap_of(day: date, settings: Settings, first_day: date | None) -> int:
    """Return the most prompts of every kind on `day`; fewer in the first seven days."""
    caps = settings.prompts
    if first_day is None or day < first_day + FIRST_WEEK:
        return min(caps.daily_cap, caps.first_week_cap)
    return caps.daily_cap


def _by_due(prompt: Prompt) -> tuple[datetime, int, str]:
    return (prompt.due, prompt.kind.rank, prompt.id)


def _candidates(
    day: date, hours: Hours, settings: Settings, zone: tzinfo, history: History
) -> tuple[list[Prompt], list[Held]]:
    wanted: list[Prompt] = []
    held: list[Held] = []
    expiry = settings.prompts.expiry_minutes * MINUTE
    for entry in settings.plan:
        if WEEKDAYS[day.weekday()] not in entry.weekdays:
            continue
        for slot, due, reason in _slots(entry, day, hours.work, zone):
            prompt = Prompt(
                id=f"{day}/{entry.id}/{slot}",
                kind=PromptKind.ROUTINE,
                day=day,
                due=due,
                expires=due + expiry,
                reason=reason,
                entry=entry.id,
            )
            window = hours.window_of(due)
            if window is not None:
                wanted.append(replace(prompt, expires=min(prompt.expires, window.end)))
            elif prompt.id not in history.prompts:
                held.append(_outside(prompt, hours, settings))
    return wanted, held


def _slots(
    entry: PlanEntry, day: date, work: Sequence[Window], zone: tzinfo
) -> Iterator[tuple[int, datetime, Message]]:
    for slot, at in enumerate(entry.at, start=1):
        due = wall_time_in(work, day, at, zone) or instant(day, at, zone)
        yield (
            slot,
            due,
            message("Your plan “{entry}” has it at {time}.", entry=entry.id, time=f"{at:%H:%M}"),
        )
    if entry.every_minutes is None or not work:
        return
    total = sum((window.end - window.start for window in work), timedelta())
    for slot in range(1, total // (entry.every_minutes * MINUTE) + 1):
        after = after_minutes_of_work(work, slot * entry.every_minutes)
        # Nobody needs a break just as the day's work is over.
        if after is not None and after != work[-1].end:
            yield (
                slot,
                after,
                message(
                    "Your plan “{entry}” has it after every {minutes} minutes of work.",
                    entry=entry.id,
                    minutes=entry.every_minutes,
                ),
            )


def _outside(prompt: Prompt, hours: Hours, settings: Settings) -> Held:
    if any(prompt.due in window for window in hours.work):
        return Held(prompt, HeldBack.QUIET_HOURS, message("It falls into your quiet hours."))
    if any(prompt.day in off for off in settings.work.days_off):
        return Held(prompt, HeldBack.DAY_OFF, message("{day} is a day off.", day=f"{prompt.day}"))
    if any(prompt.due == window.end for window in hours.work):
        why = message("It falls on the end of a span of your work hours.")
        return Held(prompt, HeldBack.OUTSIDE_HOURS, why)
    return Held(prompt, HeldBack.OUTSIDE_HOURS, message("It lies outside your work hours."))


def _forward_only(
    wanted: Iterable[Prompt], claimed: Sequence[Prompt]
) -> tuple[list[Prompt], list[Held]]:
    """Hold what lies before the latest claimed prompt of the same entry.

    Slot numbers shift when times are edited; without this an edit could offer a time again.
    """
    ahead: list[Prompt] = []
    behind: list[Held] = []
    for prompt in wanted:
        if any(prompt.due <= done.due for done in claimed if done.entry == prompt.entry):
            why = message("A later prompt of “{entry}” has been shown.", entry=prompt.entry)
            behind.append(Held(prompt, HeldBack.FOLDED, why))
        else:
            ahead.append(prompt)
    return ahead, behind


def _spaced(
    wanted: Iterable[Prompt], claimed: Sequence[Prompt], spacing: timedelta
) -> tuple[list[Prompt], list[Held]]:
    kept: list[Prompt] = []
    crowded: list[Held] = []
    for prompt in sorted(wanted, key=lambda one: (one.kind.rank, one.due, one.id)):
        near = next(
            (one for one in (*claimed, *kept) if _too_close(one.due, prompt.due, spacing)), None
        )
        if near is None:
            kept.append(prompt)
        else:
            why = _why_too_close(near, prompt, spacing)
            crowded.append(Held(prompt, HeldBack.TOO_CLOSE, why))
    return kept, crowded


def _why_too_close(near: Prompt, prompt: Prompt, spacing: timedelta) -> Message:
    other = near.entry or near.id
    if near.due == prompt.due:
        return message("“{other}” has the same time.", other=other)
    return message(
        "It lies less than {minutes} minutes from “{other}”.",
        minutes=spacing // MINUTE,
        other=other,
    )


def _too_close(one: datetime, other: datetime, spacing: timedelta) -> bool:
    return one == other or abs(one - other) < spacing


def _capped(
    wanted: Iterable[Prompt], claimed: Sequence[Prompt], cap: int
) -> tuple[list[Prompt], list[Prompt]]:
    """Return which of `wanted` have a place under the cap and which not, important kinds first.

    What was claimed is spread along with the rest, so that a plan stays as it is while it is
    lived through.
    """
    places: list[Prompt] = []
    ranked = sorted([*claimed, *wanted], key=lambda one: (one.kind.rank, one.due, one.id))
    for _, group in groupby(ranked, key=lambda one: one.kind.rank):
        places += _spread(list(group), cap - len(places))
    kept = [prompt for prompt in ranked if prompt in places and prompt not in claimed]
    over = [prompt for prompt in ranked if prompt not in places and prompt not in claimed]
    return kept, over


def _spread(prompts: list[Prompt], count: int) -> list[Prompt]:
    """Return `count` of the prompts, evenly over the day, the last one among them."""
    number = len(prompts)
    if number <= count:
        return prompts
    return [prompts[(place + 1) * number // count - 1] for place in range(count)]


def _bounded(prompts: list[Prompt], history: History) -> list[Prompt]:
    """Let every unclaimed prompt expire no later than the next one falls due."""
    bounded = []
    for prompt, following in zip_longest(prompts, prompts[1:]):
        if following is None or prompt.id in history.prompts:
            bounded.append(prompt)
        else:
            bounded.append(replace(prompt, expires=min(prompt.expires, following.due)))
    return bounded
