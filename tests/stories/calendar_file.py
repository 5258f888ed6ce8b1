"""A calendar file from sentences such as `2027-02-08 all day  Exam: Anatomy`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

_ALL_DAY = re.compile(r"(?P<day>\d{4}-\d\d-\d\d) all day  (?P<title>.+)")
_TIMED = re.compile(
    r"(?P<each>every weekday from )?(?P<day>\d{4}-\d\d-\d\d)"
    r" (?P<start>\d\d:\d\d)-(?P<end>\d\d:\d\d)  (?P<title>.+)"
)
_CANCELLED = " (cancelled)"
_BERLIN = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
END:VTIMEZONE"""


def calendar_file(sentences: Iterable[str]) -> str:
    """Return the text of an .ics file with one event for each sentence, in Berlin time."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//stories//EN", *_BERLIN.splitlines()]
    for number, sentence in enumerate(sentences):
        lines += ["BEGIN:VEVENT", f"UID:{number}@stories", "DTSTAMP:20260101T000000Z"]
        lines += _event(sentence)
        lines += ["END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def _event(sentence: str) -> list[str]:
    all_day = _ALL_DAY.fullmatch(sentence)
    if all_day:
        day = date.fromisoformat(all_day["day"])
        when = [
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
            "TRANSP:TRANSPARENT",
        ]
        return when + _titled(all_day["title"])
    timed = _TIMED.fullmatch(sentence)
    assert timed, f"no calendar says this: {sentence}"
    day_text = timed["day"].replace("-", "")
    when = [
        f"DTSTART;TZID=Europe/Berlin:{day_text}T{timed['start'].replace(':', '')}00",
        f"DTEND;TZID=Europe/Berlin:{day_text}T{timed['end'].replace(':', '')}00",
    ]
    if timed["each"]:
        when.append("RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR")
    return when + _titled(timed["title"])


def _titled(title: str) -> list[str]:
    status = "CANCELLED" if title.endswith(_CANCELLED) else "CONFIRMED"
    text = title.removesuffix(_CANCELLED).replace(",", "\\,")
    return [f"SUMMARY:{text}", f"STATUS:{status}"]
