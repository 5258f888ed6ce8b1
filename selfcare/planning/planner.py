"""A day's prompts as a value: which, when, and which are held back and why.

The plan depends on nothing but the day, the settings and what the diary says, never on the hour; it
is computed anew whenever any of these changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Final

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
    wall_time_in,
)
from selfcare.planning.alarm import GATE_FIRST, QUIET_DAY, REST_UNTIL_CHECKED
from selfcare.planning.around import Around
from selfcare.planning.history import History
from selfcare.planning.hours import Hours, hours_of
from selfcare.planning.places import (
    bounded,
    capped,
    few_check_ins,
    forward_only,
    out_of_meetings,
    spaced,
)
from selfcare.planning.signals import signals_of
from selfcare.planning.signals.signal import Signal

FIRST_WEEK = 7 * DAY
DAYS_REMEMBERED: Final = 4
"""As many as the background program plans at once, and the one that comes at midnight."""


class DayPlan(Struct, frozen=True):
    """The prompts of one workday in order, what is held back, and what the day has about it."""

    day: date
    prompts: tuple[Prompt, ...]
    held: tuple[Held, ...]
    signals: tuple[Signal, ...] = ()


def plan(day: date, around: Around) -> DayPlan:
    """Return the plan of the workday `day` by all that is known."""
    return plan_day(
        day,
        settings=around.settings,
        zone=around.zone,
        history=around.history,
        signals=signals_of(day, around),
        meetings=around.meetings,
    )


def plan_day(
    day: date,
    *,
    settings: Settings,
    zone: tzinfo,
    history: History,
    signals: Sequence[Signal] = (),
    meetings: Sequence[Window] = (),
) -> DayPlan:
    """Return the plan of the workday `day`.

    Prompts claimed before keep their place and count toward the cap; the rest follows the signals
    and the plan entries: what a meeting would hold up for too long goes first, then the least
    spacing, then the cap. Routines are not chosen here.
    """
    claimed = [
        state.prompt
        for state in history.prompts.values()
        if state.prompt.day == day and state.prompt.kind.counts
    ]
    candidates, outside = _candidates(day, settings, zone)
    wanted = list(candidates)
    held = [one for one in outside if one.prompt.id not in history.prompts]
    wanted = _made_gentle(wanted, signals)
    wanted += [prompt for signal in signals for prompt in signal.prompts]
    wanted = [prompt for prompt in wanted if prompt.id not in history.prompts]
    wanted, silenced = _heard(wanted, history)
    wanted, met = out_of_meetings(wanted, meetings, settings, zone)
    wanted, more = few_check_ins(wanted, claimed)
    wanted, crowded = spaced(wanted, claimed, settings.prompts.spacing_minutes * MINUTE)
    cap = cap_of(day, settings, history.first_day, signals)
    kept, over = capped(wanted, claimed, cap)
    kept, passed = forward_only(kept, claimed)
    # After an edit more can be left than the day has room for.
    kept, too_many = capped(kept, (), max(0, cap - len(claimed)))
    over += too_many
    why = message("The limit is {cap} a day.", cap=cap)
    held += [held for signal in signals for held in signal.held]
    held += [
        *silenced,
        *met,
        *more,
        *crowded,
        *passed,
        *(Held(prompt, HeldBack.CAP, why) for prompt in over),
    ]
    if day in history.days_off_by_hand:
        why = message("You said “not today”.")
        held += [Held(prompt, HeldBack.NOT_TODAY, why) for prompt in kept]
        kept = []
    prompts = bounded(sorted([*claimed, *kept], key=_by_due), history)
    in_order = tuple(sorted(held, key=lambda one: _by_due(one.prompt)))
    return DayPlan(day, tuple(prompts), in_order, tuple(signals))


def cap_of(
    day: date, settings: Settings, first_day: date | None, signals: Iterable[Signal] = ()
) -> int:
    """Return the most prompts of every kind on `day`; fewer in the first seven days."""
    caps = [settings.prompts.daily_cap]
    if first_day is None or day < first_day + FIRST_WEEK:
        caps.append(settings.prompts.first_week_cap)
    caps += [signal.cap for signal in signals if signal.cap is not None]
    return min(caps)


def _made_gentle(wanted: list[Prompt], signals: Iterable[Signal]) -> list[Prompt]:
    """Return the breaks of a stressful day: at their times, but short and without pressing."""
    why = next((signal.gentle for signal in signals if signal.gentle is not None), None)
    if why is None:
        return wanted
    return [
        replace(
            prompt,
            gentle=True,
            reason=message("{reason} {gentle}", reason=prompt.reason, gentle=why),
        )
        for prompt in wanted
    ]


def _heard(wanted: list[Prompt], history: History) -> tuple[list[Prompt], list[Held]]:
    """Hold what an alarming symptom, or a quiet day, silences."""
    alarm = history.alarm
    heard: list[Prompt] = []
    silenced: list[Held] = []
    for prompt in wanted:
        if not alarm.silences(prompt):
            heard.append(prompt)
        elif alarm.suspended:
            silenced.append(Held(prompt, HeldBack.CHECKED_FIRST, REST_UNTIL_CHECKED))
        elif alarm.gate is not None and prompt.kind.offers_routine:
            silenced.append(Held(prompt, HeldBack.GATE_FIRST, GATE_FIRST))
        else:
            silenced.append(Held(prompt, HeldBack.QUIET_DAY, QUIET_DAY))
    return heard, silenced


def _by_due(prompt: Prompt) -> tuple[datetime, int, str]:
    return (prompt.due, prompt.rank, prompt.id)


@lru_cache(maxsize=DAYS_REMEMBERED)
def _candidates(
    day: date, settings: Settings, zone: tzinfo
) -> tuple[tuple[Prompt, ...], tuple[Held, ...]]:
    """Return what the plan entries want on a day, and what of it lies outside the open hours.

    It hangs on the settings alone, which stay the same while the diary grows.
    """
    hours = hours_of(day, settings, zone)
    wanted: list[Prompt] = []
    outside: list[Held] = []
    expiry = settings.prompts.expiry_minutes * MINUTE
    for entry in settings.plan:
        if WEEKDAYS[day.weekday()] not in entry.weekdays:
            continue
        for slot, due, reason, at in _slots(entry, day, hours.work, zone):
            window = hours.window_of(due)
            expires = due + expiry
            prompt = Prompt(
                id=f"{day}/{entry.id}/{slot}",
                kind=PromptKind.ROUTINE,
                day=day,
                due=due,
                expires=expires if window is None else min(expires, window.end),
                reason=reason,
                entry=entry.id,
                at=at,
            )
            if window is not None:
                wanted.append(prompt)
            else:
                outside.append(_outside(prompt, hours, settings))
    return tuple(wanted), tuple(outside)


def _slots(
    entry: PlanEntry, day: date, work: Sequence[Window], zone: tzinfo
) -> Iterator[tuple[int, datetime, Message, time | None]]:
    for slot, at in enumerate(entry.at, start=1):
        due = wall_time_in(work, day, at, zone) or instant(day, at, zone)
        yield (
            slot,
            due,
            message("Your plan “{entry}” has it at {time}.", entry=entry.id, time=f"{at:%H:%M}"),
            at,
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
                None,
            )


def _outside(prompt: Prompt, hours: Hours, settings: Settings) -> Held:
    if any(prompt.due in window for window in hours.work):
        return Held(prompt, HeldBack.QUIET_HOURS, message("It falls into your quiet hours."))
    if settings.work.is_off(prompt.day):
        return Held(prompt, HeldBack.DAY_OFF, message("{day} is a day off.", day=f"{prompt.day}"))
    if any(prompt.due == window.end for window in hours.work):
        why = message("It falls on the end of a span of your work hours.")
        return Held(prompt, HeldBack.OUTSIDE_HOURS, why)
    return Held(prompt, HeldBack.OUTSIDE_HOURS, message("It lies outside your work hours."))
