"""Telling of a stressful time, ending it, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from selfcare.app.context import Context
from selfcare.app.naming import next_number, one_line
from selfcare.config.values import is_blank
from selfcare.domain.errors import UserMistake
from selfcare.domain.facts import Entry, StressAdded, StressEnded, StressRemoved
from selfcare.domain.message import Message, message
from selfcare.domain.stress import StressfulPeriod, StressKind
from selfcare.domain.stressful_days import StressTold, stress_told
from selfcare.domain.week import DAY
from selfcare.planning.day_words import date_words

LONGEST_NAME: Final = 60
"""Characters, as in the settings."""
FURTHEST_BACK: Final = 60 * DAY
"""From what was over before that, nothing would follow any more."""
FURTHEST_AWAY: Final = 2 * 366 * DAY
"""What lies further away was probably written with a wrong year."""
_WHICH_TO_END: Final = message("Please say which by its number: selfcare stress end")
_WHICH_TO_REMOVE: Final = message("Please say which by its number: selfcare stress remove")


def add_stress(
    context: Context,
    name: str,
    *,
    deadline: str | None = None,
    first: str | None = None,
    last: str | None = None,
    kind: StressKind = StressKind.EMOTIONAL,
) -> StressTold:
    """Note a stressful time and return it; dates are as 2026-11-25.

    Without any date it goes on from today until it is ended. Raise UserMistake for a name or days
    that cannot be, and for one that is noted already.
    """
    today = context.today()
    called = _named(name)
    due = _day(deadline, today)
    begin = due or _day(first, today) or today
    end = due or _day(last, today)
    if end is not None and end < begin:
        raise UserMistake(
            message(
                "That would end before it begins: it begins on {first} and ends on {last}.",
                first=date_words(begin),
                last=date_words(end),
            )
        )
    if end is not None and today - end > FURTHEST_BACK:
        raise UserMistake(
            message(
                "{day} lies more than {count} days back, so nothing would follow from it any more.",
                day=date_words(end),
                count=FURTHEST_BACK.days,
            )
        )
    entries = _entries(context)
    told = stress_told(entries)
    for one in told:
        same_days = (one.period.first, one.period.last) == (begin, end)
        if same_days and one.name.casefold() == called.casefold():
            raise UserMistake(
                message("“{name}” is noted already, with the same days.", name=one.name)
            )
    fact = StressAdded(
        period=_new_id(entries), name=called, first=begin, last=end, kind=kind, deadline=due
    )
    (noted,) = stress_told([context.note(fact)])
    return noted


def end_stress(context: Context, which: str | None = None) -> StressTold:
    """End the stressful time that goes on, today being its last day, and return it.

    `which` is its name or id. Raise UserMistake where none goes on, or where it is not clear which.
    """
    today = context.today()
    told = stress_told(_entries(context))
    running = [one for one in told if today in one.period]
    if which is not None:
        found = _meant(told, running, which)
        _require_running(found, today)
    elif not running:
        raise UserMistake(
            message("No stressful time that you told of goes on. To see them: selfcare stress list")
        )
    else:
        found = _only(running, message("Several go on"), _WHICH_TO_END)
    context.note(StressEnded(found.id, today))
    return found


def remove_stress(context: Context, which: str) -> StressTold:
    """Take back a stressful time told by command and return it; `which` is its name or id.

    Raise UserMistake where there is none of that name, or several.
    """
    told = stress_told(_entries(context))
    found = _only(_called(told, which), message("Several are called so"), _WHICH_TO_REMOVE)
    context.note(StressRemoved(found.id))
    return found


def days_words(period: StressfulPeriod) -> Message:
    """Return when a stressful time is, such as "Monday, 2026-11-23 to Friday, 2026-11-27"."""
    first = date_words(period.first)
    if period.last is None:
        return message("from {first} until you end it", first=first)
    if period.last == period.first:
        return first
    return message("{first} to {last}", first=first, last=date_words(period.last))


def _entries(context: Context) -> tuple[Entry, ...]:
    return context.diary.view(since=context.today()).entries


def _new_id(entries: Iterable[Entry]) -> str:
    """Return a number no stressful time had before, removed ones included."""
    return next_number(
        entry.fact.period for entry in entries if isinstance(entry.fact, StressAdded)
    )


def _named(name: str) -> str:
    called = one_line(name)
    if is_blank(called):
        raise UserMistake(
            message('A stressful time needs a name, such as: selfcare stress add "Tax return"')
        )
    if len(called) > LONGEST_NAME:
        raise UserMistake(
            message(
                "A name has {longest} characters at most; this one has {length}.",
                longest=LONGEST_NAME,
                length=len(called),
            )
        )
    return called


def _day(text: str | None, today: date) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise UserMistake(
            message(
                "“{value}” is not a date. Write it as {example}.",
                value=text,
                example=today.isoformat(),
            )
        ) from None
    if abs(day - today) > FURTHEST_AWAY:
        raise UserMistake(message("{day} lies years away; is the year right?", day=day.isoformat()))
    return day


def _called(told: Iterable[StressTold], which: str) -> list[StressTold]:
    """Return those of an id, else those of a name; raise UserMistake for none."""
    asked = " ".join(which.split()).casefold()
    all_told = list(told)
    found = [one for one in all_told if one.id == asked] or [
        one for one in all_told if one.name.casefold() == asked
    ]
    if not found:
        raise UserMistake(
            message(
                "You told of no stressful time called “{name}”. To see them: selfcare stress list",
                name=which,
            )
        )
    return found


def _meant(told: Sequence[StressTold], running: Sequence[StressTold], which: str) -> StressTold:
    """Return the one of that name or id; of several the one that goes on."""
    found = _called(told, which)
    among_running = [one for one in found if one in running]
    return _only(among_running or found, message("Several are called so"), _WHICH_TO_END)


def _require_running(one: StressTold, today: date) -> None:
    if today < one.period.first:
        raise UserMistake(
            message(
                "“{name}” only begins on {day}. To take it back: selfcare stress remove {id}",
                name=one.name,
                day=date_words(one.period.first),
                id=one.id,
            )
        )
    if one.period.last is not None and one.period.last < today:
        raise UserMistake(
            message(
                "“{name}” ended on {day} already.", name=one.name, day=date_words(one.period.last)
            )
        )


def _only(found: Sequence[StressTold], several: Message, how: Message) -> StressTold:
    """Return the one there is, or raise UserMistake that asks which of several."""
    if len(found) == 1:
        return found[0]
    raise UserMistake(
        message(
            "{several}: {which}. {how} {id}",
            several=several,
            which=_which(found),
            how=how,
            id=found[0].id,
        )
    )


def _which(found: Sequence[StressTold]) -> Message:
    """Return names with their ids, in a row."""
    first, *rest = found
    named = message(
        "{id} “{name}” ({days})", id=first.id, name=first.name, days=days_words(first.period)
    )
    return message("{one}; {others}", one=named, others=_which(rest)) if rest else named
