"""What commands know of the calendars: what is kept, and what changed while nobody looked."""

from __future__ import annotations

from datetime import UTC, date, timedelta, timezone, tzinfo
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from selfcare.app import calendars as calendars_module
from selfcare.app.calendar_memory import FILE
from selfcare.app.calendars import failures_in_force, readings_in_force, zone_name
from selfcare.app.instance import InstanceLock
from selfcare.calendar.request import Unread, Why
from selfcare.config.paths import Folders, folders
from selfcare.domain.settings import CalendarEntry, Settings
from tests.calendar.calendars import calendar, hours

MONDAY = date(2026, 11, 23)
BERLIN = ZoneInfo("Europe/Berlin")
NINE = calendar("DTSTART:20261123T090000\nDTEND:20261123T100000")
LATER = calendar("DTSTART:20261123T140000\nDTEND:20261123T160000\nSUMMARY:Later")


@pytest.fixture
def file(home: Path) -> Path:
    home.mkdir()
    path = home / "work.ics"
    path.write_text(NINE)
    return path


@pytest.fixture
def here(file: Path) -> Folders:
    assert file.exists()
    return folders()


def readings(here: Folders, file: Path, today: date = MONDAY) -> list[list[str]]:
    settings = Settings(calendar=(CalendarEntry(path=str(file)),))
    return [hours(one) for one in readings_in_force(here, settings, today, BERLIN)]


def failures(here: Folders, file: Path) -> dict[str, Why]:
    settings = Settings(calendar=(CalendarEntry(path=str(file)),))
    found = failures_in_force(here, settings, MONDAY, BERLIN)
    assert all(isinstance(one, Unread) for one in found.values())
    return {path: one.why for path, one in found.items()}


def test_without_calendars_nothing_is_read_or_written(here: Folders) -> None:
    assert readings_in_force(here, Settings(), MONDAY, BERLIN) == ()
    assert not here.state.exists()


def test_a_command_reads_a_calendar_once(
    here: Folders, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert readings(here, file) == [["11-23 09:00-10:00"]]
    monkeypatch.setattr(calendars_module, "read_calendar", None)

    assert readings(here, file) == [["11-23 09:00-10:00"]]
    assert readings(here, file, MONDAY + timedelta(days=40)) == [["11-23 09:00-10:00"]]


def test_a_changed_calendar_is_read_again(here: Folders, file: Path) -> None:
    readings(here, file)
    file.write_text(LATER)

    assert readings(here, file) == [["11-23 14:00-16:00"]]


def test_a_broken_calendar_leaves_the_last_good_reading_and_is_tried_once(
    here: Folders, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings(here, file)
    file.write_text("broken")

    assert readings(here, file) == [["11-23 09:00-10:00"]]
    monkeypatch.setattr(calendars_module, "read_calendar", None)
    assert readings(here, file) == [["11-23 09:00-10:00"]]
    assert failures(here, file) == {str(file): Why.NOT_A_CALENDAR}


def test_a_calendar_that_is_gone_leaves_the_last_good_reading(here: Folders, file: Path) -> None:
    readings(here, file)
    file.unlink()

    assert readings(here, file) == [["11-23 09:00-10:00"]]
    assert failures(here, file) == {str(file): Why.NOT_THERE}


def test_while_the_background_program_runs_a_command_leaves_the_reading_to_it(
    here: Folders, file: Path
) -> None:
    readings(here, file)
    file.write_text(LATER)
    before = (here.state / FILE).read_bytes()
    lock = InstanceLock(here.state)
    assert lock.acquire()
    try:
        assert readings(here, file) == [["11-23 09:00-10:00"]]
    finally:
        lock.release()
    assert (here.state / FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        (BERLIN, "Europe/Berlin"),
        (UTC, "UTC"),
        (timezone(timedelta(hours=2)), None),
    ],
)
def test_a_zone_is_handed_on_by_its_name(zone: tzinfo, name: str | None) -> None:
    assert zone_name(zone) == name


def test_a_zone_from_a_file_without_a_name_has_none() -> None:
    with (files("tzdata.zoneinfo.Europe") / "Berlin").open("rb") as file:
        assert zone_name(ZoneInfo.from_file(file, key="local")) is None
