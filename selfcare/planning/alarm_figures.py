"""Alarming symptoms that were ticked, and what selfcare asked for because of them, by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter

from msgspec import Struct

from selfcare.domain.facts import AlarmRaised, Entry, GateAnswered, TickedByMistake
from selfcare.domain.red_flags import Cause, Flag, Level, highest


class Alarm(Struct, frozen=True, kw_only=True):
    """What was ticked about the day `on`, what raised an alarm, and how soon to get help.

    `level` is None where what was ticked raised none.
    """

    on: date
    flags: tuple[Flag, ...]
    causes: tuple[Cause, ...]
    level: Level | None


def alarms_of(entries: Iterable[Entry]) -> Iterator[Alarm]:
    """Yield what was ticked or raised, the earliest day first.

    All that was ever ticked about a day is told, but nothing ticked by mistake, nor "none of
    these".
    """
    flags: defaultdict[date, set[Flag]] = defaultdict(set)
    raised: defaultdict[date, list[AlarmRaised]] = defaultdict(list)
    for entry in sorted(entries, key=attrgetter("id")):
        match entry.fact:
            case GateAnswered(flags=ticked, on=on):
                flags[on].update(set(ticked) - {Flag.NONE})
            case AlarmRaised(on=on) as alarm:
                raised[on].append(alarm)
            case TickedByMistake(on=on):
                flags.pop(on, None)
                raised.pop(on, None)
            case _:
                pass
    for day in sorted({*flags, *raised}):
        causes = {one.cause for one in raised[day]}
        if flags[day] or causes:
            yield Alarm(
                on=day,
                flags=tuple(flag for flag in Flag if flag in flags[day]),
                causes=tuple(cause for cause in Cause if cause in causes),
                level=highest(one.level for one in raised[day]),
            )
