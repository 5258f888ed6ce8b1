"""Whether somebody sits at the computer and may be spoken to, as far as the computer can tell.

Every answer may be "unknown"; what is unknown never holds a prompt back (ARCHITECTURE.md, rule 12).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

from selfcare.domain.message import Message, message
from selfcare.domain.prompt import HeldBack
from selfcare.domain.settings import PresenceSettings

WAITS_AT_MOST: Final = timedelta(minutes=30)
"""How long a prompt waits for somebody who is busy, as in a meeting (handbook 6, row 29)."""
IDLE_SECONDS: Final = 300
"""So long without keyboard and mouse, and nobody is taken to be there; somebody who only reads
touches one of them now and then."""


LET_GO: Final[Mapping[HeldBack, Message]] = {
    HeldBack.DO_NOT_DISTURB: message("Do not disturb was on."),
    HeldBack.FULL_SCREEN: message("Something filled the whole screen."),
    HeldBack.CALL: message("The camera or the microphone was in use."),
    HeldBack.NOBODY_THERE: message("Nobody was at the computer."),
    HeldBack.RESTED: message("You were away from the computer, which counted as this rest."),
}
"""Why a prompt that waited is not offered any more."""


class Sensed(StrEnum):
    """What a sensor answers."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Presence(Struct, frozen=True, kw_only=True):
    """What is known of this moment. `idle_seconds` is None where nobody can tell."""

    idle_seconds: int | None = None
    locked: Sensed = Sensed.UNKNOWN
    do_not_disturb: Sensed = Sensed.UNKNOWN
    full_screen: Sensed = Sensed.UNKNOWN
    in_call: Sensed = Sensed.UNKNOWN

    @property
    def away(self) -> bool:
        """Whether nobody is at the computer, as far as is known."""
        idle = self.idle_seconds is not None and self.idle_seconds >= IDLE_SECONDS
        return idle or self.locked is Sensed.YES


class Seen(Struct, frozen=True):
    """What was found when the sensors were asked at `at` (UTC)."""

    at: datetime
    presence: Presence


def together(found: Iterable[Presence]) -> Presence:
    """Return what several sensors know together.

    One "yes" is enough, and the shortest time without keyboard and mouse holds: a sensor may be
    blind to one of two screens, but none makes up what is not there.
    """
    all_found = tuple(found)
    idle = [one.idle_seconds for one in all_found if one.idle_seconds is not None]
    return Presence(
        idle_seconds=min(idle, default=None),
        locked=_either(one.locked for one in all_found),
        do_not_disturb=_either(one.do_not_disturb for one in all_found),
        full_screen=_either(one.full_screen for one in all_found),
        in_call=_either(one.in_call for one in all_found),
    )


def _either(answers: Iterable[Sensed]) -> Sensed:
    given = set(answers)
    return next((one for one in (Sensed.YES, Sensed.NO) if one in given), Sensed.UNKNOWN)


def occupied(presence: Presence, settings: PresenceSettings) -> HeldBack | None:
    """Return what the user is busy with, of all that a prompt waits for; None where nothing is."""
    looked_at = (
        (settings.do_not_disturb, presence.do_not_disturb, HeldBack.DO_NOT_DISTURB),
        (settings.call, presence.in_call, HeldBack.CALL),
        (settings.full_screen, presence.full_screen, HeldBack.FULL_SCREEN),
    )
    return next((why for wanted, sensed, why in looked_at if wanted and sensed is Sensed.YES), None)
