"""The calendar files of the tests, and readings as people write them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from selfcare.calendar.reading import read
from selfcare.calendar.request import Limits, Outcome, Read, Request
from selfcare.domain.calendar import CalendarReading
from selfcare.domain.week import Window

CALENDARS = Path(__file__).parents[1] / "data" / "calendars"
BERLIN = ZoneInfo("Europe/Berlin")
FIRST, LAST = date(2026, 11, 16), date(2026, 12, 20)


def request(
    path: Path,
    *,
    first: date = FIRST,
    last: date = LAST,
    zone: str | None = "Europe/Berlin",
    me: tuple[str, ...] = ("anna@example.org",),
    deadline: tuple[str, ...] = ("deadline", "abgabe", "prüfung", "due date"),
    day_off: str = "urlaub",
    limits: Limits | None = None,
) -> Request:
    return Request(
        path=str(path),
        first=first,
        last=last,
        zone=zone,
        me=me,
        deadline=deadline,
        day_off=day_off,
        limits=limits or Limits(),
    )


def read_file(name: str, first: date = FIRST, last: date = LAST, day_off: str = "urlaub") -> Read:
    outcome = read(request(CALENDARS / name, first=first, last=last, day_off=day_off))
    assert isinstance(outcome, Read), outcome
    return outcome


def outcome_of(text: str | bytes, folder: Path, **attributes: object) -> Outcome:
    """Return what a calendar with this text comes to."""
    path = folder / "some.ics"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(request(path, **attributes))  # type: ignore[arg-type] # handed on as they are


def reading_of(text: str, folder: Path, **attributes: object) -> Read:
    outcome = outcome_of(text, folder, **attributes)
    assert isinstance(outcome, Read), outcome
    return outcome


def calendar(*events: str) -> str:
    """Return a calendar with events, each given by its lines."""
    numbered = (
        f"BEGIN:VEVENT\nUID:{number}\n{event}\nEND:VEVENT\n" for number, event in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{''.join(numbered)}END:VCALENDAR\n"


def hours(reading: CalendarReading) -> list[str]:
    """Return the meetings as wall times in Berlin, such as "11-23 09:00-10:30"."""
    return [_hours(window) for window in reading.meetings]


def _hours(window: Window) -> str:
    start, end = (moment.astimezone(BERLIN) for moment in (window.start, window.end))
    same = start.date() == end.date()
    return f"{start:%m-%d %H:%M}-{end:{'%H:%M' if same else '%m-%d %H:%M'}}"


def due(reading: CalendarReading) -> list[str]:
    """Return what is due, such as "11-30 Tax" or "11-30..12-11 Exams"."""
    return [
        f"{one.first:%m-%d}..{one.day:%m-%d} {one.name}"
        if one.first
        else f"{one.day:%m-%d} {one.name}"
        for one in reading.deadlines
    ]


def off(reading: CalendarReading) -> list[str]:
    return [str(one) for one in reading.days_off]


def berlin(day: str, at: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=BERLIN)
