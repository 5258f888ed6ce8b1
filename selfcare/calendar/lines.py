"""From a file to the few lines of its events that matter; all others are dropped as they pass.

Calendars are megabytes of descriptions, invitations and alarms. What is kept are times and whether
they count; titles and categories only where one of the user's words may stand in them.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Final, NamedTuple

from selfcare.calendar.refusal import (
    CUT_SHORT,
    NOT_A_CALENDAR,
    NOT_A_FILE,
    NOT_ALLOWED,
    NOT_THERE,
    CannotRead,
    too_large,
    unreadable,
)
from selfcare.calendar.request import Request
from selfcare.calendar.words import Words

_TIMES: Final = frozenset(
    {"DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "RDATE", "EXDATE", "RRULE"}
)
_BUSY_STATUS: Final = frozenset(
    {"X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-MSNCALENDAR-BUSYSTATUS"}
)
_WHOLE_DAY: Final = frozenset(
    {"X-MICROSOFT-CDO-ALLDAYEVENT", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT"}
)
RECURRING: Final = frozenset({"RRULE", "RDATE", "RECURRENCE-ID"})
_TITLES: Final = frozenset({"SUMMARY", "CATEGORIES"})
_OF_ZONES: Final = frozenset({"TZID", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME"})
_KEPT: Final = (
    {"BEGIN", "END", "UID", "SEQUENCE", "STATUS", "TRANSP", "ATTENDEE"}
    | _TIMES
    | _BUSY_STATUS
    | _WHOLE_DAY
    | _TITLES
    | _OF_ZONES
)
_NAME: Final = re.compile(r"([A-Za-z0-9-]+)[ \t]*[;:]")
_PARAMETER: Final = re.compile(r';[ \t]*(TZID|RANGE)[ \t]*=[ \t]*("[^"]*"|[^;]*)', re.IGNORECASE)
_NO_ZONE: Final = re.compile(r".*Z|\d{8}(?:,\d{8})*", re.IGNORECASE | re.DOTALL)
"""Values that are in UTC or whole days, whatever zone stands beside them."""
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_BUSY: Final = frozenset({"BUSY", "TENTATIVE", ""})


class TimeLine(NamedTuple):
    """A line with a time: its property, value, and zone as a number of the file's zones.

    `onward` says that a changed occurrence changes those after it as well.
    """

    name: str
    value: str
    zone: int | None = None
    onward: bool = False


class Marks(NamedTuple):
    """What an event says of how it counts."""

    cancelled: bool = False
    free: bool = False
    away: bool = False
    whole_day: bool = False


@dataclass(slots=True)
class EventLines:
    """What one event says. `texts` are the lines in which the user's words or name may stand."""

    times: tuple[TimeLine, ...]
    marks: Marks
    texts: str
    sequence: int


@dataclass(slots=True)
class Scanned:
    """What a file holds: events by their UID, blocks that define zones, names of zones."""

    series: dict[str, list[EventLines]] = field(default_factory=dict)
    zone_blocks: list[str] = field(default_factory=list)
    zone_names: list[str] = field(default_factory=list)
    events: int = 0
    unreadable: int = 0


def scan(request: Request) -> Scanned:
    """Return the events that may matter within the days asked for; raises CannotRead."""
    walk = _Walk(request)
    path = Path(request.path)
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise CannotRead(NOT_A_FILE)
        if found.st_size > request.limits.file_bytes:
            raise CannotRead(too_large(request.limits.file_bytes))
        # Wrong bytes survive here, to be judged once folded lines are whole again.
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline=None) as lines:
            for name, line in _unfolded(lines, request):
                walk.take(name, line)
    except FileNotFoundError:
        raise CannotRead(NOT_THERE) from None
    except PermissionError:
        raise CannotRead(NOT_ALLOWED) from None
    except (OSError, ValueError) as error:
        raise CannotRead(unreadable(error)) from error
    return walk.end()


def _unfolded(lines: Iterable[str], request: Request) -> Iterator[tuple[str, str]]:
    """Yield the lines worth keeping, whole again, with their names."""
    name, parts, size = "", list[str](), 0
    for raw in lines:
        size += len(raw)
        if size > request.limits.file_bytes:
            raise CannotRead(too_large(request.limits.file_bytes))
        line = raw.rstrip("\n")
        if line[:1] in {" ", "\t"}:
            if parts:
                parts.append(line[1:])
            continue
        if parts:
            yield name, _decoded("".join(parts))
        found = _NAME.match(line)
        name = found[1].upper() if found else ""
        parts = [line] if name in _KEPT else []
    if parts:
        yield name, _decoded("".join(parts))


def _decoded(line: str) -> str:
    """Return a line as text: UTF-8, else the Latin letters of old programs."""
    if line.isascii():
        return line
    content = line.encode("utf-8", "surrogateescape")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")


class _Walk:
    """Goes through the lines, knowing in which component it is."""

    def __init__(self, request: Request) -> None:
        self._found = Scanned()
        self._within: list[str] = []
        self._event: list[tuple[str, str]] = []
        self._zone: list[str] = []
        self._zone_numbers: dict[str, int] = {}
        self._is_calendar = False
        self._words = Words.of((*request.deadline, request.day_off))
        self._me = tuple(address for one in request.me if (address := one.strip().lower()))
        margin = timedelta(days=2)
        self._before = f"{request.first - margin:%Y%m%d}"
        self._after = f"{request.last + margin:%Y%m%d}"

    def take(self, name: str, line: str) -> None:
        """Take one line."""
        if name == "BEGIN":
            self._begin(_value(line).strip().upper())
        elif name == "END":
            self._end(_value(line).strip().upper())
        elif self._within[-1:] == ["VEVENT"]:
            self._event.append((name, line))
        elif "VTIMEZONE" in self._within and name in _OF_ZONES | _TIMES:
            self._zone.append(line)

    def end(self) -> Scanned:
        """Return what was found; raises CannotRead where it was no whole calendar."""
        if not self._is_calendar:
            raise CannotRead(NOT_A_CALENDAR)
        if self._within:
            raise CannotRead(CUT_SHORT)
        return self._found

    def _begin(self, component: str) -> None:
        if component == "VCALENDAR":
            self._is_calendar = True
        if component == "VEVENT":
            if "VEVENT" in self._within:
                self._leave("VEVENT")
                self._found.unreadable += 1
            self._found.events += 1
            self._event = []
        elif component == "VTIMEZONE":
            self._zone = []
        if "VTIMEZONE" in self._within or component == "VTIMEZONE":
            self._zone.append(f"BEGIN:{component}")
        self._within.append(component)

    def _end(self, component: str) -> None:
        if component not in self._within:
            return
        if "VTIMEZONE" in self._within:
            self._zone.append(f"END:{component}")
        left = self._leave(component)
        if component == "VEVENT":
            self._keep()
        elif component == "VTIMEZONE":
            self._found.zone_blocks.append("\r\n".join(self._zone))
        elif "VEVENT" in left:
            self._found.unreadable += 1

    def _leave(self, component: str) -> list[str]:
        """Leave `component` and whatever was left open within it; return all that was left."""
        at = len(self._within) - 1 - self._within[::-1].index(component)
        left = self._within[at:]
        del self._within[at:]
        return left

    def _keep(self) -> None:
        """Keep the event that has just ended, unless it lies far from the days asked for."""
        names = {name for name, _ in self._event}
        if names.isdisjoint(RECURRING) and self._is_far(names):
            return
        marked = any(
            name in _TITLES and self._words.may_stand_in(line) for name, line in self._event
        )
        texts = [
            line
            for name, line in self._event
            if (name in _TITLES and marked) or (name == "ATTENDEE" and self._is_me(line))
        ]
        said = {name: _value(line).strip().upper() for name, line in self._event}
        busy = {said[name] for name in _BUSY_STATUS & names} - _BUSY
        sequence = said.get("SEQUENCE", "")
        event = EventLines(
            times=tuple(self._time(name, line) for name, line in self._event if name in _TIMES),
            marks=Marks(
                cancelled=said.get("STATUS") == "CANCELLED",
                free=said.get("TRANSP") == "TRANSPARENT" or "FREE" in busy,
                away=bool(busy - {"FREE"}),
                whole_day="TRUE" in {said[name] for name in _WHOLE_DAY & names},
            ),
            texts="\r\n".join(texts),
            sequence=int(sequence) if _NUMBER.fullmatch(sequence) else 0,
        )
        uid = next((_value(line).strip() for name, line in self._event if name == "UID"), "")
        self._found.series.setdefault(uid or f"\0{self._found.events}", []).append(event)

    def _is_far(self, names: set[str]) -> bool:
        days = {name: _value(line)[:8] for name, line in self._event if name[:2] == "DT"}
        start, end = days.get("DTSTART", ""), days.get("DTEND")
        if not start.isdigit() or len(start) < len(self._after):
            return False
        if start > self._after:
            return True
        if end is None:
            return start < self._before and "DURATION" not in names
        return end.isdigit() and max(start, end) < self._before

    def _is_me(self, line: str) -> bool:
        return any(address in line.lower() for address in self._me)

    def _time(self, name: str, line: str) -> TimeLine:
        """Return a line with a time, told apart.

        Whether it is a day, a moment or a span shows in the value itself; VALUE is often wrong.
        """
        head, _, value = line.rpartition(":")
        value = value.strip()
        zone, onward = None, False
        for parameter, content in _PARAMETER.findall(head):
            if parameter.upper() == "RANGE":
                onward = content.strip(' "').upper() == "THISANDFUTURE"
            elif not _NO_ZONE.fullmatch(value):
                zone = self._number_of(content.strip(' "'))
        return TimeLine(name, value, zone, onward)

    def _number_of(self, zone: str) -> int:
        number = self._zone_numbers.setdefault(zone, len(self._zone_numbers))
        if number == len(self._found.zone_names):
            self._found.zone_names.append(zone)
        return number


def _value(line: str) -> str:
    """Return what stands behind the last colon; for times and plain words that is the value."""
    return line.rpartition(":")[2]
