"""What works on this computer and what does not, check by check; nothing is changed by looking.

The one rule: a check never fails the others, and what nobody tried is said to be untried.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from selfcare.domain.message import Message


class Verdict(StrEnum):
    """What a check found."""

    GOOD = "good"
    NOTE = "note"
    TROUBLE = "trouble"
    UNTRIED = "untried"
    """Nobody who makes selfcare has ever run this on such a computer."""


class Check(Struct, frozen=True, kw_only=True):
    """One thing looked at. `cure` is what to do next, `detail` technical words for an expert."""

    about: str
    verdict: Verdict
    says: Message
    cure: Message | None = None
    detail: str | None = None
