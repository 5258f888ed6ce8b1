from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from selfcare.app.say import say
from selfcare.app.time_words import length_words, moment_words, until_words

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "0 seconds"),
        (1, "1 second"),
        (59, "59 seconds"),
        (60, "1 minute"),
        (89, "1 minute"),
        (91, "2 minutes"),
        (3600, "1 hour"),
        (3660, "1 hour and 1 minute"),
        (5400, "1 hour and 30 minutes"),
        (7200, "2 hours"),
        (172_800, "2 days"),
    ],
)
def test_a_length_of_time_in_words(seconds: int, said: str) -> None:
    assert say(length_words(timedelta(seconds=seconds))) == said


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (timedelta(), "now, at 10:00"),
        (timedelta(seconds=-20), "now, at 09:59"),
        (timedelta(minutes=25), "in 25 minutes, at 10:25"),
        (timedelta(minutes=-5), "5 minutes ago, at 09:55"),
        (timedelta(hours=14), "tomorrow at 00:00"),
        (timedelta(hours=-11), "yesterday at 23:00"),
        (timedelta(days=2), "on Wednesday at 10:00"),
        (timedelta(days=7), "on Monday, 2026-11-30 at 10:00"),
        (timedelta(days=-2), "on Saturday, 2026-11-21 at 10:00"),
    ],
)
def test_a_moment_in_words(away: timedelta, said: str) -> None:
    assert say(moment_words(NOW + away, NOW, BERLIN)) == said


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (timedelta(hours=1), "until 11:00"),
        (timedelta(days=1), "until tomorrow at 10:00"),
        (timedelta(days=3), "until Thursday, 2026-11-26 at 10:00"),
    ],
)
def test_an_end_in_words(away: timedelta, said: str) -> None:
    assert say(until_words(NOW + away, NOW, BERLIN)) == said
