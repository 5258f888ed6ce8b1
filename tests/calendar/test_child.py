"""The child that reads a calendar: within bounds, ended beyond them, and what it needs to run."""

from __future__ import annotations

import socket
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from selfcare.calendar import child as child_module
from selfcare.calendar.child import CalendarChild, has_extra, read_calendar
from selfcare.calendar.reading import read
from selfcare.calendar.request import MEGABYTE, Limits, Read, Unread, Why, write_request
from tests.calendar.calendars import CALENDARS, calendar, request
from tests.calendar.many import EVENTS, write_many

ENDLESS = calendar("DTSTART:20000101T000000Z\nDURATION:PT1S\nRRULE:FREQ=SECONDLY")
ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no such limit on Windows")


@pytest.fixture
def endless(tmp_path: Path) -> Path:
    path = tmp_path / "endless.ics"
    path.write_text(ENDLESS)
    return path


def why(outcome: object) -> Why:
    assert isinstance(outcome, Unread), outcome
    return outcome.why


@pytest.mark.parametrize("file", sorted(CALENDARS.glob("*.ics")), ids=lambda file: file.stem)
def test_the_child_finds_what_the_reader_finds(file: Path) -> None:
    assert read_calendar(request(file)) == read(request(file))


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    assert why(read_calendar(request(tmp_path / "gone.ics"))) is Why.NOT_THERE


@pytest.mark.skipif(sys.platform != "linux", reason="a file that not even root can read")
def test_what_cannot_be_read_is_told() -> None:
    assert why(read_calendar(request(Path("/proc/self/mem")))) is Why.UNREADABLE


@ON_POSIX
def test_a_link_that_leads_to_itself_is_told(tmp_path: Path) -> None:
    path = tmp_path / "round.ics"
    path.symlink_to(path)

    assert why(read_calendar(request(path))) is Why.UNREADABLE


# Bounds


def test_an_endless_calendar_is_ended_after_its_time(endless: Path) -> None:
    child = CalendarChild(request(endless, limits=Limits(seconds=1.0)))

    assert child.outcome() is None
    assert why(child.wait()) is Why.TOO_LONG
    assert child._process.returncode is not None


def test_a_child_that_nobody_waits_for_ends_by_itself(endless: Path) -> None:
    order = write_request(request(endless, limits=Limits(seconds=0.5)))

    done = subprocess.run(
        [sys.executable, "-P", "-m", "selfcare.calendar"],
        input=order,
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")


@ON_POSIX
def test_a_calendar_that_needs_too_much_memory_is_told(endless: Path) -> None:
    limits = Limits(memory_bytes=140 * MEGABYTE)

    assert why(read_calendar(request(endless, limits=limits))) is Why.TOO_MUCH_MEMORY


def test_fifty_thousand_events_are_read_within_the_bounds(tmp_path: Path) -> None:
    path = tmp_path / "many.ics"
    write_many(path, days=3650)

    assert Limits().seconds <= 30
    assert Limits().memory_bytes <= 600 * MEGABYTE
    outcome = read_calendar(request(path, first=date(2026, 9, 24), last=date(2027, 3, 3)))
    assert isinstance(outcome, Read), outcome
    assert outcome.left_out.unreadable == 0
    assert len(outcome.reading.meetings) > 100
    assert path.read_text(encoding="utf-8").count("BEGIN:VEVENT") == EVENTS


def test_a_child_that_is_let_go_leaves_nothing_behind(endless: Path) -> None:
    child = CalendarChild(request(endless))

    child.close()

    assert child._process.returncode is not None
    assert child._answer.closed


@pytest.mark.parametrize("script", ["import sys; sys.exit(3)", "print('no JSON')", "pass"])
def test_a_child_that_breaks_off_is_told(
    script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "icalendar"
    package.mkdir()
    (package / "__init__.py").write_text(f"{script}\nimport os; os._exit(0)\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    assert why(read_calendar(request(CALENDARS / "rules.ics"))) is Why.BROKE_OFF


# What it needs


def test_without_the_packages_no_child_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_module, "PACKAGES", ("icalendar", "no_such_package"))
    monkeypatch.setattr(subprocess, "Popen", None)

    assert not has_extra()
    assert why(read_calendar(request(CALENDARS / "rules.ics"))) is Why.MISSING_EXTRA


def test_a_package_that_cannot_be_imported_is_told_the_same_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "recurring_ical_events.py").write_text("import no_such_package\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    assert why(read_calendar(request(CALENDARS / "rules.ics"))) is Why.MISSING_EXTRA


def test_whoever_starts_children_imports_no_library_of_calendars(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "import selfcare.daemon.run, selfcare.app.present, selfcare.cli.calendar\n"
        "from selfcare.calendar.child import has_extra\n"
        "assert has_extra()\n"
        "names = {name.partition('.')[0] for name in sys.modules}\n"
        "print(names & {'icalendar', 'recurring_ical_events', 'dateutil', 'x_wr_timezone'})\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path
    )

    assert done.stdout == "set()\n"


def test_reading_never_asks_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_arguments: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(socket, "socket", never)
    monkeypatch.setattr(socket, "getaddrinfo", never)

    for file in CALENDARS.glob("*.ics"):
        read(request(file))
