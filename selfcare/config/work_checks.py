"""What the hours of [work], and quiet hours, must be to one another."""

from __future__ import annotations

from typing import Final

from selfcare.config.given import A_DAY, Given, good, minute, minutes
from selfcare.config.reader import Walk
from selfcare.config.shapes import Hours
from selfcare.domain.message import message
from selfcare.domain.problem import Path, Severity
from selfcare.domain.settings import WEEKDAYS, Weekday, Work
from selfcare.domain.week import ClockRange

LONGEST_NIGHT: Final = 14 * 60
"""Minutes; work hours past midnight that last longer were probably written the wrong way round."""
LONGEST_QUIET_NIGHT: Final = 16 * 60
"""Minutes; the same of quiet hours."""


def check_work(walk: Walk, work: Given) -> None:
    """Note hours that overlap or run into those of the next day."""
    for day in WEEKDAYS:
        before: list[ClockRange] = []
        for at, hours in good(work.get(day.value), Hours(), ClockRange):
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
        _into_next_day(walk, work, day, WEEKDAYS[(number + 1) % len(WEEKDAYS)])


def _into_next_day(walk: Walk, work: Given, day: Weekday, after: Weekday) -> None:
    """Note the hours of a day that run into those of the day after."""
    if after.value in work:
        later = list(good(work[after.value], Hours(), ClockRange))
    else:
        # What the file leaves out holds by default, so it can be run into as well.
        later = list(enumerate(Work().hours(WEEKDAYS.index(after))))
    for at, hours in good(work.get(day.value), Hours(), ClockRange):
        end = minutes(hours)[1] - A_DAY
        for later_at, later_hours in later:
            if minute(later_hours.start) >= end:
                continue
            what = message(
                "the hours {hours} of {day} run into {later} of {after}",
                hours=str(hours),
                day=day.value,
                later=str(later_hours),
                after=after.value,
            )
            if after.value in work:
                path: Path = ("work", after.value, later_at)
                cure = message("let the first end before the others begin")
            else:
                path = ("work", day.value, at)
                cure = message(
                    "write a line for {after} too, with its own hours, or {after} = [] for none",
                    after=after.value,
                )
            walk.note(path, what, cure)


def check_nights(walk: Walk, path: Path, value: object, longest: int) -> None:
    """Note hours past midnight that last longer than `longest` minutes."""
    for at, hours in good(value, Hours(), ClockRange):
        start, end = minutes(hours)
        if end <= A_DAY or end - start <= longest:
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
    start, end = minutes(one)
    other_start, other_end = minutes(other)
    return start < other_end and other_start < end
