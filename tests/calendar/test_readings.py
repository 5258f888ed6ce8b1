"""Calendars as Google, Outlook, Apple and Nextcloud write them, against readings made by hand."""

from __future__ import annotations

from datetime import date, timedelta

from selfcare.calendar.request import LeftOut
from selfcare.domain.busy import busy_hours
from tests.calendar.calendars import BERLIN, due, hours, off, read_file


def test_a_week_of_google() -> None:
    found = read_file("google_week.ics", date(2026, 11, 23), date(2026, 12, 6))

    assert hours(found.reading) == [
        "11-23 09:00-10:30",
        "11-24 14:00-16:00",
        "11-25 14:00-15:00",
        "11-30 09:30-10:00",
        "12-01 09:30-10:00",
        "12-02 09:30-10:00",
        "12-03 09:30-10:00",
        "12-04 09:30-10:00",
    ]
    assert due(found.reading) == ["11-30 Tax DEADLINE (advance payment)"]
    assert found.reading.days_off == ()
    assert found.left_out == LeftOut(cancelled=1, declined=1, free=1, whole_day=1)
    assert found.unknown_zones == ()


def test_windows_zones_and_busy_states_of_outlook() -> None:
    found = read_file(
        "outlook_windows_zones.ics", date(2026, 11, 23), date(2026, 12, 31), day_off="vacation"
    )

    assert hours(found.reading) == [
        "11-23 09:00-11:00",
        "11-23 13:00-14:00",
        "11-26 18:00-19:00",
        "11-27 10:00-12:00",
        "11-30 14:00-15:30",
    ]
    assert due(found.reading) == ["11-27 Month-end closing"]
    assert off(found.reading) == ["2026-12-03..2026-12-04"]
    assert found.left_out == LeftOut(free=1, away=2)
    assert found.unknown_zones == ()


def test_apple_across_the_days_on_which_clocks_change() -> None:
    found = read_file("apple_across_the_clock_change.ics", date(2026, 10, 19), date(2026, 11, 8))

    assert hours(found.reading) == [
        "10-20 15:00-16:00",
        "10-21 08:00-08:45",
        "10-22 10:00-11:00",
        "10-24 23:00-10-25 05:00",
        "10-26 10:00-11:00",
        "10-27 14:00-15:00",
        "11-03 15:00-16:00",
    ]
    assert busy_hours((found.reading,), BERLIN)[date(2026, 10, 25)] == timedelta(hours=6)
    assert due(found.reading) == ["10-30 Grant application: due date"]
    assert found.left_out == LeftOut(declined=5)


def test_exam_weeks_and_holidays_of_nextcloud() -> None:
    found = read_file("nextcloud_exam_weeks.ics", last=date(2026, 12, 31))

    assert hours(found.reading) == ["11-19 16:00-17:00", "12-04 08:00-11:00"]
    assert due(found.reading) == [
        "12-04 PRÜFUNG Anatomie",
        "11-30..12-11 Zwei Wochen Prüfungen in Anatomie, Physiologie und Übungen:…",
    ]
    assert off(found.reading) == ["2026-11-20", "2026-12-14..2026-12-19"]
    assert found.left_out == LeftOut(cancelled=1)


def test_odd_times() -> None:
    found = read_file("odd_times.ics")

    assert hours(found.reading) == [
        "11-23 22:00-11-24 02:00",
        "11-25 09:00-11-27 17:00",
        "11-30 09:00-11:00",
        "11-30 11:05-11:30",
        "12-01 09:00-10:00",
        "12-01 12:00-12:30",
        "12-02 10:00-11:00",
        "12-07 10:00-11:00",
        "12-11 09:00-10:00",
        "12-14 10:00-11:30",
    ]
    assert found.left_out == LeftOut(no_length=4, whole_day=2, unreadable=5)
    assert found.unknown_zones == ("Atlantis/Poseidonis", "Europe")


def test_rules_and_changes_to_them() -> None:
    found = read_file("rules.ics")

    assert hours(found.reading) == [
        "11-16 08:00-08:30",
        "11-17 08:00-08:30",
        "11-18 08:00-08:30",
        "11-19 10:00-10:30",
        "11-20 10:00-11:00",
        "11-20 13:00-13:30",
        "11-23 08:00-08:30",
        "11-24 08:00-08:30",
        "11-25 08:00-08:30",
        "11-27 10:00-11:00",
        "11-30 08:00-08:30",
        "11-30 15:00-16:00",
        "12-03 10:00-10:30",
        "12-04 14:00-14:30",
        "12-11 14:00-14:30",
    ]
    assert due(found.reading) == [
        "11-16 Monday deadline",
        "11-30 Monday deadline",
        "12-04 Deadline of each year",
        "12-07 Monday deadline",
        "12-14 Monday deadline",
    ]


def test_zones_that_a_file_defines_itself() -> None:
    found = read_file("zones_of_its_own.ics")

    assert hours(found.reading) == [
        "11-23 07:30-08:30",
        "11-24 09:00-10:00",
        "11-25 09:00-10:00",
        "11-26 09:00-10:00",
    ]
    assert found.unknown_zones == ("Broken",)


def test_letters_of_an_old_program() -> None:
    found = read_file("old_program_latin1.ics")

    assert hours(found.reading) == ["11-23 08:00-09:00", "11-24 08:00-09:00"]
    assert due(found.reading) == ["11-23 Prüfung der Bücher"]


def test_a_byte_order_mark_bare_line_ends_and_letters_cut_in_two() -> None:
    found = read_file("bom_bare_line_ends_split_letters.ics")

    assert due(found.reading) == ["11-23 Morgen Abgabe der Übersetzung über die Größe der Vögel"]
    assert hours(found.reading) == ["11-23 08:00-09:00"]
