"""The first config.toml of a new user: it explains every setting and means the defaults."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from msgspec import Struct

from selfcare.config.schema import CONFIG_SCHEMA
from selfcare.config.settings_file import PLAN_MUSCLES
from selfcare.config.shapes import Field, Many, Number, Table, fields
from selfcare.config.written import meaning, remark, said, toml_value
from selfcare.domain.settings import (
    DEFAULT_PLAN,
    DEFAULT_ROUTINE,
    CalendarEntry,
    Cycle,
    PlanEntry,
    Settings,
    StressEntry,
)
from selfcare.domain.stress import MonthlyDays, YearlyDays
from selfcare.domain.week import DaysOff

_CONFIG_HEAD: Final = f"""\
#:schema ./{CONFIG_SCHEMA}

# The settings of selfcare.
#
# How this file works:
# - A line that begins with "# " is a remark, like this one. It does nothing.
# - A line that begins with "#" and a name, such as #sound = false, is a setting that is switched
#   off; what it shows is what holds anyway, or an example where the remark above it says so. To
#   change it, delete the "#" at its beginning, then change what stands after the "=".
# - Words, times and dates stand in "quotation marks", numbers stand alone, several things stand in
#   [square brackets] with commas between them.
# - A setting belongs to the heading above it, so leave the headings where they are.
#
# Save the file and the change holds within a minute. The command  selfcare check  tells whether
# the file is in order, and if not, which line to mend and how.
"""

_EXAMPLES: Final[dict[tuple[type[Struct], str], object]] = {
    (PlanEntry, "routine"): DEFAULT_ROUTINE,
    (PlanEntry, "rotate"): (DEFAULT_ROUTINE, "slow-breath"),
    (PlanEntry, "muscles"): ("trapezius", "suboccipitals"),
    (PlanEntry, "every_minutes"): 90,
    (Cycle, "usual_length"): 28,
    (Cycle, "pill_start"): date(2026, 11, 2),
    (StressEntry, "name"): "Tax return",
    (StressEntry, "deadline"): date(2027, 5, 31),
    (StressEntry, "days"): DaysOff(date(2027, 5, 17), date(2027, 5, 31)),
    (StressEntry, "yearly"): YearlyDays((5, 17), (5, 31)),
    (StressEntry, "monthly"): MonthlyDays(count=3, from_end=True, workdays=True),
    (CalendarEntry, "path"): "~/calendars/work.ics",
    (CalendarEntry, "me"): ("anna@example.org",),
    (CalendarEntry, "deadline"): ("deadline", "exam"),
    (CalendarEntry, "day_off"): "vacation",
}
_GROUPS: Final = {
    (PlanEntry, "routine"): "What to offer. As it stands, what fits you at that time: where it"
    " hurts, what is tender, what helped. To name it yourself, use one of the next three: routine,"
    " rotate or muscles.",
    (PlanEntry, "at"): "When to offer it. Keep exactly one of the next two: at or every_minutes.",
    (StressEntry, "deadline"): "When it is. Keep exactly one of the next four:"
    " deadline, days, yearly or monthly.",
}


def starter_config() -> str:
    """Return a config.toml that explains itself and means the defaults."""
    parts = [_CONFIG_HEAD]
    for one in fields(Settings):
        match one.shape:
            case Table():
                parts.append("\n".join(_section(one, one.shape.type)))
            case Many(item=Table(type=of)) if of is PlanEntry:
                parts.append("\n".join(_plan(one)))
            case Many(item=Table(type=of)):
                parts.append("\n".join(_example(one, of)))
    return "\n\n".join(parts)


def _section(section: Field, of: type[Struct]) -> Iterator[str]:
    yield f"[{section.key}]"
    yield from remark(meaning(of))
    before = ""
    for one in fields(of):
        if one.description != before:
            yield ""
            yield from remark(f"{said(one)}{_default(one)}")
        before = one.description
        shown = _EXAMPLES.get((of, one.key), one.default)
        yield f"#{one.key} = {toml_value(shown)}"
    yield ""


def _plan(section: Field) -> Iterator[str]:
    yield from remark(
        f"{meaning(PlanEntry)} For another one, copy everything from [[{section.key}]] to the"
        " end, and give it another id."
    )
    for entry in DEFAULT_PLAN:
        yield f"[[{section.key}]]"
        for one in fields(PlanEntry):
            value = getattr(entry, one.attribute)
            live = one.required or value != one.default
            if (PlanEntry, one.key) in _GROUPS:
                yield ""
                yield from remark(_GROUPS[PlanEntry, one.key])
            yield ""
            yield from remark(said(one, PLAN_MUSCLES))
            shown = value if live else _EXAMPLES.get((PlanEntry, one.key), one.default)
            yield f"{'' if live else '#'}{one.key} = {toml_value(shown)}"
        yield ""


def _example(section: Field, of: type[Struct]) -> Iterator[str]:
    """Yield a table that is switched off as a whole."""
    yield from remark(
        f'{meaning(of)} This is an example. To use it, delete the "#" before [[{section.key}]] and'
        " before the lines you want, and change what they say. For another one, copy everything"
        f" from [[{section.key}]] to the end."
    )
    yield f"#[[{section.key}]]"
    for one in fields(of):
        if (of, one.key) in _GROUPS:
            yield ""
            yield from remark(_GROUPS[of, one.key])
        yield ""
        yield from remark(said(one))
        yield f"#{one.key} = {toml_value(_EXAMPLES.get((of, one.key), one.default))}"
    yield ""


def _default(one: Field) -> str:
    if one.default is None:
        return " An example:"
    if isinstance(one.shape, Number):
        return f" Without this line: {one.default}."
    return ""
