"""The computer's clock: its zone is the present one, and asked for only when it may differ."""

from __future__ import annotations

import sys
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest

from selfcare.app import clock
from selfcare.app.clock import SystemClock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there it is asked for each time")


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tzinfo]:
    """Return what was answered so far."""
    found: list[tzinfo] = []
    ask = clock._asked_zone

    def asking() -> tzinfo:
        found.append(ask())
        return found[-1]

    monkeypatch.setattr(clock, "_asked_zone", asking)
    return found


def test_the_zone_is_asked_for_once_and_anew_when_another_is_set(
    monkeypatch: pytest.MonkeyPatch, asked: list[tzinfo]
) -> None:
    system = SystemClock()
    for name in ("Europe/Berlin", "Europe/Berlin", "Asia/Kolkata", "Europe/Berlin"):
        monkeypatch.setenv("TZ", name)
        assert system.zone() == ZoneInfo(name)

    assert len(asked) == 3


def test_a_zone_without_a_name_is_asked_for_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    # It is nothing but the present offset, which is another in summer.
    offsets = iter((timezone(timedelta(hours=1)), timezone(timedelta(hours=2))))
    monkeypatch.setattr(clock, "_asked_zone", lambda: next(offsets))
    system = SystemClock()

    assert [system.zone().utcoffset(None) for _ in range(2)] == [
        timedelta(hours=1),
        timedelta(hours=2),
    ]
