"""What Windows and macOS tell, as far as it can be tried on another computer."""

from __future__ import annotations

import plistlib
import sys

import pytest

from selfcare.domain.presence import Presence, Sensed
from selfcare.presence import macos, windows
from selfcare.presence.sensing import NotHere


@pytest.mark.parametrize(
    ("now", "last", "seconds"),
    [(10_000, 4_000, 6), (500, 2**32 - 1_500, 2), (0, 0, 0)],
    ids=["later", "the clock began anew", "at once"],
)
def test_windows_tells_the_last_input_by_a_clock_that_starts_anew(
    now: int, last: int, seconds: int
) -> None:
    assert windows.idle_seconds(now, last) == seconds


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (1, Presence(locked=Sensed.YES)),
        (2, Presence(full_screen=Sensed.YES)),
        (3, Presence(full_screen=Sensed.YES)),
        (4, Presence(full_screen=Sensed.YES)),
        (5, Presence(full_screen=Sensed.NO)),
        (6, Presence()),
        (7, Presence()),
        (99, Presence()),
    ],
)
def test_windows_tells_whether_somebody_may_be_spoken_to(state: int, told: Presence) -> None:
    assert windows.told_by_shell(state) == told


@pytest.mark.parametrize(
    ("registry", "locked"),
    [
        (plistlib.dumps({"IOConsoleLocked": True}), Sensed.YES),
        (plistlib.dumps({"IOConsoleLocked": False}), Sensed.NO),
        (plistlib.dumps({"other": 1}), Sensed.UNKNOWN),
        (plistlib.dumps([1]), Sensed.UNKNOWN),
        (b"nothing of the kind", Sensed.UNKNOWN),
        (b"", Sensed.UNKNOWN),
    ],
)
def test_macos_tells_whether_its_screen_is_locked(registry: bytes, locked: Sensed) -> None:
    assert macos.locked_by(registry) is locked


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="about every other system")
def test_elsewhere_neither_is_asked() -> None:
    with pytest.raises(NotHere):
        windows.ask()
    with pytest.raises(NotHere):
        macos.ask()
