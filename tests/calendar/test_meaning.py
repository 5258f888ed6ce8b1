"""What single events mean: words, addresses, states, days off, and what a file must be."""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from selfcare.calendar.reading import read
from selfcare.calendar.request import LeftOut, Limits, Read, Unread, Why, write_outcome
from tests.calendar.calendars import calendar, due, hours, off, outcome_of, reading_of, request

MEETING = "DTSTART:20261123T090000\nDTEND:20261123T100000"
BERLIN = "TZID=Europe/Berlin"


def why(text: str | bytes, folder: Path, **attributes: object) -> Why:
    outcome = outcome_of(text, folder, **attributes)
    assert isinstance(outcome, Unread), outcome
    return outcome.why


# Words and categories


@pytest.mark.parametrize(
    ("title", "marked"),
    [
        ("Deadline", True),
        ("tax-DEADLINE!", True),
        ("(deadline) tax", True),
        ("two deadlines", False),
        ("nodeadline", False),
        ("deadline2", False),
        ("the due date is today", True),
        ("due on this date", False),
        ("Tax\\, deadline\\; really", True),
        ("First line\\nDeadline", True),
        ("Pru\u0308fung", True),
    ],
)
def test_a_title_is_marked_by_whole_words(title: str, marked: bool, tmp_path: Path) -> None:
    found = reading_of(calendar(f"{MEETING}\nSUMMARY:{title}"), tmp_path)

    assert (found.reading.deadlines != ()) is marked


@pytest.mark.parametrize(
    ("categories", "marked"),
    [
        ("CATEGORIES:Deadline", True),
        ("CATEGORIES:Work,DEADLINE", True),
        ("CATEGORIES:Work\nCATEGORIES;LANGUAGE=en: deadline ", True),
        ("CATEGORIES:Deadline of others", False),
        ("CATEGORIES:Work\\,deadline", False),
        ("CATEGORIES:", False),
    ],
)
def test_a_category_marks_only_as_a_whole(categories: str, marked: bool, tmp_path: Path) -> None:
    found = reading_of(calendar(f"{MEETING}\nSUMMARY:Tax\n{categories}"), tmp_path)

    assert due(found.reading) == (["11-23 Tax"] if marked else [])


def test_without_a_title_the_category_gives_the_name(tmp_path: Path) -> None:
    found = reading_of(calendar(f"{MEETING}\nCATEGORIES:Work,Deadline"), tmp_path)

    assert due(found.reading) == ["11-23 Deadline"]


def test_a_name_is_one_short_line_without_control_characters(tmp_path: Path) -> None:
    title = f"Deadline\\n\\nof\x07 {'a' * 80}"
    found = reading_of(calendar(f"{MEETING}\nSUMMARY:{title}"), tmp_path)

    (name,) = [one.name for one in found.reading.deadlines]
    assert name == f"Deadline of {'a' * 47}…"
    assert len(name) == 60


def test_no_words_mark_nothing(tmp_path: Path) -> None:
    text = calendar(f"{MEETING}\nSUMMARY:Deadline Urlaub")
    found = reading_of(text, tmp_path, deadline=("", " "), day_off="")

    assert (found.reading.deadlines, found.reading.days_off) == ((), ())
    assert hours(found.reading) == ["11-23 09:00-10:00"]


def test_what_is_due_counts_though_the_time_is_marked_as_free(tmp_path: Path) -> None:
    found = reading_of(calendar(f"{MEETING}\nSUMMARY:Deadline\nTRANSP:TRANSPARENT"), tmp_path)

    assert due(found.reading) == ["11-23 Deadline"]
    assert found.reading.meetings == ()
    assert found.left_out == LeftOut()


@pytest.mark.parametrize(
    "state", ["STATUS:CANCELLED", "ATTENDEE;PARTSTAT=DECLINED:mailto:anna@example.org"]
)
def test_what_was_declined_or_cancelled_is_not_due(state: str, tmp_path: Path) -> None:
    found = reading_of(calendar(f"{MEETING}\nSUMMARY:Deadline\n{state}"), tmp_path)

    assert (found.reading.deadlines, found.reading.meetings) == ((), ())


def test_something_due_over_midnight_is_due_on_its_last_day(tmp_path: Path) -> None:
    text = calendar("DTSTART:20261123T200000\nDTEND:20261124T000000\nSUMMARY:Deadline")
    later = calendar("DTSTART:20261123T200000\nDTEND:20261124T000001\nSUMMARY:Deadline")

    assert due(reading_of(text, tmp_path).reading) == ["11-23 Deadline"]
    assert due(reading_of(later, tmp_path).reading) == ["11-23..11-24 Deadline"]


# Who declined


@pytest.mark.parametrize(
    ("attendee", "declined"),
    [
        ("PARTSTAT=DECLINED:mailto:anna@example.org", True),
        ("PARTSTAT=declined:MAILTO:ANNA@EXAMPLE.ORG", True),
        ('CN="Muster, Anna";PARTSTAT=DECLINED;EMAIL=Anna@example.org:urn:uuid:1', True),
        ("PARTSTAT=ACCEPTED:mailto:anna@example.org", False),
        ("PARTSTAT=TENTATIVE:mailto:anna@example.org", False),
        ("PARTSTAT=DECLINED:mailto:ben@example.org", False),
        ("PARTSTAT=DECLINED:mailto:johanna@example.org", False),
        ("PARTSTAT=DECLINED:mailto:anna@example.organisation", False),
    ],
)
def test_only_what_i_declined_myself_is_left_out(
    attendee: str, declined: bool, tmp_path: Path
) -> None:
    found = reading_of(calendar(f"{MEETING}\nATTENDEE;{attendee}"), tmp_path)

    assert found.left_out.declined == declined
    assert len(found.reading.meetings) == (not declined)


def test_any_of_my_addresses_may_have_declined(tmp_path: Path) -> None:
    text = calendar(
        f"{MEETING}\nATTENDEE;PARTSTAT=ACCEPTED:mailto:team@example.org\n"
        "ATTENDEE;PARTSTAT=DECLINED:mailto:a.muster@example.net"
    )
    me = ("anna@example.org", " A.Muster@example.net ")

    assert reading_of(text, tmp_path, me=me).left_out.declined == 1
    assert reading_of(text, tmp_path, me=()).left_out.declined == 0


# Days off


@pytest.mark.parametrize(
    ("times", "days"),
    [
        ("DTSTART;VALUE=DATE:20261123", ["2026-11-23"]),
        ("DTSTART;VALUE=DATE:20261123\nDTEND;VALUE=DATE:20261126", ["2026-11-23..2026-11-25"]),
        ("DTSTART:20261123T090000\nDTEND:20261123T145900", []),
        ("DTSTART:20261123T090000\nDTEND:20261123T150000", ["2026-11-23"]),
        ("DTSTART:20261120T160000\nDTEND:20261124T090000", ["2026-11-20..2026-11-24"]),
        ("DTSTART;VALUE=DATE:20251101\nDTEND;VALUE=DATE:20270101", ["2026-11-16..2026-12-20"]),
    ],
)
def test_days_off_are_whole_days_or_most_of_a_workday(
    times: str, days: list[str], tmp_path: Path
) -> None:
    found = reading_of(calendar(f"{times}\nSUMMARY:Urlaub"), tmp_path)

    assert off(found.reading) == days
    assert found.reading.meetings == ()


def test_a_whole_day_in_utc_is_the_day_on_the_users_wall(tmp_path: Path) -> None:
    text = calendar(
        "DTSTART:20261202T230000Z\nDTEND:20261203T230000Z\nSUMMARY:Urlaub\n"
        "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"
    )

    assert off(reading_of(text, tmp_path).reading) == ["2026-12-03"]


# Times


def test_nothing_reaches_beyond_the_days_asked_for(tmp_path: Path) -> None:
    text = calendar(
        "DTSTART:20261122T220000\nDTEND:20261123T020000",
        "DTSTART:20261124T220000\nDTEND:20261125T020000",
        "DTSTART:20261126T090000\nDTEND:20261126T100000\nSUMMARY:Deadline",
        "DTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261128\nSUMMARY:Deadline",
    )
    found = reading_of(text, tmp_path, first=date(2026, 11, 23), last=date(2026, 11, 24))

    assert hours(found.reading) == ["11-23 00:00-02:00", "11-24 22:00-11-25 00:00"]
    assert found.reading.deadlines == ()


def test_without_a_named_zone_the_systems_own_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    found = reading_of(calendar(MEETING), tmp_path, zone=None)

    assert hours(found.reading) == ["11-23 15:00-16:00"]


def test_of_two_versions_of_an_event_the_later_one_counts(tmp_path: Path) -> None:
    text = (
        "BEGIN:VCALENDAR\n"
        f"BEGIN:VEVENT\nUID:one\nSEQUENCE:3\n{MEETING}\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:one\nSEQUENCE:2\nDTSTART:20261123T150000\nDURATION:PT1H\nEND:VEVENT\n"
        "END:VCALENDAR\n"
    )

    assert hours(reading_of(text, tmp_path).reading) == ["11-23 09:00-10:00"]


def test_events_without_a_name_of_their_own_all_count(tmp_path: Path) -> None:
    text = (
        f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{MEETING}\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:\nDTSTART:20261123T150000\nDURATION:PT1H\nEND:VEVENT\n"
        "BEGIN:VEVENT\nUID:\nDTSTART:20261124T150000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2\n"
        "END:VEVENT\nEND:VCALENDAR\n"
    )

    assert hours(reading_of(text, tmp_path).reading) == [
        "11-23 09:00-10:00",
        "11-23 15:00-16:00",
        "11-24 15:00-16:00",
        "11-25 15:00-16:00",
    ]


def test_a_rule_of_many_years_is_followed_to_the_days_asked_for(tmp_path: Path) -> None:
    text = calendar(f"DTSTART;{BERLIN}:19710101T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY")

    assert len(reading_of(text, tmp_path).reading.meetings) == 35


def test_a_series_that_ends_before_it_starts_takes_no_time(tmp_path: Path) -> None:
    text = calendar(
        f"DTSTART;{BERLIN}:20261116T100000\nDTEND;{BERLIN}:20261116T090000\n"
        "RRULE:FREQ=DAILY;COUNT=2"
    )
    found = reading_of(text, tmp_path)

    assert (found.reading.meetings, found.left_out) == ((), LeftOut(no_length=2))


def test_an_event_without_an_end_of_its_own_leaves_the_others_alone(tmp_path: Path) -> None:
    text = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261123T110000\n"
        f"BEGIN:VEVENT\nUID:2\n{MEETING}\nBEGIN:VALARM\nTRIGGER:-PT5M\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    found = reading_of(text, tmp_path)

    assert hours(found.reading) == ["11-23 09:00-10:00"]
    assert found.left_out == LeftOut(unreadable=1)


# What a file must be


def test_a_calendar_without_events_is_a_calendar(tmp_path: Path) -> None:
    assert reading_of(calendar(), tmp_path) == Read(
        reading=reading_of(calendar(), tmp_path).reading
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Why.NOT_A_CALENDAR),
        ("<html><body>Please log in</body></html>", Why.NOT_A_CALENDAR),
        ("BEGIN:VCARD\nFN:Anna\nEND:VCARD\n", Why.NOT_A_CALENDAR),
        ("\x00" * 1000, Why.NOT_A_CALENDAR),
        (calendar(MEETING).encode("utf-16"), Why.NOT_A_CALENDAR),
        (calendar(MEETING).removesuffix("END:VCALENDAR\n"), Why.CUT_SHORT),
        (calendar(MEETING)[:70], Why.CUT_SHORT),
        (calendar("DTSTART:soon", "DTSTART:later"), Why.NO_SENSE),
    ],
)
def test_what_is_no_whole_calendar_is_told(text: str | bytes, reason: Why, tmp_path: Path) -> None:
    assert why(text, tmp_path) is reason


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path) -> None:
    text = calendar(MEETING)

    assert why(text, tmp_path, limits=Limits(file_bytes=len(text) - 1)) is Why.TOO_LARGE
    assert isinstance(outcome_of(text, tmp_path, limits=Limits(file_bytes=len(text))), Read)


@pytest.mark.skipif(
    sys.platform != "linux", reason="a file whose size does not tell how long it is"
)
def test_a_file_that_turns_out_longer_than_it_seemed_is_refused() -> None:
    maps = Path("/proc/self/maps")
    assert maps.stat().st_size == 0

    outcome = read(request(maps, limits=Limits(file_bytes=500)))

    assert isinstance(outcome, Unread)
    assert outcome.why is Why.TOO_LARGE


def test_more_meetings_than_anybody_has_are_refused(tmp_path: Path) -> None:
    text = calendar(f"{MEETING}\nRRULE:FREQ=HOURLY;INTERVAL=2")

    assert why(text, tmp_path, limits=Limits(meetings=300)) is Why.TOO_MANY


def test_what_is_not_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder.ics").mkdir()
    found = [read(request(tmp_path / name)) for name in ("folder.ics", "gone.ics", "a\0b")]

    assert [one.why for one in found if isinstance(one, Unread)] == [
        Why.NOT_A_FILE,
        Why.NOT_THERE,
        Why.UNREADABLE,
    ]


def test_only_hours_names_and_counts_leave_the_reader(tmp_path: Path) -> None:
    private = "Redundancy talk with Mr Smith"
    text = calendar(
        f"{MEETING}\nSUMMARY:{private}\nDESCRIPTION:{private}\nLOCATION:{private}\n"
        f"ATTENDEE;CN={private};PARTSTAT=DECLINED:mailto:smith@example.org\nCATEGORIES:{private}",
        f"{MEETING}\nSUMMARY:Deadline of the report\nDESCRIPTION:{private}",
    )
    written = write_outcome(reading_of(text, tmp_path))

    assert b"Deadline of the report" in written
    assert not any(word.encode() in written for word in private.split())


def test_the_length_of_a_reading_is_what_was_asked_for(tmp_path: Path) -> None:
    found = reading_of(calendar(MEETING), tmp_path).reading

    assert found.last - found.first == timedelta(days=34)


# Series and what changes in them

ONE = f"DTSTART;{BERLIN}:20261116T090000\nDURATION:PT1H"
SERIES = (
    f"DTSTART;{BERLIN}:20261116T090000\nDTEND;{BERLIN}:20261116T100000\nRRULE:FREQ=DAILY;COUNT=3"
)


@pytest.mark.parametrize(
    ("events", "found"),
    [
        (
            (SERIES, "RECURRENCE-ID:20261117T080000Z\nDTSTART:20261117T140000Z\nDURATION:PT1H"),
            ["11-16 09:00-10:00", "11-17 15:00-16:00", "11-18 09:00-10:00"],
        ),
        (
            (f"{SERIES}\nEXDATE;TZID=America/New_York:20261117T030000",),
            ["11-16 09:00-10:00", "11-18 09:00-10:00"],
        ),
        (
            (
                SERIES,
                f"RECURRENCE-ID;{BERLIN}:20261117T090000\nDTSTART:20271201T090000\nDURATION:PT1H",
            ),
            ["11-16 09:00-10:00", "11-18 09:00-10:00"],
        ),
        (
            (
                f"DTSTART;{BERLIN}:20260601T090000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2",
                f"RECURRENCE-ID;{BERLIN}:20260602T090000\nDTSTART:20261201T090000\nDURATION:PT1H",
            ),
            ["12-01 09:00-10:00"],
        ),
        (
            (f"DTSTART;{BERLIN}:20261010T090000\nDURATION:P7D\nRRULE:FREQ=MONTHLY",),
            ["11-16 00:00-11-17 09:00", "12-10 09:00-12-17 09:00"],
        ),
        (
            (f"{ONE}\nRDATE;VALUE=PERIOD;{BERLIN}:20261120T090000/PT3H,20261121T090000/PT30M",),
            ["11-16 09:00-10:00", "11-20 09:00-12:00", "11-21 09:00-09:30"],
        ),
    ],
    ids=["id in UTC", "left out in another zone", "moved out", "moved in", "under way", "periods"],
)
def test_series_are_followed_with_their_changes(
    events: tuple[str, ...], found: list[str], tmp_path: Path
) -> None:
    body = "".join(f"BEGIN:VEVENT\nUID:series\n{event}\nEND:VEVENT\n" for event in events)
    text = f"BEGIN:VCALENDAR\n{body}END:VCALENDAR\n"

    assert hours(reading_of(text, tmp_path).reading) == found


# Zones


def test_what_the_computer_knows_of_a_zone_beats_the_rules_in_the_file(tmp_path: Path) -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:W. Europe Standard Time\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
        "TZOFFSETFROM:+0900\nTZOFFSETTO:+0900\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    event = "DTSTART;TZID=W. Europe Standard Time:20261123T090000\nDURATION:PT1H"
    text = calendar(event).replace("VERSION:2.0\n", f"VERSION:2.0\n{zone}")

    assert hours(reading_of(text, tmp_path).reading) == ["11-23 09:00-10:00"]


def test_a_zone_of_the_files_own_changes_its_hour_when_its_rules_say(tmp_path: Path) -> None:
    rules = (
        "BEGIN:VTIMEZONE\nTZID:Ours\n"
        "BEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\n"
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\n"
        "BEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
    )
    text = calendar(
        "DTSTART;TZID=Ours:20261025T010000\nDURATION:PT30M",
        "DTSTART;TZID=Ours:20261025T050000\nDURATION:PT30M",
    ).replace("VERSION:2.0\n", f"VERSION:2.0\n{rules}")
    october = {"first": date(2026, 10, 19), "last": date(2026, 11, 1)}

    assert hours(reading_of(text, tmp_path, **october).reading) == [
        "10-25 01:00-01:30",
        "10-25 05:00-05:30",
    ]
