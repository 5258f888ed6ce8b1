"""Two hundred damaged calendars: each gives a sound reading or one clear sentence."""

from __future__ import annotations

import string
from collections import Counter
from pathlib import Path

import pytest

from selfcare.app.say import say
from selfcare.calendar.child import read_calendar
from selfcare.calendar.reading import read
from selfcare.calendar.request import Outcome, Read, Unread
from selfcare.domain.week import joined
from tests.calendar.calendars import FIRST, LAST, request
from tests.calendar.mutations import COUNT, damaged


def check(outcome: Outcome) -> str:
    """Check that an outcome makes sense, and return what kind it is."""
    if isinstance(outcome, Unread):
        sentence = say(outcome.what)
        assert sentence.endswith(".")
        assert sentence[0] in string.ascii_uppercase
        assert "Error" not in sentence
        return outcome.why
    assert isinstance(outcome, Read)
    reading = outcome.reading
    assert (reading.first, reading.last) == (FIRST, LAST)
    assert joined(reading.meetings) == reading.meetings
    assert all(one.start < one.end for one in reading.meetings)
    assert all(FIRST <= (one.first or one.day) <= one.day <= LAST for one in reading.deadlines)
    assert all(one.name for one in reading.deadlines)
    assert all(FIRST <= one.first <= one.last <= LAST for one in reading.days_off)
    return "read"


def test_every_damaged_calendar_gives_a_reading_or_a_clear_sentence(tmp_path: Path) -> None:
    path = tmp_path / "damaged.ics"
    found: Counter[str] = Counter()
    for name, content in damaged():
        path.write_bytes(content)
        try:
            found[check(read(request(path)))] += 1
        except Exception as error:
            error.add_note(name)
            raise

    assert found.total() == COUNT
    assert found["read"] > COUNT // 2
    assert len(found) > 2


@pytest.mark.parametrize("number", range(0, COUNT, 29))
def test_the_child_says_the_same(number: int, tmp_path: Path) -> None:
    path = tmp_path / "damaged.ics"
    path.write_bytes(list(damaged())[number][1])

    assert read_calendar(request(path)) == read(request(path))
