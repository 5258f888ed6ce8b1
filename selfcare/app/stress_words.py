"""Where a stressful time is from, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from selfcare.domain.message import Message, message
from selfcare.domain.stress import StressSource

SOURCES: Final[Mapping[StressSource, Message]] = {
    StressSource.SETTINGS: message("from config.toml"),
    StressSource.COMMAND: message("you told of it"),
    StressSource.CALENDAR: message("from your calendar"),
    StressSource.CHECK_INS: message("from what you noted"),
}
