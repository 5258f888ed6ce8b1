"""Large calendars: what years of meetings come to in a file."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

EVENTS = 50_000
_FIRST = datetime(2026, 10, 1, 8)  # noqa: DTZ001 - a wall time, its zone stands beside it
_EVENT = """\
BEGIN:VEVENT\r
UID:{number}@example.org\r
DTSTAMP:20260901T080000Z\r
DTSTART;TZID=Europe/Berlin:{start:%Y%m%dT%H%M%S}\r
DTEND;TZID=Europe/Berlin:{end:%Y%m%dT%H%M%S}\r
{rule}SUMMARY:Meeting number {number} about the plans of the coming weeks\r
DESCRIPTION:{words}\r
ATTENDEE;CN="Ben Beispiel";PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:mailto:be\r
 n@example.org\r
ATTENDEE;CN="Anna Muster";PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT:mailto:ann\r
 a@example.org\r
STATUS:CONFIRMED\r
BEGIN:VALARM\r
ACTION:DISPLAY\r
TRIGGER:-PT15M\r
DESCRIPTION:Reminder\r
END:VALARM\r
END:VEVENT\r
"""


def write_many(path: Path, *, days: int, events: int = EVENTS) -> None:
    """Write a calendar of `events` spread over `days`, each tenth of them weekly for ever."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
        for number in range(events):
            start = _FIRST + timedelta(days=number % days, minutes=17 * (number // days % 40))
            file.write(
                _EVENT.format(
                    number=number,
                    start=start,
                    end=start + timedelta(minutes=25),
                    rule="RRULE:FREQ=WEEKLY\r\n" if number % 10 == 0 else "",
                    words="All that is said here is nobody's business. " * 6,
                )
            )
        file.write("END:VCALENDAR\r\n")
