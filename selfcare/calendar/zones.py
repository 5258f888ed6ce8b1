"""The time zones of one file: known names, those of Windows, and those the file defines itself."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Final

from icalendar import Timezone
from icalendar.timezone import tzp

from selfcare.calendar.words import name_of

_NAME: Final = re.compile(r"^TZID[^:\r\n]*:(.*?)\r?$", re.MULTILINE | re.IGNORECASE)


class Zones:
    """What the names of zones in one file mean. One at a time: icalendar keeps zones globally."""

    def __init__(self, names: Sequence[str], blocks: Iterable[str]) -> None:
        tzp.use_default()  # forgets the zones of the file before
        for block in blocks:
            _define(block)
        self._names = names
        self._zones = [_known(name) for name in names]
        self._unknown: set[str] = set()

    @property
    def unknown(self) -> tuple[str, ...]:
        """The names met that nobody knows; their times are read as local ones."""
        return tuple(sorted(self._unknown))

    def zone(self, number: int | None) -> tzinfo | None:
        """Return the zone of that number among the file's names, None for one without meaning."""
        if number is None:
            return None
        zone = self._zones[number]
        if zone is None:
            self._unknown.add(name_of(self._names[number]))
        return zone


class DefinedZone(tzinfo):
    """A zone that a file defines by rules, which are slow to follow, so it remembers hours."""

    def __init__(self, rules: tzinfo, key: str) -> None:
        self._rules = rules
        self._offsets: dict[tuple[int, int, int], timedelta | None] = {}
        self.key = key
        """The name, where icalendar looks for it."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """Return how far the zone's time is ahead of UTC."""
        if moment is None:
            return None
        quarter = (moment.toordinal(), moment.hour * 4 + moment.minute // 15, moment.fold)
        if quarter not in self._offsets:
            self._offsets[quarter] = self._rules.utcoffset(moment)
        return self._offsets[quarter]

    def dst(self, _moment: datetime | None) -> timedelta | None:
        """Return that nobody knows what part of it is summer time."""
        return None

    def tzname(self, _moment: datetime | None) -> str:
        """Return the zone's name."""
        return self.key


def _define(block: str) -> None:
    """Let the file define a zone, unless its name is known anyway.

    Of a known zone the computer knows more than the few rules that stand in a file.
    """
    name = _NAME.search(block)
    if name is None or _known(name[1].strip().replace("\\", "")) is not None:
        return
    try:
        Timezone.from_ical(block)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a wrong definition raises anything; the name stays unknown
        return


def _known(name: str) -> tzinfo | None:
    try:
        with warnings.catch_warnings():
            # Names such as /example.org/Europe/Berlin are guessed with a warning.
            warnings.simplefilter("ignore")
            zone = tzp.timezone(name)
    except (OSError, ValueError):
        # What zoneinfo raises for names that are folders or no names at all.
        return None
    return zone if zone is None or hasattr(zone, "key") else DefinedZone(zone, name)
