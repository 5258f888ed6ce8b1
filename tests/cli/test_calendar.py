"""`calendar`: what selfcare would make of a file, for people and for programs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from selfcare.app import calendar_look
from selfcare.calendar.refusal import MISSING_EXTRA
from tests.calendar.calendars import CALENDARS, calendar
from tests.cli.command_line import CommandLine

GOOGLE = CALENDARS / "google_week.ics"
EXAMS = CALENDARS / "nextcloud_exam_weeks.ics"
NOT_NAMED = (
    "Your config.toml does not name this file yet, so it changes nothing, and no words mark what"
    " is due or days off. To use it, add a [[calendar]] with its path."
)


def configured(file: Path, more: str = "") -> CommandLine:
    line = CommandLine()
    line.configure(f'[[calendar]]\npath = "{file.as_posix()}"\n{more}')
    return line


def test_a_file_that_the_settings_do_not_name_is_shown_without_words() -> None:
    lines = CommandLine().ok("calendar", str(GOOGLE), "--days", "5").splitlines()

    assert lines == [
        "From Monday, 2026-11-23 to Friday, 2026-11-27 this is what counts:",
        "  Monday, 2026-11-23",
        "    Meetings: 1 hour and 30 minutes.",
        "  Tuesday, 2026-11-24",
        "    Meetings: 2 hours.",
        "  Wednesday, 2026-11-25",
        "    Meetings: 1 hour.",
        "  Friday, 2026-11-27",
        "    Meetings: 30 minutes.",
        "Left out of these days and the two months before:",
        "  Cancelled: 1",
        "  Marked as free time: 1",
        NOT_NAMED,
    ]


def test_the_words_of_the_settings_are_used_for_the_file_they_name() -> None:
    line = configured(EXAMS, 'deadline = ["Prüfung"]\nday_off = "Urlaub"\n')

    lines = line.ok("calendar", str(EXAMS), "--days", "28").splitlines()

    assert lines[:4] == [
        "From Monday, 2026-11-23 to Sunday, 2026-12-20 this is what counts:",
        "  Monday, 2026-11-30",
        "    “Zwei Wochen Prüfungen in Anatomie, Physiologie und Übungen:…” is under way.",
        "  Tuesday, 2026-12-01",
    ]
    friday = lines.index("  Friday, 2026-12-04")
    assert lines[friday + 1 : friday + 4] == [
        "    “PRÜFUNG Anatomie” is due.",
        "    “Zwei Wochen Prüfungen in Anatomie, Physiologie und Übungen:…” is under way.",
        "    Meetings: 3 hours.",
    ]
    assert lines[-4:] == [
        "  Saturday, 2026-12-19",
        "    A day off.",
        "Left out of these days and the two months before:",
        "  Cancelled: 1",
    ]
    assert NOT_NAMED not in lines


def test_what_i_declined_is_left_out_by_the_addresses_of_the_settings() -> None:
    line = configured(GOOGLE, 'me = ["anna@example.org"]\n')

    assert "  Declined by you: 1" in line.ok("calendar", str(GOOGLE)).splitlines()


def test_programs_get_the_same_as_data() -> None:
    line = configured(GOOGLE, 'me = ["anna@example.org"]\ndeadline = ["deadline"]\n')

    data = line.data("calendar", str(GOOGLE), "--days", "8")

    assert data["days"][-1] == {
        "day": "2026-11-30",
        "hours": 0.5,
        "busy": False,
        "why": None,
        "due": ["Tax DEADLINE (advance payment)"],
        "under_way": [],
        "off": False,
    }
    assert data["configured"] is True
    assert (data["first"], data["last"]) == ("2026-11-23", "2026-11-30")
    assert data["left_out"] == {
        "declined": 1,
        "cancelled": 1,
        "free": 1,
        "away": 0,
        "whole_day": 1,
        "no_length": 0,
        "unreadable": 0,
    }
    assert data["unknown_zones"] == []


def test_busy_days_are_marked_and_unknown_zones_named(tmp_path: Path) -> None:
    path = tmp_path / "full.ics"
    path.write_text(
        calendar(
            "DTSTART;TZID=Atlantis:20261123T090000\nDTEND;TZID=Atlantis:20261123T160000",
            "DTSTART:soon",
        )
    )
    lines = CommandLine().ok("calendar", str(path)).splitlines()

    assert "    Meetings: 7 hours. It counts as a busy day." in lines
    assert "  Events that could not be understood: 1" in lines
    assert (
        "The time zone “Atlantis” is not known here, so its times were read as your own." in lines
    )
    data = CommandLine().data("calendar", str(path))
    assert data["days"][0]["why"] == "7 hours of meetings"


def test_a_calendar_without_anything_says_so(tmp_path: Path) -> None:
    path = tmp_path / "empty.ics"
    path.write_text(calendar())

    assert "  Nothing on these days." in CommandLine().ok("calendar", str(path)).splitlines()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "There is no such file. Perhaps it was moved, or its folder is not in sync now."),
        (
            "hello",
            "This is not a calendar file. One begins with BEGIN:VCALENDAR; calendar programs",
        ),
    ],
)
def test_what_is_no_calendar_is_told(content: str | None, told: str, tmp_path: Path) -> None:
    path = tmp_path / "some.ics"
    if content is not None:
        path.write_text(content)

    assert CommandLine().mistake("calendar", str(path)).startswith(f"{path}: {told}")


def test_without_the_packages_that_is_no_mistake_of_the_users(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(calendar_look, "read_calendar", lambda _request: MISSING_EXTRA)
    result = CommandLine()("calendar", str(GOOGLE))

    assert result.exit_code == 3
    assert 'pip install "selfcare[calendar]"' in result.stderr


def test_looking_changes_nothing(home: Path) -> None:
    configured(GOOGLE).ok("calendar", str(GOOGLE))

    assert sorted(path.name for path in home.rglob("*") if path.is_file()) == ["config.toml"]


def test_check_looks_at_the_calendars_too(tmp_path: Path) -> None:
    path = tmp_path / "gone.ics"
    line = configured(path)
    result = line("check")

    assert result.exit_code == 1
    assert (
        f"{path}:1:1: this calendar cannot be used; There is no such file. Perhaps it was moved,"
        " or its folder is not in sync now.\n"
    ) in result.stdout
    path.write_text(calendar())
    assert line.ok("check").startswith("All good.")


def test_the_days_shown_begin_on_the_users_today() -> None:
    line = CommandLine().at(23, 30, day=date(2026, 11, 24))

    assert json.loads(line("calendar", str(GOOGLE), "--json").stdout)["first"] == "2026-11-24"
