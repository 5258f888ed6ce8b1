"""The settings as a page shows them: sections, and in each what can be changed there.

Every setting has its place in `SECTIONS`; what it is, its range and its default stand in its type.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct

from selfcare.app.settings_edits import FITS, PLAN, Name
from selfcare.app.settings_typed import Texts, texts_of
from selfcare.app.settings_words import CHOICES, HINTS, LABELS
from selfcare.config.shapes import (
    Choice,
    Clock,
    Day,
    Field,
    Hours,
    Many,
    Number,
    Shape,
    Switch,
    fields,
)
from selfcare.domain.message import Message, message
from selfcare.domain.routine import RoutineId
from selfcare.domain.settings import WEEKDAYS, PlanEntry, Settings


class Kind(StrEnum):
    """How a setting is shown; a list has as many fields as it has items."""

    SWITCH = "switch"
    NUMBER = "number"
    TIME = "time"
    DAY = "day"
    CHOICE = "choice"
    TIMES = "times"
    HOURS = "hours"
    """Spans of hours."""
    DAYS = "days"
    """Spans of days."""
    WORKDAY = "workday"
    """The hours of a weekday, which may be none."""


class Control(Struct, frozen=True, kw_only=True):
    """One setting: what it is called, what it can be, and what holds now."""

    name: Name
    kind: Kind
    label: Message
    hint: Message | None
    texts: Texts
    choices: tuple[tuple[str, Message], ...] = ()
    low: int = 0
    high: int = 0

    @property
    def id(self) -> str:
        """The name in one word."""
        return ".".join(self.name)


class Section(Struct, frozen=True, kw_only=True):
    """Settings that belong together; `more` are those that are seldom wanted."""

    id: str
    title: Message
    usual: tuple[Control, ...]
    more: tuple[Control, ...]


class Entry(Struct, frozen=True, kw_only=True):
    """An entry of the plan: what it offers, when and on which days.

    `what` and `when` are the keys that hold; `routines` are named by an entry that names some.
    """

    id: str
    what: str
    when: str
    muscles: tuple[str, ...]
    routines: tuple[RoutineId, ...]
    times: Texts
    minutes: str
    weekdays: tuple[str, ...]

    def name(self, key: str) -> str:
        """Return the name of one of its settings, in one word."""
        return f"{PLAN}.{self.id}.{key}"


class _Place(Struct, frozen=True):
    """Which settings a section shows, by their keys."""

    title: Message
    usual: tuple[str, ...]
    more: tuple[str, ...] = ()


SECTIONS: Final[Mapping[str, _Place]] = {
    "work": _Place(message("When you work"), (*WEEKDAYS, "days_off")),
    "prompts": _Place(
        message("How often, and how"),
        (
            *("daily_cap", "first_week_cap", "spacing_minutes", "quiet_hours"),
            *("wording", "sound", "snooze_minutes", "snooze_limit"),
        ),
        (
            *("expiry_minutes", "fewer_after_days", "fewer_cap", "question_after_days"),
            *("opens_in", "notifier"),
        ),
    ),
    "checkins": _Place(
        message("Check-ins"),
        ("diary", "at", "reminder", "weekend"),
        ("let_down", "fill_in", "week", "ticks"),
    ),
    "cycle": _Place(
        message("Your cycle"),
        ("mode", "prompts", "ovulation"),
        ("usual_length", "pill_start", "pill_days", "break_days"),
    ),
    "meetings": _Place(message("Meetings"), ("busy_hours", "compare", "wait")),
    "presence": _Place(
        message("When a prompt waits"), ("do_not_disturb", "full_screen", "call", "away")
    ),
}


def section(settings: Settings, name: str) -> Section:
    """Return a section of `SECTIONS` with what holds now."""
    place = SECTIONS[name]
    return Section(
        id=name,
        title=place.title,
        usual=tuple(control(settings, name, key) for key in place.usual),
        more=tuple(control(settings, name, key) for key in place.more),
    )


def control(settings: Settings, name: str, key: str) -> Control:
    """Return one setting with what holds now."""
    holder: Struct = getattr(settings, name)
    one = next(one for one in fields(type(holder)) if one.key == key)
    low, high = (one.shape.low, one.shape.high) if isinstance(one.shape, Number) else (0, 0)
    return Control(
        name=(name, key),
        kind=Kind.WORKDAY if key in WEEKDAYS else _kind(one.shape),
        label=LABELS[name, key],
        hint=HINTS.get((name, key)),
        texts=texts_of(getattr(holder, one.attribute), one.shape),
        choices=_choices(one),
        low=low,
        high=high,
    )


def entries(settings: Settings) -> tuple[Entry, ...]:
    """Return the entries of the plan with what holds now."""
    return tuple(_entry(one) for one in settings.plan)


def _entry(entry: PlanEntry) -> Entry:
    single = () if entry.routine is None else (entry.routine,)
    what = next((key for key in ("routine", "rotate", "muscles") if getattr(entry, key)), FITS)
    minutes = entry.every_minutes
    return Entry(
        id=entry.id,
        what=what,
        when="at" if minutes is None else "every_minutes",
        muscles=tuple(entry.muscles),
        routines=(*single, *entry.rotate),
        times=tuple(f"{at:%H:%M}" for at in entry.at),
        minutes="" if minutes is None else str(minutes),
        weekdays=tuple(entry.weekdays),
    )


def _kind(shape: Shape) -> Kind:
    match shape:
        case Switch():
            return Kind.SWITCH
        case Number():
            return Kind.NUMBER
        case Clock():
            return Kind.TIME
        case Day():
            return Kind.DAY
        case Choice():
            return Kind.CHOICE
        case Many(item=Clock()):
            return Kind.TIMES
        case Many(item=Hours()):
            return Kind.HOURS
    return Kind.DAYS


def _choices(one: Field) -> tuple[tuple[str, Message], ...]:
    if not isinstance(one.shape, Choice):
        return ()
    said = CHOICES[one.shape.options]
    return tuple((option.value, said[option]) for option in one.shape.options)
