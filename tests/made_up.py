"""Diaries of three made-up people, a year each, made once for all tests that look at them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from selfcare.app.demo import fill_with_days, take_folder
from selfcare.app.demo_person import Person
from tests.fakes import ToldClock

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 11, 24)
"""A Tuesday. The diaries end the day before."""
DAYS = 365
FIRST = TODAY - timedelta(days=DAYS)


def morning() -> ToldClock:
    """Return a clock at nine in the morning of today."""
    return ToldClock(datetime(2026, 11, 24, 8, tzinfo=UTC), BERLIN)


_made: dict[Person, Path] = {}


def year_of(person: Person, folders: pytest.TempPathFactory) -> Path:
    """Return the folder of somebody's year, which nobody writes to."""
    if person not in _made:
        folder = folders.mktemp("made-up") / person.name.lower()
        take_folder(folder)
        fill_with_days(folder, person, DAYS, morning())
        _made[person] = folder
    return _made[person]
