"""Calendars in the background: read when they changed and stood still, told of once, never lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from selfcare.app import calendar_watch as watch_module
from selfcare.app import calendars as calendars_module
from selfcare.app.calendar_memory import FILE
from selfcare.app.calendar_watch import LOOKS_WITHOUT_A_FILE, CalendarWatch
from selfcare.app.say import say
from selfcare.calendar.request import Limits
from selfcare.config.paths import Folders, folders
from selfcare.domain.settings import CalendarEntry, Settings
from tests.calendar.calendars import calendar, due, hours
from tests.calendar.many import write_many

MONDAY = date(2026, 11, 23)
BERLIN = ZoneInfo("Europe/Berlin")
NINE = calendar("DTSTART:20261123T090000\nDTEND:20261123T100000")
LATER = calendar("DTSTART:20261123T140000\nDTEND:20261123T160000\nSUMMARY:Deadline")
ENDLESS = calendar("DTSTART:20000101T000000Z\nDURATION:PT1S\nRRULE:FREQ=SECONDLY")


class Life:
    """A background program that only looks at calendars, restarted at will."""

    def __init__(self, home: Path) -> None:
        self.folder = home
        self.here: Folders = folders()
        self.file = home / "work.ics"
        self.settings = Settings(calendar=(CalendarEntry(path=str(self.file)),))
        self.today = MONDAY
        self.zone = BERLIN
        home.mkdir()
        self.restart()

    def restart(self) -> None:
        self.watch = CalendarWatch(self.here)

    def look(self, times: int = 1) -> None:
        for _ in range(times):
            self.watch.look(self.settings, self.today, self.zone)

    def finish(self) -> None:
        """Look until all is read, each child waited for."""
        for _ in range(20):
            self.look()
            if self.watch.settled:
                return
            self.wait()
        raise AssertionError

    def wait(self) -> None:
        if self.watch._at_work is not None:
            self.watch._at_work.child._process.wait(60)

    def write(self, text: str) -> None:
        self.file.write_text(text)

    @property
    def hours(self) -> list[list[str]]:
        return [hours(reading) for reading in self.watch.readings]

    @property
    def told(self) -> list[str]:
        return [say(news.what) for news in self.watch.to_tell]

    @property
    def kept(self) -> Path:
        return self.here.state / FILE


@pytest.fixture
def life(home: Path) -> Life:
    return Life(home)


# Reading


def test_without_calendars_nothing_is_done(life: Life) -> None:
    life.settings = Settings()
    life.look(3)

    assert (life.watch.readings, life.watch.to_tell, life.watch.settled) == ((), (), True)
    assert not life.kept.exists()


def test_a_calendar_is_read_once_it_stood_still(life: Life) -> None:
    life.write(NINE)

    life.look()
    assert (life.watch._at_work, life.watch.settled) == (None, False)
    life.look()
    assert life.watch._at_work is not None
    life.finish()

    assert life.hours == [["11-23 09:00-10:00"]]
    assert life.told == []


def test_a_look_never_waits_for_the_child(life: Life) -> None:
    life.write(ENDLESS)
    life.look(10)

    assert life.watch._at_work is not None
    assert life.watch._at_work.child._process.poll() is None
    life.watch.close()


def test_while_somebody_goes_on_saving_nothing_is_read(life: Life) -> None:
    for number in range(5):
        life.write(NINE + "X-COMMENT:\n" * number)
        life.look()

    assert life.watch._at_work is None
    life.finish()
    assert life.hours == [["11-23 09:00-10:00"]]


def test_a_changed_file_is_read_again_and_the_old_reading_holds_until_then(life: Life) -> None:
    life.write(NINE)
    life.finish()
    before = life.watch.readings
    life.write(LATER)

    life.look()
    assert life.watch.readings is before
    life.finish()
    assert life.hours == [["11-23 14:00-16:00"]]


def test_a_calendar_that_did_not_change_is_never_read_again(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    life.write(NINE)
    life.finish()
    monkeypatch.setattr(watch_module, "CalendarChild", None)

    life.look(5)
    life.today += timedelta(days=40)
    life.look(5)
    life.restart()
    life.look(5)

    assert life.hours == [["11-23 09:00-10:00"]]
    assert life.watch.settled


def test_when_fewer_than_sixty_days_are_left_it_is_read_again(life: Life) -> None:
    life.write(NINE)
    life.finish()
    life.today += timedelta(days=41)
    life.finish()

    (reading,) = life.watch.readings
    assert reading.first == life.today - timedelta(days=60)
    assert reading.last == life.today + timedelta(days=100)


def test_other_words_are_looked_for_and_the_old_reading_holds_until_then(life: Life) -> None:
    life.write(LATER)
    life.finish()
    entry = CalendarEntry(path=str(life.file), deadline=("deadline",))
    life.settings = Settings(calendar=(entry,))

    life.look()
    assert life.hours == [["11-23 14:00-16:00"]]
    life.finish()
    assert [due(reading) for reading in life.watch.readings] == [["11-23 Deadline"]]


def test_in_another_zone_times_without_a_zone_move(life: Life) -> None:
    life.write(NINE)
    life.finish()
    life.zone = ZoneInfo("America/New_York")
    life.finish()

    assert life.hours == [["11-23 15:00-16:00"]]


def test_many_calendars_are_read_one_after_the_other(life: Life) -> None:
    life.write(NINE)
    other = life.folder / "other.ics"
    other.write_text(LATER)
    life.settings = Settings(
        calendar=(CalendarEntry(path=str(other)), CalendarEntry(path=str(life.file)))
    )
    life.look(2)
    first = life.watch._at_work
    life.look()
    assert life.watch._at_work is first or len(life.watch.readings) == 1
    life.finish()

    assert life.hours == [["11-23 14:00-16:00"], ["11-23 09:00-10:00"]]


def test_paths_may_be_relative_to_the_settings_or_to_the_home(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(life.folder))
    monkeypatch.setenv("USERPROFILE", str(life.folder))
    life.here.config.mkdir(parents=True)
    (life.here.config / "beside.ics").write_text(NINE)
    life.write(LATER)
    life.settings = Settings(
        calendar=(CalendarEntry(path="beside.ics"), CalendarEntry(path="~/work.ics"))
    )
    life.finish()

    assert life.hours == [["11-23 09:00-10:00"], ["11-23 14:00-16:00"]]


# What is kept


def test_what_is_kept_is_for_the_owner_only(life: Life) -> None:
    life.write(NINE)
    life.finish()

    assert [path.name for path in life.here.state.iterdir()] == [FILE]
    if os.name == "posix":
        assert life.kept.stat().st_mode & 0o777 == 0o600


def test_after_a_restart_the_last_reading_is_there_at_the_first_look(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    life.write(NINE)
    life.finish()
    monkeypatch.setattr(watch_module, "CalendarChild", None)
    life.restart()
    life.look()

    assert life.hours == [["11-23 09:00-10:00"]]


@pytest.mark.parametrize("content", [b"", b"{", b'{"kept": 3}', b'{"kept": [{"reading": {}}]}'])
def test_a_damaged_memory_is_only_read_anew(content: bytes, life: Life) -> None:
    life.write(NINE)
    life.finish()
    life.kept.write_bytes(content)
    life.restart()
    life.finish()

    assert life.hours == [["11-23 09:00-10:00"]]


def test_a_calendar_that_is_not_in_the_settings_any_more_is_forgotten(life: Life) -> None:
    life.write(LATER)
    life.settings = Settings(calendar=(CalendarEntry(path=str(life.file), deadline=("deadline",)),))
    life.finish()
    assert b"Deadline" in life.kept.read_bytes()

    life.settings = Settings()
    life.look()

    assert life.watch.readings == ()
    assert json.loads(life.kept.read_bytes()) == {"kept": [], "tried": []}


def test_what_was_taken_out_meanwhile_is_forgotten_at_the_first_look(life: Life) -> None:
    life.write(NINE)
    life.finish()
    life.settings = Settings()
    life.restart()
    life.look()

    assert json.loads(life.kept.read_bytes()) == {"kept": [], "tried": []}


def test_a_state_folder_that_cannot_be_written_costs_only_the_memory(life: Life) -> None:
    life.here.state.write_text("in the way")
    life.write(NINE)
    life.finish()

    assert life.hours == [["11-23 09:00-10:00"]]


# What goes wrong


def test_a_broken_calendar_is_told_and_the_last_good_reading_holds(life: Life) -> None:
    life.write(NINE)
    life.finish()
    life.write("BEGIN:VCALENDAR\nBEGIN:VEVENT\n")
    life.finish()

    assert life.hours == [["11-23 09:00-10:00"]]
    (told,) = life.told
    assert told == (
        "The calendar work.ics cannot be used. It ends in the middle. Perhaps it was still being"
        " copied; it is looked at again. What it said before still holds."
    )
    life.restart()
    life.finish()
    assert life.hours == [["11-23 09:00-10:00"]]
    assert len(life.told) == 1


def test_the_same_trouble_has_the_same_key_and_another_has_its_own(life: Life) -> None:
    keys = []
    for text in ("no calendar", "no calendar either", calendar("DTSTART:soon"), "again none"):
        life.write(text)
        life.finish()
        (news,) = life.watch.to_tell
        keys.append(news.key)

    assert keys[0] == keys[1] == keys[3] != keys[2]
    assert all(key.startswith("calendar/") for key in keys)


def test_a_mended_calendar_is_taken_over_and_no_more_told_of(life: Life) -> None:
    life.write("no calendar")
    life.finish()
    assert life.watch.readings == ()
    assert life.told[0].endswith("For now it counts for nothing.")

    life.write(NINE)
    life.finish()

    assert (life.hours, life.told) == ([["11-23 09:00-10:00"]], [])


def test_a_broken_calendar_is_not_read_over_and_over_but_each_day_anew(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    life.write("no calendar")
    life.finish()
    begun = []
    monkeypatch.setattr(watch_module, "request_for", lambda *wanted: begun.append(wanted))
    monkeypatch.setattr(watch_module, "CalendarChild", Never)

    life.look(5)
    assert begun == []
    life.today += timedelta(days=1)
    life.look(5)
    assert len(begun) == 1


class Never:
    """A child that cannot be started."""

    def __init__(self, _request: object) -> None:
        raise OSError(11, "no more processes")


def test_where_no_child_can_be_started_that_is_told(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_module, "CalendarChild", Never)
    life.write(NINE)
    life.look(3)

    assert "broke off without a result (no more processes)" in life.told[0]


def test_a_file_that_is_gone_is_told_only_after_a_while(life: Life) -> None:
    life.write(NINE)
    life.finish()
    life.file.unlink()

    life.look(LOOKS_WITHOUT_A_FILE - 1)
    assert (life.told, life.watch.settled) == ([], False)
    life.look()
    assert (len(life.told), life.watch.settled) == (1, True)
    assert "There is no such file." in life.told[0]
    assert life.hours == [["11-23 09:00-10:00"]]

    life.restart()
    life.look(LOOKS_WITHOUT_A_FILE + 1)
    assert len(life.told) == 1
    assert life.hours == [["11-23 09:00-10:00"]]


def test_a_file_that_is_replaced_in_two_steps_is_never_told_of(life: Life) -> None:
    life.write(NINE)
    life.finish()
    life.file.unlink()
    life.look(LOOKS_WITHOUT_A_FILE - 1)
    life.write(LATER)
    life.finish()

    assert (life.hours, life.told) == ([["11-23 14:00-16:00"]], [])


def test_an_endless_calendar_is_ended_told_and_the_last_good_reading_holds(life: Life) -> None:
    life.write(NINE)
    life.finish()
    life.write(ENDLESS)
    life.watch = CalendarWatch(life.here, Limits(seconds=0.5))
    life.finish()

    assert life.hours == [["11-23 09:00-10:00"]]
    assert "could not be read within" in life.told[0]
    life.restart()
    life.look(3)
    assert life.watch._at_work is None
    assert life.hours == [["11-23 09:00-10:00"]]


def test_without_the_packages_that_is_told_once_for_all_calendars(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    life.write(NINE)
    (life.folder / "other.ics").write_text(LATER)
    other = CalendarEntry(path=str(life.folder / "other.ics"))
    life.settings = Settings(calendar=(*life.settings.calendar, other))
    with monkeypatch.context() as patch:
        patch.setattr(calendars_module, "has_extra", lambda: False)
        life.finish()
        (told,) = life.told
        assert told.startswith("Calendars need two more packages. To install them:")
        assert 'pip install "selfcare[calendar]"' in told

    life.finish()
    assert life.told == []
    assert len(life.watch.readings) == 2


def test_a_calendar_taken_out_while_it_is_read_ends_its_child(life: Life) -> None:
    life.write(ENDLESS)
    life.look(2)
    at_work = life.watch._at_work
    assert at_work is not None
    life.settings = Settings()
    life.look()

    assert life.watch._at_work is None
    assert at_work.child._process.returncode is not None


def test_closing_ends_the_child(life: Life) -> None:
    life.write(ENDLESS)
    life.look(2)
    at_work = life.watch._at_work
    assert at_work is not None
    life.watch.close()

    assert at_work.child._process.returncode is not None


# Memory

GROWTH = """\
import sys
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo
from selfcare.app.calendar_watch import CalendarWatch
from selfcare.config.paths import folders
from selfcare.domain.settings import CalendarEntry, Settings

def pages():
    return int(Path("/proc/self/statm").read_text().split()[1])

path = Path(sys.argv[1])
small, many = path / "small.ics", path / "many.ics"
watch = CalendarWatch(folders())

def read(file):
    settings = Settings(calendar=(CalendarEntry(path=str(file)),))
    while True:
        watch.look(settings, date(2026, 11, 23), ZoneInfo("Europe/Berlin"))
        if watch.settled:
            return
        if watch._at_work is not None:
            watch._at_work.child._process.wait()

read(small)
before = pages()
read(many)
assert len(watch.readings[0].meetings) > 100
read(small)
print((pages() - before) * 4096 // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is looked up in /proc")
def test_after_a_large_calendar_the_memory_is_what_it_was(home: Path) -> None:
    home.mkdir()
    (home / "small.ics").write_text(NINE)
    write_many(home / "many.ics", days=1000, events=5000)

    done = subprocess.run(
        [sys.executable, "-c", GROWTH, str(home)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )

    assert int(done.stdout) < 2048
