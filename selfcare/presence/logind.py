"""systemd's session: locked or not, and idle since when."""

from __future__ import annotations

import time
from typing import Final

from selfcare.domain.presence import Presence, Sensed
from selfcare.presence.buses import Question, answers

_SESSION: Final = (
    "org.freedesktop.login1",
    "/org/freedesktop/login1/session/auto",
    "org.freedesktop.login1.Session",
)
QUESTIONS: Final = tuple(
    Question(*_SESSION, member, is_property=True)
    for member in ("LockedHint", "IdleHint", "IdleSinceHintMonotonic")
)


def ask() -> Presence:
    """Return what logind was told by the desktop; raise NotHere outside a session of its."""
    locked, idle, since = answers(QUESTIONS, system=True)
    resting = None
    # Few desktops tell that nobody is there, and not telling is no sign of life.
    if idle is True and isinstance(since, int) and since > 0:
        resting = max(0, int(time.monotonic() - since / 1_000_000))
    # Nor does every desktop tell that it is locked: only a "yes" means anything.
    return Presence(idle_seconds=resting, locked=Sensed.YES if locked is True else Sensed.UNKNOWN)
