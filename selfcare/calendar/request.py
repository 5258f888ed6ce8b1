"""What a child is asked about a calendar file, and what it answers: JSON on its pipes.

Only this much ever leaves the child: when meetings are, names of what is due, days off, counts.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

import msgspec
from msgspec import Struct

from selfcare.domain.calendar import CalendarReading
from selfcare.domain.message import Message

MEGABYTE: Final = 1024 * 1024


class Limits(Struct, frozen=True, kw_only=True):
    """How much one calendar may take; beyond that it is told and left alone."""

    file_bytes: int = 128 * MEGABYTE
    memory_bytes: int = 600 * MEGABYTE
    seconds: float = 30.0
    meetings: int = 20_000
    """Separate meetings within the days asked for."""


class Request(Struct, frozen=True, kw_only=True):
    """One calendar to be read between `first` and `last`, both included.

    `me` are the user's own mail addresses, `deadline` the words or categories that mark what is
    due, `day_off` the one that marks days off. `zone` is the name of the user's zone, None where
    it has no name; times without a zone are then read as the system reads them.
    """

    path: str
    first: date
    last: date
    zone: str | None
    me: tuple[str, ...] = ()
    deadline: tuple[str, ...] = ()
    day_off: str = ""
    limits: Limits = Limits()


class LeftOut(Struct, frozen=True, kw_only=True):
    """How many events count for nothing, by the reason; recurring ones each time.

    `unreadable` are events that make no sense, in the whole file.
    """

    declined: int = 0
    cancelled: int = 0
    free: int = 0
    away: int = 0
    whole_day: int = 0
    no_length: int = 0
    unreadable: int = 0


class Read(Struct, frozen=True, kw_only=True, tag="read"):
    """A calendar that could be read.

    `unknown_zones` are names of time zones nobody knows; their times were read as local ones.
    """

    reading: CalendarReading
    left_out: LeftOut = LeftOut()
    unknown_zones: tuple[str, ...] = ()


class Why(StrEnum):
    """Why a calendar could not be read."""

    MISSING_EXTRA = "missing_extra"
    NOT_THERE = "not_there"
    NOT_A_FILE = "not_a_file"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    NOT_A_CALENDAR = "not_a_calendar"
    CUT_SHORT = "cut_short"
    NO_SENSE = "no_sense"
    TOO_MANY = "too_many"
    TOO_MUCH_MEMORY = "too_much_memory"
    TOO_LONG = "too_long"
    BROKE_OFF = "broke_off"


class Unread(Struct, frozen=True, tag="unread"):
    """A calendar that could not be read, and what to tell about it: what is wrong, what to do."""

    why: Why
    what: Message


Outcome = Read | Unread


def write_request(request: Request) -> bytes:
    """Return the request as JSON."""
    return msgspec.json.encode(request)


def read_request(content: bytes) -> Request:
    """Return the request in `content`; raises msgspec.MsgspecError."""
    return msgspec.json.decode(content, type=Request)


def write_outcome(outcome: Outcome) -> bytes:
    """Return the outcome as JSON."""
    return msgspec.json.encode(outcome)


def read_outcome(content: bytes) -> Outcome:
    """Return the outcome in `content`; raises msgspec.MsgspecError."""
    outcome: Outcome = msgspec.json.decode(content, type=Outcome)
    return outcome
