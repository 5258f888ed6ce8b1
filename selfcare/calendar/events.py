"""Events to their occurrences, by icalendar and recurring-ical-events.

An event that makes no sense costs itself and its own repetitions, never the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from icalendar import Calendar, Event
from recurring_ical_events import CalendarQuery

from selfcare.calendar.lines import RECURRING, EventLines, Marks
from selfcare.calendar.zones import Zones
from selfcare.domain.week import DAY

AT_ONCE: Final = 500
"""Series that are expanded together."""

Moment = date | datetime
"""A whole day; or a moment, with its zone, or without one and then meant in the user's own."""

_SAYS: Final = "X-SAYS"
"""Where a component carries the number of what its event says."""


@dataclass(frozen=True, slots=True)
class Says:
    """What an event says of itself, besides when it is."""

    marks: Marks
    title: str = ""
    categories: tuple[str, ...] = ()
    declined: bool = False


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One occurrence of an event."""

    start: Moment
    end: Moment
    says: Says


@dataclass(slots=True)
class Expanded:
    """Occurrences, and how many events made no sense."""

    occurrences: list[Occurrence] = field(default_factory=list)
    unreadable: int = 0


def expand(
    series: Sequence[Sequence[EventLines]],
    zones: Zones,
    me: frozenset[str],
    first: date,
    last: date,
) -> Iterator[Expanded]:
    """Yield the occurrences that may touch the days from `first` to `last`, part by part.

    `me` are the user's mail addresses in small letters.
    """
    span = (first - DAY, last + 2 * DAY)
    for at in range(0, len(series), AT_ONCE):
        yield from _part(series[at : at + AT_ONCE], zones, me, span)


def _part(
    series: Sequence[Sequence[EventLines]],
    zones: Zones,
    me: frozenset[str],
    span: tuple[date, date],
) -> Iterator[Expanded]:
    """Yield a part as a whole; where it cannot be expanded, in ever smaller parts."""
    try:
        yield _expanded(series, zones, me, span)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a wrong event makes the libraries raise anything
        if len(series) == 1:
            yield Expanded(unreadable=len(series[0]))
            return
        half = len(series) // 2
        yield from _part(series[:half], zones, me, span)
        yield from _part(series[half:], zones, me, span)


def _expanded(
    series: Sequence[Sequence[EventLines]],
    zones: Zones,
    me: frozenset[str],
    span: tuple[date, date],
) -> Expanded:
    expanded = Expanded()
    says: list[Says] = []
    calendar = Calendar()
    for number, events in enumerate(series):
        for event in events:
            component = _component(event, zones)
            if component is None:
                expanded.unreadable += 1
            elif len(events) == 1 and RECURRING.isdisjoint(component):
                expanded.occurrences.append(_only_one(component, _says(event, me)))
            else:
                component["UID"], component[_SAYS] = str(number), len(says)
                says.append(_says(event, me))
                calendar.add_component(component)
    for found in CalendarQuery(calendar).between(*span):
        start, end = found.get("DTSTART").dt, found.get("DTEND").dt
        expanded.occurrences.append(Occurrence(start, end, says[found[_SAYS]]))
    return expanded


def _component(event: EventLines, zones: Zones) -> Event | None:
    """Return the event as icalendar has it, None where its times make no sense."""
    component = Event()
    component["SEQUENCE"] = event.sequence
    for line in event.times:
        kind: Any = Event.types_factory.for_property(line.name)
        zone = zones.zone(line.zone)
        try:
            value = kind.from_ical(line.value, zone) if zone else kind.from_ical(line.value)
        except (TypeError, ValueError):
            return None
        component.add(line.name, kind(value), encode=False)
        if line.onward:
            component[line.name].params["RANGE"] = "THISANDFUTURE"
    return component if _is_sound(component) else None


def _is_sound(event: Event) -> bool:
    """Return whether an event's times make sense; an end before the start is taken away."""
    start, end, length = (event.get(name) for name in ("DTSTART", "DTEND", "DURATION"))
    if not isinstance(getattr(start, "dt", None), date):
        return False
    if end is not None:
        if not isinstance(getattr(end, "dt", None), date):
            return False
        if isinstance(end.dt, datetime) != isinstance(start.dt, datetime):
            return False
        if _is_before(end.dt, start.dt):
            del event["DTEND"]
    if length is not None and (not hasattr(length, "dt") or length.dt < timedelta()):
        del event["DURATION"]
    return all(_has_steps(rule) for rule in _every(event.get("RRULE")))


def _is_before(end: Moment, start: Moment) -> bool:
    if isinstance(end, datetime) and isinstance(start, datetime):
        if (end.tzinfo is None) != (start.tzinfo is None):
            end, start = end.replace(tzinfo=None), start.replace(tzinfo=None)
        return end < start
    return end < start


def _has_steps(rule: Any) -> bool:
    """Return whether a rule moves on at all; one that does not would never end."""
    return all(int(step) > 0 for step in rule.get("INTERVAL", (1,)))


def _only_one(event: Event, says: Says) -> Occurrence:
    """Return the occurrence of an event that has no other."""
    start, end, length = (event.get(name) for name in ("DTSTART", "DTEND", "DURATION"))
    if end is not None:
        return Occurrence(start.dt, end.dt, says)
    if length is not None:
        return Occurrence(start.dt, start.dt + length.dt, says)
    whole_day = not isinstance(start.dt, datetime)
    return Occurrence(start.dt, start.dt + DAY if whole_day else start.dt, says)


def _says(event: EventLines, me: frozenset[str]) -> Says:
    if not event.texts:
        return Says(event.marks)
    texts = Event.from_ical(f"BEGIN:VEVENT\r\n{event.texts}\r\nEND:VEVENT")
    return Says(
        marks=event.marks,
        title=" ".join(map(str, _every(texts.get("SUMMARY")))),
        categories=tuple(
            str(category)
            for categories in _every(texts.get("CATEGORIES"))
            for category in getattr(categories, "cats", ())
        ),
        declined=any(_declines(attendee, me) for attendee in _every(texts.get("ATTENDEE"))),
    )


def _declines(attendee: Any, me: frozenset[str]) -> bool:
    parameters = getattr(attendee, "params", {})
    if str(parameters.get("PARTSTAT", "")).upper() != "DECLINED":
        return False
    address = str(attendee).strip().lower().removeprefix("mailto:").strip()
    written = str(parameters.get("EMAIL", "")).strip().strip('"').lower()
    return address in me or written in me


def _every(value: Any) -> list[Any]:
    """Return the values of a property that may be there never, once or often."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
