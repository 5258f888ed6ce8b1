"""The plan as lines for people: a day at a time, with reasons, and what is held back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from operator import itemgetter

from selfcare.app.day_report import worth_telling
from selfcare.app.present import Present
from selfcare.app.say import say, words
from selfcare.app.time_words import clock_words
from selfcare.domain.prompt import Held, HeldBack, Prompt
from selfcare.planning.day_words import date_words, weekday_words
from selfcare.planning.planner import DayPlan
from selfcare.planning.signals.signal import SignalId
from selfcare.planning.wording import name_of


def plan_lines(plans: Iterable[DayPlan], present: Present) -> Iterator[str]:
    """Yield the lines of the plans in the order of time."""
    for plan in plans:
        day = say(date_words(plan.day))
        held = [
            one
            for one in plan.held
            if one.why is not HeldBack.DAY_OFF and worth_telling(one, present)
        ]
        if present.settings.work.is_off(plan.day):
            yield words("{day}: a day off.", day=day)
        elif plan.prompts or held:
            yield day
        else:
            yield words("{day}: nothing.", day=day)
        for signal in plan.signals:
            if signal.id is SignalId.DIARY:
                continue
            if plan.prompts or held:
                yield words("  {reason} {changes}", reason=signal.reason, changes=signal.changes)
            else:
                # Where nothing comes anyway, nothing is changed.
                yield words("  {reason}", reason=signal.reason)
        lines = [(prompt.due, _prompt(prompt, plan.day, present)) for prompt in plan.prompts]
        lines += [(one.prompt.due, _held(one, plan.day, present)) for one in held]
        for _, some in sorted(lines, key=itemgetter(0)):
            yield from some


def _held(held: Held, day: date, present: Present) -> Iterator[str]:
    yield words(
        "  {time}  not offered: {entry}. {reason}",
        time=_time(held.prompt.due, day, present),
        entry=name_of(held.prompt),
        reason=held.reason,
    )


def _prompt(prompt: Prompt, day: date, present: Present) -> Iterator[str]:
    routine = present.routines.get(prompt.routine) if prompt.routine else None
    time = _time(prompt.due, day, present)
    title = present.title(prompt)
    if routine is None:
        yield words("  {time}  {title}", time=time, title=title)
    else:
        yield words(
            "  {time}  {title}: {name} ({id})",
            time=time,
            title=title,
            name=routine.title,
            id=routine.id,
        )
    yield words("         {reason}", reason=prompt.reason)
    if prompt.id in present.history.prompts:
        yield words("         It has been shown already.")
    elif prompt.expires <= present.now:
        yield words("         Its time has gone by.")


def _time(due: datetime, day: date, present: Present) -> str:
    """Return the time of a prompt; the hours of a night shift lie on the date after its day."""
    time = clock_words(due, present.zone)
    there = due.astimezone(present.zone).date()
    if there == day:
        return time
    return words("{time} ({weekday})", time=time, weekday=weekday_words(there))
