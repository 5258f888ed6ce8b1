"""What the entries of [[stress]] must say, and be to one another."""

from __future__ import annotations

from datetime import date
from typing import Final

from selfcare.config.dates import (
    LEAP_YEAR,
    each_year,
    take_day,
    take_days,
    take_monthly,
    take_yearly,
)
from selfcare.config.given import Given, entries, one_of, said
from selfcare.config.reader import Walk
from selfcare.config.refusal import Refusal, shown
from selfcare.domain.message import message
from selfcare.domain.problem import Path, Severity
from selfcare.domain.stress import MonthlyDays, YearlyDays
from selfcare.domain.week import DAY, DaysOff

WHEN: Final = ("deadline", "days", "yearly", "monthly")
"""When it is; an entry has exactly one of these."""
LONG_AGO: Final = 60 * DAY
"""What was over before that was probably forgotten in the file."""
_HALF_A_YEAR: Final = 183 * DAY

When = DaysOff | YearlyDays | MonthlyDays


def check_stress(walk: Walk, table: Given, today: date | None) -> None:
    """Note what is wrong; without `today` nothing is said of days long over."""
    seen: dict[tuple[str, When], int] = {}
    for at, item in entries(table, "stress"):
        path: Path = ("stress", at)
        one_of(
            walk,
            path,
            said(item, *WHEN),
            none=(
                message("this [[stress]] does not say when it is"),
                message(
                    "add one line: {deadline}, {days}, {yearly} or {monthly}",
                    deadline='deadline = "2027-05-31"',
                    days='days = "2027-02-01..2027-02-12"',
                    yearly='yearly = "05-31"',
                    monthly='monthly = "last 3 workdays"',
                ),
            ),
            several=message("this [[stress]] says more than once when it is"),
        )
        for key in said(item, *WHEN)[:1]:
            when = _when(key, item[key])
            if isinstance(when, Refusal):
                continue
            _over_long_ago(walk, (*path, key), when, today)
            _most_of_the_year(walk, (*path, key), when)
            _twice(walk, path, item, when, seen)


def _when(key: str, value: object) -> When | Refusal:
    match key:
        case "deadline":
            day = take_day(value)
            return day if isinstance(day, Refusal) else DaysOff(day, day)
        case "days":
            return take_days(value)
        case "yearly":
            return take_yearly(value)
        case _:
            return take_monthly(value)


def _over_long_ago(walk: Walk, path: Path, when: When, today: date | None) -> None:
    if today is None or not isinstance(when, DaysOff) or today - when.last <= LONG_AGO:
        return
    yearly = each_year(when.first, when.last)
    walk.note(
        path,
        message(
            "{days} has been over for more than {count} days", days=f"{when}", count=LONG_AGO.days
        ),
        message(
            "take this [[stress]] out, or give it new days; for one that comes back each year"
            " write {line}",
            line=f'yearly = "{yearly}"',
        ),
        severity=Severity.WARNING,
    )


def _most_of_the_year(walk: Walk, path: Path, when: When) -> None:
    """Note days over New Year that make up most of the year: probably the wrong way round."""
    if not isinstance(when, YearlyDays) or when.first <= when.last:
        return
    first, last = date(LEAP_YEAR, *when.first), date(LEAP_YEAR, *when.last)
    if first - last > _HALF_A_YEAR:
        return
    walk.note(
        path,
        message("{days} runs over New Year and most of the year", days=shown(f"{when}")),
        message(
            "if you meant {span}, write that; if not, leave it as it is",
            span=f'"{YearlyDays(when.last, when.first)}"',
        ),
        severity=Severity.WARNING,
    )


def _twice(
    walk: Walk,
    path: Path,
    item: Given,
    when: When,
    seen: dict[tuple[str, When], int],
) -> None:
    name = item.get("name")
    if not isinstance(name, str):
        return
    same = (name.strip().casefold(), when)
    if same in seen:
        walk.note(
            path,
            message(
                "{name} stands in [[stress]] number {number} with the same days",
                name=shown(name),
                number=seen[same] + 1,
            ),
            message("keep one of the two"),
            severity=Severity.WARNING,
        )
    seen.setdefault(same, int(path[1]))
