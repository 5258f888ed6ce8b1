"""What the values of config.toml must be to one another.

Every check looks at what the file says and at the values that could be taken, so that one bad
value neither hides the checks of the others nor makes up problems that are not there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import time
from typing import Final, TypeVar

from selfcare.config.reader import Walk
from selfcare.config.shapes import Choice, Clock, Hours, Leaf
from selfcare.config.values import nearest, shown, take
from selfcare.domain.message import Message, message
from selfcare.domain.problem import Path, Severity
from selfcare.domain.settings import WEEKDAYS, Settings, Weekday, Work
from selfcare.domain.week import ClockRange

_A_DAY: Final = 24 * 60
_LONGEST_NIGHT: Final = 14 * 60
"""Minutes; work hours past midnight that last longer were probably written the wrong way round."""
_LONGEST_QUIET_NIGHT: Final = 16 * 60
"""Minutes; the same of quiet hours."""
ValueT = TypeVar("ValueT")


def check_settings(
    walk: Walk,
    table: dict[str, object],
    settings: Settings | None,
    routine_ids: Collection[str] | None,
) -> None:
    """Note what does not fit together; `settings` is None where an entry could not be taken."""
    work = settings.work if settings is not None else None
    section = table.get("work", {})
    if isinstance(section, dict):
        _hours(walk, section)
    if not isinstance(section, dict) or any(
        one.path[:1] == ("work",) and one.severity is Severity.ERROR for one in walk.problems
    ):
        work = None
    if isinstance(section, dict):
        for day in WEEKDAYS:
            _long_nights(walk, ("work", day.value), section.get(day.value), _LONGEST_NIGHT)
    prompts = table.get("prompts")
    if isinstance(prompts, dict):
        quiet = prompts.get("quiet_hours")
        _long_nights(walk, ("prompts", "quiet_hours"), quiet, _LONGEST_QUIET_NIGHT)
    if settings is not None:
        _caps(walk, settings, table)
    _ids(walk, table)
    for at, item in _entries(table):
        path: Path = ("plan", at)
        _what(walk, path, item)
        _when(walk, path, item)
        if routine_ids is not None:
            _routines(walk, path, item, routine_ids)
        _times(walk, path, item, work)


def _entries(table: dict[str, object]) -> Iterator[tuple[int, dict[str, object]]]:
    found = table.get("plan")
    for at, item in enumerate(found if isinstance(found, list) else ()):
        if isinstance(item, dict):
            yield at, item


def _good(value: object, shape: Leaf, of: type[ValueT]) -> Iterator[tuple[int, ValueT]]:
    """Yield the good values of a list with their places in it."""
    for at, item in enumerate(value if isinstance(value, list) else ()):
        got = take(item, shape)
        if isinstance(got, of):
            yield at, got


def _hours(walk: Walk, section: dict[str, object]) -> None:
    for day in WEEKDAYS:
        before: list[ClockRange] = []
        for at, hours in _good(section.get(day.value), Hours(), ClockRange):
            overlapped = next((one for one in before if _overlap(one, hours)), None)
            before.append(hours)
            if overlapped is not None:
                walk.note(
                    ("work", day.value, at),
                    message(
                        "the hours {hours} overlap with {before}",
                        hours=str(hours),
                        before=str(overlapped),
                    ),
                    message("join the two into one, or let one end before the other begins"),
                )
    for number, day in enumerate(WEEKDAYS):
        _into_next_day(walk, section, day, WEEKDAYS[(number + 1) % len(WEEKDAYS)])


def _into_next_day(walk: Walk, section: dict[str, object], day: Weekday, after: Weekday) -> None:
    """Note the hours of a day that run into those of the day after."""
    if after.value in section:
        later = list(_good(section[after.value], Hours(), ClockRange))
    else:
        # What the file leaves out holds by default, so it can be run into as well.
        later = list(enumerate(Work().hours(WEEKDAYS.index(after))))
    for at, hours in _good(section.get(day.value), Hours(), ClockRange):
        end = _minutes(hours)[1] - _A_DAY
        for later_at, later_hours in later:
            if _minute(later_hours.start) >= end:
                continue
            what = message(
                "the hours {hours} of {day} run into {later} of {after}",
                hours=str(hours),
                day=day.value,
                later=str(later_hours),
                after=after.value,
            )
            if after.value in section:
                path: Path = ("work", after.value, later_at)
                cure = message("let the first end before the others begin")
            else:
                path = ("work", day.value, at)
                cure = message(
                    "write a line for {after} too, with its own hours, or {after} = [] for none",
                    after=after.value,
                )
            walk.note(path, what, cure)


def _long_nights(walk: Walk, path: Path, value: object, longest: int) -> None:
    for at, hours in _good(value, Hours(), ClockRange):
        start, end = _minutes(hours)
        if end <= _A_DAY or end - start <= longest:
            continue
        full, rest = divmod(end - start, 60)
        walk.note(
            (*path, at),
            message(
                "{hours} runs past midnight, more than {count} hours",
                hours=str(hours),
                count=full,
            )
            if rest
            else message("{hours} runs past midnight, {count} hours", hours=str(hours), count=full),
            message(
                "if you meant {span}, write that; if not, leave it as it is",
                span=f'"{ClockRange(hours.end, hours.start)}"',
            ),
            severity=Severity.WARNING,
        )


def _overlap(one: ClockRange, other: ClockRange) -> bool:
    start, end = _minutes(one)
    other_start, other_end = _minutes(other)
    return start < other_end and other_start < end


def _minutes(hours: ClockRange) -> tuple[int, int]:
    """Return start and end in minutes since the midnight before the range begins."""
    start, end = _minute(hours.start), _minute(hours.end)
    return start, end + _A_DAY if hours.overnight else end


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _caps(walk: Walk, settings: Settings, table: dict[str, object]) -> None:
    first, later = settings.prompts.first_week_cap, settings.prompts.daily_cap
    section = table.get("prompts")
    if first > later and isinstance(section, dict) and "first_week_cap" in section:
        walk.note(
            ("prompts", "first_week_cap"),
            message(
                "first_week_cap ({first}) is more than daily_cap ({later})",
                first=first,
                later=later,
            ),
            message("for a gentle start choose {later} or less", later=later),
            severity=Severity.WARNING,
        )


def _ids(walk: Walk, table: dict[str, object]) -> None:
    seen: dict[str, int] = {}
    for at, item in _entries(table):
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


def _given(item: dict[str, object], *keys: str) -> list[str]:
    """Return those of the keys that say something; an empty list says nothing."""
    return [key for key in keys if item.get(key, []) != []]


def _what(walk: Walk, path: Path, item: dict[str, object]) -> None:
    _one_of(
        walk,
        path,
        _given(item, "routine", "rotate", "muscles"),
        none=message("this [[plan]] does not say what to offer"),
        none_cure=message(
            "add one line: routine for one routine, rotate for several in turn, or muscles"
        ),
        several=message("this [[plan]] says more than once what to offer"),
    )


def _when(walk: Walk, path: Path, item: dict[str, object]) -> None:
    _one_of(
        walk,
        path,
        _given(item, "at", "every_minutes"),
        none=message("this [[plan]] does not say when to offer it"),
        none_cure=message(
            "add one line, {at} or {every}",
            at='at = ["10:30", "15:00"]',
            every="every_minutes = 60",
        ),
        several=message("this [[plan]] says more than once when to offer it"),
    )


def _one_of(
    walk: Walk,
    path: Path,
    given: list[str],
    *,
    none: Message,
    none_cure: Message,
    several: Message,
) -> None:
    if not given:
        walk.note(path, none, none_cure)
    elif len(given) > 1:
        walk.note(
            (*path, given[1]),
            several,
            message(
                "keep one of these lines: {names}; or make another [[plan]]", names=", ".join(given)
            ),
            at_key=True,
        )


def _routines(
    walk: Walk, path: Path, item: dict[str, object], routine_ids: Collection[str]
) -> None:
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


def _times(walk: Walk, path: Path, item: dict[str, object], work: Work | None) -> None:
    days = _weekdays(item)
    seen: set[time] = set()
    for at, moment in _good(item.get("at"), Clock(), time):
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


def _weekdays(item: dict[str, object]) -> set[Weekday]:
    """Return the days of a plan entry; all of them where the file has no good ones."""
    found = _good(item.get("weekdays"), Choice(Weekday), Weekday)
    return {day for _, day in found} or set(WEEKDAYS)


def _within(moment: time, days: set[Weekday], work: Work) -> bool:
    minute = _minute(moment)
    return any(
        start <= minute < end or start <= minute + _A_DAY < end
        for number, day in enumerate(WEEKDAYS)
        if day in days
        for start, end in map(_minutes, work.hours(number))
    )
